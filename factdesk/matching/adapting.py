"""From what score on passages are proposed in a desk, as people's decisions there move it. Pure.

The judge's score is meant as a probability. Where the people of a desk accept fewer of what is proposed than the scores
promise, more is asked of a passage from then on; where they accept more, less. The shift is that of a logistic model
with a single free number b, the log odds by which scores are too high here,

    P(accepted) = 1 / (1 + exp(-(log odds of the score - b))),

fitted with a normal prior of mean 0 (ridge regression, Hoerl and Kennard 1970, on logistic recalibration-in-the-large,
Cox 1958), and then held within limits:

- fewer than :data:`LEAST_DECISIONS` decisions move nothing;
- from there on the shift is at most :data:`STEP` for each decision more, and one decision more never moves it further
  than that;
- it never goes beyond :data:`FARTHEST`: three times the odds, from 40 % to 18 % or 67 %.

The order of the decisions does not matter, and one that turns from rejected to accepted never raises the threshold.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from factdesk.model import DecidedScore, Proposing

LEAST_DECISIONS = 20
STEP = 0.05
"""Log odds by which one decision can move the threshold at most."""
FARTHEST = math.log(3.0)
"""Log odds between the judge's own threshold and the one in force at most."""
_PRECISION = 1.0 / STEP
"""Of the prior: a decision has a slope of at most 1, so it moves the fitted number by at most this much's inverse."""
_SUREST = 0.99
_HALVINGS = 40
_DIGITS = 2
"""Scores are taken to the hundredth, so that a hundred thousand decisions cost no more than a few."""


def adapted(base: float, decided: Sequence[DecidedScore]) -> Proposing:
    """Return from what score on passages are proposed.

    Args:
        base: the judge's own threshold, between 0 and 1.
        decided: the scores at which passages were proposed that a person decided on, and whether they bore out.
    """
    shift = shift_of(decided)
    return Proposing(
        threshold=_chance(_odds(base) + shift),
        base=base,
        lowest=_chance(_odds(base) - FARTHEST),
        highest=_chance(_odds(base) + FARTHEST),
        decisions=len(decided),
        accepted=sum(one.is_borne_out for one in decided),
        least=LEAST_DECISIONS,
    )


def shift_of(decided: Sequence[DecidedScore]) -> float:
    """Return by how many log odds decisions move the threshold; above 0 where too much was proposed."""
    more = len(decided) - LEAST_DECISIONS + 1
    if more < 1:
        return 0.0
    most = min(FARTHEST, STEP * more)
    return max(-most, min(most, _too_high(decided)))


def _too_high(decided: Sequence[DecidedScore]) -> float:
    """Return the log odds by which scores are too high: where expected and counted acceptances, and the prior, meet.

    What is halved falls strictly from one end to the other, so that there is one such place.
    """
    accepted = sum(one.is_borne_out for one in decided)
    counts = Counter(round(one.score, _DIGITS) for one in decided)
    odds = [(_odds(score), count) for score, count in sorted(counts.items())]
    low, high = -2.0 * FARTHEST, 2.0 * FARTHEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        expected = math.fsum(count * _chance(one - middle) for one, count in odds)
        low, high = (middle, high) if expected - accepted > _PRECISION * middle else (low, middle)
    return (low + high) / 2.0


def _chance(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-odds))


def _odds(score: float) -> float:
    held = min(max(score, 1.0 - _SUREST), _SUREST)
    return math.log(held / (1.0 - held))
