"""Plain text: nothing is taken away but a byline that is read as such."""

from __future__ import annotations

import re

from factdesk.intake.decoding import decode
from factdesk.intake.document import Document

_BYLINE = re.compile(r"^by\s+(?P<who>[^|•\d]{2,80}?)\s*(?:[|•]|[,–—-]\s|,?\s*\d|$)", re.IGNORECASE)
_BETWEEN_NAMES = frozenset(
    ("and", "&", "of", "for", "the", "de", "da", "di", "du", "del", "der", "den", "la", "le", "van", "von", "bin", "al")
)
_HEAD_LINES = 8
_LONGEST_BYLINE = 100
_MOST_WORDS = 12


def read(data: bytes, name: str, url: str | None) -> Document:
    """Read a text file of any charset."""
    decoded = decode(data)
    return Document(decoded.text, "text/plain", author=author_in(decoded.text), notes=decoded.notes)


def author_in(text: str) -> str | None:
    """Return who a text's byline names ("By Ana Silva and Jo Chen"), or null."""
    for line in text[:2000].splitlines()[:_HEAD_LINES]:
        short = line.strip()
        match = _BYLINE.match(short) if len(short) <= _LONGEST_BYLINE and not short.endswith(".") else None
        if match and _are_names(match["who"].replace(",", " ").split()):
            return match["who"].strip(" ,")
    return None


def _are_names(words: list[str]) -> bool:
    """Whether words are written as names are, two at least."""
    names = [word for word in words if word.lower() not in _BETWEEN_NAMES]
    return 1 < len(words) <= _MOST_WORDS and bool(names) and all(word[0].isupper() for word in names)
