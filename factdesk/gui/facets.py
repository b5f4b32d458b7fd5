"""The facets at the left of the Claims table: values with their counts; a click asks for one, or no longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QHelpEvent, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from factdesk.gui import theme
from factdesk.gui.actions import BY_ID
from factdesk.gui.badges import Chip, outcome_chip, paint_shape, review_chip, tone_colour
from factdesk.gui.commands import words_of
from factdesk.gui.icons import icon
from factdesk.gui.plain import tip
from factdesk.gui.query_text import chosen
from factdesk.gui.shown_text import shown_line
from factdesk.gui.words import kind_word
from factdesk.model import Facet, Kind, Outcome, Review

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_FEW = 7
"""Values of a facet shown before "more" is pressed."""
_SIGN = 11
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_TITLES = {
    "outcome": QT_TRANSLATE_NOOP("claims", "Outcome"),
    "review": QT_TRANSLATE_NOOP("claims", "Review"),
    "kind": QT_TRANSLATE_NOOP("claims", "Kind"),
    "due": QT_TRANSLATE_NOOP("claims", "Due"),
    "speaker": QT_TRANSLATE_NOOP("claims", "Speaker"),
    "outlet": QT_TRANSLATE_NOOP("claims", "Outlet"),
    "tag": QT_TRANSLATE_NOOP("claims", "Tag"),
}
_WINDOWS = {
    "past": QT_TRANSLATE_NOOP("claims", "Past"),
    "<7d": QT_TRANSLATE_NOOP("claims", "Next 7 days"),
    "8d..30d": QT_TRANSLATE_NOOP("claims", "8 to 30 days"),
    "31d..365d": QT_TRANSLATE_NOOP("claims", "Within a year"),
    ">365d": QT_TRANSLATE_NOOP("claims", "Later"),
    "none": QT_TRANSLATE_NOOP("claims", "No due date"),
}
_CLOSED: dict[str, type[StrEnum]] = {"outcome": Outcome, "review": Review, "kind": Kind}
"""Facets in the order of their words, so that rows stay where they are when counts change."""


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One row: a heading, a value, or what shows the rest of the values."""

    facet: str
    words: str
    value: str | None = None
    count: int = 0
    is_chosen: bool = False
    sign: Chip | None = None
    is_more: bool = False


class FacetModel(QAbstractListModel):
    """The facets as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facets: Sequence[Facet] = ()
        self._query = ""
        self._open: set[str] = set()
        self.rows: Sequence[FacetRow] = ()

    def show_facets(self, facets: Sequence[Facet], query: str) -> None:
        """Show these counts; what the query asks for is marked."""
        self._facets, self._query = facets, query
        self._set_rows([row for facet in facets for row in _rows_of(facet, query, is_open=facet.name in self._open)])

    def mark(self, query: str) -> None:
        """Mark what a query asks for, before its counts are known."""
        self.show_facets(self._facets, query)

    def open_facet(self, name: str) -> None:
        """Show all values of a facet, or the few again."""
        self._open ^= {name}
        self.mark(self._query)

    def rowCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See QAbstractItemModel."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        return _spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """See QAbstractItemModel."""
        if not index.isValid() or (self.rows[index.row()].value is None and not self.rows[index.row()].is_more):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _set_rows(self, rows: Sequence[FacetRow]) -> None:
        if [(row.facet, row.value) for row in rows] == [(row.facet, row.value) for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class FacetDelegate(QStyledItemDelegate):
    """Paints a row: shape, words, count at the right; what is asked for is marked by ground and tick."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """See QStyledItemDelegate."""
        row = index.data(ROW_ROLE)
        is_heading = row.value is None and not row.is_more
        return QSize(120, option.fontMetrics.height() + (18 if is_heading else 9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See QStyledItemDelegate."""
        row = index.data(ROW_ROLE)
        painter.save()
        box = option.rect.adjusted(8, 1, -8, -1)
        if row.value is None and not row.is_more:
            self._paint_heading(painter, option, row)
        else:
            self._paint_ground(painter, option, box, row)
            self._paint_value(painter, option, box, row)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show a value that is cut off; see QAbstractItemDelegate."""
        row = index.data(ROW_ROLE) if event.type() is QEvent.Type.ToolTip else None
        if row is None:
            return False
        QToolTip.showText(event.globalPos(), tip(row.words), view)
        return True

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, row: FacetRow) -> None:
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        box = option.rect.adjusted(16, 0, -8, -4)
        painter.drawText(box, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, row.words)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, row: FacetRow) -> None:
        palette = option.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if row.is_chosen or is_hovered:
            role = QPalette.ColorRole.Highlight if row.is_chosen else QPalette.ColorRole.AlternateBase
            painter.setBrush(palette.color(role))
            painter.drawRoundedRect(box, 5, 5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_value(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, row: FacetRow) -> None:
        palette, metrics = option.palette, option.fontMetrics
        role = QPalette.ColorRole.HighlightedText if row.is_chosen else QPalette.ColorRole.Text
        quiet = palette.color(role) if row.is_chosen else QColor(theme.colours().muted)
        inner = box.adjusted(8, 0, -8, 0)
        painter.setFont(option.font)
        if row.is_more:
            painter.setPen(palette.color(QPalette.ColorRole.Accent))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, row.words)
            return
        if row.sign is not None:
            sign = QRectF(inner.left(), inner.center().y() - _SIGN / 2 + 0.5, _SIGN, _SIGN)
            ground = palette.color(QPalette.ColorRole.Base)
            paint_shape(painter, sign, row.sign.shape, tone_colour(row.sign.tone, palette), ground)
            inner.setLeft(inner.left() + _SIGN + 8)
        count = f"{row.count:,}"
        room = metrics.horizontalAdvance(count)
        painter.setPen(quiet)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        painter.setPen(palette.color(role))
        words = inner.adjusted(0, 0, -room - 8, 0)
        shown = metrics.elidedText(row.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class FacetList(QListView):
    """All facets in one list; arrows move, Space, Enter and a click choose."""

    toggled = Signal(str, str)
    """A facet's name and the value that is asked for, or no longer."""
    same_asked = Signal(str)
    """Whom else the speaker of this name is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facets = FacetModel(self)
        self.setModel(self.facets)
        self.setItemDelegate(FacetDelegate(self))
        self.setAccessibleName(self.tr("Filters with counts"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setObjectName("facets")
        self.setMinimumWidth(160)
        self.clicked.connect(self._press)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)

    def index_of(self, facet: str, value: str) -> QModelIndex:
        """Return where a value stands; invalid where it does not."""
        at = next((n for n, row in enumerate(self.facets.rows) if (row.facet, row.value) == (facet, value)), -1)
        return self.facets.index(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See QWidget."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._press(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters do nothing here; see QAbstractItemView."""

    def _menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        row = self.facets.rows[index.row()] if index.isValid() else None
        if row is None or row.facet != "speaker" or row.value in (None, "none"):
            return
        same = BY_ID["speaker.same"]
        menu = QMenu(self)
        menu.addAction(icon(same.icon), words_of(same), lambda: self.same_asked.emit(row.value))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(at))

    def _press(self, index: QModelIndex) -> None:
        row = self.facets.rows[index.row()]
        if row.is_more:
            self.facets.open_facet(row.facet)
        elif row.value is not None:
            self.toggled.emit(row.facet, row.value)


def _rows_of(facet: Facet, query: str, *, is_open: bool) -> list[FacetRow]:
    """Return a facet's rows: what is asked for is always among them, also where no claim has it any more."""
    wanted = {value.casefold() for value in chosen(query, facet.name)}
    values = _in_order(facet)
    there = {value.casefold() for value, _ in values}
    values += [(value, 0) for value in chosen(query, facet.name) if value.casefold() not in there]
    if not values:
        return []
    few = values if is_open or len(values) <= _FEW + 1 else values[:_FEW]
    few += [pair for pair in values[len(few) :] if pair[0].casefold() in wanted]
    rows = [FacetRow(facet.name, _tr(_TITLES.get(facet.name, facet.name)))]
    rows += [
        FacetRow(
            facet.name,
            _words(facet.name, value),
            value,
            count,
            value.casefold() in wanted,
            _sign(facet.name, value),
        )
        for value, count in few
    ]
    if len(values) > _FEW + 1:
        words = _tr("Fewer") if is_open else _tr("{count} more").format(count=len(values) - len(few))
        rows.append(FacetRow(facet.name, words, is_more=True))
    return rows


def _in_order(facet: Facet) -> list[tuple[str, int]]:
    closed = _CLOSED.get(facet.name)
    if closed is None:
        return list(facet.values)
    counts = dict(facet.values)
    return [(str(value), counts[value]) for value in closed if value in counts]


def _words(facet: str, value: str) -> str:
    closed = _CLOSED.get(facet)
    if closed is not None and value not in set(closed):
        return value
    match facet:
        case "outcome":
            return outcome_chip(Outcome(value)).word
        case "review":
            return review_chip(Review(value)).word
        case "kind":
            return kind_word(Kind(value))
        case "due":
            return _tr(_WINDOWS.get(value, value))
        case "speaker" if value == "none":
            return _tr("The report itself")
        case "tag" if value == "none":
            return _tr("No tag")
        case "outlet" if not value.strip():
            return _tr("Not named")
        case _:
            return shown_line(value)


def _sign(facet: str, value: str) -> Chip | None:
    if facet == "outcome" and value in set(Outcome):
        return outcome_chip(Outcome(value))
    if facet == "review" and value in set(Review):
        return review_chip(Review(value))
    return None


def _spoken(row: FacetRow) -> str:
    if row.value is None:
        return row.words
    words = _tr("{facet} {value}, {count} claims").format(
        facet=_tr(_TITLES.get(row.facet, row.facet)), value=row.words, count=row.count
    )
    return _tr("{words}, chosen").format(words=words) if row.is_chosen else words


def _tr(text: object) -> str:
    return QCoreApplication.translate("claims", str(text))
