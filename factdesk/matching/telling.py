"""What a passage says of the claimed event: took place, still ahead, called off, put off, denied, excluded."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from factdesk.matching.lexicon import ENDS, Lexicon
from factdesk.matching.views import ClaimView, Event, View
from factdesk.model import Tense

_ITSELF, _ALIKE, _ABOUT = 1.0, 0.85, 0.95
_FOREIGN = 0.5
"""What is left of a likeness where the verb is done to something the claim does not name: "released some details"."""
_ENDS = ("called_off", "delayed", "brought_forward", "denied", "failed", "done")

_ANNOUNCED = ("called_off", "delayed", "brought_forward")
"""What is as good as done once it is announced: "the visit will be put off"."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The strongest ways in which a passage tells of the claimed event, 0 to 1 each, with the predicate that does."""

    strength: Mapping[str, float]
    event: Mapping[str, Event]
    opposed: tuple[str, str] | None
    """Words of claim and passage that exclude each other."""

    def of(self, way: str) -> float:
        """Return how strongly the passage tells it this way."""
        return self.strength.get(way, 0.0)


def tell(
    claim: ClaimView,
    passage: View,
    near: Set[str],
    rules: Lexicon,
    *,
    others: Set[int] = frozenset(),
    unsettled: Set[int] = frozenset(),
) -> Telling:
    """Read what a passage says of the claimed event, predicate by predicate.

    Args:
        claim: the claim.
        passage: the passage.
        near: terms of what stands around the passage, where its "it" and "the company" are named.
        rules: the language's lexicon.
        others: starts of the predicates that tell of somebody else's deed; they say nothing of this one.
        unsettled: starts of the predicates that tell of something only asked for or considered.
    """
    strength: dict[str, float] = {}
    event: dict[str, Event] = {}
    kept = "kept_word" in passage.cues
    for found in passage.events:
        fit = 0.0 if found.predicate.start in others else _fit(claim, found, passage, near, rules)
        for way in _ways(claim, found, rules, found.predicate.start in unsettled, kept) if fit else ():
            if fit > strength.get(way, 0.0):
                strength[way], event[way] = fit, found
    opposed, excluding = _opposed(claim, passage, rules)
    if opposed and excluding:
        strength["opposed"], event["opposed"] = _themes_covered(claim, excluding, passage, near), excluding
    return Telling(strength, event, opposed)


def _ways(claim: ClaimView, found: Event, rules: Lexicon, unsettled: bool, kept: bool) -> list[str]:
    """Name what a predicate that is about the claimed event says of it."""
    p = found.predicate
    own = found.term in claim.heads or bool(found.classes & claim.head_classes & set(ENDS))
    ends = [way for way in _ENDS if found.term in rules.by_cue[way] and not own]
    if p.negated:
        return ["negated"]
    if ends and found.is_announced and set(ends) & set(_ANNOUNCED) and not unsettled and not found.has_condition:
        return ends
    if found.is_open or unsettled:
        return ["open", *(f"open_{way}" for way in ends if way != "done")]
    if p.tense is Tense.NONE and not found.is_participle:
        return ["happened"] if kept else ["unsaid"]
    if ends and ends != ["done"]:
        return ends
    if found.term in rules.light and not own and "done" not in ends:
        return ["talked"]
    return ["happened"] if found.happened else ["present"]


def _fit(claim: ClaimView, found: Event, passage: View, near: Set[str], rules: Lexicon) -> float:
    """Return how well a predicate stands for the claimed event: by itself, or by what it is said of."""
    itself = _ITSELF if found.term in claim.heads else _alikeness(claim, found, rules)
    if itself and found.object and not _is_claimed(found.object, claim, rules):
        itself *= _FOREIGN
    about = _ABOUT if found.arguments & claim.heads else 0.0
    if not about and rules.classes_of(found.arguments) & claim.head_classes:
        about = _ABOUT * _ALIKE
    fit = max(itself, about)
    return fit * (0.25 + 0.75 * _themes_covered(claim, found, passage, near)) if fit else 0.0


def _alikeness(claim: ClaimView, found: Event, rules: Lexicon) -> float:
    """Return how far a word of the same class stands for the claimed event.

    Less where only one sense of either is shared ("launch" a rocket, "begin"); not at all for what only says that
    anything begins.
    """
    shared = found.classes & claim.head_classes
    if not shared or found.term in rules.light:
        return 0.0
    near = [classes for head in claim.heads if (classes := rules.classes.get(head, frozenset())) & shared]
    overlap = max((len(found.classes & classes) / len(found.classes | classes) for classes in near), default=1.0)
    return _ALIKE * (0.5 + 0.5 * overlap)


def _is_claimed(term: str, claim: ClaimView, rules: Lexicon) -> bool:
    """Tell whether what a verb is done to is in the claim: by its word, or by one of the same class."""
    if term in claim.view.terms or term in rules.generic or term in rules.light:
        return True
    return bool(rules.classes.get(term, frozenset()) & rules.classes_of(claim.view.terms))


def _themes_covered(claim: ClaimView, found: Event, passage: View, near: Set[str]) -> float:
    """Return the weighted share of the claim's themes that the predicate, or at less worth the passage, has."""
    total = sum(claim.view.terms[t] for t in claim.themes)
    if not total:
        return 0.5
    covered = 0.0
    for term in claim.themes:
        share = 1.0 if term in found.arguments else 0.8 if term in passage.terms else 0.5 if term in near else 0.0
        covered += share * claim.view.terms[term]
    return covered / total


def _opposed(claim: ClaimView, passage: View, rules: Lexicon) -> tuple[tuple[str, str] | None, Event | None]:
    """Find an event of the passage that took place and excludes what is claimed."""
    for found in passage.events:
        if not found.happened or found.term in claim.view.terms:
            continue
        against = rules.opposite(found.classes) & claim.head_classes
        if against and (found.arguments & claim.view.terms.keys()):
            word = next(t for t in claim.heads if rules.classes.get(t, frozenset()) & against)
            return (claim.view.words.get(word, word), found.predicate.lemma), found
    return None, None
