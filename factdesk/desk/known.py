"""The desks this user has opened, newest first, and the user's name."""

from __future__ import annotations

import getpass
import json
import tempfile
from contextlib import suppress
from pathlib import Path

from factdesk import paths
from factdesk.errors import FactDeskError

_MOST = 20


def known_desks() -> list[Path]:
    """Return the desks opened before that still exist, newest first."""
    return [path for path in _listed() if path.exists()]


def last_desk() -> Path | None:
    """Return the desk opened last, if it still exists."""
    return next(iter(known_desks()), None)


def remember(path: Path) -> None:
    """Put a desk at the head of the list; where the list cannot be kept, the desk is none the worse for it."""
    path = path.resolve()
    with suppress(OSError, FactDeskError):
        if _listed()[:1] == [path]:
            return
        kept = [path, *(other for other in _listed() if other != path)][:_MOST]
        file = _file()
        # Its own name: two programs that open two desks at once must not take each other's half away.
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".desks-", suffix=".tmp")
        try:
            with open(handle, "w", encoding="utf-8") as stream:
                json.dump([str(p) for p in kept], stream, indent=1)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)


def login_name() -> str:
    """Return the user's login name, or "someone" where there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "someone"


def _listed() -> list[Path]:
    try:
        names = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, FactDeskError):
        return []
    return [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _file() -> Path:
    return paths.data_folder() / "desks.json"
