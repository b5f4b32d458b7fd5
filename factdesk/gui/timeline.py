"""A claim over time: when it was made, when it is due, what was reported, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from factdesk.gui import theme
from factdesk.gui.badges import Tone, outcome_chip, paint_shape, relation_chip, tone_colour
from factdesk.gui.plain import tip
from factdesk.gui.words import day_phrase, interval_phrase
from factdesk.model import EvidenceState, Outcome, Relation

_HEIGHT = 132
_SIDE = 12
_BAND = QRect(0, 8, 0, 18)
_DOTS = 50
_DUE = 74
_AXIS = 104
_DOT = 12
_FEWEST_PIXELS = 62


@dataclass(frozen=True, slots=True)
class Band:
    """What the claim was from one day on, up to the next band."""

    first: date
    outcome: Outcome
    provisional: bool


@dataclass(frozen=True, slots=True)
class DueBar:
    """A due interval; a struck one is no longer in force."""

    first: date | None
    last: date | None
    is_struck: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A piece of evidence."""

    evidence_id: int
    day: date
    relation: Relation
    state: EvidenceState
    words: str


@dataclass(frozen=True, slots=True)
class Story:
    """Everything the timeline shows."""

    made: date
    until: date
    """Today."""
    dues: tuple[DueBar, ...] = ()
    dots: tuple[Dot, ...] = ()
    bands: tuple[Band, ...] = ()

    def ends(self) -> tuple[date, date]:
        """Return the first and the last day to show, with some room at both ends."""
        days = [self.made, self.until, *(dot.day for dot in self.dots)]
        days += [day for due in self.dues for day in (due.first, due.last) if day is not None]
        room = max((max(days) - min(days)) // 24, timedelta(days=2))
        return min(days) - room, max(days) + room


class Timeline(QWidget):
    """Paints a :class:`Story`; a click on a dot tells which piece of evidence it is."""

    evidence_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._story: Story | None = None
        self._as_of: date | None = None
        self.setAccessibleName(self.tr("Timeline"))

    def show_story(self, story: Story | None) -> None:
        """Show a claim's story."""
        self._story = story
        self.setAccessibleDescription(self._spoken())
        self.update()

    def set_as_of(self, day: date | None) -> None:
        """Draw the line of the day the page shows."""
        self._as_of = day
        self.update()

    def x_of(self, day: date) -> float:
        """Return where a day begins, in pixels."""
        assert self._story is not None
        first, last = self._story.ends()
        share = (day - first).days / max((last - first).days, 1)
        return _SIDE + share * (self.width() - 2 * _SIDE)

    def dot_at(self, point: QPoint) -> Dot | None:
        """Return the piece of evidence under a point."""
        for dot, box in self._boxes():
            if box.adjusted(-4, -6, 4, 6).contains(QPointF(point)):
                return dot
        return None

    def sizeHint(self) -> QSize:
        """See QWidget."""
        return QSize(480, _HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Say what a dot is; see QWidget."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            dot = self.dot_at(event.pos())
            QToolTip.showText(event.globalPos(), tip(dot.words) if dot else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See QWidget."""
        dot = self.dot_at(event.position().toPoint())
        if dot is not None:
            self.evidence_clicked.emit(dot.evidence_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See QWidget."""
        over = self.dot_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See QWidget."""
        if self._story is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis(painter)
        self._paint_bands(painter, self._story.bands)
        self._paint_dues(painter, self._story.dues)
        self._paint_made(painter)
        self._paint_dots(painter)
        self._paint_day(painter, self._story.until, QColor(theme.colours().muted), self.tr("today"))
        if self._as_of is not None and self._as_of != self._story.until:
            accent = self.palette().color(QPalette.ColorRole.Accent)
            self._paint_day(painter, self._as_of, accent, day_phrase(self._as_of))
        painter.end()

    def _paint_axis(self, painter: QPainter) -> None:
        assert self._story is not None
        painter.setPen(QPen(QColor(theme.colours().edge), 1))
        painter.drawLine(_SIDE, _AXIS, self.width() - _SIDE, _AXIS)
        metrics = painter.fontMetrics()
        for day, words in _ticks(*self._story.ends(), (self.width() - 2 * _SIDE) // _FEWEST_PIXELS):
            x = round(self.x_of(day))
            painter.setPen(QPen(QColor(theme.colours().edge), 1))
            painter.drawLine(x, _AXIS, x, _AXIS + 4)
            painter.setPen(QColor(theme.colours().muted))
            if x + metrics.horizontalAdvance(words) < self.width():
                painter.drawText(x + 3, _AXIS + 6 + metrics.ascent(), words)

    def _paint_bands(self, painter: QPainter, bands: Sequence[Band]) -> None:
        assert self._story is not None
        ends = [*(band.first for band in bands), self._story.until + timedelta(days=1)][1:]
        for band, end in zip(bands, ends, strict=True):
            left, right = self.x_of(band.first), self.x_of(end)
            box = QRectF(left, _BAND.top(), max(right - left - 1, 2), _BAND.height())
            chip = outcome_chip(band.outcome, provisional=band.provisional)
            colour = tone_colour(chip.tone, self.palette())
            self._paint_band(painter, box, colour, is_provisional=band.provisional)
            room = box.width() - 26
            if room > 12:
                paint_shape(painter, QRectF(box.left() + 5, box.top() + 4, 10, 10), chip.shape, colour, self._ground())
                words = painter.fontMetrics().elidedText(chip.word, Qt.TextElideMode.ElideRight, int(room))
                painter.setPen(colour)
                painter.drawText(box.adjusted(20, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_band(self, painter: QPainter, box: QRectF, colour: QColor, *, is_provisional: bool) -> None:
        fill = QColor(colour)
        fill.setAlpha(0 if is_provisional else 40)
        painter.setBrush(fill)
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine if is_provisional else Qt.PenStyle.SolidLine))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _paint_dues(self, painter: QPainter, dues: Sequence[DueBar]) -> None:
        assert self._story is not None
        colour = tone_colour(Tone.OPEN, self.palette())
        for due in dues:
            first = due.first or (due.last if due.last is not None else self._story.made)
            last = due.last or self._story.ends()[1]
            left, right = self.x_of(first), self.x_of(last + timedelta(days=1))
            box = QRectF(left, _DUE, max(right - left, 6), 12)
            fill = QColor(colour)
            fill.setAlpha(0 if due.is_struck else 70)
            painter.setBrush(fill)
            painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine if due.is_struck else Qt.PenStyle.SolidLine))
            painter.drawRoundedRect(box, 2, 2)
            if due.is_struck:
                painter.setPen(QPen(colour, 1.4))
                painter.drawLine(QPointF(box.left() - 3, box.center().y()), QPointF(box.right() + 3, box.center().y()))

    def _paint_made(self, painter: QPainter) -> None:
        assert self._story is not None
        x = self.x_of(self._story.made)
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(ink, 1.5))
        painter.drawLine(QPointF(x, _BAND.bottom() + 4), QPointF(x, _AXIS))
        painter.setPen(ink)
        painter.drawText(QPointF(x + 4, _AXIS - 4), self.tr("made"))

    def _paint_dots(self, painter: QPainter) -> None:
        for dot, box in self._boxes():
            chip = relation_chip(dot.relation)
            colour = tone_colour(chip.tone, self.palette())
            is_faint = dot.state is EvidenceState.REJECTED or (self._as_of is not None and dot.day > self._as_of)
            painter.setOpacity(0.3 if is_faint else 1.0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ground())
            painter.drawEllipse(box.adjusted(-2, -2, 2, 2))
            paint_shape(painter, box, chip.shape, colour, self._ground())
            if dot.state is EvidenceState.PROPOSED:
                painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(box.adjusted(-3, -3, 3, 3))
            painter.setOpacity(1.0)

    def _paint_day(self, painter: QPainter, day: date, colour: QColor, words: str) -> None:
        x = self.x_of(day)
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, _BAND.bottom() + 2), QPointF(x, _AXIS))
        painter.setPen(colour)
        width = painter.fontMetrics().horizontalAdvance(words)
        left = x - width - 4 if x + width + 6 > self.width() else x + 4
        painter.drawText(QPointF(left, _AXIS - 4), words)

    def _boxes(self) -> list[tuple[Dot, QRectF]]:
        """Return where the dots stand; those of one day stand beside each other."""
        if self._story is None:
            return []
        taken: dict[int, int] = {}
        boxes = []
        for dot in self._story.dots:
            x = self.x_of(dot.day)
            place = taken.get(round(x / _DOT), 0)
            taken[round(x / _DOT)] = place + 1
            shift = place * (_DOT + 3) if place < 4 else 4 * (_DOT + 3)
            boxes.append((dot, QRectF(x - _DOT / 2 + shift, _DOTS - _DOT / 2, _DOT, _DOT)))
        return boxes

    def _ground(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.Window)

    def _spoken(self) -> str:
        if self._story is None:
            return ""
        parts = [self.tr("Made {day}").format(day=day_phrase(self._story.made))]
        for due in self._story.dues:
            when = interval_phrase(due.first or due.last, due.last or due.first)  # type: ignore[arg-type]
            parts.append((self.tr("was due {when}") if due.is_struck else self.tr("due {when}")).format(when=when))
        return "; ".join([*parts, *(dot.words for dot in self._story.dots)])


def _ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """Return the first days of months, quarters or years between two days, as many as there is room for."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120, 240) if months / s <= max(most, 1)), 240)
    count = first.year * 12 + first.month
    found = []
    while (count := count + 1) <= last.year * 12 + last.month:
        if (count - 1) % step == 0:
            day = date((count - 1) // 12, (count - 1) % 12 + 1, 1)
            words = str(day.year) if step >= 12 else day_phrase(day).split(" ", 1)[1]
            found.append((day, words))
    return found
