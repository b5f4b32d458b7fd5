"""``demo``, ``export``, ``check`` and ``desks``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from factdesk import paths
from factdesk.cli.claims import claims_command
from factdesk.cli.output import counted, moment, moment_options, progress_task
from factdesk.cli.program import Session
from factdesk.desk import judge_trouble, known_desks, make_sample_desk, open_desk
from factdesk.errors import FactDeskError, NoDisplayError


@click.command("demo")
@click.option("--no-window", is_flag=True, help="Print the claims and write the CSV instead of opening the window.")
@click.pass_context
def demo_command(ctx: click.Context, no_window: bool) -> int:
    """Make a sample desk from the sample reports and open it."""
    session: Session = ctx.obj
    path = session.named or paths.data_folder() / f"sample{paths.DESK_SUFFIX}"
    with open_desk(path) as desk:
        result = make_sample_desk(desk, progress_task())
        for failure in result.failed:
            raise FactDeskError(f"{failure.item}: {failure.why}")
    if not no_window:
        try:
            return session.open_window(path)
        except NoDisplayError as reason:
            click.echo(f"{reason} The claims are printed instead.", err=True)
    ctx.obj = Session(path, session.open_window)
    ctx.invoke(claims_command)
    file = path.with_name(f"{path.stem}-claims.csv")
    with open_desk(path, write=False) as desk:
        count = desk.export.write(file)
    click.echo(f"The sample desk is {path}; its {count} claims are in {file}.", err=True)
    return 0


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("query", default="")
@click.option("--what", default="claims", show_default=True, help="claims, evidence, reports or speakers.")
@click.option(
    "--for",
    "preset",
    type=click.Choice(["excel", "programs"]),
    default="programs",
    show_default=True,
    help="excel: byte order mark, formula cells disarmed; programs: nothing changed.",
)
@moment_options
@click.option("--sort", default="due", show_default=True, help="The order of the rows.")
@click.pass_obj
def export_command(
    session: Session,
    file: Path,
    query: str,
    what: str,
    preset: str,
    as_of: date | None,
    recorded_by: date | None,
    sort: str,
) -> None:
    """Write what QUERY selects to a CSV file."""
    with session.open() as desk:
        at = moment(as_of, recorded_by)
        count = desk.export.write(file, query, what=what, preset=preset, as_of=at, sort=sort)
    nouns = {"claims": "claim", "reports": "report", "evidence": "piece of evidence", "speakers": "speaker"}
    many = "pieces of evidence" if what == "evidence" else ""
    click.echo(f"{counted(count, nouns.get(what, what), many)} written to {file}.", err=True)


@click.command("check")
@click.option("--repair", is_flag=True, help="Mend what can be mended: everything derived is worked out again.")
@click.pass_obj
def check_command(session: Session, repair: bool) -> int:
    """Check the desk's file, and that every stored state equals its log."""
    with session.open(write=repair) as desk:
        problems = desk.check(repair=repair)
    for problem in problems:
        click.echo(f"{problem.what}{' Repaired.' if problem.repaired else ''}")
    trouble = judge_trouble()
    if trouble:
        click.echo(f"factdesk: {trouble}", err=True)
    if not problems:
        click.echo("The desk is sound.", err=True)
    return 1 if any(not problem.repaired for problem in problems) else 0


@click.command("desks")
def desks_command() -> None:
    """List the desks opened before, newest first."""
    for path in known_desks():
        click.echo(path)
