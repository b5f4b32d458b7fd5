"""The Export screen: exactly the view of the Claims screen, seen before it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from factdesk.desk import Desk
from factdesk.gui import last_export
from factdesk.gui.export_preview import LINES, Preview, PreviewTable, preview_of
from factdesk.gui.icons import icon
from factdesk.gui.jobs import Jobs
from factdesk.gui.last_export import EXCEL, PROGRAMS, ExportAnswer, ExportOrder, records_phrase
from factdesk.gui.panel import Panel
from factdesk.gui.plain import PlainLabel
from factdesk.gui.query_text import with_term
from factdesk.gui.search_box import SearchBox
from factdesk.gui.views import USUAL_SORT
from factdesk.model import Changes, Facet

_FORM_WIDTH = 320
_VERIFIED = "verified:yes"


class ExportPanel(Panel):
    """What is written, for whom, where to; and how the file will look."""

    name = "export"

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, jobs, parent)
        self._sort = USUAL_SORT
        self._is_stale = True
        self._is_own_path = False
        self._done: ExportAnswer | None = None
        self.whats = {what: QRadioButton() for what in ("claims", "evidence", "reports")}
        self.search = SearchBox()
        self.trouble = PlainLabel(role="alarm")
        self.verified = QCheckBox(self.tr("Verified records only"))
        self.presets = {
            EXCEL: QRadioButton(self.tr("Excel and other spreadsheets")),
            PROGRAMS: QRadioButton(self.tr("Programs: nothing changed")),
        }
        self.path = QLineEdit()
        self.choose_button = QPushButton(icon("folder"), self.tr("Choose…"))
        self.replaces = PlainLabel(role="muted")
        self.export_button = QPushButton(self.tr("Export"))
        self.copy_button = QPushButton(icon("copy"), self.tr("Copy as CSV"))
        self.result = PlainLabel()
        self.folder_button = QPushButton(self.tr("Show in folder"))
        self.count = PlainLabel(role="heading")
        self.explained = PlainLabel(role="muted")
        self.preview = PreviewTable()
        self.ask_path: Callable[[str], str] = self._ask_path
        self._build()
        self._connect()

    def activate(self) -> None:
        """See Panel."""
        if not self.search.known:
            self.jobs.look("export.known", lambda desk: desk.claims.facets(), self._know)
        if self._is_stale:
            self._look()
        self.export_button.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """See Panel."""
        self._is_stale = True
        if self.isVisible():
            self._look()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """See Panel."""
        return {"filter.focus": self.search.setFocus, "export.open": self.export}

    def query(self) -> str:
        """See Panel."""
        return self.search.text()

    def show_query(self, query: str) -> None:
        """See Panel."""
        self.set_view(query, USUAL_SORT)

    def set_view(self, query: str, sort: str) -> None:
        """Export what this query selects, in this order."""
        self._sort = sort
        self.search.set_query(query)
        self._is_stale = True
        if self.isVisible():
            self._look()

    @property
    def order(self) -> ExportOrder:
        """What would be exported now."""
        what = next(name for name, button in self.whats.items() if button.isChecked())
        preset = next(name for name, button in self.presets.items() if button.isChecked())
        query = self.search.text()
        if self.verified.isChecked():
            query = with_term(query, _VERIFIED)
        return ExportOrder(str(Path(self.path.text().strip()).expanduser()), query, what, preset, self._sort)

    def export(self) -> None:
        """Write the file."""
        if self.export_button.isEnabled():
            self.export_button.setEnabled(False)
            self._say(None, self.tr("Writing …"))
            last_export.run(self.jobs, self.desk.path, self.order, self._exported)

    def copy(self) -> None:
        """Put all of it on the clipboard as CSV, as it would be written for programs."""
        order = self.order
        self.jobs.look("export.copy", lambda desk: last_export.csv_of(desk, order), self._copied)

    def _know(self, facets: Sequence[Facet]) -> None:
        self.search.known = {facet.name: [value for value, _ in facet.values] for facet in facets}

    def _exported(self, answer: ExportAnswer) -> None:
        self.export_button.setEnabled(True)
        self._say(answer, last_export.sentence(answer))
        self.conditions_changed.emit()

    def _copied(self, answer: tuple[str, str, str]) -> None:
        text, told, why = answer
        if not why:
            QGuiApplication.clipboard().setText(text)
        self._say(None, why or self.tr("{records} copied as CSV.").format(records=told), is_alarm=bool(why))

    def _say(self, answer: ExportAnswer | None, words: str, *, is_alarm: bool = False) -> None:
        self._done = answer
        is_alarm = is_alarm or (answer is not None and answer.exported is None)
        self.result.setProperty("role", "alarm" if is_alarm else "")
        self.result.style().unpolish(self.result)
        self.result.style().polish(self.result)
        self.result.setText(words)
        self.folder_button.setVisible(answer is not None and answer.exported is not None)
        self._tell_path()

    def _look(self) -> None:
        self._is_stale = False
        order = self.order
        if not self._is_own_path:
            path = last_export.default_path(self.desk.path, order.what, order.query, self.desk.today())
            self.path.setText(path)
        self.jobs.look("export.preview", lambda desk: preview_of(desk, order), self._show)

    def _show(self, seen: Preview) -> None:
        self.trouble.setText(seen.why)
        self.trouble.setVisible(bool(seen.why))
        self.export_button.setEnabled(not seen.why)
        self.copy_button.setEnabled(not seen.why)
        if seen.why:
            return
        self.preview.show_preview(seen)
        self.count.setText(records_phrase(seen.order.what, seen.count))
        shown = min(LINES, seen.count)
        words = self.tr("{columns} columns; the first {lines} lines as they will stand in the file.")
        nothing = self.tr("Only the line with the names of the columns will be written.")
        self.explained.setText(words.format(columns=len(seen.columns), lines=shown) if seen.count else nothing)
        self._tell_path()

    def _tell_path(self) -> None:
        path = Path(self.path.text().strip()).expanduser()
        self.replaces.setText(self.tr("Replaces the file that is there.") if path.is_file() else "")
        self.replaces.setVisible(bool(self.replaces.text()))
        self.path.setCursorPosition(len(self.path.text()) if not self.path.hasFocus() else self.path.cursorPosition())
        self.path.setToolTip(str(path).replace("<", "‹"))

    def _typed_path(self) -> None:
        self._is_own_path = bool(self.path.text().strip())
        self._tell_path()

    def _choose(self) -> None:
        chosen = self.ask_path(self.path.text())
        if chosen:
            self.path.setText(chosen if Path(chosen).suffix else f"{chosen}.csv")
            self._typed_path()

    def _ask_path(self, path: str) -> str:
        kinds = self.tr("CSV (*.csv);;JSON (*.json);;JSON lines (*.jsonl)")
        return QFileDialog.getSaveFileName(self, self.tr("Export to"), path, kinds)[0]

    def _show_folder(self) -> None:
        if self._done is not None:
            last_export.show_in_folder(self._done.order)

    def _connect(self) -> None:
        for button in (*self.whats.values(), *self.presets.values(), self.verified):
            button.toggled.connect(self._look)
        self.search.asked.connect(self._look)
        self.path.textEdited.connect(self._typed_path)
        self.choose_button.clicked.connect(self._choose)
        self.export_button.clicked.connect(self.export)
        self.copy_button.clicked.connect(self.copy)
        self.folder_button.clicked.connect(self._show_folder)

    def _build(self) -> None:
        for name, words in zip(self.whats, (self.tr("Claims"), self.tr("Evidence"), self.tr("Reports")), strict=True):
            self.whats[name].setText(words)
        self._groups = [_group(self, self.whats), _group(self, self.presets)]
        self.path.setAccessibleName(self.tr("File"))
        self.export_button.setProperty("role", "primary")
        self.folder_button.setProperty("role", "link")
        for part in (self.trouble, self.folder_button, self.replaces):
            part.hide()
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 20, 0, 0)
        across.setSpacing(24)
        across.addWidget(self._form())
        across.addLayout(self._right(), 1)

    def _form(self) -> QWidget:
        form = QWidget()
        form.setFixedWidth(_FORM_WIDTH)
        box = QVBoxLayout(form)
        box.setContentsMargins(0, 0, 0, 20)
        box.setSpacing(6)
        box.addWidget(PlainLabel(self.tr("Export"), role="title"))
        whats = QHBoxLayout()
        for button in self.whats.values():
            whats.addWidget(button)
        whats.addStretch(1)
        beside = QHBoxLayout()
        beside.addWidget(self.replaces, 1)
        beside.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignRight)
        groups: tuple[tuple[str, tuple[QWidget | QHBoxLayout, ...]], ...] = (
            (self.tr("What"), (whats,)),
            (self.tr("Which"), (self.search, self.trouble, self.verified)),
            (self.tr("For"), tuple(self.presets.values())),
            (self.tr("File"), (self.path, beside)),
        )
        for heading, parts in groups:
            box.addSpacing(10)
            box.addWidget(PlainLabel(heading, role="heading"))
            for part in parts:
                box.addLayout(part) if isinstance(part, QHBoxLayout) else box.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.export_button, 1)
        buttons.addWidget(self.copy_button)
        box.addSpacing(16)
        box.addLayout(buttons)
        box.addSpacing(6)
        box.addWidget(self.result)
        box.addWidget(self.folder_button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        return form

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(self.count)
        right.addWidget(self.explained)
        right.addSpacing(8)
        right.addWidget(self.preview, 1)
        return right


def _group(parent: QWidget, buttons: dict[str, QRadioButton]) -> QButtonGroup:
    group = QButtonGroup(parent)
    for button in buttons.values():
        group.addButton(button)
    next(iter(buttons.values())).setChecked(True)
    return group
