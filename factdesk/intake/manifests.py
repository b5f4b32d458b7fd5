"""Manifests: many reports in one file, one a record, as JSON lines or as CSV.

Keys: ``text`` or ``path`` (relative to the manifest), ``published``, ``outlet``, ``title``, ``author``, ``url``, and
``claims``, a list of ``{"quote","text","speaker","kind","due_words"}`` (in CSV as JSON). Other keys are ignored. A bad
record is told with its line and does not stop the others.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from factdesk.errors import UnreadableInputError
from factdesk.intake.cleaning import clean_line, clean_text
from factdesk.intake.days import days_in
from factdesk.intake.decoding import Decoded, decode
from factdesk.intake.document import Given
from factdesk.intake.files import read_file
from factdesk.model import Failure, GivenClaim, Kind

LARGEST_MANIFEST = 512_000_000
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_CELL = 16_000_000
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Record:
    """One report of a manifest: its text, or the file it stands in, and what the manifest says of it."""

    item: str
    text: str | None
    path: Path | None
    given: Given
    claims: tuple[GivenClaim, ...]
    notes: tuple[str, ...] = ()


def records_of(manifest: Path) -> Iterator[Record | Failure]:
    """Yield the records of a manifest in order; a bad one as a failure that names its line.

    Raises:
        UnreadableInputError: the file itself cannot be read.
    """
    data = read_file(manifest, largest=LARGEST_MANIFEST).data
    rows = _csv_rows(data) if manifest.suffix.lower() == ".csv" else _json_rows(data)
    for line, fields, notes in rows:
        item = f"{manifest}, line {line}"
        try:
            yield _record(item, manifest.parent, fields, notes)
        except UnreadableInputError as error:
            yield Failure(item, str(error))


_Row = tuple[int, Mapping[str, object] | UnreadableInputError, tuple[str, ...]]


def _json_rows(data: bytes) -> Iterator[_Row]:
    lines = [Decoded(line, "utf-16", 0) for line in decode(data).text.split("\n")] if data[:2] in _WIDE_MARKS else None
    for number, line in enumerate(lines or map(decode, data.split(b"\n")), start=1):
        if line.text.strip():
            yield number, _json_object(line.text), line.notes


def _json_object(line: str) -> Mapping[str, object] | UnreadableInputError:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return UnreadableInputError(f"The line is not JSON ({getattr(error, 'msg', 'nested too deeply')}).")
    return fields if isinstance(fields, dict) else UnreadableInputError("The line is not a JSON object with keys.")


def _csv_rows(data: bytes) -> Iterator[_Row]:
    decoded = decode(data)
    first_line = decoded.text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(_numbered(csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter)))
    except csv.Error as error:
        raise UnreadableInputError(f"The CSV file cannot be read ({error}).") from error
    finally:
        csv.field_size_limit(before)
    header = [name.strip().lower() for name in rows[0][1]] if rows else []
    if not {"text", "path"} & set(header):
        raise UnreadableInputError("The first line of the CSV file names neither a column text nor a column path.")
    for line, cells in rows[1:]:
        if any(cells):
            yield line, dict(zip(header, cells, strict=False)), decoded.notes


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Number every row by the line it begins on (a cell may hold line breaks)."""
    line = 1
    for cells in reader:
        yield line, cells
        line = getattr(reader, "line_num", line) + 1


def _record(
    item: str, folder: Path, fields: Mapping[str, object] | UnreadableInputError, notes: tuple[str, ...]
) -> Record:
    if isinstance(fields, UnreadableInputError):
        raise fields
    text = _string(fields, "text")
    path = _string(fields, "path")
    if not text and not path:
        raise UnreadableInputError("The record has neither text nor path.")
    given = Given(
        title=_line(fields, "title"),
        outlet=_line(fields, "outlet"),
        author=_line(fields, "author"),
        url=_line(fields, "url"),
        published=_day(_line(fields, "published")),
    )
    file = None if text or not path else folder / path
    return Record(item, text or None, file, given, _claims(fields.get("claims")), notes)


def _string(fields: Mapping[str, object], key: str) -> str | None:
    value = fields.get(key)
    if value is None or isinstance(value, str):
        return value or None
    raise UnreadableInputError(f"The value of {key} is not a text.")


def _line(fields: Mapping[str, object], key: str) -> str | None:
    return clean_line(_string(fields, key) or "") or None


def _day(words: str | None) -> date | None:
    if not words:
        return None
    found = days_in(words)
    if not found:
        raise UnreadableInputError(f"The value of published is not a date (write 2025-11-24): “{words[:40]}”.")
    return found[0].day


def _claims(value: object) -> tuple[GivenClaim, ...]:
    if isinstance(value, str) and value.strip():
        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise UnreadableInputError("The value of claims is not JSON.") from error
    if not value:
        return ()
    if not isinstance(value, list) or not all(isinstance(claim, dict) for claim in value):
        raise UnreadableInputError("The value of claims is not a list of records with a quote.")
    return tuple(_claim(number, fields) for number, fields in enumerate(value, start=1))


def _claim(number: int, fields: Mapping[str, object]) -> GivenClaim:
    quote = clean_text(_string(fields, "quote") or "").text
    if not quote:
        raise UnreadableInputError(f"Claim {number} of the record has no quote.")
    kind = _line(fields, "kind")
    if kind is not None and kind not in set(Kind):
        raise UnreadableInputError(f"The kind of claim {number} is none of {', '.join(Kind)}: “{kind[:40]}”.")
    return GivenClaim(
        quote=quote,
        text=_line(fields, "text"),
        speaker=_line(fields, "speaker"),
        kind=Kind(kind) if kind else None,
        due_words=_line(fields, "due_words"),
    )
