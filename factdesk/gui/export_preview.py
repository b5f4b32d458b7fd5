"""The first lines of an export in a table, each cell as it will stand in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from factdesk.desk import Desk
from factdesk.errors import FactDeskError
from factdesk.gui.last_export import ExportOrder
from factdesk.gui.plain import tip
from factdesk.gui.shown_text import shown_line

Index = QModelIndex | QPersistentModelIndex
LINES = 20
_DISPLAY = Qt.ItemDataRole.DisplayRole
_MOST_SHOWN = 300
_WIDEST = 280
_NARROWEST = 60


@dataclass(frozen=True, slots=True)
class Preview:
    """What an order would write: how many records, and the first lines; or why it cannot be done."""

    order: ExportOrder
    count: int = 0
    columns: Sequence[str] = ()
    lines: Sequence[Sequence[str]] = ()
    why: str = ""


def preview_of(desk: Desk, order: ExportOrder) -> Preview:
    """Look what an order would write; trouble comes back as its sentence."""
    try:
        columns, lines = desk.export.preview(
            order.query, what=order.what, limit=LINES, preset=order.preset, sort=order.sort
        )
        return Preview(order, _count(desk, order), columns, lines)
    except FactDeskError as error:
        return Preview(order, why=str(error))


def _count(desk: Desk, order: ExportOrder) -> int:
    if order.what == "evidence":
        return len(desk.evidence.ids(order.query))
    if order.what == "reports":
        return len(desk.reports.select(order.query))
    return len(desk.claims.ids(order.query, sort=order.sort))


class PreviewModel(QAbstractTableModel):
    """Lines and columns of a preview."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: Sequence[str] = ()
        self.lines: Sequence[Sequence[str]] = ()

    def show_lines(self, columns: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.columns, self.lines = columns, lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """See QAbstractItemModel."""
        if role != _DISPLAY:
            return None
        return self.columns[section] if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """See QAbstractItemModel."""
        if not index.isValid():
            return None
        cell = self.lines[index.row()][index.column()]
        if role == _DISPLAY:
            return shown_line(cell[:_MOST_SHOWN])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(shown_line(cell))
        return None


class PreviewTable(QTableView):
    """Shows a preview."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.preview = PreviewModel(self)
        self.setModel(self.preview)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Preview: the first lines of the file"))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)

    def show_preview(self, seen: Preview) -> None:
        """Show a preview; columns keep their widths as long as they are the same columns."""
        is_new = tuple(seen.columns) != tuple(self.preview.columns)
        self.preview.show_lines(seen.columns, seen.lines)
        if is_new or not self.horizontalHeader().length():
            self.resizeColumnsToContents()
            for column in range(len(seen.columns)):
                self.setColumnWidth(column, min(_WIDEST, max(_NARROWEST, self.columnWidth(column))))
