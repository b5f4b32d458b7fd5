"""The rumours: no headline stands twice, every stance is there, and no rumour tells its stance by its place."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "scripts" / "pairs"
RUMOURS: list[dict[str, Any]] = [
    json.loads(line) for file in sorted(FOLDER.glob("rumours-*.jsonl")) for line in file.read_text("utf8").splitlines()
]
STANCES = {"confirms", "contradicts", "mentions"}


def test_there_are_rumours_and_none_stands_twice() -> None:
    assert len(RUMOURS) >= 200
    names = Counter(r["family"] for r in RUMOURS)
    claims = Counter(r["claim"] for r in RUMOURS)
    texts = Counter(h["text"] for r in RUMOURS for h in r["headlines"])
    assert [n for n in (*names.items(), *claims.items(), *texts.items()) if n[1] > 1] == []


@pytest.mark.parametrize("rumour", RUMOURS, ids=lambda r: str(r["family"]))
def test_a_rumour_has_headlines_of_every_stance(rumour: dict[str, Any]) -> None:
    assert rumour.keys() == {"family", "beat", "claim", "headlines"}
    assert 5 <= len(rumour["claim"].split()) <= 22
    assert 9 <= len(rumour["headlines"]) <= 11
    assert {h["relation"] for h in rumour["headlines"]} == STANCES
    assert all(h.keys() == {"text", "relation"} and 2 <= len(h["text"].split()) <= 26 for h in rumour["headlines"])


def test_the_place_of_a_headline_does_not_tell_its_stance() -> None:
    first = Counter(r["headlines"][0]["relation"] for r in RUMOURS)
    assert max(first.values()) < 0.7 * len(RUMOURS)
