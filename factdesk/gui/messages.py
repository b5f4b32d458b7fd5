"""What the window tells a person: trouble in a bar on top, what was done and what goes on in the line at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from factdesk.gui.icons import icon
from factdesk.gui.plain import ElidedLabel

_NOTE_MS = 12_000
_BUSY_MS = 300
_IDLE_MS = 250
_BAR_HEIGHT = 40
_LINE_HEIGHT = 34


class MessageBar(QFrame):
    """A sentence across the top of the window, with at most one thing to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messages")
        self.setMinimumHeight(_BAR_HEIGHT)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._act: Callable[[], None] | None = None
        self._close = QToolButton()
        self._close.setIcon(icon("close"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._close)
        self._button.clicked.connect(self._clicked)
        self._close.clicked.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def say(
        self,
        text: str,
        *,
        alarm: bool = False,
        button: str = "",
        act: Callable[[], None] | None = None,
        stay: bool = False,
    ) -> None:
        """Show a sentence until it is closed or another comes; ``stay`` takes the cross away."""
        self._words.setText(text)
        self._act = act
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._close.setVisible(not stay)
        self.setProperty("level", "alarm" if alarm else "notice")
        for widget in (self, self._words):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.show()
        _announce(self._words, text)

    def _clicked(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()


class StatusLine(QFrame):
    """The line at the bottom: which desk, what is overdue, what was done last, what goes on."""

    overdue_clicked = Signal()
    cancel_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusline")
        self.setFixedHeight(_LINE_HEIGHT)
        self._desk = QLabel()
        self._desk.setTextFormat(Qt.TextFormat.PlainText)
        self._desk.setProperty("role", "muted")
        self.overdue = _flat_button()
        self.overdue.setIcon(icon("overdue"))
        self.overdue.setIconSize(QSize(16, 16))
        self.note = ElidedLabel()
        self.act_button = _flat_button()
        self._work = QLabel()
        self._work.setTextFormat(Qt.TextFormat.PlainText)
        self._work.setProperty("role", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(120, 6)
        self.cancel = _flat_button()
        self.cancel.setText(self.tr("Cancel"))
        self._act: Callable[[], None] | None = None
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.timeout.connect(self.clear_note)
        self._busy_after = QTimer(self)
        self._busy_after.setSingleShot(True)
        self._busy_after.timeout.connect(partial(self._show_work, True))
        self._idle_after = QTimer(self)
        self._idle_after.setSingleShot(True)
        self._idle_after.timeout.connect(self._rest)
        self._lay_out()
        self.overdue.clicked.connect(self.overdue_clicked)
        self.cancel.clicked.connect(self.cancel_clicked)
        self.act_button.clicked.connect(self._clicked)
        self.clear_note()
        self._rest()
        self.overdue.hide()

    def set_desk(self, name: str, path: str) -> None:
        """Show which desk this is."""
        self._desk.setText(name)
        self._desk.setToolTip(path)

    def set_overdue(self, count: int) -> None:
        """Show how many claims are overdue with nothing reported."""
        self.overdue.setVisible(True)
        self.overdue.setText(self.tr("%n overdue", "", count))
        self.overdue.setToolTip(self.tr("Show the claims that are overdue with nothing reported"))

    def say(self, text: str, *, button: str = "", act: Callable[[], None] | None = None) -> None:
        """Show what was done, for some seconds, with a way to take it back."""
        self.note.set_text(text)
        self._act = act
        self.act_button.setText(button)
        self.act_button.setVisible(bool(button))
        self._fade.start(_NOTE_MS)
        _announce(self.note, text)

    def clear(self) -> None:
        """Show nothing: no desk is open."""
        self._desk.setText("")
        self.overdue.hide()
        self.clear_note()
        self._rest()

    def clear_note(self) -> None:
        """Take the last note away."""
        self.note.set_text("")
        self._act = None
        self.act_button.hide()

    def set_busy(self, busy: bool) -> None:
        """Show that something goes on, if it takes longer than a moment; between two pieces of work it stays."""
        if busy:
            self._idle_after.stop()
            if self._bar.isHidden() and not self._busy_after.isActive():
                self._busy_after.start(_BUSY_MS)
        else:
            self._idle_after.start(_IDLE_MS)

    def set_progress(self, done: int, total: int, words: str) -> None:
        """Show how far it is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        count = self.tr("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}") if total > 1 else ""
        short = QFontMetrics(self._work.font()).elidedText(words, Qt.TextElideMode.ElideRight, 260)
        self._work.setText("  ".join(part for part in (short, count) if part))

    def _rest(self) -> None:
        self._busy_after.stop()
        self._show_work(False)
        self._bar.setRange(0, 0)
        self._work.setText("")

    def _show_work(self, shown: bool) -> None:
        for widget in (self._work, self._bar, self.cancel):
            widget.setVisible(shown)

    def _clicked(self) -> None:
        act = self._act
        self.clear_note()
        if act is not None:
            act()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 12, 0)
        layout.setSpacing(8)
        layout.addWidget(self._desk)
        layout.addWidget(self.overdue)
        layout.addSpacing(8)
        layout.addWidget(self.note)
        layout.addWidget(self.act_button)
        layout.addStretch(1)
        layout.addWidget(self._work)
        layout.addWidget(self._bar)
        layout.addWidget(self.cancel)


def _flat_button() -> QPushButton:
    button = QPushButton()
    button.setProperty("role", "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def _announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say it."""
    widget.setAccessibleName(text)
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
