"""``speakers``, ``merge-speakers`` and ``split-speaker``: who says what is claimed, under which names."""

from __future__ import annotations

import click

from factdesk.cli.output import counted, format_option, print_records
from factdesk.cli.program import Session
from factdesk.desk import records


@click.command("speakers")
@click.argument("query", default="")
@click.option(
    "--sort", default="-claims", show_default=True, help="claims, name, confirmed, overdue ...; - puts the most first."
)
@format_option
@click.pass_obj
def speakers_command(session: Session, query: str, sort: str, form: str) -> None:
    """List who is quoted, under which names, and what became of their claims; QUERY is words of a name."""
    with session.open() as desk:
        rows = (records.speaker_record(one) for one in desk.speakers.select(query, sort=sort))
        print_records(rows, form, records.columns("speakers"), records.brief_columns("speakers"))


@click.command("merge-speakers")
@click.argument("into", metavar="INTO")
@click.argument("other", nargs=-1, required=True, metavar="FROM...")
@click.pass_obj
def merge_speakers_command(session: Session, into: str, other: tuple[str, ...]) -> None:
    """Say that speakers are one, by number or name; all their names mean INTO from now on."""
    with session.open(write=True) as desk:
        kept = desk.speakers.find(into)
        changes = desk.speakers.merge(kept.id, [desk.speakers.find(name).id for name in other])
        (now,) = desk.speakers.records([kept.id])
    names = ", ".join(one.name for one in now.names)
    click.echo(f"{now.id}  {now.name}: {names}; {counted(len(changes.claims), 'claim')} moved.", err=True)


@click.command("split-speaker")
@click.argument("name", metavar="ALIAS")
@click.pass_obj
def split_speaker_command(session: Session, name: str) -> None:
    """Say that ALIAS, a name as reports have it, is not the same speaker as the other names beside it."""
    with session.open(write=True) as desk:
        changes = desk.speakers.split(name)
        now = desk.speakers.find(name)
    click.echo(f"{now.id}  {now.name} stands alone; {counted(len(changes.claims), 'claim')} moved.", err=True)
