"""Periods of the calendar: the week, month, quarter, season, year ... of a day, and how far it is to another."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date, timedelta

from factdesk.model import Precision
from factdesk.reading.dates.edtf import month_end
from factdesk.reading.dates.record import Period

SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SOUTH = {"SP": "FA", "SU": "WI", "FA": "SP", "WI": "SU"}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}


def day_period(day: date) -> Period:
    """Return a day as a period."""
    return Period(day, day, day.isoformat(), Precision.DAY)


def week_period(day: date) -> Period:
    """Return the ISO week (Monday to Sunday) of a day."""
    year, week, weekday = day.isocalendar()
    first = day - timedelta(days=weekday - 1)
    return Period(first, first + timedelta(days=6), f"{year}-W{week:02d}", Precision.WEEK)


def month_period(year: int, month: int) -> Period:
    """Return a month."""
    return Period(date(year, month, 1), month_end(year, month), f"{year:04d}-{month:02d}", Precision.MONTH)


def quarter_period(year: int, quarter: int) -> Period:
    """Return a quarter of a calendar year, 1 to 4."""
    return Period(
        date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter), f"{year:04d}-Q{quarter}", Precision.QUARTER
    )


def half_period(year: int, half: int) -> Period:
    """Return a half of a calendar year, 1 or 2."""
    return Period(date(year, 6 * half - 5, 1), month_end(year, 6 * half), f"{year:04d}-H{half}", Precision.HALF)


def year_period(year: int) -> Period:
    """Return a calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), f"{year:04d}", Precision.YEAR)


def decade_period(year: int) -> Period:
    """Return the decade a year lies in; TIMEX3 writes it with three digits."""
    start = year // 10 * 10
    return Period(date(max(start, 1), 1, 1), date(start + 9, 12, 31), f"{start // 10:03d}", Precision.DECADE)


def century_period(number: int) -> Period:
    """Return the n-th century, which ends with the year of the full hundred; TIMEX3 writes two digits."""
    first, last = date(number * 100 - 99, 1, 1), date(number * 100, 12, 31)
    return Period(first, last, f"{number - 1:02d}", Precision.RANGE)


def season_period(year: int, season: str, southern: bool) -> Period:
    """Return a season of three whole months that begins in the year; winter (south: summer) runs into the next."""
    start = SEASON_START[_SOUTH[season] if southern else season]
    last = month_end(year, start + 2) if start < 12 else month_end(year + 1, 2)
    return Period(date(year, start, 1), last, f"{year:04d}-{season}", Precision.SEASON)


def weekend_period(day: date) -> Period:
    """Return Saturday and Sunday of a day's ISO week."""
    week = week_period(day)
    return Period(week.last - timedelta(days=1), week.last, f"{week.value}-WE", Precision.RANGE)


def fiscal_period(year: int, start_month: int) -> Period:
    """Return the fiscal year named by the year it ends in; one that starts in January is the calendar year."""
    if start_month == 1:
        return year_period(year)
    last = month_end(year, start_month - 1)
    return Period(date(year - 1, start_month, 1), last, f"{year:04d}", Precision.YEAR)


def period_of(unit: str, day: date) -> Period:
    """Return the period of a unit that a day lies in."""
    match unit:
        case "week" | "fortnight":
            return week_period(day)
        case "weekend":
            return weekend_period(day)
        case "month":
            return month_period(day.year, day.month)
        case "quarter":
            return quarter_period(day.year, (day.month + 2) // 3)
        case "year":
            return year_period(day.year)
        case "decade":
            return decade_period(day.year)
        case "century":
            return century_period((day.year + 99) // 100)
        case _:
            return day_period(day)


def add(day: date, number: float, unit: str) -> date:
    """Return the day so many units on; a month too short for the day of the month ends it on its last day.

    Days that no calendar has (before year 1 or after 9999) are held at its ends.
    """
    if unit in _DAYS or unit not in _MONTHS:
        days = round(number * _DAYS.get(unit, 0))
        return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
    whole = int(number * _MONTHS[unit])
    year, month = divmod(day.year * 12 + day.month - 1 + whole, 12)
    year = min(max(year, MINYEAR), MAXYEAR)
    moved = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    rest = number * _MONTHS[unit] - whole
    return moved + timedelta(days=round(rest * 30)) if rest else moved


def part_of(period: Period, edge: str) -> tuple[date, date]:
    """Return the early, middle or late third of a period, or its last day for ``end``.

    A year is early in its first quarter and late in its last, as business counts. Of a month: the 1st to 10th, 11th to
    20th, and the rest; of a week: Monday and Tuesday, Tuesday to Thursday, and Thursday on; of a decade: its years 0 to
    3, 4 to 6 and 7 to 9.
    """
    if period.precision in (Precision.YEAR, Precision.SEASON, Precision.QUARTER, Precision.HALF):
        return _third_by_months(period, edge)
    if period.precision is Precision.MONTH:
        start, end = {"early": (1, 10), "mid": (11, 20), "late": (21, period.last.day)}.get(
            edge, (period.last.day,) * 2
        )
        return period.first.replace(day=start), period.first.replace(day=end)
    if period.precision is Precision.WEEK:
        start, end = {"early": (0, 1), "mid": (1, 3), "late": (3, 6)}.get(edge, (6, 6))
        return period.first + timedelta(days=start), period.first + timedelta(days=end)
    if period.precision is Precision.DECADE:
        start, end = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(edge, (9, 9))
        year = period.first.year
        return date(year + start, 1, 1), date(year + end, 12, 31)
    third = max(((period.last - period.first).days + 1) // 3, 1)
    match edge:
        case "early":
            return period.first, period.first + timedelta(days=third - 1)
        case "mid":
            return period.first + timedelta(days=third), period.last - timedelta(days=third)
        case "late":
            return period.last - timedelta(days=third - 1), period.last
        case _:
            return period.last, period.last


def _third_by_months(period: Period, edge: str) -> tuple[date, date]:
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    third = months // 3
    side = 3 if period.precision is Precision.YEAR else third
    starts = {"early": 0, "mid": third, "late": months - side}
    if edge not in starts:
        return period.last, period.last
    first = add(period.first, starts[edge], "month")
    length = months - 2 * third if edge == "mid" else side
    return first, add(first, length, "month") - timedelta(days=1)


def middle_of(period: Period) -> date | None:
    """Return the last day of the first half of a year or month: 30 June, the 15th; null for other periods."""
    if period.precision is Precision.YEAR:
        return add(period.first, 6, "month") - timedelta(days=1)
    return period.first.replace(day=15) if period.precision is Precision.MONTH else None


def start_of(period: Period) -> tuple[date, date]:
    """Return what "at the start of" a period means: its first month, ten days or two days, by its length."""
    if period.precision in (Precision.YEAR, Precision.HALF, Precision.QUARTER, Precision.SEASON, Precision.DECADE):
        return period.first, month_end(period.first.year, period.first.month)
    if period.precision is Precision.MONTH:
        return part_of(period, "early")
    return period.first, min(period.last, period.first + timedelta(days=1))


def end_of(period: Period) -> tuple[date, date]:
    """Return what "at the end of" a period means: its last month, ten days or two days, by its length."""
    if period.precision in (Precision.YEAR, Precision.HALF, Precision.QUARTER, Precision.SEASON, Precision.DECADE):
        return period.last.replace(day=1), period.last
    if period.precision is Precision.MONTH:
        return part_of(period, "late")
    return max(period.first, period.last - timedelta(days=1)), period.last
