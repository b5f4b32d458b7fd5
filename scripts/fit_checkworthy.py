"""Train and measure how much a sentence sounds worth checking; writes resources/rules/<language>/checkworthy.json.

    fit_checkworthy.py DATA [--keep 4000] [--write] [--cache DIR]

DATA holds ``train``, ``dev`` and ``dev-test``, each ``.tsv.gz`` with the columns Sentence_id, Text, class_label (Yes or
No). The weights are learned on train alone: a ridge logistic regression over all terms that occur in five sentences, in
which either class weighs the same, cut to the ``--keep`` terms that move most scores and learned again. Their number
and the ridge are chosen by folds of whole debates of train. The calibration (slope and offset) is fitted on dev, again
with classes of the same weight, as the share of sentences worth checking differs from source to source; the threshold
is half of the best F1 on dev, which is where the best threshold of calibrated probabilities lies (Lipton et al. 2014).
dev-test is only measured. Without ``--write`` the weights in the resources are measured, nothing is learned.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from reliability import reliability
from spacy.tokens import Doc, DocBin

from factdesk.paths import resource
from factdesk.reading.checkworthy import Model, Terms, linear, model, terms
from factdesk.reading.pipeline import pipeline, plain

Vector = NDArray[np.float64]
_RARE = 5
_RIDGE = 1.0
_FOLDS = 5
_DEBATE = 1500
"""Sentences are numbered in the order of the debates; so many in a row make a fold's block."""


@dataclass(frozen=True)
class Split:
    """One part of the data."""

    numbers: list[int]
    found: list[Terms]
    wanted: Vector


def rows(path: Path) -> list[tuple[int, str, bool]]:
    """Return number, text and label of each sentence; a line that is not of three columns is told and left out."""
    out = []
    for count, line in enumerate(gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3 or cells[2] not in ("Yes", "No"):
            print(f"{path.name}: line {count} is left out")
            continue
        text = cells[1]
        quoted = len(text) > 1 and text.startswith('"') and text.endswith('"')
        out.append((int(cells[0]), text[1:-1].replace('""', '"') if quoted else text, cells[2] == "Yes"))
    return out


def split(data: Path, name: str, language: str, cache: Path | None) -> Split:
    sentences = rows(data / f"{name}.tsv.gz")
    docs = parsed([plain(text) for _, text, _ in sentences], cache / f"{name}.spacy" if cache else None, language)
    wanted = np.array([float(yes) for _, _, yes in sentences])
    return Split([number for number, _, _ in sentences], [terms(doc) for doc in docs], wanted)


def parsed(texts: Sequence[str], kept: Path | None, language: str) -> Iterable[Doc]:
    nlp = pipeline(language)
    if kept is not None and kept.exists():
        return DocBin().from_disk(kept).get_docs(nlp.vocab)
    docs = list(nlp.pipe(texts, batch_size=64))
    if kept is not None:
        DocBin(docs=docs).to_disk(kept)
    return docs


@dataclass(frozen=True)
class Sparse:
    """Rows of weighted columns, one stored number a line."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    value: Vector
    shape: tuple[int, int]

    def times(self, vector: Vector) -> Vector:
        """Return the product with a vector of columns."""
        return np.asarray(np.bincount(self.row, self.value * vector[self.column], self.shape[0]), np.float64)

    def transposed_times(self, vector: Vector) -> Vector:
        """Return the product of the rows with a vector of rows."""
        return np.asarray(np.bincount(self.column, self.value * vector[self.row], self.shape[1]), np.float64)


def columns_of(found: Terms) -> list[tuple[str, float]]:
    """Return the columns of a sentence with their values, as :func:`linear` weighs them; the first is the constant."""
    out = [("", 1.0), *((f"counts\t{t}", 1.0) for t in found.counts)]
    for kind, own in (("words", found.words), ("forms", found.forms)):
        out += [(f"{kind}\t{t}", 1 / np.sqrt(len(own))) for t in own]
    return out


def matrix(sentences: Sequence[Terms], names: Sequence[str]) -> Sparse:
    place = {name: i for i, name in enumerate(names)}
    cells = [
        (i, place[name], value)
        for i, found in enumerate(sentences)
        for name, value in columns_of(found)
        if name in place
    ]
    row, column, value = (np.array(part) for part in zip(*cells, strict=True))
    return Sparse(row, column, value, (len(sentences), len(names)))


def frequent(sentences: Sequence[Terms]) -> list[str]:
    counts = Counter(name for found in sentences for name, _ in columns_of(found))
    return ["", *sorted(name for name, n in counts.items() if name and n >= _RARE)]


def fit(x: Sparse, y: Vector, ridge: float) -> Vector:
    """Return the coefficients of a ridge logistic regression in which both classes weigh the same.

    Newton's method, each step solved by conjugate gradients.
    """
    mass = np.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    penalty = np.full(x.shape[1], ridge)
    penalty[0] = 1e-6
    beta = np.zeros(x.shape[1])
    for _ in range(12):
        p = 1 / (1 + np.exp(-x.times(beta)))
        gradient = x.transposed_times(mass * (p - y)) + penalty * beta
        step = _solve(x, mass * p * (1 - p), penalty, gradient)
        beta -= step
        if float(np.abs(step).max()) < 1e-3:
            break
    return beta


def _solve(x: Sparse, curvature: Vector, penalty: Vector, gradient: Vector) -> Vector:
    step, rest = np.zeros(len(gradient)), gradient.copy()
    towards, size = rest.copy(), float(rest @ rest)
    for _ in range(60):
        image = x.transposed_times(curvature * x.times(towards)) + penalty * towards
        length = size / float(towards @ image)
        step += length * towards
        rest -= length * image
        new = float(rest @ rest)
        if new < 1e-8 * float(gradient @ gradient):
            break
        towards, size = rest + new / size * towards, new
    return step


def learn(sentences: Sequence[Terms], y: Vector, keep: int, ridge: float) -> tuple[list[str], Vector]:
    """Return the names of the terms kept and their coefficients, the constant first."""
    names = frequent(sentences)
    x = matrix(sentences, names)
    beta = fit(x, y, ridge)
    reach = np.abs(beta) * np.sqrt(np.bincount(x.column, x.value**2, len(names)))
    reach[0] = np.inf
    best = np.sort(np.argsort(-reach)[: keep + 1])
    kept = [names[i] for i in best]
    return kept, fit(matrix(sentences, kept), y, ridge)


def platt(scores: Vector, y: Vector) -> tuple[float, float]:
    """Return slope and offset of the logistic curve through the labels, both classes of the same weight."""
    rows_, ones = np.arange(len(scores)), np.ones(len(scores))
    cells = np.concatenate([rows_, rows_]), np.concatenate([0 * rows_, 0 * rows_ + 1]), np.concatenate([ones, scores])
    beta = fit(Sparse(*cells, (len(scores), 2)), y, 1e-6)
    return float(beta[1]), float(beta[0])


def best_f1(p: Vector, y: Vector) -> float:
    order = np.argsort(-p)
    hits = np.cumsum(y[order])
    return float((2 * hits / (np.arange(1, len(y) + 1) + y.sum())).max())


def f1(p: Vector, y: Vector, threshold: float) -> float:
    kept = p >= threshold
    return float(2 * y[kept].sum() / (kept.sum() + y.sum()))


def average_precision(p: Vector, y: Vector) -> float:
    ranked = y[np.argsort(-p)]
    return float((np.cumsum(ranked) / np.arange(1, len(y) + 1))[ranked > 0].mean())


def probabilities(found: Sequence[Terms], weights: Model) -> Vector:
    z = np.array([weights.slope * linear(one, weights) + weights.offset for one in found])
    return np.asarray(1 / (1 + np.exp(-z)))


def folds(train: Split, keep: int, ridge: float) -> None:
    """Print how the choice does on whole debates that it has not seen."""
    block = np.array(train.numbers) // _DEBATE % _FOLDS
    out = np.zeros(len(block))
    for fold in range(_FOLDS):
        seen = np.flatnonzero(block != fold)
        names, beta = learn([train.found[i] for i in seen], train.wanted[seen], keep, ridge)
        unseen = np.flatnonzero(block == fold)
        out[unseen] = matrix([train.found[i] for i in unseen], names).times(beta)
    ap, best = average_precision(out, train.wanted), best_f1(out, train.wanted)
    print(f"train, by folds of debates: average precision {ap:.3f}, best F1 {best:.3f} ({keep} terms, ridge {ridge:g})")


def trained(data: Path, language: str, cache: Path | None, keep: int, ridge: float) -> Model:
    train, dev = (split(data, name, language, cache) for name in ("train", "dev"))
    names, beta = learn(train.found, train.wanted, keep, ridge)
    parts: dict[str, dict[str, float]] = {"words": {}, "forms": {}, "counts": {}}
    for name, value in zip(names[1:], beta[1:], strict=True):
        kind, term = name.split("\t")
        parts[kind][term] = round(float(value), 2)
    raw = Model(round(float(beta[0]), 3), **parts, slope=1.0, offset=0.0, threshold=0.5)
    slope, offset = platt(np.array([linear(one, raw) for one in dev.found]), dev.wanted)
    fitted = Model(raw.intercept, **parts, slope=round(slope, 3), offset=round(offset, 3), threshold=0.5)
    half = best_f1(probabilities(dev.found, fitted), dev.wanted) / 2
    return Model(raw.intercept, **parts, slope=fitted.slope, offset=fitted.offset, threshold=round(half, 3))


def write(weights: Model, language: str) -> None:
    about = (
        "Weights of single terms by which a sentence sounds worth checking, written by scripts/fit_checkworthy.py:"
        " intercept plus those of its counts, of its words and of its forms, the latter two each divided by the square"
        " root of their number; slope and offset turn the sum into log-odds. A word after '=' is a lemma, # a number."
    )
    data = {"about": about, **{key: getattr(weights, key) for key in Model.__slots__}}
    path = resource("rules", language, "checkworthy.json")
    path.write_text(json.dumps(data, indent=0, ensure_ascii=False, sort_keys=False) + "\n", "utf-8")
    print(f"written: {path}, {path.stat().st_size // 1000} kB")
    model.cache_clear()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--language", default="en")
    arguments.add_argument("--keep", type=int, default=4000)
    arguments.add_argument("--ridge", type=float, default=_RIDGE)
    arguments.add_argument("--cache", type=Path, help="a folder in which parses are kept")
    arguments.add_argument("--folds", action="store_true", help="try --keep and --ridge on folds of train only")
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    if given.folds:
        folds(split(given.data, "train", given.language, given.cache), given.keep, given.ridge)
        return
    weights = trained(given.data, given.language, given.cache, given.keep, given.ridge) if given.write else None
    if weights is not None:
        write(weights, given.language)
    stored = weights or model(given.language)
    if stored is None:
        raise SystemExit(f"there are no weights for {given.language} yet: --write makes them")
    for name in ("dev", "dev-test"):
        part = split(given.data, name, given.language, given.cache)
        p = probabilities(part.found, stored)
        print(
            f"{name}: {len(p)} sentences, F1 {f1(p, part.wanted, stored.threshold):.3f} at {stored.threshold},"
            f" average precision {average_precision(p, part.wanted):.3f}"
        )
        print(f"  calibration error {reliability(p, part.wanted):.3f}")


if __name__ == "__main__":
    main()
