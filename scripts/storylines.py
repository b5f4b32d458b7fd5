"""Storylines: a developing matter told in several reports, with claims and what later reports say of each.

Two kinds are read: folders of real reports (``*.txt``, ``reports.json``, ``labels.json``), which serve to measure,
and the storylines in ``scripts/pairs/storylines-*.jsonl``, invented like the news pairs, which are also learnt from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from judge_data import PAIRS

RELATIONS = {"postpones": "moves", "partly_confirms": "partly"}
STRENGTH = ("unrelated", "mentions", "partly", "moves", "confirms", "contradicts")


@dataclass(frozen=True, slots=True)
class Told:
    """One report of a storyline."""

    name: str
    title: str
    outlet: str
    published: date
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """One passage of a later report that bears on a claim."""

    report: str
    start: int
    end: int
    relation: str


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """One claim of a storyline with all that later reports say of it."""

    name: str
    report: str
    quote: str
    speaker: str | None
    labels: tuple[Label, ...]

    def of(self, report: str) -> list[Label]:
        """Return the labels in one report."""
        return [label for label in self.labels if label.report == report]


@dataclass(frozen=True, slots=True)
class Storyline:
    """Reports in order of publication, and the claims of the earlier ones."""

    name: str
    reports: tuple[Told, ...]
    claims: tuple[LabelledClaim, ...]

    def report(self, name: str) -> Told:
        """Return one report by its name."""
        return next(r for r in self.reports if r.name == name)

    def later(self, claim: LabelledClaim) -> list[Told]:
        """Return the reports that are held against a claim: others that appeared on its day or after."""
        day = self.report(claim.report).published
        return [r for r in self.reports if r.name != claim.report and r.published >= day]


def measured(folder: Path) -> Storyline:
    """Read a folder of real reports with labels."""
    reports = json.loads((folder / "reports.json").read_text("utf8"))
    told = [
        Told(
            r["file"],
            r["title"],
            r["publisher"],
            date.fromisoformat(r["date"]),
            (folder / r["file"]).read_text("utf8"),
        )
        for r in reports
    ]
    claims = [
        LabelledClaim(c["id"], c["report"], c["quote"], c["speaker"], tuple(_real_labels(c)))
        for c in json.loads((folder / "labels.json").read_text("utf8"))
    ]
    return Storyline(folder.name, tuple(told), tuple(claims))


def invented(folder: Path = PAIRS) -> list[Storyline]:
    """Read the invented storylines."""
    return [
        _storyline(json.loads(line))
        for file in sorted(folder.glob("storylines-*.jsonl"))
        for line in file.read_text("utf8").splitlines()
    ]


def strongest(labels: list[Label]) -> str | None:
    """Return the relation that stands for several: the strongest, null where there is none."""
    return max((label.relation for label in labels), key=STRENGTH.index, default=None)


def _real_labels(claim: dict[str, Any]) -> Iterator[Label]:
    for e in claim["evidence"]:
        yield Label(e["report"], e["start"], e["start"] + len(e["quote"]), _relation(e, claim["final_status"]))


def _relation(evidence: dict[str, Any], final: str) -> str:
    """Return FactDesk's relation: what came true late is confirmed, and late by its date."""
    relation = RELATIONS.get(evidence["relation"], evidence["relation"])
    return "confirms" if relation == "partly" and final == "happened_late" else relation


def _storyline(record: dict[str, Any]) -> Storyline:
    told = tuple(
        Told(r["id"], r["title"], r["outlet"], date.fromisoformat(r["published"]), r["text"]) for r in record["reports"]
    )
    texts = {r.name: r.text for r in told}
    claims = []
    for c in record["claims"]:
        labels = []
        for e in c["evidence"]:
            start = texts[e["report"]].index(e["quote"])
            labels.append(Label(e["report"], start, start + len(e["quote"]), e["relation"]))
        claims.append(LabelledClaim(c["id"], c["report"], c["quote"], c["speaker"], tuple(labels)))
    return Storyline(record["storyline"], told, tuple(claims))
