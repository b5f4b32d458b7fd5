"""Fit the weights of matching on labelled storylines, and say how good they are on storylines left out.

    python scripts/fit_matching.py STORIES_DIR [--write]

STORIES_DIR holds one folder a storyline: reports (``*.txt``), ``reports.json`` (file, date, title) and ``labels.json``
(claims, each with its quote, its report, and its evidence as report, start, quote and relation). Every labelled claim
is compared with every passage of every later report. Two logistic models are fitted from the prior weights in
``resources/rules/en/matching_prior.json``: whether a passage bears on a claim, and how. Passages without a label in a
report that has decisive ones are left out: labels name the clearest sentence, not each. ``--write`` stores the weights
fitted on all storylines. Everything is deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factdesk.matching.comparison import compare, is_close
from factdesk.matching.evidence import contexts_of
from factdesk.matching.judges import ComparisonJudge, Weights, how_features
from factdesk.matching.lexicon import Lexicon, lexicon
from factdesk.matching.views import ClaimView, claimed, dampened, make_claim_view, shares_of, view
from factdesk.model import GivenClaim, Relation
from factdesk.paths import resource
from factdesk.reading import analyse, draft_given
from factdesk.reading.passages import passages
from factdesk.reading.pipeline import parse
from factdesk.reading.times import times_of

Floats = NDArray[np.float64]

VERSION = "1"
STAY_BEARS, STAY_HOW = 0.01, 0.1
"""How strongly the weights of the two steps stay with the prior ones."""
LABELLED = 14.0
"""Weight of a labelled passage against an unlabelled one: labels are few and leave much out."""
DECISIVE = ("confirms", "contradicts", "partly", "moves")
RELATIONS = {"postpones": "moves", "partly_confirms": "partly"}
STRENGTH = ("mentions", "partly", "moves", "confirms", "contradicts")


@dataclass(frozen=True, slots=True)
class Row:
    """One claim against one passage."""

    story: str
    pair: tuple[str, str]
    features: Mapping[str, float]
    """Empty in the one row that stands for the whole pair of claim and report."""
    label: str | None
    report_label: str
    """The strongest relation that the whole report has to the claim, "none" where there is none."""


def rows_of(folder: Path, rules: Lexicon) -> Iterator[Row]:
    """Compare every claim of a storyline with every passage of every later report."""
    labels = json.loads((folder / "labels.json").read_text("utf8"))
    reports = {r["file"]: r for r in json.loads((folder / "reports.json").read_text("utf8"))}
    views = claims_of(labels, reports, folder, rules)
    for name, report in reports.items():
        day = date.fromisoformat(report["date"])
        parsed = parse((folder / name).read_text("utf8"), "en")
        told = [view(p, rules) for p in passages(parsed, times_of(parsed, day))]
        shares = shares_of(told)
        told = [dampened(p, shares) for p in told]
        contexts = contexts_of(told, report["title"], rules)
        for label, seen in zip(labels, views, strict=True):
            if label["report"] == name or seen.published is None or day < seen.published:
                continue
            claim = replace(seen, view=dampened(seen.view, shares))
            gold = [
                (e["start"], e["start"] + len(e["quote"]), relation_of(e["relation"], label["final_status"]))
                for e in label["evidence"]
                if e["report"] == name
            ]
            whole = strongest(relation for _, _, relation in gold) or "none"
            yield Row(folder.name, (label["id"], name), {}, None, whole)
            for passage, context in zip(told, contexts, strict=True):
                if is_close(claim, passage, context):
                    features = compare(claim, passage, context, day, rules).features
                    mine = strongest(r for a, b, r in gold if a < passage.passage.end and passage.passage.start < b)
                    yield Row(folder.name, (label["id"], name), features, mine, whole)


def relation_of(label: str, final: str) -> str:
    """Return FactDesk's relation: what came true late is confirmed, and late by its date."""
    relation = RELATIONS.get(label, label)
    return "confirms" if relation == "partly" and final == "happened_late" else relation


def strongest(relations: Iterable[str]) -> str | None:
    return max(relations, key=STRENGTH.index, default=None)


def claims_of(
    labels: list[dict[str, Any]], reports: Mapping[str, Mapping[str, str]], folder: Path, rules: Lexicon
) -> list[ClaimView]:
    """Read the labelled claims as a desk does when they are handed in with their reports."""
    drafts, days = [], []
    for label in labels:
        text = (folder / label["report"]).read_text("utf8")
        day = date.fromisoformat(reports[label["report"]]["date"])
        given = GivenClaim(label["quote"], speaker=label["speaker"])
        draft = draft_given(given, text, reading=None, published=day, language="en", country="US", by="labels")
        if draft is None:
            raise SystemExit(f"{label['id']}: the quote is not in its report")
        drafts.append(draft)
        days.append(day)
    read = analyse([d.text for d in drafts], "en", days)
    return [
        make_claim_view(
            claimed(passage, rules, draft.entities),
            rules,
            due=draft.due,
            published=day,
            speaker=draft.speaker,
            quantities=draft.quantities or passage.quantities,
            kind=draft.kind,
        )
        for draft, passage, day in zip(drafts, read, days, strict=True)
    ]


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
    kept = [r for r in rows if r.features and (r.label is not None or r.report_label in ("none", "mentions"))]
    weight = np.array([LABELLED if r.label else 1.0 for r in kept])
    bears = fit_bears(kept, weight, prior["bears"])
    weighed = []
    for row in kept:
        odds = bears.sum(row.features)
        weighed.append(how_features(row.features, odds, 1.0 / (1.0 + np.exp(-odds))))
    how = fit_how(kept, weighed, prior["relations"])
    return ComparisonJudge(f"comparison {VERSION}", bears, how)


def fit_bears(rows: list[Row], weight: Floats, prior: Mapping[str, float]) -> Weights:
    names = [n for n in prior if n != "bias"]
    start = np.zeros((len(names) + 1, 2))
    start[:, 1] = [*(prior[n] or 1e-6 for n in names), prior["bias"]]
    target = np.array([[r.label is None, r.label is not None] for r in rows], dtype=float)
    w = descend(matrix((r.features for r in rows), names), target, weight, start, STAY_BEARS)[:, 1]
    return Weights(float(w[-1]), {n: round(float(v), 3) for n, v in zip(names, w, strict=False)})


def fit_how(
    rows: list[Row], features: list[dict[str, float]], prior: Mapping[str, Mapping[str, float]]
) -> dict[Relation, Weights]:
    names = list(dict.fromkeys(n for entry in prior.values() for n in entry if n != "bias"))
    start = np.array([[0.0, *(prior[k].get(n, 0.0) for k in DECISIVE)] for n in [*names, "bias"]])
    classes = ["none", *DECISIVE]
    target = np.array([[(r.label if r.label in DECISIVE else "none") == c for c in classes] for r in rows], dtype=float)
    weight = np.where(target[:, 0] == 1, 1.0, LABELLED / 2)
    w = descend(matrix(features, names), target, weight, start, STAY_HOW)
    found = {}
    for column, relation in enumerate(DECISIVE, start=1):
        used = {n: round(float(w[i, column]), 3) for i, n in enumerate(names) if start[i, column]}
        found[Relation(relation)] = Weights(round(float(w[-1, column]), 3), used)
    return found


def figures(rows: list[Row], scores: list[dict[Relation, float]]) -> str:
    """Return the figures over pairs of claim and report: the strongest decisive passage stands for the report."""
    best: dict[tuple[str, str], tuple[float, str]] = {}
    gold: dict[tuple[str, str], str] = {}
    for row, score in zip(rows, scores, strict=True):
        gold[row.pair] = row.report_label if row.report_label in DECISIVE else "none"
        total = sum(score[Relation(k)] for k in DECISIVE) if row.features else 0.0
        if total >= 0.5 and total > best.get(row.pair, (0.0, ""))[0]:
            best[row.pair] = total, max(DECISIVE, key=lambda k: score[Relation(k)])
    table = Counter((want, best.get(pair, (0.0, "none"))[1]) for pair, want in gold.items())
    classes = ("none", *DECISIVE)
    f1 = {k: f1_of(table, k, classes) for k in classes}
    decisive = sum(n for (want, _), n in table.items() if want != "none")
    quiet = sum(n for (want, _), n in table.items() if want == "none")
    hits = sum(table[k, k] for k in DECISIVE)
    false = sum(table["none", k] for k in DECISIVE)
    each = " ".join(f"{k} {100 * v:.0f}" for k, v in f1.items())
    return (
        f"macro-F1 {100 * sum(f1.values()) / 5:.1f} ({each})  decisive recall {100 * hits / decisive:.1f}"
        f"  false alarms {100 * false / quiet:.1f} per 100 of {quiet} quiet pairs"
    )


def f1_of(table: Mapping[tuple[str, str], int], k: str, classes: Iterable[str]) -> float:
    classes = tuple(classes)
    both = sum(table.get((w, k), 0) + table.get((k, w), 0) for w in classes)
    return 2 * table.get((k, k), 0) / both if both else 0.0


def write(judge: ComparisonJudge, note: str) -> None:
    """Store the weights where the program reads them."""
    entries = {str(k): {"bias": v.bias, **v.features} for k, v in judge.relations.items()}
    data = {
        "version": VERSION,
        "note": note,
        "bears": {"bias": judge.bears.bias, **judge.bears.features},
        "relations": entries,
    }
    resource("rules", "en", "matching.json").write_text(json.dumps(data, indent=1) + "\n", "utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    prior = json.loads(resource("rules", "en", "matching_prior.json").read_text("utf8"))
    folders = [f for f in sorted(asked.stories.iterdir()) if (f / "labels.json").exists()]
    rows = [row for folder in folders for row in rows_of(folder, lexicon())]
    print(f"{len(rows)} comparisons, labels {dict(Counter(r.label for r in rows))}")
    scores: list[dict[Relation, float]] = []
    for folder in folders:
        judge = fit([r for r in rows if r.story != folder.name], prior)
        own = [r for r in rows if r.story == folder.name]
        found = [judge.of_features(r.features) for r in own]
        print(f"{folder.name:16} left out: {figures(own, found)}")
        scores += found
    summary = figures(rows, scores)
    print(f"{'ALL':16} left out: {summary}")
    if asked.write:
        write(fit(rows, prior), f"Fitted by scripts/fit_matching.py; storylines left out: {summary}.")


if __name__ == "__main__":
    main()
