"""``edit``, ``tag``, ``reopen``, ``add-claim``, ``redate`` and ``settings``: what a person changes by hand."""

from __future__ import annotations

from datetime import date

import click

from factdesk.cli.output import Day, print_records
from factdesk.cli.program import Session
from factdesk.desk import records
from factdesk.model import GivenClaim, Kind, Proposing, Review
from factdesk.settings import DeskSettings

_KINDS = click.Choice([kind.value for kind in Kind])


@click.command("edit")
@click.argument("claim", type=int)
@click.option("--text", help="The readable sentence.")
@click.option("--speaker", help="Who asserts it; empty for the report itself.")
@click.option("--kind", type=_KINDS, help="What sort of assertion it is.")
@click.option("--due", help="Words of the due date, read against the report's date; empty for none.")
@click.pass_obj
def edit_command(
    session: Session, claim: int, text: str | None, speaker: str | None, kind: str | None, due: str | None
) -> None:
    """Change a claim's sentence, speaker, kind or due date; its quote stays as it is."""
    if text is None and speaker is None and kind is None and due is None:
        raise click.UsageError("Say what to change: --text, --speaker, --kind or --due.")
    with session.open(write=True) as desk:
        changed = desk.claims.edit(claim, text=text, speaker=speaker, kind=Kind(kind) if kind else None, due_words=due)
        if changed.op_id is not None:
            desk.claims.match([claim], batch=changed.op_id)
        row = records.claim_record(desk.claims.get(claim))
    print_records([row], "table", records.columns("claims"), records.brief_columns("claims"))


@click.command("tag")
@click.argument("claim", nargs=-1, type=int, required=True)
@click.option("--add", multiple=True, metavar="TAG", help="A tag to add; may be given again.")
@click.option("--remove", multiple=True, metavar="TAG", help="A tag to remove; may be given again.")
@click.pass_obj
def tag_command(session: Session, claim: tuple[int, ...], add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """Add and remove tags of claims."""
    if not add and not remove:
        raise click.UsageError("Say --add TAG or --remove TAG.")
    with session.open(write=True) as desk:
        desk.claims.tag(claim, add=add, remove=remove)
        tagged = desk.claims.records(claim)
    for record in tagged:
        click.echo(f"{record.claim.id}  {', '.join(record.claim.tags) or 'no tags'}", err=True)


@click.command("reopen")
@click.argument("claim", nargs=-1, type=int, required=True)
@click.pass_obj
def reopen_command(session: Session, claim: tuple[int, ...]) -> None:
    """Put claims back among those to review."""
    with session.open(write=True) as desk:
        desk.claims.review(claim, Review.NEW)
    click.echo(f"{len(claim)} to review again.", err=True)


@click.command("add-claim")
@click.argument("report", type=int)
@click.argument("quote")
@click.option("--text", help="A readable sentence; the quote by default.")
@click.option("--speaker", help="Who asserts it; read from the report by default.")
@click.option("--kind", type=_KINDS, help="What sort of assertion it is; read from the words by default.")
@click.option("--due", help="Words of the due date; read from the quote by default.")
@click.pass_obj
def add_claim_command(
    session: Session, report: int, quote: str, text: str | None, speaker: str | None, kind: str | None, due: str | None
) -> None:
    """Add a claim by hand: QUOTE as it stands in the report."""
    with session.open(write=True) as desk:
        given = GivenClaim(quote, text, speaker, Kind(kind) if kind else None, due)
        changes = desk.claims.add(report, given)
        rows = [records.claim_record(record) for record in desk.claims.records(changes.claims)]
    print_records(rows, "table", records.columns("claims"), records.brief_columns("claims"))


@click.command("redate")
@click.argument("report", type=int)
@click.argument("published", type=Day(), metavar="DATE")
@click.pass_obj
def redate_command(session: Session, report: int, published: date) -> None:
    """Correct a report's publication date."""
    with session.open(write=True) as desk:
        desk.reports.set_published(report, published)
        head = desk.reports.get(report)
    click.echo(f"Report {head.id}, “{head.title}”, was published on {head.published}.", err=True)


@click.command("settings")
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.pass_obj
def settings_command(session: Session, name: str | None, value: str | None) -> None:
    """List the desk's settings, or set one: time_zone, country, threshold, adapt on or off, adapt_since."""
    if name is not None and value is None:
        raise click.UsageError("Say the value too: settings NAME VALUE.")
    with session.open(write=name is not None) as desk:
        if name is not None and value is not None:
            desk.set_setting(name, value)
        settings, proposing = desk.settings, desk.proposing()
    for known, field in DeskSettings.__dataclass_fields__.items():
        click.echo(f"{known:<12} {settings.words(known):<20} {field.metadata['help']}")
    click.echo(_proposed(settings, proposing))


def _proposed(settings: DeskSettings, now: Proposing) -> str:
    """Say from what score on passages are proposed, and why."""
    first = f"Passages are proposed from a score of {now.threshold:.2f} on"
    if not settings.adapt:
        return f"{first}, whatever you decide (adapt is off)."
    return (
        f"{first} ({now.base:.2f} at first): {now.decisions} decisions, {now.accepted} of them accepted. "
        f"It moves from {now.least} decisions on, and stays between {now.lowest:.2f} and {now.highest:.2f}."
    )
