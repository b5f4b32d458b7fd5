from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from factdesk.model import (
    Bound,
    Capture,
    ClaimDraft,
    Due,
    Entity,
    EvidenceDraft,
    EvidenceState,
    Kind,
    Precision,
    PublishedBy,
    Quantity,
    Relation,
    Review,
)
from factdesk.store import Store, open_store

START = datetime(2026, 3, 1, 9, 0, 0, 123456, tzinfo=UTC)
TODAY = date(2026, 3, 1)


def capture(text: str, *, title: str = "A title", outlet: str = "Agency", published: date | None = TODAY) -> Capture:
    return Capture(
        title=title,
        outlet=outlet,
        author=None,
        url=f"https://example.org/{len(text)}",
        published=published,
        published_by=PublishedBy.GIVEN if published else PublishedBy.UNKNOWN,
        captured_at=START,
        language="en",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        original=text.encode(),
        media_type="text/plain",
    )


def due_on(last: date, first: date | None = None) -> Due:
    return Due(
        text=f"by {last}",
        from_day=first,
        to_day=last,
        bound=Bound.BY,
        precision=Precision.DAY,
        rule="iso",
        edtf=last.isoformat(),
        base=TODAY,
        explanation="Written out.",
        alternatives=(
            Due("by then", None, None, Bound.ABOUT, Precision.MONTH, "other", "2026-04~", None, "Another reading."),
        ),
    )


def claim_draft(
    text: str,
    quote: str,
    *,
    said: str | None = None,
    speaker: str | None = "Scott Bessent",
    kind: Kind = Kind.EVENT,
    due: Due | None = None,
    score: float = 0.8,
) -> ClaimDraft:
    start = text.index(quote)
    return ClaimDraft(
        start=start,
        end=start + len(quote),
        quote=quote,
        text=said or quote,
        speaker=speaker,
        via="a spokesman",
        kind=kind,
        due=due,
        entities=(Entity("China", "GPE"),),
        quantities=(Quantity("12 million tons", 12e6, "tonne"),),
        score=score,
        proposed_by="reader 1",
    )


def evidence_draft(
    claim_id: int,
    text: str,
    quote: str,
    relation: Relation = Relation.CONFIRMS,
    *,
    score: float = 0.9,
    new_due: Due | None = None,
) -> EvidenceDraft:
    start = text.index(quote)
    return EvidenceDraft(
        claim_id=claim_id,
        start=start,
        end=start + len(quote),
        quote=quote,
        relation=relation,
        restates=False,
        score=score,
        reasons=("It says so.", "The same “place”."),
        new_due=new_due,
        occurred=None,
        proposed_by="matcher 1",
    )


class Clock:
    """Every look at it is a second later."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk_path(tmp_path: Path) -> Path:
    return tmp_path / "news desk.factdesk"


@pytest.fixture
def store(desk_path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(desk_path, now=clock) as opened:
        yield opened


def add(
    store: Store,
    text: str,
    *drafts: ClaimDraft,
    published: date | None = TODAY,
    outlet: str = "Agency",
    title: str = "A title",
) -> tuple[int, list[int]]:
    """Add a report with claims as one step."""
    with store.step("report.add", f"Add “{title}”", actor="Ann") as step:
        report_id = step.add_report(capture(text, published=published, outlet=outlet, title=title))
        return report_id, step.add_claims(report_id, drafts)


def add_evidence(
    store: Store, text: str, *drafts: EvidenceDraft, published: date = TODAY, outlet: str = "Other"
) -> tuple[int, list[int]]:
    """Add a report with evidence as one step."""
    with store.step("report.add", "Add a later report", actor="Ann") as step:
        report_id = step.add_report(capture(text, published=published, outlet=outlet))
        return report_id, step.add_evidence(report_id, drafts)


VISIT = "Xi will visit Washington in May. Tariffs are to fall by April. Growth slows. Café talks are on."
GOODS = "The soybeans will be bought by March. The deal is dead, says Müller."


@pytest.fixture
def filled(store: Store) -> Store:
    """Six claims: 1 confirmed provisionally, 2 overdue, 3 undated, 4 moved, 5 contradicted, 6 rejected and overdue."""
    add(
        store,
        VISIT,
        claim_draft(VISIT, "Xi will visit Washington in May", due=due_on(date(2026, 5, 31)), speaker="Xi Jinping"),
        claim_draft(
            VISIT, "Tariffs are to fall by April", due=due_on(date(2026, 3, 30)), kind=Kind.COMMITMENT, score=0.3
        ),
        claim_draft(VISIT, "Growth slows", kind=Kind.STATEMENT, speaker=None),
        claim_draft(VISIT, "Café talks are on", due=due_on(date(2026, 4, 2))),
        published=date(2026, 1, 5),
        outlet="China Daily",
        title="A visit",
    )
    add(
        store,
        GOODS,
        claim_draft(GOODS, "The soybeans will be bought by March", due=due_on(date(2026, 3, 31))),
        claim_draft(GOODS, "The deal is dead", due=due_on(date(2026, 2, 1)), speaker="Herta Müller"),
        published=None,
        outlet="REUTERS",
        title="Goods",
    )
    text = "The visit took place. It was put off. Nothing was bought."
    _, evidence = add_evidence(
        store,
        text,
        evidence_draft(1, text, "The visit took place"),
        evidence_draft(4, text, "It was put off", Relation.MOVES, new_due=due_on(date(2026, 6, 1))),
        evidence_draft(5, text, "Nothing was bought", Relation.CONTRADICTS),
        published=date(2026, 3, 20),
    )
    with store.step("any", "Decide", actor="Ann") as step:
        step.decide(evidence[2:], EvidenceState.ACCEPTED)
        step.review([6], Review.REJECTED)
        step.review([5], Review.VERIFIED)
        step.tag([1, 2], add=("US-China",))
        step.tag([2], add=("Ökonomie",))
    return store
