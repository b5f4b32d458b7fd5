"""Bytes to text: byte order mark, declared charset, UTF-8, the likeliest charset, and cp1252 at last.

A charset is only believed if the bytes bear it out. The byte order mark stands above the declaration, as the Encoding
Standard of the web has it, since no other charset begins with those bytes by chance.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_BROWSERS_READ = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Labels that pages use for a larger charset than they name (the web's Encoding Standard)."""
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
_SAMPLE = 4096
_ENOUGH = 500_000
"""Bytes by which an unknown charset is told."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, the charset it was in, and how many characters could not be decoded."""

    text: str
    charset: str
    replaced: int

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know about the decoding."""
        if not self.replaced:
            return ()
        were = "character was" if self.replaced == 1 else "characters were"
        return (f"{self.replaced} damaged {were} replaced (read as {self.charset}).",)


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode a text of unknown charset; never fails, and counts what it had to replace.

    Args:
        data: the bytes of one document.
        declared: the charset that the document says it is in.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], charset)
    for charset in filter(None, (_unmarked_utf16(data), _known_charset(declared), "utf-8", _likeliest(data))):
        try:
            return Decoded(data.decode(charset), charset, 0)
        except UnicodeDecodeError:
            continue
    return _replacing(data, "utf-8" if _is_mostly_utf8(data) else "cp1252")


def declared_charset(markup: bytes) -> str | None:
    """Return the charset that a page names in its first bytes, or null."""
    match = _DECLARED.search(markup[:_DECLARED_WITHIN])
    return match[1].decode("ascii") if match else None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark shows by its zeros: every second byte of Latin letters and of spaces is one."""
    sample = data[: 2 * _SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    enough = len(sample) // 10
    if max(even, odd) <= enough or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _known_charset(label: str | None) -> str | None:
    if not label:
        return None
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    if name.startswith(("utf-16", "utf-32")):  # a declaration that could be read as ASCII is not true
        return "utf-8"
    return _AS_BROWSERS_READ.get(name, name)


def _likeliest(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if _is_mostly_utf8(data):
            return None
    else:
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_ENOUGH]).best()
    return best.encoding if best is not None else None


def _is_mostly_utf8(data: bytes) -> bool:
    """A text with many good UTF-8 sequences and a few broken bytes is UTF-8 that was damaged, not another charset."""
    text = data.decode("utf-8", errors="replace")
    good = sum(1 for char in text if char > "\x7f" and char != "\ufffd")
    return good > 4 * text.count("\ufffd")


def _replacing(data: bytes, charset: str) -> Decoded:
    text = data.decode(charset, errors="replace")
    return Decoded(text, charset, text.count("\ufffd"))
