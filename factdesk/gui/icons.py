"""Icons: line drawings of resources/icons, drawn at any size in the colour of the palette in force."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from factdesk import paths

_CURRENT = b"currentColor"


def icon(name: str) -> QIcon:
    """Return the icon of that file name; it follows the palette when the theme changes."""
    _drawing(name)
    return QIcon(_Tinted(name, None))


def tinted(name: str, colour: QColor) -> QIcon:
    """Return the icon in a colour of its own."""
    return QIcon(_Tinted(name, colour.name()))


def paint_icon(painter: QPainter, rect: QRect, name: str, colour: QColor) -> None:
    """Paint an icon into ``rect`` in a colour."""
    _renderer(name, colour.name()).render(painter, QRectF(rect))


class _Tinted(QIconEngine):
    """Draws one SVG anew in the colour that the palette has for its mode."""

    def __init__(self, name: str, colour: str | None) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _Tinted(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        box = QRect(0, 0, side, side)
        box.moveCenter(rect.center())
        _renderer(self._name, self._ink(mode)).render(painter, QRectF(box))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def _ink(self, mode: QIcon.Mode) -> str:
        palette = QGuiApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name()
        if self._colour is not None:
            return self._colour
        role = QPalette.ColorRole.HighlightedText if mode is QIcon.Mode.Selected else QPalette.ColorRole.ButtonText
        return palette.color(role).name()


@cache
def _drawing(name: str) -> bytes:
    return paths.resource("icons", f"{name}.svg").read_bytes()


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace(_CURRENT, colour.encode())))
