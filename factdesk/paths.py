"""Where files lie: the program's own resources and the user's data."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from factdesk.errors import FactDeskError

DESK_SUFFIX = ".factdesk"
_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a bundled resource, in a checkout and in an installed wheel alike."""
    installed = _PACKAGE / "_resources"
    root = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)


def data_folder() -> Path:
    """Return the user's folder for desks, made if missing; ``FACTDESK_HOME`` overrides it.

    Raises:
        FactDeskError: the folder cannot be made.
    """
    override = os.environ.get("FACTDESK_HOME")
    folder = Path(override) if override else Path(platformdirs.user_data_dir("FactDesk", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FactDeskError(
            f"FactDesk's folder “{folder}” cannot be made ({error.strerror or error}); "
            "set FACTDESK_HOME to a folder where you may write."
        ) from error
    return folder


def default_desk() -> Path:
    """Return the desk that is used when none is named and none was opened before."""
    return data_folder() / f"desk{DESK_SUFFIX}"
