"""What the log records of a desk: one small record for each thing that can happen to a report, claim or evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final, TypeAlias, TypeVar

from factdesk.model import Due, EvidenceState, Kind, Outcome, PublishedBy, Relation, Review


class Unset(Enum):
    """Stands for "not passed" where null means something."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET
_T = TypeVar("_T")
Maybe: TypeAlias = _T | Unset


@dataclass(frozen=True, slots=True)
class ReportAdded:
    """A report came in, or came back after its import had been undone."""

    origin_id: int
    published: date | None
    published_by: PublishedBy


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """A person said when a report was published."""

    published: date | None
    published_by: PublishedBy


@dataclass(frozen=True, slots=True)
class OriginSet:
    """A report was put to an origin."""

    origin_id: int


@dataclass(frozen=True, slots=True)
class ClaimAdded:
    """A claim came in, with what can be changed of it as it was then."""

    text: str
    speaker: str | None
    kind: Kind
    due: Due | None


@dataclass(frozen=True, slots=True)
class ClaimEdited:
    """A person changed a claim's record."""

    text: Maybe[str] = UNSET
    speaker: Maybe[str | None] = UNSET
    kind: Maybe[Kind] = UNSET
    due: Maybe[Due | None] = UNSET


@dataclass(frozen=True, slots=True)
class ClaimFolded:
    """A person said that a claim merely repeats another; null says that it stands for itself again."""

    into: int | None
    carried: tuple[int, ...] = ()
    """The evidence that came with it to the other claim."""


@dataclass(frozen=True, slots=True)
class ClaimReviewed:
    """A person said whether a claim's record is right."""

    review: Review


@dataclass(frozen=True, slots=True)
class ClaimTagged:
    """Tags were put to a claim or taken off it."""

    add: tuple[str, ...]
    remove: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeSet:
    """An outcome was set by hand; null hands the claim back to its evidence."""

    outcome: Outcome | None
    note: str


@dataclass(frozen=True, slots=True)
class EvidenceAdded:
    """Evidence was proposed; all of it stands in its row."""


@dataclass(frozen=True, slots=True)
class EvidenceDecided:
    """A person decided on evidence."""

    state: EvidenceState
    relation: Relation | None
    new_due: Due | None


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """A setting of the desk was changed."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class SpeakerJoined:
    """A person said that a name means the same speaker as another."""

    name: str
    into: str


@dataclass(frozen=True, slots=True)
class SpeakerParted:
    """A person said that a name means nobody whom other names mean."""

    name: str


Body = (
    ReportAdded
    | PublishedSet
    | OriginSet
    | ClaimAdded
    | ClaimEdited
    | ClaimFolded
    | ClaimReviewed
    | ClaimTagged
    | OutcomeSet
    | EvidenceAdded
    | EvidenceDecided
    | SettingChanged
    | SpeakerJoined
    | SpeakerParted
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, with who did it and when (those of its op)."""

    body: Body
    actor: str
    at: datetime
    report_id: int | None = None
    claim_id: int | None = None
    evidence_id: int | None = None
