"""EDTF (ISO 8601-2) strings of closed and half-open intervals of days."""

from __future__ import annotations

import calendar
from datetime import date

from factdesk.model import Precision

_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _whole(first: date, last: date) -> str | None:
    if first == last:
        return first.isoformat()
    if (first.month, first.day) == (1, 1) and last == date(first.year, 12, 31):
        return f"{first.year:04d}"
    if first.day == 1 and last == month_end(first.year, first.month):
        return f"{first.year:04d}-{first.month:02d}"
    return None


def edtf(
    first: date | None, last: date | None, precision: Precision | None, value: str = "", about: bool = False
) -> str:
    """Return the EDTF string of an interval; an open end is ``..`` and ``about`` adds ``~``.

    A season by its TIMEX3 value ("2026-SP") becomes EDTF's season ("2026-21").
    """
    mark = "~" if about else ""
    if first and last:
        if precision is Precision.SEASON and value[5:7] in _SEASONS and value[:4].isdigit():
            return f"{value[:4]}-{_SEASONS[value[5:7]]}{mark}"
        whole = _whole(first, last)
        return f"{whole}{mark}" if whole else f"{first.isoformat()}{mark}/{last.isoformat()}{mark}"
    return f"{first.isoformat() + mark if first else '..'}/{last.isoformat() + mark if last else '..'}"
