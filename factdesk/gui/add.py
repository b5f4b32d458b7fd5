"""Add reports: paste a text, drop or choose files; one row an item, and nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from factdesk.desk import Desk
from factdesk.gui.add_table import PUBLISHED, AddModel, AddTable
from factdesk.gui.adding import Adding, Pasted, State
from factdesk.gui.day_field import DayField, read_day
from factdesk.gui.icons import icon
from factdesk.gui.jobs import Jobs
from factdesk.gui.keys import native
from factdesk.gui.panel import Panel


class PlainPaste(QPlainTextEdit):
    """A text field that takes files dropped on it for files, not for their names."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """See QPlainTextEdit."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)


class AddPanel(Panel):
    """Where reports come in."""

    name = "add"

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, jobs, parent)
        self.adding = Adding(jobs, parent=self)
        self.model = AddModel(self.adding)
        self.table = AddTable(self.model)
        self.paste = PlainPaste()
        self.outlet, self.published, self.title, self.url = QLineEdit(), DayField(), QLineEdit(), QLineEdit()
        self.add_button = QPushButton(self.tr("Add this text"))
        self.files_button = QPushButton(icon("folder"), self.tr("Choose files…"))
        self.without_date = QPushButton()
        self.go_on = QPushButton(icon("repeat"), self.tr("Try again"))
        self.clear = QPushButton(self.tr("Clear what is done"))
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._told = QLabel()
        self._hint = QLabel()
        self._asks_after_paste = False
        self._asked: int | None = None
        """The row whose date was asked for."""
        self._build()
        self._connect()
        self._update()

    def activate(self) -> None:
        """See Panel."""
        self.paste.setFocus()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """See Panel."""
        return {"filter.focus": self.paste.setFocus, "add.reports": self.choose_files}

    def take(self, data: QMimeData) -> None:
        """See Panel."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.adding.add_files(paths)
        elif data.hasText():
            # Beside what is there, so that a draft in the field is not lost.
            self.paste.setPlainText("\n\n".join(t for t in (self.paste.toPlainText().strip(), data.text()) if t))
            self.paste.setFocus()
        self._update()

    def unfinished(self) -> str:
        """See Panel."""
        if self.adding.left:
            return self.tr("%n reports are not added yet.", "", self.adding.left)
        return self.tr("There is a text that is not added yet.") if self.paste.toPlainText().strip() else ""

    def add_text(self) -> None:
        """Add what was pasted; the field is emptied only once it was taken."""
        day = read_day(self.published.text()) if self.published.text().strip() else None
        if self.published.text().strip() and day is None:
            self._tell(self.tr("Write the date like 2026-01-31 or 31 January 2026."))
            self.published.setFocus()
            return
        pasted = Pasted(
            self.paste.toPlainText(),
            self.title.text().strip() or None,
            self.outlet.text().strip() or None,
            self.url.text().strip() or None,
            day,
        )
        self._tell("")
        self.add_button.setEnabled(False)
        self.adding.add_text(pasted, self._not_taken, self._taken)

    def choose_files(self) -> None:
        """Ask for files and add them."""
        kinds = self.tr("Reports (*.txt *.md *.html *.htm *.jsonl *.csv);;All files (*)")
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Add reports"), "", kinds)
        if names:
            self.adding.add_files([Path(name) for name in names])

    def _not_taken(self, why: str) -> None:
        self._tell(why)
        self._update()

    def _appended(self) -> None:
        """A text that was pasted without a date asks for it where the person is."""
        self._update()
        asks, self._asks_after_paste = self._asks_after_paste, False
        if asks and self.adding.items[-1].state is State.UNDATED and self.paste.hasFocus():
            self._asked = len(self.adding.items) - 1
            self.table.ask_date(self._asked)

    def _changed(self, row: int) -> None:
        self._update()
        if row == self._asked and self.adding.items[row].state is not State.UNDATED:
            self._asked = None
            # Only once the editor, which gives the focus back to the table, is closed.
            QTimer.singleShot(0, self.paste, self.paste.setFocus)

    def _taken(self) -> None:
        self._asks_after_paste = True
        for field in (self.title, self.url, self.published, self.outlet):
            field.clear()
        self.paste.clear()
        self.paste.setFocus()
        self._update()

    def _tell(self, words: str) -> None:
        self._told.setText(words)
        self._told.setVisible(bool(words))

    def _open(self, index: QModelIndex) -> None:
        item = self.model.item(index)
        if item.added is not None and index.column() != PUBLISHED:
            self.open_report.emit(item.added.report_id, 0, 0)

    def _clear_done(self) -> None:
        self.adding.clear_done()
        self.model.reset()
        self._update()

    def _update(self) -> None:
        items = self.adding.items
        self.add_button.setEnabled(bool(self.paste.toPlainText().strip()))
        undated = sum(item.state is State.UNDATED for item in items)
        self.without_date.setText(self.tr("Add %n without a date", "", undated))
        self.without_date.setVisible(undated > 0)
        self._hint.setText(
            self.tr("Type the date of publication into its row, or add it without: then no relative dates are read.")
            if undated
            else self.tr("Text, Markdown and HTML files, folders and lists (.jsonl, .csv) can be dropped anywhere.")
        )
        again = any(i.capture is not None and i.state in (State.STOPPED, State.FAILED) for i in items)
        files = self.adding.files_stopped
        self.go_on.setText(self.tr("Go on, with %n more files", "", files) if files else self.tr("Try again"))
        self.go_on.setVisible((again or files > 0) and not self.adding.is_busy)
        self.clear.setVisible(not self.adding.is_busy and any(i.state in (State.ADDED, State.KNOWN) for i in items))
        if items and self.table.isHidden():
            self.splitter.setSizes([self.height() // 2, self.height() // 2])
        self.table.setVisible(bool(items))

    def _connect(self) -> None:
        self.paste.textChanged.connect(self._update)
        self.add_button.clicked.connect(self.add_text)
        self.files_button.clicked.connect(self.choose_files)
        self.without_date.clicked.connect(self.adding.wave_through)
        self.go_on.clicked.connect(self.adding.go_on)
        self.clear.clicked.connect(self._clear_done)
        self.table.activated.connect(self._open)
        self.adding.appended.connect(lambda _: self._appended())
        self.adding.changed.connect(self._changed)
        self.adding.finished.connect(self._update)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.add_button.click))

    def _build(self) -> None:
        self.paste.setPlaceholderText(self.tr("Paste the text of a report here"))
        self.paste.setAccessibleName(self.tr("Text of the report"))
        self.paste.setTabChangesFocus(True)
        self.add_button.setProperty("role", "primary")
        self.add_button.setToolTip("Ctrl+Enter")
        self.files_button.setToolTip(native("Ctrl+I"))
        self._told.setProperty("role", "alarm")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.hide()
        self._hint.setProperty("role", "muted")
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(8)
        title = QLabel(self.tr("Add reports"))
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(self.paste, 1)
        column.addLayout(self._fields())
        column.addWidget(self._told)
        column.addLayout(self._button_row())
        bottom = QWidget()
        below = QVBoxLayout(bottom)
        below.setContentsMargins(24, 4, 24, 16)
        below.addWidget(self._hint)
        below.addWidget(self.table, 1)
        splitter = self.splitter
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(top)
        splitter.addWidget(bottom)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        found = self.tr("found in the text if left empty")
        for column, (word, field, hint) in enumerate(
            (
                (self.tr("Published"), self.published, self.published.placeholderText()),
                (self.tr("Outlet"), self.outlet, ""),
                (self.tr("Title"), self.title, found),
                (self.tr("Address"), self.url, "https://"),
            )
        ):
            label = QLabel(word)
            label.setProperty("role", "muted")
            label.setBuddy(field)
            field.setPlaceholderText(hint)
            field.setAccessibleName(word)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
        for column, stretch in enumerate((2, 3, 5, 4)):
            grid.setColumnStretch(column, stretch)
        return grid

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.files_button)
        row.addStretch(1)
        for button in (self.without_date, self.go_on, self.clear):
            row.addWidget(button)
        return row
