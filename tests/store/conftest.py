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
    Kind,
    Precision,
    PublishedBy,
    Quantity,
    Relation,
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
