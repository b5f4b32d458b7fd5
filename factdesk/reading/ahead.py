"""What in a clause is said to lie ahead: will, plans, schedules, promises, forecasts, deadlines."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from factdesk.reading.predicates import WILL, is_backshifted
from factdesk.reading.rules import ForwardRules
from factdesk.reading.syntax import VERBAL, auxiliaries, children, has_condition, is_conditional

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEPEST = 4
_GOALS = ("plan", "goal", "aim", "intention", "target", "ambition", "hope")


class Marker(StrEnum):
    """By what a thing is said to lie ahead."""

    WILL = "will"
    PROMISE = "promise"
    PLAN = "plan"
    SCHEDULED = "scheduled"
    PREDICT = "predict"
    LIKELY = "likely"
    POSSIBLE = "possible"
    OBLIGED = "obliged"
    DEADLINE = "deadline"
    MOVED = "moved"
    NOMINAL = "nominal"


@dataclass(frozen=True, slots=True)
class Ahead:
    """A forward assertion: what is to happen, by which marker, and how far below the clause's head it stands."""

    action: Token
    marker: Marker
    trigger: Token
    depth: int
    is_conditional: bool


def find_ahead(head: Token, rules: ForwardRules, language: str, without: frozenset[int] = frozenset()) -> list[Ahead]:
    """Return the forward assertions in a clause, the ones nearest to its head first.

    Args:
        head: the governing word of the clause.
        rules: the forward words of the language.
        language: ISO 639-1 code.
        without: indices of words whose subtrees are clauses of their own and are left out.
    """
    found: list[Ahead] = []
    queue: deque[tuple[Token, int]] = deque([(head, 0)])
    while queue:
        token, depth = queue.popleft()
        for action, marker in _markers(token, rules, language):
            if not any(other.action == action for other in found):
                found.append(Ahead(action, marker, token, depth, _hypothetical(token, action)))
        if depth < _DEEPEST:
            queue.extend((c, depth + _cost(c)) for c in token.children if c.i not in without and not c.is_punct)
    return sorted(found, key=lambda a: (a.is_conditional, a.depth))


def _cost(token: Token) -> int:
    """Return how much further from the assertion a dependent is: an infinitive is part of it, a side clause is not."""
    if token.dep_ in ("relcl", "acl", "advcl"):
        return 2
    return 0 if token.dep_ in ("xcomp", "ccomp", "acomp", "attr", "aux", "auxpass") else 1


def _hypothetical(trigger: Token, action: Token) -> bool:
    return is_conditional(trigger) or (has_condition(action) and any(a.lower_ == "would" for a in auxiliaries(action)))


def _markers(token: Token, rules: ForwardRules, language: str) -> Iterator[tuple[Token, Marker]]:
    if token.pos_ in VERBAL:
        yield from _modal(token, language)
    if token.pos_ in (*VERBAL, "ADJ", "ADP"):
        yield from _governed(token, rules)
    if token.pos_ in ("NOUN", "PROPN"):
        yield from _nominal(token, rules)


def _modal(verb: Token, language: str) -> Iterator[tuple[Token, Marker]]:
    words = [a.lower_ for a in auxiliaries(verb)]
    if "have" in words:
        return
    if any(w in WILL for w in words) or ("would" in words and is_backshifted(verb, language)):
        yield _deepest(verb), Marker.WILL
    elif any(w in ("could", "may", "might") for w in words):
        yield _deepest(verb), Marker.POSSIBLE
    elif any(w in ("must", "should") for w in words):
        yield verb, Marker.OBLIGED


def _deepest(verb: Token) -> Token:
    """Return the verb of "will begin to ship", "will be able to ship": what is to happen."""
    inner = [c for c in children(verb, "xcomp") if _has_to(c)]
    if verb.lemma_ in ("be", "begin", "start", "continue") and inner:
        return inner[0]
    for adjective in children(verb, "acomp"):
        for complement in children(adjective, "xcomp"):
            return complement
    return verb


def _has_to(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _infinitive(token: Token) -> Token | None:
    for complement in children(token, "xcomp", "acl", "ccomp", "advcl", "prep", "pcomp"):
        if _has_to(complement) and complement.pos_ in VERBAL:
            return complement
        if complement.dep_ == "prep" and complement.lower_ in ("for", "to", "toward", "towards", "on", "in"):
            return _noun_or_gerund(complement)
    return None


def _noun_or_gerund(preposition: Token) -> Token | None:
    parts = children(preposition, "pobj", "pcomp")
    return parts[0] if parts else None


def _governed(token: Token, rules: ForwardRules) -> Iterator[tuple[Token, Marker]]:
    lemma, is_past = token.lemma_.lower(), _is_over(token)
    complement = _infinitive(token)
    if token.lower_ == "to" or is_past:
        return
    if lemma == "be" and complement is not None and token.tag_ in ("VBZ", "VBP") and complement.dep_ == "xcomp":
        goal = any(c.lemma_.lower() in _GOALS for c in children(token, "nsubj"))
        yield complement, Marker.PLAN if goal else Marker.SCHEDULED
    elif lemma == "go" and token.tag_ == "VBG" and complement is not None and _has_to(complement):
        yield complement, Marker.WILL
    elif _is_set(token, rules) and (complement is not None or (_is_participle(token) and _is_dated(token))):
        yield complement or token, Marker.SCHEDULED
    elif token.lower_ in rules.likely and token.pos_ == "ADJ" and complement is not None:
        yield complement, Marker.LIKELY
    elif lemma in rules.promise and token.pos_ == "VERB" and _is_promised(token, complement, rules):
        yield complement if complement is not None and complement.pos_ in VERBAL else token, Marker.PROMISE
    elif lemma in rules.plan and token.pos_ == "VERB" and complement is not None:
        yield complement, Marker.PLAN
    elif lemma in rules.predict and token.pos_ == "VERB" and children(token, "ccomp", "xcomp", "dobj"):
        yield (children(token, "ccomp", "xcomp") or [token])[0], Marker.PREDICT
    elif lemma in rules.reschedule and token.pos_ == "VERB" and _is_of_events(token, rules):
        yield token, Marker.MOVED
    elif lemma in ("have", "need", "require", "order") and complement is not None and _has_to(complement):
        yield complement, Marker.OBLIGED


def _is_promised(verb: Token, complement: Token | None, rules: ForwardRules) -> bool:
    """Tell "pledged aid", "agreed to cut" from "threatens communities", "agrees with her"."""
    if complement is not None and complement.pos_ in VERBAL and _has_to(complement):
        return True
    said = [c for c in children(verb, "ccomp") if any(w in WILL or w == "would" for w in _words_of(c))]
    return bool(said) or (verb.lemma_.lower() in rules.promise_of and bool(children(verb, "dobj")))


def _words_of(verb: Token) -> list[str]:
    return [a.lower_ for a in auxiliaries(verb)]


def _is_of_events(verb: Token, rules: ForwardRules) -> bool:
    """Tell a date that is moved from other things: an event is the object, or a date says where to."""
    parts = children(verb, "nsubj", "nsubjpass", "dobj")
    if any(noun.lemma_.lower() in rules.event_nouns for part in parts for noun in part.subtree):
        return True
    return any(t.ent_type_ == "DATE" for prep in children(verb, "prep") for t in prep.subtree)


def _is_over(token: Token) -> bool:
    """Tell whether a plan belongs to a finished past: "had planned to", "was to have"."""
    return any(a.lower_ == "had" for a in auxiliaries(token))


def _is_set(token: Token, rules: ForwardRules) -> bool:
    """Tell whether the word is "set" in "is set to", "due" in "is due in"."""
    if token.lemma_.lower() not in rules.scheduled and token.lower_ not in ("due", "set", "slated", "poised"):
        return False
    if token.lower_ == "due" and any(c.lower_ == "to" and c.dep_ in ("pcomp", "prep") for c in token.children):
        return False
    return _is_participle(token) or token.lower_ in ("due", "poised", "ready")


def _is_dated(token: Token) -> bool:
    """Tell "is planned for May" from "was well planned"; "due" and "set" need no date."""
    return token.lower_ in ("due", "set", "slated", "scheduled") or any(
        t.ent_type_ in ("DATE", "TIME") for t in token.subtree
    )


def _is_participle(token: Token) -> bool:
    passive = any(c.dep_ == "auxpass" for c in token.children) or token.head.lemma_ == "be"
    return (token.tag_ in ("VBN", "JJ", "IN") and (passive or token.dep_ in ("acl", "advcl", "amod", "conj"))) or (
        token.lower_ == "due"
    )


def _nominal(noun: Token, rules: ForwardRules) -> Iterator[tuple[Token, Marker]]:
    lemma = noun.lemma_.lower()
    if lemma in rules.deadline_nouns:
        yield noun, Marker.DEADLINE
    elif lemma in rules.event_nouns and any(c.lower_ in rules.planned for c in children(noun, "amod")):
        yield noun, Marker.NOMINAL
    elif lemma in ("plan", "pledge", "promise", "vow", "commitment", "goal", "intention", "threat", "agreement"):
        for complement in (c for c in children(noun, "acl") if _has_to(c)):
            yield complement, Marker.PLAN if lemma in ("plan", "goal", "intention") else Marker.PROMISE
        for verb in (c for c in children(noun.head, "xcomp") if noun.dep_ in ("nsubj",) and _has_to(c)):
            yield verb, Marker.PLAN
