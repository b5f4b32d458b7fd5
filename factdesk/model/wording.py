"""A readable sentence as recorded edits of the words it was made from.

The words are a claim's quote, ``offset`` the place of their first code point in the report. Edits are in order and do
not overlap; what none of them touches stands in the sentence as it stands in the report. Everything here is pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from factdesk.model.reading import Edit, Span, Wording
from factdesk.model.vocabulary import EditRule

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_COMPARED = 4_000_000
"""Pairs of words; two longer stretches are not compared word by word but taken for one change."""
_LEAST_ALIKE = 0.4
"""A sentence that shares less with the words it was made from is one change of its own."""
_STANDS_FOR = (EditRule.SPEAKER, EditRule.PRONOUN, EditRule.DESCRIPTION, EditRule.FIRST_PERSON)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the quote and what stands for it in the sentence; ``edit`` is null where nothing was changed."""

    start: int
    """In the report, as is end."""
    end: int
    at: int
    """In the sentence."""
    text: str
    edit: Edit | None

    @property
    def until(self) -> int:
        """Where it ends in the sentence."""
        return self.at + len(self.text)


def pieces(quote: str, offset: int, edits: Sequence[Edit]) -> Iterator[Piece]:
    """Yield the quote from its beginning to its end, changed and unchanged stretches in turn.

    Raises:
        ValueError: the edits overlap, leave the quote, or do not fit its words.
    """
    here, at = offset, 0
    for edit in edits:
        if not here <= edit.start <= edit.end <= offset + len(quote):
            raise ValueError(f"the edit at {edit.start}..{edit.end} overlaps another or leaves the quote")
        if quote[edit.start - offset : edit.end - offset] != edit.original:
            raise ValueError(f"the words at {edit.start}..{edit.end} are not “{edit.original}”")
        if here < edit.start:
            kept = Piece(here, edit.start, at, quote[here - offset : edit.start - offset], None)
            at = kept.until
            yield kept
        changed = Piece(edit.start, edit.end, at, edit.replacement, edit)
        here, at = edit.end, changed.until
        yield changed
    if here < offset + len(quote):
        yield Piece(here, offset + len(quote), at, quote[here - offset :], None)


def sentence(quote: str, offset: int, edits: Sequence[Edit]) -> str:
    """Return the sentence that the edits make of the quote."""
    return "".join(piece.text for piece in pieces(quote, offset, edits))


def place_of(start: int, end: int, quote: str, offset: int, edits: Sequence[Edit]) -> tuple[int, int] | None:
    """Return where words of the report stand in the sentence; null where they were changed."""
    for piece in pieces(quote, offset, edits):
        if piece.edit is None and piece.start <= start and end <= piece.end:
            return piece.at + start - piece.start, piece.at + end - piece.start
    return None


def changed(
    quote: str,
    offset: int,
    edits: Sequence[Edit],
    place: tuple[int, int],
    words: str,
    rule: EditRule,
    margin: float | None = None,
) -> tuple[Edit, ...]:
    """Return the edits that also put ``words`` at a place of the sentence.

    An edit that the place touches and does not cover takes the new words in. It keeps its rule where only its form is
    changed.
    """
    a, b = place
    before, touched, after = _parted(pieces(quote, offset, edits), a, b)
    start = touched[0].start if touched else before[-1].end if before else offset
    end = touched[-1].end if touched else start
    if touched:
        words = touched[0].text[: max(0, a - touched[0].at)] + words + touched[-1].text[b - touched[-1].at :]
    inner = [piece.edit for piece in touched if piece.edit is not None]
    if rule is EditRule.FORM and len(inner) == 1 and inner[0].rule is not EditRule.FORM:
        rule, margin = inner[0].rule, inner[0].margin
    new = Edit(start, end, quote[start - offset : end - offset], words, rule, margin)
    kept = [piece.edit for piece in before if piece.edit], [piece.edit for piece in after if piece.edit]
    return (*kept[0], *([_named(new)] if new.original != new.replacement else []), *kept[1])


def _named(edit: Edit) -> Edit:
    """A change by hand that only changes capitals is one of form."""
    if edit.rule is EditRule.HAND and edit.original.casefold() == edit.replacement.casefold():
        return replace(edit, rule=EditRule.FORM)
    return edit


def _parted(whole: Iterator[Piece], a: int, b: int) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Part pieces into those before, in and after a place of the sentence; unchanged ones are cut at its ends."""
    parts: tuple[list[Piece], list[Piece], list[Piece]] = ([], [], [])
    for piece in whole:
        for part in _cut(piece, a, b) if piece.edit is None else (piece,):
            is_inside = (part.at < b and a < part.until) or a < part.at < b
            parts[1 if is_inside else 0 if part.until <= a else 2].append(part)
    return parts


def _cut(piece: Piece, a: int, b: int) -> Iterator[Piece]:
    ends = [piece.at, *(x for x in dict.fromkeys((a, b)) if piece.at < x < piece.until), piece.until]
    for at, until in pairwise(ends):
        start = piece.start + at - piece.at
        yield Piece(start, start + until - at, at, piece.text[at - piece.at : until - piece.at], None)


def brought_to(quote: str, offset: int, edits: Sequence[Edit], text: str, rule: EditRule) -> tuple[Edit, ...]:
    """Return the edits that make ``text`` of the quote: those there are, and the fewest words more that it takes."""
    now = sentence(quote, offset, edits)
    out = tuple(edits)
    for a, b, words in reversed(list(_differences(now, text))):
        out = changed(quote, offset, out, (a, b), words, rule)
    return out


def _differences(now: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield places of ``now`` with what ``text`` has there, in order."""
    old, new = _TOKEN.findall(now), _TOKEN.findall(text)
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    starts = [0]
    for token in old:
        starts.append(starts[-1] + len(token))
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    if not old and not new:
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) * len(new) > _MOST_COMPARED or (first + last == 0 and matcher.ratio() < _LEAST_ALIKE):
        yield starts[first], starts[first + len(old)], "".join(new)
        return
    for what, i, j, k, m in matcher.get_opcodes():
        if what != "equal":
            yield starts[first + i], starts[first + j], "".join(new[k:m])


def in_force(quote: str, offset: int, made: Wording, text: str) -> Wording:
    """Return how a sentence came out of the quote, after people have changed it.

    Args:
        quote: the claim's words.
        offset: their place in the report.
        made: what the reader recorded.
        text: the sentence as it stands.

    Returns:
        The reader's edits that still stand and those by hand. Words that a person has put back in the place of a
        name are unresolved again; unresolved words that a person has replaced are not.
    """
    if sentence(quote, offset, made.edits) == text:
        return made
    edits = brought_to(quote, offset, made.edits, text, EditRule.HAND)
    asked = [*made.unresolved, *(Span(e.start, e.end, e.original) for e in made.edits if e.rule in _STANDS_FOR)]
    rest = [s for s in asked if _is_kept(s, quote, offset, edits)]
    return Wording(edits, tuple(sorted(rest, key=lambda s: s.start)))


def _is_kept(span: Span, quote: str, offset: int, edits: Sequence[Edit]) -> bool:
    """Tell whether words of the report stand in the sentence, were it with another first letter."""
    if span.start == span.end:
        return False
    same = any(
        (e.start, e.end) == (span.start, span.end) and e.original.casefold() == e.replacement.casefold() for e in edits
    )
    return same or place_of(span.start, span.end, quote, offset, edits) is not None


def without(quote: str, offset: int, edits: Sequence[Edit], dropped: Edit) -> str:
    """Return the sentence with the report's own words put back for one edit; a sentence begins with a capital."""
    kept = [edit for edit in edits if edit != dropped]
    text = sentence(quote, offset, kept)
    before = sentence(quote, offset, edits)
    return text[:1].upper() + text[1:] if before[:1].isupper() else text
