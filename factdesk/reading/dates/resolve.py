"""The second pass: a record held against the report's day, the tense, what was spoken of, and the country."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from factdesk.model import Precision, Tense, TimexType
from factdesk.reading.dates import periods
from factdesk.reading.dates.amounts import DURATIONS
from factdesk.reading.dates.calendar_days import occurrences
from factdesk.reading.dates.choice import anchor, around, choose, inside, points_ahead, shifted, told
from factdesk.reading.dates.grammar import grammar
from factdesk.reading.dates.record import Context, Period, Resolved, Unresolved

DATE, TIME = TimexType.DATE, TimexType.TIME


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
    return int(policy["near_days_ahead" if ctx.tense is Tense.FUTURE else "near_days"])


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
    candidates = [period for month in months for period in _day_of(month.year, month.month, day)]
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
    near = 0 if ctx.hangs_on_verb or ctx.tense is Tense.FUTURE else int(grammar(ctx.language).policy["near_days"])
    return _from_candidates(record, ctx, lambda y: [periods.month_period(y, month)], f"XXXX-{month:02d}", near)


def _year(record: Unresolved, ctx: Context) -> Resolved | None:
    return told(DATE, periods.year_period(record.year or 1), because="as written")


def _years(record: Unresolved, ctx: Context) -> Resolved | None:
    first, last = record.year or 1, record.last_year or 1
    if not first < last < first + 100:
        return None
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


def _weekday(record: Unresolved, ctx: Context) -> Resolved | None:
    weekday = record.weekday or 1
    outer = ctx.outer
    if outer:
        return told(DATE, periods.day_period(outer.first + timedelta(days=(weekday - outer.first.isoweekday()) % 7)))
    if ctx.base is None:
        return Resolved(DATE, f"XXXX-WXX-{weekday}")
    monday = ctx.base - timedelta(days=ctx.base.isoweekday() - 1)
    in_week = monday + timedelta(days=weekday - 1)
    if record.shift == -1 and record.unit != "week":
        back = (ctx.base.isoweekday() - weekday) % 7 or 7
        return told(DATE, periods.day_period(ctx.base - timedelta(days=back)), because="the last one before the report")
    if record.shift == 0 and in_week < ctx.base and points_ahead(ctx):
        in_week += timedelta(days=7)
    if record.shift is not None:
        meant, near = periods.day_period(in_week + timedelta(days=7 * record.shift)), periods.day_period(in_week)
        return told(
            DATE, meant, (near,) if record.shift > 0 and in_week > ctx.base else (), "counted by calendar weeks"
        )
    candidates = [periods.day_period(in_week + timedelta(days=7 * n)) for n in (-1, 0, 1)]
    best, others, because = choose(candidates, ctx if points_ahead(ctx) else replace(ctx, tense=Tense.PAST), ctx.base)
    if any(p.first == ctx.base for p in candidates):
        best, because = periods.day_period(ctx.base), "the report's own weekday"
        others = (periods.day_period(ctx.base + timedelta(days=7)),)
    if record.number:
        best = periods.day_period(best.first + timedelta(days=7 * int(record.number)))
    return told(DATE, best, others[:1], because)


def _quarter(record: Unresolved, ctx: Context) -> Resolved | None:
    number = record.quarter or record.ordinal or 0
    number = 4 if number == -1 else number
    if not 1 <= number <= 4:
        return None
    near = 0 if ctx.hangs_on_verb else 400
    return _from_candidates(record, ctx, lambda y: [periods.quarter_period(y, number)], f"XXXX-Q{number}", near)


def _half(record: Unresolved, ctx: Context) -> Resolved | None:
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
    start = int(policy["fiscal_start_month"].get(ctx.country, 1))
    if year is None:
        return None
    government, calendar_year = periods.fiscal_period(year, start), periods.year_period(year)
    if ctx.government:
        return told(DATE, government, (calendar_year,), f"the government's fiscal year in {ctx.country}")
    return told(DATE, calendar_year, (government,), "assumed to be the calendar year, as the company's is not known")


def _season(record: Unresolved, ctx: Context) -> Resolved | None:
    season, southern = record.season or "SU", ctx.country in grammar(ctx.language).policy["southern"]
    return _from_candidates(record, ctx, lambda y: [periods.season_period(y, season, southern)], f"XXXX-{season}")


def _holiday(record: Unresolved, ctx: Context) -> Resolved | None:
    named = grammar(ctx.language).holidays[record.holiday or ""]

    def make(year: int) -> list[Period]:
        found = occurrences(named, year, ctx.country) if year > 1 else []
        if record.unit == "week":
            return [periods.week_period(first) for first, _ in found]
        if record.unit == "weekend":
            return [periods.weekend_period(first) for first, _ in found]
        return [
            periods.day_period(a) if a == b else Period(a, b, f"{a.isoformat()}/{b.isoformat()}", Precision.RANGE)
            for a, b in found
        ]

    resolved = _from_candidates(record, ctx, make, "XXXX-XX-XX")
    if resolved is None:
        return None
    name = (record.holiday or "").removeprefix("the ").title().replace("'S", "'s")
    because = f"{name}, {resolved.because}"
    return Resolved(DATE, resolved.value, resolved.period, because, resolved.others, named["how"] == "hijri")


def _deictic(record: Unresolved, ctx: Context) -> Resolved | None:
    if ctx.base is None:
        return Resolved(DATE, "XXXX-XX-XX")
    return told(
        DATE, periods.day_period(ctx.base + timedelta(days=record.shift or 0)), because="counted from the report's day"
    )


def _period(record: Unresolved, ctx: Context) -> Resolved | None:
    unit = {"period": "quarter"}.get(record.unit or "day", record.unit or "day")
    from_mention = record.from_mention or unit == "day"
    start = anchor(Unresolved(record.kind, from_mention=from_mention), ctx, unit)
    if unit in ("season", "term") or (unit == "day" and record.shift == 0 and not record.from_mention):
        return None
    if start is None:
        return Resolved(DATE, "XXXX")
    if record.unit == "period" and (quarter := _last_quarter(ctx)):
        return told(DATE, quarter, because="the quarter spoken of")
    shift = record.shift or 0
    meant = periods.period_of(unit, periods.add(periods.period_of(unit, start.first).first, shift, unit))
    others = () if shift <= 0 else (periods.period_of(unit, start.first),)
    return told(
        DATE, meant, others, "counted from the time spoken of" if from_mention else "counted from the report's day"
    )


def _last_quarter(ctx: Context) -> Period | None:
    return next((m for m in ctx.mentions if m.precision is Precision.QUARTER), None)


def _definite(record: Unresolved, ctx: Context) -> Resolved | None:
    unit = record.unit or "day"
    if record.ordinal is not None or unit == "day":
        return _ordinal_in(record, ctx)
    if ctx.base is None:
        return Resolved(DATE, "XXXX")
    if unit == "quarter":
        before = periods.period_of("quarter", periods.period_of("quarter", ctx.base).first - timedelta(days=1))
        return told(DATE, _last_quarter(ctx) or before, because="the quarter spoken of or last ended")
    return told(DATE, periods.period_of(unit, ctx.base), because="the one of the report's day")


def _ordinal_in(record: Unresolved, ctx: Context) -> Resolved | None:
    outer, unit, number = ctx.outer, record.unit or "day", record.ordinal
    if outer is None or number is None:
        return None
    start = periods.add(outer.first, number - 1, unit) if number > 0 else periods.add(outer.last, number + 1, unit)
    meant = periods.period_of(unit, start)
    if unit == "week":
        first = periods.add(outer.first, 7 * (number - 1), "day") if number > 0 else outer.last - timedelta(days=6)
        value = periods.week_period(first + timedelta(days=3)).value
        meant = Period(first, min(first + timedelta(days=6), outer.last), value, Precision.WEEK)
    return told(DATE, meant, because=f"within {outer.value}") if outer.first <= meant.first <= outer.last else None


def _yearend(record: Unresolved, ctx: Context) -> Resolved | None:
    outer = ctx.outer
    if outer is None and ctx.base is None:
        return Resolved(DATE, "XXXX-12-31")
    period = outer or periods.period_of(record.unit or "year", ctx.base or date.min)
    return told(DATE, periods.day_period(period.last), because=f"the last day of {period.value}")


def _yearago(record: Unresolved, ctx: Context) -> Resolved | None:
    quarter = _last_quarter(ctx)
    if record.ordinal is not None and ctx.base is not None:
        named = _quarter(replace(record, kind="quarter", unit=None), ctx)
        quarter = named.period if named else quarter
    if quarter:
        before = periods.period_of("quarter", periods.add(quarter.first, -1, "year"))
        return told(DATE, before, because=f"a year before {quarter.value}")
    if ctx.base is None:
        return Resolved(DATE, "XXXX")
    start = anchor(Unresolved("period", from_mention=True), ctx, "year") or periods.day_period(ctx.base)
    return told(DATE, periods.year_period(max(start.first.year - 1, 1)), because="a year before the time spoken of")


def _quarterof(record: Unresolved, ctx: Context) -> Resolved | None:
    quarter, year = _last_quarter(ctx), record.year or 1
    if quarter:
        return told(DATE, periods.quarter_period(year, (quarter.first.month + 2) // 3), because="the quarter spoken of")
    return told(DATE, periods.year_period(year), because="as written")


def _weekend(record: Unresolved, ctx: Context) -> Resolved | None:
    if ctx.base is None:
        return Resolved(DATE, "XXXX-WXX-WE")
    here = periods.weekend_period(ctx.base)
    if record.shift is not None:
        return told(
            DATE,
            periods.weekend_period(ctx.base + timedelta(days=7 * record.shift)),
            because="counted by calendar weeks",
        )
    candidates = [here, *(periods.weekend_period(ctx.base + timedelta(days=n)) for n in (-7, 7))]
    return told(DATE, *choose(candidates, ctx, ctx.base))


def _weekof(record: Unresolved, ctx: Context) -> Resolved | None:
    outer = ctx.outer
    return told(DATE, periods.week_period(outer.first), because="the week of the day named") if outer else None


def _daypart(record: Unresolved, ctx: Context) -> Resolved | None:
    outer = ctx.outer
    if outer is None:
        if record.bare:
            return None
        start = anchor(record, ctx, "day")
        if start is None:
            return Resolved(TIME, f"XXXX-XX-XX{record.daypart}")
        outer = periods.day_period(start.first + timedelta(days=record.shift or 0))
    tail = record.clock or record.daypart or ""
    period = Period(outer.first, outer.last, f"{outer.first.isoformat()}{tail}", Precision.TIME)
    return Resolved(TIME, period.value, period, "a time of that day")


def _reference(record: Unresolved, ctx: Context) -> Resolved | None:
    value = record.value or "PRESENT_REF"
    if ctx.base and value == "PRESENT_REF":
        return Resolved(DATE, value, Period(ctx.base, ctx.base, value, Precision.DAY), "the report's own time")
    return Resolved(DATE, value, None, "a time the words leave open")


READINGS: dict[str, Callable[[Unresolved, Context], Resolved | None]] = {
    "day": _day, "days": _days,
    "monthday": _monthday, "slashed": _slashed, "month": _month, "year": _year, "years": _years, "decade": _decade,
    "century": _century, "weekday": _weekday, "quarter": _quarter, "half": _half, "fiscal": _fiscal, "season": _season,
    "holiday": _holiday, "deictic": _deictic, "period": _period, "definite": _definite, "yearend": _yearend,
    "yearago": _yearago, "quarterof": _quarterof, "weekend": _weekend, "weekof": _weekof, "daypart": _daypart,
    "clock": _daypart, "reference": _reference, **DURATIONS,
}  # fmt: skip


def resolve(record: Unresolved, ctx: Context) -> Resolved | None:
    """Hold a record against the calendar; null where it is no time after all ("30 February", a "morning" of no day)."""
    outer = resolve(record.within, ctx) if record.within else None
    if record.within and (outer is None or outer.period is None):
        return Resolved(DATE, "XXXX") if ctx.base is None else None
    resolved = READINGS[record.kind](record, replace(ctx, outer=outer.period if outer else None))
    if resolved is None or record.until is None or resolved.period is None:
        return resolved
    other = resolve(record.until, replace(ctx, base=resolved.period.first, tense=Tense.FUTURE, outer=None))
    if other is None or other.period is None or other.period.last < resolved.period.first:
        return None
    value = f"{resolved.value}/{other.value}"
    return told(
        resolved.type,
        Period(resolved.period.first, other.period.last, value, Precision.RANGE),
        because="from the first to the last",
    )
