"""The invented storylines: every quote stands in its report, every label in a later one, every date adds up."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factdesk.model import Kind

FOLDER = Path(__file__).resolve().parents[2] / "scripts" / "pairs"
STORYLINES: list[dict[str, Any]] = [
    json.loads(line)
    for file in sorted(FOLDER.glob("storylines-*.jsonl"))
    for line in file.read_text("utf8").split("\n")
    if line
]
each_storyline = pytest.mark.parametrize("storyline", STORYLINES, ids=lambda s: str(s["storyline"]))
DECISIVE = {"confirms", "contradicts", "partly", "moves"}
FINALS = {"confirmed", "late", "contradicted", "partly", "moved", "open"}
NEEDED = {"confirmed": "confirms", "late": "confirms", "contradicted": "contradicts", "partly": "partly"}


def day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def test_there_are_storylines_and_none_stands_twice() -> None:
    assert len(STORYLINES) >= 80
    names = Counter(s["storyline"] for s in STORYLINES)
    texts = Counter(r["text"] for s in STORYLINES for r in s["reports"])
    assert [n for n in (*names.items(), *texts.items()) if n[1] > 1] == []


@each_storyline
def test_reports_are_in_order_and_named_once(storyline: dict[str, Any]) -> None:
    reports = storyline["reports"]
    assert 4 <= len(reports) <= 12
    assert [r["published"] for r in reports] == sorted(r["published"] for r in reports)
    assert len({r["id"] for r in reports}) == len(reports)
    assert all(r["title"] and r["outlet"] and len(r["text"].split()) >= 150 for r in reports)


@each_storyline
def test_claims_stand_in_their_reports(storyline: dict[str, Any]) -> None:
    texts = {r["id"]: r["text"] for r in storyline["reports"]}
    for claim in storyline["claims"]:
        assert claim["quote"] in texts[claim["report"]]
        assert claim["kind"] in set(Kind)
        assert claim["due_words"] is None or claim["due_words"] in texts[claim["report"]]
        first, last = day(claim["due_from"]), day(claim["due_to"])
        assert first is None or last is None or first <= last


@each_storyline
def test_labels_stand_once_in_a_later_report(storyline: dict[str, Any]) -> None:
    reports = {r["id"]: r for r in storyline["reports"]}
    for claim in storyline["claims"]:
        for label in claim["evidence"]:
            report = reports[label["report"]]
            assert report["text"].count(label["quote"]) == 1
            assert "\n" not in label["quote"]
            assert report["id"] != claim["report"]
            assert report["published"] >= reports[claim["report"]]["published"]
            assert label["relation"] in {*DECISIVE, "mentions"}


@each_storyline
def test_how_a_claim_ends_rests_on_its_labels(storyline: dict[str, Any]) -> None:
    for claim in storyline["claims"]:
        relations = {label["relation"] for label in claim["evidence"]}
        assert claim["final"] in FINALS
        assert NEEDED.get(claim["final"], "") in {*relations, ""}, claim["id"]
    assert {label["relation"] for c in storyline["claims"] for label in c["evidence"]} >= DECISIVE
