"""Widgets for text from outside: shown as it stands, never read as markup."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget

from factdesk.gui import theme
from factdesk.gui.shown_text import shown_line

_LINK_PADDING = 5


def tip(text: str) -> str:
    """Return a tooltip that shows these very words, wrapped; Qt would take markup in them for markup."""
    return f"<p>{escape(text)}</p>" if text else ""


class PlainLabel(QLabel):
    """A label that never interprets its text.

    Args:
        text: what to show.
        role: "title", "heading", "muted" or "alarm", as the style sheet has them.
        wrap: over several lines.
        parent: as in Qt.
    """

    def __init__(self, text: str = "", *, role: str = "", wrap: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if role:
            self.setProperty("role", role)
        self.setText(text)


class ElidedLabel(QWidget):
    """One line of text, cut with an ellipsis where there is no room; the tooltip has all of it."""

    def __init__(self, text: str = "", *, quiet: bool = False, least: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._quiet = quiet
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = shown_line(text)
        self.setAccessibleName(self._text)
        self.setToolTip(tip(self._text))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def sizeHint(self) -> QSize:
        """See QWidget."""
        # One more than the advance, which is rounded: at exactly that width some texts are cut.
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 1, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """See QWidget."""
        return QSize(min(self._least, self.sizeHint().width()), self.fontMetrics().height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See QWidget."""
        painter = QPainter(self)
        ink = QColor(theme.colours().muted) if self._quiet else self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(ink)
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()


class ElidedLink(QPushButton):
    """A link whose words are cut to the room there is."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setProperty("role", "link")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    def words(self) -> str:
        """Return all the words."""
        return self._words

    def set_words(self, words: str) -> None:
        """Show other words."""
        self._words = shown_line(words)
        self.setAccessibleName(self._words)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """See QWidget."""
        words = self.fontMetrics().horizontalAdvance(self._words)
        return QSize(words + self._aside() + _LINK_PADDING, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """See QWidget."""
        return QSize(40, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See QWidget."""
        super().resizeEvent(event)
        self._fit()

    def _aside(self) -> int:
        return 14 if self.icon().isNull() else 18 + self.iconSize().width()

    def _fit(self) -> None:
        room = max(0, self.width() - self._aside() + 3)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))


def draw_wrapped(painter: QPainter, box: QRect, text: str, lines: int) -> int:
    """Draw plain text over at most so many lines, the last one elided; return the height it took."""
    font = painter.font()
    metrics = QFontMetrics(font, painter.device())
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    top = box.top()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        start, length = line.textStart(), line.textLength()
        encoded = text.encode("utf-16-le", "surrogatepass")
        is_last = number == lines - 1
        piece = encoded[2 * start :] if is_last else encoded[2 * start : 2 * (start + length)]
        words = piece.decode("utf-16-le", "surrogatepass").rstrip()
        if is_last:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QPoint(box.left(), top + metrics.ascent()), words)
        top += metrics.lineSpacing()
    layout.endLayout()
    return top - box.top()


class FlowLayout(QLayout):
    """Lays widgets side by side and goes on in the next line where there is no room."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """See QLayout."""
        self._items.append(item)

    def count(self) -> int:
        """See QLayout."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """See QLayout."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """See QLayout."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """See QLayout."""
        return True

    def heightForWidth(self, width: int) -> int:
        """See QLayout."""
        return self._place(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        """See QLayout."""
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def sizeHint(self) -> QSize:
        """See QLayout."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """See QLayout."""
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, moves: bool) -> int:
        left, top, height = rect.left(), rect.top(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = item.sizeHint()
            if left > rect.left() and left + hint.width() > rect.right() + 1:
                left, top, height = rect.left(), top + height + self._gap, 0
            if moves:
                item.setGeometry(QRect(QPoint(left, top), hint))
            left += hint.width() + self._gap
            height = max(height, hint.height())
        return top + height - rect.top()


def line() -> QFrame:
    """Return a thin line across."""
    frame = QFrame()
    frame.setFrameShape(QFrame.Shape.HLine)
    frame.setFrameShadow(QFrame.Shadow.Plain)
    frame.setForegroundRole(QPalette.ColorRole.Mid)
    frame.setFixedHeight(1)
    return frame


def flush(link: QWidget) -> QHBoxLayout:
    """Return a row in which a link's words begin where other text begins."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addSpacing(-_LINK_PADDING)
    row.addWidget(link)
    row.addStretch(1)
    return row
