"""Read everything that was written for the judge to learn from, and keep what it is asked of each pair.

    python scripts/told_pairs.py OUT.jsonl --variants VARIANTS.jsonl [--folder DIR] [--seed 7]

The news pairs on the training side, what ``scripts/pair_variants.py`` made of them, the rumours with their headlines;
and the invented storylines, each claim against passages of the later reports. Of those all labelled passages are taken;
of the others, for each claim and report, those that the comparison takes for the likeliest and some by chance. They
bear on the same matter and decide nothing, as most of what is read does.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from judge_data import PAIRS, Record, made, news, rumours, stored
from matching_rows import Row, pair_rows, story_rows
from storylines import invented

from factdesk.matching.judges import ComparisonJudge, comparison_judge
from factdesk.matching.lexicon import lexicon
from factdesk.model import Relation

LIKELIEST, BY_CHANCE = 4, 2


def chosen(rows: Sequence[Row], judge: ComparisonJudge, choice: random.Random) -> Iterator[Row]:
    """Choose among the passages of one report for one claim."""
    yield from (row for row in rows if row.is_labelled)
    rest = [row for row in rows if not row.is_labelled]
    rest.sort(key=lambda row: judge.of_features(row.features)[Relation.UNRELATED])
    far = rest[LIKELIEST:]
    yield from [*rest[:LIKELIEST], *choice.sample(far, min(BY_CHANCE, len(far)))]


def of_storylines(folder: Path, seed: int) -> Iterator[Record]:
    """Read the invented storylines."""
    choice, judge = random.Random(seed), comparison_judge()
    for story in invented(folder):
        by_report: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in story_rows(story, lexicon(), far=True):
            if row.asked is not None:
                by_report[row.pair].append(row)
        for rows in by_report.values():
            for row in chosen(rows, judge, choice):
                right = row.right if row.is_labelled else ("mentions", "unrelated")
                yield record(row, "storyline" if row.is_labelled else "quiet storyline", right)


def of_families(variants: Path, folder: Path) -> Iterator[Record]:
    """Read the news pairs and what was made of them."""
    pairs = [*news("train", folder), *made(variants), *rumours("train", folder)]
    yield from (record(row, row.source, row.right) for row in pair_rows(pairs))


def record(row: Row, source: str, right: Iterable[str]) -> Record:
    """Return a pair as it is stored."""
    assert row.asked is not None
    return {"source": source, "family": row.group, **stored(row.asked), "right": sorted(right)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--variants", type=Path, required=True)
    parser.add_argument("--folder", type=Path, default=PAIRS)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    written = [*of_storylines(given.folder, given.seed), *of_families(given.variants, given.folder)]
    given.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in written), "utf8")
    print(f"{len(written)} pairs: {dict(Counter(row['source'] for row in written))}")


if __name__ == "__main__":
    main()
