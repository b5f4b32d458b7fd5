from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from factdesk.model import (
    Bound,
    Claim,
    ClaimRecord,
    Due,
    Entity,
    Evidence,
    EvidenceState,
    JudgedEvidence,
    Kind,
    Outcome,
    Precision,
    PublishedBy,
    Quantity,
    Relation,
    ReportHead,
    Review,
    Status,
)

DUE = Due(
    "by 1 May 2031", None, date(2031, 5, 1), Bound.BY, Precision.DAY, "by-day", "../2031-05-01", base=date(2031, 1, 2)
)

CLAIM = Claim(
    id=7,
    report_id=3,
    start=10,
    end=42,
    quote="The bridge is to open by 1 May 2031",
    text="The bridge is to open by 1 May 2031.",
    speaker="Mayor Ilse Brandt",
    via=None,
    kind=Kind.DEADLINE,
    due=DUE,
    entities=(Entity("Ilse Brandt", "PERSON"), Entity("Elm Bridge", "FAC")),
    quantities=(Quantity("40 million euros", 4e7, "EUR"),),
    score=0.875,
    proposed_by="reader 1",
    recorded_at=datetime(2031, 1, 3, 9, tzinfo=UTC),
    published=date(2031, 1, 2),
    outlet="The Elm Courier",
    origin_id=3,
    report_title="Bridge to open in spring",
    url="https://example.org/bridge",
    tags=("bridge", "city"),
    review=Review.VERIFIED,
    reviewed_by="ana",
    reviewed_at=datetime(2031, 1, 4, 10, 30, tzinfo=UTC),
)

STATUS = Status(
    outcome=Outcome.LATE,
    provisional=True,
    settled_outcome=Outcome.PENDING,
    why="Confirmed by The Elm Courier on 3 June 2031.",
    since=date(2031, 6, 3),
    due_in_force=replace(DUE, text="by 1 June 2031", to_day=date(2031, 6, 1), edtf="../2031-06-01"),
    moves=1,
    slip_days=31,
    days_late=2,
    confirms=1,
    contradicts=0,
    origins=2,
)

RECORD = ClaimRecord(CLAIM, STATUS)

EVIDENCE = JudgedEvidence(
    evidence=Evidence(
        id=5,
        claim_id=7,
        report_id=9,
        start=0,
        end=20,
        quote="The opening slipped.",
        relation=Relation.MENTIONS,
        restates=False,
        score=0.5,
        reasons=("Same bridge.", "A later day."),
        new_due=None,
        occurred=None,
        proposed_by="judge 1",
        recorded_at=datetime(2031, 4, 3, 9, tzinfo=UTC),
        published=date(2031, 4, 2),
        outlet="Daily Elm",
        origin_id=9,
        report_title="Bridge slips",
    ),
    state=EvidenceState.ACCEPTED,
    relation=Relation.MOVES,
    new_due=STATUS.due_in_force,
    decided_by="ana",
    decided_at=datetime(2031, 4, 4, tzinfo=UTC),
)

HEAD = ReportHead(
    id=3,
    title="Bridge to open in spring",
    outlet="The Elm Courier",
    author=None,
    url=None,
    published=None,
    published_by=PublishedBy.UNKNOWN,
    captured_at=datetime(2031, 1, 3, tzinfo=UTC),
    language="en",
    sha256="ab" * 32,
    origin_id=3,
    claims=4,
)
