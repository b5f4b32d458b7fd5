"""One record for what several reports claim: folding a claim into another by hand, and unfolding what was folded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from factdesk.desk.context import Context
from factdesk.desk.holding import hold_claims_against_reports, read_stored, source_of
from factdesk.desk.passages import overlap
from factdesk.errors import FactDeskError
from factdesk.model import (
    Changes,
    Claim,
    ClaimDraft,
    Evidence,
    EvidenceDecision,
    EvidenceDraft,
    EvidenceState,
    GivenClaim,
    Relation,
    Report,
)

if TYPE_CHECKING:
    from factdesk.store import Step

Draft = TypeVar("Draft", ClaimDraft, EvidenceDraft)
_OF_IMPORTS = ("report.add", "report.read", "report.match", "undo", "redo")
"""Steps by which no person says anything of a claim; what was undone and done again is told by its own step."""


def fold(context: Context, claim: Claim, into: Claim) -> Changes:
    """Make a claim evidence of the one that it repeats, and what was found on it evidence of that one too. One step.

    Raises:
        FactDeskError: both are one claim, or the one to keep was made later.
    """
    if claim.id == into.id:
        raise FactDeskError("A claim cannot be folded into itself; name two claims.")
    if (into.published or date.min) > (claim.published or date.max):
        raise FactDeskError(
            f"Claim {into.id} was made later, and the first of two is kept: fold {into.id} into {claim.id} instead."
        )
    with context.step("claim.fold", f"Fold {_short(claim)} into {_short(into)}") as step:
        carried = _carry(context, step, claim, into)
        _tell_repetition(context, step, claim, into)
        step.fold_claim(claim.id, into.id, carried)
    return step.changes


def fold_later(context: Context, evidence_ids: Sequence[int], *, batch: int) -> Changes:
    """Fold claims of later reports into an earlier one that came in after them, as if it had come in first.

    Only claims that nobody has touched, and only where the engine would have folded them then.

    Args:
        context: the desk.
        evidence_ids: what was just found in the later reports.
        batch: the step it belongs to.
    """
    store = context.store
    folded: dict[int, tuple[Claim, Claim]] = {}
    for item in store.evidence(evidence_ids):
        if item.restates:
            (into,) = store.claims([item.claim_id])
            own = store.claims(store.claims_of_report(item.report_id))
            there = [c for c in own if overlap(c.start, c.end, item.start, item.end) and _is_untouched(context, c)]
            for claim in there:
                if claim.id not in folded and _would_fold(context, claim, into):
                    folded[claim.id] = (claim, into)
    for claim, into in folded.values():
        with context.step("report.match", f"Fold {_short(claim)} into {_short(into)}", batch=batch) as step:
            step.fold_claim(claim.id, into.id, _carry(context, step, claim, into))
    return Changes(batch, claims=tuple(folded))


def _is_untouched(context: Context, claim: Claim) -> bool:
    """Tell whether no person handed a claim in, and all that was ever done with it, and stands, is what imports do."""
    ops = context.store.history_of_claim(claim.id)
    by_hand = claim.proposed_by in {op.actor for op in ops}
    return not by_hand and all(op.is_undone or op.name in _OF_IMPORTS for op in ops)


def _would_fold(context: Context, claim: Claim, into: Claim) -> bool:
    """Tell whether a claim would have been folded had the other, of an earlier day, come in before it."""
    if claim.published is None or into.published is None or into.published >= claim.published:
        return False
    _, repeated = context.engine.fold([_drafted(ClaimDraft, claim)], claim.published, [into])
    return bool(repeated)


def unfold(context: Context, item: Evidence) -> Changes:
    """Make a passage that repeats a claim a claim of its own, which is never folded into that one again. One step.

    Raises:
        FactDeskError: the passage does not repeat the claim, or no claim can be made of its words.
    """
    if not item.restates:
        raise FactDeskError(
            f"Evidence {item.id} does not repeat its claim; “add-claim” makes a claim of any words of a report."
        )
    store = context.store
    report = store.report(item.report_id)
    own = [c for c in store.claims(store.claims_of_report(report.id)) if overlap(c.start, c.end, item.start, item.end)]
    folded = [
        (claim, carried)
        for claim, carried in store.folded_claims(report.id, item.claim_id)
        if overlap(claim.start, claim.end, item.start, item.end)
    ]
    drafts = [] if own or folded else [_draft(context, report, item)]
    with context.step("evidence.unfold", f"Unfold “{_cut(item.quote)}”") as step:
        step.decide([item.id], EvidenceState.REJECTED)
        for claim, carried in folded:
            step.unfold_claim(claim.id)
            _reopen(context, step, item.claim_id, carried)
        claim_ids = step.add_claims(report.id, drafts)
    first = step.changes.op_id
    if first is None or not claim_ids:
        return step.changes
    found = hold_claims_against_reports(context, claim_ids, batch=first)
    return replace(step.changes, evidence=(*step.changes.evidence, *found.evidence))


def _carry(context: Context, step: Step, claim: Claim, into: Claim) -> list[int]:
    """Put the evidence on a claim, as people decided it, to the claim it repeats; return what is new there."""
    store = context.store
    there = {(e.report_id, e.start, e.end) for e in store.evidence_of([into.id])[into.id]}
    said = {d.evidence_id: d for d in store.decisions_of([claim.id])[claim.id] if isinstance(d, EvidenceDecision)}
    carried = []
    for item in store.evidence_of([claim.id])[claim.id]:
        if item.report_id != into.report_id and (item.report_id, item.start, item.end) not in there:
            carried += step.add_evidence(item.report_id, [_again(item, into.id)])
            if item.id in said:
                step.decide(carried[-1:], said[item.id].state, said[item.id].relation, said[item.id].new_due)
    return carried


def _tell_repetition(context: Context, step: Step, claim: Claim, into: Claim) -> None:
    """Make a claim's own words accepted evidence of the claim it repeats; those found there before are accepted."""
    found = [
        e.id
        for e in context.store.evidence_of([into.id])[into.id]
        if e.restates and e.report_id == claim.report_id and overlap(e.start, e.end, claim.start, claim.end)
    ]
    found = found or step.add_evidence(claim.report_id, [_repetition(claim, into.id, context.actor)])
    step.decide(found, EvidenceState.ACCEPTED)


def _reopen(context: Context, step: Step, claim_id: int, carried: Sequence[int]) -> None:
    """Let people look again at what came with a claim that was folded, unless they decided on it here since."""
    said = [d.evidence_id for d in context.store.decisions_of([claim_id])[claim_id] if isinstance(d, EvidenceDecision)]
    step.decide([one for one in carried if said.count(one) == 1], EvidenceState.PROPOSED)


def _draft(context: Context, report: Report, item: Evidence) -> ClaimDraft:
    """Return the claim that a passage makes: as it was read, else of the passage's words."""
    reading = read_stored(context, report)
    there = [d for d in reading.claims if overlap(d.start, d.end, item.start, item.end)]
    if there:
        return max(there, key=lambda d: min(d.end, item.end) - max(d.start, item.start))
    source = source_of(report, context.settings.country)
    (draft,) = context.engine.drafts([GivenClaim(item.quote)], source, reading, context.actor)
    if draft is None:
        raise FactDeskError("No claim can be made of these words; “add-claim” takes words of your choice.")
    return draft


def _repetition(claim: Claim, into: int, by: str) -> EvidenceDraft:
    return EvidenceDraft(
        claim_id=into,
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        relation=Relation.MENTIONS,
        restates=True,
        score=1.0,
        reasons=(f"{by} says that it repeats the claim.",),
        new_due=None,
        occurred=None,
        proposed_by=by,
    )


def _again(item: Evidence, claim_id: int) -> EvidenceDraft:
    return replace(_drafted(EvidenceDraft, item), claim_id=claim_id)


def _drafted(kind: type[Draft], record: object) -> Draft:
    """Return what was stored as the draft it came from."""
    names = {field.name for field in fields(kind)} & {field.name for field in fields(type(record))}  # type: ignore[arg-type]
    return kind(**{name: getattr(record, name) for name in names})


def _short(claim: Claim) -> str:
    return f"“{_cut(claim.text)}”"


def _cut(text: str) -> str:
    bare = text.strip('“”" \n')
    return bare if len(bare) <= 60 else f"{bare[:59].rstrip()}…"
