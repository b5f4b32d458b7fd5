"""What every screen is: a widget that shows data, offers handlers for actions and emits signals."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from factdesk.desk import Desk
from factdesk.gui.jobs import Jobs
from factdesk.model import Changes


class Panel(QWidget):
    """One screen. Takes what it needs, shows data, emits signals; knows no other panel and no window.

    Args:
        desk: a read-only view of the desk that belongs to the main thread.
        jobs: runs what writes or is slow.
        parent: as in Qt.
    """

    open_claim = Signal(int)
    open_report = Signal(int, int, int)
    """Report, start and end of what to show in it; 0, 0 for its beginning."""
    show_claims = Signal(str)
    """Go to the Claims screen with this query."""
    show_screen = Signal(str)
    """Go to the screen of this name."""
    conditions_changed = Signal()
    """What :meth:`handlers` gives may have changed."""
    view_changed = Signal(str, str)
    """The query and the order in view, where they are what Export exports."""
    name: str = ""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.jobs = jobs

    def activate(self) -> None:
        """Load what is stale and put the focus where it belongs; called whenever the screen becomes visible."""

    def refresh(self, changes: Changes | None) -> None:
        """Take note that something changed (null: everything); a hidden screen only marks itself stale."""

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what to do here for each action that can act at this moment."""
        return {}

    def show_record(self, record_id: int, start: int = 0, end: int = 0) -> None:
        """Show one claim or report, with this piece of its text in view."""

    def show_query(self, query: str) -> None:
        """Show what a query selects."""

    def set_view(self, query: str, sort: str) -> None:
        """Show what a query selects, in an order."""

    def query(self) -> str:
        """Return the query whose answer is in view; empty for everything."""
        return ""

    def take(self, data: QMimeData) -> None:
        """Take what was dropped on the window."""

    def unfinished(self) -> str:
        """Return in a sentence what would be lost if the desk were closed now; empty where nothing would."""
        return ""
