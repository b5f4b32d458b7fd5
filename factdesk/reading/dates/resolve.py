"""The second pass: a record held against the report's day, the tense, what was spoken of, and the country."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from factdesk.model import Precision, Tense, TimexType
from factdesk.reading.dates.amounts import DURATIONS
from factdesk.reading.dates.choice import told
from factdesk.reading.dates.dated import DATED
from factdesk.reading.dates.record import Context, Period, Resolved, Unresolved
from factdesk.reading.dates.relative import RELATIVE

DATE = TimexType.DATE
READINGS: dict[str, Callable[[Unresolved, Context], Resolved | None]] = {**DATED, **RELATIVE, **DURATIONS}


def _other_end(record: Unresolved, first: Period, ctx: Context) -> Resolved | None:
    """Return the second end of a range: after the first, save a weekday after a date ("from Sept. 14 to Thursday")."""
    until = record.until
    if until is None:
        return None
    if until.kind == "weekday" and record.kind != "weekday":
        nearest = resolve(until, replace(ctx, outer=None))
        if nearest and nearest.period and nearest.period.first > first.first:
            return nearest
    return resolve(until, replace(ctx, base=first.first, tense=Tense.FUTURE, outer=None))


def resolve(record: Unresolved, ctx: Context) -> Resolved | None:
    """Hold a record against the calendar; null where it is no time after all ("30 February", a "morning" of no day)."""
    outer = resolve(record.within, ctx) if record.within else None
    if record.within and (outer is None or outer.period is None):
        return Resolved(DATE, "XXXX") if ctx.base is None else None
    resolved = READINGS[record.kind](record, replace(ctx, outer=outer.period if outer else None))
    if resolved is None or record.until is None or resolved.period is None:
        return resolved
    other = _other_end(record, resolved.period, ctx)
    if other is None or other.period is None or other.period.last < resolved.period.first:
        return None
    value = f"{resolved.value}/{other.value}"
    return told(
        resolved.type,
        Period(resolved.period.first, other.period.last, value, Precision.RANGE),
        because="from the first to the last",
    )
