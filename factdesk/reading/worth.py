"""What an editor looks at before keeping a claim: does it stand alone, name, count, say more than a view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from factdesk.model import Entity, Kind, Quantity, TimeExpression
from factdesk.reading.ahead import Marker
from factdesk.reading.assertions import Assertion, subject_of
from factdesk.reading.checkworthy import log_odds
from factdesk.reading.gist import Gist
from factdesk.reading.plain import words_of
from factdesk.reading.rules import opinions, saying, sentence_rules
from factdesk.reading.syntax import FINITE, children, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_FIRST = frozenset(("i", "we", "me", "us", "my", "our", "myself", "ourselves"))
_SECOND = frozenset(("you", "your", "yours", "yourself"))
_POINTING = frozenset(("it", "they", "this", "that", "these", "those", "he", "she", "them", "him", "her"))
_LEAD = 3
"""Paragraphs (heading, byline and dateline among them) in which a report tells its news."""
_FEW_WORDS = 10
_HISTORY_DAYS = 550
_NAMES = ("PERSON", "ORG", "GPE", "NORP", "FAC", "PRODUCT", "EVENT", "LAW", "LOC")
_MOST_ODDS = 6.0
_JOINING = ("but", "and", "so", "or", "yet")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read of an assertion so far."""

    tokens: Tokens
    entities: tuple[Entity, ...]
    quantities: tuple[Quantity, ...]
    times: Sequence[TimeExpression]
    """Those in its words."""
    published: date | None
    speaker: str | None
    kind: Kind
    is_anchored: bool
    """Its subject is named, or led to a name."""


def tokens_of(assertion: Assertion) -> Tokens:
    """Return the words of an assertion."""
    offset, doc = assertion.paragraph.start, assertion.paragraph.doc
    found = doc.char_span(assertion.start - offset, assertion.end - offset, alignment_mode="expand")
    return found if found is not None else assertion.sentence


def is_bare(assertion: Assertion) -> bool:
    """Tell whether an assertion has nothing that could be checked: no name, number, or thing it speaks of."""
    tokens = tokens_of(assertion)
    if is_opinion(assertion) or _is_fragment(tokens, assertion) or _is_private(tokens, assertion):
        return True
    if assertion.ahead is not None and not assertion.ahead.is_conditional:
        return False
    who = subject_of(assertion)
    words = words_of(tokens.doc)
    has_name = any(words.entity[tokens.start : tokens.end])
    has_noun = any(pos in ("NOUN", "PROPN") for pos in words.pos[tokens.start : tokens.end])
    return not has_noun or (not has_name and (who is None or who.pos_ == "PRON") and assertion.said is None)


def is_opinion(assertion: Assertion) -> bool:
    """Tell whether somebody says no more than what they think or like."""
    views = opinions(words_of(assertion.paragraph.doc).language)
    only_possible = assertion.ahead is None or assertion.ahead.marker is Marker.POSSIBLE
    return only_possible and any(
        (who := own_subject(verb)) is not None and who.lower_ in ("i", "we") and verb.lemma_.lower() in views
        for verb in {assertion.sentence.root, assertion.head}
    )


def _is_fragment(tokens: Tokens, assertion: Assertion) -> bool:
    """Tell whether the words begin in a way after which no sentence comes, as "Because of that"."""
    if assertion.is_part and assertion.head.dep_ == "relcl":
        return False
    words = tokens.text.lower().lstrip("\"'“‘ ")
    dep = words_of(tokens.doc).dep
    never_alone = sentence_rules(words_of(tokens.doc).language).never_alone
    begins = any(words.startswith(f"{w} ") for w in never_alone)
    return begins and not any(
        dep[i] == "ROOT" and own_subject(tokens.doc[i]) is not None for i in range(tokens.start + 1, tokens.end)
    )


def _is_private(tokens: Tokens, assertion: Assertion) -> bool:
    """Tell direct speech about oneself or the listener that names, counts and dates nothing."""
    said = assertion.said
    if said is None or not said.is_direct or any(t.ent_type_ for t in _content(tokens, assertion)):
        return False
    about = not (_FIRST | _SECOND).isdisjoint(words_of(tokens.doc).lower[tokens.start : tokens.end])
    strong = assertion.ahead is not None and assertion.ahead.marker in (Marker.WILL, Marker.PROMISE, Marker.PLAN)
    acts = strong and assertion.ahead is not None and assertion.ahead.depth == 0 and _is_act(assertion.ahead.action)
    return about and not acts


def _is_act(verb: Token) -> bool:
    """Tell a deed ("we will rebuild the pier") from a state of mind ("I will never be sorry")."""
    has_object = any(c.pos_ in ("NOUN", "PROPN") for c in children(verb, "dobj", "nsubjpass"))
    return has_object and verb.lemma_.lower() not in opinions(words_of(verb.doc).language)


def _content(tokens: Tokens, assertion: Assertion) -> list[Token]:
    """Return the words that somebody said, without those that tell who says it."""
    said = assertion.said
    if said is None or said.paragraph != assertion.number:
        return list(tokens)
    return [t for t in tokens if any(a <= t.idx < b for a, b in said.contents)]


def worth(assertion: Assertion, seen: Seen, gist: Gist) -> dict[str, float]:
    """Return features, each between 0 and 1, of how much an assertion is worth to somebody who checks claims."""
    words = _content(seen.tokens, assertion)
    known, places = words_of(seen.tokens.doc), [t.i for t in words]
    alpha = [t for t in words if known.alpha[t.i] or t.like_num] or list(seen.tokens)
    named = [t for t in words if known.entity[t.i] in _NAMES]
    lower = [known.lower[i] for i in places]
    direct = assertion.said is not None and assertion.said.is_direct
    first = not _FIRST.isdisjoint(lower)
    out = {
        "content named": float(bool(named)),
        "content named twice": float(len({t.ent_iob_ == "B" and t.i for t in named} - {False}) > 1),
        "capitals": sum([known.pos[t.i] == "PROPN" for t in alpha]) / len(alpha),
        "dated": float(bool(seen.times)),
        "long over": float(_is_long_over(seen)),
        "quantities": min(len(seen.quantities), 3) / 3,
        "unanchored": float(not seen.is_anchored),
        "pointing": min(sum([w in _POINTING for w in lower]), 3) / 3,
        "second person": float(not _SECOND.isdisjoint(lower)),
        "first person": float(first),
        "joining": float(bool(words) and words[0].lower_.strip("\"'“") in _JOINING),
        "few words": float(len(alpha) < _FEW_WORDS),
        "performs": float(_performs(assertion)),
        "state": float(_is_state(assertion.head)),
        "speaker": float(seen.speaker is not None),
        "direct named": float(direct and bool(named)),
        "direct first person": float(direct and first),
        "direct bare": float(direct and not named and not seen.quantities and not seen.times),
        f"kind {seen.kind.value}": 1.0,
    }
    if assertion.number <= _LEAD and assertion.ahead is None and named:
        out["lead named"] = 1.0
        out["lead dated"] = float(bool(seen.times))
    out |= gist.features(words) | _of_style(assertion, words, seen)
    return out | _of_statement(seen, bool(named), direct)


def _of_style(assertion: Assertion, words: list[Token], seen: Seen) -> dict[str, float]:
    """Return what tells a plain record from colour: how much is coloured, what is spoken of, how worth checking."""
    known, places = words_of(assertion.paragraph.doc), [t.i for t in words]
    tags, classes = [known.tag[i] for i in places], [known.pos[i] for i in places]
    full = [c for c in classes if c in ("NOUN", "VERB", "ADJ", "ADV", "PROPN", "NUM")]
    who = subject_of(assertion)
    pointed = [c.lower_ for c in children(who, "det")] if who is not None and not who.ent_type_ else []
    dated = bool(seen.times)
    return {
        "checkworthy": max(-1.0, min(1.0, log_odds(words, words_of(assertion.paragraph.doc).language) / _MOST_ODDS)),
        "modifiers": sum([c in ("ADJ", "ADV") for c in full]) / max(1, len(full)),
        "superlative": float("JJS" in tags or "RBS" in tags),
        "subject pointed at": float(any(w in _POINTING for w in pointed)),
        "subject definite": float("the" in pointed),
        "subject bare plural": float(
            who is not None and who.tag_ == "NNS" and not who.ent_type_ and not any(True for _ in who.children)
        ),
        "starts low": float(words[0].text[:1].islower()) if words else 0.0,
        "clauses": min(sum([tag in FINITE for tag in tags]), 4) / 4,
        "source unnamed": float(assertion.said is not None and seen.speaker is None),
        "source titled": float(seen.speaker is not None and seen.speaker[:1].isupper()),
        "past undated": float(assertion.head.tag_ == "VBD" and not dated),
        "present undated": float(assertion.head.tag_ in ("VBZ", "VBP") and not dated),
        "agent and number": float(bool(seen.quantities) and who is not None and bool(who.ent_type_)),
        "agent and day": float(dated and who is not None and bool(who.ent_type_)),
    }


def _is_long_over(seen: Seen) -> bool:
    """Tell whether the newest time told of is history: over for more than a year and a half."""
    days = [t.to_day for t in seen.times if t.to_day is not None]
    return bool(days) and seen.published is not None and (seen.published - max(days)).days > _HISTORY_DAYS


def _of_statement(seen: Seen, named: bool, direct: bool) -> dict[str, float]:
    if seen.kind is not Kind.STATEMENT:
        forward = seen.kind in (Kind.PREDICTION, Kind.EVENT) and not seen.times
        return {"ahead undated": float(forward), "ahead bare": float(forward and not named and not seen.quantities)}
    return {
        "statement counted": float(bool(seen.quantities)),
        "statement dated": float(bool(seen.times)),
        "statement named": float(named and not direct),
        "statement bare": float(not named and not seen.quantities and not seen.times),
    }


def _performs(assertion: Assertion) -> bool:
    """Tell whether somebody does something by saying so: "we are asking the court", "I am ordering all ships home"."""
    verb, rules = assertion.head, saying(words_of(assertion.paragraph.doc).language)
    who = own_subject(verb)
    if who is None or who.lower_ not in ("i", "we"):
        return False
    return any(frame.verb_class in ("direct", "promise") for frame in rules.verbs.get(verb.lemma_.lower(), ()))


def _is_state(head: Token) -> bool:
    """Tell "the budget is generational" from "the court is the highest of Norway"."""
    if head.lemma_ != "be":
        return False
    parts = children(head, "acomp", "attr")
    return bool(parts) and not any(t.ent_type_ for part in parts for t in part.subtree)
