"""What in a clause is said to lie ahead: will, plans, schedules, promises, forecasts, deadlines."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from factdesk.reading.limits import has_to, limited_action, on_course
from factdesk.reading.plain import words_of
from factdesk.reading.predicates import WILL, is_backshifted
from factdesk.reading.rules import ForwardRules
from factdesk.reading.syntax import VERBAL, auxiliaries, children, has_condition, is_conditional, is_negated

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEPEST = 4
_MARKING = (*VERBAL, "ADJ", "ADP", "NOUN", "PROPN")
_WHERE_TO = ("to", "until", "till", "into", "by", "for")
_TASKS = ("step", "idea", "job", "task", "approach", "strategy", "way", "challenge", "question", "role", "answer")
"""Of such a thing "is to" only says what it consists of."""
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
    doc, words = head.doc, words_of(head.doc)
    queue: deque[tuple[int, int]] = deque([(head.i, 0)])
    while queue:
        number, depth = queue.popleft()
        if words.pos[number] in _MARKING:
            token = doc[number]
            for action, marker in _markers(token, rules, language):
                if not any(other.action == action for other in found):
                    found.append(Ahead(action, marker, token, depth, _hypothetical(token, action)))
        if depth < _DEEPEST:
            near = (kid for kid in words.kids[number] if kid not in without and not words.punct[kid])
            queue.extend((kid, depth + _cost(words.dep[kid])) for kid in near)
    return sorted(found, key=lambda a: (a.is_conditional, a.depth))


def _cost(label: str) -> int:
    """Return how much further from the assertion a dependent is: an infinitive is part of it, a side clause is not."""
    if label in ("relcl", "acl", "advcl"):
        return 2
    return 0 if label in ("xcomp", "ccomp", "acomp", "attr", "aux", "auxpass") else 1


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
    inner = [c for c in children(verb, "xcomp") if has_to(c)]
    if verb.lemma_ in ("be", "begin", "start", "continue") and inner:
        return inner[0]
    for adjective in children(verb, "acomp"):
        for complement in children(adjective, "xcomp"):
            return complement
    return verb


def _infinitive(token: Token) -> Token | None:
    """Return what a word points at: its infinitive, else what stands behind it after "for", "to", "on", "in"."""
    for complement in children(token, "xcomp", "acl", "ccomp", "advcl", "pcomp"):
        if has_to(complement) and complement.pos_ in VERBAL:
            return complement
    for preposition in children(token, "prep"):
        if preposition.i > token.i and preposition.lower_ in ("for", "to", "toward", "towards", "on", "in"):
            return _noun_or_gerund(preposition)
    return None


def _noun_or_gerund(preposition: Token) -> Token | None:
    parts = children(preposition, "pobj", "pcomp")
    return parts[0] if parts else None


def _governed(token: Token, rules: ForwardRules) -> Iterator[tuple[Token, Marker]]:
    if token.lower_ == "to" or _is_over(token):
        return
    limited = limited_action(token, rules)
    if limited is not None:
        yield limited, Marker.DEADLINE
        return
    complement = _infinitive(token)
    found = _arranged(token, complement, rules)
    if found is None and token.pos_ == "VERB":
        found = _meant(token, complement, rules)
    if found is not None:
        yield found


def _arranged(token: Token, complement: Token | None, rules: ForwardRules) -> tuple[Token, Marker] | None:
    """Return what is arranged or on its way: "is to", "is going to", "is due to", "is on track for", "is likely to"."""
    lemma = token.lemma_.lower()
    if lemma == "be" and complement is not None and token.tag_ in ("VBZ", "VBP") and complement.dep_ == "xcomp":
        if any(c.lemma_.lower() in _TASKS for c in children(token, "nsubj")):
            return None
        goal = any(c.lemma_.lower() in _GOALS for c in children(token, "nsubj"))
        return complement, Marker.PLAN if goal else Marker.SCHEDULED
    if lemma == "go" and token.tag_ == "VBG" and complement is not None and has_to(complement):
        return complement, Marker.WILL
    if _is_set(token, rules) and (complement is not None or (_is_participle(token) and _is_dated(token))):
        return complement or token, Marker.SCHEDULED
    course = on_course(token, rules)
    if course is not None:
        return course, Marker.SCHEDULED
    if token.lower_ in rules.likely and token.pos_ == "ADJ" and complement is not None:
        return complement, Marker.LIKELY
    if lemma in ("have", "need", "require", "order") and complement is not None and has_to(complement):
        return complement, Marker.OBLIGED
    return None


def _meant(verb: Token, complement: Token | None, rules: ForwardRules) -> tuple[Token, Marker] | None:
    """Return what somebody promises, plans, expects, asks others to or moves to another day."""
    lemma = verb.lemma_.lower()
    if lemma in rules.promise and _is_promised(verb, complement, rules):
        return complement if complement is not None and complement.pos_ in VERBAL else verb, Marker.PROMISE
    if lemma in rules.plan and (complement is not None or _has_dated_object(verb)):
        return complement or verb, Marker.PLAN
    if lemma in rules.predict and children(verb, "ccomp", "xcomp", "dobj"):
        return (children(verb, "ccomp", "xcomp") or [verb])[0], Marker.PREDICT
    if lemma in rules.appoint and _is_of_events(verb, rules):
        return verb, Marker.SCHEDULED
    return (verb, Marker.MOVED) if lemma in rules.reschedule and _is_of_events(verb, rules) else None


def _is_promised(verb: Token, complement: Token | None, rules: ForwardRules) -> bool:
    """Tell "pledged aid", "agreed to cut" from "threatens communities", "does not like to promise"."""
    if verb.dep_ == "xcomp" and is_negated(verb.head):
        return False
    if complement is not None and complement.pos_ in VERBAL and has_to(complement):
        return True
    if (
        complement is not None
        and complement.head.lower_ == "to"
        and (complement.tag_ == "VBG" or _is_thing(complement))
    ):
        return True
    said = [c for c in children(verb, "ccomp") if any(w in WILL or w == "would" for w in _words_of(c))]
    return bool(said) or (verb.lemma_.lower() in rules.promise_of and bool(children(verb, "dobj")))


def _is_thing(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.pos_ == "NOUN"


def _words_of(verb: Token) -> list[str]:
    return [a.lower_ for a in auxiliaries(verb)]


def _has_dated_object(verb: Token) -> bool:
    """Tell "is targeting March 6", "wants a treaty by June" from "wants peace"."""
    objects = children(verb, "dobj")
    if any(t.ent_type_ == "DATE" and t.tag_ in ("NNP", "CD") and t.i == verb.i + 1 for t in verb.rights):
        return verb.tag_ != "VBD"
    places = [*objects, verb]
    limits = [prep for place in places for prep in children(place, "prep") if prep.lower_ in ("by", "before")]
    return bool(objects) and any(t.ent_type_ == "DATE" for prep in limits for t in prep.subtree)


def _is_of_events(verb: Token, rules: ForwardRules) -> bool:
    """Tell a date that is moved from other things: an event is the object, or a date says where to."""
    parts = children(verb, "nsubj", "nsubjpass", "dobj")
    parts += [prep for prep in children(verb, "prep") if prep.lower_ in ("to", "for")]
    if any(noun.lemma_.lower() in rules.event_nouns for part in parts for noun in part.subtree):
        return True
    to_a_day = (prep for prep in children(verb, "prep") if prep.lower_ in _WHERE_TO)
    return any(t.ent_type_ == "DATE" for prep in to_a_day for t in prep.subtree)


def _is_over(token: Token) -> bool:
    """Tell whether a plan belongs to a finished past: "had planned to", "was to have"."""
    return "had" in _words_of(token)


def _is_set(token: Token, rules: ForwardRules) -> bool:
    """Tell whether the word is "set" in "is set to", "due" in "is due in"."""
    if token.lemma_.lower() not in rules.scheduled and token.lower_ not in ("due", "set", "slated", "poised"):
        return False
    if children(token, "prt"):
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
    elif lemma in (*_GOALS, "pledge", "promise", "vow", "commitment", "threat", "agreement"):
        for complement in (c for c in children(noun, "acl") if has_to(c)):
            yield complement, Marker.PLAN if lemma in _GOALS else Marker.PROMISE
        for verb in (v for of in children(noun, "prep") if of.lower_ in ("of", "for") for v in children(of, "pcomp")):
            yield verb, Marker.PLAN if lemma in _GOALS else Marker.PROMISE
        for verb in (c for c in children(noun.head, "xcomp") if noun.dep_ in ("nsubj",) and has_to(c)):
            yield verb, Marker.PLAN
