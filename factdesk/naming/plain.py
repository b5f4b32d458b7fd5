"""Names without what two spellings of one name differ in: case, accents, dots, hyphens, blanks."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_BLANKS = str.maketrans(dict.fromkeys("-‐‑‒–—_/,;:·", " "))
_NOTHING = str.maketrans("", "", ".'’‘ʼ`´\"“”«»()")


def plain(name: str) -> str:
    """Return a name in small letters without accents, dots and apostrophes; hyphens and commas are blanks."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c)).translate(_LETTERS)
    words = " ".join(bare.translate(_BLANKS).translate(_NOTHING).split())
    return words or " ".join(name.casefold().split())
