"""How long a report takes to be held against a desk, beside the time it takes to read that report.

    python scripts/bench_matching.py [--sizes 1000,10000,100000] [--runs 3]

The desks hold the claims of the news pairs in ``scripts/pairs`` over and over, each time with other names; the report
is made of their passages, some 800 words, so that much of every desk is like it. Prints the median processor seconds of
reading, of looking up candidates, and of judging them, the ratio of the last two to the first, and the memory taken.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource as process
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from judge_data import PAIRS

from factdesk.desk.context import Context, now_utc
from factdesk.desk.engine import DirectEngine
from factdesk.desk.holding import candidates, source_of
from factdesk.model import Capture, ClaimDraft, Kind, PublishedBy
from factdesk.store import Store, open_store

WORDS = 800
CLAIMS_OF_A_REPORT = 250
REPORTS_OF_A_STEP = 20
_PARTS = (
    "bel",
    "cor",
    "dan",
    "fel",
    "gar",
    "hol",
    "jur",
    "kam",
    "lin",
    "mor",
    "nes",
    "pol",
    "ras",
    "sol",
    "tav",
    "vor",
)


def families() -> list[dict[str, Any]]:
    """Return the families of the news pairs."""
    lines = [line for file in sorted(PAIRS.glob("families-*.jsonl")) for line in file.read_text("utf8").splitlines()]
    return [json.loads(line) for line in lines]


def renamed(text: str, choice: random.Random) -> str:
    """Put an invented name for every name of a sentence."""
    words = text.split()
    return " ".join([words[0], *(_name(w, choice) if w[:1].isupper() else w for w in words[1:])])


def _name(word: str, choice: random.Random) -> str:
    bare = word.strip(".,;:'\"’”")
    return word.replace(bare, "".join(choice.choices(_PARTS, k=3)).capitalize()) if bare else word


def drafts(count: int, known: list[dict[str, Any]], choice: random.Random) -> Iterator[ClaimDraft]:
    """Make claims: the first of each family as it is, all others with other names."""
    for number in range(count):
        claim = known[number % len(known)]["claim"]
        text = claim["text"] if number < len(known) else renamed(claim["text"], choice)
        kind = Kind(claim["kind"])
        yield ClaimDraft(0, 1, "-", text, claim["speaker"], None, kind, None, (), (), 0.9, "bench")


def capture(text: str, day: date) -> Capture:
    """Return a text as a captured report."""
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    return Capture("Bench", "Bench", None, None, day, PublishedBy.GIVEN, moment, "en", text, digest, data, "text/plain")


def fill(store: Store, count: int) -> None:
    """Put claims into a new desk."""
    made = drafts(count, families(), random.Random(count))
    left, number = count, 0
    while left > 0:
        with store.step("bench", "Fill", actor="bench", at=now_utc()) as step:
            for _ in range(REPORTS_OF_A_STEP):
                own = [d for _, d in zip(range(min(left, CLAIMS_OF_A_REPORT)), made, strict=False)]
                if own:
                    number += 1
                    step.add_claims(step.add_report(capture(f"- Report {number}.", date(2024, 1, 1))), own)
                left -= len(own)


def report_text(run: int) -> str:
    """Return a report of some 800 words made of passages, other ones for each run: nothing is read twice."""
    found: list[str] = []
    known = families()
    for family in known[run * len(known) // 8 :]:
        if sum(len(p.split()) for p in found) < WORDS:
            found.append(family["passages"][len(found) % 8]["text"])
    return "\n\n".join(found)


def measure(path: Path, runs: int) -> dict[str, float]:
    """Return median seconds of each part, and how many claims were judged; the first run only warms up."""
    engine = DirectEngine()
    taken: dict[str, list[float]] = {"reading": [], "finding": [], "judging": [], "candidates": []}
    with open_store(path) as store:
        context = Context(store, "bench", now_utc, engine)
        for run in range(runs + 1):
            with store.step("bench", "Report", actor="bench", at=now_utc()) as step:
                number = step.add_report(capture(report_text(run), date(2026, 6, 1)))
            report = store.report(number)
            began = time.process_time()
            reading = engine.read(source_of(report, "US"))
            read = time.process_time()
            claims = candidates(context, reading, report)
            found = time.process_time()
            # A fresh engine has read no claim before: the first meeting is what costs most.
            DirectEngine().match(report, reading, claims, "US")
            done = time.process_time()
            for part, number_of in zip(taken, (read - began, found - read, done - found, len(claims)), strict=True):
                taken[part].append(number_of)
    return {part: statistics.median(values[1:]) for part, values in taken.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    print("  claims  reading  finding  judging  ratio  candidates  memory")
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, asked.sizes.split(",")):
            path = Path(folder) / f"{size}.factdesk"
            with open_store(path) as store:
                fill(store, size)
            m = measure(path, asked.runs)
            ratio = (m["finding"] + m["judging"]) / m["reading"]
            memory = process.getrusage(process.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{size:8} {m['reading']:7.2f}s {m['finding']:7.2f}s {m['judging']:7.2f}s {ratio:6.2f}"
                f" {m['candidates']:11.0f} {memory:6.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
