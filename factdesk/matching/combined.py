"""The comparison and the trained network together: one calibrated probability for every relation."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from factdesk.matching.comparison import Comparison
from factdesk.matching.judges import ComparisonJudge, Judge, Weights, comparison_judge, weights_of
from factdesk.matching.trained import RELATIONS, Network, network
from factdesk.matching.wording import asked
from factdesk.model import Relation
from factdesk.paths import resource

Chances = Mapping[Relation, float]

_LEAST_LOG = math.log(1e-4)
_TAKEN = (
    "cover",
    "cover_near",
    "actors_near",
    "event",
    "lead",
    "kept",
    "held",
    "forward",
    "undated",
    "report_before",
    "report_after",
    "date_inside",
    "date_after",
    "amounts_differ",
    "other_roles",
    "same_roles",
    "question",
    "redated",
    "told_delayed",
    "told_brought_forward",
    "told_called_off",
    "told_denied",
    "told_open",
    "denied_by_not",
    "broken",
    "kept_partial",
    "kept_differing",
    "says_delayed",
    "says_hedged",
)
"""What the combiner takes from the comparison as it is, beside its probabilities."""


@dataclass(frozen=True, slots=True)
class Combination:
    """A multinomial logistic model over the probabilities of both halves and some features of the comparison.

    The weights are fitted by ``scripts/fit_matching.py``, which says on what and how well.
    """

    relations: Mapping[Relation, Weights]

    def scores(self, features: Mapping[str, float]) -> dict[Relation, float]:
        """Return a probability for every relation; they sum to 1."""
        odds = {relation: weights.sum(features) for relation, weights in self.relations.items()}
        highest = max(odds.values())
        powers = {relation: math.exp(value - highest) for relation, value in odds.items()}
        total = sum(powers.values())
        return {relation: power / total for relation, power in powers.items()}


@dataclass(frozen=True, slots=True)
class CombinedJudge:
    """Asks the network about each pair, and weighs its answer with the comparison."""

    name: str
    comparison: ComparisonJudge
    network: Network
    given: Combination
    threshold: float = 0.5

    def scores(self, comparisons: Sequence[Comparison]) -> tuple[dict[Relation, float], ...]:
        """Return for each comparison a probability for every relation; they sum to 1."""
        words = self.comparison.scores(comparisons)
        answers = self.network.chances([asked(c) for c in comparisons])
        return tuple(
            _of_its_matter(c, self.given.scores(combined_features(c.features, said, net)))
            for c, said, net in zip(comparisons, words, answers, strict=True)
        )


def _of_its_matter(c: Comparison, scores: dict[Relation, float]) -> dict[Relation, float]:
    """Take what has no word, actor or sort of event in common with a claim for another matter, not for a mention."""
    if c.shared or c.alike or c.actors:
        return scores
    other = scores[Relation.UNRELATED] + scores[Relation.MENTIONS]
    return {**scores, Relation.MENTIONS: 0.0, Relation.UNRELATED: other}


def combined_features(features: Mapping[str, float], words: Chances, net: Chances | None) -> dict[str, float]:
    """Return what the combiner weighs: the logarithms of both halves' probabilities, and the features it takes."""
    found = {name: features[name] for name in _TAKEN if features.get(name)}
    found |= {f"words_{relation}": _log(words[relation]) for relation in RELATIONS}
    if net is not None:
        found |= {f"net_{relation}": _log(net[relation]) for relation in RELATIONS}
    return found


def _log(chance: float) -> float:
    return max(_LEAST_LOG, math.log(max(chance, 1e-12)))


@cache
def pair_judge(language: str = "en") -> Judge:
    """Return the judge of pairs that are handed in: both halves, the comparison alone where the network is missing."""
    held = network()
    alone = comparison_judge(language)
    if held is None:
        return alone
    data = json.loads(resource("rules", language, "matching_combined.json").read_text("utf8"))
    given = Combination({Relation(r): weights_of(entry) for r, entry in data["given"].items()})
    return CombinedJudge(f"judge {data['version']}", alone, held, given)
