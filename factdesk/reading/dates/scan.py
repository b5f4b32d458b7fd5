"""The first pass, step one: where the rules match, and which matches are no times at all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from factdesk.reading.dates.grammar import Grammar, Rule
from factdesk.reading.dates.record import Found, Unresolved
from factdesk.reading.dates.words import record_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_RATE = re.compile(
    r"(?:[$€£]? ?[0-9][0-9.,]*%?|million|billion|trillion|thousand|percent|cents|tons|tonnes|barrels|dollars"
    r"|times|once|twice|units|people|hours|days) $"
)
_AGE = re.compile(r"[- ](?:old|olds)\b|[- ](?:anniversary|birthday|jubilee)\b")
_AGED = re.compile(r"\b(?:aged?|age of) $")
_POSSESSED = re.compile(r"\b(?:his|her|their|my|your|our|its) (?:early |mid-?|late |mid )?$")
_TIME_CUE = re.compile(r"\b(?:at|by|from|until|till|around|about|before|after|to|between|past|since) $")
_TO_LAST = re.compile(r"\b(?:will|would|to|could|may|might|can|should|must|not|likely) $")
_SEASON_CUE = re.compile(
    r"\b(?:in|by|until|till|before|after|since|during|over|through|for|from|to|early|late|mid|of) $"
)
_DAY_CUE = re.compile(r"\b(?:on|by|until|till|before|after|since|from|to|through) $")
_YEAR_CUE = re.compile(
    r"\b(?:in|of|since|by|from|to|until|till|through|during|before|after|and|or|between|late|early|mid|for|the"
    r"|than|around|about|-|\() ?$"
)
_NO_TIME_ENTITIES = frozenset(
    {"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "FAC", "GPE", "NORP", "LOC", "MONEY", "PERCENT", "QUANTITY"}
)
_CAPITAL_GROUPS = ("month", "weekday")
_NAMES_OF_PEOPLE = frozenset({4, 5, 6, 8, 3, 1})
_HYPHENED = re.compile(r"-(?:second|minute|hour|day|night|week|month|quarter|year|decade|century)")
Raw = tuple[int, int, Rule, "re.Match[str]"]


def _triggers(low: str, grammar: Grammar) -> set[str]:
    words = set(grammar.triggers.findall(low))
    kinds: set[str] = {"digit"} if any(word.isdigit() for word in words) else set()
    for word in words:
        kinds |= grammar.trigger_of.get(word, frozenset())
    return kinds


def _matches(low: str, grammar: Grammar) -> list[Raw]:
    kinds = _triggers(low, grammar)
    raw = [
        (m.start(), m.end(), rule, m)
        for rule in grammar.rules
        if rule.needs <= kinds
        for m in rule.pattern.finditer(low)
    ]
    raw.sort(key=lambda item: (item[0] - item[1], item[2].order))
    return raw


def _capitals(text: str, match: re.Match[str], kind: str) -> bool:
    groups = match.groupdict()
    for name in _CAPITAL_GROUPS:
        if groups.get(name) and not text[match.start(name)].isupper():
            return False
    if kind == "definite" and text[match.start("unit")].isupper() and not text[match.end("unit") - 1].isupper():
        return False
    holiday = groups.get("holiday")
    if holiday:
        last = match.end("holiday") - len(holiday.rpartition(" ")[2].rpartition("-")[2])
        return text[last].isupper() or "election" in holiday or "midterm" in holiday
    return True


def _after_a_name(span: Span) -> bool:
    """Tell whether a capitalised name stands right before ("Theresa May"), not at the sentence's start."""
    before = span.doc[span.start - 1] if span.start else None
    return (
        before is not None
        and before.pos_ == "PROPN"
        and before.is_title
        and span[0].dep_ != "npadvmod"
        and before.head.i == span[0].i
    )


def _named_otherwise(record: Unresolved, span: Span) -> bool:
    """Tell whether a month, weekday or season is part of a name or a verb ("may", "the Sunday Times")."""
    first, last = span[0], span[-1]
    if (
        record.kind == "month"
        and span.end - span.start == 1
        and (first.tag_ in ("MD", "VB", "VBP", "VBZ") or first.pos_ in ("VERB", "AUX"))
    ):
        return True
    if record.kind == "month" and record.month in _NAMES_OF_PEOPLE and _after_a_name(span):
        return True
    if record.kind not in ("month", "weekday", "season", "daypart", "year", "holiday"):
        return False
    if any(token.ent_type_ in _NO_TIME_ENTITIES for token in span):
        return record.kind in ("weekday", "season", "daypart", "holiday", "year") or record.month in _NAMES_OF_PEOPLE
    following = span.doc[span.end] if span.end < len(span.doc) else None
    return (
        record.kind in ("weekday", "season")
        and last.dep_ == "compound"
        and following is not None
        and following.pos_ == "PROPN"
    )


def _bare_number(record: Unresolved, low: str, start: int, span: Span, numbered: list[str]) -> bool:
    """Tell whether four digits are a count and not a year ("2000 people")."""
    if record.kind != "year" or span.end - span.start != 1:
        return False
    token = span[0]
    following = span.doc[span.end] if span.end < len(span.doc) else None
    if following is not None and following.tag_ == "NNS" and not low[:start].endswith(("the ", "'s ", "in ")):
        return True
    if span.start and span.doc[span.start - 1].lower_ in numbered:
        return True
    is_date = token.ent_type_ == "DATE" or bool(_YEAR_CUE.search(low[:start]))
    return not is_date and (token.ent_type_ == "CARDINAL" or not 1900 <= (record.year or 0) < 2100)


def _not_time(record: Unresolved, low: str, start: int, end: int) -> bool:
    before, after = low[max(0, start - 24) : start], low[end : end + 24]
    if record.kind in ("duration", "distance"):
        if record.unit == "second" and record.number == 1:
            return True
        if (
            record.unit == "quarter"
            and (record.number == 1 or after.startswith((" of ", "s of ")))
            and low[start:end].find("-") < 0
        ):
            return True
        return bool(_AGE.match(after) or _AGED.search(before)) or (record.number or 1) > 100_000
    if record.kind in ("span", "portion") and low.startswith("last ", start) and _TO_LAST.search(before):
        return True
    if record.kind == "monthday":
        return _DAY_CUE.search(before) is None
    if record.kind == "days":
        return (record.last_day or 0) <= (record.day or 0)
    if record.kind == "reference":
        return low[start:end] == "soon" and (before.endswith("as ") or after.startswith((" after", " as", "er")))
    if record.kind == "decade":
        return bool(_POSSESSED.search(before))
    if record.kind == "clock" and not low[start:end].rstrip(".").endswith(("m", "noon", "night", "day", "g")):
        return record.zone is None and not _TIME_CUE.search(before)
    if record.kind == "season" and low[start:end] in ("the fall", "the spring"):
        return _SEASON_CUE.search(before) is None or after.startswith((" in ", " from ", " to "))
    if record.kind == "season" and record.bare:
        return not before.endswith(
            ("in ", "by ", "until ", "this ", "early ", "late ", "mid-", "before ", "after ", "since ", "during ")
        )
    return False


def _is_rate(record: Unresolved, low: str, start: int, text: str) -> bool:
    is_one = (
        record.kind == "duration" and record.number == 1 and record.unit in ("day", "week", "month", "year", "hour")
    )
    return is_one and text.startswith(("a ", "an ")) and bool(_RATE.search(low[max(0, start - 16) : start]))


def scan(text: str, low: str, doc: Doc | None, grammar: Grammar, *, typed: bool = False) -> list[Found]:
    """Return the times that rules find in a paragraph, left to right, the longest match first where they overlap.

    Args:
        text: the paragraph.
        low: the same, folded.
        doc: its parse; without one the checks that need parts of speech are left out.
        grammar: the language's rules.
        typed: a person typed it, so capitals are not asked for.
    """
    taken: list[tuple[int, int]] = []
    found = []
    for start, end, rule, match in _matches(low, grammar):
        if any(start < b and end > a for a, b in taken) or not (typed or _capitals(text, match, rule.kind)):
            continue
        record = record_of(rule, match, grammar)
        if _not_time(record, low, start, end):
            taken += [(start, end)] if record.kind in ("duration", "distance") else []
            continue
        span = doc.char_span(start, end, alignment_mode="expand") if doc is not None else None
        if span is not None and (
            _named_otherwise(record, span) or _bare_number(record, low, start, span, grammar.words["numbered"])
        ):
            continue
        if _is_rate(record, low, start, low[start:end]):
            record = Unresolved("set", unit=record.unit, freq="unit")
        if record.kind == "duration" and _HYPHENED.search(low, start, end):
            record = replace(record, bare=True)
        taken.append((start, end))
        found.append(Found(start, end, record, rule.name))
    return sorted(found, key=lambda f: f.start)
