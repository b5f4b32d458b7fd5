"""The words that decided how a passage bears on a claim, in both texts. Pure.

Evidence of older desks has no record of where they stand; there the words that its reasons quote are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factdesk.model import Evidence

_NAMED = re.compile('[“"«„]([^“”"«»„]{2,120})[”"»“]|‘([^‘’]{2,120})’(?!\\w)')

_ENDING = "(?:s|es|d|ed|ing)?"
"""Reasons may name a word's base form ("soybean") where the text has an inflected one."""


def claim_words(item: Evidence) -> tuple[str, ...]:
    """Return the words that decided as they stand in the claim's sentence."""
    return named_words(item.reasons) if item.marks is None else tuple(span.text for span in item.marks.claim)


def passage_places(item: Evidence, text: str) -> list[tuple[int, int]]:
    """Return where the words that decided stand in the report's text."""
    if item.marks is None:
        return places_of(named_words(item.reasons), text, item.start, item.end)
    return [(span.start, span.end) for span in item.marks.passage]


def named_words(reasons: Sequence[str]) -> tuple[str, ...]:
    """Return the words that reasons quote, each once."""
    found = (match[1] or match[2] for reason in reasons for match in _NAMED.finditer(reason))
    return tuple(dict.fromkeys(words.strip() for words in found if words.strip()))


def places_of(words: Sequence[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where these words stand in ``text[start:end]``, as whole words, whatever their case and ending."""
    spans: list[tuple[int, int]] = []
    for each in words:
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, each.split())) + _ENDING + r"(?!\w)"
        spans += [(m.start(), m.end()) for m in re.compile(pattern, re.IGNORECASE).finditer(text, start, end)]
    return sorted(set(spans))
