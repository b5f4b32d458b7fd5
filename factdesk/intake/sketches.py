"""Whether two reports are copies of one story.

Texts are compared by their runs of eight words. A sketch (the smallest hashes of those runs, "bottom-k") finds
candidates through an index; exact containment of the runs decides. Sources: A. Broder, "On the resemblance and
containment of documents", 1997; M. Theobald et al., "SpotSigs", 2008, for leaving out lines that are furniture.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

SHINGLE_WORDS = 8
SKETCH_SIZE = 64
"""A copy cut down to a tenth of its story still shares some six hashes with it."""
SAME_STORY = 0.7
"""Share of the shorter text's runs that stand in the longer one; measured on varied and on follow-up reports."""
_63_BITS = (1 << 63) - 1
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
"""A word, or a single character of a script that writes no spaces between words."""
_ENDS_SENTENCE = re.compile(r"[.!?:;…。！？।]['\"”’»)\]]*$")


def sketch(text: str) -> tuple[int, ...]:
    """Return at most 64 whole numbers below 2**63 that two copies of a story have largely in common.

    The numbers are the same on every machine and in every release. Reports that share none are not copies; those that
    share some are to be compared by :func:`same_story`.
    """
    return tuple(sorted(_shingles(text))[:SKETCH_SIZE])


def same_story(a: str, b: str) -> bool:
    """Tell whether one text is, up to edits and cuts, a copy of the other."""
    shorter, longer = sorted((_shingles(a), _shingles(b)), key=len)
    if not shorter:
        return False
    return len(shorter & longer) >= SAME_STORY * len(shorter)


@lru_cache(maxsize=64)
def _shingles(text: str) -> frozenset[int]:
    words = _words(text)
    width = min(SHINGLE_WORDS, len(words))
    if not width:
        return frozenset()
    return frozenset(_hash(" ".join(words[at : at + width])) for at in range(len(words) - width + 1))


def _words(text: str) -> list[str]:
    """The words of the story: lines that are too short for a sentence and end like none are page furniture."""
    lines = [_WORD.findall(_folded(line)) for line in text.splitlines() if line.strip()]
    ends = [bool(_ENDS_SENTENCE.search(line.rstrip())) for line in text.splitlines() if line.strip()]
    story = [words for words, end in zip(lines, ends, strict=True) if end or len(words) >= SHINGLE_WORDS]
    return [word for words in story or lines for word in words]


def _folded(text: str) -> str:
    """Case, accents and width do not matter, nor do apostrophes (agencies and papers set them differently)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.category(char).startswith("M") and char not in "'’")


def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), "big") & _63_BITS
