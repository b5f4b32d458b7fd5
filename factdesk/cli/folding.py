"""``fold``, ``unfold`` and ``match``: which claims are one, and holding claims against the reports once more."""

from __future__ import annotations

import click

from factdesk.cli.output import counted, print_records
from factdesk.cli.program import Session
from factdesk.desk import records


@click.command("fold")
@click.argument("claim", type=int)
@click.argument("into", type=int)
@click.pass_obj
def fold_command(session: Session, claim: int, into: int) -> None:
    """Say that CLAIM merely repeats the earlier claim INTO: its report becomes a source of that one."""
    with session.open(write=True) as desk:
        desk.claims.fold(claim, into)
        row = records.claim_record(desk.claims.get(into))
    print_records([row], "table", records.columns("claims"), records.brief_columns("claims"))


@click.command("unfold")
@click.argument("evidence", type=int)
@click.pass_obj
def unfold_command(session: Session, evidence: int) -> None:
    """Make a passage that repeats a claim a claim of its own; it is never folded into that claim again."""
    with session.open(write=True) as desk:
        kept = desk.evidence.records([evidence])[0].evidence.claim_id
        changes = desk.evidence.unfold(evidence)
        own = [record for record in desk.claims.records(changes.claims) if record.claim.id != kept]
    rows = [records.claim_record(record) for record in own]
    print_records(rows, "table", records.columns("claims"), records.brief_columns("claims"))


@click.command("match")
@click.argument("claim", nargs=-1, type=int, required=True)
@click.pass_obj
def match_command(session: Session, claim: tuple[int, ...]) -> None:
    """Hold claims once more against the reports already there; what was decided on is not proposed again."""
    with session.open(write=True) as desk:
        changes = desk.claims.match(claim)
    found = counted(len(changes.evidence), "new piece", "new pieces")
    click.echo(f"{found} of evidence.", err=True)
