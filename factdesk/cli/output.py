"""How records leave the command line: table, JSON, JSON lines, CSV; and how progress is told."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import click

from factdesk.desk import records as exported
from factdesk.model import AsOf
from factdesk.task import Task

Row = Mapping[str, object]
Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A calendar day, ISO 8601."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day or say what was expected."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is no date; write it like 2026-05-14.", param, ctx)


def format_option(command: Command) -> Command:
    """Add ``--format`` to a command that prints records."""
    choice = click.Choice(["table", "json", "jsonl", "csv"])
    return click.option("--format", "form", type=choice, default="table", show_default=True, help="How to print.")(
        command
    )


def moment_options(command: Command) -> Command:
    """Add ``--as-of`` and ``--recorded-by`` to a command that looks at the desk."""
    recorded = click.option(
        "--recorded-by", type=Day(), help="Count only what was recorded in the desk by the end of that day (UTC)."
    )
    seen = click.option("--as-of", type=Day(), help="The desk as reports published by that day tell it.")
    return seen(recorded(command))


def moment(as_of: date | None, recorded_by: date | None) -> AsOf | date | None:
    """Put the two options together; null where neither was given."""
    if recorded_by is None:
        return as_of
    end = datetime.combine(recorded_by + timedelta(days=1), datetime.min.time(), UTC) - timedelta(microseconds=1)
    return AsOf(as_of or recorded_by, end)


def print_records(rows: Iterable[Row], form: str, columns: Sequence[str], shown: Sequence[str]) -> None:
    """Print records on standard output.

    Args:
        rows: records with the keys of the contract.
        form: ``table``, ``json``, ``jsonl`` or ``csv``.
        columns: the columns of the CSV.
        shown: the keys that the table shows.
    """
    stream = sys.stdout
    if form == "jsonl":
        exported.write_jsonl(rows, columns, stream)
    elif form == "json":
        exported.write_json(rows, columns, stream)
    elif form == "csv":
        exported.write_csv(rows, columns, stream, preset="programs")
    else:
        width = shutil.get_terminal_size((120, 24)).columns
        for line in exported.table(rows, shown, width):
            click.echo(line)


def counted(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun: ``1 claim``, ``2 claims``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def progress_task() -> Task:
    """Return a task that tells its progress on standard error: one line that is rewritten, or a line now and then."""
    return Task(_Progress().tell)


class _Progress:
    def __init__(self) -> None:
        self._last = time.monotonic()

    def tell(self, done: int, total: int, label: str) -> None:
        if sys.stderr.isatty():
            end = "\n" if done >= total else ""
            click.echo(f"\r\x1b[K{done} of {total}  {label[:60]}{end}", err=True, nl=False)
        elif time.monotonic() - self._last > 2:
            self._last = time.monotonic()
            click.echo(f"{done} of {total}  {label[:60]}", err=True)
