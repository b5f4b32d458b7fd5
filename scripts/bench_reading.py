"""Words read in one CPU second, held against the bare spaCy pipeline with the same components on the same texts.

    bench_reading.py [--texts DIR] [--rounds 5] [--words 6000]

Reading is everything: passages, quotes, dates, claims with their scores. The bare pipeline is spaCy's as it comes,
while reading recalls the attribute rules and decides on names in another way, with the same results. The rounds of the
two take turns, so that what else runs on the machine slows both alike; what is told is the middle round of each, and
the share: how many of the bare pipeline's words reading gets through in the same time. Without ``--texts`` the sample
reports are read.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from factdesk.paths import resource
from factdesk.reading import read_report
from factdesk.reading.pipeline import blocks, parse, pipeline, plain

_DAY = date(2026, 3, 2)


def texts_of(folder: Path, words: int) -> list[str]:
    """Return the texts of a folder up to so many words, one text after the other from the beginning again.

    A text that comes again has its paragraphs in another order, so that no answer is one that was kept.
    """
    found = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    if not found:
        raise SystemExit(f"there are no .txt files in {folder}")
    out: list[str] = []
    count, turn = 0, 0
    while count < words:
        for text in found:
            paragraphs = text.split("\n")
            cut = turn * 3 % max(1, len(paragraphs))
            out.append("\n".join([*paragraphs[cut:], *paragraphs[:cut]]))
            count += len(text.split())
            if count >= words:
                break
        turn += 1
    return out


def bare(texts: Sequence[str]) -> None:
    nlp = pipeline("en")
    for text in texts:
        for _ in nlp.pipe((plain(text[start:end]) for start, end in blocks(text)), batch_size=32):
            pass


def whole(texts: Sequence[str]) -> None:
    for text in texts:
        parse.cache_clear()
        read_report(text, published=_DAY)


def cpu_seconds(work: Callable[[Sequence[str]], None], texts: Sequence[str]) -> float:
    gc.collect()
    start = time.process_time()
    work(texts)
    return time.process_time() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--texts", type=Path, default=resource("sample"))
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--words", type=int, default=6000)
    given = arguments.parse_args()
    texts = texts_of(given.texts, given.words)
    words = sum(len(text.split()) for text in texts)
    for work in (bare, whole):
        work(texts[:2])
    rounds = [(cpu_seconds(bare, texts), cpu_seconds(whole, texts)) for _ in range(given.rounds)]
    alone, reading = (statistics.median(side) for side in zip(*rounds, strict=True))
    print(f"{words:,} words, {given.rounds} rounds")
    print(f"bare pipeline  {words / alone:8,.0f} words in a CPU second")
    print(f"reading        {words / reading:8,.0f} words in a CPU second")
    print(f"share          {100 * statistics.median(a / b for a, b in rounds):8.0f} %")


if __name__ == "__main__":
    main()
