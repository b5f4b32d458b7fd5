"""What the window remembers on this machine: place, theme, when a desk was last looked at. Not part of any desk."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from factdesk import paths
from factdesk.gui.theme import Theme


def preferences() -> QSettings:
    """Return the store of preferences, a file in the user's data folder."""
    return QSettings(str(paths.data_folder() / "window.ini"), QSettings.Format.IniFormat)


def theme() -> Theme:
    """Return the theme chosen last."""
    word = str(preferences().value("theme", ""))
    return Theme(word) if word in set(Theme) else Theme.SYSTEM


def set_theme(chosen: Theme) -> None:
    """Remember a theme."""
    preferences().setValue("theme", str(chosen))


def geometry() -> QByteArray | None:
    """Return size and place of the window as they were last, null at the first start."""
    kept = preferences().value("geometry")
    return kept if isinstance(kept, QByteArray) else None


def set_geometry(place: QByteArray) -> None:
    """Remember size and place of the window."""
    preferences().setValue("geometry", place)


def last_looked(desk: Path) -> datetime | None:
    """Return when a desk was closed here last, null if it never was."""
    kept = preferences().value(_looked(desk))
    return datetime.fromisoformat(kept) if isinstance(kept, str) else None


def set_last_looked(desk: Path, at: datetime) -> None:
    """Remember when a desk was closed."""
    preferences().setValue(_looked(desk), at.isoformat())


def _looked(desk: Path) -> str:
    """Paths hold slashes, which would nest the key."""
    return f"looked/{sha256(str(desk.resolve()).encode()).hexdigest()[:16]}"
