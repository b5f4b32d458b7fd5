"""Rows as an aligned table for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from factdesk.exporting.columns import cells_under
from factdesk.exporting.rows import Row

_MEASURED = 200
"""Rows by which the widths are chosen; the rest is fitted to them, so that rows need not be held."""
_GAP = "  "
_NARROWEST = 4
_ELISION = "…"


def table(rows: Iterable[Row], columns: Sequence[str], width: int = 100) -> Iterator[str]:
    """Yield the lines of a table: a header, a rule, and one line a row, none wider than the terminal if it can be.

    Long cells are cut with an ellipsis, wide characters (Chinese, emoji) count for two, and characters that could
    steer a terminal are left out.

    Args:
        rows: records, of which the columns are taken.
        columns: names of columns.
        width: of the terminal, in cells.
    """
    lines = (tuple(map(_plain, cells_under(columns, _rounded(row)))) for row in rows)
    first = list(islice(lines, _MEASURED))
    header = tuple(name.replace("_", " ") for name in columns)
    widths = _widths([header, *first], width - len(_GAP) * (len(columns) - 1))
    numeric = [bool(first) and all(map(_is_number, column)) for column in zip(*first, strict=True)]
    right = numeric or [False] * len(columns)
    yield _line(header, widths, right)
    yield _GAP.join("─" * cells for cells in widths)
    for line in chain(first, lines):
        yield _line(line, widths, right)


def display_width(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(map(_cells, text))


def elided(text: str, width: int) -> str:
    """Return a text that takes at most ``width`` cells, cut with an ellipsis."""
    if display_width(text) <= width:
        return text
    kept, used = [], display_width(_ELISION)
    for char in text:
        used += _cells(char)
        if used > width:
            break
        kept.append(char)
    return "".join(kept).rstrip() + _ELISION


def _widths(lines: Sequence[Sequence[str]], room: int) -> list[int]:
    """The widest columns give way first, until the line fits or all are narrow."""
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    floors = [min(width, max(_NARROWEST, display_width(head))) for width, head in zip(widths, lines[0], strict=True)]
    while (over := sum(widths) - room) > 0:
        shrinkable = [at for at in range(len(widths)) if widths[at] > floors[at]]
        if not shrinkable:
            break
        widest = max(shrinkable, key=lambda at: widths[at])
        others = [widths[at] for at in shrinkable if at != widest]
        level = max([floors[widest], *others])
        widths[widest] -= max(1, min(over, widths[widest] - level))
    return widths


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = []
    for cell, width, is_right in zip(cells, widths, right, strict=True):
        text = elided(cell, width)
        space = " " * (width - display_width(text))
        parts.append(space + text if is_right else text + space)
    return _GAP.join(parts).rstrip()


def _rounded(row: Row) -> Row:
    """A score is read by eye here: two places will do."""
    return {key: round(value, 2) if isinstance(value, float) else value for key, value in row.items()}


def _plain(cell: str) -> str:
    """One line without control and direction characters: a report must not be able to write over the screen."""
    return "".join(char for char in " ".join(cell.split()) if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))


def _is_number(cell: str) -> bool:
    return not cell or cell.lstrip("-").replace(".", "", 1).isdigit()


def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
