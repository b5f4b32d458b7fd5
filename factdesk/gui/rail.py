"""The navigation rail: one button a screen, with its icon, its word and, where something waits, a count."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from factdesk.gui import theme
from factdesk.gui.icons import paint_icon

_WIDTH = 168
_HEIGHT = 36


class RailButton(QAbstractButton):
    """One screen in the rail."""

    def __init__(self, name: str, word: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._icon = icon
        self._count = 0
        self.setText(word)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    @property
    def count(self) -> int:
        """How many things wait on this screen."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show how many things wait; 0 shows nothing."""
        self._count = count
        waiting = self.tr("{word}, {count} waiting").format(word=self.text(), count=count)
        self.setAccessibleName(waiting if count else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        """See QWidget."""
        return QSize(_WIDTH, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See QWidget."""
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(8, 2, -8, -2)
        self._paint_ground(painter, box, c)
        ink = QColor(c.on_selection if self.isChecked() else c.text if self.isEnabled() else c.disabled)
        paint_icon(painter, QRect(box.left() + 10, box.center().y() - 8, 18, 18), self._icon, ink)
        font = self.font()
        font.setWeight(font.Weight.DemiBold if self.isChecked() else font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(ink)
        words = box.adjusted(38, 0, -8, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            painter.setPen(ink if self.isChecked() else QColor(c.muted))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{self._count:,}")
        painter.end()

    def _paint_ground(self, painter: QPainter, box: QRect, c: theme.Colours) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(QColor(c.selection if self.isChecked() else c.raised))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(QColor(c.accent))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)


class Rail(QFrame):
    """All screens, from top to bottom."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(_WIDTH)
        self._buttons: dict[str, RailButton] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 8, 0, 8)
        self._layout.setSpacing(0)
        self._layout.addStretch(1)

    def add(self, name: str, word: str, icon: str, tip: str, *, gap: bool = False) -> None:
        """Add a screen below those already there; with a gap above it."""
        if gap:
            self._layout.insertSpacing(self._layout.count() - 1, 12)
        button = RailButton(name, word, icon)
        button.setToolTip(tip)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._buttons[name] = button
        self._layout.insertWidget(self._layout.count() - 1, button)

    def button(self, name: str) -> RailButton | None:
        """Return a screen's button."""
        return self._buttons.get(name)

    def set_current(self, name: str) -> None:
        """Mark the screen that is shown."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def set_count(self, name: str, count: int) -> None:
        """Show how many things wait on a screen."""
        self._buttons[name].set_count(count)
