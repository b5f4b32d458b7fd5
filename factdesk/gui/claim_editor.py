"""Editing a claim in its cell: Enter or leaving saves, Escape gives back what was there."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from factdesk.gui.columns import Column, title

_MOST_LINES = 6
_SMALLEST = {Column.CLAIM: 420, Column.SPEAKER: 200, Column.DUE: 220, Column.TAGS: 220}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FILLED = "filled"


class CellEdit(QPlainTextEdit):
    """A field over a cell that grows with its words; what is typed is one line, however it is shown."""

    def __init__(self, column: Column, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.setAccessibleName(title(column))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._grow)

    def words(self) -> str:
        """Return what was typed as one line."""
        return " ".join(self.toPlainText().split())

    def fill(self, words: str) -> None:
        """Begin with these words, all of them selected."""
        self.setPlainText(words)
        self.selectAll()
        self.document().setModified(False)

    def _grow(self) -> None:
        lines = min(_MOST_LINES, max(1, round(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + 16
        if height > self.height():
            self.resize(self.width(), height)


class CellEditing(QStyledItemDelegate):
    """The half of the delegate that edits."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """See QStyledItemDelegate."""
        return CellEdit(Column(index.column()), parent)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Fill the field once; rows that change meanwhile do not touch what is being typed."""
        if isinstance(editor, CellEdit) and not editor.property(_FILLED):
            editor.setProperty(_FILLED, True)
            editor.fill(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """See QStyledItemDelegate."""
        if isinstance(editor, CellEdit):
            model.setData(index, editor.words())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Lay the field over its cell, wider where the column is narrow and within the table."""
        viewport = editor.parentWidget()
        room = viewport.rect() if viewport is not None else option.rect
        width = min(max(option.rect.width(), _SMALLEST.get(Column(index.column()), 160)), room.width())
        left = max(0, min(option.rect.left(), room.right() + 1 - width))
        lines = 2 if index.column() == Column.CLAIM else 1
        height = max(lines * editor.fontMetrics().lineSpacing() + 16, option.rect.height())
        top = min(option.rect.top(), max(0, room.bottom() + 1 - height))
        editor.setGeometry(QRect(left, top, width, height))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter saves; the rest is as in QStyledItemDelegate: leaving and Tab save, Escape restores."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if is_key and isinstance(editor, CellEdit) and event.key() in _ENTER:  # type: ignore[attr-defined]
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            return True
        return super().eventFilter(editor, event)
