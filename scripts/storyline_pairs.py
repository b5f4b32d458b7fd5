"""Make training pairs out of the invented storylines: each claim against passages of the later reports.

    python scripts/storyline_pairs.py OUT.jsonl [--folder DIR] [--seed 7]

All labelled passages are taken; of the others, for each claim and report, those that the comparison takes for the
likeliest and some by chance. They bear on the same matter and decide nothing, as most of what is read does.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from judge_data import PAIRS
from matching_rows import Row, story_rows
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


def record(row: Row) -> dict[str, Any]:
    """Return a pair as it is stored."""
    q = row.asked
    assert q is not None
    return {
        "storyline": row.source,
        "claim": q.claim,
        "claim_title": q.claim_title,
        "passage": q.passage,
        "title": q.title,
        "before": q.before,
        "due_from": q.due_from.isoformat() if q.due_from else None,
        "due_to": q.due_to.isoformat() if q.due_to else None,
        "day": q.day.isoformat() if q.day else None,
        "right": sorted(row.right) if row.is_labelled else ["mentions", "unrelated"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folder", type=Path, default=PAIRS)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    choice, judge, written = random.Random(given.seed), comparison_judge(), []
    taught = invented(given.folder)
    for story in taught:
        by_report: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in story_rows(story, lexicon(), far=True):
            if row.asked is not None:
                by_report[row.pair].append(row)
        written += [record(row) for rows in by_report.values() for row in chosen(rows, judge, choice)]
    given.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in written), "utf8")
    print(f"{len(taught)} storylines, {len(written)} pairs: {dict(Counter(' or '.join(r['right']) for r in written))}")


if __name__ == "__main__":
    main()
