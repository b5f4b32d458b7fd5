"""Buttons that say their key, as the table of actions has it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from factdesk.gui import theme
from factdesk.gui.actions import BY_ID
from factdesk.gui.keys import native

_GAP = 6
_CAP = 7


class KeyButton(QPushButton):
    """A button for an action, with its first key drawn as a key cap.

    Args:
        action_id: which action; gives words and key.
        words: other words than the action's.
        height: in pixels.
        is_primary: the one thing most people do here.
        parent: as in Qt.
    """

    def __init__(
        self,
        action_id: str,
        words: str = "",
        *,
        height: int = 34,
        is_primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        action = BY_ID[action_id]
        self.words = words or QCoreApplication.translate("actions", action.text)
        self.below = ""
        keys = action.key_words()
        self._key = native(keys[0]) if keys else ""
        self._height = height
        self._is_primary = is_primary
        if is_primary:
            self.setProperty("role", "primary")
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._name()

    def set_below(self, words: str) -> None:
        """Say in a second line what pressing it leads to."""
        self.below = words
        self._name()
        self.updateGeometry()
        self.update()

    def _name(self) -> None:
        parts = [self.words, self.below, self.tr("key {key}").format(key=self._key) if self._key else ""]
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(self.accessibleName())

    def sizeHint(self) -> QSize:
        """See QWidget."""
        words = max(self._bold().horizontalAdvance(self.words), self._small().horizontalAdvance(self.below))
        key = self.fontMetrics().horizontalAdvance(self._key) + 2 * _CAP + _GAP if self._key else 0
        return QSize(words + key + 28, self._height)

    def minimumSizeHint(self) -> QSize:
        """See QWidget."""
        return QSize(min(self.sizeHint().width(), 96), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See QWidget."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        ink = self._ink()
        box = self.rect().adjusted(12, 0, -12, 0)
        key = self.fontMetrics().horizontalAdvance(self._key) + 2 * _CAP if self._key else 0
        words = box.adjusted(0, 0, -(key + _GAP if key else 0), 0)
        self._draw_words(painter, words, ink)
        if key:
            self._draw_key(painter, QRect(box.right() - key + 1, box.center().y() - 9, key, 19), ink)
        painter.end()

    def _draw_words(self, painter: QStylePainter, box: QRect, ink: QColor) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(ink)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        upper = QRect(box.left(), box.top() + 5, box.width(), box.height() // 2 - 3) if self.below else box
        elided = self._bold().elidedText(self.words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(upper, left, elided)
        if self.below:
            painter.setFont(self._small_font())
            painter.setOpacity(0.85)
            lower = QRect(box.left(), box.center().y() + 1, box.width(), box.height() // 2 - 5)
            painter.drawText(
                lower, left, self._small().elidedText(self.below, Qt.TextElideMode.ElideRight, box.width())
            )
            painter.setOpacity(1.0)

    def _draw_key(self, painter: QStylePainter, box: QRect, ink: QColor) -> None:
        painter.setRenderHint(QStylePainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        edge = QColor(ink)
        edge.setAlpha(120)
        painter.setPen(edge)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        if self._is_primary:
            return QColor(theme.colours().on_accent)
        return self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText)

    def _bold(self) -> QFontMetrics:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(font)

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(11, self.fontMetrics().height() - 5))
        return font

    def _small(self) -> QFontMetrics:
        return QFontMetrics(self._small_font())
