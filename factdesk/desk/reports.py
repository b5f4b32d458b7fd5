"""Verbs of reports: add, list, look at the original."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from factdesk import intake
from factdesk.desk.context import Context
from factdesk.desk.holding import hold_claims_against_reports, hold_report_against_claims, read_stored, source_of
from factdesk.errors import FactDeskError
from factdesk.model import (
    Added,
    Capture,
    Changes,
    ClaimDraft,
    Due,
    Failure,
    ImportResult,
    PublishedBy,
    Reading,
    Report,
    ReportHead,
)
from factdesk.task import Task


@dataclass(frozen=True, slots=True)
class _Counted:
    """What came of one report."""

    added: Added
    changes: Changes


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
        ordered = sorted(captures, key=lambda c: (c.published or date.max, c.sha256))
        done: list[_Counted] = []
        failed: list[Failure] = []
        for number, capture in enumerate(ordered):
            if task is not None:
                task.step(number, len(ordered), capture.title)
            try:
                done.append(self._add_one(capture, extract=extract, batch=batch))
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

    def set_published(self, report_id: int, published: date) -> Changes:
        """Correct a report's publication date; due dates that were read against the old one are read again."""
        report = self.get(report_id)
        dues = self._read_again(report, published)
        with self._context.step("report.date", f"Date “{report.title}” {published.isoformat()}") as step:
            step.set_published(report_id, published, PublishedBy.GIVEN)
            for claim_id, due in dues.items():
                step.edit_claim(claim_id, due=due)
        return step.changes

    def _add_one(self, capture: Capture, *, extract: bool, batch: int | None) -> _Counted:
        context = self._context
        known = context.store.report_by_sha256(capture.sha256)
        if known is not None:
            return self._meet_again(capture, known, extract=extract, batch=batch)
        sketch = intake.sketch(capture.text)
        copy = self._copy_of(capture, sketch)
        origin = copy.origin_id if copy else None
        with context.step("report.add", f"Add “{capture.title}”", batch=batch) as stored:
            report_id = stored.add_report(capture, origin_id=origin, sketch=sketch)
        batch = batch or stored.changes.op_id
        counted = self._read_one(context.store.report(report_id), capture, copy, extract=extract, batch=batch)
        return replace(counted, changes=replace(counted.changes, op_id=stored.changes.op_id))

    def _meet_again(self, capture: Capture, report_id: int, *, extract: bool, batch: int | None) -> _Counted:
        """Tell that a text is there already; one that nothing was ever read from is read now."""
        nothing_new = _Counted(_already_there(capture, report_id), Changes(None))
        if not extract or self._was_read(report_id):
            return nothing_new
        counted = self._read_one(self._context.store.report(report_id), capture, None, extract=True, batch=batch)
        if counted.changes.op_id is None:
            return nothing_new
        note = f"This text was in the desk already, as report {report_id}; it was read now."
        return replace(counted, added=replace(counted.added, is_new=False, notes=(note,)))

    def _was_read(self, report_id: int) -> bool:
        from factdesk.store import parse_query

        store = self._context.store
        found = store.evidence_ids(parse_query(f"report:{report_id}"), today=self._context.today(), limit=1)
        return bool(found) or bool(store.claims_of_report(report_id))

    def _read_one(
        self,
        report: Report,
        capture: Capture,
        copy: Report | None,
        *,
        extract: bool,
        batch: int | None,
    ) -> _Counted:
        """Read a stored report and keep what was found; the report itself is safe whatever happens here."""
        context = self._context
        reading = read_stored(context, report)
        given, notes = self._given(capture, report, reading)
        drafts = [d for d in reading.claims if extract and not any(_overlap(d, g) for g in given)]
        new, evidence = hold_report_against_claims(context, report, reading, drafts)
        with context.step("report.read", f"Read “{report.title}”", batch=batch) as step:
            claim_ids = step.add_claims(report.id, [*given, *new])
            evidence_ids = step.add_evidence(report.id, evidence)
        first = step.changes.op_id
        later = hold_claims_against_reports(context, claim_ids, batch=first) if first and claim_ids else Changes(None)
        touched = Changes(
            first, (report.id,), (*claim_ids, *(e.claim_id for e in evidence)), (*evidence_ids, *later.evidence)
        )
        added = Added(
            item=capture.title,
            report_id=report.id,
            title=report.title,
            published=report.published,
            published_by=report.published_by,
            language=report.language,
            is_new=True,
            copy_of=copy.id if copy else None,
            claims=len(claim_ids),
            folded=len(drafts) - len(new),
            evidence=len(evidence_ids) + len(later.evidence),
            notes=(*capture.notes, *notes, *_language_note(reading)),
        )
        return _Counted(added, touched)

    def _given(self, capture: Capture, report: Report, reading: Reading) -> tuple[list[ClaimDraft], list[str]]:
        context = self._context
        source = source_of(report, context.settings.country)
        drafts = context.engine.drafts(capture.claims, source, reading, context.actor) if capture.claims else []
        lost = [
            f"A claim was left out, since its words do not stand in the report: “{given.quote[:80]}”."
            for given, draft in zip(capture.claims, drafts, strict=True)
            if draft is None
        ]
        return [draft for draft in drafts if draft is not None], lost

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

    def _copy_of(self, capture: Capture, sketch: Sequence[int]) -> Report | None:
        """Return the earliest stored report that tells the same story in the same words."""
        store = self._context.store
        for report_id, _ in store.sketches(sketch):
            report = store.report(report_id)
            if intake.same_story(capture.text, report.text):
                return report
        return None


def _overlap(one: ClaimDraft, other: ClaimDraft) -> bool:
    """Tell whether two drafts are of the same words: they share most of the shorter quote."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.7 * min(one.end - one.start, other.end - other.start)


def _already_there(capture: Capture, report_id: int) -> Added:
    return Added(
        item=capture.title,
        report_id=report_id,
        title=capture.title,
        published=capture.published,
        published_by=capture.published_by,
        language=capture.language,
        is_new=False,
        copy_of=None,
        claims=0,
        folded=0,
        evidence=0,
        notes=(f"This text is in the desk already, as report {report_id}; nothing was added.",),
    )


def _language_note(reading: Reading) -> tuple[str, ...]:
    if reading.reader:
        return ()
    return (f"Stored, but not read: there is no reader for this language ({reading.language}) yet.",)


def _together(batch: int | None, done: Sequence[_Counted]) -> Changes:
    def all_of(name: str) -> tuple[int, ...]:
        return tuple(dict.fromkeys(i for d in done for i in getattr(d.changes, name)))

    return Changes(batch, all_of("reports"), all_of("claims"), all_of("evidence"))
