"""What reading the dates of news costs and finds, beside other libraries, over the same texts in one run.

    bench_dates.py [PATH ...] [--words 20000] [--rounds 3] [--no-sets]

PATH is a text, a folder of texts (their day: ``--published``) or a .jsonl (.gz) of {"text","published"}; without one
the sample reports are taken, as often as ``--words`` asks. CPU time of the whole process is counted, not the clock, and
of several rounds the best, as other programs share the machine. The time engine is charged by itself, on texts that are
parsed already; what it adds to spaCy's full pipeline is the ratio in the table. dateparser's search, datefinder,
parsedatetime and Recognizers-Text are measured where they are installed (``pip install datefinder parsedatetime
recognizers-text-date-time``); FactDesk needs none of the last three. All are given the report's day and look ahead.

The last columns count the due-date sentences read right and the false alarms among the trap sentences of
``tests/corpus``. A library that knows days only is right where the day is the interval, or the last day where that is
what matters; where one gives several readings, any of them counts. None is told the country a sentence is from.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from factdesk.paths import resource

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "corpus"
ANY_REPORT_DAY = date(2026, 3, 4)

Interval = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Report:
    """A text and the day it is read against."""

    text: str
    published: date


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a library sees a date, and the intervals it may mean."""

    start: int
    end: int
    intervals: tuple[Interval, ...]


Reader = Callable[[str, date], list[Hit]]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


def one_day(day: datetime) -> tuple[Interval, ...]:
    return ((day.date().isoformat(), day.date().isoformat()),)


def factdesk_reader() -> Reader:
    from factdesk.desk import read_times
    from factdesk.model import TimexType

    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    def read(text: str, published: date) -> list[Hit]:
        times = read_times(text, published)
        return [
            Hit(t.start, t.end, ((iso(t.from_day), iso(t.to_day)),) if t.type is not TimexType.SET else ())
            for t in times
            if t.type is TimexType.DATE or t.from_day or t.to_day
        ]

    return read


def dateparser_reader() -> Reader:
    from dateparser.search import search_dates

    def read(text: str, published: date) -> list[Hit]:
        settings: Any = {"RELATIVE_BASE": noon(published), "PREFER_DATES_FROM": "future"}
        hits, at = [], 0
        for words, day in search_dates(text, languages=["en"], settings=settings) or ():
            start = max(text.find(words, at), at)
            at = start + len(words)
            hits.append(Hit(start, at, one_day(day)))
        return hits

    return read


def datefinder_reader() -> Reader:
    datefinder: Any = import_module("datefinder")

    def read(text: str, published: date) -> list[Hit]:
        found = datefinder.find_dates(text, index=True, base_date=noon(published))
        return [Hit(start, end, one_day(day)) for day, (start, end) in found]

    return read


def parsedatetime_reader() -> Reader:
    calendar: Any = import_module("parsedatetime").Calendar()

    def read(text: str, published: date) -> list[Hit]:
        found = calendar.nlp(text, sourceTime=noon(published)) or ()
        return [
            Hit(start, end, one_day(day)) for day, kind, start, end, _ in found if kind != 2
        ]  # 2: a time of day only

    return read


def recognizers_reader() -> Reader:
    library: Any = import_module("recognizers_date_time")

    def intervals(value: dict[str, str]) -> Iterator[Interval]:
        first, last = ((value.get(key) or value.get("value") or "")[:10] or None for key in ("start", "end"))
        yield first, last
        if last and "value" not in value:  # the ends of its ranges are exclusive, as a rule
            yield first, (date.fromisoformat(last) - timedelta(days=1)).isoformat()

    def read(text: str, published: date) -> list[Hit]:
        found = library.recognize_datetime(text, library.Culture.English, reference=noon(published))
        return [
            Hit(m.start, m.end + 1, tuple(i for v in (m.resolution or {}).get("values", ()) for i in intervals(v)))
            for m in found
            if "date" in m.type_name.rpartition(".")[2]
        ]

    return read


LIBRARIES: tuple[tuple[str, str, Callable[[], Reader]], ...] = (
    ("dateparser.search", "dateparser", dateparser_reader),
    ("datefinder", "datefinder", datefinder_reader),
    ("parsedatetime", "parsedatetime", parsedatetime_reader),
    ("Recognizers-Text", "recognizers_date_time", recognizers_reader),
)


def reports_in(path: Path, published: date) -> Iterator[Report]:
    if path.is_dir():
        for file in sorted(path.glob("*.txt")):
            yield from reports_in(file, published)
    elif ".jsonl" in path.suffixes:
        data = path.read_bytes()
        for line in (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf8").splitlines():
            record = json.loads(line)
            day = record.get("published") or record.get("dct")
            yield Report(record["text"], date.fromisoformat(day[:10]) if day else published)
    else:
        yield Report(path.read_text("utf8"), published)


def sample_reports() -> Iterator[Report]:
    folder = resource("sample")
    for line in (folder / "reports.jsonl").read_text("utf8").splitlines():
        record = json.loads(line)
        yield Report((folder / record["path"]).read_text("utf8"), date.fromisoformat(record["published"]))


def repeated(reports: Sequence[Report], words: int) -> list[Report]:
    """Return the reports, over and over if they are short, with ``words`` words in all, roughly."""
    own = sum(len(report.text.split()) for report in reports)
    return list(reports) * max(1, round(words / max(own, 1)))


def seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def timed_factdesk(reports: Sequence[Report]) -> tuple[float, float]:
    """Return the CPU seconds of spaCy's pipeline and of the time engine on its parses."""
    from factdesk.reading.dates import find_times
    from factdesk.reading.pipeline import parse

    spacy_s = engine_s = 0.0
    for report in reports:
        parse.cache_clear()
        before = time.process_time()
        parsed = parse(report.text, "en")
        between = time.process_time()
        find_times(parsed, report.published)
        spacy_s += between - before
        engine_s += time.process_time() - between
    return spacy_s, engine_s


def timed_library(reader: Reader, reports: Sequence[Report]) -> float:
    return seconds(lambda: [reader(report.text, report.published) for report in reports])


def is_right(record: dict[str, Any], got: Interval) -> bool:
    golds: list[Interval] = [(record["start"], record["end"]), *((a, b) for a, b in record["alts"])]
    open_end = record["qual"] == "after" and got == (record["start"], None)
    last = record["must"] == "end" and got[1] is not None and got[1] in [gold[1] for gold in golds]
    return got in golds or open_end or last


def read_right(reader: Reader, records: Sequence[dict[str, Any]]) -> int:
    right = 0
    for record in records:
        start = record["text"].index(record["expr"])
        end = start + len(record["expr"])
        hits = [h for h in reader(record["text"], date.fromisoformat(record["dct"])) if h.start < end and h.end > start]
        right += any(is_right(record, interval) for hit in hits for interval in hit.intervals)
    return right


def scored(reader: Reader) -> tuple[str, str]:
    """Return how many due dates a library reads right, and how many traps it walks into, of all."""
    dues, traps = (
        [json.loads(line) for line in (CORPUS / name).read_text("utf8").splitlines()]
        for name in ("dues.jsonl", "traps.jsonl")
    )
    right = read_right(reader, dues)
    alarms = sum(bool(reader(trap["text"], ANY_REPORT_DAY)) for trap in traps)
    return f"{right}/{len(dues)} ({right / len(dues):.1%})", f"{alarms}/{len(traps)}"


def row(name: str, cost: float, spacy_s: float, words: int, scores: tuple[str, str]) -> str:
    per_thousand = 1e6 * cost / words
    return f"{name:<24}{cost:>8.2f}{per_thousand:>14.1f}{cost / spacy_s:>10.1%}{scores[0]:>18}{scores[1]:>10}"


def compare(reports: Sequence[Report], rounds: int, with_sets: bool) -> None:
    """Time everything over the reports and print the table."""
    words = sum(len(report.text.split()) for report in reports)
    found = [(name, make()) for name, module, make in LIBRARIES if find_spec(module)]
    skipped = [name for name, module, _ in LIBRARIES if not find_spec(module)]
    timed_factdesk(reports[:2])
    costs: dict[str, list[float]] = {name: [] for name in ("spaCy", "engine", *(name for name, _ in found))}
    for _ in range(rounds):
        for name, cost in zip(("spaCy", "engine"), timed_factdesk(reports), strict=True):
            costs[name].append(cost)
        for name, reader in found:
            costs[name].append(timed_library(reader, reports))
    best = {name: min(measured) for name, measured in costs.items()}
    none = ("", "")
    print(f"{len(reports)} texts, {words} words, best of {rounds} rounds, CPU seconds")
    print(f"{'':<24}{'CPU s':>8}{'ms/1000 w':>14}{'of spaCy':>10}{'dues right':>18}{'traps hit':>10}")
    print(row("spaCy, full pipeline", best["spaCy"], best["spaCy"], words, none))
    own = scored(factdesk_reader()) if with_sets else none
    print(row("FactDesk, on top of it", best["engine"], best["spaCy"], words, own))
    for name, reader in found:
        print(row(name, best[name], best["spaCy"], words, scored(reader) if with_sets else none))
    for name in skipped:
        print(f"{name:<24}not installed, skipped")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--published", type=date.fromisoformat, default=ANY_REPORT_DAY, help="day of plain texts")
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-sets", action="store_true")
    args = parser.parse_args()
    given = [report for path in args.paths for report in reports_in(path, args.published)]
    warnings.simplefilter("ignore")  # the other libraries' own
    compare(repeated(given or list(sample_reports()), args.words), args.rounds, not args.no_sets)


if __name__ == "__main__":
    main()
