"""All time expressions of a parsed text: find, then hold against report date, tense, what was spoken of, country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from factdesk.model import Bound, Precision, Tense, TimeExpression, TimexType
from factdesk.reading.dates.amounts import duration_value
from factdesk.reading.dates.compose import DAYS, compose
from factdesk.reading.dates.edtf import edtf
from factdesk.reading.dates.grammar import Grammar, fold, grammar, has_rules
from factdesk.reading.dates.interval import Interval, alternatives, edtf_of, explain, interval_of, spoken
from factdesk.reading.dates.lasting import with_ends
from factdesk.reading.dates.record import Context, Found, Period, Resolved, Unresolved
from factdesk.reading.dates.resolve import resolve
from factdesk.reading.dates.scan import scan
from factdesk.reading.dates.tense import Governor, governor
from factdesk.reading.pipeline import Parsed, blocks

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MENTIONS_KEPT = 6
_PASSED_OVER = frozenset({"yearago", "quarterof"})
"""They compare with another time; what follows still speaks of the first."""
_BY_TENSE = frozenset(
    {
        "weekday",
        "month",
        "monthday",
        "day",
        "days",
        "quarter",
        "half",
        "season",
        "holiday",
        "weekend",
        "duration",
        "span",
        "clock",
        "daypart",
        "slashed",
        "fiscal",
    }
)
_FROM = frozenset({"from", "starting", "starting on", "beginning", "beginning on", "effective"})
_AT_LEAST = ("at least ", "more than ", "no less than ", "not less than ", "upwards of ")
_FROM_EVENT = (" of ", " after ", " following ", " before ", " prior to", " leading up", " ahead of ", " since ")
_BETWEEN_DAYS = re.compile(r" (?:and|or|to|through) ")


def governor_of(doc: Doc, start: int, end: int, rules: Grammar) -> Governor | None:
    """Return what governs the expression at these characters of a paragraph."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return governor(span.root, rules.policy) if span is not None else None


def _speaks_of_government(low: str, rules: Grammar) -> bool:
    return any(re.search(rf"\b{word}", low) for word in rules.policy["fiscal_government_words"])


def _context(
    found: Found, above: Governor | None, low: str, base: Context, rules: Grammar, mentions: list[Period]
) -> Context:
    tense, hangs, verb, begun = base.tense, base.hangs_on_verb, None, False
    if above is not None:
        tense, hangs = above.tense, above.hangs_on_verb
        verb = above.token.lemma_.lower() if above.token is not None else None
    bound = found.bound
    if found.record.kind in DAYS and tense is Tense.PAST and found.bound_words in _FROM and _announces(above, rules):
        tense = Tense.FUTURE
    if above is not None and _appoints(above, found, low, rules):
        tense = Tense.NONE
    if (found.bound_words == "for" and found.record.kind in DAYS) or found.bound_words == "ahead of":
        tense = Tense.FUTURE
    elif found.bound_words == "for" and found.record.kind != "duration":
        bound, hangs = None, False
    elif found.bound in (Bound.BY, Bound.BEFORE) and tense is Tense.PAST and _foreseen(above, rules):
        tense = Tense.FUTURE
    elif found.bound_words in ("since", "ever since"):
        tense, begun = Tense.PAST, True
    government = (found.record.kind == "fiscal" or found.record.fiscal) and _speaks_of_government(low, rules)
    held = replace(base, tense=tense, hangs_on_verb=hangs, verb=verb, bound=bound, begun=begun)
    return replace(held, mentions=tuple(reversed(mentions)), government=government)


def _announces(above: Governor | None, rules: Grammar) -> bool:
    """Tell whether a verb tells of what is to come ("announced a pause in flights from Monday")."""
    verb = above.token if above else None
    return verb is not None and verb.lemma_.lower() in rules.policy["reporting_verbs"] + rules.policy["term_verbs"]


def _appoints(above: Governor, found: Found, low: str, rules: Grammar) -> bool:
    """Tell whether a verb in the past fixes a date behind it ("invited Xi to the White House on September 24")."""
    verb = above.token
    is_date = found.record.kind in ("day", "days", "month", "slashed")
    return (
        is_date
        and verb is not None
        and above.tense is Tense.PAST
        and verb.lemma_.lower() in rules.policy["appointing_verbs"]
        and verb.idx < found.start
    )


def _is_denied(verb: Token) -> bool:
    """Tell whether a verb, or the one that expects it, is denied ("is not expected to cut rates until next year")."""
    above = [verb, verb.head] if verb.dep_ == "xcomp" else [verb]
    return any(child.dep_ == "neg" for one in above for child in one.children)


def _foreseen(above: Governor | None, rules: Grammar) -> bool:
    """Tell whether a verb tells of what will be over by then ("expect to have paid all claims by September")."""
    verb = above.token if above else None
    if verb is None or verb.dep_ != "xcomp" or not any(c.lower_ == "to" for c in verb.children):
        return False
    return verb.head.lemma_.lower() in rules.policy["ahead_verbs"]


def tied(found: Found, low: str, above: Governor | None, rules: Grammar) -> Found:
    """Return an expression with what its verb and the words behind it make of its preposition."""
    after, verb = low[found.end : found.end + 13], above.token if above else None
    if found.record.kind == "duration":
        lemma = verb.lemma_.lower() if verb is not None else ""
        is_term = after.startswith(" to ") and not found.bound_words and lemma in rules.policy["term_verbs"]
        is_least = found.bound is Bound.UNTIL and low.startswith(_AT_LEAST, found.start)
        return replace(found, event=is_least or after.startswith(_FROM_EVENT), term=is_term)
    if verb is not None and _is_denied(verb):
        if found.bound is Bound.BEFORE:
            return replace(found, bound=Bound.SINCE)
        if found.bound is Bound.UNTIL and found.bound_words in ("until", "till"):
            return replace(found, bound=Bound.ON)
    return found


def expression(found: Found, resolved: Resolved, ctx: Context, text: str, offset: int) -> TimeExpression:
    """Return the noun of one found and resolved expression; offset is where its paragraph begins."""
    words = text[found.start : found.end]
    interval = interval_of(found, resolved, ctx)
    has_bound = interval is not None
    return TimeExpression(
        start=offset + found.start,
        end=offset + found.end,
        text=words,
        type=resolved.type,
        value=resolved.value,
        from_day=interval.first if interval else None,
        to_day=interval.last if interval else None,
        bound=interval.bound if interval and has_bound else None,
        precision=interval.precision if interval else None,
        rule=found.rule,
        edtf=edtf_of(found, resolved, interval),
        explanation=explain(found, resolved, interval, ctx, words),
        alternatives=alternatives(found, resolved, ctx, words),
    )


def _ends(found: Found, resolved: Resolved, ctx: Context, text: str, offset: int) -> list[TimeExpression]:
    """Return the expression, or of a range both ends: each with its own span and value, and the days of the whole."""
    whole = expression(found, resolved, ctx, text, offset)
    if found.second and found.record.kind == "distance" and found.record.within:
        return _away(whole, found, found.second, found.record.within, ctx, text, offset)
    second = found.second if found.record.until else _second_day(found, text)
    if second is None or "/" not in resolved.value:
        return [whole]
    first, _, last = resolved.value.partition("/")
    return [
        replace(whole, end=offset + second[0], text=text[found.start : second[0]], value=first),
        replace(whole, start=offset + second[1], text=text[second[1] : found.end], value=last),
    ]


def _away(
    whole: TimeExpression,
    found: Found,
    second: tuple[int, int],
    start: Unresolved,
    ctx: Context,
    text: str,
    offset: int,
) -> list[TimeExpression]:
    """Return "eight days after Oct. 12" as a length, which has the day so far away, and the day it counts from."""
    # The resolved day stands with the length, as TIMEX3 marks both and a due date is the day so far away.
    counted = Found(second[1], found.end, start, found.rule)
    resolved = resolve(start, ctx)
    length = duration_value(found.record.number, found.record.unit or "day")
    first = replace(
        whole, end=offset + second[0], text=text[found.start : second[0]], type=TimexType.DURATION, value=length
    )
    return [first, expression(counted, resolved, ctx, text, offset)] if resolved else [first]


def _second_day(found: Found, text: str) -> tuple[int, int] | None:
    """Return where of two days side by side the first stops and the second begins ("14 and 15 May")."""
    between = _BETWEEN_DAYS.search(text, found.start, found.end) if found.record.kind == "days" else None
    return between.span() if between else None


def _paragraph(
    doc: Doc | None, text: str, offset: int, base: Context, rules: Grammar, mentions: list[Period]
) -> list[TimeExpression]:
    low = fold(text)
    made: list[TimeExpression] = []
    spoken_of: Period | None = None
    for found in compose(scan(text, low, doc, rules), low, rules):
        by_verb = found.record.kind in _BY_TENSE or found.bound in (Bound.BEFORE, Bound.UNTIL)
        above = governor_of(doc, found.start, found.end, rules) if by_verb and doc is not None else None
        held = tied(found, low, above, rules)
        ctx = replace(_context(held, above, low, base, rules, mentions), spoken_of=spoken_of)
        resolved = resolve(held.record, ctx)
        if resolved is None:
            continue
        made += _ends(held, resolved, ctx, text, offset)
        period = resolved.period
        if (
            period
            and found.record.kind not in _PASSED_OVER
            and resolved.type is not TimexType.DURATION
            and not resolved.value.endswith("_REF")
        ):
            mentions.append(
                period
                if period.precision is not Precision.TIME
                else Period(period.first, period.last, period.first.isoformat(), Precision.DAY)
            )
            spoken_of = mentions[-1]
            del mentions[:-MENTIONS_KEPT]
    if doc is not None and any(t.type is TimexType.DURATION for t in made):
        made = with_ends(made, doc, offset, base.base, rules.policy)
    return _side_by_side(made, text, offset)


def _side_by_side(times: list[TimeExpression], text: str, offset: int) -> list[TimeExpression]:
    """Return the times with two that follow each other and "and" between as one interval ("in May and June")."""
    made = list(times)
    for i, (one, two) in enumerate(pairwise(times)):
        if text[one.end - offset : two.start - offset] != " and " or one.rule != two.rule:
            continue
        if one.from_day and one.to_day and two.to_day and two.from_day == one.to_day + timedelta(days=1):
            whole = Interval(one.from_day, two.to_day, Bound.ON, Precision.RANGE)
            why = f'"{text[one.start - offset : two.end - offset]}" is {spoken(whole)}, one after the other.'
            made[i : i + 2] = [_as_whole(time, whole, why) for time in (one, two)]
    return made


def _as_whole(time: TimeExpression, whole: Interval, why: str) -> TimeExpression:
    return replace(
        time, from_day=whole.first, to_day=whole.last, bound=whole.bound, precision=whole.precision,
        edtf=edtf(whole.first, whole.last, None), explanation=why, alternatives=(),
    )  # fmt: skip


def find_times(parsed: Parsed, published: date | None, *, country: str = "US") -> tuple[TimeExpression, ...]:
    """Return the time expressions of a parsed text, left to right.

    Spans leave the preposition out, as TIMEX3 does; it is in ``bound``. What ``from_day`` and ``to_day`` hold for each
    bound is told in :func:`factdesk.reading.dates.interval.interval_of`. Without a publication date explicit
    expressions are dated and relative ones have no interval.

    Args:
        parsed: the text; a language without rules gives none.
        published: the day the text is of.
        country: ISO 3166 code, for named days, fiscal years, the order of 3/4/2026, and the hemisphere of seasons.
    """
    pieces = [(p.start, p.end, p.doc) for p in parsed.paragraphs]
    return _in_pieces(parsed.text, pieces, parsed.language, published, country)


def find_times_unparsed(
    text: str, published: date | None, *, language: str, country: str = "US"
) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a text in a language that has rules but no parser.

    Without verbs a bare weekday or month is the last or the nearest one, save where its preposition points ahead.
    """
    pieces = [(start, end, None) for start, end in blocks(text)]
    return _in_pieces(text, pieces, language, published, country)


def _in_pieces(
    text: str, pieces: Sequence[tuple[int, int, Doc | None]], language: str, published: date | None, country: str
) -> tuple[TimeExpression, ...]:
    if not has_rules(language):
        return ()
    rules = grammar(language)
    base = Context(published, country, language=language)
    mentions: list[Period] = []
    found: list[TimeExpression] = []
    for start, end, doc in pieces:
        found += _paragraph(doc, text[start:end], start, base, rules, mentions)
    return tuple(found)
