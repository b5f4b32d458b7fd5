"""Both halves on passages come upon in whole reports: what ``fit_matching.py`` holds against the comparison alone.

The network is asked about the likeliest few passages of each claim, and about the report's title. The program judges
whole reports by the comparison alone, as this has not done better on storylines left out and costs far more.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from factdesk.matching.combined import Chances
from factdesk.matching.judges import DECISIVE, Weights, odds_of
from factdesk.matching.trained import Asked
from factdesk.model import Relation

MOST_ASKED = 60
"""Passages of one report at most that the network reads: each costs as much as reading some 60 words."""
MOST_OF_A_CLAIM = 5
"""Passages at most that it reads for one claim; the comparison chooses."""
TITLE_SHARE = 0.6
"""How much what a title says counts, against what its passage says, in which relation it is."""
LEAST_BEARING = 0.05
"""Least probability by the comparison that a passage bears on a claim, for the network to read it."""


@dataclass(frozen=True, slots=True)
class Finder:
    """Passages come upon in whole reports: few bear on anything, so whether one decides is asked first, and then what.

    A logistic model says whether; what is the weighted geometric mean of what each half says.
    """

    decides: Weights

    def scores(self, words: Chances, net: Chances | None = None, title: Chances | None = None) -> dict[Relation, float]:
        """Return a probability for every relation; they sum to 1.

        Args:
            words: what the comparison says.
            net: what the network says of the passage.
            title: what it says of the title of the passage's report.
        """
        odds = self.decides.sum(finding_features(words, net, title))
        decisive = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
        bears = words[Relation.MENTIONS] / (words[Relation.MENTIONS] + words[Relation.UNRELATED] + 1e-9)
        rest = 1.0 - decisive
        found = {relation: decisive * share for relation, share in decisive_shares(words, net, title).items()}
        return {**found, Relation.MENTIONS: rest * bears, Relation.UNRELATED: rest * (1.0 - bears)}


def of_title(question: Asked) -> Asked:
    """Return the same question of the title of the passage's report: it tells what a report comes to."""
    return replace(question, passage=question.title, before="", title="")


def worth_asking(items: Sequence[tuple[object, bool, Mapping[Relation, float]]]) -> list[int]:
    """Return which comparisons of one report are worth the network's time: all that were handed in, else a few.

    Args:
        items: of each comparison its claim, whether it was handed in, and what the comparison alone says.
    """
    given = [i for i, (_, is_given, _) in enumerate(items) if is_given]
    rest = sorted(
        (scores[Relation.UNRELATED], i)
        for i, (_, is_given, scores) in enumerate(items)
        if not is_given and scores[Relation.UNRELATED] <= 1.0 - LEAST_BEARING
    )
    asked_of: Counter[object] = Counter()
    found: list[int] = []
    for _, i in rest:
        claim = items[i][0]
        if asked_of[claim] < MOST_OF_A_CLAIM and len(found) < MOST_ASKED:
            asked_of[claim] += 1
            found.append(i)
    return sorted([*given, *found])


def decisive_shares(words: Chances, net: Chances | None, title: Chances | None) -> dict[Relation, float]:
    """Return how likely each decisive relation is if one of them holds: the geometric mean of what all say."""
    said = [(words, 1.0), (net or words, 1.0), *([(title, TITLE_SHARE)] if title else [])]
    shares = {r: math.exp(sum(share * math.log(max(by[r], 1e-6)) for by, share in said) / 2) for r in DECISIVE}
    total = sum(shares.values())
    return {relation: share / total for relation, share in shares.items()}


def finding_features(words: Chances, net: Chances | None, title: Chances | None) -> dict[str, float]:
    """Return what tells whether a passage of a report decides: the log odds that each half gives to it."""
    found = {"words": odds_of(_decisive(words))}
    if net is not None:
        found["net"] = odds_of(_decisive(net))
    if title is not None:
        found["title"] = odds_of(_decisive(title))
    return found


def _decisive(chances: Chances) -> float:
    return sum(chances[r] for r in DECISIVE)
