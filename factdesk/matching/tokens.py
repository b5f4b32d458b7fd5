"""Text into the pieces of words that the trained judge reads: WordPiece over lower-cased words without accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_UNKNOWN, _START, _BETWEEN = "[UNK]", "[CLS]", "[SEP]"
_LONGEST_WORD = 100
_KEPT_WORDS = 50_000
_CJK = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2FA1F), (0xF900, 0xFAFF))


@dataclass(frozen=True, slots=True)
class Encoded:
    """Two texts as numbers of pieces, one after the other."""

    pieces: tuple[int, ...]
    first: int
    """How many pieces belong to the first text, with its marks."""


@dataclass(frozen=True, slots=True)
class WordPieces:
    """A vocabulary and what it makes of words.

    The method is that of BERT (Devlin et al. 2019, https://arxiv.org/abs/1810.04805): the longest piece first.
    """

    numbers: dict[str, int]
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def pair(self, one: str, other: str, longest: int) -> Encoded:
        """Return both texts with their marks; what is too long is cut, the longer text first."""
        first, second = self.pieces(one), self.pieces(other)
        room = longest - 3
        while len(first) + len(second) > room:
            (first if len(first) > len(second) else second).pop()
        start, between = self.numbers[_START], self.numbers[_BETWEEN]
        return Encoded((start, *first, between, *second, between), len(first) + 2)

    def pieces(self, text: str) -> list[int]:
        """Return the numbers of the pieces of a text."""
        return [number for word in _words(text) for number in self._of_word(word)]

    def _of_word(self, word: str) -> tuple[int, ...]:
        found = self._known.get(word)
        if found is None:
            found = self._split(word)
            if len(self._known) < _KEPT_WORDS:
                self._known[word] = found
        return found

    def _split(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return (self.numbers[_UNKNOWN],)
        found, start = [], 0
        while start < len(word):
            end = len(word)
            while end > start and ("##" if start else "") + word[start:end] not in self.numbers:
                end -= 1
            if end == start:
                return (self.numbers[_UNKNOWN],)
            found.append(self.numbers[("##" if start else "") + word[start:end]])
            start = end
        return tuple(found)


def read_vocabulary(file: Path) -> WordPieces:
    """Read a vocabulary of one piece a line, numbered from 0."""
    return WordPieces({piece: number for number, piece in enumerate(file.read_text("utf8").split("\n")) if piece})


def _words(text: str) -> Sequence[str]:
    """Split a text into words and single signs, lower case, without accents."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(map(_spaced, plain)).split()


@cache
def _spaced(char: str) -> str:
    """Return a character as it goes into a word; signs stand by themselves, what has no form falls away."""
    kind = unicodedata.category(char)
    if char in "\t\n\r" or kind == "Zs":
        return " "
    if kind == "Mn" or kind.startswith("C") or char == "\ufffd":
        return ""
    code = ord(char)
    if kind.startswith("P") or (char.isascii() and not char.isalnum()) or any(a <= code <= b for a, b in _CJK):
        return f" {char} "
    return char
