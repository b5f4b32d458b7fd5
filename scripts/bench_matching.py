"""How long a report takes to be held against a desk, beside the time it takes to read that report.

    python scripts/bench_matching.py [--sizes 1000,10000,100000,1000000] [--runs 8] [--desks FOLDER]

A desk holds the claims of the news pairs in ``scripts/pairs``, strewn among others that ``made_claims.py`` makes; a
report is made of passages of the pairs, some 800 words, and another one for each run. Every desk is measured in a
process of its own, which only matches. Prints the median processor seconds of reading a report, of looking up the
claims it may bear on and of judging these, the ratio of the last two to the first, how many claims were looked up, the
share of the claims that the report's passages were written for among them, and the peak of memory. Desks made in
``--desks`` are kept there and used again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource as process
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from made_claims import MadeClaims, families

from factdesk.desk.context import Context, now_utc
from factdesk.desk.engine import DirectEngine
from factdesk.desk.holding import candidates, source_of
from factdesk.model import Capture, ClaimDraft, Kind, PublishedBy
from factdesk.store import Store, open_store

WORDS = 800
CLAIMS_OF_A_REPORT = 100
REPORTS_OF_A_STEP = 50
_SEED = 1
_FIRST_DAY = date(2024, 1, 1)
_DAYS = 880
_TODAY = date(2026, 6, 1)


def sentences(size: int, names: tuple[str, ...] = ()) -> Iterator[tuple[str, str | None, Kind]]:
    """Yield text, speaker and kind of the claims of a desk: those of the families, evenly strewn among made-up ones."""
    known = families()
    made = MadeClaims(known, _SEED, names)
    texts, every = made.sentences(), max(1, size // len(known))
    for number in range(size):
        family = known[number // every % len(known)]["claim"]
        own = number % every == 0 and number // every < len(known)
        yield (
            (family["text"], family["speaker"], Kind(family["kind"])) if own else (next(texts), made.name(), Kind.EVENT)
        )


def capture(text: str, day: date) -> Capture:
    """Return a text as a captured report."""
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    return Capture("Bench", "Bench", None, None, day, PublishedBy.GIVEN, moment, "en", text, digest, data, "text/plain")


def fill(store: Store, size: int, made: Iterator[tuple[str, str | None, Kind]]) -> None:
    """Put claims into a desk, as many as a report has in each of many reports."""
    reports = -(-size // CLAIMS_OF_A_REPORT)
    for first in range(0, reports, REPORTS_OF_A_STEP):
        with store.step("bench", "Fill", actor="bench", at=now_utc()) as step:
            for number in range(first, min(reports, first + REPORTS_OF_A_STEP)):
                day = _FIRST_DAY + timedelta(days=_DAYS * number // reports)
                _add(step, number, day, list(islice(made, min(CLAIMS_OF_A_REPORT, size - number * CLAIMS_OF_A_REPORT))))


def _add(step: Any, number: int, day: date, claims: list[tuple[str, str | None, Kind]]) -> None:
    """Add one report that says nothing but some claims, and these."""
    text, drafts = f"Report {number}.", []
    for sentence, speaker, kind in claims:
        start, text = len(text) + 1, f"{text}\n{sentence}"
        drafts.append(ClaimDraft(start, len(text), sentence, sentence, speaker, None, kind, None, (), (), 0.9, "bench"))
    step.add_claims(step.add_report(capture(text, day)), drafts)


def report_of(run: int) -> tuple[str, list[str]]:
    """Return a report of some 800 words made of passages, other ones for each run, and the claims they were for."""
    passages: list[str] = []
    claims: list[str] = []
    known = families()
    for family in known[run * 29 % len(known) :]:
        if sum(len(p.split()) for p in passages) < WORDS:
            passages.append(family["passages"][len(passages) % 8]["text"])
            claims.append(family["claim"]["text"])
    return "\n\n".join(passages), claims


def measure(path: Path, runs: int) -> dict[str, float]:
    """Return medians of seconds and counts; the first run only warms up."""
    engine = DirectEngine()
    taken: list[dict[str, float]] = []
    with open_store(path) as store:
        context = Context(store, "bench", now_utc, engine)
        for run in range(runs + 1):
            text, wanted = report_of(run)
            with store.step("bench", "Report", actor="bench", at=now_utc()) as step:
                number = step.add_report(capture(f"{now_utc()}\n\n{text}", _TODAY))
            report = store.report(number)
            began = time.process_time()
            reading = engine.read(source_of(report, "US"))
            read = time.process_time()
            claims = candidates(context, reading, report)
            found = time.process_time()
            # A fresh engine has read no claim before: the first meeting is what costs most.
            DirectEngine().match(report, reading, claims, "US")
            done = time.process_time()
            known = {claim.text for claim in claims}
            taken.append(
                {
                    "reading": read - began,
                    "lookup": found - read,
                    "judging": done - found,
                    "ratio": (done - read) / (read - began),
                    "candidates": len(claims),
                    "found": sum(text in known for text in wanted) / len(wanted),
                }
            )
    return {part: statistics.median(one[part] for one in taken[1:]) for part in taken[0]}


def measured_apart(path: Path, runs: int) -> dict[str, float]:
    """Measure in a process that does nothing else, and tell its peak of memory in MB."""
    asked = [sys.executable, __file__, "--measure", str(path), "--runs", str(runs)]
    told = subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout
    figures: dict[str, float] = json.loads(told)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--runs", type=int, default=8)
    parser.add_argument("--desks", type=Path)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        figures = measure(asked.measure, asked.runs)
        print(json.dumps({**figures, "memory": process.getrusage(process.RUSAGE_SELF).ru_maxrss / 1024}))
        return
    print("  claims  reading   lookup  judging  ratio  candidates  found  memory")
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, asked.sizes.split(",")):
            path = (asked.desks or Path(folder)) / f"{size}.factdesk"
            if not path.exists():
                with open_store(path) as store:
                    fill(store, size, sentences(size))
            m = measured_apart(path, asked.runs)
            print(
                f"{size:8} {m['reading']:7.2f}s {m['lookup']:7.3f}s {m['judging']:7.2f}s {m['ratio']:6.2f}"
                f" {m['candidates']:11.0f} {m['found']:5.0%} {m['memory']:6.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
