"""Due dates in Triage: typed words are read at once, a calendar and other readings are at hand, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QPushButton

from factdesk.model import Bound, Due, Precision, Review
from factdesk.reading.dates import read_due_words
from tests.gui.test_triage import press, reviews


def test_due_words_show_at_once_as_what_they_are_read(triage, filled, qtbot):
    first = triage.round.current
    press(qtbot, "D")
    assert triage.view.form.due.words.hasSelectedText()
    qtbot.keyClicks(triage.view.form.due.words, "by 9 April 2026")
    qtbot.waitUntil(lambda: triage.view.form.due.interval.text() == "by 9 Apr 2026")
    assert filled.claims.get(first).claim.due.to_day != date(2026, 4, 9)
    press(qtbot, Qt.Key.Key_Return)
    assert filled.claims.get(first).claim.due.to_day == date(2026, 4, 9)


def test_a_due_day_or_a_span_can_be_picked_in_a_calendar(triage, filled, qtbot, monkeypatch):
    engine = filled._context.engine
    monkeypatch.setattr(engine, "due", lambda words, base, language, country: read_due_words(words, base))
    first = triage.round.current
    field = triage.view.form.due
    for day in (QDate(2026, 5, 14), QDate(2026, 5, 15)):
        field.calendar_action.trigger()
        field.calendar.month.clicked.emit(day)
        qtbot.waitUntil(lambda day=day: f"{day.day()}" in field.interval.text())
    assert field.interval.text() == "14–15 May 2026"
    qtbot.keyClick(field.words, Qt.Key.Key_Return)
    due = filled.claims.get(first).claim.due
    assert (due.from_day, due.to_day) == (date(2026, 5, 14), date(2026, 5, 15))


def test_due_words_that_cannot_be_read_hold_the_decision_and_are_not_lost(triage, filled, window, qtbot):
    first, second, _ = triage.model.ids
    press(qtbot, "D")
    qtbot.keyClicks(triage.view.form.due.words, "some day")
    qtbot.waitUntil(lambda: "cannot be read" in triage.view.form.due.interval.text())
    qtbot.mouseClick(triage.view.verify, Qt.MouseButton.LeftButton)
    assert reviews(filled)[first] is Review.NEW
    assert "cannot be read" in window.messages.text
    triage.view.queue.setFocus()
    press(qtbot, "J")
    assert triage.round.current == second
    press(qtbot, "K")
    assert triage.view.form.due.words.text() == "some day"


def test_another_reading_of_the_due_words_can_be_picked(triage, filled, qtbot, monkeypatch):
    other = Due("by 9 April 2026", None, date(2027, 4, 9), Bound.BY, Precision.DAY, "plain.next", "/2027-04-09")
    engine = filled._context.engine
    read = engine.due
    monkeypatch.setattr(engine, "due", lambda *args: replace(read(*args), alternatives=(other,)))
    first = triage.round.current
    press(qtbot, "D")
    qtbot.keyClicks(triage.view.form.due.words, "by 9 April 2026")
    qtbot.waitUntil(lambda: triage.view.form.due.others.count() == 1)
    qtbot.mouseClick(triage.view.form.due.others.itemAt(0).widget().findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert filled.claims.get(first).claim.due.to_day == date(2027, 4, 9)
    assert filled.claims.get(first).claim.due.alternatives[0].to_day == date(2026, 4, 9)
