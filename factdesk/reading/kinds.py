"""What sort of assertion a claim is, by its syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.model import Due, Kind
from factdesk.reading.ahead import Ahead, Marker
from factdesk.reading.assertions import Assertion, subject_of
from factdesk.reading.limits import has_to
from factdesk.reading.rules import ForwardRules, RoleRules, saying
from factdesk.reading.syntax import SUBJECT, VERBAL, children, has_condition

if TYPE_CHECKING:
    from spacy.tokens import Token

_SELF = ("i", "we", "he", "she", "they", "it")
_FORECASTERS = ("analyst", "economist", "expert", "forecaster", "strategist")
_HABITS = ("often", "usually", "typically", "always", "sometimes", "generally", "normally", "traditionally")
_EPISTEMIC = ("probably", "likely", "perhaps", "maybe", "possibly", "surely", "presumably", "undoubtedly")
_NEAR = 1
"""How far below the governing word a marker may stand and still make the whole assertion one about the future."""
_BOUNDED = ("by", "before", "until", "within")
_TAGGED_NAMES = ("PERSON", "ORG", "GPE", "NORP")


def kind_of(assertion: Assertion, due: Due | None, rules: ForwardRules, roles: RoleRules) -> Kind:
    """Return the kind of an assertion; ``due`` tells whether and how it is tied to days.

    "If it rains, we will leave" is a commitment where the speaker speaks of themselves, a prediction otherwise.
    """
    ahead = assertion.ahead
    if ahead is None or ahead.depth > _NEAR or _is_habit(ahead):
        return Kind.EVENT if _is_on_the_calendar(assertion, due) else Kind.STATEMENT
    if ahead.marker is Marker.DEADLINE:
        return Kind.DEADLINE
    if ahead.marker is Marker.OBLIGED:
        bounded = due is not None and due.bound in _BOUNDED
        if bounded:
            return Kind.DEADLINE
        return Kind.EVENT if due is not None and _lies_ahead(due) else Kind.STATEMENT
    if ahead.marker in (Marker.LIKELY, Marker.POSSIBLE):
        return Kind.PREDICTION
    if ahead.marker is Marker.PREDICT:
        return _willed(assertion, rules, roles) if _expects_of_self(ahead) else Kind.PREDICTION
    if ahead.marker is Marker.PROMISE:
        return Kind.COMMITMENT
    if ahead.marker in (Marker.SCHEDULED, Marker.MOVED, Marker.NOMINAL):
        return _scheduled(assertion, ahead, rules, roles)
    if ahead.marker is Marker.PLAN and ahead.trigger.lemma_.lower() in rules.wish:
        return _wished(ahead, due)
    return _willed(assertion, rules, roles)


def _is_habit(ahead: Ahead) -> bool:
    """Tell what happens time and again: "trucks will often stop here", "directors are typically required to"."""
    near = {ahead.action, ahead.trigger}
    return any(c.lower_ in _HABITS for verb in near for c in children(verb, "advmod"))


def _expects_of_self(ahead: Ahead) -> bool:
    """Tell "she expects to issue an order" from "she expects prices to fall" and "she expects an order"."""
    action = ahead.action
    return action.dep_ == "xcomp" and has_to(action) and not children(action, *SUBJECT) and action != ahead.trigger


def _wished(ahead: Ahead, due: Due | None) -> Kind:
    """Return the kind of what somebody only hopes for or wants: with a date that lies ahead they expect it."""
    if ahead.trigger.lemma_.lower() == "hope" or (due is not None and _lies_ahead(due)):
        return Kind.PREDICTION
    return Kind.STATEMENT


def _lies_ahead(due: Due) -> bool:
    last = due.to_day or due.from_day
    return due.base is not None and last is not None and last >= due.base


def _is_on_the_calendar(assertion: Assertion, due: Due | None) -> bool:
    """Tell what the present tense announces: "the amnesty begins next week", "it stays open until May".

    A state that lasts past the report's day is announced by any tense: "agreed to a one-year truce".
    """
    if due is None or due.base is None:
        return False
    last = due.to_day or due.from_day
    if due.rule == "a state that lasts":
        return last is not None and last > due.base
    verb = assertion.head
    modal = any(c.lower_ == "can" for c in children(verb, "aux"))
    if due.rule == "duration" or not (modal or verb.tag_ in ("VBZ", "VBP", "VBG")) or children(verb, "oprd"):
        return False
    begins = due.from_day is not None and due.from_day > due.base
    to_an_end = due.from_day is None and due.bound in _BOUNDED and verb.tag_ != "VBG"
    ends = to_an_end and last is not None and last > due.base
    return begins or ends


def _scheduled(assertion: Assertion, ahead: Ahead, rules: ForwardRules, roles: RoleRules) -> Kind:
    """Tell "is expected to fall", "is expected to yield little" from "is expected to open", "to be opened"."""
    if ahead.trigger.lemma_.lower() not in rules.predict or ahead.trigger == ahead.action:
        return Kind.EVENT
    action, who = ahead.action, subject_of(assertion)
    lemma = action.lemma_.lower()
    if lemma in rules.change_verbs:
        return Kind.PREDICTION
    agent = who is not None and can_undertake(who, roles)
    is_event = agent or lemma in rules.event_verbs or children(action, "auxpass") or action.pos_ not in VERBAL
    return Kind.EVENT if is_event else Kind.PREDICTION


def _willed(assertion: Assertion, rules: ForwardRules, roles: RoleRules) -> Kind:
    """Tell a promise from a schedule and a forecast where the words are "will", "would", "plans to"."""
    action, who = assertion.action, subject_of(assertion)
    lemma = action.lemma_.lower()
    passive = bool(children(action, "auxpass", "nsubjpass"))
    own = _speaks_for_self(assertion, who)
    agent = who is not None and (can_undertake(who, roles) or (own and who.lower_ == "it"))
    if lemma in rules.change_verbs and not (agent and own):
        return Kind.PREDICTION
    if _is_forecaster(assertion) or _is_believed(action) or (has_condition(action) and not own):
        return Kind.PREDICTION
    if passive or not agent:
        return Kind.EVENT if passive or lemma in rules.event_verbs else Kind.PREDICTION
    if lemma in rules.event_verbs and lemma not in ("sign", "release", "publish", "ship", "deliver", "close", "end"):
        return Kind.EVENT
    return Kind.COMMITMENT


def _is_believed(action: Token) -> bool:
    """Tell whether a "will" is no more than likely to somebody: "will probably", "is confident that it will"."""
    if any(c.lower_ in _EPISTEMIC for c in children(action, "advmod")):
        return True
    clause = next((t for t in (action, *action.ancestors) if t.dep_ == "ccomp"), None)
    if clause is None:
        return False
    above = clause.head
    frames = saying(action.doc.lang_).verbs.get(above.lemma_.lower(), ())
    return above.pos_ == "ADJ" or bool(frames and all(frame.verb_class == "opinion" for frame in frames))


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
