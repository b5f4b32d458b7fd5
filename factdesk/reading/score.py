"""How probable it is that a careful editor keeps a claim: a logistic model over what the syntax tells."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from factdesk.model import Due, Entity, Quantity
from factdesk.reading.assertions import Assertion, subject_of
from factdesk.reading.kinds import can_undertake
from factdesk.reading.plain import words_of
from factdesk.reading.predicates import tense
from factdesk.reading.rules import ForwardRules, RoleRules, load
from factdesk.reading.syntax import is_negated

_FIRST = ("i", "we", "you")
_VAGUE = ("this", "that", "these", "those", "it", "there", "they", "which", "what")


@dataclass(frozen=True, slots=True)
class Weights:
    """The coefficients of ``score.json``."""

    intercept: float
    by_feature: Mapping[str, float]
    threshold: float
    """Claims from it on make the queue that a person goes through."""
    reach: float
    """The intercept of the order that tells what is stored beyond the queue: what it lifts to 0."""
    reach_by_feature: Mapping[str, float]
    most: float
    """So many claims in 1,000 words are kept at most, the best ones."""


@cache
def weights(language: str) -> Weights:
    """Return the coefficients of a language."""
    data = load(language, "score")
    return Weights(
        data["intercept"], data["weights"], data["threshold"], data["reach"], data["reach_weights"], data["most"]
    )


def likely_from(language: str) -> float:
    """Return the score from which on a claim is worth a person's time, the beginning of the queue."""
    return weights(language).threshold


def features(
    assertion: Assertion,
    due: Due | None,
    entities: tuple[Entity, ...],
    quantities: tuple[Quantity, ...],
    position: float,
    rules: ForwardRules,
    roles: RoleRules,
    language: str,
) -> dict[str, float]:
    """Return the named features of an assertion, each between 0 and 1.

    Args:
        assertion: the assertion.
        due: when it falls due, if that is read.
        entities: the named things in it.
        quantities: the quantities in it.
        position: where in the report it stands, 0 to 1.
        rules: the forward words.
        roles: the nouns of roles and bodies.
        language: ISO 639-1 code.
    """
    offset = assertion.paragraph.start
    inside = assertion.start - offset, assertion.end - offset
    sentence = assertion.sentence
    known = words_of(sentence.doc)
    first, end = (bisect_left(known.at, place, sentence.start, sentence.end) for place in inside)
    following = [*known.at[first + 1 : end + 1], len(known.text)]
    words = sum([until < place for until, place in zip(known.until[first:end], following, strict=False)])
    out = {
        "due": float(due is not None),
        "due ahead": float(due is not None and due.base is not None and (due.to_day or due.base) > due.base),
        "quantity": float(bool(quantities)),
        "entities": min(len(entities), 4) / 4,
        "position": position,
        "short": float(words < 9),
        "long": float(words > 38),
        "part": float(assertion.is_part),
        "nothing named": float(not entities and not quantities),
        "negated": float(is_negated(assertion.head)),
        "lemma change": float(assertion.action.lemma_.lower() in rules.change_verbs),
        "lemma event": float(assertion.action.lemma_.lower() in rules.event_verbs),
        "tense " + tense(assertion.head, rules, language).value: 1.0,
    }
    return out | _of_marker(assertion) | _of_attribution(assertion, rules) | _of_subject(assertion, roles)


def _of_marker(assertion: Assertion) -> dict[str, float]:
    ahead = assertion.ahead
    if ahead is None:
        return {"marker none": 1.0}
    return {
        f"marker {ahead.marker.value}": 1.0,
        "depth": min(ahead.depth, 4) / 4,
        "conditional": float(ahead.is_conditional),
    }


def _of_attribution(assertion: Assertion, rules: ForwardRules) -> dict[str, float]:
    said = assertion.said
    if said is None:
        return {}
    return {
        "said": 1.0,
        f"said {said.verb_class}": 1.0,
        "said direct": float(said.is_direct),
        "said by phrase": float(said.cue_word == "according"),
        "said denial": float(said.cue_word in rules.deny),
        "said without cue": float(said.cue is None),
    }


def _of_subject(assertion: Assertion, roles: RoleRules) -> dict[str, float]:
    who = subject_of(assertion)
    if who is None:
        return {"subject none": 1.0}
    return {
        "subject named": float(bool(who.ent_type_)),
        "subject agent": float(can_undertake(who, roles)),
        "subject vague": float(who.lower_ in _VAGUE),
        "subject first person": float(who.lower_ in _FIRST),
        "subject pronoun": float(who.pos_ == "PRON" and who.lower_ not in _FIRST),
    }


def score(found: Mapping[str, float], language: str) -> float:
    """Return the probability, 0 to 1, to two decimal places."""
    model = weights(language)
    known = model.by_feature.get
    logit = model.intercept + sum([known(name, 0.0) * value for name, value in found.items() if value])
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))), 2)


def is_stored(found: Mapping[str, float], language: str) -> bool:
    """Tell whether a claim is kept in the desk: those of the queue, and more that may matter to somebody."""
    model = weights(language)
    if score(found, language) >= model.threshold:
        return True
    known = model.reach_by_feature.get
    return model.reach + sum([known(name, 0.0) * value for name, value in found.items() if value]) >= 0
