"""What speaks for and against one antecedent of a pronoun: nearness, role, number of mentions, syntax, quotation."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from factdesk.reading.mentions import Role
from factdesk.reading.syntax import SUBJECT, VERBAL, children

if TYPE_CHECKING:
    from spacy.tokens import Token

    from factdesk.reading.antecedents import Anaphor, Known

_ARGUMENTS = (*SUBJECT, "dobj", "dative", "attr", "oprd", "agent", "prep")
_LINKING = ("be", "become", "seem", "appear", "make", "take", "remain")
_FAR = 4
_CLIMB = 12


def clues(anaphor: Anaphor, known: Known, rank: int) -> dict[str, float] | None:
    """Return the named clues of an antecedent; null where the syntax rules it out.

    Args:
        anaphor: the pronoun.
        known: the antecedent with its mentions so far.
        rank: how many possible antecedents were mentioned since.
    """
    last = known.last
    far = anaphor.sentence - last.sentence
    if far == 0 and is_barred(anaphor.token, last.head):
        return None
    out = {
        f"far {min(far, _FAR)}": 1.0,
        f"rank {min(rank, 3)}": 1.0,
        f"role {last.role.value}": 1.0,
        "same role": float(last.role is anaphor.role),
        "pronoun": float(known.pronoun_last),
        "count": math.log(known.count),
        "named": float(last.is_named),
        "speaks": float(known.speaks),
        "early": float(known.first.sentence <= 1),
        "was subject": float(anaphor.sentence - known.subject_of <= 2),
        f"main subject {min(far, 2)}": float(_is_main_subject(last.head)),
        "embedded": float(_is_embedded(last.head)),
        "kind body": float(last.is_body),
        "kind place": float(last.is_place),
        "kind plural": float(last.is_plural),
        "gender": float(bool(known.gender) and known.gender == anaphor.gender),
    }
    return out | _of_quotation(anaphor, known) | (_of_sentence(anaphor, known) if far == 0 else {})


def clues_of_none(anaphor: Anaphor) -> dict[str, float]:
    """Return what speaks for a pronoun that stands for nothing mentioned: "it is clear that", "they say"."""
    token = anaphor.token
    return {
        "none": 1.0,
        "none empty": float(token.lower_ == "it" and _is_empty(token)),
        "none owner": float(anaphor.role is Role.OWNER),
        "none quoted": float(anaphor.quote >= 0),
        "none opening": float(token.is_sent_start is True),
    }


def _is_empty(it: Token) -> bool:
    """Tell whether "it" stands before what it announces: "it is clear that", "it was decided to", "it is Kim who"."""
    verb = it.head
    below = [verb, *children(verb, "acomp", "attr", "oprd")]
    announces = any(children(t, "ccomp", "csubj", "csubjpass", "relcl", "advcl", "xcomp") for t in below)
    return announces and (verb.lemma_ in _LINKING or it.dep_ == "nsubjpass") and it.dep_ in SUBJECT


def _of_quotation(anaphor: Anaphor, known: Known) -> dict[str, float]:
    last = known.last
    return {
        "own quote": float(bool(anaphor.said_by) and anaphor.said_by == last.name),
        "into quote": float(anaphor.quote >= 0 and anaphor.quote != last.quote),
        "out of quote": float(anaphor.quote < 0 <= last.quote),
        "speaks on": float(known.speaks and _speaks(anaphor.token)),
    }


def _of_sentence(anaphor: Anaphor, known: Known) -> dict[str, float]:
    """Return clues of an antecedent in the pronoun's own sentence."""
    token, head = anaphor.token, known.last.head
    verb = _clause(token)
    governor = verb.head if verb is not None and verb.head != verb else None
    above = governor is not None and head.head == governor and head.dep_ in SUBJECT
    return {
        "own clause's subject": float(verb is not None and head.head == verb and head.dep_ in SUBJECT),
        "subject above": float(above),
        "subject far above": float(head.dep_ in SUBJECT and head.head != verb and is_below(token, head.head)),
        "subject above of saying": float(above and verb is not None and verb.dep_ == "ccomp"),
        "head of clause": float(verb is not None and verb.dep_ in ("relcl", "acl") and verb.head == head),
    }


def is_barred(pronoun: Token, other: Token) -> bool:
    """Tell whether two words cannot stand for one: subject and object of one verb, a noun and its own owner."""
    first = _argument_of(other)
    if pronoun.dep_ == "poss":
        return pronoun.head == other or any(c == other for c in children(pronoun.head, "appos"))
    mine = _argument_of(pronoun)
    return first is not None and first == mine and other.dep_ != "poss"


def _argument_of(token: Token) -> Token | None:
    """Return the verb of which a word is an argument, by a preposition too."""
    node = token
    for _ in range(_CLIMB):
        if node.dep_ == "conj" and node.head.pos_ not in VERBAL:
            node = node.head
        elif node.dep_ == "pobj":
            node = node.head
            if node.dep_ not in ("prep", "agent", "dative") or node.head.pos_ not in VERBAL:
                return None
        else:
            break
    return node.head if node.dep_ in _ARGUMENTS and node.head.pos_ in VERBAL else None


def _clause(token: Token) -> Token | None:
    """Return the verb of the clause around a word."""
    node = token
    for _ in range(_CLIMB):
        if node.head == node:
            return None
        node = node.head
        if node.pos_ in VERBAL:
            return node
    return None


def is_below(token: Token, other: Token) -> bool:
    """Tell whether a word hangs on another, by a dozen steps at most."""
    node = token
    for _ in range(_CLIMB):
        if node == other:
            return True
        if node.head == node:
            return False
        node = node.head
    return False


def _is_main_subject(head: Token) -> bool:
    return head.dep_ in SUBJECT and head.head.dep_ == "ROOT"


def _is_embedded(head: Token) -> bool:
    """Tell whether a mention is a part of another noun's phrase: "defenders of Kim", "Kim's office"."""
    if head.dep_ == "poss":
        return True
    return head.dep_ == "pobj" and head.head.dep_ == "prep" and head.head.head.pos_ in ("NOUN", "PROPN")


def _speaks(token: Token) -> bool:
    from factdesk.reading.rules import saying

    return token.dep_ == "nsubj" and token.head.lemma_.lower() in saying(token.doc.lang_).verbs
