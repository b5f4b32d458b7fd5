"""Keys: who gets a key press, and the list of all keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from factdesk.gui.actions import ACTIONS, Action, is_plain

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_COLUMNS = 2


def is_typing(widget: QWidget | None) -> bool:
    """Tell whether letters go into this widget."""
    if isinstance(widget, (QLineEdit, QTextEdit, QPlainTextEdit)):
        return not widget.isReadOnly()
    return isinstance(widget, (QAbstractSpinBox, QComboBox))


class KeyGuard(QObject):
    """Decides between a text field's own keys and the program's; installed as a filter on the application.

    Letters typed into a field are the field's. Actions marked ``typing`` win over the field's own use of their key
    (Ctrl+E and Ctrl+K edit lines on some desktops). Undo is the field's as long as it has something to undo. A button
    in focus keeps its space bar, and Enter presses it.
    """

    def __init__(self, actions: Iterable[Action] = ACTIONS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._always = {
            QKeySequence(key).toString()
            for action in actions
            if action.typing
            for key in action.key_words()
            if not is_plain(key)
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See QObject."""
        if event.type() is QEvent.Type.KeyPress and isinstance(watched, QPushButton):
            return isinstance(event, QKeyEvent) and _pressed(watched, event)
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(watched, QWidget):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        verdict = self._is_the_widgets(watched, event)
        if verdict is None:
            return False
        event.setAccepted(verdict)
        return True

    def _is_the_widgets(self, widget: QWidget, event: QKeyEvent) -> bool | None:
        """Say whether the key belongs to the widget (True), to the actions (False), or Qt may decide (None)."""
        has_command = bool(event.modifiers() & _COMMANDS)
        if not is_typing(widget):
            return True if isinstance(widget, QAbstractButton) and event.key() == Qt.Key.Key_Space else None
        if not has_command:
            return True if event.text() and event.key() != Qt.Key.Key_Escape else None
        if QKeySequence(event.keyCombination()).toString() in self._always:
            return False
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
            return _has_history(widget, undo=event.matches(QKeySequence.StandardKey.Undo))
        return None


def _pressed(button: QPushButton, event: QKeyEvent) -> bool:
    """Press a button by Enter too, which Qt does in dialogs only."""
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _COMMANDS
    if is_enter:
        button.click()
    return is_enter


def _has_history(widget: QWidget, *, undo: bool) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable() if undo else widget.isRedoAvailable()
    if isinstance(widget, (QTextEdit, QPlainTextEdit)):
        document = widget.document()
        return document.isUndoAvailable() if undo else document.isRedoAvailable()
    return False


def native(key: str) -> str:
    """Return a key as this machine writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class KeyList(QDialog):
    """All keys, by menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        page = QWidget()
        page.setProperty("role", "page")
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(32)
        grid.setContentsMargins(24, 16, 24, 24)
        for number, (menu, actions) in enumerate(_by_menu()):
            grid.addWidget(_group(menu, actions), number // _COLUMNS, number % _COLUMNS, Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.resize(page.sizeHint().width() + scroll.verticalScrollBar().sizeHint().width() + 8, 720)


def _by_menu() -> list[tuple[str, list[Action]]]:
    menus: dict[str, list[Action]] = {}
    for action in ACTIONS:
        if action.keys:
            menus.setdefault(action.menu, []).append(action)
    return list(menus.items())


def _group(menu: str, actions: list[Action]) -> QWidget:
    group = QWidget()
    grid = QGridLayout(group)
    grid.setContentsMargins(0, 8, 0, 8)
    grid.setVerticalSpacing(4)
    heading = QLabel(QCoreApplication.translate("actions", menu))
    heading.setProperty("role", "heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, action in enumerate(actions, start=1):
        where = f" ({', '.join(action.screens)})" if action.screens else ""
        name = QLabel(QCoreApplication.translate("actions", action.text).rstrip("…") + where)
        keys = QLabel("   ".join(native(key) for key in action.key_words()))
        keys.setProperty("role", "muted")
        grid.addWidget(name, row, 0)
        grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return group
