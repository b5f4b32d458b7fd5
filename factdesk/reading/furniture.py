"""What stands on a page but is no part of the story: links, captions, sign-ups, bylines, copyright lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from factdesk.model import Span
from factdesk.reading.pipeline import blocks
from factdesk.reading.rules import load

_SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”’')\]]*(?=\s+[A-Z©“\"‘'\[(—–-]|\s*$)|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of furniture."""

    name: str
    regex: re.Pattern[str]
    longest: int
    is_anywhere: bool

    def matches(self, text: str, words: int) -> bool:
        """Tell whether a paragraph or sentence of so many words is this kind of furniture."""
        if words > self.longest:
            return False
        found = self.regex.search(text) if self.is_anywhere else self.regex.match(text)
        return found is not None


@cache
def patterns(language: str, level: str) -> tuple[Pattern, ...]:
    """Return the patterns for whole paragraphs ("paragraph") or single sentences ("sentence")."""
    return tuple(
        Pattern(
            entry["name"],
            re.compile(entry["pattern"], 0 if entry.get("case") else re.IGNORECASE),
            entry["longest"],
            entry.get("anywhere", False),
        )
        for entry in load(language, "furniture")[level]
    )


def furniture(text: str, language: str = "en") -> tuple[Span, ...]:
    """Return the stretches of a text that are no part of the story, in order."""
    from factdesk.reading.pipeline import has_model

    if not has_model(language):
        return ()
    return tuple(span for start, end in blocks(text) for span in _in_block(text, start, end, language))


def _in_block(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    block = text[start:end].lstrip("-•*·>|# \t")
    size = len(block.split())
    if any(pattern.matches(block, size) for pattern in patterns(language, "paragraph")):
        yield Span(start, end, text[start:end])
        return
    for sentence in _SENTENCE.finditer(text, start, end):
        size = len(sentence.group().split())
        if any(pattern.matches(sentence.group(), size) for pattern in patterns(language, "sentence")):
            yield Span(sentence.start(), sentence.end(), sentence.group())


def overlaps(spans: tuple[Span, ...], start: int, end: int) -> bool:
    """Tell whether more than half of a stretch is furniture; ``spans`` are in order and do not overlap."""
    shared = 0
    for number in range(bisect_left(spans, end, key=lambda span: span.start) - 1, -1, -1):
        span = spans[number]
        if span.end <= start:
            break
        shared += min(end, span.end) - max(start, span.start)
    return shared * 2 > end - start
