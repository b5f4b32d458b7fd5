"""Holding reports against claims, in both directions."""

from __future__ import annotations

from collections.abc import Sequence

from factdesk.desk.context import Context
from factdesk.desk.engine import Source
from factdesk.model import Changes, Claim, ClaimDraft, EvidenceDraft, Reading, Report

_CANDIDATES_PER_PASSAGE = 24
_CANDIDATES = 100
_LATER_REPORTS = 6


def read_stored(context: Context, report: Report) -> Reading:
    """Read a stored report; the last few readings are kept, since reports of one import bear on each other."""
    return context.read(source_of(report, context.settings.country))


def source_of(report: Report, country: str) -> Source:
    """Return what reading needs to know of a stored report."""
    return Source(report.text, report.published, report.language, country, report.outlet)


def candidates(context: Context, reading: Reading, report: Report) -> list[Claim]:
    """Return the stored claims of other reports that this one may bear on, the likeliest first."""
    ranks: dict[int, float] = {}
    for probe in context.engine.probes(reading):
        found = context.store.candidates(probe.terms, limit=_CANDIDATES_PER_PASSAGE, published_to=report.published)
        for claim_id, rank in found:
            ranks[claim_id] = max(rank, ranks.get(claim_id, 0.0))
    best = sorted(ranks, key=lambda claim_id: (-ranks[claim_id], claim_id))
    return [c for c in context.store.claims(best[:_CANDIDATES]) if c.report_id != report.id]


def hold_report_against_claims(
    context: Context, report: Report, reading: Reading, drafts: Sequence[ClaimDraft]
) -> tuple[list[ClaimDraft], list[EvidenceDraft]]:
    """Return the drafts that are new claims, and the evidence this report holds on stored ones."""
    stored = candidates(context, reading, report)
    if not stored:
        return list(drafts), []
    new, repeated = context.engine.fold(drafts, report.published, stored)
    found = context.engine.match(report, reading, stored, context.settings.country)
    taken = {(e.claim_id, e.start, e.end) for e in repeated}
    return new, [*repeated, *(e for e in found if (e.claim_id, e.start, e.end) not in taken)]


def hold_claims_against_reports(context: Context, claim_ids: Sequence[int], *, batch: int) -> Changes:
    """Hold new or edited claims against the reports of the same day or later that are already there."""
    by_report: dict[int, list[Claim]] = {}
    for claim in context.store.claims(claim_ids):
        terms = context.engine.claim_terms(claim)
        for report_id in context.store.reports_about(terms, limit=_LATER_REPORTS, published_from=claim.published):
            if report_id != claim.report_id:
                by_report.setdefault(report_id, []).append(claim)
    touched = [e for report_id, claims in by_report.items() for e in _hold_one(context, report_id, claims, batch)]
    return Changes(batch, claims=tuple(claim_ids), evidence=tuple(touched))


def _hold_one(context: Context, report_id: int, claims: Sequence[Claim], batch: int) -> list[int]:
    report = context.store.report(report_id)
    drafts = context.engine.match(report, read_stored(context, report), claims, context.settings.country)
    if not drafts:
        return []
    with context.step("report.match", f"Hold “{report.title}” against new claims", batch=batch) as step:
        return step.add_evidence(report.id, drafts)
