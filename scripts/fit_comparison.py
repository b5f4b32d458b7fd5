"""Fit the comparison's own weights: does a passage bear on a claim, and if so how.

Two logistic models are fitted from the prior weights in ``resources/rules/en/matching_prior.json``. Passages without a
label in a report that has decisive ones are left out: labels name the clearest sentence, not each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from matching_rows import DECISIVE, Row
from numpy.typing import NDArray

from factdesk.matching.judges import ComparisonJudge, Weights, how_features
from factdesk.model import Relation

Floats = NDArray[np.float64]

VERSION = "3"
STAY_BEARS, STAY_HOW = 0.01, 0.1
"""How strongly the weights of the two steps stay with the prior ones."""
LABELLED = 3.0
"""Weight of a labelled passage against an unlabelled one: labels are few and leave much out."""


def matrix(features: Iterable[Mapping[str, float]], names: list[str]) -> Floats:
    """Return one row for each set of features, with a last column of ones."""
    return np.array([[*(f.get(n, 0.0) for n in names), 1.0] for f in features])


def softmax(z: Floats) -> Floats:
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def descend(x: Floats, y: Floats, weight: Floats, prior: Floats, stay: float, steps: int = 300) -> Floats:
    """Fit a multinomial logistic model that stays near its prior; weights that are 0 there stay 0 (Adam)."""
    w, mean, square = prior.copy(), np.zeros_like(prior), np.zeros_like(prior)
    learn, weight = (prior != 0).astype(float), weight / weight.sum()
    pull = np.full_like(prior, stay)
    pull[-1] *= 0.1
    for step in range(1, steps + 1):
        slope = (x.T @ ((softmax(x @ w) - y) * weight[:, None]) + pull * (w - prior)) * learn
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        rate = 0.05 * (1 - step / steps) + 0.001
        w = w - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return w


def fit(rows: list[Row], prior: Mapping[str, Any]) -> ComparisonJudge:
    """Fit both steps on some rows."""
    kept = [r for r in rows if r.features and is_telling(r)]
    weight = np.array([LABELLED if r.is_labelled else 1.0 for r in kept])
    bears = fit_bears(kept, weight, prior["bears"])
    weighed = []
    for row in kept:
        odds = bears.sum(row.features)
        weighed.append(how_features(row.features, odds, 1.0 / (1.0 + np.exp(-odds))))
    how = fit_how(kept, weighed, prior["relations"])
    return ComparisonJudge(f"comparison {VERSION}", bears, how, Weights(0.0, {"words": 1.0}))


def is_telling(row: Row) -> bool:
    """Tell whether a row says anything for sure: it has a label, or nothing in its report has a decisive one."""
    return row.is_labelled or row.report_label in ("none", "mentions")


def decisive_label(row: Row) -> str:
    """Return the decisive relation that is right, "none" where there is none."""
    return next((r for r in row.right if len(row.right) == 1 and r in DECISIVE), "none")


def fit_bears(rows: list[Row], weight: Floats, prior: Mapping[str, float]) -> Weights:
    names = [n for n in prior if n != "bias"]
    start = np.zeros((len(names) + 1, 2))
    start[:, 1] = [*(prior[n] or 1e-6 for n in names), prior["bias"]]
    target = np.array([[not r.is_labelled, r.is_labelled] for r in rows], dtype=float)
    w = descend(matrix((r.features for r in rows), names), target, weight, start, STAY_BEARS)[:, 1]
    return Weights(float(w[-1]), {n: round(float(v), 3) for n, v in zip(names, w, strict=False)})


def fit_how(
    rows: list[Row], features: list[dict[str, float]], prior: Mapping[str, Mapping[str, float]]
) -> dict[Relation, Weights]:
    names = list(dict.fromkeys(n for entry in prior.values() for n in entry if n != "bias"))
    start = np.array([[0.0, *(prior[k].get(n, 0.0) for k in DECISIVE)] for n in [*names, "bias"]])
    classes = ["none", *DECISIVE]
    labels = [decisive_label(r) for r in rows]
    target = np.array([[label == c for c in classes] for label in labels], dtype=float)
    weight = np.where(target[:, 0] == 1, 1.0, LABELLED / 2)
    w = descend(matrix(features, names), target, weight, start, STAY_HOW)
    found = {}
    for column, relation in enumerate(DECISIVE, start=1):
        used = {n: round(float(w[i, column]), 3) for i, n in enumerate(names) if start[i, column]}
        found[Relation(relation)] = Weights(round(float(w[-1, column]), 3), used)
    return found
