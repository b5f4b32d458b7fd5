"""A field for a day: typed in the usual ways or picked in a calendar."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QVBoxLayout, QWidget

from factdesk.gui.icons import icon

_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d.%m.%Y")
_OPENS = (Qt.Key.Key_Down, Qt.Key.Key_F4)
_CALENDAR_SIZE = (320, 240)


def read_day(words: str) -> date | None:
    """Read a day as a person types it: 2026-01-31, 31 January 2026, Jan 31, 2026 or 31.01.2026."""
    for form in _FORMATS:
        try:
            return datetime.strptime(" ".join(words.split()), form).date()
        except ValueError:
            continue
    return None


class DayField(QLineEdit):
    """A line for a day, with a calendar behind its button and the Down key."""

    picked = Signal()
    """A day was chosen in the calendar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("yyyy-mm-dd"))
        self.calendar_action = QAction(icon("calendar"), self.tr("Choose the day in a calendar"), self)
        self.calendar_action.triggered.connect(self.open_calendar)
        self.addAction(self.calendar_action, QLineEdit.ActionPosition.TrailingPosition)
        self.calendar: Calendar | None = None

    def day(self) -> date | None:
        """Return the day, null where there is none or it cannot be read."""
        return read_day(self.text())

    def set_day(self, day: date | None) -> None:
        """Show a day."""
        self.setText(day.isoformat() if day else "")

    def open_calendar(self) -> None:
        """Show a calendar under the field."""
        self.calendar = Calendar(self.day(), self)
        self.calendar.chosen.connect(self._pick)
        self.calendar.open_under(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See QWidget."""
        if event.key() in _OPENS:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def _pick(self, day: date) -> None:
        self.set_day(day)
        self.setFocus()
        self.picked.emit()


class Calendar(QWidget):
    """A month to choose a day from; gone with the choice, Escape or a click elsewhere.

    Args:
        day: what is chosen now.
        parent: as in Qt.
    """

    chosen = Signal(object)
    """The day."""

    def __init__(self, day: date | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.month = QCalendarWidget()
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setMinimumSize(*_CALENDAR_SIZE)
        for day_of_week in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day_of_week, QTextCharFormat())
        self.month.setAccessibleName(self.tr("Calendar"))
        if day is not None:
            self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.clicked.connect(self._choose)
        self.month.activated.connect(self._choose)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.month)

    def open_under(self, field: QWidget) -> None:
        """Show it under a field, or above it where there is no room."""
        self.adjustSize()
        at, room = field.mapToGlobal(QPoint(0, field.height())), field.screen().availableGeometry()
        if at.y() + self.height() > room.bottom():
            at.setY(field.mapToGlobal(QPoint(0, 0)).y() - self.height())
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        self.move(at)
        self.show()
        self.month.setFocus()

    def _choose(self, day: QDate) -> None:
        if self.isVisible():
            self.hide()
            self.chosen.emit(date(day.year(), day.month(), day.day()))
            self.close()
