"""Which verb a time belongs to: the way between the two through the sentence's dependencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factdesk.reading.dates.tense import governor

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_OWN_CLAUSE = frozenset({"relcl", "advcl", "ccomp", "parataxis", "csubj"})
_VERBS = frozenset({"VERB", "AUX"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_UPWARDS = frozenset({"acomp", "oprd", "xcomp", "aux", "auxpass", "conj", "acl", "dobj", "attr", "ccomp"})
_FROM_NOUN = frozenset({"pobj", "prep", "compound", "nummod"})
_BEGINS = frozenset({"starting", "beginning", "effective"})
_APART = frozenset({"after", "before", "since", "following"})


def main_action(span: Span, policy: dict[str, Any]) -> Token:
    """Return the verb (or noun) a clause is about: what is said, not that it is said; what is planned, not the plan."""
    token = span.root
    while True:
        complements = [
            c for c in token.children if c.dep_ in ("ccomp", "xcomp") and (c.pos_ in _VERBS or c.dep_ == "ccomp")
        ]
        lemma = token.lemma_.lower()
        through = [
            c
            for c in complements
            if (c.dep_ == "ccomp" and lemma in policy["reporting_verbs"])
            or (c.dep_ == "xcomp" and lemma in policy["ahead_verbs"])
        ]
        if not through:
            return token
        token = through[0]


def _path(token: Token, goal: Token) -> list[Token] | None:
    """Return the tokens between a token and one above it; null where it is not above."""
    between: list[Token] = []
    current = token
    while current.i != goal.i:
        if current.head.i == current.i:
            return None
        current = current.head
        between.append(current)
    return between[:-1]


def _has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _is_transparent(verb: Token) -> bool:
    """Tell whether a clause is none of its own.

    It gives the time of the one above it ("when the two leaders sit down next spring", "starting next week") or says
    what somebody is made to do ("allows managers to keep the April window").
    """
    if verb.lower_ in _BEGINS:
        return True
    if verb.dep_ == "ccomp":
        return _has_to(verb)
    return verb.dep_ == "advcl" and any(child.lower_ in ("when", "once") for child in verb.children)


def _is_shared(verb: Token, token: Token) -> bool:
    """Tell whether what stands behind the last of joined verbs is said of all: "to meet and dock in 2027"."""
    bare = not any(child.dep_ in (*_SUBJECT, "aux", "auxpass", "conj") for child in verb.children)
    is_base = verb.head.tag_ == "VB" and verb.lower_ == verb.lemma_.lower()
    alike = is_base or (verb.tag_ in ("VB", "VBG", "VBN") and verb.head.tag_ == verb.tag_)
    return bare and alike and token.i > verb.i


def _crosses(token: Token, path: list[Token]) -> str:
    """Tell what lies on the way up: ``clause`` (another assertion), ``complement`` or nothing."""
    verbs = [t for t in (token, *path) if t.pos_ in _VERBS]
    for verb in verbs:
        if verb.dep_ in _OWN_CLAUSE and not _is_transparent(verb):
            return "clause"
        if verb.dep_ == "conj" and not _is_shared(verb, token):
            return "clause"
        if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
            return "clause"
        if verb.dep_ == "pcomp" and verb.head.lower_ in _APART:
            return "clause"
    return "complement" if verbs else ""


def attachment(token: Token, action: Token, policy: dict[str, Any]) -> int | None:
    """Return how far a time is from a claim's action; null where it belongs to something else.

    0: it hangs on the action or its arguments; 1: on a complement of it; 2: on the verb that announces it, or before
    the first of several joined verbs.

    Args:
        token: the root of the time expression.
        action: the verb (or noun) of the claim.
        policy: the language's policy.
    """
    above = governor(token, policy).token
    if above is not None and above.i != action.i and above.lemma_.lower() in policy["reporting_verbs"]:
        return None
    down = _path(token, action)
    if down is not None:
        crossed = _crosses(token, down)
        return None if crossed == "clause" else int(crossed == "complement")
    return _from_above(token, action, policy)


def _from_above(token: Token, action: Token, policy: dict[str, Any]) -> int | None:
    current, joined = action, False
    upwards = _UPWARDS if action.pos_ in _VERBS else _UPWARDS | _FROM_NOUN
    while (current.dep_ in upwards or _has_to(current)) and current.head.i != current.i:
        joined |= current.dep_ == "conj" and current.pos_ in _VERBS
        current = current.head
        lemma = current.lemma_.lower()
        if lemma in policy["reporting_verbs"] and lemma not in policy["ahead_verbs"]:
            return None
        up = _path(token, current)
        if up is not None:
            return 2 if not _crosses(token, up) and (not joined or token.i < current.i) else None
    return None
