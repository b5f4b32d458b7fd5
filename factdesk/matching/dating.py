"""Dates of a passage against the interval in which a claim falls due."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from factdesk.matching.framing import is_of, says_when
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.views import ClaimView, Event, View
from factdesk.model import Passage, TimeExpression, TimexType


def compare_dates(
    claim: ClaimView,
    passage: View,
    published: date | None,
    event: Event | None,
    rules: Lexicon,
    others: Set[int] = frozenset(),
) -> dict[str, float]:
    """Return where the report and the passage's dates stand against the claim's due interval.

    Days of the saying, and those of what ``others`` do, are left out.
    """
    due = claim.due
    told = passage.passage
    spans = [ends(t) for t in told_dates(told, rules, others)]
    old = {"date_old": float(bool(spans) and all(_is_before(b, claim.published) for _, b in spans))}
    if due is None or due.to_day is None or published is None:
        return {**old, "undated": 1.0}
    start, end = due.from_day or claim.published or due.to_day, due.to_day
    happened = event is not None and event.happened
    inside = any(a <= end and b >= start for a, b in spans)
    return {
        **old,
        "report_before": float(published < start),
        "report_after": float(published > end),
        "date_inside": float(inside),
        "date_after": float(any(a > end and b >= published for a, b in spans)),
        "date_before": float(any(b < start and b >= published for a, b in spans)),
        "date_ahead": float(any(a > published for a, b in spans)),
        "happened_due": float(happened and start <= published),
        "happened_late": float(happened and published > end),
        "happened_early": float(happened and published < start),
    }


def told_dates(passage: Passage, rules: Lexicon, others: Set[int] = frozenset()) -> list[TimeExpression]:
    """Return the dates of what a passage tells: not of the saying, nor of what ``others`` do, by their starts."""
    return [t for t in dated(passage) if not says_when(t, passage, rules) and not is_of(t, passage, others)]


def dated(passage: Passage) -> list[TimeExpression]:
    """Return the dates of a passage that stand for days."""
    return [
        t
        for t in passage.times
        if t.type in (TimexType.DATE, TimexType.TIME) and (t.from_day is not None or t.to_day is not None)
    ]


def ends(time: TimeExpression) -> tuple[date, date]:
    """Return first and last day of a date, one for the other where it is open.

    Raises:
        ValueError: it stands for no days.
    """
    start, end = time.from_day or time.to_day, time.to_day or time.from_day
    if start is None or end is None:
        raise ValueError(f"{time.text!r} is not dated")
    return start, end


def _is_before(day: date, other: date | None) -> bool:
    return other is not None and day < other
