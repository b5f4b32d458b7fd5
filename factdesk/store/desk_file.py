"""A desk's file as the rest of the program sees it: steps in, records out."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType

from factdesk.model import (
    Changes,
    Claim,
    ClaimWords,
    DecidedScore,
    Decision,
    DeskCounts,
    Evidence,
    EvidenceState,
    Facet,
    Op,
    Posting,
    Problem,
    Report,
    ReportHead,
    Speaker,
)
from factdesk.store import check, facets, ledger, log, records, search, speakers
from factdesk.store.database import Database, open_database
from factdesk.store.filter import Subject, condition, select_ids
from factdesk.store.query import Query, Sort
from factdesk.store.step import Step

_BY_DUE = Sort("due")


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """One desk, open for reading or, by one process at a time, for writing.

    It belongs to the thread that opened it. What was undone is in none of the answers but those of the log.
    """

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The desk's file."""
        return self._db.path

    @property
    def is_writable(self) -> bool:
        """Whether steps can be taken."""
        return self._db.is_writable

    def close(self) -> None:
        """Close the file and let others write; a second time does nothing."""
        self._db.close()

    @contextmanager
    def step(
        self, name: str, summary: str, *, actor: str, at: datetime | None = None, batch: int | None = None
    ) -> Iterator[Step]:
        """Take one step: all of the block is done and logged as one op, or nothing of it.

        Args:
            name: a stable key, such as ``claim.verify``.
            summary: what was done, in the words of the menus.
            actor: who did it.
            at: when, by default now.
            batch: the op of an earlier step; both are then undone together.

        Raises:
            DeskLockedError: the desk is open for reading only, or another program writes to it.
            FactDeskError: the batch was undone.
        """
        with self._db.atomic():
            if batch is not None:
                log.check_batch(self._db, batch)
            yield Step(self._db, name, summary, actor, at or self._now(), batch)

    def undo(self, op_id: int | None, actor: str, at: datetime | None = None) -> Changes:
        """Take back the step an op belongs to, null for the newest in effect.

        Raises:
            UnknownRecordError: there is no such op.
            FactDeskError: there is nothing to undo, it is undone already, or a later step depends on it.
        """
        return log.undo(self._db, op_id, actor, at or self._now())

    def redo(self, actor: str, at: datetime | None = None) -> Changes:
        """Take back the newest undo.

        Raises:
            FactDeskError: there is none, or something new was done since.
        """
        return log.redo(self._db, actor, at or self._now())

    def history(self, limit: int = 200, before: int | None = None) -> list[Op]:
        """Return the newest ops first, of those older than ``before``."""
        return log.history(self._db, limit, before)

    def history_of_claim(self, claim_id: int) -> list[Op]:
        """Return the ops that touched a claim or its evidence, newest first."""
        return log.history_of_claim(self._db, claim_id)

    def claims(self, ids: Sequence[int]) -> list[Claim]:
        """Return claims in the order asked; raises UnknownRecordError for one that is not there or undone."""
        return records.claims(self._db, ids)

    def evidence(self, ids: Sequence[int]) -> list[Evidence]:
        """Return evidence in the order asked; raises UnknownRecordError for one that is not there or undone."""
        return records.evidence(self._db, ids)

    def evidence_of(self, claim_ids: Collection[int]) -> dict[int, list[Evidence]]:
        """Return each claim's evidence, oldest publication first."""
        return records.evidence_of(self._db, claim_ids)

    def evidence_of_origin(self, origin_id: int) -> list[tuple[Evidence, EvidenceState]]:
        """Return all evidence found in the reports of one origin, each with what people decided of it."""
        return records.evidence_of_origin(self._db, origin_id)

    def decided_scores(self, since: datetime | None = None) -> list[DecidedScore]:
        """Return the scores of what was proposed to decide claims and a person decided on, copies once."""
        return records.decided_scores(self._db, since)

    def folded_claims(self, report_id: int, into: int) -> list[tuple[Claim, tuple[int, ...]]]:
        """Return the claims of a report that people folded into another, each with the evidence that came with it."""
        found = records.folded_claims(self._db, report_id, into)
        return [(claim, found[claim.id]) for claim in records.claims(self._db, list(found), with_withdrawn=True)]

    def decisions_of(self, claim_ids: Collection[int]) -> dict[int, list[Decision]]:
        """Return each claim's decisions in effect, on its evidence and its outcome, oldest first."""
        return records.decisions_of(self._db, claim_ids)

    def report(self, report_id: int) -> Report:
        """Return a report with its text; raises UnknownRecordError where it is not there or undone."""
        return records.report(self._db, report_id)

    def report_heads(self, query: Query | None = None, *, today: date | None = None) -> list[ReportHead]:
        """Return the reports a query asks for, newest publication first."""
        day = today or self._now().date()
        where = condition(query or Query(), Subject.REPORTS, day)
        return records.heads(self._db, where.sql, where.values)

    def reports_of_origin(self, origin_id: int) -> list[int]:
        """Return the reports of one origin, in the order in which they came in."""
        return records.reports_of_origin(self._db, origin_id)

    def original(self, report_id: int) -> tuple[str, bytes]:
        """Return a report's media type and its bytes as they came."""
        return records.original(self._db, report_id)

    def report_by_sha256(self, sha256: str) -> int | None:
        """Return the report with this text, null where there is none or its import is undone."""
        return records.report_by_sha256(self._db, sha256)

    def claims_of_report(self, report_id: int) -> list[int]:
        """Return a report's claims in the order of their places in it."""
        return records.claims_of_report(self._db, report_id)

    def claim_ids(
        self, query: Query, *, today: date, sort: Sort = _BY_DUE, limit: int | None = None, offset: int = 0
    ) -> array[int]:
        """Return the numbers of the claims a query asks for, in order."""
        return select_ids(self._db, Subject.CLAIMS, query, today=today, sort=sort, limit=limit, offset=offset)

    def evidence_ids(
        self, query: Query, *, today: date, sort: Sort = _BY_DUE, limit: int | None = None, offset: int = 0
    ) -> array[int]:
        """Return the numbers of the evidence a query asks for, in order."""
        return select_ids(self._db, Subject.EVIDENCE, query, today=today, sort=sort, limit=limit, offset=offset)

    def facets(self, query: Query, today: date) -> list[Facet]:
        """Count the values of each property among the claims asked for; see :func:`facets.facets`."""
        return facets.facets(self._db, query, today)

    def counts(self, today: date, since: datetime | None = None) -> DeskCounts:
        """Return the counts of the start screen; ``since`` is when the desk was last looked at."""
        return facets.counts(self._db, today, since)

    def postings(self, terms: Sequence[str]) -> list[Posting]:
        """Return the claims that have some words or phrases; see :func:`search.postings`."""
        return search.postings(self._db, terms)

    def claim_words(
        self,
        ids: Sequence[int],
        *,
        of_reports: Sequence[int] = (),
        published_to: date | None = None,
        other_than: int | None = None,
    ) -> list[ClaimWords]:
        """Return the texts of those claims that are in effect; see :func:`search.claim_words`."""
        return search.claim_words(
            self._db, ids, of_reports=of_reports, published_to=published_to, other_than=other_than
        )

    def claims_about(self, terms: Sequence[str], *, limit: int) -> list[int]:
        """Return claims that share rare words with ``terms``, best first."""
        return search.claims_about(self._db, terms, limit=limit)

    def reports_about(
        self,
        terms: Sequence[str],
        *,
        limit: int,
        published_from: date | None = None,
        published_to: date | None = None,
        other_than: int | None = None,
    ) -> list[tuple[int, float]]:
        """Return the reports most about ``terms`` with their likeness; see :func:`search.reports_about`."""
        return search.reports_about(
            self._db,
            terms,
            limit=limit,
            published_from=published_from,
            published_to=published_to,
            other_than=other_than,
        )

    def sketches(self, values: Sequence[int]) -> list[tuple[int, int]]:
        """Return the reports that share sketch values with these, and how many; the most alike first."""
        return records.sketches(self._db, values)

    def speaker_ids(
        self, words: str = "", *, today: date, sort: str = "claims", descending: bool = True, limit: int | None = None
    ) -> array[int]:
        """Return the speakers whose names hold some words, in order; see :func:`ledger.speaker_ids`."""
        return ledger.speaker_ids(self._db, words, today=today, sort=sort, descending=descending, limit=limit)

    def speakers(self, ids: Sequence[int], *, today: date) -> list[Speaker]:
        """Return speakers with their names and counts; raises UnknownRecordError for one that is not there."""
        return ledger.speakers(self._db, ids, today=today)

    def speaker_of(self, name: str) -> int | None:
        """Return whom a name means, null where it means nobody or it is not clear whom."""
        return ledger.speaker_of(self._db, name)

    def setting(self, key: str) -> str | None:
        """Return a setting of this desk, null where it was never set."""
        return records.setting(self._db, key)

    def check(self, repair: bool = False) -> list[Problem]:
        """Look the desk over; with ``repair`` mend what can be made anew."""
        return check.check(self._db, repair=repair)


def open_store(path: Path, *, write: bool = True, now: Callable[[], datetime] = _utc_now) -> Store:
    """Open a desk; with ``write`` a missing one is made and an old one brought up to date after a backup.

    Args:
        path: the desk's file.
        write: for one process at a time; else nothing of the file is ever changed.
        now: the clock for steps that are not told when they happened.

    Raises:
        DeskFileError: it is no desk, was made by a newer program, is damaged, or lies where nothing can be written.
        DeskLockedError: another program is writing to it.
    """
    db = open_database(path, write=write)
    if write:
        speakers.refold_if_outdated(db)
    return Store(db, now)
