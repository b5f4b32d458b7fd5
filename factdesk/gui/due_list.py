"""A short list of claims by due date: when, what, and what it is now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from factdesk.gui import theme
from factdesk.gui.badges import chip_size, outcome_chip, outcome_word, paint_chip
from factdesk.gui.plain import tip
from factdesk.gui.wording_words import claim_line
from factdesk.gui.words import due_phrase
from factdesk.model import ClaimRecord

_ROW = 34
_WHEN = 190
_WHO = 150
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class DueModel(QAbstractListModel):
    """Claims with what they are now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records: tuple[ClaimRecord, ...] = ()

    def set_records(self, records: Sequence[ClaimRecord]) -> None:
        """Show these claims."""
        self.beginResetModel()
        self._records = tuple(records)
        self.endResetModel()

    def record(self, index: _Index) -> ClaimRecord:
        """Return the claim of a row."""
        return self._records[index.row()]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self._records)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See QAbstractItemModel."""
        if not index.isValid():
            return None
        record = self._records[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return claim_line(record.claim)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(claim_line(record.claim))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(record)
        return None


def spoken(record: ClaimRecord) -> str:
    """Return a claim as one sentence for a screen reader."""
    who = record.claim.speaker_name or record.claim.speaker
    speaker = f"{who}: " if who else ""
    state = outcome_word(record.status.outcome)
    return f"{due_phrase(record.status.due_in_force)}. {speaker}{claim_line(record.claim)} {state}."


class _DueDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(320, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, DueModel):
            return
        record = model.record(index)
        view: QStyleOptionViewItem = option
        box, palette = QRect(view.rect), QPalette(view.palette)
        state = view.state
        c = theme.colours()
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(box, QColor(c.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(c.raised))
        ink, quiet = (QColor(c.on_selection),) * 2 if is_selected else (QColor(c.text), QColor(c.muted))
        inner = box.adjusted(8, 0, -8, 0)
        chip = outcome_chip(record.status.outcome, provisional=record.status.provisional)
        room = chip_size(chip, painter.fontMetrics()).width()
        paint_chip(
            painter, QRect(inner.right() - room, inner.top(), room, inner.height()), chip, palette, outline=False
        )
        when = QRect(inner.left(), inner.top(), _WHEN, inner.height())
        who = QRect(inner.right() - 120 - _WHO, inner.top(), _WHO - 12, inner.height())
        what = QRect(when.right() + 8, inner.top(), who.left() - when.right() - 24, inner.height())
        _draw(painter, when, due_phrase(record.status.due_in_force), quiet)
        _draw(painter, what, claim_line(record.claim), ink)
        _draw(painter, who, record.claim.speaker_name or record.claim.speaker or record.claim.outlet, quiet)


def _draw(painter: QPainter, box: QRect, text: str, colour: QColor) -> None:
    painter.setPen(colour)
    shown = painter.fontMetrics().elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class DueList(QListView):
    """The list; a click or Enter opens a claim."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due_model = DueModel(self)
        self.setModel(self.due_model)
        self.setItemDelegate(_DueDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Next due"))
        self.clicked.connect(self._open)

    def set_records(self, records: Sequence[ClaimRecord]) -> None:
        """Show these claims."""
        self.due_model.set_records(records)
        self.setFixedHeight(max(1, len(records)) * _ROW + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See QWidget."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(self.due_model.record(index).claim.id)
