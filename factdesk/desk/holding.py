"""Holding reports against claims, in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factdesk.desk.context import Context
from factdesk.desk.engine import Source
from factdesk.desk.passages import Passages, is_same_text, overlap, were_kept_apart
from factdesk.model import Changes, Claim, ClaimDraft, EvidenceDecision, EvidenceDraft, Reading, Report

if TYPE_CHECKING:
    from factdesk.store import Step

_LIKELIEST = 2500
"""Claims whose texts are looked at, out of all that share a word with a report."""
_CANDIDATES = 100
"""Claims that a report is held against."""
_LATER_REPORTS = 12
"""Reports that a claim is held against."""
_ALIKE = 20
"""Reports about the same as one whose claims are looked at."""
_LOOKED_AT = 60
"""Reports that share most words with a claim, and with its own report."""
_TELLING = 80
"""So many words tell what a report is about."""


def read_stored(context: Context, report: Report) -> Reading:
    """Read a stored report; the last few readings are kept, since reports of one import bear on each other."""
    return context.read(source_of(report, context.settings.country))


def source_of(report: Report, country: str) -> Source:
    """Return what reading needs to know of a stored report."""
    return Source(report.text, report.published, report.language, country, report.outlet)


def candidates(context: Context, reading: Reading, report: Report) -> list[Claim]:
    """Return the stored claims of other reports that this one may bear on, the likeliest first."""
    engine, store, title = context.engine, context.store, report.title
    terms = engine.probes(reading, title)
    likely = engine.likeliest(reading, title, store.postings(terms), _LIKELIEST)
    before, own = report.published, report.id
    alike = store.reports_about(terms[:_TELLING], limit=_ALIKE, published_to=before, other_than=own)
    found = store.claim_words(
        [claim_id for claim_id, _ in likely],
        of_reports=[report_id for report_id, _ in alike],
        published_to=before,
        other_than=own,
    )
    return store.claims(engine.promising(reading, title, likely, alike, found, _CANDIDATES))


def hold_report_against_claims(
    context: Context, report: Report, reading: Reading, drafts: Sequence[ClaimDraft]
) -> tuple[list[ClaimDraft], list[EvidenceDraft]]:
    """Return the drafts that are new claims, and the evidence this report holds on stored ones.

    What a person said repeats a claim is neither: its first copy stands with that claim already.
    """
    before = Passages(context.store.evidence_of_origin(report.origin_id))
    drafts = [draft for draft in drafts if not before.repeats(draft)]
    stored = candidates(context, reading, report)
    if not stored:
        return drafts, []
    new, repeated = _fold(context, report, drafts, stored, before)
    found = _match(context, report, reading, stored)
    return new, _not_proposed_before(context, report.id, [*repeated, *found], before)


def decide_copies(context: Context, step: Step, origin_id: int) -> None:
    """Decide what is proposed in an origin as people decided the same words in another of its copies."""
    before = Passages(context.store.evidence_of_origin(origin_id))
    pairs = before.decided_copies()
    decisions = context.store.decisions_of(sorted({item.claim_id for item, _ in pairs}))
    last = {d.evidence_id: d for own in decisions.values() for d in own if isinstance(d, EvidenceDecision)}
    for item, other in pairs:
        said = last[other.id]
        step.decide([item.id], said.state, said.relation, said.new_due)


def _match(context: Context, report: Report, reading: Reading, claims: Sequence[Claim]) -> tuple[EvidenceDraft, ...]:
    least = context.proposing().threshold
    return context.engine.match(report, reading, claims, context.settings.country, least)


def _fold(
    context: Context, report: Report, drafts: Sequence[ClaimDraft], stored: Sequence[Claim], before: Passages
) -> tuple[list[ClaimDraft], list[EvidenceDraft]]:
    """Part drafts into new claims and repetitions, but of none that a person said its words do not repeat.

    A claim of the very words is asked first: it is the one repeated where another fits as well.
    """
    free = [draft for draft in drafts if not before.kept_apart(draft)]
    ordered = sorted(stored, key=lambda claim: not any(is_same_text(claim.quote, draft.quote) for draft in drafts))
    new, repeated = context.engine.fold(free, report.published, ordered)
    for draft in drafts:
        apart = before.kept_apart(draft)
        if apart:
            rest = [claim for claim in ordered if claim.id not in apart]
            more_new, more_repeated = context.engine.fold([draft], report.published, rest)
            new, repeated = [*new, *more_new], [*repeated, *more_repeated]
    return sorted(new, key=lambda draft: draft.start), repeated


def _not_proposed_before(
    context: Context, report_id: int, drafts: Sequence[EvidenceDraft], before: Passages
) -> list[EvidenceDraft]:
    """Leave out what was proposed or decided before, and all but the first of one passage for one claim."""
    kept: list[EvidenceDraft] = []
    for draft in drafts:
        is_double = any(k.claim_id == draft.claim_id and overlap(k.start, k.end, draft.start, draft.end) for k in kept)
        if not is_double and not before.is_closed(report_id, draft) and not _is_kept_apart(context, report_id, draft):
            kept.append(draft)
    return kept


def _is_kept_apart(context: Context, report_id: int, draft: EvidenceDraft) -> bool:
    """Tell whether a passage that seems to repeat a claim is a claim itself that a person kept apart from it."""
    if not draft.restates:
        return False
    store = context.store
    there = [
        c for c in store.claims(store.claims_of_report(report_id)) if overlap(c.start, c.end, draft.start, draft.end)
    ]
    if not there:
        return False
    (claim,) = store.claims([draft.claim_id])
    said = store.evidence_of_origin(claim.origin_id)
    return bool(were_kept_apart(claim, [(c, [s for s in said if s[0].claim_id == c.id]) for c in there]))


def hold_claims_against_reports(context: Context, claim_ids: Sequence[int], *, batch: int | None) -> Changes:
    """Hold new or edited claims against the reports of the same day or later that are already there.

    Args:
        context: the desk.
        claim_ids: the claims.
        batch: the step it belongs to, null for one of its own.
    """
    by_report: dict[int, list[Claim]] = {}
    for claim, reports in later_reports(context, context.store.claims(claim_ids)):
        for report_id in reports:
            by_report.setdefault(report_id, []).append(claim)
    touched: list[int] = []
    for report_id, claims in by_report.items():
        held = _hold_one(context, report_id, claims, batch)
        batch = batch or held.op_id
        touched += held.evidence
    return Changes(batch, claims=tuple(claim_ids), evidence=tuple(touched))


def later_reports(context: Context, claims: Sequence[Claim]) -> list[tuple[Claim, tuple[int, ...]]]:
    """Return with each claim the stored reports of its day or later that may bear on it, the likeliest first."""
    from factdesk import matching

    of_report: dict[int, list[tuple[int, float]]] = {}
    found = []
    for claim in claims:
        of_claim = _about(context, claim, context.engine.claim_terms(claim))
        if of_claim and claim.report_id not in of_report:
            of_report[claim.report_id] = _about(context, claim, _words_of_report(context, claim))
        shares = of_report.get(claim.report_id, [])
        found.append((claim, matching.worth_holding(of_claim, shares, _LATER_REPORTS) if of_claim else ()))
    return found


def _about(context: Context, claim: Claim, terms: Sequence[str]) -> list[tuple[int, float]]:
    since, own = claim.published, claim.report_id
    return context.store.reports_about(terms, limit=_LOOKED_AT, published_from=since, other_than=own)


def _words_of_report(context: Context, claim: Claim) -> tuple[str, ...]:
    report = context.store.report(claim.report_id)
    return context.engine.probes(read_stored(context, report), report.title)[:_TELLING]


def _hold_one(context: Context, report_id: int, claims: Sequence[Claim], batch: int | None) -> Changes:
    report = context.store.report(report_id)
    found = _match(context, report, read_stored(context, report), claims)
    before = Passages(context.store.evidence_of_origin(report.origin_id)) if found else Passages(())
    drafts = _not_proposed_before(context, report.id, found, before)
    with context.step("report.match", f"Hold “{report.title}” against claims", batch=batch) as step:
        step.add_evidence(report.id, drafts)
    return step.changes
