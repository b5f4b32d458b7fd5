"""Claims and drafts as a desk holds them, read from a sentence."""

from datetime import UTC, date, datetime

from factdesk.model import Claim, ClaimDraft, GivenClaim
from factdesk.reading import draft_given

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def draft_of(text: str, published: date) -> ClaimDraft:
    """Read a sentence as the claim of a report."""
    given = GivenClaim(text)
    draft = draft_given(given, text, reading=None, published=published, language="en", country="US", by="test")
    assert draft is not None
    return draft


def claim_of(text: str, published: date, *, number: int = 1, report: int = 1) -> Claim:
    """Read a sentence as a stored claim."""
    draft = draft_of(text, published)
    return Claim(
        id=number,
        report_id=report,
        start=0,
        end=len(text),
        quote=text,
        text=draft.text,
        speaker=draft.speaker,
        via=draft.via,
        kind=draft.kind,
        due=draft.due,
        entities=draft.entities,
        quantities=draft.quantities,
        score=1.0,
        proposed_by="test",
        recorded_at=NOW,
        published=published,
        outlet="Herald",
        origin_id=report,
        report_title="A report",
        url=None,
    )
