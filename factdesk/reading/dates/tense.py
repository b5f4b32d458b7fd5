"""When, by the verb that governs it, a time expression lies: before the report, or ahead of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from factdesk.model import Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

_THROUGH = frozenset(
    {"prep", "pobj", "pcomp", "npadvmod", "advmod", "nummod", "quantmod", "dep", "tmod", "conj", "det", "amod"}
)


_BEHIND = frozenset({"from", "since", "after", "following"})
_ORDINALS = frozenset({"first", "last", "only", "latest", "second", "third"})


@dataclass(frozen=True, slots=True)
class Governor:
    """The verb above a time expression, its tense, and whether only prepositions lie between."""

    token: Token | None
    tense: Tense
    hangs_on_verb: bool


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and token.tag_ != "MD"


def _auxiliaries(verb: Token) -> list[Token]:
    found = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if not found and verb.dep_ == "conj" and _is_verb(verb.head) and not _has_subject(verb):
        return _auxiliaries(verb.head)
    return found


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in verb.children)


def _verb_above(verb: Token) -> Token | None:
    """Return the verb that a participle accompanies ("rose sharply, reaching a high in June")."""
    above = verb.head
    while not _is_verb(above):
        if above.head.i == above.i or above.pos_ != "ADP":
            return None
        above = above.head
    return above if above.i != verb.i else None


def _is_denied(verb: Token) -> bool:
    """Tell whether it did not come about ("could not be reached Friday", "neither of them could be found")."""
    return any(
        child.dep_ == "neg" or (child.dep_ in ("preconj", "nsubj", "nsubjpass") and _is_negative(child))
        for child in verb.children
    )


def _is_negative(token: Token) -> bool:
    words = ("neither", "nobody", "none", "no", "nor")
    return token.lower_ in words or any(child.lower_ in words for child in token.children)


def _of_infinitive(verb: Token, policy: dict[str, Any]) -> Tense:
    head = verb.head
    if head.i == verb.i:
        return Tense.FUTURE
    if head.lemma_.lower() in policy["behind_verbs"]:
        return _of_verb(head, policy)
    if any(child.lower_ in policy["behind_adverbs"] for child in head.lefts):
        return Tense.PAST
    if verb.dep_ in ("relcl", "acl") and any(child.lower_ in _ORDINALS for child in head.children):
        above = governor(head, policy)
        return above.tense if above.token is not None and above.token.i != verb.i else Tense.FUTURE
    if verb.dep_ in ("csubj", "csubjpass") and _is_verb(head):
        return _of_verb(head, policy)
    if verb.dep_ == "advcl" and _is_verb(head) and head.lemma_.lower() not in policy["ahead_verbs"]:
        return _of_verb(head, policy)
    return Tense.FUTURE


def _is_general(noun: Token) -> bool:
    """Tell whether a noun stands for any of its kind ("A bean sold in February is ...")."""
    is_any = any(child.dep_ == "det" and child.lower_ in ("a", "an", "any", "every", "no") for child in noun.children)
    return is_any and noun.dep_ in ("nsubj", "nsubjpass") and noun.head.tag_ in ("VBZ", "VBP")


def _of_participle(verb: Token, auxiliaries: list[Token], policy: dict[str, Any]) -> Tense:
    has_perfect = any(aux.lemma_ == "have" for aux in auxiliaries)
    if not auxiliaries and verb.dep_ in ("ccomp", "xcomp", "oprd") and verb.head.lemma_ in policy["wished_states"]:
        return Tense.FUTURE
    if verb.dep_ == "acl" and not auxiliaries and _is_general(verb.head):
        return Tense.NONE
    has_just = has_perfect and any(aux.lemma_ == "have" and aux.tag_ in ("VBZ", "VBP") for aux in auxiliaries)
    if verb.lemma_.lower() in policy["ahead_planners"] and (has_just or not has_perfect):
        return Tense.FUTURE
    did_it = not auxiliaries and any(child.dep_ == "nsubj" for child in verb.children)
    if verb.tag_ == "VBN" and verb.lemma_.lower() in policy["ahead_participles"] and not has_perfect and not did_it:
        return Tense.FUTURE
    if any(aux.tag_ in ("VBZ", "VBP") and aux.dep_ == "auxpass" for aux in auxiliaries):
        return Tense.PRESENT
    return Tense.PAST


def _of_verb(verb: Token, policy: dict[str, Any]) -> Tense:
    auxiliaries = _auxiliaries(verb)
    if verb.lemma_.lower() in policy["origin_verbs"] and not auxiliaries:
        return Tense.PAST
    if not auxiliaries and any(child.lower_ in policy["behind_adverbs"] for child in verb.lefts):
        return Tense.PAST
    lemmas = {aux.lower_ for aux in auxiliaries}
    has_perfect = any(aux.lemma_ == "have" for aux in auxiliaries)
    if "could" in lemmas and _is_denied(verb):
        return Tense.PAST
    if not has_perfect and lemmas & set(policy["ahead_modals"]):
        return Tense.FUTURE
    if "to" in lemmas:
        return Tense.PAST if has_perfect else _of_infinitive(verb, policy)
    if verb.tag_ == "VBG":
        if any(aux.lemma_ == "be" and aux.tag_ in ("VBZ", "VBP") for aux in auxiliaries):
            return Tense.PRESENT
        if not auxiliaries and verb.dep_ in ("advcl", "conj", "pcomp", "xcomp") and _verb_above(verb) is not None:
            return _of_verb(_verb_above(verb) or verb, policy)
        return Tense.PAST if auxiliaries else Tense.NONE
    if verb.tag_ in ("VBD", "VBN"):
        return _of_participle(verb, auxiliaries, policy)
    if verb.tag_ == "VB" and any(aux.tag_ == "VBD" for aux in auxiliaries):
        return Tense.PAST
    return Tense.PRESENT if verb.tag_ in ("VBZ", "VBP", "VB") else Tense.NONE


def told_by(token: Token, verb: Token, policy: dict[str, Any]) -> Token | None:
    """Return the reporting verb that a time belongs to though the parse hangs it on what is reported.

    In "said on Monday he would visit" the time stands between the reporting verb and the subject of its clause.
    """
    above = verb.head
    if verb.dep_ != "ccomp" or above.i == verb.i or above.lemma_.lower() not in policy["reporting_verbs"]:
        return None
    subjects = [child.left_edge.i for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "expl")]
    return above if subjects and above.i < token.i < min(subjects) else None


def _ahead_complement(verb: Token, policy: dict[str, Any]) -> bool:
    """Tell whether "is due", "is likely", "was set" stand here: a state that points ahead."""
    return any(
        child.dep_ in ("acomp", "attr", "oprd") and child.lemma_.lower() in policy["ahead_verbs"]
        for child in verb.children
    )


def _tells_of_what_was(token: Token, verb: Token, policy: dict[str, Any]) -> bool:
    """Tell whether a time belongs to what has happened though the verb points ahead.

    "Wednesday's ruling" and "a record set on Aug. 6" are over; "Friday's vote" may be yet to come.
    """
    if any(child.dep_ == "case" for child in token.children) and token.head.pos_ in ("NOUN", "PROPN"):
        return token.head.lemma_.lower() not in policy["scheduled_nouns"] and token.head.pos_ == "NOUN"
    at = token.head
    return verb.lemma_ == "set" and not _auxiliaries(verb) and at.lower_ == "on" and at.head.i == verb.i


def _is_moved_to(token: Token, verb: Token, policy: dict[str, Any]) -> bool:
    """Tell whether a time is the new one of what was moved ("have delayed the launch to March")."""
    if verb.lemma_.lower() not in policy["moving_verbs"]:
        return False
    return any(
        child.dep_ == "prep" and child.lower_ in ("to", "until", "till", "into") and child.is_ancestor(token)
        for child in verb.children
    )


def governor(token: Token, policy: dict[str, Any]) -> Governor:
    """Return what governs a token: climb to the first verb, noting whether a noun lies between."""
    current, only_prepositions, ahead, behind = token, True, False, False
    while not _is_verb(current) or current.i == token.i:
        if current.lemma_.lower() in ("due", "likely", "expected", "scheduled") and current.pos_ == "ADJ":
            return Governor(current, Tense.FUTURE, True)
        if current.head.i == current.i:
            return Governor(None, Tense.NONE, False)
        if current.dep_ not in _THROUGH or (current.i != token.i and current.pos_ in ("NOUN", "PROPN", "PRON")):
            only_prepositions = False
        if (
            current.dep_ == "prep"
            and current.lower_ in ("from", "since", "after", "following")
            and current.i != token.i
        ):
            behind = True
        if current.pos_ == "NOUN" and current.lemma_.lower() in policy["ahead_nouns"] and current.i != token.i:
            ahead = True
        current = current.head
    reporting = told_by(token, current, policy)
    if reporting is not None:
        return Governor(reporting, _of_verb(reporting, policy), True)
    tense = _of_verb(current, policy)
    if _tells_of_what_was(token, current, policy):
        return Governor(current, Tense.PAST, False)
    if only_prepositions and _is_moved_to(token, current, policy):
        return Governor(current, Tense.FUTURE, True)
    if _ahead_complement(current, policy) or (ahead and not behind and tense in (Tense.NONE, Tense.PRESENT)):
        tense = Tense.FUTURE
    return Governor(current, tense, only_prepositions)
