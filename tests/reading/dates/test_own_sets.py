"""Two sets written and decided before the grammar was run on them: due dates of the news, and what only looks dated.

``tests/corpus/dues.jsonl``: ``expr`` is the expression as it stands in ``text``, ``start`` and ``end`` its gold
interval against the report date ``dct``, ``must`` what has to be right (``ival`` or the last day, ``end``), ``alts``
what careful readers may read instead. ``tests/corpus/traps.jsonl``: sentences in which nobody would mark a date.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factdesk.desk import read_times
from factdesk.model import Bound, TimeExpression, TimexType

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
RIGHT_AT_LEAST = 0.92
FALSE_ALARMS_AT_MOST = 3
ANY_REPORT_DAY = date(2026, 3, 4)

Record = dict[str, Any]
Interval = tuple[str | None, str | None]


def records(name: str) -> list[Record]:
    return [json.loads(line) for line in (CORPUS / name).read_text("utf8").splitlines()]


def interval(time: TimeExpression) -> Interval:
    return (
        time.from_day.isoformat() if time.from_day else None,
        time.to_day.isoformat() if time.to_day else None,
    )


def times_at_expression(record: Record) -> list[TimeExpression]:
    """Return the times found in the record's sentence that overlap its expression."""
    start = record["text"].index(record["expr"])
    end = start + len(record["expr"])
    published = date.fromisoformat(record["dct"])
    times = read_times(record["text"], published, country=record.get("country", "US"))
    return [time for time in times if time.start < end and time.end > start]


def is_right(record: Record, time: TimeExpression) -> bool:
    golds: list[Interval] = [(record["start"], record["end"]), *((a, b) for a, b in record["alts"])]
    first, last = interval(time)
    if (first, last) in golds:
        return True
    if record["qual"] == "after" and first == record["start"] and last is None:
        return True
    return record["must"] == "end" and last is not None and last in [gold[1] for gold in golds]


def missed_dues() -> dict[str, str]:
    """Return what went wrong, by the id of the record."""
    missed = {}
    for record in records("dues.jsonl"):
        times = times_at_expression(record)
        if not any(is_right(record, time) for time in times):
            got = [(time.text, *interval(time), time.rule) for time in times]
            want = f"{record['start']}..{record['end']}"
            missed[record["id"]] = (
                f"{record['expr']!r} on {record['dct']}: want {want}, got {got}\n    {record['text']}"
            )
    return missed


def false_alarms() -> dict[str, str]:
    """Return the dates found where there is none, by the id of the record."""
    alarms = {}
    for record in records("traps.jsonl"):
        dates = [time for time in read_times(record["text"], ANY_REPORT_DAY) if time.type is TimexType.DATE]
        if dates:
            alarms[record["id"]] = f"{[(time.text, time.rule) for time in dates]} in {record['text']!r}"
    return alarms


def listed(faults: dict[str, str]) -> str:
    return "\n".join(f"  {name}: {fault}" for name, fault in sorted(faults.items()))


@pytest.mark.parametrize("record", records("dues.jsonl"), ids=lambda record: record["id"])
def test_every_gold_interval_is_sound(record: Record) -> None:
    assert record["text"].count(record["expr"]) == 1
    assert Bound(record["qual"])
    assert record["must"] in {"ival", "end"}
    if record["must"] == "end":
        assert record["end"]
    for first, last in [(record["start"], record["end"]), *record["alts"]]:
        days = [date.fromisoformat(day) for day in (first, last) if day]
        assert days == sorted(days)


def test_the_sets_are_large_and_nothing_stands_in_them_twice() -> None:
    dues, traps = records("dues.jsonl"), records("traps.jsonl")
    assert (len(dues) >= 220, len(traps) >= 160) == (True, True)
    for key in ("id", "text"):
        assert max(Counter(record[key] for record in [*dues, *traps]).values()) == 1


def test_due_dates_of_the_news_are_read_right() -> None:
    missed = missed_dues()
    right = 1 - len(missed) / len(records("dues.jsonl"))
    assert right >= RIGHT_AT_LEAST, f"{right:.1%} right, {len(missed)} missed:\n{listed(missed)}"


def test_what_only_looks_dated_raises_no_alarm() -> None:
    alarms = false_alarms()
    assert len(alarms) <= FALSE_ALARMS_AT_MOST, f"{len(alarms)} false alarms:\n{listed(alarms)}"
