"""Of all times in a sentence, the one by which a claim's action falls due: by syntax, not by nearness."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from factdesk.model import Bound, Due, Precision, Tense, TimeExpression, TimexType
from factdesk.reading.dates.attachment import attachment, main_action
from factdesk.reading.dates.edtf import edtf
from factdesk.reading.dates.grammar import fold, grammar
from factdesk.reading.dates.interval import Interval, spoken
from factdesk.reading.dates.lasting import LENGTH, lasts, noun_of
from factdesk.reading.dates.tense import governor
from factdesk.reading.dates.typed import LIST_GAP, joint
from factdesk.reading.pipeline import Paragraph, Parsed
from factdesk.reading.plain import words_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LIMITS = frozenset({Bound.BY, Bound.BEFORE, Bound.UNTIL, Bound.WITHIN, Bound.SINCE, Bound.AFTER})
_FINENESS = (Precision.TIME, Precision.DAY, Precision.WEEK, Precision.RANGE, Precision.MONTH, Precision.QUARTER)
LONGEST_DAYS = 3700
"""A due interval of more than ten years tells nothing: decades and centuries are no due dates."""
_COUNTED_OF = re.compile(r"\b(?:days?|weeks?|months?|years?) of $")
_HEADS = re.compile(r"[\s\u2022*-]*(?:[A-Z][A-Z .,\u2019'-]+(?:[A-Z][\w .]+)?, )?(?:on )?")
_HEADED = re.compile(r",?(?: [0-9]{4})?(?:\s*:|\s+\([^)]{2,40}\)|\s*(?:--|[\u2013\u2014])\s|\s+-\s)")
_JOINING_GAP = 30
"""Code points between the start and the end of one interval ("as early as Feb. 6 and no later than April")."""
_IN_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "NUM", "PUNCT"})
_AWAY = frozenset({" after ", " before ", " from ", " following "})


@dataclass(frozen=True, slots=True)
class _Candidate:
    time: TimeExpression
    steps: int
    """0 hangs on the action or its arguments, 1 on a complement of it, 2 on the verb that announces it."""
    distance: int


def _paragraph_at(parsed: Parsed, place: int) -> Paragraph | None:
    number = bisect_right(parsed.paragraphs, place, key=lambda p: p.start) - 1
    return parsed.paragraphs[number] if number >= 0 and place < parsed.paragraphs[number].end else None


def _sentences(paragraph: Paragraph, start: int, end: int) -> list[Span]:
    words = words_of(paragraph.doc)
    first = bisect_right(words.sentences, start - paragraph.start, key=lambda s: words.until[s[1] - 1])
    last = bisect_left(words.sentences, end - paragraph.start, key=lambda s: words.at[s[0]])
    return [paragraph.doc[a:b] for a, b in words.sentences[first:last]]


def _near(times: Sequence[TimeExpression], paragraph: Paragraph) -> Sequence[TimeExpression]:
    """Return the times of a paragraph and those that may go on with its last."""
    first = bisect_left(times, paragraph.start, key=lambda t: t.start)
    return times[first : bisect_left(times, paragraph.end + _JOINING_GAP, lo=first, key=lambda t: t.start)]


def _is_looked_back_on(time: TimeExpression, token: Token) -> bool:
    """Tell "that Saturday when I first saw it" and "the first mission in three years" from what is to come."""
    if any(child.dep_ in ("relcl", "advcl") and child.tag_ == "VBD" for child in token.children):
        return True
    at = token.head
    if time.type is not TimexType.DURATION or at.lower_ != "in" or at.i == 0:
        return False
    phrase = takewhile(lambda t: t.pos_ in _IN_PHRASE or t.tag_ == "VBN", reversed(at.doc[at.sent.start : at.i]))
    return at.nbor(-1).pos_ in ("NOUN", "PROPN") and any(
        word.tag_ in ("JJS", "RBS") or word.ent_type_ == "ORDINAL" or word.lower_ in ("first", "only")
        for word in phrase
    )


def _is_meant(verb: Token | None, policy: dict[str, Any]) -> bool:
    """Tell whether a verb is what was once planned: "originally planned to open in early 2026"."""
    to = verb is not None and any(child.tag_ == "TO" for child in verb.children)
    return verb is not None and to and verb.dep_ == "xcomp" and verb.head.lemma_.lower() in policy["ahead_verbs"]


def _lies_ahead(time: TimeExpression, token: Token, published: date | None, policy: dict[str, Any]) -> bool:
    """Tell whether a time can be a due date: not over before the report, and not when something was done."""
    if _is_looked_back_on(time, token):
        return False
    if published is None:
        return governor(token, policy).tense is not Tense.PAST
    last, first = time.to_day, time.from_day
    if last is not None and (last < published or (first is not None and first < last == published)):
        return False
    if first is not None and last is not None and (last - first).days > LONGEST_DAYS:
        return False
    if last is None and first is not None and first < published:
        return False  # "since 2024" tells how long something has been so
    above = governor(token, policy)
    if above.tense is not Tense.PAST:
        return True
    if last is None:
        return first is not None and first > published
    return _is_meant(above.token, policy) or (
        last > published and (first is None or first > published or time.bound in _LIMITS)
    )


def _lasting(
    time: TimeExpression, token: Token, begun: TimeExpression | None, published: date | None, policy: dict[str, Any]
) -> TimeExpression | None:
    """Return "a one-year suspension" as the days it lasts, from the day in the sentence, else from the report's."""
    noun = token if token.pos_ == "NOUN" and token.lemma_.lower() in policy["lasting_nouns"] else noun_of(token.head)
    is_state = noun.lemma_.lower() in policy["lasting_nouns"] and (
        noun.dep_ != "pobj" or noun.head.lower_ in ("to", "on", "for")
    )
    if published is None or not is_state or not LENGTH.fullmatch(time.value):
        return None
    is_known = any(child.dep_ == "poss" or child.lower_ in ("the", "this", "that") for child in noun.children)
    if begun is None and is_known:
        return None
    if begun is None:
        return lasts(time, published, published, "the report's day")
    first = begun.from_day or published
    return lasts(time, first, begun.to_day or first, f'"{begun.text}"')


def _begun(times: Sequence[TimeExpression], start: int, end: int, published: date | None) -> TimeExpression | None:
    """Return the time of a stretch of text at which what it tells began: over by the report, a month at most."""
    fit = (Precision.DAY, Precision.TIME, Precision.WEEK, Precision.MONTH)
    over = [t for t in times if start <= t.start and t.end <= end and t.to_day and published and t.to_day <= published]
    return next(
        (
            t
            for t in over
            if t.type in (TimexType.DATE, TimexType.TIME)
            and t.from_day
            and t.precision in fit
            and t.value != "PRESENT_REF"
        ),
        None,
    )


def _is_heading(text: str, start: int, end: int) -> bool:
    """Tell whether a time heads what follows or is where something else counts from.

    Datelines ("BERLIN, March 7 (Reuters) -"), lists ("Friday: ...") and "within 90 days of March 1".
    """
    if _COUNTED_OF.search(text[max(0, start - 16) : start]):
        return True
    return _HEADS.fullmatch(text[max(0, start - 60) : start]) is not None and _HEADED.match(text, end) is not None


def _candidates(
    paragraph: Paragraph,
    sentences: list[Span],
    action: Token,
    times: Sequence[TimeExpression],
    published: date | None,
    policy: dict[str, Any],
) -> list[_Candidate]:
    found = []
    text = words_of(paragraph.doc).text
    for time in times:
        start, end = time.start - paragraph.start, time.end - paragraph.start
        if not any(s.start_char <= start and end <= s.end_char for s in sentences):
            continue
        if _is_heading(text, start, end):
            continue
        span = paragraph.doc.char_span(start, end, alignment_mode="expand")
        if span is None or time.type is TimexType.SET or time.value.endswith(("_REF", "XY", "XE", "XC")):
            continue
        held = time
        if time.type is TimexType.DURATION and time.to_day is None:
            sentence = span.sent
            edges = (paragraph.start + sentence.start_char, paragraph.start + sentence.end_char)
            lasting = _lasting(time, span.root, _begun(times, *edges, published), published, policy)
            if lasting is None:
                continue
            held = lasting
        if held.from_day is None and held.to_day is None:
            continue
        steps = attachment(span.root, action, policy)
        if steps is not None and _lies_ahead(held, span.root, published, policy):
            found.append(_Candidate(held, steps, abs(span.root.i - action.i)))
    return sorted(found, key=_order)


def _order(candidate: _Candidate) -> tuple[int, int, int, int]:
    time = candidate.time
    fine = _FINENESS.index(time.precision) if time.precision in _FINENESS else len(_FINENESS)
    limit = (
        2 if time.type is TimexType.DURATION and time.rule == "a state that lasts" else int(time.bound not in _LIMITS)
    )
    return candidate.steps, limit, fine, candidate.distance


def _end_of_range(time: TimeExpression, times: Sequence[TimeExpression]) -> int:
    """Return where a time ends, or the second end of the range it begins ("March 31 to April 2")."""
    days = (time.from_day, time.to_day, time.rule)
    return next(
        (
            t.end
            for t in times
            if 0 < t.start - time.end < 12
            and (" to " in t.rule or time.value != t.value)
            and (t.from_day, t.to_day, t.rule) == days
        ),
        time.end,
    )


def due_of(time: TimeExpression, parsed: Parsed, published: date | None, times: Sequence[TimeExpression] = ()) -> Due:
    """Return a time expression as a due date, its preposition included in the words."""
    before = fold(parsed.text[max(0, time.start - 30) : time.start])
    m = grammar(parsed.language).before.search(before)
    start = time.start - (len(before) - m.start("bound") if m and m.group("bound") != "of" else 0)
    end = _end_of_range(time, times)
    if time.type is TimexType.DURATION and end == time.end:
        away = (t.end for t in times if parsed.text[time.end : t.start] in _AWAY and t.start > time.end)
        end = next(away, end)
    words = parsed.text[start:end]
    return Due(
        words, time.from_day, time.to_day, time.bound or Bound.ON, time.precision or Precision.DAY,
        time.rule, time.edtf or "", published, time.explanation, time.alternatives,
    )  # fmt: skip


def _list_of(first: TimeExpression, times: Sequence[TimeExpression], parsed: Parsed) -> list[TimeExpression]:
    """Return an expression with those that follow it in one list ("in each of 2026, 2027, and 2028")."""
    made = [first]
    for time in times:
        gap = parsed.text[made[-1].end : time.start]
        if time.start > made[-1].end and LIST_GAP.fullmatch(gap) and time.rule == first.rule:
            made.append(time)
    return made


def _listed(
    best: TimeExpression, times: Sequence[TimeExpression], parsed: Parsed, published: date | None
) -> Due | None:
    members = _list_of(best, times, parsed)
    if len({(t.from_day, t.to_day) for t in members}) == 1:
        return None
    parts = [Interval(t.from_day, t.to_day, t.bound or Bound.ON, t.precision or Precision.DAY) for t in members]
    made = joint(parts, listed=True) if len(parts) > 1 else None
    if made is None:
        return None
    words = parsed.text[best.start : members[-1].end]
    text = edtf(made.first, made.last, None)
    return Due(
        words,
        made.first,
        made.last,
        made.bound,
        made.precision,
        best.rule,
        text,
        published,
        f'"{words}" is {spoken(made)}.',
    )


def _from_to(best: list[TimeExpression], parsed: Parsed, published: date | None) -> Due | None:
    """Return "as early as Feb. 6 and no later than April" as one interval."""
    parts = [Interval(t.from_day, t.to_day, t.bound or Bound.ON, t.precision or Precision.DAY) for t in best[:2]]
    made = joint(parts, listed=False) if len(parts) == 2 else None
    if made is None:
        return None
    start, end = min(t.start for t in best[:2]), max(t.end for t in best[:2])
    if end - start > sum(t.end - t.start for t in best[:2]) + _JOINING_GAP:
        return None
    words, rule = parsed.text[start:end], " and ".join(t.rule for t in best[:2])
    return Due(
        words,
        made.first,
        made.last,
        made.bound,
        made.precision,
        rule,
        edtf(made.first, made.last, None),
        published,
        f'"{words}" is {spoken(made)}.',
    )


def _not_over(dues: tuple[Due, ...], published: date | None) -> tuple[Due, ...]:
    return tuple(d for d in dues if published is None or d.to_day is None or d.to_day >= published)


def _chosen(best: list[TimeExpression], times: Sequence[TimeExpression], parsed: Parsed, published: date | None) -> Due:
    """Return the best candidate as the due date, with the others as alternatives."""
    due = (
        _listed(best[0], times, parsed, published)
        or _from_to(best, parsed, published)
        or due_of(best[0], parsed, published, times)
    )
    days = (due.from_day, due.to_day)
    others = tuple(
        replace(due_of(t, parsed, published), alternatives=())
        for t in best[1:]
        if (t.from_day, t.to_day) != days and not due.text.endswith(t.text)
    )
    return replace(due, alternatives=_not_over(due.alternatives + others, published))


def governing_due(
    clause_start: int,
    clause_end: int,
    action: Token | None,
    parsed: Parsed,
    times: Sequence[TimeExpression],
    published: date | None,
) -> Due | None:
    """Return the due date of a claim's action; null where no time of its sentences governs it.

    A time governs the action if it hangs on the verb, on its arguments, on its complement ("agreed to visit in
    April") or on the verb that only announces it ("is set on Friday to meet"). Times of reporting verbs, of other
    clauses, and times that were over before the report never do: a missing due date is better than an invented one.

    Args:
        clause_start: where the claim's words begin in the text.
        clause_end: where they end.
        action: the verb or event noun of the claim; null lets the sentence's own syntax tell.
        parsed: the text.
        times: its time expressions.
        published: the report's day.
    """
    paragraph = _paragraph_at(parsed, clause_start)
    if paragraph is None:
        return None
    sentences = _sentences(paragraph, clause_start, clause_end)
    if not sentences:
        return None
    policy = grammar(parsed.language).policy
    chosen = (
        action if action is not None else main_action(_clause(paragraph, sentences, clause_start, clause_end), policy)
    )
    near = _near(times, paragraph)
    found = _candidates(paragraph, sentences, chosen, near, published, policy)
    if not found:
        return None
    return _chosen([c.time for c in found], near, parsed, published)


def _clause(paragraph: Paragraph, sentences: list[Span], start: int, end: int) -> Span:
    span = paragraph.doc.char_span(max(start - paragraph.start, 0), end - paragraph.start, alignment_mode="contract")
    return span if span is not None and len(span) else sentences[0]
