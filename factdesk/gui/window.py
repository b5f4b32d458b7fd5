"""The main window: rail, screens, messages. It passes on what panels say and knows nothing of their insides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from factdesk.desk import Desk
from factdesk.gui import preferences, theme
from factdesk.gui.about import about_text
from factdesk.gui.actions import BY_ID
from factdesk.gui.commands import Commands, Handler, tip_of, words_of
from factdesk.gui.counts import OVERDUE
from factdesk.gui.crumb import Crumb
from factdesk.gui.export_link import ExportLink
from factdesk.gui.finder import Finder
from factdesk.gui.jobs import Jobs
from factdesk.gui.keys import KeyList
from factdesk.gui.messages import MessageBar, StatusLine
from factdesk.gui.panel import Panel
from factdesk.gui.rail import Rail
from factdesk.gui.screens import SCREENS, Screen
from factdesk.gui.steps import Steps
from factdesk.gui.welcome import Welcome
from factdesk.model import Changes, DeskCounts

_MOST_BACK = 50
_SIZE = QSize(1360, 860)
_FRAME = QSize(16, 48)
"""What the desktop draws round a window, about."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is: a screen, and what it is to show there."""

    screen: str
    show: Callable[[Panel], None] | None = None


class Window(QMainWindow):
    """The window of one desk at a time; what concerns the program as a whole it asks for by signals."""

    new_desk_asked = Signal()
    open_desk_asked = Signal()
    close_desk_asked = Signal()
    desk_chosen = Signal(str)
    """Open the desk in this file."""

    def __init__(self, screens: Sequence[Screen] = SCREENS) -> None:
        super().__init__()
        self.setWindowTitle("FactDesk")
        self.setMinimumSize(900, 560)
        self.setAcceptDrops(True)
        self._screens = {screen.name: screen for screen in screens}
        self._desk: Desk | None = None
        self._jobs: Jobs | None = None
        self._since: datetime | None = None
        self._panels: dict[str, Panel] = {}
        self._place = Place("")
        self._back: list[Place] = []
        self.rail = Rail()
        self.messages = MessageBar()
        self.status = StatusLine()
        self.stack = QStackedWidget()
        self.welcome = Welcome()
        self.commands = Commands(self)
        self.steps = Steps(self.status, self)
        self.exports = ExportLink(self.status, self)
        self.crumb = Crumb()
        self._conditions = QTimer(self)
        self._conditions.setSingleShot(True)
        self._conditions.timeout.connect(self.update_conditions)
        self._build()
        self._connect()
        room = self.screen().availableSize() - _FRAME
        self.resize(_SIZE.boundedTo(room))
        place = preferences.geometry()
        if place is not None:
            self.restoreGeometry(place)
        self.clear_desk()

    @property
    def current(self) -> str:
        """The name of the screen that is shown; empty where no desk is."""
        return self._place.screen

    def panel(self, name: str) -> Panel:
        """Return a screen's panel, built if this is its first time."""
        if name not in self._panels:
            if self._desk is None or self._jobs is None:
                raise LookupError(name)
            panel = self._screens[name].build(self._desk, self._jobs)
            panel.open_claim.connect(self.open_claim)
            panel.open_report.connect(self.open_report)
            panel.show_claims.connect(self.show_claims)
            panel.show_screen.connect(self.show_screen)
            panel.conditions_changed.connect(self._conditions.start)
            self.exports.join(panel)
            self._panels[name] = panel
            self.stack.addWidget(panel)
        return self._panels[name]

    def show_desk(self, desk: Desk, jobs: Jobs, since: datetime | None = None) -> None:
        """Show a desk.

        Args:
            desk: a read-only view for the main thread.
            jobs: what writes and what is slow.
            since: when the desk was last looked at.
        """
        self.clear_desk()
        self._desk, self._jobs, self._since = desk, jobs, since
        jobs.changed.connect(self._changed)
        jobs.failed.connect(self.say_trouble)
        jobs.progress.connect(self.status.set_progress)
        jobs.busy_changed.connect(self.status.set_busy)
        self.steps.set_jobs(jobs)
        self.exports.set_desk(desk, jobs)
        self.setWindowTitle(f"{desk.path.stem} – FactDesk")
        self.status.set_desk(desk.path.stem, str(desk.path))
        self.rail.setEnabled(True)
        if jobs.read_only_why:
            self.messages.say(jobs.read_only_why + self.tr(" It is shown read-only until then."), stay=True)
        self.show_screen(next(iter(self._screens)))
        self._count()

    def clear_desk(self, why: str = "") -> None:
        """Show no desk but the ways to open one, with a sentence why."""
        self._desk = self._jobs = None
        self._place, self._back = Place(""), []
        for panel in self._panels.values():
            panel.hide()
            for waiting in panel.findChildren(QTimer):
                waiting.stop()
            self.stack.removeWidget(panel)
            panel.deleteLater()
        self._panels.clear()
        self.steps.set_jobs(None)
        self.exports.set_desk(None, None)
        self.messages.hide()
        self.status.clear()
        self.setWindowTitle("FactDesk")
        self.rail.setEnabled(False)
        self.crumb.hide()
        self.welcome.set_why(why)
        self.stack.setCurrentWidget(self.welcome)
        self.update_conditions()

    def show_screen(self, name: str) -> None:
        """Go to a screen by name."""
        self._go(Place(name))

    def open_claim(self, claim_id: int) -> None:
        """Open a claim's page, with a way back."""
        self._go(Place("claim", lambda panel: panel.show_record(claim_id)), with_way_back=True)

    def open_report(self, report_id: int, start: int = 0, end: int = 0) -> None:
        """Open a report at a place in its text, with a way back."""
        self._go(Place("reports", lambda panel: panel.show_record(report_id, start, end)), with_way_back=True)

    def show_claims(self, query: str) -> None:
        """Go to the claims that a query selects."""
        self._go(Place("claims", lambda panel: panel.show_query(query)))

    def show_speakers(self, words: str) -> None:
        """Go to the speakers whose names hold these words."""
        self._go(Place("sources", lambda panel: panel.show_query(words)))

    def go_back(self) -> None:
        """Go back to where the present page was opened from."""
        if self._back:
            place = self._back.pop()
            # A list is left as it was; a page shows its record again, since it may have shown others meanwhile.
            self._enter(Place(place.screen) if self._screens[place.screen].in_rail else place)

    def say_trouble(self, sentence: str) -> None:
        """Show a sentence about something that did not work."""
        self.messages.say(sentence, alarm=True)

    def next_theme(self) -> None:
        """Go on to the next theme and remember it."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            chosen = theme.following(theme.chosen(app))
            theme.apply(app, chosen)
            preferences.set_theme(chosen)
            self.status.say(self.tr("Theme: {name}").format(name=chosen))

    def update_conditions(self) -> None:
        """Enable the actions that can act now."""
        handlers = self._own_handlers()
        if self._desk is not None:
            handlers |= self._desk_handlers() | self.steps.handlers() | self.exports.handlers()
            if self.current in self._panels:
                handlers |= self._panels[self.current].handlers()
        self.commands.bind(handlers, self.current)

    def may_leave(self) -> bool:
        """Ask, where something would be lost, whether the desk may be closed all the same."""
        unfinished = [words for panel in self._panels.values() if (words := panel.unfinished())]
        if not unfinished:
            return True
        question = " ".join([*unfinished, self.tr("Close the desk all the same?")])
        return QMessageBox.question(self, "FactDesk", question) is QMessageBox.StandardButton.Yes

    def closeEvent(self, event: QCloseEvent) -> None:
        """See QWidget."""
        if not self.may_leave():
            event.ignore()
            return
        preferences.set_geometry(self.saveGeometry())
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """See QWidget."""
        if self._desk is not None and (event.mimeData().hasUrls() or event.mimeData().hasText()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """See QWidget."""
        if self._desk is not None:
            event.acceptProposedAction()
            data = event.mimeData()
            self._go(Place("add", lambda panel: panel.take(data)))

    def _own_handlers(self) -> dict[str, Handler]:
        return {
            "desk.new": self.new_desk_asked.emit,
            "desk.open": self.open_desk_asked.emit,
            "app.quit": self._quit,
            "view.theme": self.next_theme,
            "help.keys": lambda: KeyList(self).open(),
            "help.about": self._about,
        }

    def _desk_handlers(self) -> dict[str, Handler]:
        handlers: dict[str, Handler] = {
            "desk.close": self.close_desk_asked.emit,
            "find.anything": self._find,
        }
        for name, screen in self._screens.items():
            if screen.in_rail:
                handlers[f"screen.{name}"] = lambda name=name: self.show_screen(name)  # type: ignore[misc]
        if "add" in self._screens:
            handlers["add.reports"] = lambda: self.show_screen("add")
        if "export" in self._screens:
            handlers["export.open"] = self._export
        if self._back:
            handlers["go.back"] = self.go_back
        return handlers

    def _go(self, place: Place, *, with_way_back: bool = False) -> None:
        if self._desk is None or place.screen not in self._screens:
            return
        if not with_way_back:
            self._back.clear()
        elif self._place.screen != place.screen:
            self._back = [*self._back, self._place][-_MOST_BACK:]
        self._enter(place)

    def _enter(self, place: Place) -> None:
        panel = self.panel(place.screen)
        self._place = place
        self.stack.setCurrentWidget(panel)
        if place.show is not None:
            place.show(panel)
        panel.activate()
        self.rail.set_current(place.screen if self._screens[place.screen].in_rail else self._from())
        self.crumb.show_way(self._way_back())
        self.update_conditions()

    def _from(self) -> str:
        """Return the screen in the rail from which the present page was opened."""
        return next((p.screen for p in reversed(self._back) if self._screens[p.screen].in_rail), "")

    def _way_back(self) -> str:
        if not self._back:
            return ""
        action = BY_ID.get(f"screen.{self._back[-1].screen}")
        return self.tr("Back to {screen}").format(screen=words_of(action) if action else self.tr("the claim"))

    def _changed(self, changes: Changes) -> None:
        for panel in self._panels.values():
            panel.refresh(changes)
        self._count()
        self._conditions.start()

    def _count(self) -> None:
        if self._jobs is not None:
            since = self._since
            self._jobs.look("window.counts", lambda desk: desk.counts(since), self._show_counts)

    def _show_counts(self, counts: DeskCounts) -> None:
        for name, count in (("triage", counts.to_review), ("matches", counts.matches_to_review)):
            if name in self._screens:
                self.rail.set_count(name, count)
        self.status.set_overdue(counts.overdue)

    def _export(self) -> None:
        # The view of the Claims screen reaches Export by itself, with its order.
        query = self._panels[self.current].query() if self.current != "claims" else ""
        self._go(Place("export", (lambda panel: panel.show_query(query)) if query else None))

    def _find(self) -> None:
        if self._jobs is not None:
            finder = Finder(self.commands, self._jobs, self)
            finder.open_claim.connect(self.open_claim)
            finder.open_report.connect(self.open_report)
            finder.open_speaker.connect(self.show_speakers)
            finder.open()

    def _steps_changed(self) -> None:
        self.commands.tell("edit.undo", self.steps.undoable.summary if self.steps.undoable else "")
        self.commands.tell("edit.redo", self.steps.redoable.summary if self.steps.redoable else "")
        self._conditions.start()

    def _cancel(self) -> None:
        if self._jobs is not None:
            self._jobs.cancel()

    def _quit(self) -> None:
        self.close()

    def _about(self) -> None:
        QMessageBox.about(self, self.tr("About FactDesk"), about_text())

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_screen)
        self.status.overdue_clicked.connect(lambda: self.show_claims(OVERDUE))
        self.status.cancel_clicked.connect(self._cancel)
        self.crumb.button.clicked.connect(self.go_back)
        self.steps.trouble.connect(self.say_trouble)
        self.exports.trouble.connect(self.say_trouble)
        self.steps.changed.connect(self._steps_changed)
        self.welcome.new_asked.connect(self.new_desk_asked)
        self.welcome.open_asked.connect(self.open_desk_asked)
        self.welcome.chosen.connect(self.desk_chosen)

    def _build(self) -> None:
        for screen in self._screens.values():
            if screen.in_rail:
                action = BY_ID[f"screen.{screen.name}"]
                self.rail.add(screen.name, words_of(action), action.icon, tip_of(action), gap=screen.gap)
        self.commands.fill(self.menuBar())
        self.stack.addWidget(self.welcome)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget in (self.messages, self.crumb, self.stack):
            right.addWidget(widget, 1 if widget is self.stack else 0)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        page = QWidget()
        page.setObjectName("page")
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(self.status)
        self.setCentralWidget(page)
