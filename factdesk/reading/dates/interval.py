"""From a resolved time to the interval a claim would be due in: edges, prepositions, alternatives, EDTF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from factdesk.model import Bound, Due, Precision, Tense, TimexType
from factdesk.reading.dates import periods
from factdesk.reading.dates.amounts import far_end
from factdesk.reading.dates.choice import short_day
from factdesk.reading.dates.edtf import edtf
from factdesk.reading.dates.grammar import grammar
from factdesk.reading.dates.record import Context, Found, Period, Resolved, Unresolved

_FINE = frozenset({Precision.DAY, Precision.TIME})
_UP_TO = frozenset({Bound.BY, Bound.BEFORE, Bound.UNTIL})
_OPEN_AHEAD = frozenset({Tense.FUTURE, Tense.PRESENT, Tense.NONE})


@dataclass(frozen=True, slots=True)
class Interval:
    """The days of a due date with what ties it to them."""

    first: date | None
    last: date | None
    bound: Bound
    precision: Precision


def _edged(period: Period, edge: str | None, base: date | None, bound: Bound) -> tuple[date, date]:
    holds_base = base is not None and period.first <= base <= period.last
    if edge == "earlier" and base and holds_base and base > period.first:
        return period.first, base
    if edge == "later" and base and holds_base and base < period.last:
        return base + timedelta(days=1), period.last
    if edge == "mid" and bound in _UP_TO and (middle := periods.middle_of(period)):
        return middle, middle
    if edge in ("early", "mid", "late") and period.precision not in _FINE:
        return periods.part_of(period, edge)
    if edge == "start" and period.precision not in _FINE:
        return (period.first, period.first) if bound is not Bound.ON else periods.start_of(period)
    if edge == "end" and period.precision not in _FINE:
        return (period.last, period.last) if bound is not Bound.ON else periods.end_of(period)
    return period.first, period.last


def tie(first: date, last: date, bound: Bound) -> tuple[date | None, date | None]:
    """Return the days a preposition leaves of a period; see :func:`interval_of`."""
    match bound:
        case Bound.BY | Bound.UNTIL:
            return None, last
        case Bound.BEFORE:
            return None, first - timedelta(days=1)
        case Bound.AFTER:
            return last + timedelta(days=1), None
        case Bound.SINCE:
            return first, None
        case _:
            return first, last


def _duration_interval(found: Found, ctx: Context) -> Interval | None:
    """Return where a length of time lies: "within 90 days", "in two weeks", "a ban for a year"."""
    if ctx.base is None or found.event or found.record.bare:
        return None
    if found.term:
        period = far_end(found.record, ctx, periods.day_period(ctx.base), 1)
        return Interval(period.first, period.last, Bound.WITHIN, Precision.RANGE)
    if ctx.tense not in _OPEN_AHEAD:
        return None
    period = far_end(found.record, ctx, periods.day_period(ctx.base), 1)
    words, bound = found.bound_words, found.bound
    if found.record.kind == "span" or (bound is Bound.WITHIN and words != "over"):
        return Interval(period.first, period.last, Bound.WITHIN, Precision.RANGE)
    if bound is Bound.UNTIL and not _has_begun(found, ctx):
        return None
    lasts = ctx.verb in grammar(ctx.language).policy["lasting_verbs"] and not words
    if (bound is Bound.UNTIL or lasts) and ctx.tense is Tense.FUTURE:
        return Interval(None, period.last, Bound.UNTIL, Precision.DAY)
    if words in ("in", "in about", "in around", "in roughly"):
        about = found.record.approximate or words != "in" or found.record.number is None
        if found.record.number is None:
            return Interval(period.first, period.last, Bound.WITHIN, Precision.RANGE)
        grain = periods.period_of("day", period.last)
        return Interval(grain.last, grain.last, Bound.ABOUT if about else Bound.ON, Precision.DAY)
    return None


def _has_begun(found: Found, ctx: Context) -> bool:
    """Tell a length that runs on from the report's day ("will remain shut for six months") from a stay of some days."""
    policy = grammar(ctx.language).policy
    runs_on = ctx.verb in policy["lasting_verbs"] + policy["imposing_verbs"] or found.bound_words != "for"
    return runs_on and found.record.unit not in ("hour", "minute", "second")


def _bound_of_date(found: Found) -> Bound:
    """Return the bound of a date: "from X to Y" is the range itself, and "for Friday" is on Friday."""
    is_range = (found.record.until is not None or found.record.kind in ("days", "years")) and found.bound is Bound.SINCE
    return Bound.ON if is_range or found.bound_words == "for" else found.bound or Bound.ON


def _now(found: Found, period: Period, ctx: Context) -> date | None:
    """Return the day that "earlier" and "later" count from: "later the same year" from the time just spoken of.

    "This year" and "next year" count from the report's day, and so does "later next year", whatever else is spoken of.
    """
    holds_base = ctx.base is not None and period.first <= ctx.base <= period.last
    if not found.record.from_mention and (holds_base or (found.record.kind == "period" and found.record.shift == 1)):
        return ctx.base
    inside = (m for m in ctx.mentions if period.first <= m.first and m.last < period.last)
    return next((m.last for m in inside), ctx.base)


def interval_of(found: Found, resolved: Resolved, ctx: Context) -> Interval | None:
    """Return the closed or half-open interval of days an expression stands for, with its preposition; null for none.

    A time of day is on its day, whatever its preposition ("open until 7 p.m. on Friday"), save "by" and where it ends a
    term ("has until 7 p.m. on Friday to answer"). Of days and longer: "by", "until" and "before" leave the start open
    (null) and end on the last day on which the claim can be met: "before 1 March" ends on the last of February, "by
    April" on 30 April, "before the end of April" too, and "by mid-2026" as "by midyear" on 30 June. "after" begins the
    day after, "since", "as early as" and "no earlier than" on the day itself; their end is open. "within 90 days" and
    "over the next six months" run from the report's day to the day so far on; "in two weeks" is the one day.
    """
    bound = _bound_of_date(found)
    if resolved.type is TimexType.SET or resolved.value.endswith("_REF"):
        return None
    if found.record.kind == "duration":
        return _duration_interval(found, ctx)
    period = resolved.period
    if period is None:
        return None
    precision = Precision.RANGE if found.record.until else period.precision
    if found.record.kind == "span":
        return Interval(period.first, period.last, Bound.WITHIN, Precision.RANGE)
    first, last = _edged(period, found.record.edge, _now(found, period, ctx), bound)
    if (found.record.approximate or resolved.approximate) and bound is Bound.ON:
        bound = Bound.ABOUT
    if precision is Precision.TIME and bound is not Bound.BY and not _ends_term(bound, ctx):
        return Interval(first, last, Bound.ON, precision)
    is_met_on_the_last = bound is Bound.BEFORE and (found.record.edge == "end" or found.record.kind == "yearend")
    tied = tie(first, last, Bound.BY if is_met_on_the_last else bound)
    return Interval(*tied, bound, precision)


def _ends_term(bound: Bound | None, ctx: Context) -> bool:
    return bound is Bound.UNTIL and ctx.verb in grammar(ctx.language).policy["term_verbs"]


def _narrowed(record: Unresolved, first: date | None, last: date | None, resolved: Resolved) -> str:
    plain = resolved.period is not None and (first, last) == (resolved.period.first, resolved.period.last)
    return edtf(
        first,
        last,
        resolved.period.precision if plain and resolved.period else None,
        resolved.value,
        record.approximate or resolved.approximate,
    )


def edtf_of(found: Found, resolved: Resolved, interval: Interval | None) -> str | None:
    """Return the EDTF string of an expression's interval, null where it has none."""
    return _narrowed(found.record, interval.first, interval.last, resolved) if interval else None


def alternatives(found: Found, resolved: Resolved, ctx: Context, words: str) -> tuple[Due, ...]:
    """Return the other readings as due dates of their own, best first."""
    made = []
    for period in resolved.others:
        other = Resolved(resolved.type, period.value, period, resolved.because, (), resolved.approximate)
        interval = interval_of(found, other, ctx)
        if interval is not None:
            text = edtf_of(found, other, interval) or ""
            why = f'"{words}" read as {spoken(interval)}.'
            made.append(
                Due(
                    words,
                    interval.first,
                    interval.last,
                    interval.bound,
                    interval.precision,
                    found.rule,
                    text,
                    ctx.base,
                    why,
                )
            )
    return tuple(made)


def day_in_words(day: date) -> str:
    """Return a day as a person writes it: "Thu 27 Nov 2025"."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def spoken(interval: Interval) -> str:
    """Return an interval in words."""
    first, last = interval.first, interval.last
    if first and last:
        return day_in_words(first) if first == last else f"{day_in_words(first)} to {day_in_words(last)}"
    if last:
        return f"up to {day_in_words(last)}"
    return f"from {day_in_words(first)} on" if first else "no day"


def explain(found: Found, resolved: Resolved, interval: Interval | None, ctx: Context, words: str) -> str:
    """Return one sentence on how the words were read."""
    why = _reason(resolved.because, ctx.base)
    if interval is None:
        return f'"{words}": {resolved.value}{why}.'
    return f'"{words}" is {spoken(interval)}{why}.'


def _reason(because: str, base: date | None) -> str:
    if not because:
        return f", counted from {short_day(base)}" if base else ""
    if base:
        because = because.replace("the report's day", f"the report's day, {short_day(base)}")
    return f", {because}" if because.startswith("as written") else f": {because}"
