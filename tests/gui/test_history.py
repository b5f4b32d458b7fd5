"""History: the log in the words of the menus, with undo of any step nothing later depends on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from factdesk.gui.history import HistoryPanel
from factdesk.gui.steps import steps_of
from factdesk.model import Review
from tests.gui.conftest import capture_of


@pytest.fixture
def panel(qtbot, filled, jobs, themed):
    made = HistoryPanel(filled, jobs)
    jobs.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.activate()
    return made


def _rows(panel):
    return [panel.model.index(row).data() for row in range(panel.model.rowCount())]


def test_an_import_is_one_row_that_counts_its_reports(panel, filled):
    filled.reports.add_captures(
        [capture_of(f"Report {n}", f"House {n} will be built by 1 June 2026.") for n in range(3)]
    )
    panel.refresh(None)
    assert len(_rows(panel)) == 2
    assert _rows(panel)[0].startswith("Add “Report")
    assert _rows(panel)[0].endswith("and 2 more")


def test_a_step_is_undone_by_its_button_and_stays_listed_struck(panel, filled, jobs, qtbot):
    first, second, _ = filled.claims.ids("")
    jobs.write(lambda desk, _: desk.claims.review([first], Review.VERIFIED), label="x")
    jobs.write(lambda desk, _: desk.claims.review([second], Review.FLAGGED), label="x")
    panel.list.setCurrentIndex(panel.model.index(1))
    qtbot.mouseClick(panel.undo_button, Qt.MouseButton.LeftButton)
    assert filled.claims.get(first).claim.review is Review.NEW
    assert filled.claims.get(second).claim.review is Review.FLAGGED
    assert _rows(panel)[0].startswith("Undo: Verify")
    assert panel.model.step(panel.model.index(2)).first.is_undone
    assert "Undone" in panel.model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_step_that_others_depend_on_is_refused_with_a_sentence(panel, filled, jobs, qtbot):
    jobs.write(lambda desk, _: desk.claims.review(list(desk.claims.ids("")), Review.VERIFIED), label="x")
    panel.list.setCurrentIndex(panel.model.index(1))
    with qtbot.waitSignal(jobs.failed) as blocker:
        qtbot.mouseClick(panel.undo_button, Qt.MouseButton.LeftButton)
    assert "undo that first" in blocker.args[0]
    assert len(filled.reports.select()) == 1


def test_redo_takes_the_newest_undo_back(panel, filled, jobs, qtbot):
    panel.list.setCurrentIndex(panel.model.index(0))
    qtbot.mouseClick(panel.undo_button, Qt.MouseButton.LeftButton)
    assert filled.reports.select() == []
    assert panel.redo_button.isEnabled()
    qtbot.mouseClick(panel.redo_button, Qt.MouseButton.LeftButton)
    assert len(filled.reports.select()) == 1
    assert not panel.redo_button.isEnabled()


def test_what_is_undone_or_is_an_undo_cannot_be_undone_here(panel, qtbot):
    panel.list.setCurrentIndex(panel.model.index(0))
    qtbot.mouseClick(panel.undo_button, Qt.MouseButton.LeftButton)
    for row in range(2):
        panel.list.setCurrentIndex(panel.model.index(row))
        assert not panel.undo_button.isEnabled()


def test_a_long_history_is_read_page_by_page(panel, filled, monkeypatch):
    monkeypatch.setattr("factdesk.gui.history._PAGE", 5)
    (first, *_) = filled.claims.ids("")
    for number in range(12):
        filled.claims.tag([first], add=[f"t{number}"])
    panel.model.load()
    assert panel.model.rowCount() == 5
    while panel.model.canFetchMore(panel.model.index(-1)):
        panel.model.fetchMore(panel.model.index(-1))
    assert _rows(panel)[-1] == "Add “Minister names dates”"
    assert panel.model.rowCount() == 13


def test_ops_of_one_batch_are_one_step_with_the_words_of_its_first(filled):
    steps = steps_of(filled.log.history())
    assert [step.first.summary for step in steps] == ["Add “Minister names dates”"]
