"""Anything a person has, turned into captures: files, folders, standard input, pasted text and manifests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from os.path import isdir
from pathlib import Path

from factdesk.errors import UnreadableInputError
from factdesk.intake.captures import Origin, capture_document, is_web_address
from factdesk.intake.document import Document, Given
from factdesk.intake.files import MANIFESTS, Source, files_in, read_document, read_file
from factdesk.intake.manifests import Record, records_of
from factdesk.intake.plain import author_in
from factdesk.intake.sketches import same_story, sketch
from factdesk.model import Capture, Failure
from factdesk.task import Task

__all__ = ["Document", "capture_all", "capture_text", "same_story", "sketch"]

_STDIN = "-"
Stdin = Callable[[], bytes]


def capture_all(
    items: Sequence[str | Path],
    *,
    now: datetime,
    published: date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    stdin: Stdin | None = None,
    task: Task | None = None,
) -> tuple[list[Capture], list[Failure]]:
    """Capture reports in the order of the items; a bad item is told and never stops the others.

    Args:
        items: files, folders (with the readable files in them), manifests (.jsonl, .csv) and ``-`` for standard input.
        now: the moment of capture, aware.
        published: date of publication of every item; it and the next three stand above what the items say.
        outlet: who published every item.
        title: the title of every item.
        url: the address of every item.
        stdin: gives the bytes of standard input, called once if ``-`` is among the items.
        task: progress, in items, and cancel.

    Returns:
        What was captured, and what was not with a sentence why.

    Raises:
        Cancelled: the task was cancelled; nothing is kept.
    """
    given = Given(title=title, outlet=outlet, url=url, published=published)
    captures: list[Capture] = []
    failures: list[Failure] = []
    for done, item in enumerate(map(str, items)):
        for result in _results(item, given, now, stdin):
            if isinstance(result, Failure):
                failures.append(result)
            else:
                captures.append(result)
            if task is not None:
                task.step(done, len(items), item)
    return captures, failures


def capture_text(
    text: str,
    *,
    now: datetime,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: date | None = None,
) -> Capture:
    """Capture pasted text.

    Raises:
        UnreadableInputError: there is no text in it, or more than a report can hold.
    """
    given = Given(title=title, outlet=outlet, url=url, published=published)
    return capture_document(_typed(text), Origin(_bytes(text)), given, now=now)


def _results(item: str, given: Given, now: datetime, stdin: Stdin | None) -> Iterator[Capture | Failure]:
    try:
        if is_web_address(item):
            yield Failure(item, "FactDesk does not fetch pages: save the page and add the file.")
        elif item == _STDIN:
            yield _from_source(_standard_input(stdin), given, now)
        elif isdir(item):
            for file in files_in(Path(item)):
                yield from _file_results(file, given, now)
        else:
            yield from _file_results(Path(item), given, now)
    except UnreadableInputError as error:
        yield Failure(item, str(error))


def _file_results(path: Path, given: Given, now: datetime) -> Iterator[Capture | Failure]:
    try:
        if path.suffix.lower() in MANIFESTS:
            for record in records_of(path):
                yield record if isinstance(record, Failure) else _from_record(record, given, now)
        else:
            yield _from_source(read_file(path), given, now)
    except UnreadableInputError as error:
        yield Failure(str(path), str(error))


def _from_record(record: Record, given: Given, now: datetime) -> Capture | Failure:
    told = given.over(record.given)
    try:
        if record.path is not None:
            source = read_file(record.path)
            document, origin = read_document(source, told.url), Origin(source.data, source.name)
        else:
            text = record.text or ""
            document, origin = _typed(text, record.notes), Origin(_bytes(text))
        return capture_document(document, origin, told, now=now, claims=record.claims)
    except UnreadableInputError as error:
        where = f" ({record.path})" if record.path is not None else ""
        return Failure(record.item + where, str(error))


def _from_source(source: Source, given: Given, now: datetime) -> Capture:
    document = read_document(source, given.url)
    return capture_document(document, Origin(source.data, source.name or None), given, now=now)


def _standard_input(stdin: Stdin | None) -> Source:
    if stdin is None:
        raise UnreadableInputError("There is no standard input here.")
    return Source(stdin(), "")


def _typed(text: str, notes: tuple[str, ...] = ()) -> Document:
    return Document(text, "text/plain", author=author_in(text), notes=notes)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")
