"""The second pass, what the calendar names: days, months, quarters, seasons, years, fiscal years, named days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from factdesk.model import Precision, Tense, TimexType
from factdesk.reading.dates import periods
from factdesk.reading.dates.calendar_days import occurrences, place_of
from factdesk.reading.dates.choice import around, choose, inside, points_ahead, sets_term, shifted, told
from factdesk.reading.dates.grammar import grammar
from factdesk.reading.dates.record import Context, Period, Resolved, Unresolved

DATE = TimexType.DATE


def _day_of(year: int, month: int, day: int) -> list[Period]:
    try:
        return [periods.day_period(date(year, month, day))]
    except ValueError:
        return []


def _from_candidates(
    record: Unresolved, ctx: Context, make: Callable[[int], list[Period]], unknown: str, near: int = 0
) -> Resolved | None:
    """Settle something that comes every year by its year, its outer period, last/next, or the choice by tense."""
    if record.year is not None:
        made = make(record.year)
        return told(DATE, made[0], because="as written") if made else None
    outer = ctx.outer
    if outer:
        made_in = inside((p for y in range(outer.first.year - 1, outer.last.year + 1) for p in make(y)), outer)
        return told(DATE, made_in, because=f"the one in {outer.value}") if made_in else None
    if ctx.base is None:
        return Resolved(DATE, unknown)
    candidates = around(ctx.base, make, 4 if record.holiday else 1)
    if not candidates:
        return None
    if record.shift is not None:
        meant = shifted(candidates, record.shift, ctx.base)
        return told(DATE, meant, because=("the last", "this year's", "the next")[record.shift + 1]) if meant else None
    return told(DATE, *choose(candidates, ctx, ctx.base, near))


def _near(ctx: Context) -> int:
    """Return so many days within which the nearest day is meant whatever the tense."""
    policy = grammar(ctx.language).policy
    if ctx.begun or (ctx.tense is Tense.PRESENT and ctx.hangs_on_verb):
        return 0
    ahead = ctx.tense is Tense.FUTURE or sets_term(ctx)
    return int(policy["near_days_ahead" if ahead else "near_days"])


def _day(record: Unresolved, ctx: Context) -> Resolved | None:
    month, day = record.month or 1, record.day or record.ordinal or 0
    if day == -1:
        return None
    near = _near(ctx)
    return _from_candidates(record, ctx, lambda y: _day_of(y, month, day), f"XXXX-{month:02d}-{day:02d}", near)


def _monthday(record: Unresolved, ctx: Context) -> Resolved | None:
    day, outer = record.day or 1, ctx.outer
    if outer:
        made = _day_of(outer.first.year, outer.first.month, day)
        return told(DATE, made[0], because=f"in {outer.value}") if made else None
    if ctx.base is None:
        return Resolved(DATE, f"XXXX-XX-{day:02d}")
    months = (periods.add(ctx.base.replace(day=1), n, "month") for n in (-1, 0, 1, 2))
    candidates = [
        period
        for month in months
        for period in _day_of(month.year, month.month, day)
        if record.weekday in (None, period.first.isoweekday())
    ]
    return told(DATE, *choose(candidates, ctx, ctx.base)) if candidates else None


def _days(record: Unresolved, ctx: Context) -> Resolved | None:
    def make(year: int) -> list[Period]:
        first, last = (
            _day_of(year, record.month or 1, record.day or 0),
            _day_of(year, record.month or 1, record.last_day or 0),
        )
        if not first or not last or first[0].first >= last[0].last:
            return []
        return [Period(first[0].first, last[0].last, f"{first[0].value}/{last[0].value}", Precision.RANGE)]

    near = _near(ctx)
    return _from_candidates(record, ctx, make, f"XXXX-{record.month:02d}", near)


def _slashed(record: Unresolved, ctx: Context) -> Resolved | None:
    if record.numeric is None:
        return _day(record, ctx)
    one, two = record.numeric
    day_first = ctx.country in grammar(ctx.language).policy["day_before_month"]
    readings = [
        _day_of(record.year or 0, m, d)
        for d, m in (((one, two), (two, one)) if day_first else ((two, one), (one, two)))
    ]
    made = [p for days in readings for p in days]
    return (
        told(DATE, made[0], tuple(p for p in made[1:] if p != made[0]), "in the order of the country") if made else None
    )


def _month(record: Unresolved, ctx: Context) -> Resolved | None:
    month = record.month or 1
    near = 0 if ctx.hangs_on_verb else _near(ctx)
    return _from_candidates(record, ctx, lambda y: [periods.month_period(y, month)], f"XXXX-{month:02d}", near)


def _year(record: Unresolved, ctx: Context) -> Resolved | None:
    return told(DATE, periods.year_period(record.year or 1), because="as written")


def _years(record: Unresolved, ctx: Context) -> Resolved | None:
    first, last = record.year or 1, record.last_year or 1
    if not first < last < first + 100:
        month = last % 100
        is_month = 1 <= month <= 12 and last // 100 == first // 100
        return told(DATE, periods.month_period(first, month), because="as written") if is_month else None
    return told(
        DATE, Period(date(first, 1, 1), date(last, 12, 31), f"{first}/{last}", Precision.RANGE), because="as written"
    )


def _decade(record: Unresolved, ctx: Context) -> Resolved | None:
    decade = record.decade or 0
    return told(
        DATE,
        periods.decade_period(decade if decade >= 1000 else (2000 if decade < 20 else 1900) + decade),
        because="as written",
    )


def _century(record: Unresolved, ctx: Context) -> Resolved | None:
    number = record.ordinal or 0
    return told(DATE, periods.century_period(number), because="as written") if 1 <= number <= 30 else None


def _quarter(record: Unresolved, ctx: Context) -> Resolved | None:
    number = record.quarter or record.ordinal or 0
    number = 4 if number == -1 else number
    if not 1 <= number <= 4:
        return None
    near = 0 if ctx.hangs_on_verb else 400
    return _from_candidates(record, ctx, lambda y: [periods.quarter_period(y, number)], f"XXXX-Q{number}", near)


def _half(record: Unresolved, ctx: Context) -> Resolved | None:
    if record.ordinal == 0:
        return _from_candidates(record, ctx, lambda y: [periods.month_period(y, 6)], "XXXX-06")
    number = record.half or record.ordinal or 0
    number = 2 if number == -1 else number
    outer = ctx.outer
    if outer and outer.precision is not Precision.YEAR:
        days = (outer.last - outer.first).days + 1
        middle = outer.first + timedelta(days=days // 2)
        first, last = (outer.first, middle - timedelta(days=1)) if number == 1 else (middle, outer.last)
        return told(DATE, Period(first, last, outer.value, Precision.RANGE), because=f"half of {outer.value}")
    return _from_candidates(record, ctx, lambda y: [periods.half_period(y, number)], f"XXXX-H{number}")


def _fiscal(record: Unresolved, ctx: Context) -> Resolved | None:
    policy, year = grammar(ctx.language).policy, record.last_year or record.year
    if record.month is not None:
        return _fiscal_from(record.month, record, ctx)
    start = int(policy["fiscal_start_month"].get(ctx.country, 1))
    if year is None:
        return None
    by_start = ctx.country in policy["fiscal_named_by_start"] and record.last_year is None
    government, calendar_year = periods.fiscal_period(year + by_start, start), periods.year_period(year)
    if ctx.government or ctx.country != "US" or record.last_year:
        return told(DATE, government, (calendar_year,), f"the fiscal year usual in {ctx.country}")
    return told(DATE, calendar_year, (government,), "assumed to be the calendar year, as the company's is not known")


def _fiscal_from(month: int, record: Unresolved, ctx: Context) -> Resolved | None:
    """Return the fiscal year that the text says begins in a month."""
    base = ctx.base or date(record.year or 2000, 1, 1)
    years = [record.year] if record.year else [base.year - 1, base.year, base.year + 1]
    made = [periods.fiscal_period(y + (month > 1), month) for y in years]
    ahead = points_ahead(ctx)
    fit = [p for p in made if ahead is None or (p.first >= base) is ahead] or made
    return told(DATE, min(fit, key=lambda p: abs((p.first - base).days)), because="twelve months from its beginning")


def _season(record: Unresolved, ctx: Context) -> Resolved | None:
    season, southern = record.season or "SU", ctx.country in grammar(ctx.language).policy["southern"]
    return _from_candidates(record, ctx, lambda y: [periods.season_period(y, season, southern)], f"XXXX-{season}")


def _long_weekend(day: date) -> Period:
    """Return the weekend a named day lengthens ("Memorial Day weekend": Saturday to Monday), else that of its week."""
    if day.isoweekday() == 1:
        weekend = periods.weekend_period(day - timedelta(days=2))
        return replace(weekend, last=day)
    weekend = periods.weekend_period(day)
    return replace(weekend, first=day) if day.isoweekday() in (4, 5) else weekend


def _holiday(record: Unresolved, ctx: Context) -> Resolved | None:
    named = grammar(ctx.language).holidays[record.holiday or ""]

    def make(year: int) -> list[Period]:
        found = occurrences(named, year, ctx.country) if year > 1 else []
        if record.unit == "week":
            return [periods.week_period(first) for first, _ in found]
        if record.unit == "weekend":
            return [_long_weekend(first) for first, _ in found]
        return [
            periods.day_period(a) if a == b else Period(a, b, f"{a.isoformat()}/{b.isoformat()}", Precision.RANGE)
            for a, b in found
        ]

    near = 0 if ctx.hangs_on_verb else int(grammar(ctx.language).policy["near_days"])
    resolved = _from_candidates(record, ctx, make, "XXXX-XX-XX", near)
    if resolved is None:
        return None
    name = (record.holiday or "").removeprefix("the ").title().replace("'S", "'s")
    place = place_of(named, resolved.period.first.year, ctx.country) if resolved.period else None
    where = grammar("en").countries.get(place) if place else None
    because = f"{name}{f' in {where}' if where else ''}, {resolved.because}"
    return Resolved(DATE, resolved.value, resolved.period, because, resolved.others, named["how"] == "hijri")


DATED: dict[str, Callable[[Unresolved, Context], Resolved | None]] = {
    "day": _day,
    "days": _days,
    "monthday": _monthday,
    "slashed": _slashed,
    "month": _month,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "half": _half,
    "fiscal": _fiscal,
    "season": _season,
    "holiday": _holiday,
}
