"""Fit the combiner: the comparison's probabilities and the network's become one calibrated probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from fit_comparison import Floats, fit, is_telling, matrix, softmax
from judge_data import RELATIONS
from matching_rows import Row

from factdesk.matching.combined import Combination, combined_features
from factdesk.matching.judges import ComparisonJudge, Weights
from factdesk.model import Relation

Chances = Mapping[Relation, float]

STAY_SAME, STAY_OTHER = 0.002, 0.02
"""How strongly the weight of a half's own probability of a relation stays at its start, and all others at nothing."""
LABELLED = 2.0
"""Weight of a labelled passage of a storyline against an unlabelled one: labels leave much out."""
STEPS = 400


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what each half says of it."""

    row: Row
    words: Chances
    net: Chances | None


def words_out_of_fold(rows: Sequence[Row], stories: Sequence[str], prior: Mapping[str, Any]) -> list[Chances]:
    """Return what the comparison says of each row when fitted on the other storylines."""
    of_stories = [r for r in rows if r.source in stories]
    without = {s: fit([r for r in of_stories if r.source != s], prior) for s in stories}
    whole = fit(of_stories, prior)
    return [without.get(r.source, whole).of_features(r.features) if r.features else {} for r in rows]


def fit_combination(judged: Sequence[Judged], *, words: bool = True, net: bool = True) -> Combination:
    """Fit the combiner on some rows, on both halves or on one."""
    used = [j for j in judged if j.row.features and is_telling(j.row)]
    features = [features_of(j, words=words, net=net) for j in used]
    names = sorted({name for f in features for name in f})
    x = matrix(features, names)
    right = np.array([[r in j.row.right for r in RELATIONS] for j in used], dtype=float)
    weight = np.array([weight_of(j.row) for j in used])
    start = np.zeros((len(names) + 1, len(RELATIONS)))
    for i, name in enumerate(names):
        for k, relation in enumerate(RELATIONS):
            if name in (f"words_{relation}", f"net_{relation}"):
                start[i, k] = 0.5 if words and net else 1.0
    w = descend(x, right, weight, start)
    columns = {
        Relation(relation): Weights(
            round(float(w[-1, k]), 4), {n: round(float(w[i, k]), 4) for i, n in enumerate(names)}
        )
        for k, relation in enumerate(RELATIONS)
    }
    return Combination(columns)


def features_of(j: Judged, *, words: bool, net: bool) -> dict[str, float]:
    """Return the features of one row, those of a half that is turned off left out."""
    found = combined_features(j.row.features, j.words, j.net if net else None)
    if words:
        return found
    return {name: value for name, value in found.items() if name.startswith("net_") or name == "given"}


def weight_of(row: Row) -> float:
    return LABELLED if row.is_labelled and not row.features.get("given") else 1.0


def descend(x: Floats, right: Floats, weight: Floats, start: Floats) -> Floats:
    """Fit a multinomial logistic model to rows of which several relations may be right (Adam, whole batch)."""
    w, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    pull = np.where(start != 0, STAY_SAME, STAY_OTHER)
    pull[-1] = 0.0
    weight = weight / weight.sum()
    for step in range(1, STEPS + 1):
        chances = softmax(x @ w)
        share = chances * right
        share /= np.maximum(share.sum(axis=1, keepdims=True), 1e-12)
        slope = x.T @ ((chances - share) * weight[:, None]) + pull * (w - start)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        rate = 0.03 * (1 - step / STEPS) + 0.0005
        w = w - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return w


def judge_of(rows: Sequence[Row], stories: Sequence[str], prior: Mapping[str, Any]) -> ComparisonJudge:
    """Return the comparison fitted on all of some storylines."""
    return fit([r for r in rows if r.source in stories], prior)


def combine(j: Judged, both: Combination, alone: Combination, *, words: bool, net: bool) -> Chances | None:
    """Return what the program would say of a row, with one half turned off or neither."""
    if not j.row.features:
        return None
    if net and j.net:
        return both.scores(features_of(j, words=words, net=True))
    if words:
        return alone.scores(features_of(j, words=True, net=False))
    return dict.fromkeys(map(Relation, RELATIONS), 0.0)
