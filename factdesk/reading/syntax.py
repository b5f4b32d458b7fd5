"""Walks over a dependency parse (CLEAR labels, as spaCy's English models give them)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from factdesk.reading.plain import words_of
from factdesk.reading.rules import forward

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT = ("nsubj", "nsubjpass", "csubj")
VERBAL = ("VERB", "AUX")
FINITE = ("VBD", "VBZ", "VBP", "MD")
CLAUSES = ("ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "csubj", "parataxis")
_RELATIVE = ("who", "which", "that", "whom")
_CONDITIONAL = ("if", "unless", "whether", "provided", "should")

Chars = tuple[int, int]


def children(token: Token, *labels: str) -> list[Token]:
    """Return the children with one of these dependency labels."""
    doc = token.doc
    words = words_of(doc)
    dep = words.dep
    return [doc[kid] for kid in words.kids[token.i] if dep[kid] in labels]


def own_subject(verb: Token) -> Token | None:
    """Return the subject in the verb's own clause, relative pronouns resolved to what they stand for."""
    words = words_of(verb.doc)
    for kid in words.kids[verb.i]:
        if words.dep[kid] in SUBJECT:
            return verb.head if words.lower[kid] in _RELATIVE and verb.dep_ == "relcl" else verb.doc[kid]
    return None


def subject(verb: Token) -> Token | None:
    """Return the subject, also where a conjunct, an infinitive or a participle shares that of its governor."""
    seen = verb
    for _ in range(6):
        found = own_subject(seen)
        if found is not None:
            return _antecedent(found, seen)
        by = [obj for agent in children(seen, "agent") for obj in children(agent, "pobj")]
        if by:
            return by[0]
        if seen.dep_ == "acl":
            return seen.head
        if seen.dep_ == "relcl":
            return seen.head
        if seen.dep_ == "pcomp" and seen.head.head != seen.head:
            seen = seen.head.head
            if seen.pos_ not in VERBAL:
                return seen
        elif seen.dep_ in ("conj", "xcomp", "advcl", "dep", "ccomp") and seen.head != seen:
            made = _made_to(seen)
            if made is not None:
                return made
            seen = seen.head
            if seen.pos_ not in VERBAL and seen.pos_ != "ADJ":
                return None
        else:
            return None
    return None


def _made_to(verb: Token) -> Token | None:
    """Return who is to do it in "urged Ruiz to wait" and "asked of Ruiz to wait": the object, not the subject.

    With "promised Ruiz to wait" the subject is to do it.
    """
    above = verb.head
    if verb.dep_ not in ("xcomp", "advcl") or not any(c.tag_ == "TO" for c in verb.children):
        return None
    if above.lemma_.lower() not in forward(verb.doc.lang_).control:
        return None
    return next((c for c in children(above, "dobj", "dative") if above.i < c.i < verb.i and c.dep_ == "dobj"), None)


def _antecedent(found: Token, verb: Token) -> Token | None:
    if found.lower_ not in _RELATIVE or found.tag_ not in ("WP", "WDT"):
        return found
    climb = verb
    while climb.dep_ in ("conj", "xcomp") and climb.head != climb:
        climb = climb.head
    return climb.head if climb.dep_ == "relcl" else None


def auxiliaries(verb: Token) -> list[Token]:
    """Return the auxiliaries, those of the first conjunct where the verb has none of its own."""
    own = children(verb, "aux", "auxpass")
    if own or verb.dep_ != "conj" or own_subject(verb) is not None or verb.tag_ in ("VBD", "VBZ", "VBP"):
        return own
    return auxiliaries(verb.head) if verb.head.pos_ in VERBAL else own


def is_finite(verb: Token) -> bool:
    """Tell whether a verb is one of a sentence of its own, "goes" and "will go" but not "to go" or "going"."""
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in (verb, *auxiliaries(verb)))


def is_negated(verb: Token) -> bool:
    """Tell whether the verb is negated: "not", "never", "no longer", "nobody", "fail to", "refuse to", "has yet to"."""
    words = words_of(verb.doc)
    lower, dep, kids = words.lower, words.dep, words.kids
    own = kids[verb.i]
    if any(dep[kid] == "neg" or lower[kid] in ("never", "neither", "hardly") for kid in own):
        return True
    for part in own:
        if dep[part] in ("nsubj", "nsubjpass", "dobj", "attr"):
            denied = any(dep[kid] == "det" and lower[kid] == "no" for kid in kids[part])
            if denied or lower[part] in ("none", "nobody", "nothing"):
                return True
    if verb.dep_ != "xcomp":
        return False
    above = verb.head
    is_not_yet = above.lemma_ == "have" and "yet" in lower[above.i : verb.i]
    return is_not_yet or above.lemma_ in ("fail", "refuse", "decline")


def is_conditional(token: Token) -> bool:
    """Tell whether the token stands in an if, unless or whether clause, or asserts only under one."""
    words = words_of(token.doc)
    lower, dep = words.lower, words.dep
    node: int = token.i
    while True:
        kids = words.kids[node]
        if any(dep[kid] == "mark" and lower[kid] in _CONDITIONAL for kid in kids):
            return True
        if dep[node] == "advcl" and any(lower[kid] in ("if", "unless") for kid in kids):
            return True
        if dep[node] == "ROOT" or words.head[node] == node:
            return False
        node = words.head[node]


def has_condition(verb: Token) -> bool:
    """Tell whether an if or unless clause hangs on the verb."""
    words = words_of(verb.doc)
    lower, dep = words.lower, words.dep
    return any(
        any(dep[kid] == "mark" and lower[kid] in ("if", "unless") for kid in words.kids[clause])
        for clause in words.kids[verb.i]
        if dep[clause] == "advcl"
    )


def chars(tokens: Iterable[Token]) -> Chars:
    """Return start and end, in the paragraph, of the stretch from the first to the last of the tokens."""
    ordered = sorted(tokens, key=lambda t: t.i)
    return ordered[0].idx, ordered[-1].idx + len(ordered[-1])


def subtree_chars(token: Token, without: Iterable[Token] = ()) -> Chars:
    """Return start and end of a token's subtree, the subtrees of ``without`` left out."""
    dropped = {t.i for root in without for t in root.subtree}
    kept = [t for t in token.subtree if t.i not in dropped]
    return chars(kept or [token])


def noun_phrase(head: Token) -> Chars:
    """Return the noun phrase around its head: appositions kept, relative and long participial clauses left out."""
    dropped = {
        t.i
        for clause in head.subtree
        if (
            clause.dep_ in ("relcl", "advcl", "parataxis", "cc", "conj")
            and clause != head
            and (clause.dep_ not in ("cc", "conj") or clause.pos_ in VERBAL)
        )
        or (clause.dep_ == "acl" and sum(1 for _ in clause.subtree) > 6)
        for t in clause.subtree
    }
    kept = {t.i for t in head.subtree if t.i not in dropped}
    first = last = head.i
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    doc = head.doc
    while last > head.i and doc[last].is_punct and doc[last].text not in ")]":
        last -= 1
    while first < head.i and doc[first].is_punct:
        first += 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def trim(text: str, start: int, end: int, marks: str = " \t\n\r,;:-–—") -> Chars:
    """Move both ends inwards over white space and the given marks."""
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return start, end
