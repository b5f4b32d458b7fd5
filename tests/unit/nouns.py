"""Short ways to make the nouns in tests: everything not named has a plain value."""

from __future__ import annotations

from datetime import UTC, date, datetime

from factdesk.model import (
    Bound,
    Claim,
    Due,
    Evidence,
    EvidenceDecision,
    EvidenceState,
    Kind,
    Outcome,
    OutcomeDecision,
    Precision,
    Relation,
)

PUBLISHED = date(2025, 11, 24)


def due(to: date | None, start: date | None = None) -> Due:
    return Due(
        text="then",
        from_day=start,
        to_day=to,
        bound=Bound.BY if start is None else Bound.ON,
        precision=Precision.DAY,
        rule="test",
        edtf=f"../{to}",
    )


def claim(kind: Kind = Kind.EVENT, due_by: Due | None = None, origin: int = 1) -> Claim:
    return Claim(
        id=1,
        report_id=1,
        start=0,
        end=5,
        quote="quote",
        text="Quote.",
        speaker=None,
        via=None,
        kind=kind,
        due=due_by,
        entities=(),
        quantities=(),
        score=0.9,
        proposed_by="test",
        recorded_at=datetime(2025, 11, 24, 12, tzinfo=UTC),
        published=PUBLISHED,
        outlet="The Ledger",
        origin_id=origin,
        report_title="First report",
        url=None,
    )


def piece(
    number: int,
    relation: Relation,
    published: date,
    *,
    origin: int | None = None,
    score: float = 0.9,
    new_due: Due | None = None,
    occurred: date | None = None,
    recorded: datetime | None = None,
) -> Evidence:
    return Evidence(
        id=number,
        claim_id=1,
        report_id=100 + number,
        start=0,
        end=5,
        quote=f"quote {number}",
        relation=relation,
        restates=False,
        score=score,
        reasons=(),
        new_due=new_due,
        occurred=occurred,
        proposed_by="test",
        recorded_at=recorded or datetime(published.year, published.month, published.day, 18, tzinfo=UTC),
        published=published,
        outlet=f"Outlet {number}",
        origin_id=origin if origin is not None else 100 + number,
        report_title=f"Report {number}",
    )


def decided(
    number: int,
    state: EvidenceState = EvidenceState.ACCEPTED,
    relation: Relation | None = None,
    at: datetime = datetime(2026, 6, 1, tzinfo=UTC),
) -> EvidenceDecision:
    return EvidenceDecision(evidence_id=number, state=state, relation=relation, new_due=None, by="Ann", at=at)


def by_hand(
    outcome: Outcome | None, at: datetime = datetime(2026, 6, 1, tzinfo=UTC), note: str = "seen it"
) -> OutcomeDecision:
    return OutcomeDecision(claim_id=1, outcome=outcome, note=note, by="Ann", at=at)
