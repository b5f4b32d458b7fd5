"""The comparison and the trained network together: one calibrated probability for every relation."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from factdesk.matching.comparison import Comparison
from factdesk.matching.judges import ComparisonJudge, Judge, Weights, comparison_judge, weights_of
from factdesk.matching.trained import RELATIONS, Network, asked, network
from factdesk.model import Relation
from factdesk.paths import resource

MOST_ASKED = 28
"""Passages of one report at most that the network reads: it costs some 12 ms for each."""
MOST_OF_A_CLAIM = 3
"""Passages at most that it reads for one claim; the comparison chooses."""
_LEAST_LOG = math.log(1e-4)
_TAKEN = (
    "given",
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
    """Asks the network about the likeliest passages, and weighs its answers with the comparison."""

    name: str
    comparison: ComparisonJudge
    network: Network
    both: Combination
    alone: Combination
    """For what the network is not asked about."""

    def scores(self, comparisons: Sequence[Comparison]) -> tuple[dict[Relation, float], ...]:
        """Return for each comparison a probability for every relation; they sum to 1."""
        found = self.comparison.scores(comparisons)
        items = [(id(c.claim), c.context.is_given, s) for c, s in zip(comparisons, found, strict=True)]
        chosen = worth_asking(items)
        answers = dict(zip(chosen, self.network.chances([asked(comparisons[i]) for i in chosen]), strict=True))
        return tuple(
            self.both.scores(combined_features(c.features, found[i], answers[i]))
            if i in answers
            else self.alone.scores(combined_features(c.features, found[i], None))
            for i, c in enumerate(comparisons)
        )


def worth_asking(items: Sequence[tuple[object, bool, Mapping[Relation, float]]]) -> list[int]:
    """Return which comparisons of one report are worth the network's time: all that were handed in, else a few.

    Args:
        items: of each comparison its claim, whether it was handed in, and what the comparison alone says.
    """
    given = [i for i, (_, is_given, _) in enumerate(items) if is_given]
    rest = sorted((scores[Relation.UNRELATED], i) for i, (_, is_given, scores) in enumerate(items) if not is_given)
    asked_of: Counter[object] = Counter()
    found: list[int] = []
    for _, i in rest:
        claim = items[i][0]
        if asked_of[claim] < MOST_OF_A_CLAIM and len(found) < MOST_ASKED:
            asked_of[claim] += 1
            found.append(i)
    return sorted([*given, *found])


def combined_features(
    features: Mapping[str, float], words: Mapping[Relation, float], net: Mapping[Relation, float] | None
) -> dict[str, float]:
    """Return what the combiner weighs: the logarithms of both halves' probabilities, and the features it takes."""
    found = {name: features[name] for name in _TAKEN if features.get(name)}
    found |= {f"words_{relation}": _log(words[relation]) for relation in RELATIONS}
    if net is not None:
        found |= {f"net_{relation}": _log(net[relation]) for relation in RELATIONS}
    return found


def _log(chance: float) -> float:
    return max(_LEAST_LOG, math.log(max(chance, 1e-12)))


@cache
def default_judge(language: str = "en") -> Judge:
    """Return the judge that is used when none is handed in: both halves, the comparison alone without the network."""
    held = network()
    alone = comparison_judge(language)
    if held is None:
        return alone
    data = json.loads(resource("rules", language, "matching_combined.json").read_text("utf8"))
    both, bare = (Combination({Relation(r): weights_of(w) for r, w in data[k].items()}) for k in ("both", "alone"))
    return CombinedJudge(f"judge {data['version']}", alone, held, both, bare)
