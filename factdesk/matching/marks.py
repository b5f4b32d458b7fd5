"""Where the words that decided stand in a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from factdesk.matching.lexicon import Lexicon
from factdesk.matching.views import term_of
from factdesk.model import Span

_TOKEN = re.compile(r"[\w’'.&-]+")
_EDGE = re.compile(r"(?:[’']s)?[’'.&-]*$")


def tokens(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a text with their places, without possessives and the signs after them."""
    for found in _TOKEN.finditer(text):
        bare = found[0].lstrip("’'.&-")
        word = bare if "." in bare[:-1] else _EDGE.sub("", bare)
        if word:
            yield found.start() + len(found[0]) - len(bare), word


def surface(text: str, term: str, rules: Lexicon) -> str | None:
    """Return the first word of a text with this stem as it is written there, null where there is none."""
    return next((word for _, word in tokens(text) if term_of(word, rules) == term), None)


def as_written(text: str, words: str, rules: Lexicon) -> str:
    """Return words, or lemmas, as they are written in a text; as they came where they do not stand there."""
    found = _places(text, words)
    if found:
        return text[found[0][0] : found[0][1]]
    return (surface(text, term_of(words, rules), rules) if " " not in words else None) or words


def spans(text: str, words: Iterable[str], offset: int = 0) -> tuple[Span, ...]:
    """Return where words stand in a text, as whole words, in order and without overlap.

    Args:
        text: the text.
        words: the words as they are written there; what does not stand there is passed over.
        offset: where the text itself begins in a larger one.
    """
    found = sorted({place for each in words for place in _places(text, each)}, key=lambda p: (p[0], -p[1]))
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(Span(start + offset, end + offset, text[start:end]) for start, end in kept)


def _places(text: str, words: str) -> list[tuple[int, int]]:
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    pattern = r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
