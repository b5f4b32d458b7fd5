"""Say how good a trained judge is by itself, without the comparison.

    python scripts/evaluate_judge.py MODEL_DIR [--data STANCE_DIR] [--side development] [--limit 1200]

On the news pairs of one side of the split: accuracy, F1 of each relation, and the share that is right by the means in
``how``. On the public development sets in STANCE_DIR: accuracy and macro-F1 over confirms, contradicts and neither, the
chances of all other relations counted together as neither.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from pathlib import Path

from judge_data import PAIRS, RELATIONS, news, side_of
from matching_figures import f1_text
from matching_rows import pair_rows

from factdesk.matching.trained import Network, load_network
from factdesk.matching.wording import Asked
from factdesk.model import Relation

SETS = ("vitc_dev", "conj_dev", "emergent_dev", "fever_sym_dev")
THREE = ("confirms", "contradicts", "neither")


def on_news(network: Network, side: str) -> str:
    """Return the figures on the news pairs of one side."""
    examples = news(side)
    answers = network.chances([row.asked for row in pair_rows(examples) if row.asked is not None])
    got = [str(max(answer, key=lambda r, a=answer: a[r])) for answer in answers]  # type: ignore[misc]
    wanted = [next(iter(e.right)) for e in examples]
    table = Counter(zip(wanted, got, strict=True))
    right, of_means = Counter[str](), Counter[str]()
    for means, want, found in zip(means_of(side), wanted, got, strict=True):
        of_means[means] += 1
        right[means] += want == found
    lines = [f"  {means:40} {right[means]:3} of {n}" for means, n in sorted(of_means.items())]
    accuracy = 100 * sum(map(str.__eq__, wanted, got)) / len(got)
    return "\n".join([f"news {side}: n {len(got)} accuracy {accuracy:.1f}  {f1_text(table, RELATIONS)}", *lines])


def means_of(side: str) -> list[str]:
    """Return relation and means of each news pair of a side, in the order of :func:`judge_data.news`."""
    lines = [line for file in sorted(PAIRS.glob("families-*.jsonl")) for line in file.read_text("utf8").splitlines()]
    families = [family for family in map(json.loads, lines) if side_of(family["family"]) == side]
    return [f"{p['relation']}: {p['how']}" for family in families for p in family["passages"]]


def on_public(network: Network, file: Path, limit: int) -> str:
    """Return the figures on one public set."""
    with gzip.open(file, "rt", encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(7).shuffle(rows)
    rows = rows[:limit]
    answers = network.chances([Asked(row["claim"], row["passage"]) for row in rows])
    table = Counter((row["label"], three_of(answer)) for row, answer in zip(rows, answers, strict=True))
    right = sum(n for (want, got), n in table.items() if want == got)
    used = [k for k in THREE if any(want == k for want, _ in table)]
    return f"{file.name.split('.')[0]:14} n {len(rows)} accuracy {100 * right / len(rows):.1f}  {f1_text(table, used)}"


def three_of(answer: dict[Relation, float]) -> str:
    """Return the likeliest of three, everything undecided counted together."""
    sums = {"confirms": answer[Relation.CONFIRMS], "contradicts": answer[Relation.CONTRADICTS]}
    sums["neither"] = 1.0 - sum(sums.values())
    return max(sums, key=lambda k: sums[k])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--side", default="development")
    parser.add_argument("--limit", type=int, default=1200)
    asked = parser.parse_args()
    network = load_network(asked.model / "model.onnx", asked.model / "vocab.txt")
    print(on_news(network, asked.side), flush=True)
    for name in SETS if asked.data else ():
        print(on_public(network, asked.data / f"{name}.jsonl.gz", asked.limit), flush=True)


if __name__ == "__main__":
    main()
