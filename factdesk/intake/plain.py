"""Plain text: nothing is taken away but a byline that is read as such."""

from __future__ import annotations

import re

from factdesk.intake.decoding import decode
from factdesk.intake.document import Document

_BYLINE = re.compile(
    r"^by\s+(?P<who>[^\W\d_][\w.'’-]*(?:[ ,]+(?:and |[\w.'’-]+)){1,9}?)\s*(?:[|,–—-]\s|$)", re.IGNORECASE
)
_HEAD_LINES = 8
_LONGEST_BYLINE = 100


def read(data: bytes, name: str, url: str | None) -> Document:
    """Read a text file of any charset."""
    decoded = decode(data)
    return Document(decoded.text, "text/plain", author=author_in(decoded.text), notes=decoded.notes)


def author_in(text: str) -> str | None:
    """Return who a text's byline names ("By Ana Silva and Jo Chen"), or null."""
    for line in text[:2000].splitlines()[:_HEAD_LINES]:
        short = line.strip()
        match = _BYLINE.match(short) if len(short) <= _LONGEST_BYLINE else None
        if match and any(word[:1].isupper() for word in match["who"].split()):
            return match["who"].strip(" ,")
    return None
