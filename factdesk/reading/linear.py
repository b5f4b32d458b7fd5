"""Linear models whose coefficients are data: the logistic of a sum over the features that hold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from factdesk.reading.rules import load

_FLATTEST = 30.0


@dataclass(frozen=True, slots=True)
class Linear:
    """An intercept and the weight of each feature; a feature the fit did not see weighs nothing."""

    intercept: float
    weights: Mapping[str, float]

    def logit(self, features: Iterable[str]) -> float:
        """Return the sum, in log odds."""
        return self.intercept + sum(filter(None, map(self.weights.get, features)))


def probability(logit: float) -> float:
    """Return log odds as a probability."""
    return 1 / (1 + math.exp(-max(-_FLATTEST, min(_FLATTEST, logit))))


@cache
def linear(language: str, file: str, name: str) -> Linear:
    """Return one of the models of ``resources/rules/<language>/<file>.json``."""
    data = load(language, file)["models"][name]
    return Linear(data["intercept"], data["weights"])
