"""What Enter, Ctrl+Enter, Escape and leaving a field mean in every form: what was typed is kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldKeys(QObject):
    """Watches the fields of a form. Nothing that was typed is ever thrown away: Escape saves too."""

    left = Signal()
    """A field lost the focus."""
    done = Signal()
    """Enter or Escape: the person is finished with this field."""
    advanced = Signal()
    """Ctrl+Enter: save and go to the next."""

    def watch(self, *fields: QWidget) -> None:
        """Watch these fields."""
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See QObject."""
        kind = event.type()
        if kind is QEvent.Type.FocusOut:
            self.left.emit()
        elif isinstance(event, QKeyEvent) and kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            signal = self._meaning(event)
            if signal is not None:
                event.accept()
                if kind is QEvent.Type.KeyPress:
                    signal.emit()
                return True
        return super().eventFilter(watched, event)

    def _meaning(self, event: QKeyEvent) -> SignalInstance | None:
        held = event.modifiers()
        if event.key() == Qt.Key.Key_Escape:
            return self.done
        if event.key() not in _ENTER or held & Qt.KeyboardModifier.ShiftModifier:
            return None
        return self.advanced if held & Qt.KeyboardModifier.ControlModifier else self.done
