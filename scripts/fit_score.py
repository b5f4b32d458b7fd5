"""Fit the score, the probability that an editor keeps a claim, and write it to resources/rules/<language>/score.json.

    fit_score.py STORIES --judged FILE [--judged FILE] [--load 17.5] [--threshold 0.8] [--cache DIR] [--write]

STORIES holds one folder a storyline: the reports, ``reports.json`` (file, date, publisher) and ``labels.json`` (report,
quote). The judged files hold claims of any reports that a person judged one by one: lines of ``{"report", "published",
"start", "end", "keep"}``. A ridge logistic regression learns the order from both: a judged claim is worth its verdict,
a labelled one is worth keeping, and one of a storyline without a label is a weak sign of the contrary, as the labels
are the clearest claims only. A logistic curve through the judged claims, each scored by a model that has not
seen its report, then makes the order a probability. Those from ``threshold`` on make the queue that a person sees.
What is stored beyond the queue is told by a second order, in which the labels weigh more, so that little that may
matter is lost; it is cut where the storylines keep ``--load`` claims in 1,000 words.
Every figure printed comes from models that have not seen the report, or the storyline, that they are measured on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from reliability import reliability

from factdesk.paths import resource
from factdesk.reading.attribution import find_said
from factdesk.reading.claims import Candidate, candidates
from factdesk.reading.furniture import furniture
from factdesk.reading.pipeline import Parsed, parse
from factdesk.reading.report import context_of
from factdesk.reading.times import times_of

Matrix = NDArray[np.float64]
_SHARED = 0.7
_RIDGE = 8.0
_SCORE = (1.0, 0.05)
"""What a label and an assertion without one weigh, of a judged claim, in the fit of the score."""
_REACH = (8.0, 0.3)
"""The same in the fit of what is stored."""
_FOLDS = 8


@dataclass(frozen=True)
class Example:
    """One assertion of one report, and which labels it matches."""

    story: str
    """The storyline, empty for a report that belongs to none."""
    report: str
    features: dict[str, float]
    labels: frozenset[str]
    keep: bool | None = None
    """What a person said who judged this very claim; null where nobody did."""


@dataclass(frozen=True)
class Corpus:
    """Everything the fit is made of."""

    examples: list[Example]
    labels: dict[str, str]
    """The storyline of each label."""
    words: int
    """In the storylines."""


@dataclass(frozen=True)
class Data:
    """A corpus as numbers, one row an example."""

    names: list[str]
    x: Matrix
    y: Matrix
    is_judged: NDArray[np.bool_]
    of_report: NDArray[np.str_]
    of_story: NDArray[np.str_]


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\w$%]+", text.lower()))


def is_same(one: str, other: str) -> bool:
    """Tell whether two quotes share most of the words of the shorter one."""
    a, b = words_of(one), words_of(other)
    short = min(a.total(), b.total())
    return short >= 3 and (a & b).total() / short >= _SHARED


def parsed(text: str, language: str, cache: Path | None) -> Parsed:
    if cache is None:
        return parse(text, language)
    kept = cache / f"{hashlib.sha256(text.encode()).hexdigest()[:20]}.parse"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(parse(text, language)))
    found: Parsed = pickle.loads(kept.read_bytes())
    return found


def read_candidates(text: str, published: date, outlet: str, language: str, cache: Path | None) -> list[Candidate]:
    report = parsed(text, language, cache)
    said = find_said(report)
    context = context_of(report, times_of(report, published), published, outlet, said)
    return list(candidates(context, said, furniture(text, language)))


def judgements(paths: list[Path]) -> dict[str, list[dict[str, object]]]:
    """Return what was judged, by the file name of the report."""
    found: dict[str, list[dict[str, object]]] = {}
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            found.setdefault(row["report"], []).append(row)
    return found


def verdict(found: Candidate, rows: list[dict[str, object]]) -> bool | None:
    """Return what a person said of a claim of these very words; null where nobody did."""
    a, b = found.draft.start, found.draft.end
    for row in rows:
        x, y = int(str(row["start"])), int(str(row["end"]))
        if min(b, y) - max(a, x) > 0.8 * max(b - a, y - x):
            return bool(row["keep"])
    return None


def corpus(stories: Path, judged: list[Path], language: str, cache: Path | None) -> Corpus:
    rows = judgements(judged)
    examples: list[Example] = []
    labels: dict[str, str] = {}
    total = 0
    for folder in sorted(path.parent for path in stories.glob("*/labels.json")):
        own = json.loads((folder / "labels.json").read_text("utf-8"))
        labels |= {label["id"]: folder.name for label in own}
        for report in json.loads((folder / "reports.json").read_text("utf-8")):
            file = folder / report["file"]
            text = file.read_text("utf-8")
            total += words_of(text).total()
            day, here = date.fromisoformat(report["date"][:10]), [la for la in own if la["report"] == report["file"]]
            for found in read_candidates(text, day, report["publisher"], language, cache):
                hits = frozenset(label["id"] for label in here if is_same(found.draft.quote, label["quote"]))
                keep = verdict(found, rows.get(str(file), []))
                examples.append(Example(folder.name, str(file), found.features, hits, keep))
    done = {example.report for example in examples}
    examples += singles({file: own for file, own in rows.items() if file not in done}, language, cache)
    return Corpus(examples, labels, total)


def singles(rows: dict[str, list[dict[str, object]]], language: str, cache: Path | None) -> Iterator[Example]:
    """Yield the judged claims of reports that belong to no storyline."""
    for file, own in sorted(rows.items()):
        day = date.fromisoformat(str(own[0]["published"]))
        for found in read_candidates(Path(file).read_text("utf-8"), day, "", language, cache):
            keep = verdict(found, own)
            if keep is not None:
                yield Example("", file, found.features, frozenset(), keep)


def as_numbers(examples: list[Example]) -> Data:
    names = sorted({name for example in examples for name in example.features})
    x = np.array([[example.features.get(name, 0.0) for name in names] for example in examples])
    y = np.array([float(bool(e.labels) if e.keep is None else e.keep) for e in examples])
    is_judged = np.array([e.keep is not None for e in examples])
    of_report, of_story = np.array([e.report for e in examples]), np.array([e.story for e in examples])
    return Data(names, x, y, is_judged, of_report, of_story)


def masses(data: Data, weights: tuple[float, float]) -> Matrix:
    """Return how much each example counts."""
    return np.where(data.is_judged, 1.0, np.where(data.y > 0, *weights))


def fit(x: Matrix, y: Matrix, mass: Matrix, ridge: float = _RIDGE) -> Matrix:
    """Return intercept and coefficients of a ridge logistic regression, by Newton's method."""
    design = np.hstack([np.ones((len(x), 1)), x])
    penalty = np.eye(design.shape[1]) * ridge
    penalty[0, 0] = 1e-6
    beta = np.zeros(design.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (mass * (p - y)) + penalty @ beta
        hessian = (design * (mass * p * (1 - p))[:, None]).T @ design + penalty
        step = np.linalg.solve(hessian, gradient)
        beta -= step
        if float(np.abs(step).max()) < 1e-8:
            break
    return np.asarray(beta)


def held_out(data: Data, group: NDArray[np.str_] | NDArray[np.int64], weights: tuple[float, float]) -> Matrix:
    """Return the logit of every example from the model fitted without its group."""
    logits, mass = np.zeros(len(data.y)), masses(data, weights)
    for name in sorted(set(group.tolist())):
        here = group == name
        beta = fit(data.x[~here], data.y[~here], mass[~here])
        logits[here] = beta[0] + data.x[here] @ beta[1:]
    return logits


def folds_of(reports: NDArray[np.str_]) -> NDArray[np.int64]:
    """Part the reports into folds by a number made of their names."""
    return np.array([int(hashlib.sha256(r.encode()).hexdigest(), 16) % _FOLDS for r in reports])


def cutoff(logits: Matrix, words: int, load: float) -> float:
    return float(np.sort(logits)[-int(words * load / 1000)])


def area(logits: Matrix, y: Matrix) -> float:
    """Return the area under the ROC curve: how often a kept claim scores above one that is not."""
    yes, no = logits[y > 0], logits[y == 0]
    above = np.searchsorted(np.sort(no), yes, "left") + np.searchsorted(np.sort(no), yes, "right")
    return float(above.sum() / 2 / len(no) / len(yes))


def chance(logits: Matrix, curve: Matrix) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-(curve[0] + curve[1] * logits))))


def calibrated(logits: Matrix, y: Matrix, fold: NDArray[np.int64]) -> Matrix:
    """Return probabilities, each from a curve that was drawn without the reports of its fold."""
    out = np.zeros(len(y))
    for name in sorted(set(fold.tolist())):
        here = fold == name
        out[here] = chance(logits[here], fit(logits[~here, None], y[~here], np.ones((~here).sum()), 1e-6))
    return out


def tell_judged(data: Data, logits: Matrix, fold: NDArray[np.int64]) -> None:
    """Print how well the score of claims of unseen reports agrees with who judged them."""
    judged = data.is_judged
    y = data.y[judged]
    p = calibrated(logits[judged], y, fold[judged])
    print(f"judged claims: {len(y)}, of which kept {int(y.sum())}; area under the curve {area(logits[judged], y):.3f}")
    print(f"  calibration error {reliability(p, y):.3f}")
    for least in (0.5, 0.6, 0.7, 0.8, 0.85):
        here = p >= least
        print(f"  from {least} on: {int(y[here].sum())} of {int(here.sum())} are worth it, of {int(y.sum())} in all")


def tell_stories(found: Corpus, data: Data, load: float) -> None:
    """Print the recall of the labels of each storyline by a model that has not seen it."""
    logits = held_out(data, data.of_story, _REACH)
    own = data.of_story != ""
    least = cutoff(logits[own], found.words, load)
    kept = {la for e, z in zip(found.examples, logits, strict=True) if z >= least for la in e.labels}
    for name in sorted(set(found.labels.values())):
        labels = [label for label, of in found.labels.items() if of == name]
        print(f"{name}: {sum(label in kept for label in labels)} of {len(labels)} labels, not having seen it")
    print(f"all: {len(kept)} of {len(found.labels)} labels at {load:g} claims in 1,000 words")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("stories", type=Path)
    arguments.add_argument("--judged", type=Path, action="append", required=True)
    arguments.add_argument("--language", default="en")
    arguments.add_argument("--load", type=float, default=17.5)
    arguments.add_argument("--threshold", type=float, default=0.8)
    arguments.add_argument("--cache", type=Path, help="a folder in which parses are kept")
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    found = corpus(given.stories, given.judged, given.language, given.cache)
    data = as_numbers(found.examples)
    fold = folds_of(data.of_report)
    logits = held_out(data, fold, _SCORE)
    tell_judged(data, logits, fold)
    tell_stories(found, data, given.load)
    curve = fit(logits[data.is_judged, None], data.y[data.is_judged], np.ones(data.is_judged.sum()), 1e-6)
    final = fit(data.x, data.y, masses(data, _SCORE)) * curve[1]
    final[0] += curve[0]
    reach = fit(data.x, data.y, masses(data, _REACH))
    own = data.of_story != ""
    reach[0] -= cutoff((reach[0] + data.x @ reach[1:])[own], found.words, given.load)
    likely = chance(data.x @ final[1:] + final[0], np.array([0.0, 1.0])) >= given.threshold
    for name, kept in (("stored", likely | (reach[0] + data.x @ reach[1:] >= 0)), ("queue", likely)):
        labels = {la for e, is_kept in zip(found.examples, kept, strict=True) if is_kept for la in e.labels}
        load = 1000 * kept[own].sum() / found.words
        print(f"{name}, in sample: {len(labels)} labels at {load:.1f} claims in 1,000 words")
    if given.write:
        write(given.language, data.names, final, reach, given.threshold)


def as_weights(names: list[str], beta: Matrix) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in zip(names, beta[1:], strict=True)}


def write(language: str, names: list[str], beta: Matrix, reach: Matrix, threshold: float) -> None:
    path = resource("rules", language, "score.json")
    data = {
        "about": "The score, written by scripts/fit_score.py: the logistic of intercept plus the weights of the"
        " features that an assertion has is the probability that an editor keeps the claim. Those from 'threshold' on"
        " make the queue; they are stored, and so is what 'reach' plus its own weights lifts to 0. Of a report of 1,000"
        " words at most 'most' are stored.",
        "threshold": threshold,
        "most": 25,
        "intercept": round(float(beta[0]), 3),
        "weights": as_weights(names, beta),
        "reach": round(float(reach[0]), 3),
        "reach_weights": as_weights(names, reach),
    }
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"written: {path}")


if __name__ == "__main__":
    main()
