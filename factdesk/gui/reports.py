"""Reports: every captured report, and a reader in which words can be made a claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from factdesk.desk import Desk
from factdesk.errors import FactDeskError
from factdesk.gui.badges import Chip, ChipLabel, outcome_chip
from factdesk.gui.copy_acts import CopyActs
from factdesk.gui.empty_state import EmptyState
from factdesk.gui.jobs import Jobs
from factdesk.gui.key_button import KeyButton
from factdesk.gui.paged import PagedList
from factdesk.gui.panel import Panel
from factdesk.gui.plain import ElidedLabel, PlainLabel
from factdesk.gui.queue import QueueView, Row, RowDelegate
from factdesk.gui.reader import Reader
from factdesk.gui.report_rows import copies, row_of, spoken
from factdesk.gui.report_text import ReportText
from factdesk.gui.wording_words import claim_line
from factdesk.model import Changes, Outcome, ReportHead

_FILTER_MS = 180


class ReportsPanel(Panel):
    """The list of reports, and the reader beside it."""

    name = "reports"

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, jobs, parent)
        self.filter = QLineEdit()
        self.trouble = PlainLabel(role="alarm")
        self.list = QueueView()
        self.reader = Reader(desk, jobs)
        self.original = ReportText()
        self.strip = _ClaimStrip()
        self.nothing = EmptyState()
        self._heads: dict[int, ReportHead] = {}
        self._copies: dict[int, int] = {}
        self.model: PagedList[ReportHead] = PagedList(self._fetch, self._spoken, self)
        self._wanted: tuple[int, int, int] | None = None
        self._is_stale = True
        self._soon = QTimer(self, singleShot=True, interval=_FILTER_MS)
        self._soon.timeout.connect(self._load)
        self.copying = CopyActs(jobs, self)
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.filter.setPlaceholderText(self.tr("Filter reports"))
        self.filter.setAccessibleName(self.tr("Filter reports"))
        self.filter.setClearButtonEnabled(True)
        self.trouble.hide()
        self.list.setAccessibleName(self.tr("Reports"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setModel(self.model)
        self.list.set_rows(RowDelegate(self._row, parent=self.list))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.addWidget(self.filter)
        top.addWidget(self.trouble)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        texts = QSplitter(Qt.Orientation.Horizontal)
        texts.setChildrenCollapsible(False)
        texts.addWidget(self.reader)
        texts.addWidget(self.original)
        self.original.hide()
        self.original.setAccessibleName(self.tr("The report as it came"))
        beside.addWidget(texts, 1)
        beside.addWidget(self.strip)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([340, 900])
        self._stack.addWidget(split)
        self._stack.addWidget(self.nothing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)

    def _connect(self) -> None:
        self.filter.textEdited.connect(lambda _: self._soon.start())
        self.filter.returnPressed.connect(self._load)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.reader.claim_clicked.connect(self._choose)
        self.reader.text.selection_settled.connect(self._selected)
        self.strip.open.clicked.connect(self._open_claim)
        self.strip.new.clicked.connect(self.new_claim)
        self.strip.original.toggled.connect(self._show_original)
        self.nothing.pressed.connect(partial(self.show_screen.emit, "add"))

    def activate(self) -> None:
        """See Panel."""
        if self._is_stale:
            self._load()
        (self.reader.text if self._wanted or self.reader.text.textCursor().hasSelection() else self.list).setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """See Panel."""
        if changes is None or changes.reports or changes.claims:
            self._is_stale = True
        if self.isVisible():
            self.reader.refresh(changes)
            self._show_strip()
            if self._is_stale:
                self._load()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """See Panel."""
        found: dict[str, Callable[[], None]] = {"filter.focus": self._focus_filter}
        if self.reader.report_id is not None:
            found["claim.new"] = self.new_claim
            head = self._heads.get(self.reader.report_id)
            if head is not None:
                origin, own = head.origin_id, head.id
                has_copies = any(one.origin_id == origin and one.id != own for one in self._heads.values())
                found |= self.copying.handlers_of(head, has_copies=has_copies)
        if self.reader.text.current() is not None:
            found["claim.open"] = self._open_claim
        return found

    def show_record(self, record_id: int, start: int = 0, end: int = 0) -> None:
        """Open a report at a place in its text."""
        self._wanted = (record_id, start, end)
        if self.model.row_of(record_id) >= 0 or self._is_stale:
            if not self._is_stale:
                self._show_wanted()
            else:
                self._load()
        else:
            self.filter.clear()
            self._load()

    def new_claim(self) -> None:
        """Make the selected words a claim."""
        report_id, given = self.reader.report_id, self.reader.selected()
        if report_id is None:
            return
        if given is None:
            self.jobs.failed.emit(self.tr("Select the words of the claim in the report first, then press Ctrl+N."))
            return

        def added(changes: Changes) -> None:
            if changes.claims and self.reader.report_id == report_id:
                self._clear_selection()
                self._choose(changes.claims[0])

        self.jobs.write(lambda desk, _: desk.claims.add(report_id, given), label=self.tr("New claim"), done=added)

    def _load(self) -> None:
        self._is_stale = False
        query = self.filter.text().strip()
        self.jobs.look("reports.list", lambda desk: _select(desk, query), self._loaded)

    def _loaded(self, answer: Sequence[ReportHead] | str) -> None:
        self.trouble.setVisible(isinstance(answer, str))
        if isinstance(answer, str):
            self.trouble.setText(answer)
            return
        kept = self.reader.report_id
        self._heads = {head.id: head for head in answer}
        self._copies = copies(answer)
        self.model.set_ids(list(self._heads))
        self._show_nothing(is_empty=not answer)
        if self._wanted is not None:
            self._show_wanted()
        elif answer:
            row = self.model.row_of(kept) if kept is not None else -1
            if row >= 0 or not (self.filter.hasFocus() and self.filter.text()):
                self.list.go_to(max(row, 0))
        self.conditions_changed.emit()

    def _show_wanted(self) -> None:
        if self._wanted is None:
            return
        report_id, start, end = self._wanted
        self._wanted = None
        row = self.model.row_of(report_id)
        if row >= 0:
            self.list.go_to(row)
        self.reader.open_at(report_id, start, end)
        self._show_original()
        inside = [lit for lit in self.reader.lit() if (lit.start, lit.end) == (start, end)]
        if inside:
            self._choose(inside[0].key)
        self.reader.text.setFocus()

    def _show_nothing(self, *, is_empty: bool) -> None:
        is_bare = is_empty and not self.filter.text().strip()
        self._stack.setCurrentIndex(1 if is_bare else 0)
        self.nothing.tell(
            self.tr("No reports yet"),
            self.tr("Paste a text, drop files or open a manifest; each report is kept as it came."),
            self.tr("Add reports"),
        )
        if is_empty:
            self.reader.clear()
            self._show_strip()

    def _moved(self, index: QModelIndex, _: QModelIndex) -> None:
        if index.isValid() and self.model.ids[index.row()] != self.reader.report_id:
            self.reader.load(self.model.ids[index.row()])
            self._show_strip()
            self._show_original()
            self.conditions_changed.emit()

    def _choose(self, claim_id: int) -> None:
        self.reader.text.set_current(claim_id)
        self._show_strip()
        self.conditions_changed.emit()

    def _selected(self) -> None:
        self.strip.set_selected(self.reader.text.selected_span() is not None)
        self.conditions_changed.emit()

    def _clear_selection(self) -> None:
        cursor = self.reader.text.textCursor()
        cursor.clearSelection()
        self.reader.text.setTextCursor(cursor)

    def _show_strip(self) -> None:
        claim_id = self.reader.text.current()
        lit = next((each for each in self.reader.lit() if each.key == claim_id), None)
        records = self.desk.claims.records([claim_id]) if claim_id is not None and lit is not None else []
        if records:
            record = records[0]
            chip = outcome_chip(record.status.outcome, provisional=record.status.provisional)
            self.strip.show_claim(chip, claim_line(record.claim))
        else:
            self.strip.show_nothing(claims=len(self.reader.lit()))

    def _show_original(self) -> None:
        """Show the bytes of the report as they came, if that is asked for: as text, whatever they are."""
        report_id = self.reader.report_id
        self.original.setVisible(self.strip.original.isChecked() and report_id is not None)
        if self.original.isHidden() or report_id is None:
            return

        def show(answer: tuple[str, bytes]) -> None:
            if self.reader.report_id == report_id:
                self.original.set_source(answer[1].decode("utf-8", "replace"))

        self.jobs.look("reports.original", lambda desk: desk.reports.original(report_id), show)

    def _open_claim(self) -> None:
        claim_id = self.reader.text.current()
        if claim_id is not None:
            self.open_claim.emit(claim_id)

    def _focus_filter(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def _fetch(self, ids: Sequence[int]) -> dict[int, ReportHead]:
        return {i: self._heads[i] for i in ids if i in self._heads}

    def _row(self, item: object) -> Row:
        assert isinstance(item, ReportHead)
        return row_of(item, self._copies.get(item.id))

    def _spoken(self, head: ReportHead) -> str:
        return spoken(head, self._copies.get(head.id))


class _ClaimStrip(QFrame):
    """What is chosen in the reader, and what can be done with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = ChipLabel(outcome_chip(Outcome.PENDING))
        self.words = ElidedLabel()
        self.open = QPushButton(self.tr("Open claim"))
        self.original = QPushButton(self.tr("Original"))
        self.original.setCheckable(True)
        self.original.setToolTip(self.tr("Show the report as it came, beside its text"))
        self.new = KeyButton("claim.new", self.tr("New claim from selection"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.chip)
        row.addWidget(self.words, 1)
        row.addWidget(self.open)
        row.addWidget(self.new)
        row.addWidget(self.original)
        self.show_nothing(claims=0)

    def show_claim(self, chip: Chip, sentence: str) -> None:
        """Show a claim."""
        self.chip.set_chip(chip)
        self.words.set_text(sentence)
        self.chip.show()
        self.open.show()

    def show_nothing(self, *, claims: int) -> None:
        """Say what there is to do when nothing is chosen."""
        some = self.tr("Click a lit claim to see what became of it; select words to make them a claim.")
        none = self.tr("No claims found in this report. Select words to make them a claim.")
        self.words.set_text(some if claims else none)
        self.chip.hide()
        self.open.hide()
        self.set_selected(False)

    def set_selected(self, is_selected: bool) -> None:
        """Offer to make the selected words a claim."""
        self.new.setVisible(is_selected)


def _select(desk: Desk, query: str) -> list[ReportHead] | str:
    """Select reports on a desk of the background; what is wrong with the query comes back as its sentence."""
    try:
        return list(desk.reports.select(query))
    except FactDeskError as error:
        return str(error)
