"""From a comparison to a probability for every relation."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from factdesk.matching.comparison import Comparison
from factdesk.model import Relation
from factdesk.paths import resource

DECISIVE = (Relation.CONFIRMS, Relation.CONTRADICTS, Relation.PARTLY, Relation.MOVES)
FOUND_THRESHOLD = 0.25
"""Of the comparison alone: fewer than 4 false alarms in 100 quiet pairs of claim and report, on storylines left out."""


Chances = Mapping[Relation, float]
"""A probability for every relation; they sum to 1."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a judge says of one comparison."""

    scores: Chances
    network: Chances | None = None
    """What the trained network alone says, null where it was not asked."""


class Judge(Protocol):
    """Whoever says how a passage bears on a claim: the comparison alone, a trained model, or both together."""

    @property
    def name(self) -> str:
        """Name and version, as stored with what it proposes."""
        ...

    @property
    def threshold(self) -> float:
        """Least probability of all decisive relations together at which a passage of a report is proposed."""
        ...

    def opinions(self, comparisons: Sequence[Comparison]) -> tuple[Opinion, ...]:
        """Judge pairs that were handed in, or the comparisons of one report."""
        ...


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the evidence, in log odds."""

    bias: float
    features: Mapping[str, float]

    def sum(self, features: Mapping[str, float]) -> float:
        """Return the log odds that some features give."""
        return self.bias + sum(w * features[name] for name, w in self.features.items() if name in features)


@dataclass(frozen=True, slots=True)
class ComparisonJudge:
    """A multinomial logistic combiner over the comparison, in two steps: does it bear on the claim, and if so how.

    The weights are fitted by ``scripts/fit_matching.py``, which says on what and how well.
    """

    name: str
    bears: Weights
    relations: Mapping[Relation, Weights]
    found: Weights
    """From the log odds of all decisive relations together ("words") to those that hold for whole reports."""
    threshold: float = FOUND_THRESHOLD

    def opinions(self, comparisons: Sequence[Comparison]) -> tuple[Opinion, ...]:
        """See :class:`Judge`."""
        found = [(c, self.of_features(c.features)) for c in comparisons]
        return tuple(Opinion(said if c.context.is_given else self.calibrated(said)) for c, said in found)

    def calibrated(self, scores: Chances) -> dict[Relation, float]:
        """Return the probabilities for a passage come upon in a whole report, where few decide anything.

        The method is that of Platt 1999, fitted to how often a report decides whose best passage scores like this one.
        """
        decisive = min(1.0, sum(scores[r] for r in DECISIVE))
        odds = self.found.sum({"words": odds_of(decisive)})
        now = 1.0 / (1.0 + math.exp(-odds))
        up, down = now / max(decisive, 1e-9), (1.0 - now) / max(1.0 - decisive, 1e-9)
        return {r: score * (up if r in DECISIVE else down) for r, score in scores.items()}

    def of_features(self, features: Mapping[str, float]) -> dict[Relation, float]:
        """Return the probabilities that the features of one comparison give."""
        odds = self.bears.sum(features)
        bearing = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
        weighed = how_features(features, odds, bearing)
        powers = {relation: math.exp(min(30.0, weights.sum(weighed))) for relation, weights in self.relations.items()}
        total = 1.0 + sum(powers.values())
        rest = 1.0 / total
        shares = {relation: power / total for relation, power in powers.items()}
        return {**shares, Relation.MENTIONS: rest * bearing, Relation.UNRELATED: rest * (1.0 - bearing)}


def odds_of(chance: float) -> float:
    """Return log odds, bounded where a probability is next to certain."""
    held = min(max(chance, 1e-4), 1.0 - 1e-4)
    return math.log(held / (1.0 - held))


def how_features(features: Mapping[str, float], odds: float, bearing: float) -> dict[str, float]:
    """Return the features of the second step: what is said counts as far as it is said of the claim at all."""
    share = min(1.0, 2.0 * bearing)
    return {**{name: value * share for name, value in features.items()}, "bearing": odds / 2.0}


@cache
def comparison_judge(language: str = "en") -> ComparisonJudge:
    """Return the judge of a language with the weights in ``resources/rules``."""
    data = json.loads(resource("rules", language, "matching.json").read_text("utf8"))
    relations = {Relation(name): weights_of(entry) for name, entry in data["relations"].items()}
    bears, found = weights_of(data["bears"]), weights_of(data["found"])
    return ComparisonJudge(f"comparison {data['version']}", bears, relations, found)


def weights_of(entry: Mapping[str, float]) -> Weights:
    """Read weights as they are stored."""
    return Weights(entry["bias"], {name: value for name, value in entry.items() if name != "bias"})
