"""Fit the combiner: the comparison's probabilities and the network's become one calibrated probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from fit_comparison import Floats, fit, matrix, softmax
from judge_data import RELATIONS
from matching_rows import DECISIVE, Row

from factdesk.matching.combined import (
    Chances,
    Combination,
    Finder,
    combined_features,
    decisive_shares,
    finding_features,
)
from factdesk.matching.judges import ComparisonJudge, Weights
from factdesk.model import Relation

STAY = 0.003
"""How strongly weights stay where they start: that of the network's own probability of a relation at 1, all others at
nothing. The biases are free."""
SET, NEAR, ROUNDS = {"words": 0.7, "net": 0.3}, 0.3, 4
"""What each half counts in whole reports to begin with, how strongly that holds, rounds of choosing passages."""
NEWS = 0.6
"""How much the news pairs count among all pairs that were handed in."""
STEPS = 300
INVENTED = "invented"
"""Source of the rows of invented storylines: only the comparison is fitted on them, as the network knows them."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what each half says of it."""

    row: Row
    words: Chances
    net: Chances | None


def words_out_of_fold(rows: Sequence[Row], stories: Sequence[str], prior: Mapping[str, Any]) -> list[Chances]:
    """Return what the comparison says of each row when fitted on the other storylines and the invented ones."""
    of_stories = [r for r in rows if r.source in stories or r.source == INVENTED]
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


def fit_finder(judged: Sequence[Judged], *, words: bool = True, net: bool = True) -> Finder:
    """Fit whether a report decides a claim, on both halves or on one: by the likeliest of its passages, chosen anew.

    That is what the score is to say: how often a report decides whose best passage looks like this one. Few reports are
    labelled, so the weights of the halves stay near what they are set to; the bias is free.
    """
    reports: dict[tuple[str, tuple[str, str]], list[Judged]] = {}
    for j in judged:
        if _is_found(j.row) and (j.net or not net) and likeliest(j, words=words, net=net) in j.row.tenable:
            reports.setdefault((j.row.source, j.row.pair), []).append(j)
    names = [name for name in SET if (words or name != "words") and (net or name == "words")]
    tables = [matrix((found_features(j, words=words, net=net) for j in own), names) for own in reports.values()]
    decides = np.array([own[0].row.report_label in DECISIVE for own in reports.values()], dtype=float)
    set_to = np.array([*(SET[name] for name in names), -2.0])
    w = set_to
    for _ in range(ROUNDS):
        x = np.array([table[np.argmax(table @ w)] for table in tables])
        spread = np.append(x[:, :-1].std(axis=0) + 1e-9, 1.0)
        w = newton(x / spread, decides, set_to * spread) / spread
    return Finder(Weights(round(float(w[-1]), 4), {n: round(float(v), 4) for n, v in zip(names, w, strict=False)}))


def likeliest(j: Judged, *, words: bool, net: bool) -> str:
    """Return the decisive relation that a row has if it has one, a half that is turned off left out."""
    said, read = (j.words if words else j.net or j.words), (j.net if net else None)
    shares = decisive_shares(said, read or said)
    return str(max(shares, key=lambda r: shares[r]))


def _is_found(row: Row) -> bool:
    """Tell whether a row is a passage come upon in a real report."""
    return bool(row.features) and not row.features.get("given") and row.source != INVENTED


def found_features(j: Judged, *, words: bool, net: bool) -> dict[str, float]:
    """Return what tells of one row whether it decides, a half that is turned off left out."""
    found = finding_features(j.words, j.net if net else None)
    return found if words else {name: value for name, value in found.items() if name != "words"}


def newton(x: Floats, y: Floats, set_to: Floats) -> Floats:
    """Fit a logistic model by Newton's method; all weights but the last, the bias, stay near what they are set to."""
    w, keep = set_to.copy(), np.append(np.full(x.shape[1] - 1, NEAR), 1e-9)
    for _ in range(30):
        chance = 1.0 / (1.0 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (chance - y) / len(y) + keep * (w - set_to)
        bend = (x * (chance * (1.0 - chance))[:, None]).T @ x / len(y) + np.diag(keep)
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
    """Return the comparison fitted on some storylines and the invented ones."""
    return fit([r for r in rows if r.source in stories or r.source == INVENTED], prior)


@dataclass(frozen=True, slots=True)
class Combinations:
    """All that the program combines with."""

    given: Combination
    found: Finder
    alone: Finder
    """Calibrates the comparison where the network is not asked."""


def fit_all(judged: Sequence[Judged], *, words: bool = True, net: bool = True) -> Combinations:
    """Fit everything on some rows, on both halves or on one."""
    asked = [j for j in judged if j.net or not net]
    given = fit_given(asked, words=words, net=net)
    found = fit_finder(asked, words=words, net=net)
    return Combinations(given, found, fit_finder(judged, net=False))


def combine(j: Judged, by: Combinations, *, words: bool, net: bool) -> Chances | None:
    """Return what the program would say of a row, with one half turned off or neither."""
    if not j.row.features or (not words and not j.net):
        return None
    if net and j.net is None:
        return by.alone.scores(j.words, j.words)
    if j.row.features.get("given"):
        return by.given.scores(features_of(j, words=words, net=net))
    read = j.net if net and j.net else j.words
    return by.found.scores(j.words if words else read, read)
