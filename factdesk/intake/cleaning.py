"""The text as it is stored: readable characters, one kind of line end, nothing that breaks a database or a terminal.

Words, quotation marks and dashes are never changed: the text is evidence. The original bytes are kept beside it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphen, zero-width space, word joiner and byte order mark; joiners stay, scripts and emoji need them."""
_FIXED_SPACES = re.compile("[\u00a0\u2007\u202f]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean text and what a person should know about the cleaning."""

    text: str
    notes: tuple[str, ...]


def clean_text(raw: str) -> Cleaned:
    """Return the text as it is stored; cleaning a clean text changes nothing."""
    text = _LINE_ENDS.sub("\n", raw)
    text, removed = _CONTROLS.subn("", text)
    text, replaced = _SURROGATES.subn("\ufffd", text)
    text = _FIXED_SPACES.sub(" ", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text)
    text = _BLANK_LINES.sub("\n\n", "\n".join(map(str.rstrip, text.split("\n")))).strip()
    return Cleaned(text, _notes(removed, replaced, len(_DIRECTION.findall(text))))


def clean_line(raw: str) -> str:
    """Return a title, name or other one-line field, clean and on one line."""
    return " ".join(clean_text(raw).text.split())


def _notes(removed: int, replaced: int, directions: int) -> tuple[str, ...]:
    told = (
        (removed, "control character was", "control characters were", "removed"),
        (replaced, "damaged character was", "damaged characters were", "replaced"),
        (directions, "invisible direction mark was", "invisible direction marks were", "kept"),
    )
    return tuple(f"{count} {one if count == 1 else many} {done}." for count, one, many, done in told if count)
