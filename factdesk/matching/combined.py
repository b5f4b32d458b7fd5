"""The comparison and the trained network together: one calibrated probability for every relation."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from factdesk.matching.comparison import Comparison
from factdesk.matching.judges import (
    DECISIVE,
    FOUND_THRESHOLD,
    Chances,
    ComparisonJudge,
    Judge,
    Opinion,
    Weights,
    comparison_judge,
    odds_of,
    weights_of,
)
from factdesk.matching.trained import RELATIONS, Network, is_installed, network
from factdesk.matching.wording import asked
from factdesk.model import Relation
from factdesk.paths import resource

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
MOST_ASKED = 12
"""Passages of one report at most that the network reads: each costs as much as reading some 70 words of a report."""
MOST_OF_A_CLAIM = 3
"""Passages at most that it reads for one claim; the comparison chooses."""
REPORT_THRESHOLD = 0.40
"""Fewer than 4 false alarms in 100 quiet pairs of claim and report, on storylines left out. Their labels name the
clearest passages only, so that scores fitted to them are rather too low than too high."""
LEAST_BEARING = 0.05
"""Least probability by the comparison that a passage bears on a claim, for the network to read it."""


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

    A logistic model says whether; what is the geometric mean of what each half says.
    """

    decides: Weights

    def scores(self, words: Chances, net: Chances) -> dict[Relation, float]:
        """Return a probability for every relation; they sum to 1.

        Args:
            words: what the comparison says.
            net: what the network says of the passage.
        """
        odds = self.decides.sum(finding_features(words, net))
        decisive = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
        bears = words[Relation.MENTIONS] / (words[Relation.MENTIONS] + words[Relation.UNRELATED] + 1e-9)
        rest = 1.0 - decisive
        found = {relation: decisive * share for relation, share in decisive_shares(words, net).items()}
        return {**found, Relation.MENTIONS: rest * bears, Relation.UNRELATED: rest * (1.0 - bears)}


@dataclass(frozen=True, slots=True)
class CombinedJudge:
    """Weighs what the comparison and the network say of claim and passage.

    The network reads every pair that was handed in, and of a whole report the passages that by the comparison seem to
    decide most; the rest is left to the comparison alone.
    """

    name: str
    comparison: ComparisonJudge
    network: Network
    given: Combination
    found: Finder
    threshold: float = REPORT_THRESHOLD

    def opinions(self, comparisons: Sequence[Comparison]) -> tuple[Opinion, ...]:
        """See :class:`factdesk.matching.judges.Judge`."""
        words = [self.comparison.of_features(c.features) for c in comparisons]
        handed_in = [i for i, c in enumerate(comparisons) if c.context.is_given]
        found = [i for i, c in enumerate(comparisons) if not c.context.is_given]
        read = [*handed_in, *(found[k] for k in worth_asking([(id(comparisons[i].claim), words[i]) for i in found]))]
        answers = dict(zip(read, self.network.chances([asked(comparisons[i]) for i in read]), strict=True))
        return tuple(
            Opinion(self._weighed(c, words[i], answers.get(i)), answers.get(i)) for i, c in enumerate(comparisons)
        )

    def _weighed(self, c: Comparison, words: Chances, net: Chances | None) -> dict[Relation, float]:
        if net is None:
            return self.comparison.calibrated(words)
        if c.context.is_given:
            return _of_its_matter(c, self.given.scores(combined_features(c.features, words, net)))
        return self.found.scores(words, net)


def worth_asking(items: Sequence[tuple[object, Chances]]) -> list[int]:
    """Return which comparisons of one report are worth the network's time.

    First those that for some claim seem to decide most, one for each, then the next best of each claim.

    Args:
        items: of each comparison its claim, and what the comparison alone says.
    """
    likely = sorted(
        (-decisive_chance(said), i)
        for i, (_, said) in enumerate(items)
        if said[Relation.UNRELATED] <= 1.0 - LEAST_BEARING
    )
    places: Counter[object] = Counter()
    turns: list[tuple[int, int]] = []
    for _, i in likely:
        turns.append((places[items[i][0]], i))
        places[items[i][0]] += 1
    turns.sort(key=lambda turn: turn[0])
    return sorted([i for place, i in turns if place < MOST_OF_A_CLAIM][:MOST_ASKED])


def decisive_chance(chances: Chances) -> float:
    """Return the probability of all decisive relations together."""
    return sum(chances[r] for r in DECISIVE)


def decisive_shares(words: Chances, net: Chances) -> dict[Relation, float]:
    """Return how likely each decisive relation is if one of them holds: the geometric mean of what both say."""
    shares = {r: math.sqrt(max(words[r], 1e-6) * max(net[r], 1e-6)) for r in DECISIVE}
    total = sum(shares.values())
    return {relation: share / total for relation, share in shares.items()}


def finding_features(words: Chances, net: Chances | None) -> dict[str, float]:
    """Return what tells whether a passage of a report decides: the log odds that each half gives to it."""
    found = {"words": odds_of(decisive_chance(words))}
    return found if net is None else {**found, "net": odds_of(decisive_chance(net))}


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
def trained_judge(language: str = "en") -> Judge:
    """Return the judge of a language: both halves, the comparison alone where the network is missing."""
    held, alone = network(), comparison_judge(language)
    if held is None:
        return alone
    data = json.loads(resource("rules", language, "matching_combined.json").read_text("utf8"))
    given = Combination({Relation(r): weights_of(entry) for r, entry in data["given"].items()})
    return CombinedJudge(f"judge {data['version']}", alone, held, given, Finder(weights_of(data["found"])))


def base_threshold() -> float:
    """Return the judge's threshold for passages of reports, which a desk may move; nothing is loaded for it."""
    return REPORT_THRESHOLD if is_installed() else FOUND_THRESHOLD
