"""What each verb of a sentence says of the world: tense, negation, modality, condition, subject, objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factdesk.model import Predicate, Tense
from factdesk.reading.plain import words_of
from factdesk.reading.rules import ForwardRules, forward, saying
from factdesk.reading.syntax import VERBAL, auxiliaries, children, is_conditional, is_negated, own_subject, subject

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

WILL = ("will", "'ll", "’ll", "wo", "shall", "ll")
_MODALS = {"ca": "can", "could": "could", "may": "may", "might": "might", "must": "must", "can": "can"}
_MODALS |= {"should": "should", "would": "would", "ought": "ought", "'d": "would"}
_PAST = ("VBD", "VBN")
_LINKS = ("appear", "seem", "continue", "begin", "start", "go")
_OBJECTS = ("dobj", "attr", "oprd", "dative", "acomp")


def predicates(sentence: Span, offset: int, language: str) -> tuple[Predicate, ...]:
    """Return the predicates of a sentence in order.

    Args:
        sentence: a sentence of a parsed paragraph.
        offset: where the paragraph begins in the text.
        language: ISO 639-1 code, for the rules.
    """
    rules = forward(language)
    doc, pos = sentence.doc, words_of(sentence.doc).pos
    verbs = (doc[i] for i in range(sentence.start, sentence.end) if pos[i] in VERBAL)
    return tuple(_predicate(verb, offset, rules, language) for verb in verbs if _is_predicate(verb))


def _is_predicate(token: Token) -> bool:
    if token.dep_ in ("aux", "auxpass", "amod", "case", "compound"):
        return False
    return token.lemma_.isalpha()


def _predicate(verb: Token, offset: int, rules: ForwardRules, language: str) -> Predicate:
    patient = _patient(verb)
    found = patient if patient is not None else subject(verb)
    start = offset + verb.idx
    return Predicate(
        start=start,
        end=start + len(verb),
        lemma=verb.lemma_.lower(),
        tense=tense(verb, rules, language),
        negated=is_negated(verb),
        modal=modal(verb, language),
        conditional=is_conditional(verb),
        subject=found.text if found is not None else None,
        objects=tuple(t.text for t in (*_objects(verb), *([patient] if patient is not None else []))),
    )


def _patient(verb: Token) -> Token | None:
    """Return what a passive without a subject of its own is done to: "the deal, rejected by Norway", "and ratified"."""
    if verb.tag_ != "VBN" or own_subject(verb) is not None or not children(verb, "agent"):
        return None
    if verb.dep_ == "acl":
        return verb.head
    above = verb.head if verb.dep_ == "conj" else None
    return next(iter(children(above, "nsubjpass")), None) if above is not None else None


def _objects(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ in _OBJECTS:
            yield child
        elif child.dep_ in ("prep", "agent"):
            yield from children(child, "pobj")
    yield from (c for c in children(verb, "nsubjpass"))


def modal(verb: Token, language: str) -> str | None:
    """Return the lemma of the modal that governs a verb, "will" and backshifted "would" not counted."""
    for aux in auxiliaries(verb):
        word = _MODALS.get(aux.lower_)
        if word == "would" and is_backshifted(verb, language):
            return None
        if word is not None:
            return word
    return None


def tense(verb: Token, rules: ForwardRules, language: str) -> Tense:
    """Return when, by its form and by what governs it, the verb takes place."""
    words = [a.lower_ for a in auxiliaries(verb)]
    if any(w in WILL for w in words) or ("would" in words and is_backshifted(verb, language)):
        return Tense.FUTURE
    if verb.dep_ == "xcomp" and any(c.tag_ == "TO" for c in verb.children):
        return _tense_of_infinitive(verb, rules, language)
    if "to" in words and verb.head != verb:
        return Tense.FUTURE if _is_to(verb) else Tense.NONE
    if verb.tag_ == "VBD" or any(w in ("had", "was", "were", "did", "has", "have", "'ve") for w in words):
        return Tense.PAST if not _is_progressive_ahead(verb, words) else Tense.PRESENT
    if verb.tag_ in ("VBZ", "VBP") or any(w in ("is", "are", "am", "'s", "'re", "'m", "do", "does") for w in words):
        return Tense.PRESENT
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl"):
        return Tense.PAST
    return Tense.NONE


def _is_progressive_ahead(verb: Token, words: list[str]) -> bool:
    return verb.tag_ == "VBG" and "was" not in words and "were" not in words and "been" not in words


def _is_to(verb: Token) -> bool:
    """Tell whether the verb stands after "is to", "are to"."""
    head = verb.head
    return head.lemma_ == "be" and head.tag_ in ("VBZ", "VBP") and verb.dep_ in ("xcomp", "acomp", "attr")


def _tense_of_infinitive(verb: Token, rules: ForwardRules, language: str) -> Tense:
    head = verb.head
    lemma = head.lemma_.lower()
    if lemma == "be":
        return Tense.FUTURE if head.tag_ in ("VBZ", "VBP") else Tense.PAST
    if lemma == "go" and head.tag_ == "VBG":
        return Tense.FUTURE
    if lemma in rules.promise | rules.plan | rules.predict | rules.scheduled or head.lower_ in rules.likely:
        return Tense.FUTURE
    if lemma in rules.demand | rules.appoint and (children(head, "auxpass") or subject(verb) != subject(head)):
        return Tense.FUTURE
    if lemma in _LINKS or head.pos_ in VERBAL:
        return tense(head, rules, language)
    return Tense.NONE


def _is_quoted(clause: Token) -> bool:
    """Tell whether a clause is direct speech, in which "would" is no "will" of the past."""
    first = clause.left_edge
    return first.is_quote or (first.i > 0 and first.nbor(-1).is_quote)


def is_backshifted(verb: Token, language: str) -> bool:
    """Tell whether "would" is the "will" of reported speech: "he said that he would go"."""
    words = [a.lower_ for a in auxiliaries(verb)]
    if "would" not in words or "have" in words or verb.lemma_ in ("like", "prefer", "rather", "love"):
        return False
    rules = saying(language)
    node = verb
    for _ in range(5):
        if any(c.dep_ == "mark" and c.lower_ in ("if", "whether") for c in node.children):
            return False
        head = node.head
        if head == node:
            return False
        reported = node.dep_ == "ccomp" and head.tag_ in (*_PAST, "VBG") and head.lemma_.lower() in rules.verbs
        if reported:
            return not _is_quoted(node) and not any(
                c.lower_ == "if" for x in children(verb, "advcl") for c in x.children
            )
        node = head
    said = [c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and c.lemma_.lower() in rules.verbs]
    return any(c.tag_ in _PAST for c in said)
