"""What somebody is to do by a day, though no "must" says so; and what is on its way to a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.reading.rules import ForwardRules
from factdesk.reading.syntax import SUBJECT, VERBAL, children

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIMITS = ("by", "before", "until", "till", "within")
_INFINITIVES = ("xcomp", "ccomp", "advcl", "acl", "pcomp")


def has_to(verb: Token) -> bool:
    """Tell whether a verb is an infinitive with "to"."""
    return any(c.tag_ == "TO" for c in verb.children)


def limited_action(verb: Token, rules: ForwardRules) -> Token | None:
    """Return what is to be done by a day: "gave them until Friday to leave", "asked for answers by May 10".

    Null where the verb sets no such limit.
    """
    lemma = verb.lemma_.lower()
    if verb.pos_ not in VERBAL or not (lemma == "be" or lemma in rules.term or lemma in rules.demand):
        return None
    infinitive = _infinitive_below(verb)
    if lemma in rules.term and _grants_term(verb):
        return infinitive
    if lemma in rules.demand:
        asked = infinitive if infinitive is not None and _is_anothers(infinitive, verb) else None
        asked = _thing_asked_for(verb) if infinitive is None else asked
        return asked if asked is not None and (_has_limit(asked) or _has_limit(verb, without=asked)) else None
    if lemma == "be" and infinitive is not None and infinitive.dep_ != "xcomp" and verb.tag_ in ("VBZ", "VBP"):
        return infinitive if _has_limit(infinitive) else None
    return None


def _grants_term(verb: Token) -> bool:
    """Tell "gave them until Friday", "gave them 90 days" from "gave them water"."""
    if any(_is_limit(prep, ("until", "till", "by")) for prep in children(verb, "prep")):
        return True
    return any(t.ent_type_ in ("DATE", "TIME") for t in children(verb, "dobj", "npadvmod") if t.i > verb.i)


def _infinitive_below(verb: Token) -> Token | None:
    places = [verb, *children(verb, "dobj", "dative")]
    return next((c for place in places for c in children(place, *_INFINITIVES) if has_to(c)), None)


def _is_anothers(infinitive: Token, verb: Token) -> bool:
    """Tell "wants the firm to pay", "was ordered to pay" from "wants to pay"."""
    return bool(children(verb, "dobj", "dative", "auxpass") or children(infinitive, *SUBJECT))


def _thing_asked_for(verb: Token) -> Token | None:
    """Return the noun of "asked for answers", "demanded an apology"."""
    if any(child.dep_ in ("ccomp", "xcomp") for child in verb.children):
        return None
    preps = (p for p in children(verb, "prep") if p.lower_ == "for")
    return next((o for p in preps for o in children(p, "pobj")), next(iter(children(verb, "dobj")), None))


def _has_limit(token: Token, without: Token | None = None) -> bool:
    """Tell whether a "by", "before", "until" or "no later than" with a date hangs on a word itself."""
    below = [c for c in token.children if c != without and c.dep_ in ("prep", "advmod", "npadvmod")]
    below += [c for o in children(token, "dobj") for c in children(o, "prep") if o != without]
    return any(_is_limit(c, _LIMITS) or any(_is_no_later(t) for t in c.subtree) for c in below)


def _is_limit(prep: Token, words: tuple[str, ...]) -> bool:
    return prep.lower_ in words and any(t.ent_type_ in ("DATE", "TIME") for t in prep.subtree)


def _is_no_later(word: Token) -> bool:
    return word.lower_ == "than" and word.i > 1 and word.nbor(-1).lower_ == "later" and word.nbor(-2).lower_ == "no"


def on_course(verb: Token, rules: ForwardRules) -> Token | None:
    """Return what is on its way: "is on track for launch in May", "remains on course to open"."""
    for on in (p for p in children(verb, "prep") if p.lower_ == "on"):
        for noun in (n for n in children(on, "pobj") if n.lemma_.lower() in rules.course):
            places = (noun, on, verb)
            infinitive = next((c for p in places for c in children(p, *_INFINITIVES) if has_to(c)), None)
            goal = (o for p in places for f in children(p, "prep") if f.lower_ == "for" for o in children(f, "pobj"))
            return infinitive if infinitive is not None else next(goal, None)
    return None
