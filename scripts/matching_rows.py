"""Claims held against passages, compared and labelled: what the weights of matching are fitted on.

Three sources: labelled storylines (every claim against every passage of every later report), the news pairs in
``scripts/pairs``, and public pairs that the judge was not trained on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from judge_data import Example

from factdesk.matching.comparison import Comparison, compare, is_close
from factdesk.matching.evidence import contexts_of, is_tenable
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.pairs import compared
from factdesk.matching.trained import Asked, asked
from factdesk.matching.views import ClaimView, claimed, dampened, make_claim_view, shares_of, view
from factdesk.model import GivenClaim, Pair, Relation
from factdesk.reading import analyse, draft_given
from factdesk.reading.passages import passages
from factdesk.reading.pipeline import parse
from factdesk.reading.times import times_of

DECISIVE = ("confirms", "contradicts", "partly", "moves")
RELATIONS = {"postpones": "moves", "partly_confirms": "partly"}
STRENGTH = ("unrelated", "mentions", "partly", "moves", "confirms", "contradicts")


@dataclass(frozen=True, slots=True)
class Row:
    """One claim against one passage."""

    source: str
    """Name of the storyline or set."""
    group: str
    """What is never split: the storyline, the family, the page."""
    pair: tuple[str, str]
    features: Mapping[str, float]
    """Empty in the one row that stands for the whole pair of claim and report."""
    asked: Asked | None
    """What the trained judge is asked."""
    tenable: frozenset[str]
    """Decisive relations that nothing in the texts rules out."""
    right: frozenset[str]
    """The relations that are right; several where the label leaves it open."""
    is_labelled: bool
    report_label: str
    """The strongest relation that the whole report has to the claim, "none" where there is none."""


def story_rows(folder: Path, rules: Lexicon) -> Iterator[Row]:
    """Compare every claim of a storyline with every passage of every later report."""
    labels = json.loads((folder / "labels.json").read_text("utf8"))
    reports = {r["file"]: r for r in json.loads((folder / "reports.json").read_text("utf8"))}
    views = claims_of(labels, reports, folder, rules)
    for name, report in reports.items():
        day = date.fromisoformat(report["date"])
        parsed = parse((folder / name).read_text("utf8"), "en")
        told = [view(p, rules) for p in passages(parsed, times_of(parsed, day)) if not p.is_furniture]
        shares = shares_of(told)
        told = [dampened(p, shares) for p in told]
        contexts = contexts_of(told, report["title"], rules)
        for label, seen in zip(labels, views, strict=True):
            if label["report"] == name or seen.published is None or day < seen.published:
                continue
            claim = replace(seen, view=dampened(seen.view, shares))
            gold = _gold(label, name)
            whole = strongest(relation for _, _, relation in gold) or "none"
            pair = (label["id"], name)
            yield Row(folder.name, folder.name, pair, {}, None, frozenset(), frozenset(), False, whole)
            for passage, context in zip(told, contexts, strict=True):
                if is_close(claim, passage, context):
                    own = passage.passage
                    mine = strongest(r for a, b, r in gold if a < own.end and own.start < b)
                    found = compare(claim, passage, context, day, rules)
                    yield _row(found, folder.name, folder.name, pair, mine, whole)


def pair_rows(examples: Sequence[Example]) -> list[Row]:
    """Compare claim and passage of pairs that were written for it."""
    pairs = [
        Pair(str(n), e.claim, e.passage, e.claim_day, e.due_from, e.due_to, e.passage_day)
        for n, e in enumerate(examples)
    ]
    found = []
    for pair, e, c in zip(pairs, examples, compared(pairs, analyse=analyse), strict=True):
        group = e.family or e.claim
        one = next(iter(e.right)) if len(e.right) == 1 else None
        row = _row(c, e.source, group, (e.source, pair.id), one, one if one in DECISIVE else "none")
        found.append(replace(row, right=e.right, is_labelled=True))
    return found


def _row(c: Comparison, source: str, group: str, pair: tuple[str, str], label: str | None, whole: str) -> Row:
    tenable = frozenset(k for k in DECISIVE if is_tenable(Relation(k), c))
    right = frozenset([label or "unrelated"])
    return Row(source, group, pair, c.features, asked(c), tenable, right, label is not None, whole)


def _gold(label: Mapping[str, Any], name: str) -> list[tuple[int, int, str]]:
    return [
        (e["start"], e["start"] + len(e["quote"]), relation_of(e["relation"], label["final_status"]))
        for e in label["evidence"]
        if e["report"] == name
    ]


def relation_of(label: str, final: str) -> str:
    """Return FactDesk's relation: what came true late is confirmed, and late by its date."""
    relation = RELATIONS.get(label, label)
    return "confirms" if relation == "partly" and final == "happened_late" else relation


def strongest(relations: Iterable[str]) -> str | None:
    return max(relations, key=STRENGTH.index, default=None)


def claims_of(
    labels: list[dict[str, Any]], reports: Mapping[str, Mapping[str, str]], folder: Path, rules: Lexicon
) -> list[ClaimView]:
    """Read the labelled claims as a desk does when they are handed in with their reports."""
    drafts, days = [], []
    for label in labels:
        text = (folder / label["report"]).read_text("utf8")
        day = date.fromisoformat(reports[label["report"]]["date"])
        given = GivenClaim(label["quote"], speaker=label["speaker"])
        draft = draft_given(given, text, reading=None, published=day, language="en", country="US", by="labels")
        if draft is None:
            raise SystemExit(f"{label['id']}: the quote is not in its report")
        drafts.append(draft)
        days.append(day)
    read = analyse([d.text for d in drafts], "en", days)
    return [
        make_claim_view(
            claimed(passage, rules, draft.entities),
            rules,
            due=draft.due,
            published=day,
            speaker=draft.speaker,
            quantities=draft.quantities or passage.quantities,
            kind=draft.kind,
        )
        for draft, passage, day in zip(drafts, read, days, strict=True)
    ]
