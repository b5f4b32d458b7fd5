"""Whether a new assertion merely repeats a stored claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from factdesk.matching.comparison import Comparison, Context, compare
from factdesk.matching.lexicon import Lexicon, lexicon
from factdesk.matching.reasons import reasons
from factdesk.matching.views import ClaimView, claim_view, claimed, make_claim_view
from factdesk.matching.words import stem
from factdesk.model import Claim, ClaimDraft, Due, Passage, Relation

_SAME = 0.7
"""Least share of the rarer words that both texts must have, each way, for a repetition."""
_COMMON = 0.5
"""Share of the shorter text's words that both must have to be worth reading."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """A stored claim that a new draft merely repeats."""

    claim_id: int
    score: float
    reasons: tuple[str, ...]


def find_restated(
    draft: ClaimDraft, read: Sequence[Passage], claims: Sequence[Claim], published: date | None
) -> Restatement | None:
    """Find the claim that a draft repeats: same assertion, same due, same amounts, same polarity.

    Args:
        draft: the new claim.
        read: the draft's text and then each claim's text, as passages.
        claims: stored claims, in the order of ``read``.
        published: when the draft's report appeared.
    """
    rules = lexicon()
    new = _draft_view(draft, read[0], published, rules)
    best: Restatement | None = None
    for claim, passage in zip(claims, read[1:], strict=True):
        seen = claim_view(claim, passage, rules)
        score = _likeness(seen, new) if _may_repeat(seen, new) else 0.0
        if score >= _SAME and (best is None or score > best.score):
            compared = compare(seen, new.view, Context(), published, rules)
            best = Restatement(claim.id, round(score, 4), reasons(compared, Relation.MENTIONS))
    return best


def shares_words(one: str, other: str) -> bool:
    """Tell, without reading either, whether two texts have words enough in common for one to repeat the other."""
    mine, theirs = _stems(one), _stems(other)
    return len(mine & theirs) >= _COMMON * min(len(mine), len(theirs))


def _stems(text: str) -> set[str]:
    return {stem(word) for word in text.split()}


def is_same_assertion(comparison: Comparison) -> bool:
    """Tell whether a passage says again what the claim says, and no more than it."""
    features = comparison.features
    both = min(features["cover"], 1.3 * features["spread"])
    return both >= _SAME and not features.get("told_negated") and not features.get("amounts_differ")


def _draft_view(draft: ClaimDraft, passage: Passage, published: date | None, rules: Lexicon) -> ClaimView:
    return make_claim_view(
        claimed(passage, rules, draft.entities),
        rules,
        due=draft.due,
        published=published,
        speaker=draft.speaker,
        quantities=draft.quantities or passage.quantities,
        kind=draft.kind,
    )


def _may_repeat(one: ClaimView, other: ClaimView) -> bool:
    """Rule out what is no repetition whatever the words: another due, another amount, the opposite."""
    return (
        one.is_negated == other.is_negated
        and one.is_forward == other.is_forward
        and _same_due(one.due, other.due)
        and _same_amounts(one, other)
        and not any(
            (name in one.view.cues) != (name in other.view.cues) for name in ("called_off", "delayed", "denied")
        )
    )


def _same_due(one: Due | None, other: Due | None) -> bool:
    if one is None or other is None:
        return one is other
    if one.to_day != other.to_day:
        return False
    return one.from_day == other.from_day or None in (one.from_day, other.from_day)


def _same_amounts(one: ClaimView, other: ClaimView) -> bool:
    mine = {(q.unit, round(q.value, 6)) for q in one.quantities}
    theirs = {(q.unit, round(q.value, 6)) for q in other.quantities}
    return mine <= theirs or theirs <= mine


def _likeness(one: ClaimView, other: ClaimView) -> float:
    """Return the smaller of the two shares of rarity that each text has in common with the other.

    Verbs of saying weigh little, so the same promise under another "said" is the same promise.
    """
    shared = one.view.terms.keys() & other.view.terms.keys()
    if not one.view.weight or not other.view.weight or not (one.heads & other.heads):
        return 0.0
    mine = sum(one.view.terms[t] for t in shared) / one.view.weight
    theirs = sum(other.view.terms[t] for t in shared) / other.view.weight
    return min(mine, theirs)
