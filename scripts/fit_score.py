"""Fit the score's coefficients on labelled storylines and write them to resources/rules/<language>/score.json.

    fit_score.py STORIES [--load 17] [--weight 10] [--write]

STORIES holds one folder a storyline: the reports, ``reports.json`` (file, date, publisher) and ``labels.json`` (report,
quote). The labels are weak positives: who labelled kept the clearest claims only, so an assertion without a label may
well be a good claim. Positives therefore weigh more (``--weight``), and the intercept is moved so that the threshold
of one half keeps ``--load`` claims per 1,000 words of these reports; only the order is learned. The recall printed for
each storyline comes from a model that has not seen it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factdesk.paths import resource
from factdesk.reading.attribution import find_said
from factdesk.reading.claims import Candidate, candidates
from factdesk.reading.furniture import furniture
from factdesk.reading.pipeline import parse
from factdesk.reading.report import context_of
from factdesk.reading.times import times_of

Matrix = NDArray[np.float64]
_SHARED = 0.7
_RIDGE = 10.0
_JUDGED = 4.0


@dataclass(frozen=True)
class Example:
    """One assertion of one report, and which labels it matches."""

    story: str
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


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\w$%]+", text.lower()))


def is_same(one: str, other: str) -> bool:
    """Tell whether two quotes share most of the words of the shorter one."""
    a, b = words_of(one), words_of(other)
    short = min(a.total(), b.total())
    return short >= 3 and (a & b).total() / short >= _SHARED


def read_candidates(text: str, published: date, outlet: str, language: str) -> list[Candidate]:
    parsed = parse(text, language)
    times = times_of(parsed, published)
    context = context_of(parsed, times, published, outlet)
    return list(candidates(context, find_said(parsed), furniture(text, language)))


def story(folder: Path, language: str) -> Iterator[tuple[Example, int]]:
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    for report in json.loads((folder / "reports.json").read_text("utf-8")):
        text = (folder / report["file"]).read_text("utf-8")
        own = [label for label in labels if label["report"] == report["file"]]
        for found in read_candidates(text, date.fromisoformat(report["date"][:10]), report["publisher"], language):
            hits = frozenset(label["id"] for label in own if is_same(found.draft.quote, label["quote"]))
            yield Example(folder.name, found.features, hits), 0
        yield Example(folder.name, {}, frozenset()), words_of(text).total()


def corpus(stories: Path, language: str) -> Corpus:
    examples: list[Example] = []
    labels: dict[str, str] = {}
    total = 0
    for folder in sorted(path.parent for path in stories.glob("*/labels.json")):
        labels |= {label["id"]: folder.name for label in json.loads((folder / "labels.json").read_text("utf-8"))}
        for example, count in story(folder, language):
            total += count
            if example.features:
                examples.append(example)
    return Corpus(examples, labels, total)


def judged(path: Path, language: str) -> Iterator[Example]:
    """Yield the claims that a person judged: lines of ``{"report", "published", "start", "end", "keep"}``."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    for file in sorted({row["report"] for row in rows}):
        own = [row for row in rows if row["report"] == file]
        text = Path(file).read_text("utf-8")
        for found in read_candidates(text, date.fromisoformat(own[0]["published"]), "", language):
            near = [row for row in own if _shares(row["start"], row["end"], found.draft.start, found.draft.end)]
            if near:
                yield Example(file, found.features, frozenset(), near[0]["keep"])


def _shares(a: int, b: int, x: int, y: int) -> bool:
    return min(b, y) - max(a, x) > 0.8 * max(b - a, y - x)


def masses(examples: list[Example], y: Matrix, weight: float) -> Matrix:
    """Return how much each example counts: labels are few and not exhaustive, judgements are of either kind."""
    return np.array(
        [_JUDGED if e.keep is not None else weight if hit else 1.0 for e, hit in zip(examples, y, strict=True)]
    )


def fit(x: Matrix, y: Matrix, mass: Matrix) -> Matrix:
    """Return intercept and coefficients of a ridge logistic regression, by Newton's method."""
    design = np.hstack([np.ones((len(x), 1)), x])
    penalty = np.eye(design.shape[1]) * _RIDGE
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


def held_out(data: Corpus, x: Matrix, y: Matrix, mass: Matrix) -> Matrix:
    """Return the logit of every example from the model fitted without its storyline."""
    of_story = np.array([example.story for example in data.examples])
    logits = np.zeros(len(y))
    for name in sorted(set(of_story)):
        beta = fit(x[of_story != name], y[of_story != name], mass[of_story != name])
        logits[of_story == name] = beta[0] + x[of_story == name] @ beta[1:]
    return logits


def cutoff(logits: Matrix, words: int, load: float) -> float:
    return float(np.sort(logits)[-int(words * load / 1000)])


def tell_judged(y: Matrix, logits: Matrix, least: float) -> None:
    """Print how many of the judged claims that the model keeps (not having seen their report) a person would keep."""
    kept = logits >= least
    if len(y):
        print(f"judged: {int(y[kept].sum())} of {int(kept.sum())} kept are worth it, of {int(y.sum())} in {len(y)}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("stories", type=Path)
    arguments.add_argument("--language", default="en")
    arguments.add_argument("--load", type=float, default=17.0)
    arguments.add_argument("--weight", type=float, default=10.0)
    arguments.add_argument("--judged", type=Path, help="claims of other reports that a person judged one by one")
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    data = corpus(given.stories, given.language)
    if given.judged is not None:
        data.examples.extend(judged(given.judged, given.language))
    names = sorted({name for example in data.examples for name in example.features})
    x = np.array([[example.features.get(name, 0.0) for name in names] for example in data.examples])
    y = np.array([float(bool(example.labels) if e_keep is None else e_keep) for example in data.examples
                  for e_keep in (example.keep,)])  # fmt: skip
    mass = masses(data.examples, y, given.weight)
    of_story = np.array([example.keep is None for example in data.examples])
    logits = held_out(data, x, y, mass)
    least = cutoff(logits[of_story], data.words, given.load)
    tell_judged(y[~of_story], logits[~of_story], least)
    kept = {label for example, logit in zip(data.examples, logits, strict=True) if logit >= least
            for label in example.labels}  # fmt: skip
    for name in sorted(set(data.labels.values())):
        own = [label for label, of in data.labels.items() if of == name]
        print(f"{name}: {sum(label in kept for label in own)} of {len(own)} labels at {given.load} a thousand words")
    beta = fit(x, y, mass)
    shift = cutoff((x @ beta[1:] + beta[0])[of_story], data.words, given.load)
    print(f"all: {len(kept)} of {len(data.labels)}; {len(data.examples)} assertions in {data.words} words")
    if given.write:
        write(given.language, names, beta, shift, given.load)


def write(language: str, names: list[str], beta: Matrix, shift: float, load: float) -> None:
    path = resource("rules", language, "score.json")
    data = {
        "about": "Coefficients of the score, written by scripts/fit_score.py: the logistic of intercept plus the"
        " weights of the features that an assertion has. The order is fitted on labelled reports whose labels are"
        f" not exhaustive; the intercept is set so that the threshold keeps {load:g} claims per 1,000 words of news.",
        "threshold": 0.5,
        "most": 25,
        "intercept": round(float(beta[0]) - shift, 3),
        "weights": {name: round(float(value), 3) for name, value in zip(names, beta[1:], strict=True)},
    }
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"written: {path}")


if __name__ == "__main__":
    main()
