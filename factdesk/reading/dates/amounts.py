"""Lengths of time: durations, spans next to the report's day, distances from it, and what comes again and again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from factdesk.model import Precision, TimexType
from factdesk.reading.dates import periods
from factdesk.reading.dates.choice import anchor
from factdesk.reading.dates.grammar import grammar
from factdesk.reading.dates.record import Context, Period, Resolved, Unresolved

_LETTER = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "weekend": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
}
_SCALED = {"fortnight": (2, "W"), "quarter": (3, "M"), "decade": (10, "Y"), "century": (100, "Y")}
_HALVES = {"Y": (12, "M"), "H": (60, "M"), "M": (60, "S"), "D": (24, "H"), "W": (7, "D")}
_CLOCK = frozenset({"second", "minute", "hour"})
_UNKNOWN = {"decade": "E", "century": "C", "quarter": "Q", "fortnight": "W"}


def duration_value(number: float | None, unit: str) -> str:
    """Return the TIMEX3 value of a length ("P90D", "P2Y6M", "PT1H30M"); an unknown number is X."""
    time = "T" if unit in _CLOCK else ""
    if number is None:
        return f"P{time}X{_UNKNOWN.get(unit) or _LETTER[unit]}"
    scale, letter = _SCALED.get(unit, (1, _LETTER.get(unit, "D")))
    if unit == "weekend":
        scale = 2
    total = number * scale
    whole, rest = int(total), total - int(total)
    if not rest:
        return f"P{time}{whole}{letter}"
    times, smaller = _HALVES[letter] if time or letter != "M" else (30, "D")
    part = f"{round(rest * times)}{smaller}"
    if letter == "D":
        part = f"T{part}"
    return f"P{time}{f'{whole}{letter}' if whole else ''}{part}" if whole or letter != "D" else f"P{part}"


def _length_days(record: Unresolved, ctx: Context) -> float:
    policy, unit = grammar(ctx.language).policy, record.unit or "day"
    table = policy["few_span_days" if record.vague in ("few", "some") else "open_span_days"]
    return float(table.get(unit, 1))


def far_end(record: Unresolved, ctx: Context, start: Period, sign: int) -> Period:
    """Return the interval of a length that begins (sign 1) or ends (sign -1) with a day."""
    unit = record.unit or "day"
    day = start.first
    if record.number is None:
        moved = periods.add(day, sign * _length_days(record, ctx), "day")
    elif unit in _CLOCK:
        hours = record.number * {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}[unit]
        moved = periods.add(day, sign * -(-hours // 24) if hours >= 24 else 0, "day")
    else:
        moved = periods.add(day, sign * record.number, unit)
    first, last = (day, moved) if sign > 0 else (moved, day)
    return Period(first, last, duration_value(record.number, unit), Precision.RANGE)


def _span(record: Unresolved, ctx: Context) -> Resolved | None:
    value = duration_value(record.number, record.unit or "day")
    ahead = record.toward in ("next", "coming", "following")
    if ctx.base is None or (record.toward == "recent" and record.vague == "open"):
        return Resolved(TimexType.DURATION, value)
    period = far_end(record, ctx, periods.day_period(ctx.base), 1 if ahead else -1)
    because = "counted on from the report's day" if ahead else "counted back from the report's day"
    return Resolved(TimexType.DURATION, value, period, because, approximate=record.number is None)


def _portion(record: Unresolved, ctx: Context) -> Resolved | None:
    unit, value = record.unit or "month", duration_value(record.number, record.unit or "month")
    outer = ctx.outer
    if outer is None or record.number is None:
        return Resolved(TimexType.DURATION, value)
    if record.edge in ("first", "opening"):
        last = periods.add(outer.first, record.number, unit) - timedelta(days=1)
        period = Period(outer.first, min(last, outer.last), value, Precision.RANGE)
    else:
        first = periods.add(outer.last + timedelta(days=1), -record.number, unit)
        period = Period(max(first, outer.first), outer.last, value, Precision.RANGE)
    return Resolved(TimexType.DURATION, value, period, f"counted within {outer.value}")


def _duration(record: Unresolved, ctx: Context) -> Resolved | None:
    return Resolved(TimexType.DURATION, duration_value(record.number, record.unit or "day"))


def _distance(record: Unresolved, ctx: Context) -> Resolved | None:
    unit, shift = record.unit or "day", record.shift or 1
    if record.number is None:
        return Resolved(TimexType.DATE, "PAST_REF" if shift < 0 else "FUTURE_REF")
    start = ctx.outer or anchor(record, ctx, unit)
    if start is None:
        return Resolved(TimexType.DATE, "XXXX")
    if unit in _CLOCK:
        day = start if start.precision is Precision.DAY else None
        return Resolved(TimexType.TIME, start.value, day, "hours from there")
    near = start.first if shift < 0 or start.precision in (Precision.DAY, Precision.YEAR) else start.last
    moved = periods.add(near, shift * record.number, unit)
    grain = {"decade": "year", "century": "year", "fortnight": "week", "quarter": "month"}.get(unit, unit)
    length = f"{record.number:g} {unit}{'' if record.number == 1 else 's'}"
    because = f"{length} {'before' if shift < 0 else 'after'} {start.value}"
    exact = periods.day_period(moved)
    if ctx.outer is not None:
        return Resolved(TimexType.DATE, exact.value, exact, because)
    meant = periods.period_of(grain, moved)
    return Resolved(TimexType.DATE, meant.value, meant, because, (exact,) if exact != meant else ())


def _set(record: Unresolved, ctx: Context) -> Resolved | None:
    if record.value:
        return Resolved(TimexType.SET, record.value)
    if record.weekday:
        return Resolved(TimexType.SET, f"XXXX-WXX-{record.weekday}")
    if record.month:
        return Resolved(TimexType.SET, f"XXXX-{record.month:02d}")
    if record.season:
        return Resolved(TimexType.SET, f"XXXX-{record.season}")
    return Resolved(TimexType.SET, duration_value(record.number or 1, record.unit or "day"))


DURATIONS: dict[str, Callable[[Unresolved, Context], Resolved | None]] = {
    "span": _span,
    "portion": _portion,
    "duration": _duration,
    "distance": _distance,
    "set": _set,
}
