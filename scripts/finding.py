"""Both halves on passages come upon in whole reports: what ``fit_matching.py`` holds against the comparison alone.

The network is asked about the likeliest few passages of each claim. The program judges whole reports by the comparison
alone, as this has not done better on storylines left out and costs more.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from factdesk.matching.combined import Chances
from factdesk.matching.judges import DECISIVE, Weights, odds_of
from factdesk.model import Relation

MOST_ASKED = 24
"""Passages of one report at most that the network reads: each costs as much as reading some 20 words."""
MOST_OF_A_CLAIM = 3
"""Passages at most that it reads for one claim; the comparison chooses."""
LEAST_BEARING = 0.05
"""Least probability by the comparison that a passage bears on a claim, for the network to read it."""


@dataclass(frozen=True, slots=True)
class Finder:
    """Passages come upon in whole reports: few bear on anything, so whether one decides is asked first, and then what.

    A logistic model says whether; what is the weighted geometric mean of what each half says.
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


def worth_asking(items: Sequence[tuple[object, Chances]]) -> list[int]:
    """Return which comparisons of one report are worth the network's time.

    Args:
        items: of each comparison its claim, and what the comparison alone says.
    """
    likely = sorted(
        (said[Relation.UNRELATED], i)
        for i, (_, said) in enumerate(items)
        if said[Relation.UNRELATED] <= 1.0 - LEAST_BEARING
    )
    asked_of: Counter[object] = Counter()
    found: list[int] = []
    for _, i in likely:
        claim = items[i][0]
        if asked_of[claim] < MOST_OF_A_CLAIM and len(found) < MOST_ASKED:
            asked_of[claim] += 1
            found.append(i)
    return sorted(found)


def decisive_shares(words: Chances, net: Chances) -> dict[Relation, float]:
    """Return how likely each decisive relation is if one of them holds: the geometric mean of what both say."""
    shares = {r: math.sqrt(max(words[r], 1e-6) * max(net[r], 1e-6)) for r in DECISIVE}
    total = sum(shares.values())
    return {relation: share / total for relation, share in shares.items()}


def finding_features(words: Chances, net: Chances | None) -> dict[str, float]:
    """Return what tells whether a passage of a report decides: the log odds that each half gives to it."""
    found = {"words": odds_of(_decisive(words))}
    return found if net is None else {**found, "net": odds_of(_decisive(net))}


def _decisive(chances: Chances) -> float:
    return sum(chances[r] for r in DECISIVE)
