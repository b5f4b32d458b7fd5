"""Words brought to one form, so that "designated" and "designation", "II" and "2" meet."""

from __future__ import annotations

import re
from functools import lru_cache

ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}
_EDGE = re.compile(r"^[^\w$€£%]+|[^\w%]+$|[’']s?$")
# Derivational endings, longest first; what is left must stay recognisable.
_ENDINGS = (
    "ifications", "ization", "isation", "ations", "ements", "ation", "ement", "ments", "ating", "ances",
    "ences", "ities", "ment", "ated", "ates", "ance", "ence", "ings", "ions", "ness", "ate", "ing", "ion",
    "ity", "als", "ers", "ors", "ies", "ive", "al", "er", "or", "ed", "es", "ly", "s", "e", "y",
)  # fmt: skip
_SHORTEST = 4
_LONGER = {"al": 5, "als": 5}
"""Endings that belong to many short words: "signal" is no sign."""
_WHOLE = ("mission", "passion", "session")
"""Words whose ending is no ending: a mission is no miss."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Bring a word or lemma to its stem, lower case: a light, deliberately careful stripping of English endings.

    A name like "Xi" is no Roman numeral: those are written in capitals throughout.
    """
    whole = _EDGE.sub("", word.replace("’", "'"))
    plain = whole.lower() if whole.istitle() else ROMAN.get(whole.lower(), whole.lower())
    if plain in _WHOLE:
        return plain
    if len(plain) <= _SHORTEST or not plain.isalpha():
        return plain[:-1] if len(plain) == _SHORTEST and plain.endswith("s") and plain[-2] != "s" else plain
    for ending in _ENDINGS:
        shortest = _LONGER.get(ending, _SHORTEST - (len(ending) <= 1))
        if plain.endswith(ending) and len(plain) - len(ending) >= shortest:
            plain = plain[: -len(ending)]
            break
    return _undouble(plain)


def _undouble(word: str) -> str:
    """Bring "shipp" back to "ship", and "deni" to "deny"."""
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if word.endswith(("e", "i", "y")) and len(word) > _SHORTEST - 1 else word
