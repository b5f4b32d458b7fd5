"""Say how far two readers of the news pairs agree.

    python scripts/pair_agreement.py

The first relation in each row of ``pairs/second-reading.jsonl`` is the label that a passage had when the second reader
read it, the second is that reader's, who saw neither label nor ``how``. Rows are of two sorts:
all passages of a family, shown together, and passages shown alone. See ``pairs/README.md``.

Kappa is that of Cohen (1960), A coefficient of agreement for nominal scales: the share of agreement beyond what two
readers would reach who draw their labels by chance, each as often as in fact.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from judge_data import PAIRS, RELATIONS

READING = PAIRS / "second-reading.jsonl"


@dataclass(frozen=True, slots=True)
class Reading:
    """What two readers took one passage of a family for, and how the second was shown it: "family" or "alone"."""

    family: str
    passage: int
    shown: str
    first: str
    second: str


def readings(file: Path = READING) -> list[Reading]:
    """Return the passages that were read twice."""
    return [Reading(**json.loads(line)) for line in file.read_text("utf8").splitlines()]


def agreement(labels: Sequence[tuple[str, str]]) -> float:
    """Return the share, 0 to 1, of passages that both readers took for the same."""
    return sum(first == second for first, second in labels) / len(labels)


def kappa(labels: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa, 1 where both agree throughout; raises ``ValueError`` where one label was given to all."""
    firsts, seconds = Counter(first for first, _ in labels), Counter(second for _, second in labels)
    by_chance = sum(n * seconds[label] for label, n in firsts.items()) / len(labels) ** 2
    if by_chance == 1:
        raise ValueError("kappa is not defined where both readers gave one and the same label to everything")
    return (agreement(labels) - by_chance) / (1 - by_chance)


def table(labels: Sequence[tuple[str, str]]) -> str:
    """Return how often each pair of labels was given, a row for each label of the first reader, and F1 of each."""
    counts = Counter(labels)
    lines = [f"{'first, second:':14}" + "".join(f"{r[:8]:>9}" for r in RELATIONS) + "    alike"]
    for relation in RELATIONS:
        given = sum(n for pair, n in counts.items() for label in pair if label == relation)
        alike = 200 * counts[relation, relation] / max(1, given)
        lines.append(f"{relation:14}" + "".join(f"{counts[relation, r]:9}" for r in RELATIONS) + f"{alike:8.1f}%")
    return "\n".join(lines)


def main() -> None:
    """Print agreement, kappa and table, for both sorts of rows and for all."""
    rows = readings()
    for shown in ("family", "alone", ""):
        labels = [(row.first, row.second) for row in rows if shown in ("", row.shown)]
        print(f"{shown or 'all'}: n {len(labels)}, alike {100 * agreement(labels):.1f}%, kappa {kappa(labels):.3f}")
        print(table(labels), end="\n\n")


if __name__ == "__main__":
    main()
