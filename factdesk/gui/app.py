"""The program with a window: looks for a display, opens the desk, puts everything together, ends it in good order."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factdesk import paths
from factdesk.errors import NoDisplayError
from factdesk.gui.display import why_no_window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def run(desk_path: Path | None = None, *, argv: Sequence[str] = ()) -> int:
    """Open the window on a desk and stay until it is closed.

    Args:
        desk_path: the desk, made if it is not there; by default the one opened last.
        argv: what Qt is to know of the command line, the program's name first.

    Raises:
        NoDisplayError: no window can be opened here.
    """
    why = why_no_window()
    if why:
        raise NoDisplayError(why)
    from factdesk.gui.program import Program

    app = make_application(argv)
    program = Program(app)
    program.start(desk_path)
    try:
        return app.exec()
    finally:
        program.end()


def make_application(argv: Sequence[str] = ()) -> QApplication:
    """Make Qt's application with FactDesk's name, icon and theme."""
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from factdesk.gui import preferences, theme

    app = QApplication(list(argv) or sys.argv[:1])
    app.setApplicationName("FactDesk")
    app.setApplicationDisplayName("FactDesk")
    app.setDesktopFileName("factdesk")
    app.setWindowIcon(QIcon(str(paths.resource("icons", "factdesk.svg"))))
    theme.apply(app, preferences.theme())
    return app
