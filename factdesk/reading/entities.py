"""Named things under the name by which they are known: "the Fed", "Beijing" where it acts, "French"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.naming import Governing, aliases
from factdesk.reading.plain import words_of
from factdesk.reading.syntax import VERBAL, children, subject

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ACTIVE = ("nsubj",)


def known_name(entity: Span, words: str) -> str:
    """Return the name under which a named thing is known elsewhere too; empty where it has no other, or none is known.

    Args:
        entity: where it stands in its sentence, which tells a government from its capital.
        words: its text without article and ending.
    """
    known = aliases(words_of(entity.doc).language)
    is_one_word = " " not in words
    if entity.label_ == "PERSON" and is_one_word:
        return ""
    actor = known.named(words)
    if actor is None and (entity.label_ == "NORP" or (is_one_word and entity.label_ != "PERSON")):
        actor = known.people(words)
    if actor is None and (seat := known.seated(words)) is not None and _governs(entity.root, known.governing):
        actor = seat
    return "" if actor is None or actor.name == words else actor.name


def _governs(token: Token, rules: Governing) -> bool:
    """Tell whether a capital stands for its government here, by the words it depends on."""
    token = _first_conjunct(token)
    head = token.head
    lemma = head.lemma_.lower()
    if token.dep_ in _ACTIVE:
        return head.pos_ in VERBAL and _does(token, head, rules)
    if token.dep_ == "poss":
        return lemma in rules.owner_of or any(c.lemma_.lower() in rules.owner_of for c in children(head, "compound"))
    if token.dep_ in ("compound", "amod", "nmod"):
        return lemma in rules.people_of
    if token.dep_ in ("dobj", "dative") or (token.dep_ == "nsubj" and head.dep_ == "ccomp"):
        return lemma in rules.object_of
    if token.dep_ == "pobj":
        return _is_party(head, rules)
    return False


def _does(token: Token, verb: Token, rules: Governing) -> bool:
    """Tell whether the subject of a verb does what governments do, or is told to: "urged Tehran to let them in"."""
    told = verb.head if verb.dep_ in ("ccomp", "xcomp") else None
    if told is not None and told.lemma_.lower() in rules.object_of and token.i > told.i and subject(told) != token:
        return True
    doing = [verb, *(c for c in children(verb, "xcomp", "conj") if not any(t.dep_ == "nsubj" for t in c.children))]
    return any(one.lemma_.lower() in rules.subject_of for one in doing)


def _is_party(preposition: Token, rules: Governing) -> bool:
    """Tell whether a preposition makes somebody do something, or a party to something: "by", "talks with"."""
    if preposition.dep_ == "agent":
        return preposition.head.lemma_.lower() in rules.subject_of | rules.object_of
    noun = preposition.head
    return preposition.lower_ in rules.prepositions and noun.pos_ == "NOUN" and noun.lemma_.lower() in rules.party_to


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token
