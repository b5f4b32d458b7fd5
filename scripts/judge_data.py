"""What the judge is trained on: public pairs of sentences, and the news pairs and rumours in ``scripts/pairs``."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from factdesk.matching.wording import Asked

RELATIONS = ("confirms", "contradicts", "partly", "moves", "mentions", "unrelated")
"""What the outputs of the judge stand for, in their order."""
PAIRS = Path(__file__).parent / "pairs"
MIX = {
    "vitc": 1.0,
    "vsyn": 1.0,
    "fever": 1.0,
    "fevnei": 1.0,
    "pagenei": 0.8,
    "fm2": 2.0,
    "conj": 0.9,
    "snli": 0.3,
    "cad": 0.4,
    "break": 0.12,
    "wfc": 0.3,
}
"""How often each public set is seen: captions and machine-made negations less than encyclopaedic facts."""
Record = dict[str, Any]
_OPEN = frozenset(RELATIONS) - {"confirms", "contradicts"}
"""What a public pair that is "neither" may be."""
_SHORTEST, _OTHERS = 6, 4
_HELD = 24
"""One group in so many is kept from training, to fit the combiner on."""


@dataclass(frozen=True, slots=True)
class Example:
    """A claim and a passage with the relations that are right."""

    claim: str
    passage: str
    right: frozenset[str]
    source: str
    weight: float = 1.0
    due_from: date | None = None
    due_to: date | None = None
    claim_day: date | None = None
    passage_day: date | None = None
    family: str = ""
    asked: Asked | None = None
    """What the network is asked, where both texts were read for it."""


def public(folder: Path, seed: int, *, held: bool = False) -> list[Example]:
    """Return the public pairs in their mixture, shuffled; ``held`` gives the groups that are kept from training."""
    found = []
    for name, share in MIX.items():
        own = [row for row in _rows(folder / f"{name}_train.jsonl.gz") if _is_held(row["group"]) == held]
        random.Random(f"{seed} {name}").shuffle(own)
        wanted = len(own) if held else round(share * len(own))
        own = (own * (1 + wanted // max(1, len(own))))[:wanted]
        found += [Example(r["claim"], r["passage"], _right(r["label"]), name) for r in own]
    random.Random(seed).shuffle(found)
    return found


def news(side: str, folder: Path = PAIRS) -> list[Example]:
    """Return the news pairs of one side of the split: "train", "development" or "test"."""
    return [
        _news_pair(family, passage)
        for file in sorted(folder.glob("families-*.jsonl"))
        for family in map(json.loads, file.read_text("utf8").splitlines())
        if side_of(family["family"]) == side
        for passage in family["passages"]
    ]


def rumours(side: str, folder: Path = PAIRS) -> list[Example]:
    """Return the rumours of one side of the split, each with its headlines."""
    return [
        Example(
            rumour["claim"],
            headline["text"],
            frozenset([headline["relation"], *(["unrelated"] if headline["relation"] == "mentions" else [])]),
            "rumour",
            family=rumour["family"],
        )
        for file in sorted(folder.glob("rumours-*.jsonl"))
        for rumour in map(json.loads, file.read_text("utf8").splitlines())
        if side_of(rumour["family"]) == side
        for headline in rumour["headlines"]
    ]


def same_report(folder: Path, seed: int) -> list[Example]:
    """Return sentences of one report each held against some others of it: they are of one matter and decide nothing.

    Args:
        folder: files of the GUM corpus in CoNLL-U; its news is from Wikinews.
        seed: for the choice of sentences.
    """
    found = []
    for file in sorted(folder.glob("GUM_news_*.conllu")):
        choice = random.Random(f"{seed} {file.name}")
        lines = file.read_text("utf8").splitlines()
        sentences = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
        sentences = [s for s in sentences if len(s.split()) >= _SHORTEST]
        for claim in sentences:
            others = [s for s in sentences if s is not claim]
            chosen = choice.sample(others, min(_OTHERS, len(others)))
            found += [Example(claim, other, frozenset(["mentions", "unrelated"]), "same report") for other in chosen]
    random.Random(seed).shuffle(found)
    return found


def unlike(examples: list[Example], count: int, seed: int) -> list[Example]:
    """Hold claims against passages of families that have nothing to do with them."""
    choice = random.Random(seed)
    pairs = ((choice.choice(examples), choice.choice(examples)) for _ in range(count))
    return [
        replace(one, passage=other.passage, passage_day=other.passage_day, right=frozenset(["unrelated"]))
        for one, other in pairs
        if one.family != other.family
    ]


def made(file: Path) -> list[Example]:
    """Return the pairs that ``scripts/pair_variants.py`` wrote."""
    return [
        replace(_news_pair(row, row["passage"]), right=frozenset(row["right"]), source=row["made"])
        for row in map(json.loads, file.read_text("utf8").splitlines())
    ]


def told(file: Path) -> list[Example]:
    """Return the pairs that ``scripts/told_pairs.py`` wrote."""
    return [
        Example(
            row["claim"],
            row["passage"],
            frozenset(row["right"]),
            row["source"],
            family=row["family"],
            asked=_asked(row),
        )
        for row in map(json.loads, file.read_text("utf8").splitlines())
    ]


def stored(item: Asked) -> Record:
    """Return a question as it is kept in a file of training pairs."""
    days = {"due_from": item.due_from, "due_to": item.due_to, "day": item.day}
    return {
        **{name: getattr(item, name) for name in ("claim", "claim_title", "passage", "title", "before", "due_at")},
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "days": [(at, first.isoformat(), last.isoformat()) for at, first, last in item.days],
    }


def _asked(row: Record) -> Asked:
    return Asked(
        **{name: row[name] for name in ("claim", "claim_title", "passage", "title", "before")},
        **{name: _day(row[name]) for name in ("due_from", "due_to", "day")},
        due_at=tuple(row["due_at"]) if row["due_at"] else None,
        days=tuple((at, date.fromisoformat(first), date.fromisoformat(last)) for at, first, last in row["days"]),
    )


def side_of(family: str) -> str:
    """Return the side of the split on which a family lies."""
    return {0: "test", 1: "development"}.get(hashlib.sha256(family.encode()).digest()[0] % 10, "train")


def _news_pair(family: dict[str, Any], passage: dict[str, Any]) -> Example:
    claim = family["claim"]
    return Example(
        claim["text"],
        passage["text"],
        frozenset([passage["relation"]] if "relation" in passage else []),
        "news",
        due_from=_day(claim["due_from"]),
        due_to=_day(claim["due_to"]),
        claim_day=_day(claim["published"]),
        passage_day=_day(passage["published"]),
        family=family["family"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)


def _right(label: str) -> frozenset[str]:
    return _OPEN if label == "neither" else frozenset([label])


def _is_held(group: object) -> bool:
    return hashlib.sha256(str(group).encode()).digest()[0] % _HELD == 0
