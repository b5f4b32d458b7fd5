"""What a row of the Claims table shows of a claim, made once and painted often."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from factdesk.gui.badges import Chip, outcome_chip, review_chip
from factdesk.gui.shown_text import shown_line
from factdesk.gui.wording_words import claim_line
from factdesk.gui.words import day_phrase, due_phrase, kind_word, outcome_word, review_word, slip_phrase
from factdesk.model import ClaimRecord

_MOST_SHOWN = 600
"""Characters of a sentence that a row holds; the claim's page has all of them."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One row, ready to paint; every text is one safe line."""

    record: ClaimRecord
    outcome: Chip
    below_outcome: str
    text: str
    speaker: str
    due: str
    due_was: str
    """The date first given, where another one is in force."""
    slip: str
    outlet: str
    published: str
    review: Chip
    kind: str
    tags: str
    score: str

    @property
    def claim_id(self) -> int:
        """The claim's number."""
        return self.record.claim.id


def row_of(record: ClaimRecord) -> ClaimRow:
    """Make the row of a claim."""
    claim, status = record.claim, record.status
    has_moved = status.moves > 0
    return ClaimRow(
        record=record,
        outcome=outcome_chip(status.outcome, provisional=status.provisional),
        below_outcome=_below_outcome(record),
        text=_short(claim_line(claim)),
        speaker=_short(claim.speaker_name or claim.speaker or ""),
        due=due_phrase(status.due_in_force) if status.due_in_force else "",
        due_was=due_phrase(claim.due) if has_moved and claim.due else "",
        slip=_tr("{days:+d} d").format(days=status.slip_days).replace("-", "−") if status.slip_days else "",
        outlet=_short(claim.outlet),
        published=day_phrase(claim.published) if claim.published else "",
        review=review_chip(claim.review),
        kind=kind_word(claim.kind),
        tags=_short(", ".join(claim.tags)),
        score=f"{claim.score:.2f}",
    )


def spoken(record: ClaimRecord) -> str:
    """Say a claim in one sentence, for a screen reader."""
    claim, status = record.claim, record.status
    outcome = outcome_word(status.outcome)
    if status.provisional:
        outcome = _tr("{outcome}, provisional").format(outcome=outcome)
    parts = [
        f"{outcome}: {_short(claim_line(claim)).rstrip('.')}",
        _tr("said by {speaker}").format(speaker=_short(claim.speaker_name or claim.speaker)) if claim.speaker else "",
        _tr("due {due}").format(due=due_phrase(status.due_in_force)) if status.due_in_force else _tr("no due date"),
        _tr("moved by {slip}").format(slip=slip_phrase(status.slip_days)) if status.slip_days else "",
        _tr("{outlet}, {day}").format(outlet=_short(claim.outlet), day=day_phrase(claim.published)),
        _tr("{confirms} confirm, {contradicts} contradict").format(
            confirms=status.confirms, contradicts=status.contradicts
        ),
        _tr("record {review}").format(review=review_word(claim.review).lower()),
        _tr("tags {tags}").format(tags=_short(", ".join(claim.tags))) if claim.tags else "",
    ]
    return "; ".join(part for part in parts if part) + "."


def _below_outcome(record: ClaimRecord) -> str:
    status = record.status
    if status.provisional:
        return _tr("provisional")
    if status.days_late:
        return _tr("by {days} d").format(days=status.days_late)
    return ""


def _short(text: str) -> str:
    return shown_line(text[: 2 * _MOST_SHOWN])[:_MOST_SHOWN]


def _tr(text: str) -> str:
    return QCoreApplication.translate("claims", text)
