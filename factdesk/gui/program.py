"""The running program: one window, one desk at a time, and what connects them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from factdesk import paths
from factdesk.desk import Desk, known_desks, now_utc
from factdesk.gui import preferences, theme
from factdesk.gui.crash import CrashDialog, CrashReporter
from factdesk.gui.jobs import ThreadedJobs
from factdesk.gui.keys import KeyGuard
from factdesk.gui.stopping import Stopping
from factdesk.gui.window import Window


class Program(QObject):
    """Opens and closes desks for the window.

    Args:
        app: Qt's application.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._reporter = CrashReporter(self._show_crash, self)
        self._stopping = Stopping(lambda: app.exit(0), self)
        self._guard = KeyGuard(parent=self)
        app.installEventFilter(self._guard)
        self.window = Window()
        self.jobs: ThreadedJobs | None = None
        self._desk: Desk | None = None
        self.window.new_desk_asked.connect(partial(self._leave_and, self._ask_new))
        self.window.open_desk_asked.connect(partial(self._leave_and, self._ask_open))
        self.window.close_desk_asked.connect(partial(self._leave_and, self.close_desk))
        self.window.desk_chosen.connect(lambda path: self.open_desk(Path(path)))
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda: theme.apply(app, theme.chosen(app)))

    def start(self, path: Path | None) -> None:
        """Show the window, then open the desk: the one named, else the last one, else the default one."""
        last = next(iter(known_desks()), None)
        chosen = path or last or paths.default_desk()
        self.window.welcome.wait(chosen.stem)
        self.window.show()
        QTimer.singleShot(0, self, lambda: self.open_desk(chosen))

    def open_desk(self, path: Path) -> None:
        """Open another desk in place of the present one."""
        self.close_desk()
        self.window.welcome.wait(path.stem)
        jobs = ThreadedJobs(path, parent=self)
        self.jobs = jobs
        jobs.opened.connect(self._opened)
        jobs.refused.connect(self._refused)
        jobs.start()

    def close_desk(self) -> None:
        """Close the desk in good order and remember when."""
        jobs, desk = self.jobs, self._desk
        self.jobs = self._desk = None
        self.window.clear_desk()
        if desk is not None:
            preferences.set_last_looked(desk.path, now_utc())
            desk.close()
        if jobs is not None:
            jobs.close()
            jobs.deleteLater()

    def end(self) -> None:
        """Close everything; nothing runs after it."""
        self.close_desk()
        self._app.removeEventFilter(self._guard)
        self._reporter.remove()
        self._stopping.remove()

    def _opened(self) -> None:
        if self.jobs is None:
            return
        self._desk = self.jobs.reader()
        since: datetime | None = preferences.last_looked(self._desk.path)
        self.window.show_desk(self._desk, self.jobs, since)
        self.jobs.warm()

    def _refused(self, why: str) -> None:
        self.close_desk()
        self.window.clear_desk(why)

    def _leave_and(self, go_on: Callable[[], None]) -> None:
        if self.window.may_leave():
            go_on()

    def _ask_open(self) -> None:
        title, kinds = self.tr("Open desk"), self.tr("Desks (*{suffix})").format(suffix=paths.DESK_SUFFIX)
        name, _ = QFileDialog.getOpenFileName(self.window, title, str(self._folder()), kinds)
        if name:
            self.open_desk(Path(name))

    def _ask_new(self) -> None:
        title, kinds = self.tr("New desk"), self.tr("Desks (*{suffix})").format(suffix=paths.DESK_SUFFIX)
        name, _ = QFileDialog.getSaveFileName(self.window, title, str(self._folder() / "new desk"), kinds)
        if not name:
            return
        path = Path(name)
        path = path if path.suffix == paths.DESK_SUFFIX else path.with_name(path.name + paths.DESK_SUFFIX)
        if path.exists():
            self.window.say_trouble(
                self.tr("{name} is there already; open it, or choose another name.").format(name=path.name)
            )
            return
        self.open_desk(path)

    def _folder(self) -> Path:
        return self._desk.path.parent if self._desk is not None else paths.data_folder()

    def _show_crash(self, details: str) -> None:
        CrashDialog(details, self.window).exec()
