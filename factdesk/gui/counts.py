"""A count that is a filter: a number, a word, a click."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from factdesk.gui import theme
from factdesk.gui.badges import Tone, tone_colour
from factdesk.gui.icons import paint_icon

DUE_SOON = "outcome:pending due:<7d -review:rejected"
OVERDUE = "outcome:overdue -review:rejected"
"""What is behind two of the counts, as queries."""
_HEIGHT = 88


class CountCard(QAbstractButton):
    """One count of the start screen.

    Args:
        word: what is counted.
        icon: its icon.
        alarming: drawn in the colour of what is overdue while it is not 0.
        parent: as in Qt.
    """

    def __init__(self, word: str, icon: str, *, alarming: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(word)
        self._icon = icon
        self._alarming = alarming
        self._count: int | None = None
        self._has_ring = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    @property
    def count(self) -> int | None:
        """The number; null until it is known."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show a number."""
        self._count = count
        self.setAccessibleName(f"{self.text()}: {count}")
        self.update()

    def sizeHint(self) -> QSize:
        """See QWidget."""
        return QSize(170, _HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is to those who move it by keyboard."""
        self._has_ring = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See QWidget."""
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(c.accent), 2) if self.hasFocus() and self._has_ring else QPen(QColor(c.line), 1))
        painter.setBrush(QColor(c.raised if self.underMouse() else c.base))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        has_alarm = self._alarming and bool(self._count)
        ink = tone_colour(Tone.OVERDUE, self.palette()) if has_alarm else QColor(c.text if self._count else c.muted)
        inner = self.rect().adjusted(16, 12, -14, -12)
        font = self.font()
        font.setPixelSize(28)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(ink)
        number = "–" if self._count is None else f"{self._count:,}"
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, number)
        painter.setFont(self.font())
        painter.setPen(QColor(c.text))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, shown)
        paint_icon(painter, QRect(inner.right() - 18, inner.top() + 2, 18, 18), self._icon, QColor(c.muted))
        painter.end()
