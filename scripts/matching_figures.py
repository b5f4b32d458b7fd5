"""Figures of matching: pairs of claim and report on storylines, relations on written pairs, and calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from judge_data import RELATIONS
from matching_rows import DECISIVE, Row

from factdesk.model import Relation

Scored = tuple[Row, Mapping[Relation, float] | None]
"""A row and its scores, none for the row that stands for a whole pair."""

MOST_FALSE = 4.0
"""False alarms in 100 quiet pairs that are borne: the halves are held against each other at as many each."""
_BINS = 5


def decided(row: Row, scores: Mapping[Relation, float]) -> tuple[float, str] | None:
    """Return score and relation as the program would propose them, null where nothing decisive is tenable."""
    total = sum(scores[Relation(k)] for k in DECISIVE)
    relation = max(DECISIVE, key=lambda k: scores[Relation(k)])
    return (total, relation) if relation in row.tenable else None


def best_of(scored: Iterable[Scored]) -> tuple[dict[tuple[str, str], tuple[float, str]], dict[tuple[str, str], str]]:
    """Return of each pair of claim and report its strongest decisive passage, and of each its label."""
    best: dict[tuple[str, str], tuple[float, str]] = {}
    gold: dict[tuple[str, str], str] = {}
    for row, scores in scored:
        gold[row.pair] = row.report_label if row.report_label in DECISIVE else "none"
        found = decided(row, scores) if scores else None
        if found and found[0] > best.get(row.pair, (0.0, ""))[0]:
            best[row.pair] = found
    return best, gold


def threshold_for(scored: Iterable[Scored], most: float = MOST_FALSE) -> float:
    """Return the least threshold, in hundredths, with at most so many false alarms in 100 quiet pairs."""
    best, gold = best_of(scored)
    quiet = [best.get(pair, (0.0, ""))[0] for pair, want in gold.items() if want == "none"]
    levels = (n / 100 for n in range(5, 100))
    return next((t for t in levels if sum(score >= t for score in quiet) <= most * len(quiet) / 100), 1.0)


def of_reports(scored: Iterable[Scored], threshold: float) -> str:
    """Return the figures over pairs of claim and report: the strongest decisive passage stands for the report.

    The error of calibration is given over all such passages, and over those alone that are shown.
    """
    best, gold = best_of(scored)
    proposed = {pair: relation for pair, (score, relation) in best.items() if score >= threshold}
    table = Counter((want, proposed.get(pair, "none")) for pair, want in gold.items())
    classes = ("none", *DECISIVE)
    decisive = sum(n for (want, _), n in table.items() if want != "none")
    quiet = sum(n for (want, _), n in table.items() if want == "none")
    hits = sum(table[k, k] for k in DECISIVE)
    false = sum(table["none", k] for k in DECISIVE)
    every = [(score, gold[pair] != "none") for pair, (score, _) in best.items()]
    shown = [(score, right) for score, right in every if score >= threshold]
    return (
        f"{f1_text(table, classes)}  decisive recall {100 * hits / max(1, decisive):.1f}"
        f"  false alarms {100 * false / max(1, quiet):.1f} per 100 of {quiet} quiet pairs"
        f"  calibration error {calibration_error(every):.3f} of {len(every)}, {calibration_error(shown):.3f} of"
        f" {len(shown)} shown"
    )


def of_pairs(scored: Sequence[Scored]) -> str:
    """Return the figures over written pairs; where several relations are right, each of them is."""
    table: Counter[tuple[str, str]] = Counter()
    for row, scores in scored:
        if scores:
            got = max(RELATIONS, key=lambda k: scores[Relation(k)])
            table[got if got in row.right else min(row.right), got] += 1
    right = sum(n for (want, got), n in table.items() if want == got)
    return f"accuracy {100 * right / max(1, table.total()):.1f}  {f1_text(table, RELATIONS)}  n {table.total()}"


def f1_text(table: Mapping[tuple[str, str], int], classes: Sequence[str]) -> str:
    """Return macro-F1 with the share of each class."""
    each = {k: f1_of(table, k, classes) for k in classes}
    shown = " ".join(f"{k} {100 * v:.0f}" for k, v in each.items())
    return f"macro-F1 {100 * sum(each.values()) / len(classes):.1f} ({shown})"


def f1_of(table: Mapping[tuple[str, str], int], k: str, classes: Iterable[str]) -> float:
    both = sum(table.get((w, k), 0) + table.get((k, w), 0) for w in classes)
    return 2 * table.get((k, k), 0) / both if both else 0.0


def calibration_error(shown: Sequence[tuple[float, bool]]) -> float:
    """Return the mean distance of score and share that is right, in bins that hold as many each.

    The method is the expected calibration error of Naeini et al. 2015 with bins of equal mass.
    """
    ranked = sorted(shown)
    total = 0.0
    for k in range(_BINS):
        part = ranked[k * len(ranked) // _BINS : (k + 1) * len(ranked) // _BINS]
        total += abs(sum(score for score, _ in part) - sum(right for _, right in part))
    return total / len(ranked) if ranked else 0.0
