"""Fit the weights of matching on labelled storylines, news pairs and public pairs, and say how good they are.

    python scripts/fit_matching.py STORIES_DIR --data STANCE_DIR [--model MODEL_DIR] [--write]

STORIES_DIR holds one folder a storyline: reports (``*.txt``), ``reports.json`` (file, date, title) and ``labels.json``
(claims, each with its quote, its report, and its evidence as report, start, quote and relation). STANCE_DIR holds the
public pairs; only those that the judge was not trained on are used, likewise of the news pairs. The comparison is also
fitted on the invented storylines, which the network knows. Every storyline is left out once: what is printed for it
comes from weights fitted on the others. Three judges are fitted: both halves, the comparison alone, the network alone;
each proposes from the least score on that keeps to 4 false alarms in 100 quiet pairs over all storylines.
``--write`` stores the weights fitted on everything. Everything is deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from fit_combined import INVENTED, Combinations, Judged, combine, fit_all, judge_of, words_out_of_fold
from fit_comparison import VERSION
from judge_data import news, public, rumours, unlike
from matching_figures import Scored, of_pairs, of_reports, threshold_for
from matching_rows import Row, pair_rows, story_rows
from storylines import invented, measured

from factdesk.matching.combined import Chances, worth_asking
from factdesk.matching.judges import ComparisonJudge, Weights
from factdesk.matching.lexicon import lexicon
from factdesk.matching.trained import Network, load_network
from factdesk.matching.wording import Asked
from factdesk.paths import resource

HALVES = {"both": (True, True), "comparison alone": (True, False), "network alone": (False, True)}
HELD = 1500
"""Public pairs that are used."""
UNLIKE = 2
"""News pairs for each pair of what has nothing to do with each other."""
SETS = ("vitc", "vsyn", "fever", "fevnei", "pagenei", "fm2", "conj")


def read_rows(stories: Sequence[Path], data: Path, seed: int = 5) -> list[Row]:
    """Read and compare everything that is fitted on or measured with."""
    held = [e for e in public(data, seed, held=True) if e.source in SETS][:HELD]
    rows = [row for folder in stories for row in story_rows(measured(folder), lexicon())]
    rows += [replace(row, source=INVENTED) for story in invented() for row in story_rows(story, lexicon())]
    for side in ("development", "test"):
        pairs = [*news(side), *rumours(side)]
        rows += [replace(row, source=side) for row in pair_rows([*pairs, *unlike(pairs, len(pairs) // UNLIKE, seed)])]
    return rows + pair_rows(held)


@dataclass(slots=True)
class Answers:
    """The network with what it said before: every fold asks much the same."""

    network: Network
    known: dict[Asked, Chances] = field(default_factory=dict)

    def of(self, rows: Sequence[Row], words: Sequence[Chances]) -> list[Judged]:
        """Let the network answer where the program would ask it."""
        questions = {i: question for i in chosen_of(rows, words) if (question := rows[i].asked)}
        new = list(dict.fromkeys(q for q in questions.values() if q not in self.known))
        self.known |= dict(zip(new, self.network.chances(new), strict=True))
        told = {i: self.known[question] for i, question in questions.items()}
        return [Judged(row, words[i], told.get(i)) for i, row in enumerate(rows)]


def chosen_of(rows: Sequence[Row], words: Sequence[Chances]) -> list[int]:
    """Return the rows about which the program would ask the network, report by report."""
    by_report: dict[tuple[str, str], list[int]] = {}
    given = []
    for i, row in enumerate(rows):
        if row.features.get("given"):
            given.append(i)
        elif row.features and row.source != INVENTED:
            by_report.setdefault((row.source, row.pair[1]), []).append(i)
    found = [own[k] for own in by_report.values() for k in worth_asking([(rows[i].pair[0], words[i]) for i in own])]
    return [*given, *found]


def left_out(judged: Sequence[Judged], own: str, half: str) -> list[Scored]:
    """Return the scores of one source's rows by weights fitted on all others."""
    words, net = HALVES[half]
    by = fit_all([j for j in judged if j.row.source != own], words=words, net=net)
    return [(j.row, combine(j, by, words=words, net=net)) for j in judged if j.row.source == own]


def write(comparison: ComparisonJudge, by: Combinations, note: str) -> None:
    """Store the weights where the program reads them."""
    folder = resource("rules", "en")
    relations = {str(k): _entry(v) for k, v in comparison.relations.items()}
    found = _entry(by.alone.decides)
    first = {
        "version": VERSION,
        "note": note,
        "bears": _entry(comparison.bears),
        "relations": relations,
        "found": found,
    }
    (folder / "matching.json").write_text(json.dumps(first, indent=1) + "\n", "utf8")
    given = {str(k): _entry(v) for k, v in by.given.relations.items()}
    second = {"version": VERSION, "note": note, "given": given, "found": _entry(by.found.decides)}
    (folder / "matching_combined.json").write_text(json.dumps(second, indent=1) + "\n", "utf8")


def _entry(weights: Weights) -> dict[str, float]:
    return {"bias": weights.bias, **weights.features}


def measure(rows: Sequence[Row], names: Sequence[str], answers: Answers, prior: Mapping[str, Any]) -> str:
    """Print the figures of every storyline and side left out, and return those of all storylines together."""
    whole = words_out_of_fold(rows, names, prior)
    folds = {left: answers.of(rows, words_without(rows, left, names, prior)) for left in names}
    summary = ""
    for half in HALVES:
        own = {left: left_out(folds[left], left, half) for left in names}
        scored = [one for left in names for one in own[left]]
        level = threshold_for(scored)
        for left in names:
            print(f"{half:18} {left:16} {of_reports(own[left], level)}")
        told = f"{of_reports(scored, level)} from {level} on"
        print(f"{half:18} {'ALL':16} {told}", flush=True)
        summary = summary or told
        for side in ("development", "test"):
            print(f"{half:18} {side:16} {of_pairs(left_out(answers.of(rows, whole), side, half))}", flush=True)
    return summary


def words_without(rows: Sequence[Row], left: str, names: Sequence[str], prior: Mapping[str, Any]) -> list[Chances]:
    """Return what the comparison says of every row, fitted without one storyline, of the others out of fold."""
    others = [name for name in names if name != left]
    kept = [r for r in rows if r.source != left]
    words = dict(zip(map(id, kept), words_out_of_fold(kept, others, prior), strict=True))
    judge = judge_of(kept, others, prior)
    return [words[id(r)] if id(r) in words else judge.of_features(r.features) if r.features else {} for r in rows]


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
    answers = Answers(load_network(asked.model / "model.onnx", asked.model / "vocab.txt"))
    rows = read_rows(folders, asked.data)
    print(f"{len(rows)} comparisons: {dict(Counter(r.source for r in rows))}")
    summary = measure(rows, names, answers, prior)
    if asked.write:
        judged = answers.of(rows, words_out_of_fold(rows, names, prior))
        note = f"Fitted by scripts/fit_matching.py; storylines left out: {summary}."
        write(judge_of(rows, names, prior), fit_all(judged), note)


if __name__ == "__main__":
    main()
