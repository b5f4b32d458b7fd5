"""Adding one report: stored first, then read, then held against the stored claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factdesk import intake
from factdesk.desk.context import Context
from factdesk.desk.folding import fold_later
from factdesk.desk.holding import hold_claims_against_reports, hold_report_against_claims, read_stored, source_of
from factdesk.desk.passages import overlap
from factdesk.model import Added, Capture, Changes, ClaimDraft, Reading, Report


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of one report."""

    added: Added
    changes: Changes


def add_one(context: Context, capture: Capture, *, extract: bool, batch: int | None) -> Counted:
    """Store one capture, read it and hold it against the stored claims; a text that is there already is told.

    Args:
        context: the desk.
        capture: the document.
        extract: False keeps only the claims handed in with it.
        batch: the step it belongs to, null for one of its own.
    """
    known = context.store.report_by_sha256(capture.sha256)
    if known is not None:
        return _meet_again(context, capture, known, extract=extract, batch=batch)
    sketch = intake.sketch(capture.text)
    copy = _copy_of(context, capture, sketch)
    origin = copy.origin_id if copy else None
    with context.step("report.add", f"Add “{capture.title}”", batch=batch) as stored:
        report_id = stored.add_report(capture, origin_id=origin, sketch=sketch)
    batch = batch or stored.changes.op_id
    counted = _read_one(context, context.store.report(report_id), capture, copy, extract=extract, batch=batch)
    return replace(counted, changes=replace(counted.changes, op_id=stored.changes.op_id))


def _meet_again(context: Context, capture: Capture, report_id: int, *, extract: bool, batch: int | None) -> Counted:
    """Tell that a text is there already; one that nothing was ever read from is read now."""
    nothing_new = Counted(_already_there(capture, report_id), Changes(None))
    if not extract or _was_read(context, report_id):
        return nothing_new
    counted = _read_one(context, context.store.report(report_id), capture, None, extract=True, batch=batch)
    if counted.changes.op_id is None:
        return nothing_new
    note = f"This text was in the desk already, as report {report_id}; it was read now."
    return replace(counted, added=replace(counted.added, is_new=False, notes=(note,)))


def _was_read(context: Context, report_id: int) -> bool:
    from factdesk.store import parse_query

    store = context.store
    found = store.evidence_ids(parse_query(f"report:{report_id}"), today=context.today(), limit=1)
    return bool(found) or bool(store.claims_of_report(report_id))


def _read_one(
    context: Context,
    report: Report,
    capture: Capture,
    copy: Report | None,
    *,
    extract: bool,
    batch: int | None,
) -> Counted:
    """Read a stored report and keep what was found; the report itself is safe whatever happens here."""
    reading = read_stored(context, report)
    given, notes = _given(context, capture, report, reading)
    drafts = [d for d in reading.claims if extract and not any(overlap(d.start, d.end, g.start, g.end) for g in given)]
    new, evidence = hold_report_against_claims(context, report, reading, drafts)
    with context.step("report.read", f"Read “{report.title}”", batch=batch) as step:
        claim_ids = step.add_claims(report.id, [*given, *new])
        evidence_ids = step.add_evidence(report.id, evidence)
    first = step.changes.op_id
    later = hold_claims_against_reports(context, claim_ids, batch=first) if first and claim_ids else Changes(None)
    folded = fold_later(context, later.evidence, batch=first) if first and later.evidence else Changes(None)
    touched = Changes(
        first,
        (report.id,),
        (*claim_ids, *(e.claim_id for e in evidence), *folded.claims),
        (*evidence_ids, *later.evidence),
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
    return Counted(added, touched)


def _given(context: Context, capture: Capture, report: Report, reading: Reading) -> tuple[list[ClaimDraft], list[str]]:
    source = source_of(report, context.settings.country)
    drafts = context.engine.drafts(capture.claims, source, reading, context.actor) if capture.claims else []
    lost = [
        f"A claim was left out, since its words do not stand in the report: “{given.quote[:80]}”."
        for given, draft in zip(capture.claims, drafts, strict=True)
        if draft is None
    ]
    return [draft for draft in drafts if draft is not None], lost


def _copy_of(context: Context, capture: Capture, sketch: Sequence[int]) -> Report | None:
    """Return the earliest stored report that tells the same story in the same words."""
    store = context.store
    for report_id, _ in store.sketches(sketch):
        report = store.report(report_id)
        if intake.same_story(capture.text, report.text):
            return report
    return None


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
    if reading.is_basic:
        return (f"Read by basic rules only ({reading.reader}): check its claims closely, and look for others.",)
    if reading.reader:
        return ()
    return (f"Stored, but not read: there is no reader for this language ({reading.language}) yet.",)
