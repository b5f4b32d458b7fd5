"""A person at the window: keys that go where the focus is, clicks where things are, and a watch over which of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QMenu, QWidget

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = frozenset({QEvent.Type.KeyPress})
CLICKS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel})
_MOST_TABS = 60
_MOST_CLICKS = 3


class Watch(QObject):
    """Counts events of some kinds anywhere in the program."""

    def __init__(self, kinds: frozenset[QEvent.Type]) -> None:
        super().__init__()
        self._kinds = kinds
        self.seen = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen += event.type() in self._kinds
        return False


@contextmanager
def without(kinds: frozenset[QEvent.Type]) -> Iterator[None]:
    """Fail if any event of these kinds was sent."""
    watch, app = Watch(kinds), QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    try:
        yield
    finally:
        app.removeEventFilter(watch)
    assert watch.seen == 0


def focused() -> QWidget:
    """Return what has the focus; there must be something, or a person at the keyboard is lost."""
    QTest.qWait(1)
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def press(key: Qt.Key | str, held: Qt.KeyboardModifier = NONE) -> None:
    """Press a key wherever the focus is."""
    QTest.keyClick(focused(), key, held)  # type: ignore[call-overload]


def type_words(words: str) -> None:
    """Type into what has the focus."""
    QTest.keyClicks(focused(), words)


def tab_to(widget: QWidget) -> None:
    """Reach a widget with the Tab key alone."""
    for _ in range(_MOST_TABS):
        if focused() is widget:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"the Tab key does not reach {widget.objectName() or widget.accessibleName()}")


def click(widget: QWidget) -> None:
    """Click a widget that can be seen and is not covered by another."""
    QTest.qWait(1)
    assert widget.isVisible(), f"{widget.accessibleName()} cannot be seen"
    assert widget.isEnabled(), f"{widget.accessibleName()} cannot be pressed"
    QTest.mouseClick(widget, LEFT, NONE, widget.rect().center())


def click_cell(view: QAbstractItemView, index: QModelIndex) -> None:
    """Click a cell or row."""
    QTest.qWait(1)
    assert index.isValid()
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), LEFT, NONE, view.visualRect(index).center())


def click_menu(window: QWidget, menu: str, entry: QAction) -> None:
    """Open a menu of the window with the mouse and click one of its entries."""
    bar = window.menuBar()  # type: ignore[attr-defined]
    title = next(action for action in bar.actions() if action.text().replace("&", "") == menu)
    QTest.mouseClick(bar, LEFT, NONE, bar.actionGeometry(title).center())
    shown = title.menu()
    assert isinstance(shown, QMenu)
    until(shown.isVisible)
    assert entry.isEnabled(), f"{entry.text()} cannot be chosen"
    done: list[bool] = []
    entry.triggered.connect(lambda: done.append(True))
    for _ in range(_MOST_CLICKS):
        # A menu that has just opened takes the first click for the end of the one that opened it.
        QTest.mouseMove(shown, shown.actionGeometry(entry).center())
        QTest.qWait(10)
        QTest.mouseClick(shown, LEFT, NONE, shown.actionGeometry(entry).center())
        if done:
            return
        QTest.qWait(50)
    raise AssertionError(f"a click on {entry.text()} does nothing")


def in_dialog(act: Callable[[QDialog], None], failed: list[BaseException]) -> None:
    """Once a dialog has opened, do something in it; what goes wrong is kept, since it happens in Qt's loop."""

    def look(left: int = 300) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            if left:
                QTimer.singleShot(10, lambda: look(left - 1))
            else:
                failed.append(AssertionError("no dialog opened"))
            return
        try:
            act(dialog)
        except BaseException as error:
            failed.append(error)
            dialog.reject()
        if dialog.isVisible():
            failed.append(AssertionError("the dialog is still open"))
            dialog.reject()

    QTimer.singleShot(0, look)


def until(condition: Callable[[], bool], limit_ms: int = 10_000) -> None:
    """Wait until something is so."""
    end = monotonic() + limit_ms / 1000
    while not condition():
        assert monotonic() < end, "waited in vain"
        QTest.qWait(10)


def centre(widget: QWidget) -> QPoint:
    """Return the middle of a widget on the screen."""
    return widget.mapToGlobal(widget.rect().center())
