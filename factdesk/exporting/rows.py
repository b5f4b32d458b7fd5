"""Rows to a stream as CSV, JSON or JSON lines, one at a time: a million rows are never held.

CSV is RFC 4180: a header always, CRLF, quotes doubled. For Excel it begins with a byte order mark and cells that Excel
would take for a formula are disarmed (OWASP ASVS 5.0, 1.2.10); for programs nothing is changed.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from factdesk.errors import FactDeskError
from factdesk.exporting.columns import cells_under

Row = Mapping[str, object]

EXCEL = "excel"
PROGRAMS = "programs"
PRESETS = (EXCEL, PROGRAMS)

_BOM = "\ufeff"
_SPACES = " \u00a0\u3000\u200b\ufeff"
_ARMED = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)*|[.,]\d+)(?:[eE][+-]?\d+)?%?", re.ASCII)


def write_csv(rows: Iterable[Row], columns: Sequence[str], stream: TextIO, *, preset: str = PROGRAMS) -> int:
    """Write rows as CSV and return how many.

    Args:
        rows: records, of which the columns are taken.
        columns: names of columns, as :func:`factdesk.exporting.columns` gives them.
        stream: a text stream in UTF-8 that leaves line ends alone (``newline=""``).
        preset: ``excel`` or ``programs``.

    Raises:
        FactDeskError: there is no such preset.
    """
    if preset not in PRESETS:
        raise FactDeskError(f"There is no kind of CSV file “{preset}”: there is {', '.join(PRESETS)}.")
    if preset == EXCEL:
        stream.write(_BOM)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        cells: Iterable[str] = cells_under(columns, row)
        writer.writerow(map(disarmed, cells) if preset == EXCEL else cells)
        count += 1
    return count


def write_json(rows: Iterable[Row], columns: Sequence[str], stream: TextIO, *, preset: str = PROGRAMS) -> int:
    """Write rows as one JSON array, a record a line, and return how many; all keys of a record are written."""
    del columns, preset
    count = 0
    stream.write("[")
    for row in rows:
        stream.write(",\n" if count else "\n")
        stream.write(_json(row))
        count += 1
    stream.write("\n]\n" if count else "]\n")
    return count


def write_jsonl(rows: Iterable[Row], columns: Sequence[str], stream: TextIO, *, preset: str = PROGRAMS) -> int:
    """Write rows as JSON lines and return how many; all keys of a record are written."""
    del columns, preset
    count = 0
    for row in rows:
        stream.write(_json(row) + "\n")
        count += 1
    return count


def disarmed(cell: str) -> str:
    """Return a cell that a spreadsheet shows as it is: an apostrophe before what it would take for a formula.

    Plain numbers stay numbers, below zero too.
    """
    start = cell.lstrip(_SPACES)
    if not start.startswith(_ARMED) or _NUMBER.fullmatch(cell.strip()):
        return cell
    return f"'{cell}"


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False).translate(_JSON_LINE_ENDS)


_JSON_LINE_ENDS = {0x2028: "\\u2028", 0x2029: "\\u2029", 0x85: "\\u0085"}
"""Line ends to some readers of JSON lines; inside a string they may stand escaped."""
