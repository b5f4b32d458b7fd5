"""What ties the Export screen to the rest of the window: the view of the Claims screen, and the last export again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from factdesk.desk import Desk
from factdesk.gui import last_export
from factdesk.gui.jobs import Jobs
from factdesk.gui.last_export import ExportAnswer
from factdesk.gui.messages import StatusLine
from factdesk.gui.panel import Panel
from factdesk.gui.views import USUAL_SORT


class ExportLink(QObject):
    """Follows the view that is shown and repeats the last export from any screen.

    Args:
        line: where it is told what was written.
        parent: as in Qt.
    """

    trouble = Signal(str)

    def __init__(self, line: StatusLine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self._desk: Desk | None = None
        self._jobs: Jobs | None = None
        self._view = ("", USUAL_SORT)
        self._panel: Panel | None = None

    def set_desk(self, desk: Desk | None, jobs: Jobs | None) -> None:
        """Follow another desk, or none."""
        self._desk, self._jobs, self._panel = desk, jobs, None
        self._view = ("", USUAL_SORT)

    def join(self, panel: Panel) -> None:
        """Take note of a new panel: what it shows is exported, and the Export screen learns of it."""
        panel.view_changed.connect(self._set_view)
        if panel.name == "export":
            self._panel = panel
            panel.set_view(*self._view)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what can be repeated now."""
        if self._desk is None or self._jobs is None:
            return {}
        order = last_export.last_order(self._desk.path)
        if order is None:
            return {}
        return {"export.repeat": partial(last_export.run, self._jobs, self._desk.path, order, self._told)}

    def _set_view(self, query: str, sort: str) -> None:
        self._view = (query, sort)
        if self._panel is not None:
            self._panel.set_view(query, sort)

    def _told(self, answer: ExportAnswer) -> None:
        words = last_export.sentence(answer)
        if answer.exported is None:
            self.trouble.emit(words)
        else:
            show = partial(last_export.show_in_folder, answer.order)
            self._line.say(words, button=self.tr("Show in folder"), act=show)
