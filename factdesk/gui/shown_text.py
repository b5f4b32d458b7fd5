"""A report's text as it is shown, and the way between its offsets and Qt's positions.

Offsets count code points, Qt's positions UTF-16 units. Characters that change how others are read without being seen
(direction marks, zero-width characters, control codes) are shown as signs, and a line too long to lay out is broken.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

_LONGEST_LINE = 10_000
_SIGNS = {
    "\u00ad": "‧",
    "\u061c": "⟦ALM⟧",
    "\u200b": "⟦ZWSP⟧",
    "\u200c": "⟦ZWNJ⟧",
    "\u200d": "⟦ZWJ⟧",
    "\u200e": "⟦LRM⟧",
    "\u200f": "⟦RLM⟧",
    "\u202a": "⟦LRE⟧",
    "\u202b": "⟦RLE⟧",
    "\u202c": "⟦PDF⟧",
    "\u202d": "⟦LRO⟧",
    "\u202e": "⟦RLO⟧",
    "\u2060": "⟦WJ⟧",
    "\u2066": "⟦LRI⟧",
    "\u2067": "⟦RLI⟧",
    "\u2068": "⟦FSI⟧",
    "\u2069": "⟦PDI⟧",
    "\ufeff": "⟦BOM⟧",
    "\ufffc": "□",
    "\ufdd0": "□",
    "\ufdd1": "□",
    "\r": "",
    "\u0085": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x7f": "␡",
}
_JOINERS = "\u200c\u200d"
_SPECIAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u0085\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufdd0\ufdd1\ufeff\ufffc"
    "\U000e0000-\U000e007f\U00010000-\U000dffff\U000e0080-\U0010ffff]"
)


class ShownText:
    """A text made safe to show, with the map between its offsets and positions in :attr:`text`."""

    def __init__(self, source: str) -> None:
        self._length = len(source)
        self._offsets = [0]
        self._positions = [0]
        parts: list[str] = []
        done = position = 0
        for offset, taken, shown in _replacements(source):
            plain = source[done:offset]
            parts += (plain, shown)
            position += len(plain) + _units(shown)
            done = offset + taken
            self._offsets.append(done)
            self._positions.append(position)
        parts.append(source[done:])
        self.text = "".join(parts)

    def position(self, offset: int) -> int:
        """Return the UTF-16 position in :attr:`text` of a code point of the source; beyond its ends, the ends."""
        offset = min(max(offset, 0), self._length)
        at = bisect_right(self._offsets, offset) - 1
        return self._positions[at] + offset - self._offsets[at]

    def offset(self, position: int) -> int:
        """Return the code point of the source shown at a UTF-16 position; inside a sign, the one it stands for."""
        at = bisect_right(self._positions, max(position, 0)) - 1
        offset = self._offsets[at] + max(position, 0) - self._positions[at]
        following = self._offsets[at + 1] if at + 1 < len(self._offsets) else self._length + 1
        return min(offset, following - 1, self._length)


def shown_line(text: str) -> str:
    """Return a text as one safe line: signs for what is not seen, blanks for line breaks."""
    return " ".join(ShownText(text).text.split())


def editable(text: str) -> str:
    """Return a text for a field: without what is not seen, so that a person edits what they read."""
    return "".join(_kept(text, offset) for offset in range(len(text))).replace("\xa0", " ").strip()


def _kept(text: str, offset: int) -> str:
    char = text[offset]
    if char in "\n\t" or not _SPECIAL.match(char):
        return char
    shown = _sign(text, offset)
    return shown if shown in (char, "\n") else ""


def _units(text: str) -> int:
    return sum(2 if ord(c) > 0xFFFF else 1 for c in text)


def _replacements(source: str) -> Iterator[tuple[int, int, str]]:
    """Yield (offset, code points taken, what is shown instead) in order, line breaks set into long lines included."""
    line = 0
    pending = _breaks(source)
    next_break = next(pending, None)
    for found in _SPECIAL.finditer(source):
        line = found.start()
        while next_break is not None and next_break <= line:
            yield next_break, 0, "\n"
            next_break = next(pending, None)
        yield line, 1, _sign(source, line)
    while next_break is not None:
        yield next_break, 0, "\n"
        next_break = next(pending, None)


def _breaks(source: str) -> Iterator[int]:
    """Yield the offsets before which a line too long to lay out is broken, at a blank where there is one."""
    start = 0
    while start < len(source):
        end = source.find("\n", start)
        end = len(source) if end < 0 else end
        while end - start > _LONGEST_LINE:
            blank = source.rfind(" ", start + _LONGEST_LINE // 2, start + _LONGEST_LINE)
            start = blank + 1 if blank >= 0 else start + _LONGEST_LINE
            yield start
        start = end + 1


def _sign(source: str, offset: int) -> str:
    char = source[offset]
    if char > "\uffff":
        return "⟦TAG⟧" if "\U000e0000" <= char <= "\U000e007f" else char
    if char in _JOINERS and _is_needed(source, offset):
        return char
    if char == "\r":
        return "" if source[offset + 1 : offset + 2] == "\n" else "\n"
    return _SIGNS.get(char) or chr(0x2400 + ord(char))


def _is_needed(source: str, offset: int) -> bool:
    """Tell whether a joiner does honest work: between emoji, or in a script that is written with it."""
    before = source[offset - 1] if offset else " "
    after = source[offset + 1 : offset + 2] or " "
    honest = ("Lo", "Mn", "Mc", "So", "Sk")
    return unicodedata.category(before) in honest and unicodedata.category(after) in honest
