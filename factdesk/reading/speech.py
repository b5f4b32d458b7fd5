"""A sentence in the making: the assertion's words with every change recorded, and direct speech behind its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from factdesk.model import Edit, EditRule
from factdesk.model.wording import changed, pieces, sentence
from factdesk.reading.assertions import Assertion
from factdesk.reading.rules import sentence_rules
from factdesk.reading.syntax import own_subject

_MARKS = '"“”«»'
_OPEN_END = re.compile(r"[\s,;]+(?:and|but|or|as well as|while|that)$")
_BLANKS = re.compile(r"\s+")
_END = re.compile(r"[.!?…][\"”’')\]]*$")
_AT_END = 2
"""So near to the end of a sentence a mark stands at its very end, the full stop before or behind it."""
_EDGE = " \t\r\n\xa0,;:–—-"


class Draft:
    """The words of one assertion on their way to a sentence; each change is an edit."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.quote = text[start:end]
        self.edits: tuple[Edit, ...] = ()

    @property
    def text(self) -> str:
        """The sentence so far."""
        return sentence(self.quote, self.start, self.edits)

    def replace(self, start: int, end: int, words: str, rule: EditRule, margin: float | None = None) -> None:
        """Put words in the place of the report's words at ``start..end``, nothing of which was changed before."""
        place = self._place(start, end)
        if place is not None:
            self.put(*place, words, rule, margin)

    def keep(self, start: int, end: int, rule: EditRule) -> None:
        """Leave out what stands before and after a stretch of the report."""
        self.replace(end, self.end, "", rule)
        self.replace(self.start, start, "", rule)

    def put(self, a: int, b: int, words: str, rule: EditRule, margin: float | None = None) -> None:
        """Put words in the place of the sentence's words at ``a..b``."""
        if a == b and not words and rule is EditRule.FORM:
            return
        self.edits = changed(self.quote, self.start, self.edits, (a, b), words, rule, margin)

    def _place(self, start: int, end: int) -> tuple[int, int] | None:
        for piece in pieces(self.quote, self.start, self.edits):
            if piece.edit is None and piece.start <= start and end <= piece.end:
                return piece.at + start - piece.start, piece.at + end - piece.start
        return None


def is_own_speech(assertion: Assertion) -> bool:
    """Tell whether an assertion is made in the speaker's own words, its subject and its verb among them."""
    said = assertion.said
    if said is None or not said.is_direct or said.paragraph != assertion.number:
        return said is not None and said.is_direct
    head, who = assertion.head, own_subject(assertion.head)
    parts = [head] if who is None else [head, who]
    return all(any(a <= t.idx < b for a, b in said.contents) for t in parts)


def put_behind_name(draft: Draft, speaker: str | None, assertion: Assertion, text: str, language: str) -> None:
    """Make direct speech a sentence: whole where it names its speaker, else the words behind the speaker's name."""
    if not _names_its_speaker(assertion):
        start, end = _words_said(assertion, text) or (draft.start, draft.end)
        while start < end and text[start] in _MARKS + "'‘ \n":
            start += 1
        while end > start and text[end - 1] in _MARKS + "'‘ ,\n":
            end -= 1
        if text.startswith("that ", start, end):
            start += len("that ")
        if speaker and start < end:
            is_open = _mark_inner(draft, text, start, end)
            stop = ("" if text[end - 1] in ".!?…" else ".") + ("’" if is_open else "")
            draft.replace(end, draft.end, f"{stop}”", EditRule.SPEECH)
            draft.replace(draft.start, start, f"{speaker}: “", EditRule.SPEECH)
            _begin(draft, len(speaker) + 3, language)
        else:
            draft.keep(start, end, EditRule.FORM)
    finish(draft, language)


def _mark_inner(draft: Draft, text: str, start: int, end: int) -> bool:
    """Make quotation marks within the words single ones; tell whether the last of them opens."""
    is_first = False
    for at in range(start, end):
        if text[at] in '“”"':
            is_first = text[at] == "“" or (text[at] == '"' and (at == start or not text[at - 1].strip()))
            draft.replace(at, at + 1, "‘" if is_first else "’", EditRule.FORM)
    return is_first


def _names_its_speaker(assertion: Assertion) -> bool:
    said = assertion.said
    if said is None or said.cue is None or said.speaker is None or said.paragraph != assertion.number:
        return False
    cue = assertion.paragraph.start + said.cue[0]
    return assertion.start <= cue < assertion.end and said.speaker.pos_ != "PRON"


def _words_said(assertion: Assertion, text: str) -> tuple[int, int] | None:
    """Return where the sentence is in the speaker's own words; null where it is so in several pieces or in none."""
    said, offset = assertion.said, assertion.paragraph.start
    if said is None or not said.is_direct or said.paragraph != assertion.number:
        return None
    places = [(max(offset + a, assertion.start), min(offset + b, assertion.end)) for a, b in said.contents]
    places = [(a, b) for a, b in places if b - a > 1]
    return places[0] if len(places) == 1 and text[slice(*places[0])].strip(_MARKS + " ") else None


@cache
def _openings(language: str) -> re.Pattern[str]:
    words = "|".join(sorted(sentence_rules(language).openings, key=len)[::-1])
    # Without a comma only a conjunction is one: "Still, prices fell", but "Still water", "So far", "Then Mayor Kim".
    return re.compile(
        rf"(?:(?:{words}),\s+|(?:but|and|or|yet)\s+(?!also\b))(?=\S+\s+\S+\s+\S)|so (?=the |we |i |it |they )", re.I
    )


def _begin(draft: Draft, at: int, language: str) -> None:
    """Leave out what ties the words at a place of the sentence to those before: "But Norway left"."""
    found = _openings(language).match(draft.text, at)
    if found is not None:
        draft.put(at, found.end(), "", EditRule.OPENING)
    letter = draft.text[at : at + 1]
    if letter.upper() != letter:
        draft.put(at, at + 1, letter.upper(), EditRule.FORM)


def finish(draft: Draft, language: str) -> None:
    """Begin with a capital, end with a full stop, white space made single, quotation marks in pairs."""
    for blank in reversed(list(_BLANKS.finditer(draft.text))):
        if blank.group() != " ":
            draft.put(*blank.span(), " ", EditRule.FORM)
    _trim(draft)
    ends_open = _OPEN_END.search(draft.text)
    if ends_open is not None:
        draft.put(ends_open.start(), len(draft.text), "", EditRule.FORM)
    if not draft.text:
        return
    _close(draft)
    quoted = draft.text[:1] in _MARKS
    _begin(draft, int(quoted), language)


def _trim(draft: Draft) -> None:
    now = draft.text
    draft.put(len(now.rstrip(_EDGE)), len(now), "", EditRule.FORM)
    draft.put(0, len(draft.text) - len(draft.text.lstrip(_EDGE)), "", EditRule.FORM)


def _close(draft: Draft) -> None:
    """End with a full stop and leave no quotation mark without its partner."""
    if _END.search(draft.text) is None:
        draft.put(len(draft.text), len(draft.text), ".", EditRule.FORM)
    for a, b, words in reversed(list(_unpaired(draft.text))):
        draft.put(a, b, words, EditRule.FORM)


def _unpaired(now: str) -> Iterator[tuple[int, int, str]]:
    """Yield what to do about a quotation mark without its partner: the partner is put at the sentence's end or start.

    One that closes at the very end what began in a sentence before is left out.
    """
    for opening, closing in (('"', '"'), ("“", "”")):
        if opening not in now and closing not in now:
            continue
        marks = [at for at, letter in enumerate(now) if letter in opening + closing]
        more = len(marks) % 2 if opening == closing else now.count(opening) - now.count(closing)
        if more == 0:
            continue
        is_closing = more < 0 or (opening == closing and _closes(now, marks[0]))
        if not is_closing:
            yield len(now), len(now), closing
        elif len(marks) == 1 and len(now) - marks[0] <= _AT_END:
            yield marks[0], marks[0] + 1, ""
        else:
            yield 0, 0, opening


def _closes(now: str, at: int) -> bool:
    """Tell whether a straight mark stands behind what it marks."""
    return at > 0 and not now[at - 1].isspace() and not now[at + 1 : at + 2].isalnum()
