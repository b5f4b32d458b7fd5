"""Up and down in a list while a line above it keeps the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class ListKeys(QObject):
    """Installed on a line, it moves the current row of a list by the arrow and page keys."""

    def __init__(self, rows: QListWidget) -> None:
        super().__init__(rows)
        self._rows = rows

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See QObject."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _STEPS:
            row = self._rows.currentRow() + _STEPS[Qt.Key(event.key())]
            self._rows.setCurrentRow(max(0, min(self._rows.count() - 1, row)))
            return True
        return super().eventFilter(watched, event)
