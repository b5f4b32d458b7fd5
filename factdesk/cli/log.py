"""``undo``, ``redo`` and ``history``."""

from __future__ import annotations

import click

from factdesk.cli.output import format_option, print_records
from factdesk.cli.program import Session
from factdesk.model import Op

_COLUMNS = ("id", "at", "actor", "name", "summary", "step", "undoes", "redoes", "undone")


@click.command("undo")
@click.argument("op", type=int, required=False)
@click.pass_obj
def undo_command(session: Session, op: int | None) -> None:
    """Take back a step of the log, by default the newest one."""
    with session.open(write=True) as desk:
        desk.log.undo(op)
        click.echo(f"{desk.log.history(limit=1)[0].summary}.", err=True)


@click.command("redo")
@click.pass_obj
def redo_command(session: Session) -> None:
    """Do again what was undone last."""
    with session.open(write=True) as desk:
        desk.log.redo()
        click.echo(f"{desk.log.history(limit=1)[0].summary}.", err=True)


@click.command("history")
@click.option("--limit", default=200, show_default=True, help="How many steps at the most, newest first.")
@format_option
@click.pass_obj
def history_command(session: Session, limit: int, form: str) -> None:
    """List what was done, by whom and when, newest first."""
    with session.open() as desk:
        rows = [_record(op) for op in desk.log.history(limit=limit)]
    print_records(rows, form, _COLUMNS, ("id", "at", "actor", "summary", "undone"))


def _record(op: Op) -> dict[str, object]:
    return {
        "id": op.id,
        "at": op.at.isoformat(timespec="seconds"),
        "actor": op.actor,
        "name": op.name,
        "summary": op.summary,
        "step": op.batch,
        "undoes": op.undoes,
        "redoes": op.redoes,
        "undone": op.is_undone,
    }
