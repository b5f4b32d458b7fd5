"""Which of several days of the calendar a word means: by distance, tense and bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from factdesk.model import Bound, Precision, Tense
from factdesk.reading.dates import periods
from factdesk.reading.dates.grammar import grammar
from factdesk.reading.dates.record import Context, Period, Resolved, Unresolved

AHEAD_BOUNDS = frozenset({Bound.BY, Bound.BEFORE, Bound.UNTIL})
TELL_AHEAD = frozenset({Tense.FUTURE, Tense.PRESENT})


def distance(period: Period, day: date) -> int:
    """Return the days between a period and a day, 0 if the day lies in it."""
    if period.first > day:
        return (period.first - day).days
    return max((day - period.last).days, 0)


def sets_term(ctx: Context) -> bool:
    """Tell whether the verb sets a term ("gave them until Friday", "postponed until June"), whatever its own tense."""
    return ctx.bound in AHEAD_BOUNDS and ctx.verb in grammar(ctx.language).policy["ahead_verbs"]


def points_ahead(ctx: Context) -> bool | None:
    """Tell whether tense or bound point past the report's day; null where nothing tells."""
    if ctx.tense is Tense.FUTURE or sets_term(ctx):
        return True
    if ctx.tense is Tense.PAST:
        return False
    if ctx.bound in AHEAD_BOUNDS:
        return True
    if ctx.bound is Bound.SINCE and ctx.tense is Tense.NONE:
        return None
    return True if ctx.tense is Tense.PRESENT else None


def short_day(day: date) -> str:
    """Return a day in a few letters ("25 Nov 2025")."""
    return f"{day.day} {day:%b} {day.year}"


def _by_tense(ctx: Context, base: date, *, ahead: bool) -> str:
    if not ahead:
        return f"the one before {short_day(base)}, as the verb is in the past"
    told_by = f", as the verb ({ctx.verb}) points ahead" if ctx.verb and ctx.tense in TELL_AHEAD else ""
    return f"the one after {short_day(base)}{told_by}"


def choose(
    candidates: Iterable[Period], ctx: Context, base: date, near: int = 0
) -> tuple[Period, tuple[Period, ...], str]:
    """Return the period that is meant, the others best first, and half a sentence why.

    Args:
        candidates: the same named time in several years.
        ctx: tense and bound.
        base: the report's day.
        near: so many days off, the nearest is taken whatever the tense.
    """
    ranked = sorted(candidates, key=lambda p: (distance(p, base), p.first < base))
    ahead = points_ahead(ctx)
    best, because = ranked[0], f"the one nearest to {short_day(base)}"
    if ahead is not None and (distance(best, base) > near or not near):
        fits = [p for p in ranked if (p.last >= base if ahead else p.first <= base)]
        if fits:
            best = fits[0]
            because = _by_tense(ctx, base, ahead=ahead)
    others = tuple(p for p in ranked if p is not best)
    return best, others[:2], because


def around(base: date, make: Callable[[int], list[Period]], reach: int = 1) -> list[Period]:
    """Return what falls in the base's year and the years around it."""
    return [period for year in range(base.year - reach, base.year + reach + 1) for period in make(year)]


def shifted(candidates: Iterable[Period], shift: int, base: date) -> Period | None:
    """Return the last one over, the one of this year or the next one to begin."""
    ordered = sorted(candidates, key=lambda p: p.first)
    if shift < 0:
        fits = [p for p in ordered if p.last < base]
        return fits[-1] if fits else None
    if shift > 0:
        fits = [p for p in ordered if p.first > base]
        return fits[0] if fits else None
    this_year = [p for p in ordered if p.first.year == base.year]
    return this_year[0] if this_year else None


def inside(candidates: Iterable[Period], outer: Period) -> Period | None:
    """Return the first of the candidates that begins within a period."""
    return next((p for p in sorted(candidates, key=lambda p: p.first) if outer.first <= p.first <= outer.last), None)


def told(type_: Any, period: Period, others: tuple[Period, ...] = (), because: str = "") -> Resolved:
    """Return a resolved date with the value of its period."""
    return Resolved(type_, period.value, period, because, others)


def anchor(record: Unresolved, ctx: Context, unit: str) -> Period | None:
    """Return what an expression counts from: the time last spoken of where it says so, else the report's day.

    The days of the report itself ("said on Tuesday") are passed over, save by "the next day", which follows any day.
    """
    report = periods.day_period(ctx.base) if ctx.base else None
    if not record.from_mention:
        return report
    if unit == "day":
        return next((m for m in ctx.mentions if m.precision is Precision.DAY), report)
    elsewhere = (m for m in ctx.mentions if ctx.base is None or distance(m, ctx.base) > 7 or m.first > ctx.base)
    return next(elsewhere, report)
