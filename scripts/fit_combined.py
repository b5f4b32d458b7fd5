"""Fit the combiner: the comparison's probabilities and the network's become one calibrated probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from fit_comparison import Floats, fit, is_telling, matrix, softmax
from judge_data import RELATIONS
from matching_rows import DECISIVE, Row

from factdesk.matching.combined import Chances, Combination, Finder, combined_features, finding_features
from factdesk.matching.judges import ComparisonJudge, Weights
from factdesk.model import Relation

STAY = 0.003
"""How strongly weights stay where they start: that of the network's own probability of a relation at 1, all others at
nothing. The biases are free."""
LABELLED = 4.0
"""Weight of a labelled passage of a storyline against an unlabelled one: labels leave much out."""
NEWS = 0.6
"""How much the news pairs count among all pairs that were handed in."""
STEPS = 300


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


def fit_given(judged: Sequence[Judged], *, words: bool = True, net: bool = True) -> Combination:
    """Fit the combiner of pairs that were handed in, on both halves or on one."""
    used = [j for j in judged if j.row.features.get("given")]
    features = [features_of(j, words=words, net=net) for j in used]
    names = sorted({name for f in features for name in f})
    x = matrix(features, names)
    varies = x[:, :-1].std(axis=0) > 0.01
    names, x = [n for n, kept in zip(names, varies, strict=True) if kept], x[:, [*varies, True]]
    right = np.array([[r in j.row.right for r in RELATIONS] for j in used], dtype=float)
    spread = np.append(x[:, :-1].std(axis=0), 1.0)
    half = "net" if net else "words"
    own = np.array([[n == f"{half}_{r}" for r in RELATIONS] for n in [*names, "bias"]], dtype=float)
    start = own * spread[:, None]
    pull = np.full_like(start, STAY)
    pull[-1] = 0.0
    w = descend(x / spread, right, weights_of_rows(used), start, pull) / spread[:, None]
    columns = {}
    for k, relation in enumerate(RELATIONS):
        weights = {n: round(float(w[i, k]), 4) for i, n in enumerate(names)}
        columns[Relation(relation)] = Weights(round(float(w[-1, k]), 4), weights)
    return Combination(columns)


def fit_finder(judged: Sequence[Judged], given: Combination | None, *, words: bool = True, net: bool = True) -> Finder:
    """Fit whether a passage of a report decides, on both halves or on one."""
    used = [j for j in judged if j.row.features and is_telling(j.row) and not j.row.features.get("given")]
    features = [found_features(j, given, words=words, net=net) for j in used]
    names = sorted({name for f in features for name in f})
    x = matrix(features, names)
    spread = np.append(x[:, :-1].std(axis=0) + 1e-9, 1.0)
    decides = np.array([not j.row.right.isdisjoint(DECISIVE) for j in used], dtype=float)
    weight = np.array([LABELLED if j.row.is_labelled else 1.0 for j in used])
    w = newton(x / spread, decides, weight / weight.sum()) / spread
    return Finder(Weights(round(float(w[-1]), 4), {n: round(float(v), 4) for n, v in zip(names, w, strict=False)}))


def found_features(j: Judged, given: Combination | None, *, words: bool, net: bool) -> dict[str, float]:
    """Return what tells of one row whether it decides, a half that is turned off left out."""
    pair = given.scores(features_of(j, words=words, net=net)) if given and (j.net or not net) else None
    found = finding_features(j.words, j.net if net else None, pair)
    return found if words else {name: value for name, value in found.items() if not name.startswith("words_")}


def newton(x: Floats, y: Floats, weight: Floats) -> Floats:
    """Fit a logistic model by Newton's method, its weights kept small but for the last, the bias."""
    w = np.zeros(x.shape[1])
    w[-1] = -2.0
    keep = np.full(len(w), STAY)
    keep[-1] = 1e-9
    for _ in range(30):
        chance = 1.0 / (1.0 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (weight * (chance - y)) + keep * w
        bend = (x * (weight * chance * (1.0 - chance))[:, None]).T @ x + np.diag(keep)
        w = w - np.linalg.solve(bend, slope)
    return w


def features_of(j: Judged, *, words: bool, net: bool) -> dict[str, float]:
    """Return the features of one row, those of a half that is turned off left out."""
    found = combined_features(j.row.features, j.words, j.net if net else None)
    return found if words else {name: value for name, value in found.items() if name.startswith("net_")}


def weights_of_rows(judged: Sequence[Judged]) -> Floats:
    """Return weights by which each sort of pairs counts by its share."""
    sorts = np.array([_is_news(j.row) for j in judged])
    weight = np.ones(len(judged))
    if sorts.any() and not sorts.all():
        weight[sorts] *= NEWS / sorts.sum()
        weight[~sorts] *= (1.0 - NEWS) / (~sorts).sum()
    return np.asarray(weight / weight.sum())


def _is_news(row: Row) -> bool:
    return row.source in ("development", "test")


def descend(x: Floats, right: Floats, weight: Floats, start: Floats, pull: Floats) -> Floats:
    """Fit a multinomial logistic model to rows of which several relations may be right (Adam, whole batch)."""
    w, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        chances = softmax(x @ w)
        share = chances * right
        share /= np.maximum(share.sum(axis=1, keepdims=True), 1e-12)
        slope = x.T @ ((chances - share) * weight[:, None]) + pull * (w - start)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        rate = 0.06 * (1 - step / STEPS) + 0.001
        w = w - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return w


def judge_of(rows: Sequence[Row], stories: Sequence[str], prior: Mapping[str, Any]) -> ComparisonJudge:
    """Return the comparison fitted on all of some storylines."""
    return fit([r for r in rows if r.source in stories], prior)


@dataclass(frozen=True, slots=True)
class Combinations:
    """All that the program combines with."""

    given: Combination
    found: Finder
    alone: Finder


def fit_all(judged: Sequence[Judged], *, words: bool = True, net: bool = True) -> Combinations:
    """Fit everything on some rows, on both halves or on one."""
    asked = [j for j in judged if j.net or not net]
    given = fit_given(asked, words=words, net=net)
    found = fit_finder(asked, given, words=words, net=net)
    return Combinations(given, found, fit_finder(judged, None, net=False))


def combine(j: Judged, by: Combinations, *, words: bool, net: bool) -> Chances | None:
    """Return what the program would say of a row, with one half turned off or neither."""
    if not j.row.features or (not words and not j.net):
        return None
    if net and j.net is None:
        return by.alone.scores(j.words)
    given = by.given.scores(features_of(j, words=words, net=net))
    if j.row.features.get("given"):
        return given
    return by.found.scores(j.words if words else given, j.net if net else None, given)
