"""To which date a passage moves a claim, and when by a passage it took place."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date, timedelta

from factdesk.matching.dating import dated, ends
from factdesk.matching.framing import governor, is_of, is_saying, says_when
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.views import ClaimView, Event, View
from factdesk.model import Bound, Due, Passage, Precision, Predicate, Tense, TimeExpression, TimexType

_NUMBERS = {
    "a": 1, "an": 1, "another": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "several": 3, "few": 3, "couple": 2,
}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_SPAN = re.compile(
    r"\b(?:(?P<half>half an?)|(?:an?|the) (?:further |additional |extra )?(?P<vague>few|couple)(?: of)?"
    r"|(?:an? )?(?P<number>\d{1,3}|" + "|".join(_NUMBERS) + r"))(?: more| further| additional| extra| full)?"
    r"[\s-](?P<unit>day|week|fortnight|month|quarter|year)s?\b",
    re.IGNORECASE,
)
_PUT_OFF = re.compile(
    r"\b(?:delay|postpon|put\w* (?:\w+ ){0,3}off|push|slip|defer|mov|set back|held? (?:up|off)|suspend|extend|bring|"
    r"brought|advanc)",
    re.IGNORECASE,
)
_SPAN_FORM = re.compile(
    r"\b(?:by|for|of)(?: (?:about|around|roughly|nearly|almost|at least|up to|some|as much as|more than|over|only))*"
    r"(?: the)? ?$",
    re.IGNORECASE,
)
_SPAN_TAIL = re.compile(r"^(?:[’']s?|-)?[ -]?(?:long )?(?:delay|postponement|pause|slip|later|deferral|setback)", re.I)
_SOONER = re.compile(r"\b(?:forward|earlier|sooner|ahead|advanc|move[ds]? up)", re.IGNORECASE)
_MOVING = {"delayed", "brought_forward"}
_NEAR = 60
"""Characters around a span in which a word must say that it is by that much that something moves."""
_TO = re.compile(
    r"\b(?:until|till|to|into|for|on|in|before|by|than|through|:)(?: the| early| mid| late| about)*[ -]*$", re.I
)
_FORMER = re.compile(
    r"\b(?:from|instead of|rather than|since|after|originally\b[^,;]{0,30}|previously\b[^,;]{0,30}"
    r"|initially\b[^,;]{0,30}|had been\b[^,;]{0,30}|was to\b[^,;]{0,30}|was due\b[^,;]{0,20}|were to\b[^,;]{0,30})"
    r"(?: the)?\s*$",
    re.IGNORECASE,
)
_LOOK = 45
_NAMES_DAY = re.compile(
    rf"\b(?:{'|'.join([*calendar.day_name, *calendar.month_abbr[1:]])}|today|tonight|yesterday|this|last|\d+/\d)",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:today|tonight)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Move:
    """What a passage does to a due date."""

    due: Due | None
    """The new one; null where the passage names none ("indefinitely")."""
    keeps: bool
    """The only date that it names lies inside the old interval: nothing moves."""


def read_move(
    claim: ClaimView, passage: View, published: date | None, rules: Lexicon, others: Set[int] = frozenset()
) -> Move:
    """Read the date to which a passage moves a claim.

    It is the date that goes with what is moved, never that of the saying, never one that is over when the report
    appears; failing that, the old last day put off by the span that the passage names ("by about a month").
    Dates that go with a predicate of ``others`` (starts of what somebody else does) are passed over, and so is one of
    another verb where the passage still holds to the old date: "he is due in April, and a return visit is to follow".
    """
    sooner = _is_sooner(passage)
    own = [t for t in dated(passage.passage) if not is_of(t, passage.passage, others)]
    found = [t for t in own if _may_be_new(t, claim, passage, published, rules)]
    fresh = [t for t in found if not _is_inside(t, claim) and (sooner or _is_later(t, claim, published))]
    stands = set() if _MOVING.intersection(passage.cues) else _standing(found, claim, passage.passage)
    if stands:
        fresh = [t for t in fresh if governor(passage.passage, t.start) in stands]
    if fresh:
        best = max(fresh, key=lambda t: (_rank(t, passage.passage), -t.start))
        return Move(best.as_due(published), keeps=False)
    shifted = _shifted(claim.due, passage.passage, published, sooner)
    return Move(shifted, keeps=shifted is None and any(_is_inside(t, claim) for t in found))


def occurred(passage: Passage, event: Event | None, published: date | None, rules: Lexicon) -> date | None:
    """Return the day on which, by the passage, the event took place; null where it does not say.

    A day of the saying ("said on Monday") is none, nor is an hour alone ("at 5:07 p.m."); of a week or less the last
    day that is not after the report counts.
    """
    if event is None or not event.happened:
        return None
    days = [t for t in dated(passage) if _is_day(t, published) and not says_when(t, passage, rules)]
    own = [t for t in days if _goes_with(t, event, passage, rules)]
    near = min(own, key=lambda t: abs(t.start - event.predicate.start), default=None)
    if near is None:
        return None
    start, end = ends(near)
    return min(end, published) if published and start <= published else end


def _is_day(time: TimeExpression, published: date | None) -> bool:
    start, end = ends(time)
    is_hour = time.type is TimexType.TIME and start == published and not _NAMES_DAY.search(time.text)
    return (end - start).days < 7 and (published is None or start <= published) and not is_hour


def _goes_with(time: TimeExpression, event: Event, passage: Passage, rules: Lexicon) -> bool:
    """Tell whether a date is the event's: it follows the event's verb, or stands before it with no verb between."""
    verb = governor(passage, time.start)
    if verb == event.predicate:
        return True
    if verb is None or is_saying(verb, rules):
        later = next((p for p in passage.predicates if p.start > time.start), None)
        return later == event.predicate or (later is not None and is_saying(later, rules))
    return verb.lemma in ("be", "take", "come", "have") or verb.end - verb.start == 0


def _is_sooner(passage: View) -> bool:
    return "brought_forward" in passage.cues and "delayed" not in passage.cues


def _may_be_new(time: TimeExpression, claim: ClaimView, passage: View, published: date | None, rules: Lexicon) -> bool:
    """Tell whether a date can be the new one: still ahead, not of the saying, not the former one."""
    text = passage.passage.text
    before = text[max(0, time.start - passage.passage.start - _LOOK) : time.start - passage.passage.start]
    if says_when(time, passage.passage, rules) or _FORMER.search(before):
        return False
    last = ends(time)[1]
    if published is not None and (last < published or (last == published and not _TODAY.search(time.text))):
        return False
    return _is_of_event(time, claim, passage, rules)


def _is_of_event(time: TimeExpression, claim: ClaimView, passage: View, rules: Lexicon) -> bool:
    """Tell whether the verb a date goes with moves, sets or does what is claimed, and nothing else."""
    verb = governor(passage.passage, time.start)
    if verb is None:
        return True
    event = next((e for e in passage.events if e.predicate == verb), None)
    if event is None:
        return True
    moving = any(event.term in rules.by_cue[cue] for cue in ("delayed", "brought_forward", "planned", "done"))
    plain = event.term in rules.light and not is_saying(verb, rules)
    own = event.term in claim.heads or bool(event.classes & claim.head_classes)
    return moving or plain or own or is_saying(verb, rules)


def _is_inside(time: TimeExpression, claim: ClaimView) -> bool:
    old = claim.due
    if old is None or old.to_day is None:
        return False
    start, end = ends(time)
    first = old.from_day or claim.published or start
    return first <= start and end <= old.to_day


def _is_later(time: TimeExpression, claim: ClaimView, published: date | None) -> bool:
    """Tell whether a date puts off: it reaches past the old last day, or begins before the old first one."""
    old = claim.due
    if old is None or old.to_day is None:
        return True
    start, end = ends(time)
    first = old.from_day or claim.published
    return end > old.to_day or (first is not None and start < first)


def _standing(found: list[TimeExpression], claim: ClaimView, passage: Passage) -> set[Predicate]:
    """Return the verbs that say of a date inside the old interval that it holds: in the present or the future tense."""
    verbs = [governor(passage, t.start) for t in found if _is_inside(t, claim)]
    return {v for v in verbs if v is not None and v.tense in (Tense.PRESENT, Tense.FUTURE) and not v.negated}


def _rank(time: TimeExpression, passage: Passage) -> int:
    """Prefer a date after "until", "to", "for", and one named after the moving verb."""
    at = time.start - passage.start
    before = passage.text[max(0, at - _LOOK) : at]
    return 2 * bool(_TO.search(before)) + bool(_PUT_OFF.search(passage.text[:at]))


def _shifted(old: Due | None, passage: Passage, published: date | None, sooner: bool) -> Due | None:
    """Put the old date off, or bring it forward, by the span that the passage names."""
    found = next((m for m in _SPAN.finditer(passage.text) if _is_shift(m, passage.text)), None)
    if old is None or old.to_day is None or found is None:
        return None
    put = _putter(found, -1 if sooner else 1)
    start, end = put(old.from_day or old.to_day), put(old.to_day)
    return Due(
        text=found.group(),
        from_day=start,
        to_day=end,
        bound=Bound.ABOUT,
        precision=Precision.DAY if start == end else Precision.RANGE,
        rule="shifted",
        edtf=f"{start.isoformat()}~" if start == end else f"{start.isoformat()}~/{end.isoformat()}~",
        base=old.to_day,
        explanation=f"The earlier date {'brought forward' if sooner else 'put off'} by {found.group()}.",
    )


def _is_shift(found: re.Match[str], text: str) -> bool:
    around = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
    if not _PUT_OFF.search(around) and not _SOONER.search(around):
        return False
    return bool(_SPAN_FORM.search(text[: found.start()]) or _SPAN_TAIL.match(text[found.end() :]))


def _putter(found: re.Match[str], sign: int) -> Callable[[date], date]:
    word = (found.group("number") or found.group("vague") or "one").lower()
    count = _NUMBERS.get(word) or int(word)
    unit = found.group("unit").lower()
    if found.group("half"):
        return lambda day: day + sign * timedelta(days={"year": 182, "month": 15}.get(unit, 4))
    if unit in _DAYS:
        return lambda day: day + sign * timedelta(days=count * _DAYS[unit])
    return lambda day: _months_on(day, sign * count * _MONTHS[unit])


def _months_on(day: date, months: int) -> date:
    """Return the same day some months on, the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_move(claim: ClaimView, move: Move) -> bool:
    """Tell whether anything changes: a date inside the old interval keeps what was claimed."""
    if move.keeps:
        return False
    old, due = claim.due, move.due
    if old is None or due is None or old.to_day is None:
        return True
    return (due.from_day, due.to_day) != (old.from_day, old.to_day)
