"""Add reports: paste, files, dates, failures; nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, QMimeData, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication

from factdesk.errors import FactDeskError
from factdesk.gui.add import AddPanel
from factdesk.gui.add_table import CLAIMS, OUTLET, PUBLISHED, STATE
from factdesk.gui.adding import State
from factdesk.gui.day_field import DayField, read_day
from factdesk.model import PublishedBy

TEXT = (
    "The minister spoke about the works on the river on Monday and named two dates. "
    "The bridge will open by 1 March 2026. The tunnel will be closed by 25 March 2026."
)
LATER = (
    "The mayor cut the ribbon on Sunday before a large crowd of people. Everybody has seen the bridge by 1 March 2026."
)


@pytest.fixture
def panel(qtbot, desk, jobs, themed):
    made = AddPanel(desk, jobs)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.activate()
    return made


def _words(panel, row, column):
    return panel.model.index(row, column).data()


def _paste(panel, qtbot, text=TEXT, day="2026-01-05"):
    panel.paste.setPlainText(text)
    panel.published.setText(day)
    qtbot.keyClick(panel.paste, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_pasted_text_becomes_a_report_with_claims(panel, desk, qtbot):
    panel.outlet.setText("Daily Post")
    _paste(panel, qtbot)
    (head,) = desk.reports.select()
    assert (head.outlet, head.published, head.published_by) == ("Daily Post", date(2026, 1, 5), PublishedBy.GIVEN)
    assert _words(panel, 0, CLAIMS) == "2"
    assert _words(panel, 0, STATE) == "Added"
    assert _words(panel, 0, OUTLET) == "Daily Post"
    assert panel.paste.toPlainText() == ""


def test_the_same_text_again_is_told_and_not_doubled(panel, desk, qtbot):
    _paste(panel, qtbot)
    _paste(panel, qtbot)
    assert len(desk.reports.select()) == 1
    assert _words(panel, 1, STATE).startswith("Already here")


def test_a_date_that_cannot_be_read_keeps_everything(panel, desk, qtbot):
    _paste(panel, qtbot, day="next week")
    assert panel.paste.toPlainText() == TEXT
    assert panel.published.text() == "next week"
    assert "2026-01-31" in panel._told.text()
    assert desk.reports.select() == []


def test_a_text_that_is_refused_stays_in_the_field(panel, desk, jobs, qtbot, monkeypatch):
    def refuse(verb, done, failed=None):
        failed("There is no text in it.")

    monkeypatch.setattr(jobs, "capture", refuse)
    _paste(panel, qtbot)
    assert panel.paste.toPlainText() == TEXT
    assert panel._told.text() == "There is no text in it."
    assert panel.add_button.isEnabled()


def test_a_text_without_a_date_waits_for_one_and_is_read_with_it(panel, desk, qtbot):
    _paste(panel, qtbot, day="")
    assert panel.adding.items[0].state is State.UNDATED
    assert desk.reports.select() == []
    assert panel.model.setData(panel.model.index(0, PUBLISHED), "5 January 2026")
    (head,) = desk.reports.select()
    assert head.published == date(2026, 1, 5)


def test_what_has_no_date_can_be_added_without(panel, desk, qtbot):
    _paste(panel, qtbot, day="")
    qtbot.mouseClick(panel.without_date, Qt.MouseButton.LeftButton)
    (head,) = desk.reports.select()
    assert head.published is None
    assert "no date" in _words(panel, 0, PUBLISHED)


def test_the_date_of_an_added_report_can_be_put_right(panel, desk, qtbot):
    _paste(panel, qtbot)
    panel.model.setData(panel.model.index(0, PUBLISHED), "2026-01-06")
    assert desk.reports.select()[0].published == date(2026, 1, 6)
    assert _words(panel, 0, PUBLISHED).startswith("6 Jan 2026")
    assert not panel.model.setData(panel.model.index(0, PUBLISHED), "soon")


def test_files_come_in_by_date_and_are_one_step(panel, desk, tmp_path):
    for name, day, text in (("later", "2026-03-02", LATER), ("earlier", "2026-01-05", TEXT)):
        (tmp_path / f"{name}.txt").write_text(f"Published {day}\n\n{text}\n", encoding="utf-8")
    panel.adding.add_files([tmp_path / "later.txt", tmp_path / "earlier.txt"])
    assert [item.state for item in panel.adding.items] == [State.ADDED, State.ADDED]
    first, second = sorted(desk.reports.select(), key=lambda head: head.id)
    assert first.published < second.published
    desk.log.undo()
    assert desk.reports.select() == []


def test_a_bad_file_stays_listed_and_stops_no_other(panel, desk, tmp_path):
    (tmp_path / "good.txt").write_text(f"Published 2026-01-05\n\n{TEXT}", encoding="utf-8")
    panel.adding.add_files([tmp_path / "missing.txt", tmp_path / "good.txt"])
    assert [item.state for item in panel.adding.items] == [State.FAILED, State.ADDED]
    assert _words(panel, 0, STATE).startswith("Not added. ")
    assert len(desk.reports.select()) == 1
    panel._clear_done()
    assert [item.state for item in panel.adding.items] == [State.FAILED]


def test_a_report_that_failed_can_be_tried_again(panel, desk, jobs, qtbot, monkeypatch):
    write, calls = jobs.write, []

    def fail_once(verb, *, label, done=None, failed=None):
        calls.append(label)
        if len(calls) == 1:
            failed("The disk is full.")
            return None
        return write(verb, label=label, done=done, failed=failed)

    monkeypatch.setattr(jobs, "write", fail_once)
    _paste(panel, qtbot)
    assert panel.adding.items[0].state is State.FAILED
    qtbot.mouseClick(panel.go_on, Qt.MouseButton.LeftButton)
    assert panel.adding.items[0].state is State.ADDED
    assert len(desk.reports.select()) == 1


def test_cancel_stops_what_waits_and_it_can_be_taken_up_again(panel, desk, jobs, tmp_path, monkeypatch):
    held = []
    monkeypatch.setattr(jobs, "write", lambda verb, **how: held.append((verb, how)))
    for number in range(3):
        text = f"Published 2026-01-0{number + 1}\n\nHouse number {number} will be built by 1 June 2026, they say."
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    panel.adding.add_files([tmp_path / f"{number}.txt" for number in range(3)])
    jobs.cancel()
    assert [item.state for item in panel.adding.items] == [State.READING, State.STOPPED, State.STOPPED]
    monkeypatch.undo()
    (verb, how), *_ = held
    jobs.write(verb, **how)
    panel.adding.go_on()
    assert [item.state for item in panel.adding.items] == [State.ADDED] * 3


def test_text_dropped_on_the_window_joins_what_was_typed(panel):
    panel.paste.setPlainText("A draft.")
    data = QMimeData()
    data.setText("More of it.")
    panel.take(data)
    assert panel.paste.toPlainText() == "A draft.\n\nMore of it."


def test_a_row_opens_its_report(panel, qtbot):
    _paste(panel, qtbot)
    with qtbot.waitSignal(panel.open_report) as blocker:
        panel.table.activated.emit(panel.model.index(0, 0))
    assert blocker.args == [1, 0, 0]


@pytest.mark.parametrize("words", ["2026-01-31", "31 January 2026", "31 Jan 2026", "January 31, 2026", " 31.01.2026 "])
def test_days_are_read_as_people_write_them(words):
    assert read_day(words) == date(2026, 1, 31)


def test_what_is_no_day_is_no_day():
    assert read_day("31 February 2026") is None
    assert read_day("soon") is None


def test_an_error_of_the_engine_is_told_in_its_row(panel, desk, qtbot, monkeypatch):
    def fall(self, *asked):
        raise FactDeskError("The reader is ill.")

    monkeypatch.setattr(type(desk._context.engine), "probes", fall)
    _paste(panel, qtbot)
    assert panel.adding.items[0].state is State.FAILED
    assert "The reader is ill." in _words(panel, 0, STATE)


def test_a_pasted_text_without_a_date_asks_for_it_where_the_person_types(panel, desk, qtbot):
    panel.paste.setFocus()
    _paste(panel, qtbot, day="")
    assert panel.adding.items[0].state is State.UNDATED
    assert panel.table.hasFocus()
    qtbot.keyClick(panel.table, "5")
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, " January 2026")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.adding.items[0].published == date(2026, 1, 5))
    assert [head.published for head in desk.reports.select()] == [date(2026, 1, 5)]
    qtbot.waitUntil(panel.paste.hasFocus)


def test_a_missing_date_is_picked_with_the_mouse(panel, desk, qtbot):
    _paste(panel, qtbot, day="")
    place = panel.model.index(0, PUBLISHED)
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=panel.table.visualRect(place).center())
    field = panel.table.findChild(DayField)
    field.calendar_action.trigger()
    assert field.calendar.month.isVisible()
    field.calendar.month.clicked.emit(QDate(2026, 1, 5))
    assert [head.published for head in desk.reports.select()] == [date(2026, 1, 5)]


def test_the_down_key_opens_the_calendar_and_enter_picks_its_day(panel, qtbot):
    panel.published.setFocus()
    panel.published.setText("2026-01-05")
    qtbot.keyClick(panel.published, Qt.Key.Key_Down)
    month = panel.published.calendar.month
    view = month.findChild(QAbstractItemView)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert panel.published.day() == date(2026, 1, 6)


def test_files_not_looked_at_before_everything_was_stopped_are_taken_up_again(panel, desk, tmp_path, qtbot):
    files = [tmp_path / f"{number}.txt" for number in range(4)]
    for number, file in enumerate(files):
        file.write_text(f"Published 5 January 2026\n\n{TEXT} Number {number}.\n", encoding="utf-8")
    panel.adding.appended.connect(lambda _: panel.jobs.cancel() if len(panel.adding.items) == 1 else None)
    panel.adding.add_files(files)
    qtbot.waitUntil(lambda: not panel.adding.is_busy)
    assert panel.adding.files_stopped == 3
    assert panel.go_on.isVisible()
    assert "3" in panel.go_on.text()
    qtbot.mouseClick(panel.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [item.state for item in panel.adding.items] == [State.ADDED] * 4)
    assert len(desk.reports.select()) == 4
