"""``dates``, ``quotes``, ``read`` and ``judge``: nothing is stored, no desk is opened."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from factdesk.cli.output import Day, Row, format_option, print_records
from factdesk.desk import judge_pairs, judge_trouble, read_claims, read_quotes, read_times, records
from factdesk.errors import UnreadableInputError
from factdesk.model import Pair

_BATCH = 64


@dataclass(frozen=True, slots=True)
class _Text:
    id: object
    text: str
    published: date | None
    outlet: str


@click.command("dates")
@click.argument("file", metavar="FILE|-")
@click.option("--published", type=Day(), help="The date that relative words are read against.")
@format_option
def dates_command(file: str, published: date | None, form: str) -> None:
    """List the time expressions of a text, or of each record of a .jsonl of {"id","text","published"}."""

    def read(text: _Text) -> Iterator[Row]:
        return (records.time_record(t) for t in read_times(text.text, text.published))

    shown = ("start", "text", "type", "value", "from", "to", "bound", "rule")
    _print_each(file, published, "", read, "id", form, shown)


@click.command("quotes")
@click.argument("file", metavar="FILE|-")
@click.option("--published", type=Day(), hidden=True)
@format_option
def quotes_command(file: str, published: date | None, form: str) -> None:
    """List who said what in a text, or in each record of a .jsonl of {"id","text"}."""

    def read(text: _Text) -> Iterator[Row]:
        return (records.quote_record(attribution) for attribution in read_quotes(text.text))

    _print_each(file, published, "", read, "id", form, ("start", "speaker", "cue", "direct", "score", "quote"))


@click.command("read")
@click.argument("file", metavar="FILE|-")
@click.option("--published", type=Day(), help="The date that relative words are read against.")
@click.option("--outlet", default="", help="Who published it.")
@click.option("--all", "everything", is_flag=True, help="Also what no editor would keep, down to the lowest score.")
@format_option
def read_command(file: str, published: date | None, outlet: str, everything: bool, form: str) -> None:
    """List the claims of a text, or of each record of a .jsonl of {"id","text","published"}."""

    def read(text: _Text) -> Iterator[Row]:
        reading = read_claims(text.text, text.published, outlet=text.outlet, everything=everything)
        return (records.draft_record(draft, number=number) for number, draft in enumerate(reading.claims, 1))

    _print_each(file, published, outlet, read, "doc", form, ("start", "kind", "due", "speaker", "score", "text"))


@click.command("judge")
@click.argument("file", metavar="FILE|-")
@format_option
def judge_command(file: str, form: str) -> None:
    """Say how the passage bears on the claim, for JSON lines of {"id","claim","passage"} and, if known, their dates."""
    trouble = judge_trouble()
    if trouble:
        click.echo(f"factdesk: {trouble}", err=True)
    rows = _judged([_pair(record, line) for line, record in _records(_content(file), file)])
    print_records(rows, form, ("id", "relation", "scores", "reasons"), ("id", "relation", "reasons"))


def _judged(pairs: list[Pair]) -> Iterator[Row]:
    for first in range(0, len(pairs), _BATCH):
        batch = pairs[first : first + _BATCH]
        for pair, judgement in zip(batch, judge_pairs(batch), strict=True):
            yield records.judgement_record(pair.id, judgement)


def _print_each(
    file: str,
    published: date | None,
    outlet: str,
    read: Callable[[_Text], Iterator[Row]],
    key: str,
    form: str,
    shown: tuple[str, ...],
) -> None:
    content = _content(file)
    if Path(file).suffix == ".jsonl":
        texts = [_text(record, line, published, outlet) for line, record in _records(content, file)]
        rows = ({key: text.id, **{k: v for k, v in row.items() if k != key}} for text in texts for row in read(text))
        shown = (key, *shown)
    else:
        rows = (dict(row) for row in read(_Text(None, content, published, outlet)))
    listed = list(rows)
    columns = tuple(listed[0]) if listed else shown
    print_records(listed, form, columns, shown)


def _content(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UnreadableInputError(f"{file} cannot be read: {error.strerror}.") from error
    return data.decode("utf-8-sig", errors="replace")


def _records(content: str, file: str) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise UnreadableInputError(f"Line {number} of {file} is no JSON.") from error
        if not isinstance(record, dict):
            raise UnreadableInputError(f"Line {number} of {file} is no JSON object.")
        yield number, record


def _text(record: dict[str, object], line: int, published: date | None, outlet: str) -> _Text:
    text = record.get("text")
    if not isinstance(text, str):
        raise UnreadableInputError(f"Line {line} has no “text”.")
    day = _day(record.get("published"), line) or published
    return _Text(record.get("id"), text, day, str(record.get("outlet") or outlet))


def _pair(record: dict[str, object], line: int) -> Pair:
    claim, passage = record.get("claim"), record.get("passage")
    if not isinstance(claim, str) or not isinstance(passage, str):
        raise UnreadableInputError(f"Line {line} needs “claim” and “passage”.")
    names = ("claim_published", "due_from", "due_to", "passage_published")
    days = {name: _day(record.get(name), line) for name in names}
    identity = record.get("id")
    return Pair("" if identity is None else identity, claim, passage, **days)  # type: ignore[arg-type]  # ids go back as they came


def _day(value: object, line: int) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise UnreadableInputError(f"Line {line}: “{value}” is no date; write it like 2026-05-14.") from error
