"""Spans of days as they are written in a query, and what they are on a given day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_UNIT_DAYS = {"d": 1, "w": 7}
_UNIT_MONTHS = {"m": 1, "y": 12}
_OFFSET = re.compile(r"(-?)([0-9]{1,4})([dwmy])")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_QUARTER = re.compile(r"([0-9]{4})-q([1-4])")


@dataclass(frozen=True, slots=True)
class NoDay:
    """The records without a day."""


@dataclass(frozen=True, slots=True)
class Offset:
    """So many days, weeks, months or years away from today: ahead for what falls due, back for what was published."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class DaySpan:
    """From one day to another, both included, null for no end; the ends may stand in either order.

    ``beyond`` is for what lies farther away than an offset.
    """

    first: date | Offset | None
    last: date | Offset | None
    beyond: Offset | None = None

    def on(self, today: date, *, back: bool) -> tuple[date, date]:
        """Return the first and the last day as seen from ``today``; ``back`` counts offsets into the past."""
        if self.beyond is not None:
            edge = _away(self.beyond, today, back=back)
            return (date.min, _plus(edge, -1)) if back else (_plus(edge, 1), date.max)
        first = date.min if self.first is None else _away(self.first, today, back=back)
        last = date.max if self.last is None else _away(self.last, today, back=back)
        both_named = self.first is not None and self.last is not None
        return (last, first) if both_named and last < first else (first, last)


def parse_days(text: str) -> DaySpan | NoDay | None:
    """Read a span of days, null where it is none."""
    word = text.casefold()
    if word == "none":
        return NoDay()
    if word == "past":
        return DaySpan(None, Offset(-1, "d"))
    if word[:1] in ("<", ">"):
        return _compared(word[0], word[1:])
    if ".." in word:
        return _between(*word.split("..", 1))
    ends = _ends(word)
    return ends and DaySpan(*ends)


def _compared(sign: str, rest: str) -> DaySpan | None:
    """Read ``<7d`` (from today on, 7 days at most), ``>7d`` (farther away) and comparisons with a date."""
    orequal = rest.startswith("=")
    ends = _ends(rest.removeprefix("="))
    if ends is None:
        return None
    first, last = ends
    if isinstance(first, Offset) or isinstance(last, Offset):
        away = first if isinstance(first, Offset) else Offset(0, "d")
        if sign == "<":
            return DaySpan(Offset(0, "d"), away)
        return DaySpan(away, None) if orequal and away.count == 0 else DaySpan(None, None, beyond=away)
    if sign == "<":
        return DaySpan(None, last if orequal else _plus(first, -1))
    return DaySpan(first if orequal else _plus(last, 1), None)


def _between(low: str, high: str) -> DaySpan | None:
    first, last = _ends(low), _ends(high)
    if (low and first is None) or (high and last is None) or not (low or high):
        return None
    return DaySpan(first[0] if first else None, last[1] if last else None)


def _ends(word: str) -> tuple[date | Offset, date | Offset] | None:
    """Return the first and the last day of a day, month, quarter or year, or an offset twice."""
    if word == "today":
        return Offset(0, "d"), Offset(0, "d")
    if away := _OFFSET.fullmatch(word):
        offset = Offset(-int(away[2]) if away[1] else int(away[2]), away[3])
        return offset, offset
    if quarter := _QUARTER.fullmatch(word):
        return _months(int(quarter[1]), int(quarter[2]) * 3 - 2, 3)
    if not (named := _DAY.fullmatch(word)):
        return None
    year, month, day = int(named[1]), int(named[2] or 1), int(named[3] or 1)
    if not named[3]:
        return _months(year, month, 1 if named[2] else 12)
    try:
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _months(year: int, month: int, count: int) -> tuple[date, date] | None:
    if year < 1 or not 1 <= month <= 12:
        return None
    end = month + count - 1
    return date(year, month, 1), date(year, end, calendar.monthrange(year, end)[1])


def _away(point: date | Offset, today: date, *, back: bool) -> date:
    if not isinstance(point, Offset):
        return point
    count = -point.count if back else point.count
    if point.unit in _UNIT_DAYS:
        return _plus(today, count * _UNIT_DAYS[point.unit])
    months = today.year * 12 + today.month - 1 + count * _UNIT_MONTHS[point.unit]
    if not 12 <= months < 120_000:
        return date.min if months < 12 else date.max
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _plus(day: date, days: int) -> date:
    """Add days, stopping at the ends of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max
