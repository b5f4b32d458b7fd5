"""Fit the weights of matching on labelled storylines, news pairs and public pairs, and say how good they are.

    python scripts/fit_matching.py STORIES_DIR --data STANCE_DIR [--model MODEL_DIR] [--write]

STORIES_DIR holds one folder a storyline: reports (``*.txt``), ``reports.json`` (file, date, title) and ``labels.json``
(claims, each with its quote, its report, and its evidence as report, start, quote and relation). STANCE_DIR holds the
public pairs; only those that the judge was not trained on are used, likewise of the news pairs. Every storyline is left
out once: what is printed for it comes from weights fitted on the others. Three judges are fitted: both halves, the
comparison alone, the network alone. ``--write`` stores the weights fitted on everything. Everything is deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from fit_combined import Chances, Judged, combine, fit_combination, judge_of, words_out_of_fold
from fit_comparison import VERSION
from judge_data import news, public
from matching_figures import Scored, of_pairs, of_reports
from matching_rows import Row, pair_rows, story_rows

from factdesk.matching.combined import Combination, worth_asking
from factdesk.matching.judges import ComparisonJudge, Weights
from factdesk.matching.lexicon import lexicon
from factdesk.matching.trained import Network, load_network
from factdesk.paths import resource

HALVES = {"both": (True, True), "comparison alone": (True, False), "network alone": (False, True)}
HELD = 1500
"""Public pairs that are used."""
SETS = ("vitc", "vsyn", "fever", "fevnei", "pagenei", "fm2", "conj")


def read_rows(stories: Sequence[Path], data: Path, seed: int = 5) -> list[Row]:
    """Read and compare everything that is fitted on or measured with."""
    held = [e for e in public(data, seed, held=True) if e.source in SETS][:HELD]
    rows = [row for folder in stories for row in story_rows(folder, lexicon())]
    for side in ("development", "test"):
        rows += [replace(row, source=side) for row in pair_rows(news(side))]
    return rows + pair_rows(held)


def asked_of(rows: Sequence[Row], words: Sequence[Chances], network: Network) -> list[Judged]:
    """Let the network answer where the program would ask it."""
    chosen = set(chosen_of(rows, words))
    questions = {i: rows[i].asked for i in sorted(chosen)}
    answers = dict(zip(questions, network.chances([q for q in questions.values() if q]), strict=True))
    return [Judged(row, words[i], answers.get(i)) for i, row in enumerate(rows)]


def chosen_of(rows: Sequence[Row], words: Sequence[Chances]) -> list[int]:
    """Return the rows about which the program would ask the network, report by report."""
    by_report: dict[tuple[str, str], list[int]] = {}
    for i, row in enumerate(rows):
        if row.features:
            by_report.setdefault((row.source, row.pair[1]), []).append(i)
    return [
        own[k]
        for own in by_report.values()
        for k in worth_asking([(rows[i].pair[0], bool(rows[i].features.get("given")), words[i]) for i in own])
    ]


def left_out(judged: Sequence[Judged], own: str, half: str) -> list[Scored]:
    """Return the scores of one source's rows by weights fitted on all others."""
    words, net = HALVES[half]
    others = [j for j in judged if j.row.source != own]
    both = fit_combination([j for j in others if j.net or not net], words=words, net=net)
    alone = fit_combination(others, net=False)
    return [(j.row, combine(j, both, alone, words=words, net=net)) for j in judged if j.row.source == own]


def write(comparison: ComparisonJudge, both: Combination, alone: Combination, note: str) -> None:
    """Store the weights where the program reads them."""
    folder = resource("rules", "en")
    relations = {str(k): _entry(v) for k, v in comparison.relations.items()}
    first = {"version": VERSION, "note": note, "bears": _entry(comparison.bears), "relations": relations}
    (folder / "matching.json").write_text(json.dumps(first, indent=1) + "\n", "utf8")
    second = {"version": VERSION, "note": note, "both": _entries(both), "alone": _entries(alone)}
    (folder / "matching_combined.json").write_text(json.dumps(second, indent=1) + "\n", "utf8")


def _entries(combination: Combination) -> dict[str, dict[str, float]]:
    return {str(k): _entry(v) for k, v in combination.relations.items()}


def _entry(weights: Weights) -> dict[str, float]:
    return {"bias": weights.bias, **weights.features}


def measure(rows: Sequence[Row], names: Sequence[str], network: Network, prior: Mapping[str, Any]) -> str:
    """Print the figures of every storyline and side left out, and return those of all storylines together."""
    summary = ""
    for half in HALVES:
        scored: list[Scored] = []
        for left in names:
            # The comparison that scores a storyline was fitted without it, and so was the one behind the combiner.
            others = [name for name in names if name != left]
            kept = [r for r in rows if r.source != left]
            words = dict(zip(map(id, kept), words_out_of_fold(kept, others, prior), strict=True))
            judge = judge_of(kept, others, prior)
            chances = [words.get(id(r)) or (judge.of_features(r.features) if r.features else {}) for r in rows]
            own = left_out(asked_of(rows, chances, network), left, half)
            print(f"{half:18} {left:16} {of_reports(own)}", flush=True)
            scored += own
        print(f"{half:18} {'ALL':16} {of_reports(scored)}", flush=True)
        summary = summary or of_reports(scored)
        judged = asked_of(rows, words_out_of_fold(rows, names, prior), network)
        for side in ("development", "test"):
            print(f"{half:18} {side:16} {of_pairs(left_out(judged, side, half))}", flush=True)
    return summary


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=resource("models", "judge"))
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    prior = json.loads(resource("rules", "en", "matching_prior.json").read_text("utf8"))
    folders = [f for f in sorted(asked.stories.iterdir()) if (f / "labels.json").exists()]
    names = [folder.name for folder in folders]
    network = load_network(asked.model / "model.onnx", asked.model / "vocab.txt")
    rows = read_rows(folders, asked.data)
    print(f"{len(rows)} comparisons: {dict(Counter(r.source for r in rows))}")
    summary = measure(rows, names, network, prior)
    if asked.write:
        judged = asked_of(rows, words_out_of_fold(rows, names, prior), network)
        both = fit_combination([j for j in judged if j.net])
        alone = fit_combination(judged, net=False)
        note = f"Fitted by scripts/fit_matching.py; storylines left out: {summary}."
        write(judge_of(rows, names, prior), both, alone, note)


if __name__ == "__main__":
    main()
