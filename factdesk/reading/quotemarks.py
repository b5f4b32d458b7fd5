"""Quotation marks paired within a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_MARK = re.compile(r"``|''|[\"“”„«»‘’']")
_OPENERS = {"“", "„", "«", "``", "‘"}
_CLOSERS = {"”", "»"}
_SHORTEST_SINGLE = 12


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch in quotation marks, marks included; not closed where the quote runs on in the next paragraph."""

    start: int
    end: int
    is_closed: bool


@lru_cache(maxsize=256)
def quoted(text: str) -> tuple[Quoted, ...]:
    """Find what stands in quotation marks; quotes within quotes belong to the outer one.

    Straight marks open after a space and close otherwise. A single mark counts only if it cannot be an apostrophe.
    """
    found: list[Quoted] = []
    open_at, single = -1, False
    for mark in _MARK.finditer(text):
        sign, is_single = mark.group(), mark.group() in "‘’'"
        if open_at < 0:
            if _opens(text, mark, is_single):
                open_at, single = mark.start(), is_single
        elif is_single == single and _closes(text, mark, is_single):
            if not single or mark.end() - open_at >= _SHORTEST_SINGLE:
                found.append(Quoted(open_at, mark.end(), True))
            open_at = -1
        elif sign == "“" and not single:
            open_at = mark.start()
    if open_at >= 0 and not single and len(text) - open_at > 20:
        found.append(Quoted(open_at, len(text), False))
    return tuple(found)


def _opens(text: str, mark: re.Match[str], is_single: bool) -> bool:
    sign = mark.group()
    if sign in _CLOSERS:
        return False
    after = text[mark.end() : mark.end() + 1]
    free = mark.start() == 0 or not text[mark.start() - 1].isalnum()
    if is_single:
        return free and (after.isalnum() or after in "[$£€") and (sign == "‘" or _single_closes_later(text, mark.end()))
    return sign in _OPENERS or (free and not after.isspace()) or mark.start() == 0


def _single_closes_later(text: str, start: int) -> bool:
    return re.search(r"[.,!?\w]'(?=[\s.,;:!?)]|$)", text[start:]) is not None


def _closes(text: str, mark: re.Match[str], is_single: bool) -> bool:
    sign = mark.group()
    if not is_single:
        return sign not in _OPENERS
    after, before = text[mark.end() : mark.end() + 1], text[mark.start() - 1]
    if sign == "‘" or after.isalnum():
        return False
    return before in ".,!?…" or not (before == "s" and after == " " and _single_closes_later(text, mark.end()))


def is_inside(offset: int, regions: tuple[Quoted, ...]) -> bool:
    """Tell whether an offset of the paragraph lies in a quoted stretch."""
    return any(region.start <= offset < region.end for region in regions)
