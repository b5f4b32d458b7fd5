"""The Claims table as a widget: scrolling, choosing, sorting, editing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from factdesk.gui.claim_delegate import ClaimDelegate, row_height
from factdesk.gui.claim_editor import CellEdit
from factdesk.gui.claim_table import ClaimModel, Fetch
from factdesk.gui.columns import COLUMNS, SORTS, ColumnHeader
from factdesk.model import ClaimRecord

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NO_INDEX = QModelIndex()


class ClaimTable(QTableView):
    """Shows claims in rows of two lines.

    Args:
        fetch: gives the records of ids, now or later.
        parent: as in Qt.
    """

    opened = Signal(int)
    """Somebody wants to see this claim."""
    chosen_changed = Signal()
    sort_chosen = Signal(str)
    copy_asked = Signal()
    editing_ended = Signal()
    given_up = Signal(int, str)
    """Escape was pressed in the field of a claim."""

    def __init__(self, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.claims = ClaimModel(fetch, self)
        self.columns = ColumnHeader(self)
        self.setHorizontalHeader(self.columns)
        self.setModel(self.claims)
        # With the table's own, every header painted would ask 100,000 rows whether they are chosen.
        self.columns.setSelectionModel(QItemSelectionModel(self.claims, self.columns))
        self._delegate = ClaimDelegate(self.claims, self)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self.columns.restore()
        self.columns.sectionClicked.connect(self._header_clicked)
        self.verticalScrollBar().valueChanged.connect(self._looked)
        self.doubleClicked.connect(self._double_clicked)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self.selectionModel().currentChanged.connect(self.chosen_changed)

    @property
    def is_editing(self) -> bool:
        """Whether somebody is typing into a cell."""
        return self.state() is QAbstractItemView.State.EditingState

    def show_ids(self, ids: Sequence[int], records: Sequence[ClaimRecord] = (), *, is_same_view: bool = False) -> None:
        """Show these claims; what was chosen stays so as far as it is still there.

        In the same view as before, what was in view stays there too, also where rows above it are gone.
        """
        if list(ids) == list(self.claims.ids):
            self.claims.take(records)
            self._looked()
            return
        chosen, current, top = self.chosen(), self.current_id(), self._top_id()
        was, scrolled = self.currentIndex(), self.verticalScrollBar().value()
        row_was, column_was = max(0, was.row()), max(0, was.column())
        self.claims.set_ids(ids, records)
        self._choose(chosen)
        row = self.claims.row_number(current) if current is not None else -1
        if row < 0:
            row = min(row_was, len(ids) - 1) if is_same_view else 0
        self.selectionModel().setCurrentIndex(
            self.claims.index(row, column_was), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        self.verticalScrollBar().setValue(self._place_of(top, scrolled) if is_same_view else 0)
        self._looked()
        self.chosen_changed.emit()

    def show_sort(self, sort: str) -> None:
        """Show in the header what the claims are sorted by."""
        column = SORTS.get(sort.removeprefix("-"))
        order = Qt.SortOrder.DescendingOrder if sort.startswith("-") else Qt.SortOrder.AscendingOrder
        self.columns.setSortIndicator(-1 if column is None else int(column), order)

    def chosen(self) -> list[int]:
        """Return the claims chosen, in the order shown."""
        rows = {row for span in self._spans() for row in range(span.top(), span.bottom() + 1)}
        ids = self.claims.ids
        return [ids[row] for row in sorted(rows) if row < len(ids)]

    def count_chosen(self) -> int:
        """Return how many claims are chosen."""
        return sum(span.height() for span in self._spans())

    def current_id(self) -> int | None:
        """Return the claim the keyboard is on, null where there is none."""
        row = self.currentIndex().row()
        return self.claims.ids[row] if 0 <= row < len(self.claims.ids) else None

    def current_record(self) -> ClaimRecord | None:
        """Return the record the keyboard is on, if it is there."""
        row = self.claims.row_at(self.currentIndex().row())
        return row.record if row else None

    def edit_cell(self, claim_id: int, field: str) -> None:
        """Begin to type into one field of a claim."""
        column = next((at for at, kind in enumerate(COLUMNS) if kind.field == field), None)
        row = self.claims.row_number(claim_id)
        if column is None or row < 0 or self.claims.row_at(row) is None:
            return
        self.columns.show_column(column, is_shown=True)
        index = self.claims.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)

    def edit_current(self, field: str) -> None:
        """Begin to type into one field of the claim the keyboard is on."""
        claim_id = self.current_id()
        if claim_id is not None:
            self.edit_cell(claim_id, field)

    def finish_editing(self) -> None:
        """Save what is being typed, as leaving the cell would."""
        for editor in [each for each in self.viewport().findChildren(CellEdit) if not each.isHidden()]:
            self._delegate.commitData.emit(editor)
            self._delegate.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def keyboardSearch(self, search: str) -> None:
        """Letters search in the filter, not here; see QAbstractItemView."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F2 types into the cell, or into the sentence where the cell cannot be typed into."""
        claim_id = self.current_id()
        if event.key() in _ENTER and claim_id is not None and not self.is_editing:
            self.opened.emit(claim_id)
        elif event.key() == Qt.Key.Key_F2 and claim_id is not None:
            self.edit_cell(claim_id, COLUMNS[self.currentIndex().column()].field or "text")
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() == Qt.Key.Key_Escape and self.count_chosen():
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See QWidget."""
        super().resizeEvent(event)
        self.columns.fit()
        self._looked()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground here: with the style sheet's ground every wheel step would paint all rows anew."""
        self._delegate.prepare(self.palette(), self.font())
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.end()
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """See QWidget."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(row_height(self.font()))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """See QAbstractItemView."""
        claim_id, field = self.current_id(), COLUMNS[max(0, self.currentIndex().column())].field
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.RevertModelCache and claim_id is not None:
            self.given_up.emit(claim_id, field)
        self.editing_ended.emit()

    def _set_up(self) -> None:
        self.setObjectName("claims")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setAlternatingRowColors(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(row_height(self.font()))
        self.setAccessibleName(self.tr("Claims"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _looked(self) -> None:
        """Have the rows in view fetched."""
        height = self.verticalHeader().defaultSectionSize()
        first = self.verticalScrollBar().value() // max(1, height)
        self.claims.look_at(first, first + self.viewport().height() // max(1, height) + 1)

    def first_in_view(self) -> int:
        """Return the first row in view."""
        return self.verticalScrollBar().value() // max(1, self.verticalHeader().defaultSectionSize())

    def _spans(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(n) for n in range(selection.size())]

    def _place_of(self, top: int | None, scrolled: int) -> int:
        """Return where to scroll to so that the row that was on top is there again, if it still is anywhere."""
        row = self.claims.row_number(top) if top is not None else -1
        height = self.verticalHeader().defaultSectionSize()
        return row * height + scrolled % height if row >= 0 else scrolled

    def _top_id(self) -> int | None:
        row = self.first_in_view()
        return self.claims.ids[row] if 0 < row < len(self.claims.ids) else None

    def _choose(self, ids: Iterable[int]) -> None:
        """Choose these claims, as few spans of rows as there can be."""
        selection = QItemSelection()
        rows = sorted(row for row in map(self.claims.row_number, ids) if row >= 0)
        start = 0
        for at, row in enumerate(rows):
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                last = self.claims.index(row, len(COLUMNS) - 1)
                selection.select(self.claims.index(rows[start], 0), last)
                start = at + 1
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _header_clicked(self, column: int) -> None:
        kind = COLUMNS[column]
        if not kind.sort:
            return
        is_same = self.columns.sortIndicatorSection() == column
        was_descending = self.columns.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        descending = not was_descending if is_same else kind.begins_descending
        self.sort_chosen.emit(f"-{kind.sort}" if descending else kind.sort)

    def _double_clicked(self, index: QModelIndex) -> None:
        if not COLUMNS[index.column()].field:
            self.opened.emit(self.claims.ids[index.row()])
