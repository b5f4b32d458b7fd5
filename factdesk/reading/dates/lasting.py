"""States that last: where "a one-year suspension" begins by its sentence, and so the day on which it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from factdesk.model import Bound, Precision, TimeExpression, TimexType
from factdesk.reading.dates import periods
from factdesk.reading.dates.edtf import edtf
from factdesk.reading.dates.interval import Interval, spoken

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LENGTH = re.compile(r"P[0-9]{1,4}[DWMY]")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_BEGINS = frozenset({Precision.DAY, Precision.TIME, Precision.WEEK, Precision.MONTH})
_INTO_NOUN = frozenset({"amod", "compound", "nummod", "npadvmod", "nmod", "quantmod", "punct"})
_FROM = frozenset({"from", "starting", "beginning", "effective"})
_VERBS = ("VERB", "AUX")


def lasts(time: TimeExpression, first: date, start: date, since: str) -> TimeExpression:
    """Return a length of time as the days from a beginning to its end; ``since`` says what it is counted from."""
    last = periods.add(start, float(time.value[1:-1]), _UNITS[time.value[-1]])
    interval = Interval(first, last, Bound.UNTIL, Precision.RANGE)
    return replace(
        time, from_day=first, to_day=last, bound=Bound.UNTIL, precision=Precision.RANGE,
        rule="a state that lasts", edtf=edtf(first, last, None),
        explanation=f'"{time.text}" is {spoken(interval)}, counted from {since}.',
    )  # fmt: skip


def noun_of(token: Token) -> Token:
    """Return the noun that a length belongs to: "suspension" for "one-year" in "a one-year suspension"."""
    while token.dep_ in _INTO_NOUN and token.head.i != token.i:
        token = token.head
    return token


def with_ends(
    times: Sequence[TimeExpression], doc: Doc, offset: int, published: date | None, policy: dict[str, Any]
) -> list[TimeExpression]:
    """Return the times of a paragraph, lengths of states dated where their sentence tells when they begin.

    Args:
        times: the paragraph's times in order.
        doc: its parse.
        offset: where it begins in the text.
        published: the report's day.
        policy: the language's policy.
    """
    return [
        _dated(time, times, doc, offset, published, policy) if _may_begin_elsewhere(time) else time for time in times
    ]


def _may_begin_elsewhere(time: TimeExpression) -> bool:
    """Tell whether a length is not dated yet, or only counted from the report's day."""
    is_open = time.to_day is None or (time.bound is Bound.UNTIL and time.from_day is None)
    return time.type is TimexType.DURATION and is_open and LENGTH.fullmatch(time.value) is not None


def _dated(
    time: TimeExpression, times: Sequence[TimeExpression], doc: Doc, offset: int, published: date | None,
    policy: dict[str, Any],
) -> TimeExpression:  # fmt: skip
    token = _root(time, doc, offset)
    if token is None:
        return time
    noun = noun_of(token)
    state = noun if noun.i != token.i else _state_held(token, policy)
    if state is None:
        return time
    start = _beginning(state, times, doc, offset, policy)
    if start is not None and start.from_day is not None:
        return lasts(time, start.from_day, start.to_day or start.from_day, f'"{start.text}"')
    if time.to_day is not None:
        return time
    imposed = noun.i == token.i and state.i != token.i
    over = any(t.to_day and published and t.to_day < published and _same(t, token, doc, offset) for t in times)
    if published is None or not imposed or over:
        return time
    return lasts(time, published, published, "the report's day")


def _root(time: TimeExpression, doc: Doc, offset: int) -> Token | None:
    span = doc.char_span(time.start - offset, time.end - offset, alignment_mode="expand")
    return span.root if span is not None else None


def _same(time: TimeExpression, token: Token, doc: Doc, offset: int) -> bool:
    root = _root(time, doc, offset)
    return root is not None and root.i != token.i and root.sent.start == token.sent.start


def _state_held(token: Token, policy: dict[str, Any]) -> Token | None:
    """Return the state that "for 30 days" measures: "banned", or "curfew" in "put four provinces under curfew"."""
    at = token.head
    if at.dep_ != "prep" or at.lower_ != "for":
        return None
    above = at.head
    if above.lemma_.lower() in policy["lasting_nouns"] or above.lemma_.lower() in policy["imposing_verbs"]:
        return above
    if above.pos_ not in _VERBS:
        return None
    if above.dep_ == "pcomp" and above.head.head.lemma_.lower() in policy["imposing_verbs"]:
        return above.head.head
    return next((t for t in above.subtree if t.i < at.i and t.lemma_.lower() in policy["lasting_nouns"]), None)


def _beginning(
    state: Token, times: Sequence[TimeExpression], doc: Doc, offset: int, policy: dict[str, Any]
) -> TimeExpression | None:
    """Return the time at which a state begins: it hangs on the state itself or on a verb that begins it."""
    for time in times:
        if time.type is TimexType.DURATION or time.from_day is None or time.precision not in _BEGINS:
            continue
        token = _root(time, doc, offset)
        if token is None or token.sent.start != state.sent.start or time.value == "PRESENT_REF":
            continue
        if _begins(token, state, policy):
            return time
    return None


def _begins(token: Token, state: Token, policy: dict[str, Any]) -> bool:
    path = [token]
    while path[-1].pos_ not in _VERBS and path[-1].i != state.i and path[-1].head.i != path[-1].i:
        path.append(path[-1].head)
    above = path[-1]
    if above.i == state.i:
        return any(t.lower_ in policy["beginning_words"] for t in path)
    lemma = above.lemma_.lower()
    outer = above.head if above.lower_ in _FROM else above
    if any(t.lower_ in _FROM for t in path) and state.i < token.i and any(t.i == state.i for t in outer.subtree):
        return True
    if above.pos_ not in _VERBS or lemma not in policy["start_verbs"] + policy["end_verbs"]:
        return False
    within = any(a.i == state.i for a in above.ancestors)
    if lemma in policy["end_verbs"] and lemma not in policy["start_verbs"]:
        return within and state.lemma_ == "extension"
    holds = any(c.i == state.i and c.dep_ in ("nsubj", "nsubjpass", "dobj") for c in above.children)
    return within or holds
