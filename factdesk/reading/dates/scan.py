"""The first pass, step one: where the rules match, and which matches are no times at all."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from factdesk.reading.dates.grammar import Grammar, Rule
from factdesk.reading.dates.record import Found
from factdesk.reading.dates.rejection import bare_number, is_rate, named_otherwise, not_time
from factdesk.reading.dates.words import record_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CAPITAL_GROUPS = ("month", "weekday")
_HYPHENED = re.compile(r"-(?:second|minute|hour|day|night|week|month|quarter|year|decade|century)")
_QUOTED = re.compile(r"[\"\u201c]([^\"\u201c\u201d]{2,60})[\"\u201d]")
_STARTS = re.compile(r"(?:[.!?:;\u2014\n][\"'\u201d\u2019)]*\s*|[\"\u201c\u2018`'(]|_ ?|-- ?)$")
_MONTH_CUE = re.compile(r"\b(?:in|by|since|until|till|from|to|for|last|next|early|late|of) $", re.IGNORECASE)
Raw = tuple[int, int, Rule, "re.Match[str]"]


def _triggers(low: str, grammar: Grammar) -> set[str]:
    words = set(grammar.triggers.findall(low))
    kinds: set[str] = {"digit"} if any(map(str.isdigit, words)) else set()
    return kinds.union(*(grammar.trigger_of[word] for word in words & grammar.trigger_of.keys()))


def _matches(low: str, grammar: Grammar) -> list[Raw]:
    kinds = _triggers(low, grammar)
    present = frozenset(filter(low.__contains__, grammar.hints))
    raw = [
        (m.start(), m.end(), rule, m)
        for rule in grammar.rules
        if rule.needs <= kinds and not any(map(present.isdisjoint, rule.either))
        for m in rule.pattern.finditer(low)
    ]
    raw.sort(key=lambda item: (item[0] - item[1], item[2].order))
    return raw


def _capitals(text: str, match: re.Match[str], kind: str) -> bool:
    groups = match.groupdict()
    if kind == "deictic" and _in_a_name(text, match.start()):
        return False
    if (month := groups.get("month")) and kind == "month" and _is_clipped(text, match, month):
        return False
    for name in _CAPITAL_GROUPS:
        if groups.get(name) and not text[match.start(name)].isupper():
            return False
    unit = groups.get("unit")
    if unit and text[match.start("unit")].isupper() and not text[match.end("unit") - 1].isupper():
        return kind not in ("definite", "period", "duration") or (kind != "definite" and _is_title(text))
    holiday = groups.get("holiday")
    if holiday:
        last = match.end("holiday") - len(holiday.rpartition(" ")[2].rpartition("-")[2])
        return text[last].isupper() or "bank holiday" in holiday or "election" in holiday or "midterm" in holiday
    return True


def _is_clipped(text: str, match: re.Match[str], month: str) -> bool:
    """Tell whether a clipped month ("Dec", "Jan") stands without full stop, day or year, as names and acronyms do."""
    if len(month) > 4 or month in ("may", "june", "july") or month.endswith(".") or match.group() != month:
        return False
    return (
        _MONTH_CUE.search(text[max(0, match.start() - 8) : match.start()]) is None
        or text[match.start() : match.end()].isupper()
    )


@lru_cache(maxsize=4)
def _quoted(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_QUOTED.finditer(text))


def _is_quoted_title(text: str, start: int, end: int) -> bool:
    """Tell whether it stands in the quoted title of a work ("Tomorrow Never Dies"), not in quoted speech."""
    m = next((m for m in _quoted(text) if m.start() < start and end < m.end()), None)
    if m is None or m.group(1)[-1] in ",.!?;" or len(m.group(1).split()) > 7:
        return False
    return all(word[0].isupper() or not word[0].isalpha() or len(word) < 4 for word in m.group(1).split())


def _in_a_name(text: str, start: int) -> bool:
    """Tell whether "Today" has its capital from a name ("USA Today"), not from a sentence's start or a headline."""
    return (
        start > 2
        and text[start].isupper()
        and not _STARTS.search(text[max(0, start - 6) : start])
        and not _is_title(text)
    )


def _is_title(text: str) -> bool:
    """Tell whether a paragraph is a headline in capitals ("Trump to Visit Beijing Next Week")."""
    long_words = [word for word in text.split() if len(word) > 3]
    return sum(word[0].isupper() or not word[0].isalpha() for word in long_words) >= 0.8 * len(long_words)


def scan(text: str, low: str, doc: Doc | None, grammar: Grammar, *, typed: bool = False) -> list[Found]:
    """Return the times that rules find in a paragraph, left to right, the longest match first where they overlap.

    Args:
        text: the paragraph.
        low: the same, folded.
        doc: its parse; without one the checks that need parts of speech are left out.
        grammar: the language's rules; what is no time is told for English only.
        typed: a person typed it, so capitals are not asked for.
    """
    english = grammar.language == "en"
    taken = [m.span() for m in grammar.names.finditer(low)]
    found = []
    for start, end, rule, match in _matches(low, grammar):
        if (
            any(start < b and end > a for a, b in taken)
            or (english and _is_quoted_title(text, start, end))
            or not (typed or not english or _capitals(text, match, rule.kind))
        ):
            continue
        record = record_of(rule, match, grammar)
        if english and not_time(record, low, start, end):
            taken += [(start, end)] if record.kind in ("duration", "distance") else []
            continue
        span = doc.char_span(start, end, alignment_mode="expand") if doc is not None else None
        if span is not None and (
            named_otherwise(record, span) or bare_number(record, low, start, span, grammar.words["numbered"])
        ):
            continue
        if english and is_rate(record, low, start, low[start:end]):
            taken.append((start, end))
            continue
        if record.kind == "duration" and _HYPHENED.search(low, start, end):
            record = replace(record, bare=True)
        taken.append((start, end))
        found.append(Found(start, end, record, rule.name))
    return sorted(found, key=lambda f: f.start)
