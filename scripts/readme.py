"""Write the tables of the README that are made from the program: commands, keys, screens, dates.

python scripts/readme.py            write them
python scripts/readme.py --check    fail if the README is not up to date
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import click

from factdesk.cli import program
from factdesk.desk import understood_dates
from factdesk.gui.actions import ACTIONS, Action

README = Path(__file__).resolve().parents[1] / "README.md"
SCREENS = {"triage": "Triage", "matches": "Matches", "claims": "Claims", "desk": "Desk", "reports": "Reports"}


def commands() -> str:
    """Return the table of commands, with the arguments and options of each."""
    context = click.Context(program, info_name="factdesk")
    rows = []
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        usage = " ".join([name, *(_usage(p) for p in command.params if not getattr(p, "hidden", False))])
        rows.append((f"`{usage}`", command.get_short_help_str(160)))
    return _table(("command", "does"), rows)


def keys() -> str:
    """Return the table of keys, in the order of the menus."""
    rows = [(_keys(action), action.text.rstrip("…"), _where(action)) for action in ACTIONS if action.keys]
    return _table(("key", "does", "where"), rows)


def screens() -> str:
    """Return the rows of the table of screens: each picture, light and dark."""
    names = (
        "desk",
        "add",
        "triage",
        "matches",
        "claims",
        "claim",
        "reports",
        "sources",
        "export",
        "history",
        "settings",
    )
    folder = "resources/screenshots"
    shown = [name for name in names if (README.parent / folder / f"{name}-light.png").exists()]
    return "\n".join(f"| {_picture(folder, name, 'light')} | {_picture(folder, name, 'dark')} |" for name in shown)


def dates() -> str:
    """Return the table of dates understood: the rules' own examples, each with its interval."""
    shown = [one for one in understood_dates() if one.shown]
    rows = [(one.rule, one.sentence, f"{one.published}", _days(one.first, one.last)) for one in shown]
    return _table(("rule", "example", "read on", "means"), rows)


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return f"up to {last}" if last else f"from {first} on"
    return f"{first}" if first == last else f"{first} to {last}"


def _picture(folder: str, name: str, theme: str) -> str:
    return f"![{name.capitalize()}, {theme}]({folder}/{name}-{theme}.png)"


def _usage(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Argument):
        name = parameter.metavar or str(parameter.name).upper()
        many = "..." if parameter.nargs == -1 and "..." not in name else ""
        return f"{name}{many}" if parameter.required else f"[{name}]"
    assert isinstance(parameter, click.Option)
    flag = parameter.opts[0]
    if parameter.is_flag:
        return f"[{flag}]"
    choices = parameter.type
    value = "/".join(map(str, choices.choices)) if isinstance(choices, click.Choice) else str(parameter.name).upper()
    value = {"RECORDED_BY": "DATE", "AS_OF": "DATE", "PUBLISHED": "DATE", "NEW_DUE": "WORDS"}.get(value, value)
    return f"[{flag} {value}]"


def _keys(action: Action) -> str:
    return ", ".join(f"`{key}`" for key in action.key_words())


def _where(action: Action) -> str:
    return ", ".join(SCREENS.get(screen, screen.capitalize()) for screen in action.screens) or "everywhere"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def written(text: str) -> str:
    """Return the README's text with every table made anew."""
    for name, table in (
        ("commands", commands()),
        ("keys", keys()),
        ("screens", screens()),
        ("dates", dates()),
    ):
        marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not marked.search(text):
            raise SystemExit(f"README.md has no place for {name}: <!-- {name} --> ... <!-- /{name} -->")
        text = marked.sub(lambda m, table=table: f"{m[1]}{table}\n{m[2]}", text)
    return text


def main() -> int:
    """Write or check the README; return the exit code."""
    old = README.read_text(encoding="utf-8")
    new = written(old)
    if old == new:
        return 0
    if "--check" in sys.argv[1:]:
        print("README.md is not up to date; run: python scripts/readme.py", file=sys.stderr)
        return 1
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
