"""The first pass, step one: matches that are no times ("the Sunday Times", "2000 people", "as long as")."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from factdesk.reading.dates.record import Unresolved

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_RATE = re.compile(
    r"(?:[$€£]? ?[0-9][0-9.,]*%?|million|billion|trillion|thousand|percent|cents|tons|tonnes|barrels|dollars"
    r"|times|once|twice|units|people|hours|days"
    r"|(?:[0-9][0-9.,]*|one|two|three|four|five|six|seven|eight|nine|ten|several|many)(?: [a-z-]+){0,4} [a-z-]+s) $"
)
_LOOSE_LENGTH = re.compile(r"\b(?:for|by|of) $")
_AGE = re.compile(r"[- ](?:old|olds)\b|[- ](?:anniversary|birthday|jubilee)\b")
_AGED = re.compile(r"\b(?:aged?|age of) $")
_POSSESSED = re.compile(r"\b(?:his|her|their|my|your|our|its) (?:early |mid-?|late |mid )?$")
_TIME_CUE = re.compile(r"\b(?:at|by|from|until|till|around|about|before|after|to|between|past|since) $")
_TOWARD_ONE = re.compile(r"(?:the )?(?:next|coming|past|last|previous|following|latest|first|final) an? ")
"""In "the last a year later" the last thing, not the last year."""
_TO_LAST = re.compile(r"\b(?:will|would|to|could|may|might|can|should|must|not|likely) $")
_SEASON_CUE = re.compile(
    r"\b(?:in|by|until|till|before|after|since|during|over|through|for|from|to|early|late|mid|of) $"
)
_DAY_CUE = re.compile(r"\b(?:on|by|until|till|before|after|since|from|to|through) $")
_YEAR_CUE = re.compile(
    r"\b(?:in|of|since|by|from|to|until|till|through|during|before|after|and|or|between|late|early|mid|for|the"
    r"|than|around|about|-|\() ?$"
)
_BARE_SEASON = (
    "in ", "by ", "until ", "this ", "early ", "late ", "mid-", "before ", "after ", "since ", "during ",
)  # fmt: skip
_NO_TIME_ENTITIES = frozenset(
    {"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "FAC", "GPE", "NORP", "LOC", "MONEY", "PERCENT", "QUANTITY"}
)
_NAMES_OF_PEOPLE = frozenset({4, 5, 6, 8, 3, 1})
_OF_MONTHS = frozenset({"early", "late", "mid", "last", "next", "this", "past", "same", "following", "previous"})


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


def _is_a_march(span: Span) -> bool:
    """Tell whether the word has an article or adjective of its own ("the annual March for Life")."""
    token = span[-1]
    return span.end - span.start == 1 and any(
        child.dep_ == "det" or (child.dep_ == "amod" and child.lower_ not in _OF_MONTHS) for child in token.children
    )


def following_name(span: Span) -> bool:
    """Tell whether a longer name goes on after it ("Easter Island", "the 20th Century Fox logo")."""
    following = span.doc[span.end] if span.end < len(span.doc) else None
    return following is not None and following.pos_ == "PROPN" and span[-1].head.i == following.i


def _first_name(span: Span) -> bool:
    """Tell whether a month's name is a person's ("August Wilson", "Jan Peter Balkenende")."""
    if span.end - span.start != 1 or span.end >= len(span.doc):
        return False
    before = span.doc[span.start - 1] if span.start else None
    following = span.doc[span.end]
    behind = span.doc[span.end + 1] if span.end + 1 < len(span.doc) else None
    if before is not None and before.pos_ in ("ADP", "DET", "ADJ", "NUM", "SCONJ", "PART"):
        return False
    return following.pos_ == "PROPN" and following.is_title and (behind is None or behind.pos_ != "NOUN")


def _team_or_chain(span: Span) -> bool:
    """Tell whether a weekday ends a name that is what the sentence is about ("Ruby Tuesday", "Sheffield Wednesday")."""
    before, day = (span.doc[span.start - 1] if span.start else None), span[-1]
    if before is None or before.pos_ != "PROPN" or before.ent_type_ == "PERSON":
        return False
    if day.dep_ == "appos" and day.head.i == before.i:
        return True
    if before.dep_ != "compound" or before.head.i != day.i:
        return False
    has_subject = any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in day.head.children)
    return day.dep_ not in ("npadvmod", "tmod", "dep") or not has_subject


def named_otherwise(record: Unresolved, span: Span) -> bool:
    """Tell whether a month, weekday or season is part of a name or a verb ("may", "the Sunday Times")."""
    first, last = span[0], span[-1]
    if (
        record.kind == "month"
        and span.end - span.start == 1
        and (first.tag_ in ("MD", "VB", "VBP", "VBZ") or first.pos_ in ("VERB", "AUX"))
    ):
        return True
    if record.kind == "month" and record.month in _NAMES_OF_PEOPLE and (_after_a_name(span) or _is_a_march(span)):
        return True
    if record.kind == "month" and record.year is None and _first_name(span):
        return True
    if record.kind == "weekday" and _team_or_chain(span):
        return True
    if record.kind == "century" and span[-1].is_title and following_name(span):
        return True
    if record.kind == "season" and last.pos_ == "VERB":
        return True
    if record.kind == "set" and span.end - span.start == 1:
        return (first.lower_ == "quarterly" and first.head.i == span.end) or (
            record.freq == "word" and first.is_title and not first.is_sent_start
        )
    if record.kind == "reference" and record.value == "FUTURE_REF":
        return first.lower_ in ("soon", "shortly") and first.head.tag_ == "VBD"
    if record.kind not in ("month", "weekday", "season", "daypart", "year", "holiday"):
        return False
    if record.kind == "holiday":
        return following_name(span)
    if any(token.ent_type_ in _NO_TIME_ENTITIES for token in span):
        return record.kind in ("weekday", "season", "daypart", "holiday", "year") or record.month in _NAMES_OF_PEOPLE
    following = span.doc[span.end] if span.end < len(span.doc) else None
    return (
        record.kind in ("weekday", "season")
        and last.dep_ == "compound"
        and following is not None
        and following.pos_ == "PROPN"
    )


def _is_model(before: Token, token: Token) -> bool:
    """Tell whether four digits end a name ("Peugeot 2008", "EOS 2000")."""
    return before.pos_ == "PROPN" and before.ent_type_ not in ("DATE", "EVENT") and token.head.i == before.i


def bare_number(record: Unresolved, low: str, start: int, span: Span, numbered: list[str]) -> bool:
    """Tell whether four digits are a count and not a year ("2000 people")."""
    if record.kind != "year" or span.end - span.start != 1:
        return False
    token = span[0]
    following = span.doc[span.end] if span.end < len(span.doc) else None
    if following is not None and following.tag_ == "NNS" and not low[:start].endswith(("the ", "'s ", "in ")):
        return True
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and (before.lower_ in numbered or _is_model(before, token)):
        return True
    is_date = token.ent_type_ == "DATE" or bool(_YEAR_CUE.search(low[:start]))
    return not is_date and (token.ent_type_ == "CARDINAL" or not 1900 <= (record.year or 0) < 2100)


def _no_length(record: Unresolved, low: str, start: int, end: int) -> bool:
    """Tell whether a length is an age, an ordinal second, a quarter of something or just "for years"."""
    before, after = low[max(0, start - 24) : start], low[end : end + 24]
    if record.unit == "second" and record.number == 1:
        return True
    hyphened = "-" in low[start:end] and record.number != 3
    if record.unit == "quarter" and not hyphened and (record.number == 1 or after.startswith((" of ", "s of "))):
        return True
    if record.vague == "open" and _LOOSE_LENGTH.search(before) and not before.endswith("matter of "):
        return True
    return bool(_AGE.match(after) or _AGED.search(before)) or (record.number or 1) > 100_000


def _no_reference(record: Unresolved, low: str, start: int, end: int) -> bool:
    word, before, after = low[start:end], low[:start], low[end : end + 8]
    if word.endswith("recently") and after.startswith(" as "):
        return True
    if word == "shortly":
        return after.startswith((" after", " before"))
    return word == "soon" and (before.endswith("as ") or after.startswith((" after", " as", "er")))


def _no_clock(record: Unresolved, low: str, start: int, end: int) -> bool:
    before, word = low[max(0, start - 24) : start], low[start:end].rstrip(".")
    if before.endswith("high "):
        return True
    named = word.endswith(("m", "noon", "night", "day", "g"))
    return not named and record.zone is None and not _TIME_CUE.search(before)


def _no_season(record: Unresolved, low: str, start: int, end: int) -> bool:
    before, after = low[max(0, start - 24) : start], low[end : end + 8]
    if low[start:end] in ("the fall", "the spring"):
        return _SEASON_CUE.search(before) is None or after.startswith((" in ", " from ", " to "))
    return record.bare and not before.endswith(_BARE_SEASON)


def _no_span(record: Unresolved, low: str, start: int, end: int) -> bool:
    if _TOWARD_ONE.match(low, start):
        return True
    return low.startswith("last ", start) and bool(_TO_LAST.search(low[max(0, start - 24) : start]))


_NO_TIME: dict[str, Callable[[Unresolved, str, int, int], bool]] = {
    "duration": _no_length,
    "distance": _no_length,
    "definite": lambda r, low, a, b: low.startswith("-", b),
    "span": _no_span,
    "portion": _no_span,
    "monthday": lambda r, low, a, b: r.weekday is None and _DAY_CUE.search(low[max(0, a - 24) : a]) is None,
    "days": lambda r, low, a, b: (r.last_day or 0) <= (r.day or 0),
    "reference": _no_reference,
    "decade": lambda r, low, a, b: bool(_POSSESSED.search(low[max(0, a - 24) : a])),
    "clock": _no_clock,
    "season": _no_season,
}


def not_time(record: Unresolved, low: str, start: int, end: int) -> bool:
    """Tell by the words around it whether a match is no time."""
    check = _NO_TIME.get(record.kind)
    return check is not None and check(record, low, start, end)


def is_rate(record: Unresolved, low: str, start: int, text: str) -> bool:
    """Tell whether it is the measure of a rate ("$50 a night", "8% annually")."""
    if record.kind == "set" and record.freq == "word":
        return bool(_RATE.search(low[max(0, start - 56) : start]))
    is_one = record.kind == "duration" and record.number == 1 and record.unit not in ("second", "decade", "century")
    return is_one and text.startswith(("a ", "an ")) and bool(_RATE.search(low[max(0, start - 56) : start]))
