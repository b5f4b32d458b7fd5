"""The first pass, step one: where the rules match, and which matches are no times at all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from factdesk.reading.dates.grammar import Grammar, Rule
from factdesk.reading.dates.record import Found
from factdesk.reading.dates.rejection import bare_number, is_rate, named_otherwise, not_time
from factdesk.reading.dates.words import record_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CAPITAL_GROUPS = ("month", "weekday")
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
    unit = groups.get("unit")
    if unit and text[match.start("unit")].isupper() and not text[match.end("unit") - 1].isupper():
        return kind not in ("definite", "period", "duration") or (kind != "definite" and _is_title(text))
    holiday = groups.get("holiday")
    if holiday:
        last = match.end("holiday") - len(holiday.rpartition(" ")[2].rpartition("-")[2])
        return text[last].isupper() or "election" in holiday or "midterm" in holiday
    return True


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
        grammar: the language's rules.
        typed: a person typed it, so capitals are not asked for.
    """
    taken: list[tuple[int, int]] = []
    found = []
    for start, end, rule, match in _matches(low, grammar):
        if any(start < b and end > a for a, b in taken) or not (typed or _capitals(text, match, rule.kind)):
            continue
        record = record_of(rule, match, grammar)
        if not_time(record, low, start, end):
            taken += [(start, end)] if record.kind in ("duration", "distance") else []
            continue
        span = doc.char_span(start, end, alignment_mode="expand") if doc is not None else None
        if span is not None and (
            named_otherwise(record, span) or bare_number(record, low, start, span, grammar.words["numbered"])
        ):
            continue
        if is_rate(record, low, start, low[start:end]):
            taken.append((start, end))
            continue
        if record.kind == "duration" and _HYPHENED.search(low, start, end):
            record = replace(record, bare=True)
        taken.append((start, end))
        found.append(Found(start, end, record, rule.name))
    return sorted(found, key=lambda f: f.start)
