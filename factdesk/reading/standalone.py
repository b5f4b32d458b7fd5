"""The sentence a person reads: the assertion's own words with a few recorded edits, so that it stands alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.reading.assertions import Assertion
from factdesk.reading.predicates import is_backshifted
from factdesk.reading.rules import sentence_rules
from factdesk.reading.speakers import HE, Cast
from factdesk.reading.speech import as_sentence, as_speech, without_opening
from factdesk.reading.syntax import auxiliaries, children, noun_phrase, own_subject, subject, subtree_chars

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = re.compile(r"(?:which|who|whom|whose|whereby|where|what|how|why|when|that)\b", re.IGNORECASE)
_FEWEST_WORDS = 4
_FIRST_PERSON = re.compile(r"\b(I|we|We|my|our|Our|us|me|I'm|we're|we've|I've|I'll|we'll)\b")


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in the assertion's words; offsets count from the paragraph's beginning."""

    start: int
    end: int
    original: str
    replacement: str
    rule: str
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Standalone:
    """A readable sentence and how it came out of the report's words."""

    text: str
    edits: tuple[Edit, ...]


def standalone(assertion: Assertion, speaker: str | None, cast: Cast, text: str, language: str) -> Standalone:
    """Return the sentence of an assertion.

    Indirect speech gives its content ("he said he would go" gives "Kim Lee will go."); direct speech in the first
    person keeps its words behind the speaker's name, as "I" cannot be replaced without changing the grammar.
    """
    start, end = _content(assertion)
    offset = assertion.paragraph.start
    words = text[offset + start : offset + end]
    if _RELATIVE.match(words) or len(words.split()) < _FEWEST_WORDS:
        start, end = assertion.start - offset, assertion.end - offset
        words = text[assertion.start : assertion.end]
    if _FIRST_PERSON.search(words) or (assertion.said is not None and assertion.said.is_direct):
        return Standalone(as_speech(words, speaker, assertion, text, language), ())
    borrowed = _borrowed_subject(assertion, start, text)
    edits = tuple(_edits(assertion, start, end, speaker, cast, language))
    for edit in reversed(edits):
        words = words[: edit.start - start] + edit.replacement + words[edit.end - start :]
    if borrowed is not None:
        words, edits = f"{borrowed.replacement} {words}", (borrowed, *edits)
    return Standalone(as_sentence(without_opening(words, language)), edits)


def is_anchored(assertion: Assertion, made: Standalone) -> bool:
    """Tell whether the subject of the sentence is named: no pronoun, or one that was replaced, or the speaker's "I"."""
    who = own_subject(assertion.head)
    if who is None or who.pos_ != "PRON" or who.lower_ in ("i", "we", "who", "which"):
        return True
    return any(edit.start == who.idx for edit in made.edits)


def _borrowed_subject(assertion: Assertion, start: int, text: str) -> Edit | None:
    """Give the second of two joined verbs the subject of the first: "and will ship in May"."""
    head = assertion.head
    if not assertion.is_part or head.dep_ != "conj" or own_subject(head) is not None:
        return None
    who = subject(head)
    if who is None or assertion.paragraph.start + who.idx >= assertion.start:
        return None
    first, last = noun_phrase(who)
    phrase = text[assertion.paragraph.start + first : assertion.paragraph.start + last]
    return Edit(start, start, "", phrase, "subject of the first verb")


def _content(assertion: Assertion) -> tuple[int, int]:
    """Return the stretch to read, in the paragraph: the content's clause where there is one, else the assertion."""
    offset = assertion.paragraph.start
    whole = assertion.start - offset, assertion.end - offset
    said = assertion.said
    if said is None or said.is_direct or assertion.head not in said.heads or own_subject(assertion.head) is None:
        return whole
    start, end = subtree_chars(assertion.head)
    doc = assertion.head.doc
    for mark in children(assertion.head, "mark"):
        if mark.lower_ == "that" and mark.i < assertion.head.i:
            start = doc[mark.i + 1].idx
    start, end = max(start, whole[0]), min(end, whole[1])
    if start > whole[0] and doc.text[start - 1] in "\"'" and doc.text[start - 1] in doc.text[start:end]:
        start -= 1
    return (start, end) if end - start > 15 else whole


def _edits(assertion: Assertion, start: int, end: int, speaker: str | None, cast: Cast, language: str) -> list[Edit]:
    found = []
    opening = own_subject(assertion.head)
    if opening is not None and start <= opening.idx < end:
        edit = _named(opening, assertion, speaker, cast, language)
        found += [edit] if edit is not None else []
    for aux in auxiliaries(assertion.action):
        if aux.lower_ == "would" and start <= aux.idx < end and is_backshifted(assertion.action, language):
            found.append(Edit(aux.idx, aux.idx + len(aux), aux.text, "will", "backshift"))
    return sorted(found, key=lambda e: e.start)


def _named(opening: Token, assertion: Assertion, speaker: str | None, cast: Cast, language: str) -> Edit | None:
    """Replace a pronoun at the beginning by the name it stands for, where that is sure."""
    lower = opening.lower_
    if lower not in (*HE, "it") or (lower == "it" and _is_empty(opening, language)):
        return None
    said = assertion.said
    inner = said is not None and assertion.head in said.heads and said.cue is not None and said.cue[0] < opening.idx
    if inner and speaker is not None and said is not None and said.verb_class != "report":
        if said.speaker is None or not _can_be(opening, said.speaker, speaker, cast):
            return None
        return Edit(opening.idx, opening.idx + len(opening), opening.text, speaker, "speaker")
    named = cast.resolve(opening, assertion.paragraph.start + opening.idx)
    if named is None or _stands_before(named.name, opening, assertion):
        return None
    return Edit(opening.idx, opening.idx + len(opening), opening.text, named.name, "antecedent", named.margin)


def _is_empty(it: Token, language: str) -> bool:
    """Tell whether "it" may well stand for nothing or for a whole sentence: "it may take years", "it is clear that"."""
    verb = it.head
    passive = it.dep_ == "nsubjpass"
    clause = children(verb, "ccomp", "csubj", "advcl", "csubjpass")
    that = any(c.lower_ == "that" for x in clause for c in x.children)
    return verb.lemma_.lower() in sentence_rules(language).expletive or (passive and bool(clause)) or (that and passive)


def _can_be(pronoun: Token, who: Token, name: str, cast: Cast) -> bool:
    """Tell whether a pronoun can stand for the one who speaks: in number, and as a person or a body."""
    if who.tag_ in ("NNS", "NNPS") or children(who, "conj"):
        return False
    if who.pos_ == "PRON":
        return (who.lower_ in HE) == (pronoun.lower_ in HE)
    return cast.is_person(name, who) == (pronoun.lower_ in HE)


def _stands_before(name: str, pronoun: Token, assertion: Assertion) -> bool:
    """Tell whether the name is in the sentence already, before the pronoun."""
    before = pronoun.doc.text[assertion.start - assertion.paragraph.start : pronoun.idx]
    return name.split()[-1].lower() in before.lower()
