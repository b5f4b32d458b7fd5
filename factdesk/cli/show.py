"""``show``: one claim with evidence, why and history."""

from __future__ import annotations

import json
from datetime import date

import click

from factdesk.cli.output import moment, moment_options
from factdesk.cli.program import Session
from factdesk.desk import records
from factdesk.model import ClaimRecord, JudgedEvidence, Op
from factdesk.status import due_words


@click.command("show")
@click.argument("claim", type=int)
@moment_options
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_obj
def show_command(session: Session, claim: int, as_of: date | None, recorded_by: date | None, form: str) -> None:
    """Show one claim with its evidence, why it is what it is, and its history."""
    with session.open() as desk:
        at = moment(as_of, recorded_by)
        record = desk.claims.get(claim, as_of=at)
        evidence = desk.evidence.of_claim(claim, as_of=at)
        history = desk.log.of_claim(claim)
    if form == "json":
        whole = {
            "claim": records.claim_record(record),
            "evidence": [records.evidence_record(item) for item in evidence],
            "history": [_op_record(op) for op in history],
        }
        click.echo(json.dumps(whole, ensure_ascii=False, indent=1))
        return
    for line in [*_claim_lines(record), *_evidence_lines(evidence), *_history_lines(history)]:
        click.echo(line)


def _claim_lines(record: ClaimRecord) -> list[str]:
    claim, status = record.claim, record.status
    source = ", ".join(filter(None, (f"“{claim.report_title}”", claim.outlet, str(claim.published or "date unknown"))))
    provisional = f" (provisional; settled: {status.settled_outcome})" if status.provisional else ""
    speaker = claim.speaker or "the report itself"
    lines = [
        f"{claim.id}  {claim.text}",
        f"outcome   {status.outcome}{provisional}",
        f"why       {status.why}",
        f"speaker   {speaker}" + (f", via {claim.via}" if claim.via else ""),
        f"quote     “{claim.quote}”",
        f"source    {source}  {claim.url or ''}".rstrip(),
        f"review    {claim.review}" + (f" by {claim.reviewed_by}" if claim.reviewed_by else ""),
    ]
    if claim.due is not None:
        lines.insert(3, f"due       {due_words(claim.due)}: “{claim.due.text}”. {claim.due.explanation}".rstrip())
    if status.moves and status.due_in_force is not None:
        slip = f", {status.slip_days:+d} days" if status.slip_days is not None else ""
        lines.insert(4, f"moved to  {due_words(status.due_in_force)} ({status.moves} moves{slip})")
    return lines


def _evidence_lines(evidence: list[JudgedEvidence]) -> list[str]:
    lines = ["", "Evidence" if evidence else "No evidence yet."]
    for item in evidence:
        e = item.evidence
        restates = ", repeats the claim" if e.restates else ""
        lines.append(f"  {e.id}  {item.relation}{restates}  [{item.state}, {e.score:.2f}]  {e.outlet}, {e.published}")
        lines.append(f"      “{e.quote}”")
        lines += [f"      - {reason}" for reason in e.reasons]
    return lines


def _history_lines(history: list[Op]) -> list[str]:
    lines = ["", "History"]
    lines += [
        f"  {op.id}  {op.at:%Y-%m-%d %H:%M}  {op.actor}  {op.summary}{' (undone)' * op.is_undone}" for op in history
    ]
    return lines


def _op_record(op: Op) -> dict[str, object]:
    return {
        "id": op.id,
        "at": op.at.isoformat(),
        "actor": op.actor,
        "name": op.name,
        "summary": op.summary,
        "undone": op.is_undone,
    }
