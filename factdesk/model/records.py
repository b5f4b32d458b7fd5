"""What a desk holds: captures, reports, claims, evidence, decisions, and what a claim is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from factdesk.model.reading import Due, Entity, Marks, Quantity, Wording
from factdesk.model.vocabulary import EvidenceState, Kind, Outcome, PublishedBy, Relation, Review

DEFAULT_THRESHOLD = 0.5
"""Proposals with a lower score count for no outcome, where nobody says from what score on they are to."""
DESK_THRESHOLD = 0.25
"""The same for a desk that has not set its own: all that its judge proposes counts, until somebody rejects it."""


@dataclass(frozen=True, slots=True)
class GivenClaim:
    """A claim handed in with its report by a manifest or typed by a person; what is null is read from the words."""

    quote: str
    text: str | None = None
    speaker: str | None = None
    kind: Kind | None = None
    due_words: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One captured document on its way into a desk."""

    title: str
    outlet: str
    author: str | None
    url: str | None
    published: date | None
    published_by: PublishedBy
    captured_at: datetime
    language: str
    """ISO 639-1 code, ``und`` where it cannot be told."""
    text: str
    sha256: str
    """Of the text's UTF-8 bytes, in hex: the same text is the same report."""
    original: bytes
    """The bytes as they came."""
    media_type: str
    claims: tuple[GivenClaim, ...] = ()
    notes: tuple[str, ...] = ()
    """What a person should know about this capture, a sentence each ("3 damaged characters were replaced")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """A stored report without its text."""

    id: int
    title: str
    outlet: str
    author: str | None
    url: str | None
    published: date | None
    published_by: PublishedBy
    captured_at: datetime
    language: str
    sha256: str
    origin_id: int
    claims: int
    """How many claims of this report the desk holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(ReportHead):
    """A stored report."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A stored claim, with what people have changed or said of the record so far."""

    id: int
    report_id: int
    start: int
    end: int
    quote: str
    text: str
    speaker: str | None
    via: str | None
    kind: Kind
    due: Due | None
    entities: tuple[Entity, ...]
    quantities: tuple[Quantity, ...]
    score: float
    proposed_by: str
    recorded_at: datetime
    published: date | None
    """Of the claim's report, as are outlet, origin, title and url."""
    outlet: str
    origin_id: int
    report_title: str
    url: str | None
    tags: tuple[str, ...] = ()
    review: Review = Review.NEW
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None
    speaker_id: int | None = None
    """Who the speaker is among those of the desk, whatever the report calls them."""
    speaker_name: str | None = None
    """The name under which the desk knows the speaker."""
    wording: Wording | None = None
    """How the sentence came out of the quote, changes by hand included; null where that was never recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A stored piece of evidence exactly as it was proposed; what people decided is beside it, in decisions."""

    id: int
    claim_id: int
    report_id: int
    start: int
    end: int
    quote: str
    relation: Relation
    restates: bool
    score: float
    reasons: tuple[str, ...]
    new_due: Due | None
    occurred: date | None
    proposed_by: str
    recorded_at: datetime
    published: date | None
    """Of the report the passage stands in, as are outlet, origin and title."""
    outlet: str
    origin_id: int
    report_title: str
    marks: Marks | None = None
    """Where the words of the reasons stand, null where that was never recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDecision:
    """What a person said of a piece of evidence; ``relation`` and ``new_due`` replace the proposed ones if set."""

    evidence_id: int
    state: EvidenceState
    relation: Relation | None
    new_due: Due | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeDecision:
    """An outcome set by hand; ``outcome`` null hands the claim back to its evidence."""

    claim_id: int
    outcome: Outcome | None
    note: str
    by: str
    at: datetime


Decision = EvidenceDecision | OutcomeDecision


@dataclass(frozen=True, slots=True)
class JudgedEvidence:
    """A piece of evidence with what people decided of it up to some moment."""

    evidence: Evidence
    state: EvidenceState
    relation: Relation
    new_due: Due | None
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class AsOf:
    """The moment a desk is looked at: what was published by ``day`` and, if set, recorded by ``recorded_by``."""

    day: date
    recorded_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What a claim is at some moment; see :func:`factdesk.status.status_of`."""

    outcome: Outcome
    """With proposals above the threshold counted."""
    provisional: bool
    """The outcome rests on evidence nobody has accepted yet."""
    settled_outcome: Outcome | None
    """On accepted evidence only, where that differs."""
    why: str
    since: date | None
    due_in_force: Due | None
    moves: int
    slip_days: int | None
    """Days from the first due date to the one in force; null where either is unknown or nothing moved."""
    days_late: int | None
    confirms: int
    """Origins, not copies; so are contradicts and origins."""
    contradicts: int
    origins: int


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim with what it is now: one row of the Claims screen."""

    claim: Claim
    status: Status
