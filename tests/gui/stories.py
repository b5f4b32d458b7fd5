"""Evidence for the tests of the reading screens: what a later report says, put on a claim as matching would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from factdesk.desk import Desk
from factdesk.model import EvidenceDraft, Marks, Relation
from tests.gui.conftest import capture_of, due_of

LATER = (
    "Nobody expected much on Tuesday.\n\nThe bridge was opened on 24 February, officials said.\n\n"
    "The tunnel stays open, the mayor said.\n\nThe fall in prices has been put off by 1 July 2026.\n"
)


def add_later(desk: Desk, text: str = LATER, published: date = date(2026, 3, 10), outlet: str = "Evening News") -> int:
    """Add a later report that bears on nothing by itself, and return its number."""
    result = desk.reports.add_captures([capture_of("What came of it", text, published, outlet)], extract=False)
    return result.added[0].report_id


def add_evidence(
    desk: Desk,
    report_id: int,
    claim_id: int,
    quote: str,
    relation: Relation,
    *,
    reasons: Sequence[str] = ("The same thing.",),
    due_words: str = "",
    score: float = 0.9,
    marks: Marks | None = None,
) -> int:
    """Put a passage of a report on a claim as a proposal, and return the evidence's number."""
    report = desk.reports.get(report_id)
    start = report.text.index(quote)
    draft = EvidenceDraft(
        claim_id=claim_id,
        start=start,
        end=start + len(quote),
        quote=quote,
        relation=relation,
        restates=False,
        score=score,
        reasons=tuple(reasons),
        new_due=due_of(due_words) if due_words else None,
        occurred=report.published,
        proposed_by="plain 1",
        marks=marks,
    )
    with desk._context.step("report.match", "Hold a report against a claim") as step:
        (evidence_id,) = step.add_evidence(report_id, [draft])
    return evidence_id


def claims_by_word(desk: Desk) -> dict[str, int]:
    """Return the claims of the bridge report by the word they begin with."""
    return {r.claim.text.removeprefix("The ").split()[0]: r.claim.id for r in desk.claims.select("")}
