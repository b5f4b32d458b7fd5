"""``claims``, ``evidence`` and what people decide of them."""

from __future__ import annotations

from datetime import date

import click

from factdesk.cli.output import counted, format_option, moment, moment_options, print_records
from factdesk.cli.program import Session
from factdesk.desk import records
from factdesk.model import Outcome, Relation, Review


@click.command("claims")
@click.argument("query", default="")
@moment_options
@click.option(
    "--sort", default="due", show_default=True, help="due, published, outcome, speaker ...; -due turns it round."
)
@format_option
@click.pass_obj
def claims_command(
    session: Session, query: str, as_of: date | None, recorded_by: date | None, sort: str, form: str
) -> None:
    """List claims with what became of them; QUERY is the search language of the Claims screen."""
    with session.open() as desk:
        rows = desk.export.rows(query, as_of=moment(as_of, recorded_by), sort=sort)
        print_records(rows, form, records.columns("claims"), records.brief_columns("claims"))


@click.command("evidence")
@click.argument("query", default="")
@moment_options
@format_option
@click.pass_obj
def evidence_command(session: Session, query: str, as_of: date | None, recorded_by: date | None, form: str) -> None:
    """List what later reports say of claims."""
    with session.open() as desk:
        rows = desk.export.rows(query, what="evidence", as_of=moment(as_of, recorded_by))
        print_records(rows, form, records.columns("evidence"), records.brief_columns("evidence"))


def _review(session: Session, claim_ids: tuple[int, ...], review: Review) -> None:
    with session.open(write=True) as desk:
        desk.claims.review(claim_ids, review)
    click.echo(f"{counted(len(claim_ids), 'claim')} {review}.", err=True)


@click.command("verify")
@click.argument("claim", nargs=-1, type=int, required=True)
@click.pass_obj
def verify_command(session: Session, claim: tuple[int, ...]) -> None:
    """Say that the records of these claims are right."""
    _review(session, claim, Review.VERIFIED)


@click.command("reject")
@click.argument("claim", nargs=-1, type=int, required=True)
@click.pass_obj
def reject_command(session: Session, claim: tuple[int, ...]) -> None:
    """Say that these are no claims worth keeping; they stay in the desk and can be reopened."""
    _review(session, claim, Review.REJECTED)


@click.command("flag")
@click.argument("claim", nargs=-1, type=int, required=True)
@click.pass_obj
def flag_command(session: Session, claim: tuple[int, ...]) -> None:
    """Say that these claims need a second look."""
    _review(session, claim, Review.FLAGGED)


@click.command("decide")
@click.argument("evidence", nargs=-1, type=int, required=True)
@click.option("--accept", is_flag=True, help="The relation is right.")
@click.option("--reject", is_flag=True, help="It has no bearing on the claim.")
@click.option("--relation", type=click.Choice([str(r) for r in Relation]), help="The right relation; accepts it.")
@click.option("--new-due", help="With moves: the words of the new due date.")
@click.pass_obj
def decide_command(
    session: Session, evidence: tuple[int, ...], accept: bool, reject: bool, relation: str | None, new_due: str | None
) -> None:
    """Accept or reject evidence, or give it the right relation."""
    if not (accept or reject or relation):
        raise click.UsageError("Say --accept, --reject or --relation.")
    with session.open(write=True) as desk:
        desk.evidence.decide(
            evidence,
            accept=accept,
            reject=reject,
            relation=Relation(relation) if relation else None,
            new_due_words=new_due,
        )
        items = desk.evidence.records(evidence)
    click.echo("; ".join(f"{i.evidence.id} {i.state} as {i.relation}" for i in items) + ".", err=True)


@click.command("outcome")
@click.argument("claim", nargs=-1, type=int, required=True)
@click.option("--set", "outcome", type=click.Choice([str(o) for o in Outcome if o not in ("pending", "overdue")]))
@click.option("--clear", is_flag=True, help="Hand the claim back to its evidence.")
@click.option("--note", default="", help="Why, in a sentence.")
@click.pass_obj
def outcome_command(session: Session, claim: tuple[int, ...], outcome: str | None, clear: bool, note: str) -> None:
    """Set an outcome by hand, which stands until undone or cleared."""
    if bool(outcome) == clear:
        raise click.UsageError("Say either --set OUTCOME --note NOTE, or --clear.")
    with session.open(write=True) as desk:
        desk.claims.set_outcome(claim, Outcome(outcome) if outcome else None, note)
        now = desk.claims.records(claim)
    click.echo("; ".join(f"{r.claim.id} {r.status.outcome}: {r.status.why}" for r in now), err=True)
