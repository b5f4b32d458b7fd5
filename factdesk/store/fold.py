"""What reports, claims and evidence are now, folded from the events in effect; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from factdesk.model import Decision, Due, EvidenceDecision, Kind, OutcomeDecision, PublishedBy, Relation, Review
from factdesk.model import EvidenceState as State
from factdesk.store.events import (
    UNSET,
    ClaimAdded,
    ClaimEdited,
    ClaimFolded,
    ClaimReviewed,
    ClaimTagged,
    Event,
    EvidenceAdded,
    EvidenceDecided,
    OriginSet,
    OutcomeSet,
    PublishedSet,
    ReportAdded,
)


@dataclass(frozen=True, slots=True)
class ReportState:
    """A report as people have it now."""

    origin_id: int
    published: date | None
    published_by: PublishedBy


@dataclass(frozen=True, slots=True)
class ClaimState:
    """A claim as people have it now."""

    text: str
    speaker: str | None
    kind: Kind
    due: Due | None
    tags: tuple[str, ...] = ()
    review: Review = Review.NEW
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None
    folded_into: int | None = None
    """The claim that it merely repeats, as a person said."""
    carried: tuple[int, ...] = ()
    """The evidence that came with it to that claim."""


@dataclass(frozen=True, slots=True)
class EvidenceFold:
    """What people made of a piece of evidence; ``relation`` is the one in force, null for the proposed one."""

    state: State = State.PROPOSED
    relation: Relation | None = None


def fold_report(events: Iterable[Event]) -> ReportState | None:
    """Fold the events in effect of one report, oldest first; null where its import is undone."""
    state: ReportState | None = None
    for event in events:
        match event.body:
            case ReportAdded(origin_id, published, published_by):
                state = ReportState(origin_id, published, published_by)
            case PublishedSet(published, published_by) if state:
                state = replace(state, published=published, published_by=published_by)
            case OriginSet(origin_id) if state:
                state = replace(state, origin_id=origin_id)
            case _:
                pass
    return state


def fold_claim(events: Iterable[Event]) -> ClaimState | None:
    """Fold the events in effect of one claim, oldest first; null where its addition is undone.

    One that was folded into another is known by ``folded_into``; it stands in no list any more.

    Events of the claim's evidence and outcomes set by hand do not change its record and are passed over.
    """
    state: ClaimState | None = None
    for event in events:
        match event.body:
            case ClaimAdded(text, speaker, kind, due):
                state = ClaimState(text, speaker, kind, due)
            case ClaimEdited() as edit if state:
                state = _edited(state, edit)
            case ClaimReviewed(review) if state:
                state = _reviewed(state, review, event)
            case ClaimFolded(into, carried) if state:
                state = replace(state, folded_into=into, carried=carried)
            case ClaimTagged(add, remove) if state:
                state = replace(state, tags=_tagged(state.tags, add, remove))
            case _:
                pass
    return state


def fold_evidence(events: Iterable[Event]) -> EvidenceFold | None:
    """Fold the events in effect of one piece of evidence, oldest first; null where its proposal is undone."""
    state: EvidenceFold | None = None
    for event in events:
        match event.body:
            case EvidenceAdded():
                state = EvidenceFold()
            case EvidenceDecided(decided, relation) if state:
                state = EvidenceFold(decided, relation)
            case _:
                pass
    return state


def decision_of(event: Event) -> Decision | None:
    """Return what a person decided by an event, null where it is no decision on evidence or outcome."""
    match event.body:
        case EvidenceDecided(state, relation, new_due) if event.evidence_id is not None:
            return EvidenceDecision(
                evidence_id=event.evidence_id,
                state=state,
                relation=relation,
                new_due=new_due,
                by=event.actor,
                at=event.at,
            )
        case OutcomeSet(outcome, note) if event.claim_id is not None:
            return OutcomeDecision(claim_id=event.claim_id, outcome=outcome, note=note, by=event.actor, at=event.at)
        case _:
            return None


def _edited(state: ClaimState, edit: ClaimEdited) -> ClaimState:
    return replace(
        state,
        text=state.text if edit.text is UNSET else edit.text,
        speaker=state.speaker if edit.speaker is UNSET else edit.speaker,
        kind=state.kind if edit.kind is UNSET else edit.kind,
        due=state.due if edit.due is UNSET else edit.due,
    )


def _reviewed(state: ClaimState, review: Review, event: Event) -> ClaimState:
    if review is Review.NEW:
        return replace(state, review=review, reviewed_by=None, reviewed_at=None)
    return replace(state, review=review, reviewed_by=event.actor, reviewed_at=event.at)


def _tagged(tags: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...]) -> tuple[str, ...]:
    """Tags differ by more than their case; the first spelling stays."""
    gone = {tag.casefold() for tag in remove}
    kept = {tag.casefold(): tag for tag in tags if tag.casefold() not in gone}
    for tag in add:
        kept.setdefault(tag.casefold(), tag)
    return tuple(kept[key] for key in sorted(kept))
