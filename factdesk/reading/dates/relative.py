"""The second pass, what counts from another day: weekdays, this and next, "a year earlier", parts of a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from factdesk.model import Precision, Tense, TimexType
from factdesk.reading.dates import periods
from factdesk.reading.dates.choice import anchor, choose, points_ahead, told
from factdesk.reading.dates.dated import DATED
from factdesk.reading.dates.grammar import grammar
from factdesk.reading.dates.record import Context, Period, Resolved, Unresolved

DATE, TIME = TimexType.DATE, TimexType.TIME


def _weekday(record: Unresolved, ctx: Context) -> Resolved | None:
    weekday = record.weekday or 1
    outer = ctx.outer
    if outer:
        return told(DATE, periods.day_period(outer.first + timedelta(days=(weekday - outer.first.isoweekday()) % 7)))
    if ctx.base is None:
        return Resolved(DATE, f"XXXX-WXX-{weekday}")
    monday = ctx.base - timedelta(days=ctx.base.isoweekday() - 1)
    in_week = monday + timedelta(days=weekday - 1)
    if record.from_mention and record.shift and (start := anchor(record, ctx, "day")):
        away = (record.shift * (weekday - start.first.isoweekday())) % 7 or 7
        day = periods.day_period(start.first + timedelta(days=record.shift * away))
        return told(DATE, day, because="counted from the time spoken of")
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
    if record.zone:
        nearest = min(candidates, key=lambda p: abs((p.first - (ctx.base or p.first)).days))
        return told(DATE, nearest, because="the nearest one, as it is told by the clock of another place")
    best, others, because = choose(candidates, ctx if points_ahead(ctx) else replace(ctx, tense=Tense.PAST), ctx.base)
    if any(p.first == ctx.base for p in candidates):
        best, because = periods.day_period(ctx.base), "the report's own weekday"
        others = (periods.day_period(ctx.base + timedelta(days=7)),)
    if record.number:
        best = periods.day_period(best.first + timedelta(days=7 * int(record.number)))
    return told(DATE, best, others[:1], because)


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
    if unit == "year" and record.fiscal:
        return _fiscal_year(ctx, ctx.base)
    ahead = ctx.spoken_of
    if unit == "year" and record.edge and ahead and ahead.first > ctx.base and ahead.first.year == ctx.base.year + 1:
        return told(DATE, periods.year_period(ahead.first.year), because="the year spoken of")
    return told(DATE, periods.period_of(unit, ctx.base), because="the one of the report's day")


def _fiscal_year(ctx: Context, base: date) -> Resolved:
    start = int(grammar(ctx.language).policy["fiscal_start_month"].get(ctx.country, 1))
    here = periods.fiscal_period(base.year + (base.month >= start > 1), start)
    if ctx.government or ctx.country != "US":
        return told(DATE, here, (periods.year_period(base.year),), f"the government's fiscal year in {ctx.country}")
    why = "assumed to be the calendar year, as the company's fiscal year is not known"
    return told(DATE, periods.year_period(base.year), (here,), why)


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
        named = DATED["quarter"](replace(record, kind="quarter", unit=None), ctx)
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
        spoken_of = ctx.spoken_of if record.kind == "clock" else None
        start = spoken_of if spoken_of and spoken_of.precision is Precision.DAY else anchor(record, ctx, "day")
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


RELATIVE: dict[str, Callable[[Unresolved, Context], Resolved | None]] = {
    "weekday": _weekday,
    "deictic": _deictic,
    "period": _period,
    "definite": _definite,
    "yearend": _yearend,
    "yearago": _yearago,
    "quarterof": _quarterof,
    "weekend": _weekend,
    "weekof": _weekof,
    "daypart": _daypart,
    "reference": _reference,
    "clock": _daypart,
}
