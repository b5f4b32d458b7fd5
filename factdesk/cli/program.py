"""The command line's frame: where the desk is, what goes wrong, how it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from factdesk.desk import Desk, open_desk
from factdesk.errors import FactDeskError

OpenWindow = Callable[[Path | None], int]

COMMANDS = {
    "demo": "files",
    "import": "reports",
    "reports": "reports",
    "claims": "claims",
    "evidence": "claims",
    "show": "show",
    "verify": "claims",
    "reject": "claims",
    "flag": "claims",
    "decide": "claims",
    "outcome": "claims",
    "reopen": "edits",
    "edit": "edits",
    "tag": "edits",
    "add-claim": "edits",
    "merge-reports": "reports",
    "split-report": "reports",
    "fold": "folding",
    "unfold": "folding",
    "match": "folding",
    "redate": "edits",
    "speakers": "speakers",
    "merge-speakers": "speakers",
    "split-speaker": "speakers",
    "export": "files",
    "undo": "log",
    "redo": "log",
    "history": "log",
    "check": "files",
    "desks": "files",
    "settings": "edits",
    "dates": "stateless",
    "quotes": "stateless",
    "read": "stateless",
    "judge": "stateless",
}
"""Each command and the module it stands in, in the order of the help."""


@dataclass(frozen=True, slots=True)
class Session:
    """What every command is handed: which desk was named, and how to open the window."""

    named: Path | None
    open_window: OpenWindow

    def open(self, *, write: bool = False) -> Desk:
        """Open the desk; read-only unless something is to be written, so that a running window is no hindrance."""
        if not write and self.named is not None and not self.named.exists():
            raise FactDeskError(f"There is no desk at {self.named}; “factdesk --desk {self.named} import …” makes it.")
        return open_desk(self.named, write=write or (self.named is None and not _has_desk()))


class _Program(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"factdesk.cli.{COMMANDS[cmd_name]}")
        command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        assert isinstance(command, click.Command)
        return command


@click.command(cls=_Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--desk",
    "desk",
    envvar="FACTDESK_DESK",
    type=click.Path(path_type=Path),
    help="The desk's file; by default the desk opened last.",
)
@click.version_option(package_name="factdesk", message="FactDesk %(version)s")
@click.pass_context
def program(ctx: click.Context, desk: Path | None) -> None:
    """Keep the book on claims in the news. Without a command, open the window."""
    ctx.obj = Session(desk, ctx.obj)
    if ctx.invoked_subcommand is None:
        ctx.exit(ctx.obj.open_window(desk))


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command and return its exit code: 0 done, 1 some items failed, 2 usage or expected trouble."""
    try:
        result: Any = program.main(list(arguments), prog_name="factdesk", standalone_mode=False, obj=open_window)
    except click.exceptions.Abort:
        click.echo("factdesk: stopped", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except FactDeskError as error:
        click.echo(f"factdesk: {error}", err=True)
        return 2
    except BrokenPipeError:
        return 0
    return result if isinstance(result, int) else 0


def _has_desk() -> bool:
    from factdesk import paths
    from factdesk.desk import known_desks

    return bool(known_desks()) or paths.default_desk().exists()
