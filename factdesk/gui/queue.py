"""The queue at the left of Triage, Matches and Reports: rows painted by one delegate, each a spoken sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from factdesk.gui import theme
from factdesk.gui.badges import Chip, paint_shape, tone_colour
from factdesk.gui.paged import ITEM_ROLE
from factdesk.gui.plain import draw_wrapped, tip

_PADDING = 10
_SIGN = 12
_LINES = 2
_MOST_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Row:
    """What one row shows: a sign, some words over two lines, and quieter words below."""

    words: str
    below: str
    sign: Chip | None = None
    is_quiet: bool = False
    """It has been dealt with."""
    tip: str = ""


class RowDelegate(QStyledItemDelegate):
    """Paints a :class:`Row`, read once from the model.

    Args:
        row_of: makes a row of a model's item.
        lines: lines of words.
        parent: as in Qt.
    """

    def __init__(self, row_of: Callable[[object], Row], *, lines: int = _LINES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row_of = row_of
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """See QStyledItemDelegate."""
        return QSize(160, self.height(option.font))

    def height(self, font: QFont) -> int:
        """Return the height of every row, in pixels."""
        return (self._lines + 1) * QFontMetrics(font).lineSpacing() + 2 * _PADDING

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """See QStyledItemDelegate."""
        painter.save()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        palette = option.palette
        self._ground(painter, option, is_selected=is_selected)
        item = index.data(ITEM_ROLE)
        if item is not None:
            row = self._row_of(item)
            role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
            muted = palette.color(role) if is_selected else QColor(theme.colours().muted)
            ink = muted if row.is_quiet else palette.color(role)
            self._words(painter, option, row, ink, muted)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, *, is_selected: bool) -> None:
        palette, box = option.palette, option.rect
        if is_selected:
            painter.fillRect(box, palette.color(QPalette.ColorRole.Highlight))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), palette.color(QPalette.ColorRole.Accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, palette.color(QPalette.ColorRole.AlternateBase))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), palette.color(QPalette.ColorRole.Midlight))

    def _words(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, ink: QColor, muted: QColor) -> None:
        box = option.rect.adjusted(_PADDING + 2, _PADDING - 2, -_PADDING, -_PADDING + 2)
        left = box.left()
        metrics = QFontMetrics(option.font)
        if row.sign is not None:
            sign = QRectF(left, box.top() + (metrics.height() - _SIGN) / 2, _SIGN, _SIGN)
            colour = tone_colour(row.sign.tone, option.palette)
            paint_shape(painter, sign, row.sign.shape, colour, option.palette.color(QPalette.ColorRole.Base))
        box.setLeft(left + _SIGN + 8)
        painter.setFont(option.font)
        painter.setPen(ink)
        draw_wrapped(painter, box, row.words[:_MOST_SHOWN], self._lines)
        small = QFont(option.font)
        small.setPixelSize(max(11, QFontMetrics(option.font).height() - 5))
        painter.setFont(small)
        painter.setPen(muted)
        line = QRect(box.left(), box.bottom() - metrics.lineSpacing() + 2, box.width(), metrics.lineSpacing())
        below = QFontMetrics(small).elidedText(row.below, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, below)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show what was cut off, as plain text; see QAbstractItemDelegate."""
        item = index.data(ITEM_ROLE) if event.type() is QEvent.Type.ToolTip else None
        if item is None:
            return False
        row = self._row_of(item)
        QToolTip.showText(event.globalPos(), tip(row.tip or f"{row.words} — {row.below}"), view)
        return True


class QueueView(QTableView):
    """The list itself; letters are the screen's keys, never a search.

    A table of one column, since a list view lays all its rows out anew whenever one changes (170 ms at 100,000 rows).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setMouseTracking(True)
        self.setMinimumWidth(180)

    def set_rows(self, delegate: RowDelegate) -> None:
        """Paint rows with a delegate, each as high as it asks for."""
        self.setItemDelegate(delegate)
        self._fit()

    def keyboardSearch(self, search: str) -> None:
        """Search for nothing; see QAbstractItemView."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text; see QWidget."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def go_to(self, row: int) -> None:
        """Make a row the current one and bring it into view."""
        index = self.model().index(row, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _fit(self) -> None:
        delegate = self.itemDelegate()
        if isinstance(delegate, RowDelegate):
            self.verticalHeader().setDefaultSectionSize(delegate.height(self.font()))
