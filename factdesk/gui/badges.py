"""Chips for outcome, review and relation: always a word, a shape and a colour, painted or as a widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from factdesk.gui.words import (
    day_phrase,
    due_phrase,
    kind_word,
    outcome_word,
    relation_word,
    review_word,
    state_word,
)
from factdesk.model import EvidenceState, Outcome, Relation, Review

__all__ = [
    "Chip",
    "ChipLabel",
    "Shape",
    "Tone",
    "chip_size",
    "day_phrase",
    "due_phrase",
    "kind_word",
    "outcome_chip",
    "outcome_word",
    "paint_chip",
    "paint_shape",
    "relation_chip",
    "relation_word",
    "review_chip",
    "review_word",
    "state_chip",
    "state_word",
    "tone_colour",
]

_GAP = 6
_HEIGHT = 20
_SHAPE = 11


class Shape(StrEnum):
    """What stands before the word, so that colour never carries the meaning alone."""

    RING = "ring"
    CLOCK = "clock"
    DISC_TICK = "disc-tick"
    CLOCK_TICK = "clock-tick"
    HALF = "half"
    DISC_CROSS = "disc-cross"
    SPLIT = "split"
    DASH = "dash"
    TICK = "tick"
    CROSS = "cross"
    FLAG = "flag"
    DOT = "dot"
    ARROW = "arrow"


class Tone(StrEnum):
    """The colours a state can have; each is readable on both themes' ground."""

    QUIET = "quiet"
    OPEN = "open"
    GOOD = "good"
    LATE = "late"
    PARTLY = "partly"
    BAD = "bad"
    OVERDUE = "overdue"
    DISPUTED = "disputed"
    ACCENT = "accent"


@dataclass(frozen=True, slots=True)
class Chip:
    """One state as it is shown; ``provisional`` is drawn with a broken outline and said in words."""

    word: str
    shape: Shape
    tone: Tone
    provisional: bool = False


_OUTCOMES = {
    Outcome.PENDING: (Shape.RING, Tone.OPEN),
    Outcome.OVERDUE: (Shape.CLOCK, Tone.OVERDUE),
    Outcome.CONFIRMED: (Shape.DISC_TICK, Tone.GOOD),
    Outcome.LATE: (Shape.CLOCK_TICK, Tone.LATE),
    Outcome.PARTLY: (Shape.HALF, Tone.PARTLY),
    Outcome.CONTRADICTED: (Shape.DISC_CROSS, Tone.BAD),
    Outcome.DISPUTED: (Shape.SPLIT, Tone.DISPUTED),
    Outcome.UNRESOLVABLE: (Shape.DASH, Tone.QUIET),
}
_REVIEWS = {
    Review.NEW: (Shape.DOT, Tone.ACCENT),
    Review.VERIFIED: (Shape.TICK, Tone.GOOD),
    Review.REJECTED: (Shape.CROSS, Tone.QUIET),
    Review.FLAGGED: (Shape.FLAG, Tone.LATE),
}
_RELATIONS = {
    Relation.CONFIRMS: (Shape.DISC_TICK, Tone.GOOD),
    Relation.CONTRADICTS: (Shape.DISC_CROSS, Tone.BAD),
    Relation.PARTLY: (Shape.HALF, Tone.PARTLY),
    Relation.MOVES: (Shape.ARROW, Tone.LATE),
    Relation.MENTIONS: (Shape.RING, Tone.QUIET),
    Relation.UNRELATED: (Shape.DASH, Tone.QUIET),
}
_STATES = {
    EvidenceState.PROPOSED: (Shape.DOT, Tone.ACCENT),
    EvidenceState.ACCEPTED: (Shape.TICK, Tone.GOOD),
    EvidenceState.REJECTED: (Shape.CROSS, Tone.QUIET),
}
_LIGHT = {
    Tone.QUIET: "#5b6470",
    Tone.OPEN: "#3f6187",
    Tone.GOOD: "#1a7a3f",
    Tone.LATE: "#8a5a00",
    Tone.PARTLY: "#0f6f80",
    Tone.BAD: "#b3261e",
    Tone.OVERDUE: "#a8480b",
    Tone.DISPUTED: "#7a3d9c",
    Tone.ACCENT: "#1f5fbf",
}
_DARK = {
    Tone.QUIET: "#a3acb8",
    Tone.OPEN: "#9dbbdc",
    Tone.GOOD: "#63c888",
    Tone.LATE: "#e0b04a",
    Tone.PARTLY: "#5cc4d4",
    Tone.BAD: "#ff8a80",
    Tone.OVERDUE: "#ffa060",
    Tone.DISPUTED: "#cf9df0",
    Tone.ACCENT: "#7fb0ff",
}


def outcome_chip(outcome: Outcome, *, provisional: bool = False) -> Chip:
    """Return the chip of an outcome."""
    return Chip(outcome_word(outcome), *_OUTCOMES[outcome], provisional)


def review_chip(review: Review) -> Chip:
    """Return the chip of a claim's review state."""
    return Chip(review_word(review), *_REVIEWS[review])


def relation_chip(relation: Relation, *, provisional: bool = False, restates: bool = False) -> Chip:
    """Return the chip of how a passage bears on a claim."""
    return Chip(relation_word(relation, restates=restates), *_RELATIONS[relation], provisional)


def state_chip(state: EvidenceState) -> Chip:
    """Return the chip of what a person said of a piece of evidence."""
    return Chip(state_word(state), *_STATES[state])


def tone_colour(tone: Tone, palette: QPalette) -> QColor:
    """Return a tone's colour on this palette's ground."""
    is_dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
    return QColor((_DARK if is_dark else _LIGHT)[tone])


def chip_size(chip: Chip, metrics: QFontMetrics) -> QSize:
    """Return the room a chip takes, in pixels."""
    width = _SHAPE + _GAP + metrics.horizontalAdvance(chip.word) + 2 * _GAP + 4
    return QSize(width, max(_HEIGHT, metrics.height() + 4))


def paint_chip(
    painter: QPainter, rect: QRect, chip: Chip, palette: QPalette, *, ink: QColor | None = None, outline: bool = True
) -> int:
    """Paint a chip at the left of ``rect``, centred on its height, and return the width it took.

    ``ink`` replaces the tone, as on a selected row. Without ``outline`` only shape and word are painted.
    """
    metrics = painter.fontMetrics()
    size = chip_size(chip, metrics)
    box = QRect(rect.left(), rect.top() + (rect.height() - size.height()) // 2, size.width(), size.height())
    colour = ink if ink is not None else tone_colour(chip.tone, palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if outline:
        _outline(painter, box, chip, colour)
    left = box.left() + (_GAP + 1 if outline else 0)
    shape = QRectF(left, box.center().y() - _SHAPE / 2 + 0.5, _SHAPE, _SHAPE)
    paint_shape(painter, shape, chip.shape, colour, palette.color(QPalette.ColorRole.Base))
    painter.setPen(colour)
    words = QRect(left + _SHAPE + _GAP, box.top(), max(0, rect.right() - left - _SHAPE - _GAP), box.height())
    shown = metrics.elidedText(chip.word, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()
    return size.width()


def _outline(painter: QPainter, box: QRect, chip: Chip, colour: QColor) -> None:
    fill = QColor(colour)
    fill.setAlpha(0 if chip.provisional else 26)
    pen = QPen(colour, 1, Qt.PenStyle.DashLine if chip.provisional else Qt.PenStyle.SolidLine)
    if not chip.provisional:
        line = QColor(colour)
        line.setAlpha(90)
        pen.setColor(line)
    painter.setPen(pen)
    painter.setBrush(fill)
    radius = box.height() / 2
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def paint_shape(painter: QPainter, box: QRectF, shape: Shape, colour: QColor, ground: QColor) -> None:
    """Paint a shape into a square box; ``ground`` shows through where a filled shape is cut out."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(colour, box))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _PAINTERS[shape](painter, box, colour, ground)
    painter.restore()


def _pen(colour: QColor, box: QRectF) -> QPen:
    pen = QPen(colour, max(1.4, box.width() / 7))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height())


def _line(painter: QPainter, box: QRectF, *points: tuple[float, float]) -> None:
    path = QPainterPath(_at(box, *points[0]))
    for point in points[1:]:
        path.lineTo(_at(box, *point))
    painter.drawPath(path)


def _ring(painter: QPainter, box: QRectF, _colour: QColor, _ground: QColor) -> None:
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))


def _disc(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(box)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _clock(painter: QPainter, box: QRectF, colour: QColor, ground: QColor) -> None:
    _ring(painter, box, colour, ground)
    _line(painter, box, (0.5, 0.26), (0.5, 0.54), (0.72, 0.62))


def _disc_tick(painter: QPainter, box: QRectF, colour: QColor, ground: QColor) -> None:
    _disc(painter, box, colour)
    painter.setPen(_pen(ground, box))
    _tick(painter, box.adjusted(2, 2, -2, -2), colour, ground)


def _clock_tick(painter: QPainter, box: QRectF, _colour: QColor, _ground: QColor) -> None:
    painter.drawArc(box.adjusted(1, 1, -1, -1), 60 * 16, 285 * 16)
    _line(painter, box, (0.3, 0.5), (0.48, 0.68), (0.92, 0.18))


def _half(painter: QPainter, box: QRectF, colour: QColor, ground: QColor) -> None:
    _ring(painter, box, colour, ground)
    painter.setBrush(colour)
    painter.drawPie(box.adjusted(1, 1, -1, -1), 90 * 16, 180 * 16)


def _disc_cross(painter: QPainter, box: QRectF, colour: QColor, ground: QColor) -> None:
    _disc(painter, box, colour)
    painter.setPen(_pen(ground, box))
    _cross(painter, box.adjusted(1.5, 1.5, -1.5, -1.5), colour, ground)


def _split(painter: QPainter, box: QRectF, colour: QColor, _ground: QColor) -> None:
    _line(painter, box, (0.5, 0.02), (0.98, 0.5), (0.5, 0.98), (0.02, 0.5), (0.5, 0.02))
    painter.setBrush(colour)
    _line(painter, box, (0.5, 0.02), (0.5, 0.98), (0.02, 0.5), (0.5, 0.02))


def _dash(painter: QPainter, box: QRectF, _colour: QColor, _ground: QColor) -> None:
    painter.drawRect(box.adjusted(1, 1, -1, -1))
    _line(painter, box, (0.3, 0.5), (0.7, 0.5))


def _tick(painter: QPainter, box: QRectF, _colour: QColor, _ground: QColor) -> None:
    _line(painter, box, (0.08, 0.54), (0.38, 0.84), (0.94, 0.18))


def _cross(painter: QPainter, box: QRectF, _colour: QColor, _ground: QColor) -> None:
    _line(painter, box, (0.16, 0.16), (0.84, 0.84))
    _line(painter, box, (0.84, 0.16), (0.16, 0.84))


def _flag(painter: QPainter, box: QRectF, colour: QColor, _ground: QColor) -> None:
    _line(painter, box, (0.18, 0.04), (0.18, 0.98))
    painter.setBrush(colour)
    _line(painter, box, (0.18, 0.08), (0.92, 0.08), (0.7, 0.32), (0.92, 0.58), (0.18, 0.58))


def _dot(painter: QPainter, box: QRectF, colour: QColor, _ground: QColor) -> None:
    _disc(painter, box.adjusted(2, 2, -2, -2), colour)


def _arrow(painter: QPainter, box: QRectF, _colour: QColor, _ground: QColor) -> None:
    _line(painter, box, (0.04, 0.5), (0.94, 0.5))
    _line(painter, box, (0.6, 0.18), (0.94, 0.5), (0.6, 0.82))


_PAINTERS: dict[Shape, Callable[[QPainter, QRectF, QColor, QColor], None]] = {
    Shape.RING: _ring,
    Shape.CLOCK: _clock,
    Shape.DISC_TICK: _disc_tick,
    Shape.CLOCK_TICK: _clock_tick,
    Shape.HALF: _half,
    Shape.DISC_CROSS: _disc_cross,
    Shape.SPLIT: _split,
    Shape.DASH: _dash,
    Shape.TICK: _tick,
    Shape.CROSS: _cross,
    Shape.FLAG: _flag,
    Shape.DOT: _dot,
    Shape.ARROW: _arrow,
}


class ChipLabel(QWidget):
    """One chip as a widget."""

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._chip = chip
        self.set_chip(chip)

    @property
    def chip(self) -> Chip:
        """What is shown."""
        return self._chip

    def set_chip(self, chip: Chip) -> None:
        """Show another state."""
        self._chip = chip
        self.setAccessibleName(self.tr("{word}, provisional").format(word=chip.word) if chip.provisional else chip.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """See QWidget."""
        return chip_size(self._chip, self.fontMetrics())

    def paintEvent(self, event: QPaintEvent) -> None:
        """See QWidget."""
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._chip, self.palette())
        painter.end()
