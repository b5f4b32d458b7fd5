"""The sentence a person reads: the assertion's own words with recorded edits, so that it stands alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.model import Edit, EditRule, Span, TimeExpression, Wording
from factdesk.model.wording import place_of
from factdesk.reading.assertions import Assertion
from factdesk.reading.datewords import beside
from factdesk.reading.passages import between
from factdesk.reading.plain import Words, words_of
from factdesk.reading.predicates import is_backshifted
from factdesk.reading.references import Stretch, reference, references
from factdesk.reading.rules import saying
from factdesk.reading.speakers import Cast
from factdesk.reading.speech import Draft, finish, is_own_speech, put_behind_name
from factdesk.reading.syntax import (
    SUBJECT,
    auxiliaries,
    children,
    is_finite,
    noun_phrase,
    own_subject,
    subject,
    subtree_chars,
)
from factdesk.reading.things import Things

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = re.compile(r"(?:which|who|whom|whose|whereby|where|what|how|why|when|that)\b", re.IGNORECASE)
_FEWEST_WORDS = 4
_FEWEST_LETTERS = 15
_LONGEST_HELPERS = 40
_FIRST_PERSON = re.compile(r"\b(I|we|We|my|our|Our|us|me|I'm|we're|we've|I've|I'll|we'll)\b")
_FIRST = ("i", "we")
_DASH = re.compile(r"\s*(?:[—–]|\s-\s|--)")
_CLOSING = re.compile(r"[\s.!?…,;:\"”’')\]]*")


@dataclass(frozen=True, slots=True)
class Setting:
    """What an assertion's words are read against."""

    text: str
    language: str
    cast: Cast
    things: Things
    times: Sequence[TimeExpression]


@dataclass(frozen=True, slots=True)
class Standalone:
    """A readable sentence and how it came out of the report's words."""

    text: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class Borrowed:
    """The subject of the first of two joined verbs, for the second; offsets count from the paragraph's beginning."""

    start: int
    end: int
    name: str
    margin: float | None
    is_open: bool
    """It stands itself for something that is not sure."""
    place: tuple[int, int]
    """Where it goes, in place of what."""


def standalone(assertion: Assertion, speaker: str | None, setting: Setting) -> Standalone:
    """Return the sentence of an assertion.

    Indirect speech gives its content ("he said he would go" gives "Kim Lee will go."); words in the first person
    stay as they are behind the speaker's name, as "I" cannot be replaced without changing the grammar.
    """
    offset = assertion.paragraph.start
    draft = Draft(setting.text, assertion.start, assertion.end)
    start, end = _kept(assertion, setting.text)
    stretch = Stretch(assertion, start, end, speaker, setting.cast, setting.things)
    if is_own_speech(assertion) or _FIRST_PERSON.search(setting.text[offset + start : offset + end]):
        open_words = _open_speech(assertion, speaker)
        put_behind_name(draft, speaker, assertion, setting.text, setting.language)
    else:
        open_words = _reword(draft, stretch, setting)
        finish(draft, setting.language)
    kept = (s for s in open_words if _is_shown(s, draft))
    return Standalone(draft.text, Wording(draft.edits, tuple(kept)))


def has_name(assertion: Assertion) -> bool:
    """Tell whether the subject of an assertion is no pronoun that would have to be replaced."""
    who = own_subject(assertion.head)
    return who is None or who.pos_ != "PRON" or who.lower_ in ("i", "we", "who", "which")


def is_anchored(assertion: Assertion, made: Standalone) -> bool:
    """Tell whether the subject of the sentence is named: no pronoun, or one that was replaced, or the speaker's "I"."""
    who = own_subject(assertion.head)
    if who is None or has_name(assertion):
        return True
    return any(edit.start == assertion.paragraph.start + who.idx for edit in _of_names(made.wording.edits))


def _of_names(edits: Sequence[Edit]) -> Iterator[Edit]:
    return (edit for edit in edits if edit.rule in (EditRule.SPEAKER, EditRule.PRONOUN))


def _is_shown(span: Span, draft: Draft) -> bool:
    """Tell whether words of the report are still there; a capital letter may have been given to them."""
    if not draft.start <= span.start < draft.end:
        return True
    last = max(span.start, span.end - 1)
    return place_of(last, span.end, draft.quote, draft.start, draft.edits) is not None


def _reword(draft: Draft, stretch: Stretch, setting: Setting) -> list[Span]:
    """Make indirect speech and the report's own voice stand alone; return what stays open."""
    assertion = stretch.assertion
    offset = assertion.paragraph.start
    found, borrowed = list(references(stretch)), _borrowed(stretch, setting.text)
    _leave_out(draft, stretch)
    for one in found:
        if one.name is not None:
            draft.replace(offset + one.start, offset + one.end, one.name, one.rule, one.margin)
    for verb in _said_to_be(stretch):
        if _is_said_outside(verb, stretch, setting.language):
            for aux in auxiliaries(verb):
                if aux.lower_ == "would" and stretch.start <= aux.idx < stretch.end:
                    _will(draft, offset, aux)
    times = between(setting.times, assertion.start, assertion.end)
    for at, words in beside(times, offset + stretch.start, offset + stretch.end, setting.text, setting.language):
        draft.replace(at, at, words, EditRule.DATE)
    places = [(one.start, one.end) for one in found if one.name is None]
    if borrowed is not None:
        at, until = offset + borrowed.place[0], offset + borrowed.place[1]
        new = borrowed.name if until > at else f"{borrowed.name} "
        draft.replace(at, until, new, EditRule.SUBJECT, borrowed.margin)
        places += [(borrowed.start, borrowed.end)] if borrowed.is_open else []
    return [Span(offset + a, offset + b, setting.text[offset + a : offset + b]) for a, b in sorted(places)]


def _said_to_be(stretch: Stretch) -> list[Token]:
    """Return the words of a stretch that a "would" hangs on, in their order."""
    doc = stretch.assertion.paragraph.doc
    words = words_of(doc)
    verbs = {words.head[i] for i, word in enumerate(words.lower) if word == "would" and words.dep[i] == "aux"}
    return [doc[i] for i in sorted(verbs) if stretch.start <= words.at[i] < stretch.end]


def _will(draft: Draft, offset: int, would: Token) -> None:
    """Make "would" and "wouldn't" the "will" and "won't" they were when it was said."""
    after = would.doc[would.i + 1] if would.i + 1 < len(would.doc) else would
    is_joined = after.lower_ == "n't" and after.idx == would.idx + len(would)
    end = after.idx + len(after) if is_joined else would.idx + len(would)
    draft.replace(offset + would.idx, offset + end, "won’t" if is_joined else "will", EditRule.TENSE)


def _leave_out(draft: Draft, stretch: Stretch) -> None:
    """Leave out what is not the content: who said it, and what the sentence says beside it."""
    assertion, offset = stretch.assertion, stretch.assertion.paragraph.start
    cue = assertion.said.cue if assertion.said is not None else None
    for a, b in ((stretch.end, draft.end - offset), (draft.start - offset, stretch.start)):
        if a < b:
            is_cue = cue is not None and a <= cue[0] < b
            draft.replace(offset + a, offset + b, "", EditRule.ATTRIBUTION if is_cue else EditRule.ASIDE)


def _open_speech(assertion: Assertion, speaker: str | None) -> list[Span]:
    """Return the subject of direct speech where it stands for somebody whom the words do not name."""
    who = own_subject(assertion.head)
    if who is None or who.pos_ != "PRON":
        return []
    is_own = who.lower_ in _FIRST
    if (is_own and speaker is not None) or who.lower_ not in (*_FIRST, "he", "she", "they"):
        return []
    at = assertion.paragraph.start + who.idx
    return [Span(at, at + len(who), who.text)]


def _borrowed(stretch: Stretch, text: str) -> Borrowed | None:
    """Give the second of two joined verbs the subject of the first, and "which" what it stands for.

    "and will ship in May", "and close it in June" (with the "will" of the first verb), ", which will open in May".
    """
    assertion = stretch.assertion
    head, offset = assertion.head, assertion.paragraph.start
    own = next(iter(children(head, *SUBJECT)), None)
    is_relative = head.dep_ == "relcl" and own is not None and own.tag_ in ("WDT", "WP")
    if not assertion.is_part or not (is_relative or (head.dep_ == "conj" and own is None)):
        return None
    who = subject(head)
    if who is None or offset + who.idx >= assertion.start or not _agree(who, head):
        return None
    first, last = noun_phrase(who)
    named = reference(who, stretch)
    words = text[offset + first : offset + last]
    is_open = named is not None and named.name is None
    name = named.name if named is not None and named.name is not None else words
    place = (stretch.start, stretch.start)
    if own is not None:
        place = (own.idx, own.idx + len(own))
    else:
        name += _helpers(head, last, text[offset:])
    return Borrowed(first, last, name, named.margin if named is not None else None, is_open, place)


def _helpers(verb: Token, after: int, text: str) -> str:
    """Return what stands between a subject and the first of two verbs, if the second needs it: " will", " plans to"."""
    first = verb.head
    if verb.tag_ not in ("VB", "VBN", "VBG") or children(verb, "aux", "auxpass") or first.idx <= after:
        return ""
    words = text[after : first.idx].strip()
    if words == "would" and is_backshifted(first, verb.doc.lang_):
        words = "will"
    return f" {words}" if len(words) <= _LONGEST_HELPERS and not set(words) & set(',;:"()') else ""


def _agree(who: Token, verb: Token) -> bool:
    """Tell whether a subject fits a verb in number, where the verb tells one."""
    finite = next((aux for aux in auxiliaries(verb) if aux.tag_ in ("VBZ", "VBP")), verb)
    is_many = who.tag_ in ("NNS", "NNPS") or bool(children(who, "conj"))
    return finite.tag_ not in ("VBZ", "VBP") or who.pos_ == "PRON" or is_many == (finite.tag_ == "VBP")


def _kept(assertion: Assertion, text: str) -> tuple[int, int]:
    """Return the stretch to read, in the paragraph: the content's clause where there is one, else the assertion."""
    offset = assertion.paragraph.start
    start, end = _content(assertion)
    words = text[offset + start : offset + end]
    if _RELATIVE.match(words) or len(words.split()) < _FEWEST_WORDS:
        return assertion.start - offset, assertion.end - offset
    return start, end


def _content(assertion: Assertion) -> tuple[int, int]:
    offset = assertion.paragraph.start
    whole = assertion.start - offset, assertion.end - offset
    said = assertion.said
    head = assertion.head
    if said is None or said.is_direct or head not in said.heads or own_subject(head) is None or not is_finite(head):
        return whole
    start, end = subtree_chars(assertion.head)
    doc = assertion.head.doc
    for mark in children(assertion.head, "mark"):
        if mark.lower_ == "that" and mark.i < assertion.head.i:
            start = doc[mark.i + 1].idx
    start, end = max(start, whole[0]), min(end, whole[1])
    words = words_of(doc)
    paragraph = words.text
    if start > whole[0] and paragraph[start - 1] in "\"'" and paragraph[start - 1] in paragraph[start:end]:
        start -= 1
    is_in_brackets = _DASH.match(paragraph, end) and _DASH.search(paragraph, start, end)
    if is_in_brackets or _CLOSING.fullmatch(paragraph, end, whole[1]):
        end = whole[1]
    around = (
        range(*(bisect_left(words.at, place) for place in piece)) for piece in ((whole[0], start), (end, whole[1]))
    )
    if any(_is_condition(words, i) for beside in around for i in beside):
        return whole
    return (start, end) if end - start > _FEWEST_LETTERS else whole


def _is_condition(words: Words, number: int) -> bool:
    """Tell whether a word begins a condition, without which what is said would be another thing."""
    return words.lower[number] in ("if", "unless", "without") and words.dep[number] in ("mark", "prep")


def _is_perfect(verb: Token) -> bool:
    """Tell "has argued that it would fail", where "would" was said as such, from "argued that it would fail"."""
    return any(aux.lower_ in ("has", "have", "'ve", "'s") for aux in children(verb, "aux"))


def _is_said_outside(verb: Token, stretch: Stretch, language: str) -> bool:
    """Tell whether a verb's "would" is the "will" of reported speech whose verb of saying is left out."""
    if not is_backshifted(verb, language):
        return False
    rules, node = saying(language), verb
    while node.head != node:
        if node.dep_ == "ccomp" and node.head.lemma_.lower() in rules.verbs:
            return not stretch.start <= node.head.idx < stretch.end and not _is_perfect(node.head)
        node = node.head
    said = [c for c in children(verb, "ccomp", "parataxis") if c.lemma_.lower() in rules.verbs]
    return bool(said) and not any(stretch.start <= c.idx < stretch.end for c in said)
