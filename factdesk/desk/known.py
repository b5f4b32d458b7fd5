"""The desks this user has opened, newest first, and the user's name."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

from factdesk import paths

_MOST = 20


def known_desks() -> list[Path]:
    """Return the desks opened before that still exist, newest first."""
    return [path for path in _listed() if path.exists()]


def last_desk() -> Path | None:
    """Return the desk opened last, if it still exists."""
    return next(iter(known_desks()), None)


def remember(path: Path) -> None:
    """Put a desk at the head of the list."""
    path = path.resolve()
    if _listed()[:1] == [path]:
        return
    kept = [path, *(other for other in _listed() if other != path)][:_MOST]
    file = paths.data_folder() / "desks.json"
    partial = file.with_suffix(".tmp")
    partial.write_text(json.dumps([str(p) for p in kept], indent=1), encoding="utf-8")
    partial.replace(file)


def login_name() -> str:
    """Return the user's login name, or "someone" where there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "someone"


def _listed() -> list[Path]:
    file = paths.data_folder() / "desks.json"
    try:
        names = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []
