"""Verbs of reports: add, list, look at the original."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from factdesk import intake
from factdesk.desk.adding import Counted, add_one
from factdesk.desk.context import Context
from factdesk.desk.holding import decide_copies, read_stored
from factdesk.errors import FactDeskError
from factdesk.model import (
    Capture,
    Changes,
    Due,
    Failure,
    ImportResult,
    PublishedBy,
    Reading,
    Report,
    ReportHead,
)
from factdesk.task import Task


class Reports:
    """The captured reports and how they come in."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def add(
        self,
        items: Sequence[str | Path],
        *,
        published: date | None = None,
        outlet: str | None = None,
        title: str | None = None,
        url: str | None = None,
        extract: bool = True,
        stdin: Callable[[], bytes] | None = None,
        task: Task | None = None,
    ) -> ImportResult:
        """Add files, folders, manifests or standard input (``-``) in the order of publication.

        Each report is stored before it is read. A bad item is told in ``failed`` and stops no other; the same text
        twice is told and not doubled. All of one call is one step for undo.

        Args:
            items: what to add; what is given beside it overrides what the items say of themselves.
            published: publication date of every item; so are outlet, title and url.
            outlet: who published every item.
            title: the title of every item.
            url: the address of every item.
            extract: False stores only claims handed in by a manifest.
            stdin: gives the bytes of standard input.
            task: progress and cancel; what is done before a cancel stays and can be undone.
        """
        captures, failures = intake.capture_all(
            items,
            now=self._context.clock(),
            published=published,
            outlet=outlet,
            title=title,
            url=url,
            stdin=stdin,
            task=task,
        )
        result = self.add_captures(captures, extract=extract, task=task)
        return ImportResult(result.changes, result.added, (*failures, *result.failed))

    def capture(self, items: Sequence[str | Path], *, task: Task | None = None) -> tuple[list[Capture], list[Failure]]:
        """Capture files without storing anything, so that a person can look at them first."""
        return intake.capture_all(items, now=self._context.clock(), task=task)

    def capture_text(
        self,
        text: str,
        *,
        published: date | None = None,
        outlet: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> Capture:
        """Capture pasted text without storing anything.

        Raises:
            UnreadableInputError: there is no text in it.
        """
        return intake.capture_text(
            text, now=self._context.clock(), published=published, outlet=outlet, title=title, url=url
        )

    def add_captures(
        self, captures: Sequence[Capture], *, extract: bool = True, batch: int | None = None, task: Task | None = None
    ) -> ImportResult:
        """Store captures, oldest first, read each and hold it against the stored claims.

        Args:
            captures: what was captured.
            extract: False stores only claims handed in with them.
            batch: the step they belong to, where an earlier call began it; one undo takes it back as a whole.
            task: progress and cancel.
        """
        ordered = sorted(captures, key=lambda c: c.published or date.max)
        done: list[Counted] = []
        failed: list[Failure] = []
        for number, capture in enumerate(ordered):
            if task is not None:
                task.step(number, len(ordered), capture.title)
            try:
                done.append(add_one(self._context, capture, extract=extract, batch=batch))
            except FactDeskError as error:
                failed.append(Failure(capture.title, str(error)))
                continue
            batch = batch or done[-1].changes.op_id
        if task is not None:
            task.step(len(ordered), len(ordered), "")
        return ImportResult(_together(batch, done), tuple(d.added for d in done), tuple(failed))

    def select(self, query: str = "") -> list[ReportHead]:
        """Return the reports a query selects, newest first."""
        from factdesk.store import parse_query

        return self._context.store.report_heads(parse_query(query))

    def get(self, report_id: int) -> Report:
        """Return one report with its text.

        Raises:
            UnknownRecordError: no report has that number.
        """
        return self._context.store.report(report_id)

    def claim_ids(self, report_id: int) -> list[int]:
        """Return the claims read from a report, in the order of its text."""
        return self._context.store.claims_of_report(report_id)

    def original(self, report_id: int) -> tuple[str, bytes]:
        """Return media type and bytes of a report as they came."""
        return self._context.store.original(report_id)

    def read(self, report_id: int) -> Reading:
        """Read a stored report again without storing anything: passages, furniture, quotes, times."""
        return read_stored(self._context, self.get(report_id))

    def merge(self, into: int, others: Sequence[int]) -> Changes:
        """Say that reports are copies of one story; all copies of each come along, and one step.

        What people decided of a passage in one copy holds for it in the others from then on.

        Raises:
            UnknownRecordError: a number that no report has.
        """
        context, kept = self._context, self.get(into)
        store = context.store
        origins = dict.fromkeys(self.get(other).origin_id for other in others)
        moved = [one for origin in origins if origin != kept.origin_id for one in store.reports_of_origin(origin)]
        with context.step("report.merge", f"Copies of “{kept.title}”: {len(moved)} more") as step:
            if moved:
                step.set_origin(moved, kept.origin_id)
                decide_copies(context, step, kept.origin_id)
        return step.changes

    def split(self, report_id: int) -> Changes:
        """Say that a report is no copy of the others of its origin.

        Raises:
            FactDeskError: it is the only one of its origin.
            UnknownRecordError: no report has that number.
        """
        report = self.get(report_id)
        if self._context.store.reports_of_origin(report.origin_id) == [report_id]:
            raise FactDeskError(f"Report {report_id} is no copy of another report.")
        with self._context.step("report.split", f"“{report.title}” is a story of its own") as step:
            step.set_origin([report_id], None)
        return step.changes

    def set_published(self, report_id: int, published: date) -> Changes:
        """Correct a report's publication date; due dates that were read against the old one are read again."""
        report = self.get(report_id)
        dues = self._read_again(report, published)
        with self._context.step("report.date", f"Date “{report.title}” {published.isoformat()}") as step:
            step.set_published(report_id, published, PublishedBy.GIVEN)
            for claim_id, due in dues.items():
                step.edit_claim(claim_id, due=due)
        return step.changes

    def _read_again(self, report: Report, published: date) -> dict[int, Due]:
        """Read the due words of a report's claims against another date, where they were read against its own."""
        country = self._context.settings.country
        found: dict[int, Due] = {}
        for claim in self._context.store.claims(self.claim_ids(report.id)):
            if claim.due is not None and claim.due.base in (report.published, None):
                due = self._context.engine.due(claim.due.text, published, report.language, country)
                if due is not None:
                    found[claim.id] = due
        return found


def _together(batch: int | None, done: Sequence[Counted]) -> Changes:
    def all_of(name: str) -> tuple[int, ...]:
        return tuple(dict.fromkeys(i for d in done for i in getattr(d.changes, name)))

    return Changes(batch, all_of("reports"), all_of("claims"), all_of("evidence"))
