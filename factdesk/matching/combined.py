"""The comparison and the trained network together: one calibrated probability for every relation."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from factdesk.matching.comparison import Comparison
from factdesk.matching.judges import DECISIVE, ComparisonJudge, Judge, Weights, comparison_judge, weights_of
from factdesk.matching.trained import RELATIONS, Network, asked, network
from factdesk.model import Relation
from factdesk.paths import resource

Chances = Mapping[Relation, float]

MOST_ASKED = 24
"""Passages of one report at most that the network reads: it costs some 12 ms for each."""
MOST_OF_A_CLAIM = 5
"""Passages at most that it reads for one claim; the comparison chooses."""
FOUND_THRESHOLD = 0.4
"""Fewer than 4 false alarms in 100 quiet pairs of claim and report, on storylines left out."""
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
class Finder:
    """Passages come upon in whole reports: few bear on anything, so whether one decides is asked first, and then what.

    A logistic model says whether; what is the mean of what the comparison and the combination for pairs say.
    """

    decides: Weights

    def scores(self, words: Chances, net: Chances | None = None, given: Chances | None = None) -> dict[Relation, float]:
        """Return a probability for every relation; they sum to 1."""
        odds = self.decides.sum(finding_features(words, net, given))
        decisive = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
        shares = {r: math.sqrt(max(words[r], 1e-6) * max((given or words)[r], 1e-6)) for r in DECISIVE}
        total = sum(shares.values())
        bears = words[Relation.MENTIONS] / (words[Relation.MENTIONS] + words[Relation.UNRELATED] + 1e-9)
        rest = 1.0 - decisive
        found = {relation: decisive * share / total for relation, share in shares.items()}
        return {**found, Relation.MENTIONS: rest * bears, Relation.UNRELATED: rest * (1.0 - bears)}


@dataclass(frozen=True, slots=True)
class CombinedJudge:
    """Asks the network about the likeliest passages, and weighs its answers with the comparison."""

    name: str
    comparison: ComparisonJudge
    network: Network
    given: Combination
    """For pairs that were handed in."""
    found: Finder
    """For passages that were come upon in a whole report."""
    alone: Finder
    """For those of them that the network is not asked about."""
    threshold: float = FOUND_THRESHOLD

    def scores(self, comparisons: Sequence[Comparison]) -> tuple[dict[Relation, float], ...]:
        """Return for each comparison a probability for every relation; they sum to 1."""
        words = self.comparison.scores(comparisons)
        items = [(id(c.claim), c.context.is_given, s) for c, s in zip(comparisons, words, strict=True)]
        chosen = worth_asking(items)
        answers = dict(zip(chosen, self.network.chances([asked(comparisons[i]) for i in chosen]), strict=True))
        return tuple(self._combined(c, words[i], answers.get(i)) for i, c in enumerate(comparisons))

    def _combined(self, c: Comparison, words: Chances, net: Chances | None) -> dict[Relation, float]:
        if net is None:
            return self.alone.scores(words)
        given = self.given.scores(combined_features(c.features, words, net))
        return given if c.context.is_given else self.found.scores(words, net, given)


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


def combined_features(features: Mapping[str, float], words: Chances, net: Chances | None) -> dict[str, float]:
    """Return what the combiner weighs: the logarithms of both halves' probabilities, and the features it takes."""
    found = {name: features[name] for name in _TAKEN if features.get(name)}
    found |= {f"words_{relation}": _log(words[relation]) for relation in RELATIONS}
    if net is not None:
        found |= {f"net_{relation}": _log(net[relation]) for relation in RELATIONS}
    return found


def finding_features(words: Chances, net: Chances | None, given: Chances | None) -> dict[str, float]:
    """Return what tells whether a passage of a report decides: log odds of each source that it does, and that it bears.

    What the network says of the claim is also in ``given``, there weighed with what the comparison finds.
    """
    found = {"words_decides": _odds(_decisive(words)), "words_bears": _odds(1.0 - words[Relation.UNRELATED])}
    if net is not None:
        found |= {"net_decides": _odds(_decisive(net)), "net_bears": _odds(1.0 - net[Relation.UNRELATED])}
    if given is not None:
        found["given_decides"] = _odds(_decisive(given))
    return found


def _decisive(chances: Chances) -> float:
    return sum(chances[r] for r in DECISIVE)


def _odds(chance: float) -> float:
    held = min(max(chance, 1e-4), 1.0 - 1e-4)
    return math.log(held / (1.0 - held))


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
    found, bare = Finder(weights_of(data["found"])), Finder(weights_of(data["alone"]))
    return CombinedJudge(f"judge {data['version']}", alone, held, given, found, bare)
