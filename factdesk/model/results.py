"""What the verbs answer with: steps of the log, changes, counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from factdesk.model.vocabulary import Outcome, PublishedBy


@dataclass(frozen=True, slots=True)
class Failure:
    """One item that could not be taken in: what it was and why, in one sentence."""

    item: str
    why: str


@dataclass(frozen=True, slots=True)
class Op:
    """One entry of the log in the words of the menus."""

    id: int
    at: datetime
    actor: str
    name: str
    """A stable key: ``report.add``, ``claim.verify``, ``evidence.decide``, ``outcome.set``, ``undo`` ..."""
    summary: str
    batch: int
    """The first op of the step it belongs to: one undo takes back the whole step."""
    undoes: int | None
    redoes: int | None
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What one verb touched, from which views refresh."""

    op_id: int | None
    """The step, for undo; null where nothing changed."""
    reports: tuple[int, ...] = ()
    claims: tuple[int, ...] = ()
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one item of an import."""

    item: str
    report_id: int
    title: str
    published: date | None
    published_by: PublishedBy
    language: str
    is_new: bool
    """False: the desk has this text already, as ``report_id``."""
    copy_of: int | None
    """An earlier report of the same origin."""
    claims: int
    folded: int
    """Claims that repeat a stored one and became its evidence."""
    evidence: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, item by item in the order of publication."""

    changes: Changes
    added: tuple[Added, ...] = ()
    failed: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    records: int
    disarmed: int
    """Cells that a spreadsheet would have taken for formulas and that got an apostrophe before them."""


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one property among the claims in view, with how many claims have each; largest first."""

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """One of the names under which reports quote a speaker."""

    name: str
    claims: int
    by_hand: bool
    """A person said whose name it is; else the program found it."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who says things in reports, under one name or several; claims that were rejected are not counted."""

    id: int
    name: str
    names: tuple[SpeakerName, ...]
    """As reports have them, the one with most claims first."""
    claims: int
    outcomes: tuple[tuple[Outcome, int], ...]
    """How many claims have come to each outcome so far; those without any claim are left out."""

    def count(self, *outcomes: Outcome) -> int:
        """Return how many claims have come to one of these outcomes."""
        return sum(claims for outcome, claims in self.outcomes if outcome in outcomes)


@dataclass(frozen=True, slots=True)
class DecidedScore:
    """A decision on a passage that was proposed to decide a claim: its score, and whether the person agreed."""

    score: float
    is_borne_out: bool


@dataclass(frozen=True, slots=True)
class Proposing:
    """From what score on passages are proposed in a desk, and how it came to that."""

    threshold: float
    base: float
    """The judge's own threshold."""
    lowest: float
    highest: float
    decisions: int
    """Decisions that were counted; fewer than ``least`` move nothing."""
    accepted: int
    least: int


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """The five counts of the start screen."""

    to_review: int = 0
    matches_to_review: int = 0
    due_soon: int = 0
    overdue: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something :meth:`check` found; ``repaired`` tells whether it was mended."""

    what: str
    repaired: bool = False
