"""A strip chart of when claims fall due: one bar a week, what is overdue left of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from factdesk.gui import theme
from factdesk.gui.badges import Tone, tone_colour
from factdesk.gui.words import day_phrase, interval_phrase

WEEKS_BACK = 13
WEEKS_AHEAD = 39
_WEEKS = WEEKS_BACK + WEEKS_AHEAD
_AXIS = 20
_TOP = 28
_LABEL = 14
_SCALE = 4
"""Bars fill the height from this many claims a week on."""
_HEIGHT = 132
_BAR_MOST = 0.78
"""Of a week's width."""


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days and how many claims fall due last in them, those overdue apart."""

    first: date
    overdue: int
    pending: int

    @property
    def last(self) -> date:
        """The Sunday."""
        return self.first + timedelta(days=6)

    @property
    def claims(self) -> int:
        """How many fall due."""
        return self.overdue + self.pending


def first_day(today: date) -> date:
    """Return the Monday at which the strip begins."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS_BACK)


def weeks_of(days: Iterable[tuple[date, bool]], today: date) -> tuple[Week, ...]:
    """Count last due days, each with whether it is overdue, by the weeks of the strip."""
    start = first_day(today)
    counted: Counter[tuple[int, bool]] = Counter(((day - start).days // 7, is_overdue) for day, is_overdue in days)
    return tuple(Week(start + timedelta(weeks=n), counted[n, True], counted[n, False]) for n in range(_WEEKS))


class Strip(QWidget):
    """The chart; a week can be chosen by mouse or keyboard."""

    chosen = Signal(object, object)
    """First and last day of a week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("When claims fall due"))
        self._weeks: tuple[Week, ...] = ()
        self._today = date.min
        self._at = -1

    def show_weeks(self, weeks: tuple[Week, ...], today: date) -> None:
        """Show these weeks."""
        self._weeks, self._today = weeks, today
        self._point_at(-1)
        self.update()

    def sizeHint(self) -> QSize:
        """See QWidget."""
        return QSize(640, _HEIGHT)

    def words_of(self, week: Week) -> str:
        """Return a week in words."""
        days = interval_phrase(week.first, week.last)
        if not week.claims:
            return self.tr("{days}: nothing due").format(days=days)
        count = self.tr("1 claim due") if week.claims == 1 else self.tr("{n} claims due").format(n=f"{week.claims:,}")
        late = self.tr(", {n} overdue").format(n=f"{week.overdue:,}") if week.overdue else ""
        return f"{days}: {count}{late}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """See QWidget."""
        painter = QPainter(self)
        c = theme.colours()
        font = self.font()
        font.setPixelSize(11)
        painter.setFont(font)
        self._paint_axis(painter, c)
        most = max((week.claims for week in self._weeks), default=0)
        for number, week in enumerate(self._weeks):
            if number == self._at:
                painter.fillRect(self._column(number), QColor(c.raised))
            if week.claims:
                self._paint_bar(painter, number, week, most, c)
        self._paint_today(painter, c)
        if self.hasFocus():
            painter.setPen(QColor(c.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """See QWidget."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._number_at(event.pos())
            QToolTip.showText(event.globalPos(), self.words_of(self._weeks[number]) if number >= 0 else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See QWidget."""
        number = self._number_at(event.position().toPoint())
        self._point_at(number)
        has_claims = number >= 0 and self._weeks[number].claims > 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if has_claims else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        """See QWidget."""
        self._point_at(-1)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See QWidget."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose(self._number_at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right point at weeks in which something falls due; Enter chooses."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._point_at(self._next_with_claims(step))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def _next_with_claims(self, step: int) -> int:
        number = self._at if self._at >= 0 else (WEEKS_BACK - step)
        while 0 <= (number := number + step) < len(self._weeks):
            if self._weeks[number].claims:
                return number
        return self._at

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._weeks) and self._weeks[number].claims:
            self.chosen.emit(self._weeks[number].first, self._weeks[number].last)

    def _point_at(self, number: int) -> None:
        if number == self._at:
            return
        self._at = number
        words = self.words_of(self._weeks[number]) if 0 <= number < len(self._weeks) else ""
        self.setAccessibleDescription(words)
        self.update()

    def _column(self, number: int) -> QRectF:
        width = self.width() / _WEEKS
        return QRectF(number * width, 0, width, self.height() - _AXIS)

    def _number_at(self, point: QPoint) -> int:
        number = int(point.x() * _WEEKS // max(1, self.width()))
        return number if 0 <= number < len(self._weeks) and 0 <= point.y() <= self.height() else -1

    def _paint_bar(self, painter: QPainter, number: int, week: Week, most: int, c: theme.Colours) -> None:
        column = self._column(number)
        room = column.height() - _TOP
        width = column.width() * _BAR_MOST
        left = column.center().x() - width / 2
        height = max(3.0, room * week.claims / max(most, _SCALE))
        over = height * week.overdue / week.claims
        bottom = column.bottom()
        quiet = QColor(c.accent)
        painter.fillRect(QRectF(left, bottom - height, width, height - over), quiet)
        painter.fillRect(QRectF(left, bottom - over, width, over), tone_colour(Tone.OVERDUE, self.palette()))
        if number == self._at or week.claims == most:
            painter.setPen(QColor(c.text))
            label = QRectF(column.center().x() - 24, bottom - height - _LABEL, 48, _LABEL)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, f"{week.claims:,}")

    def _paint_axis(self, painter: QPainter, c: theme.Colours) -> None:
        base = self.height() - _AXIS
        painter.setPen(QColor(c.line))
        painter.drawLine(0, base, self.width(), base)
        if self._weeks and not any(week.claims for week in self._weeks):
            painter.setPen(QColor(c.muted))
            room = self.rect().adjusted(0, 0, 0, -_AXIS)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.tr("Nothing falls due in this time."))
        if not self._weeks:
            return
        width, start = self.width() / _WEEKS, self._weeks[0].first
        month = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        while month <= self._weeks[-1].last:
            x = int((month - start).days / 7 * width)
            painter.setPen(QColor(c.line))
            painter.drawLine(x, base, x, base + 5)
            painter.setPen(QColor(c.muted))
            name = day_phrase(month).split(" ", 1)[1]
            words = name if month.month == 1 else name.split(" ")[0]
            painter.drawText(x + 4, self.height() - 5, words)
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)

    def _paint_today(self, painter: QPainter, c: theme.Colours) -> None:
        if not self._weeks:
            return
        x = int((self._today - self._weeks[0].first).days / 7 * self.width() / _WEEKS)
        painter.setPen(QColor(c.text))
        painter.drawLine(x, 0, x, self.height() - _AXIS)
        painter.drawText(x + 5, 11, self.tr("today"))
