"""Dates of a passage against the interval in which a claim falls due."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from factdesk.matching.views import ClaimView, Event, View
from factdesk.model import Bound, Due, Passage, Precision, TimeExpression, TimexType

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_SPAN = re.compile(
    r"\b(?:(?P<number>\d{1,3}|" + "|".join(_NUMBERS) + r")|a (?:few|couple of))[\s-]"
    r"(?P<unit>day|week|fortnight|month|year)s?\b",
    re.IGNORECASE,
)
_PUT_OFF = re.compile(r"\b(?:delay|postpon|put(?:ting)? \w* ?off|push|slip|defer|mov)", re.IGNORECASE)
_NEAR = 40
"""Characters around a span in which a word must say that it is by that much that something moves."""
_FEW = 3
_DATED = (Precision.TIME, Precision.DAY, Precision.WEEK, Precision.RANGE)


def compare_dates(claim: ClaimView, passage: View, published: date | None, event: Event | None) -> dict[str, float]:
    """Return where the report and the passage's dates stand against the claim's due interval."""
    due = claim.due
    spans = [_ends(t) for t in _dated(passage.passage)]
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


def new_due(claim: ClaimView, passage: Passage, published: date | None) -> Due | None:
    """Read the date to which a passage moves a claim.

    It is the passage's first date that is not over when the report appears and not the old one; failing that, the old
    date put off by the span that the passage names ("by about a month").
    """
    old = (claim.due.from_day, claim.due.to_day) if claim.due else (None, None)
    for time in _dated(passage):
        a, b = _ends(time)
        if (a, b) != old and (published is None or b >= published):
            return _as_due(time, published)
    return _shifted(claim.due, passage, published)


def is_move(claim: ClaimView, due: Due | None) -> bool:
    """Tell whether a new date changes anything: one inside the old interval keeps what was claimed."""
    old = claim.due
    if old is None or due is None or old.to_day is None:
        return True
    last = due.to_day or due.from_day
    first = due.from_day or due.to_day
    start = old.from_day or claim.published
    return last is None or first is None or last > old.to_day or (start is not None and first < start)


def occurred(passage: Passage, event: Event | None, published: date | None) -> date | None:
    """Return the day on which, by the passage, the event took place; null where it does not say."""
    if event is None or not event.happened:
        return None
    past = [
        t
        for t in _dated(passage)
        if t.precision in _DATED and (published is None or _ends(t)[0] <= published) and _length(t) <= 1
    ]
    near = min(past, key=lambda t: abs(t.start - event.predicate.start), default=None)
    return _ends(near)[0] if near else None


def _dated(passage: Passage) -> list[TimeExpression]:
    return [
        t
        for t in passage.times
        if t.type in (TimexType.DATE, TimexType.TIME) and (t.from_day is not None or t.to_day is not None)
    ]


def _ends(time: TimeExpression) -> tuple[date, date]:
    start, end = time.from_day or time.to_day, time.to_day or time.from_day
    if start is None or end is None:
        raise ValueError(f"{time.text!r} is not dated")
    return start, end


def _is_before(day: date, other: date | None) -> bool:
    return other is not None and day < other


def _length(time: TimeExpression) -> int:
    start, end = _ends(time)
    return (end - start).days


def _as_due(time: TimeExpression, published: date | None) -> Due:
    return Due(
        text=time.text,
        from_day=time.from_day,
        to_day=time.to_day,
        bound=time.bound or Bound.ON,
        precision=time.precision or Precision.DAY,
        rule=time.rule,
        edtf=time.edtf or "",
        base=published,
        explanation=time.explanation,
    )


def _shifted(old: Due | None, passage: Passage, published: date | None) -> Due | None:
    """Put the old date off by the span that the passage names."""
    found = _SPAN.search(passage.text)
    if found and not _PUT_OFF.search(passage.text[max(0, found.start() - _NEAR) : found.end() + _NEAR]):
        return None
    if old is None or old.to_day is None or found is None:
        return None
    number = found.group("number")
    count = _FEW if number is None else _NUMBERS.get(number.lower()) or int(number)
    by = timedelta(days=count * _DAYS[found.group("unit").lower()])
    start, end = (old.from_day or old.to_day) + by, old.to_day + by
    return Due(
        text=found.group(),
        from_day=start,
        to_day=end,
        bound=Bound.ABOUT,
        precision=Precision.DAY if start == end else Precision.RANGE,
        rule="shifted",
        edtf=_edtf((start, end)),
        base=published,
        explanation=f"The earlier date put off by {found.group()}.",
    )


def _edtf(days: Iterable[date]) -> str:
    start, end = days
    return f"{start.isoformat()}~" if start == end else f"{start.isoformat()}~/{end.isoformat()}~"
