"""What sort of assertion a claim is, by its syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.model import Due, Kind
from factdesk.reading.ahead import Marker
from factdesk.reading.assertions import Assertion, subject_of
from factdesk.reading.rules import ForwardRules, RoleRules
from factdesk.reading.syntax import children

if TYPE_CHECKING:
    from spacy.tokens import Token

_SELF = ("i", "we", "he", "she", "they", "it")
_FORECASTERS = ("analyst", "economist", "expert", "forecaster", "strategist")
_NEAR = 1
"""How far below the governing word a marker may stand and still make the whole assertion one about the future."""
_BOUNDED = ("by", "before", "until", "within")
_TAGGED_NAMES = ("PERSON", "ORG", "GPE", "NORP")


def kind_of(assertion: Assertion, due: Due | None, rules: ForwardRules, roles: RoleRules) -> Kind:
    """Return the kind of an assertion; ``due`` tells whether and how it is tied to days."""
    ahead = assertion.ahead
    if ahead is None or ahead.depth > _NEAR:
        return Kind.EVENT if _is_on_the_calendar(assertion, due, rules) else Kind.STATEMENT
    if ahead.marker is Marker.DEADLINE:
        return Kind.DEADLINE
    if ahead.marker is Marker.OBLIGED:
        bounded = due is not None and due.bound in _BOUNDED
        if bounded:
            return Kind.DEADLINE
        return Kind.EVENT if due is not None and _lies_ahead(due) else Kind.STATEMENT
    if ahead.marker in (Marker.PREDICT, Marker.LIKELY, Marker.POSSIBLE):
        return Kind.PREDICTION
    if ahead.marker is Marker.PROMISE:
        return Kind.COMMITMENT
    if ahead.marker in (Marker.SCHEDULED, Marker.MOVED, Marker.NOMINAL):
        return _scheduled(ahead.action, ahead.trigger, rules)
    return _willed(assertion, rules, roles)


def _lies_ahead(due: Due) -> bool:
    last = due.to_day or due.from_day
    return due.base is not None and last is not None and last >= due.base


def _is_on_the_calendar(assertion: Assertion, due: Due | None, rules: ForwardRules) -> bool:
    """Tell "the amnesty begins next week" from "she is the sixth in eight years"."""
    verb = assertion.head
    present = verb.tag_ in ("VBZ", "VBP", "VBG")
    begun = due is not None and due.from_day is not None and due.base is not None and due.from_day < due.base
    return due is not None and _lies_ahead(due) and not begun and present and verb.lemma_.lower() in rules.event_verbs


def _scheduled(action: Token, trigger: Token, rules: ForwardRules) -> Kind:
    """Tell "is expected to fall" from "is expected to open"."""
    expects = trigger.lemma_.lower() in rules.predict
    return Kind.PREDICTION if expects and action.lemma_.lower() in rules.change_verbs else Kind.EVENT


def _willed(assertion: Assertion, rules: ForwardRules, roles: RoleRules) -> Kind:
    """Tell a promise from a schedule and a forecast where the words are "will", "would", "plans to"."""
    action, who = assertion.action, subject_of(assertion)
    lemma = action.lemma_.lower()
    passive = bool(children(action, "auxpass", "nsubjpass"))
    agent = who is not None and can_undertake(who, roles)
    if lemma in rules.change_verbs and not (agent and _speaks_for_self(assertion, who)):
        return Kind.PREDICTION
    if _is_forecaster(assertion):
        return Kind.PREDICTION
    if passive or not agent:
        return Kind.EVENT if passive or lemma in rules.event_verbs else Kind.PREDICTION
    if lemma in rules.event_verbs and lemma not in ("sign", "release", "publish", "ship", "deliver", "close", "end"):
        return Kind.EVENT
    return Kind.COMMITMENT


def can_undertake(who: Token, roles: RoleRules) -> bool:
    """Tell whether a subject is somebody who can undertake to do things: a person or a body."""
    return (
        who.ent_type_ in _TAGGED_NAMES
        or who.lower_ in _SELF[:-1]
        or who.lemma_.lower() in roles.people
        or who.lemma_.lower() in roles.bodies
    )


def _speaks_for_self(assertion: Assertion, who: Token | None) -> bool:
    said = assertion.said
    if who is None or said is None or said.speaker is None:
        return False
    return who.lower_ in _SELF or who.lower_ == said.speaker.lower_


def _is_forecaster(assertion: Assertion) -> bool:
    said = assertion.said
    if said is None or said.speaker is None:
        return False
    near = [said.speaker, *children(said.speaker, "appos", "compound")]
    return any(t.lemma_.lower() in _FORECASTERS for t in near) or said.cue_word in ("predict", "forecast", "expect")
