"""Reports: the list, its filter, and words of a report made a claim by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from factdesk.gui.report_rows import copies, row_of, spoken
from factdesk.gui.reports import ReportsPanel
from factdesk.model import Changes
from tests.gui.conftest import capture_of
from tests.gui.stories import LATER, add_later


@pytest.fixture
def reports(filled, jobs, qtbot, themed) -> Iterator[ReportsPanel]:
    add_later(filled)
    panel = ReportsPanel(filled, jobs)
    panel.resize(1100, 640)
    qtbot.addWidget(panel)
    jobs.changed.connect(panel.refresh)
    panel.show()
    qtbot.waitExposed(panel)
    panel.activate()
    yield panel
    jobs.changed.disconnect(panel.refresh)


def act(panel, action: str) -> None:
    panel.handlers()[action]()


def test_the_newest_report_is_open_and_the_arrows_go_through_them(reports, qtbot):
    first, second = reports.model.ids
    assert reports.reader.report_id == first
    qtbot.keyClick(reports.list, Qt.Key.Key_Down)
    assert reports.reader.report_id == second
    assert reports.reader.title.text() == "Minister names dates"


def test_the_filter_shortens_the_list_while_one_types(reports, qtbot):
    act(reports, "filter.focus")
    qtbot.keyClicks(reports.filter, "tunnel outlet:Evening")
    qtbot.waitUntil(lambda: len(reports.model.ids) == 1)
    assert reports.desk.reports.get(reports.model.ids[0]).title == "What came of it"
    reports.filter.clear()
    qtbot.keyClicks(reports.filter, " ")
    qtbot.waitUntil(lambda: len(reports.model.ids) == 2)


def test_a_filter_that_cannot_be_read_says_what_there_is_and_keeps_the_list(reports, qtbot):
    qtbot.keyClicks(reports.filter, "flavour:sweet")
    qtbot.waitUntil(reports.trouble.isVisible)
    assert "flavour" in reports.trouble.text()
    assert len(reports.model.ids) == 2


def test_selected_words_become_a_claim(reports, qtbot):
    report = next(h for h in reports.desk.reports.select("") if h.title == "What came of it")
    reports.show_record(report.id)
    words = "The tunnel stays open, the mayor said."
    start = LATER.index(words)
    reports.reader.text.select(start, start + len(words))
    qtbot.waitUntil(reports.strip.new.isVisible)
    qtbot.mouseClick(reports.strip.new, Qt.MouseButton.LeftButton)
    (claim_id,) = reports.desk.reports.claim_ids(report.id)
    claim = reports.desk.claims.get(claim_id).claim
    assert (claim.quote, claim.start) == (words, start)
    assert reports.reader.text.current() == claim_id
    assert reports.strip.words.text() == words


def test_without_a_selection_a_new_claim_says_what_to_do(reports, jobs, qtbot):
    with qtbot.waitSignal(jobs.failed) as told:
        act(reports, "claim.new")
    assert "Select the words" in told.args[0]


def test_the_original_stands_beside_the_text_as_it_came(desk, jobs, qtbot, themed):
    page = b"<html><body><p>The dam will close by 3 May 2026.</p></body></html>"
    capture = replace(capture_of("Page", "The dam will close by 3 May 2026.\n"), original=page, media_type="text/html")
    desk.reports.add_captures([capture])
    panel = ReportsPanel(desk, jobs)
    qtbot.addWidget(panel)
    panel.show()
    panel.activate()
    assert panel.original.isHidden()
    qtbot.mouseClick(panel.strip.original, Qt.MouseButton.LeftButton)
    assert panel.original.isVisible()
    assert panel.original.toPlainText() == page.decode()


def test_a_click_on_a_lit_claim_shows_it_and_opens_it(reports, qtbot):
    report = next(h for h in reports.desk.reports.select("") if h.title == "Minister names dates")
    reports.show_record(report.id)
    text = reports.reader.text
    chosen = text.lit()[1]
    spot = text.cursorRect(text._cursor(chosen.start + 3, chosen.start + 3)).center()
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert reports.strip.words.text() == "The tunnel will be closed by 25 March 2026."
    with qtbot.waitSignal(reports.open_claim) as opened:
        qtbot.mouseClick(reports.strip.open, Qt.MouseButton.LeftButton)
    assert opened.args == [chosen.key]


def test_a_report_opens_at_a_passage(reports, qtbot):
    report = next(h for h in reports.desk.reports.select("") if h.title == "What came of it")
    start = LATER.index("The tunnel stays")
    reports.show_record(report.id, start, start + 16)
    assert reports.list.currentIndex().row() == reports.model.row_of(report.id)
    marks = reports.reader.text.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == ["The tunnel stays"]


def test_a_report_hidden_by_the_filter_opens_all_the_same(reports, qtbot):
    qtbot.keyClicks(reports.filter, "outlet:Evening")
    qtbot.waitUntil(lambda: len(reports.model.ids) == 1)
    hidden = next(h for h in reports.desk.reports.select("") if h.title == "Minister names dates")
    reports.show_record(hidden.id)
    assert reports.reader.report_id == hidden.id
    assert reports.filter.text() == ""


def test_an_undone_import_leaves_the_list(reports, jobs, qtbot):
    add = [op for op in reports.desk.log.history() if op.name == "report.add"]
    jobs.write(lambda desk, _: desk.log.undo(add[0].id), label="Undo")
    assert len(reports.model.ids) == 1


def test_copies_of_one_story_are_marked(desk):
    text = "\n\n".join(f"Sentence number {n} of the very same story stands here." for n in range(30))
    again = capture_of("Again", text + " More.", published=date(2026, 1, 6), outlet="The Copyist")
    desk.reports.add_captures([again, capture_of("First", text)])
    heads = desk.reports.select("")
    marked = copies(heads)
    assert [heads_by(heads, i) for i in marked] == ["Again"]
    again = next(h for h in heads if h.title == "Again")
    assert row_of(again, marked[again.id]).below.startswith("copy")
    assert "a copy of report" in spoken(again, marked[again.id])


def heads_by(heads, report_id):
    return next(h.title for h in heads if h.id == report_id)


def test_an_empty_desk_leads_to_adding_reports(desk, jobs, qtbot, themed):
    panel = ReportsPanel(desk, jobs)
    qtbot.addWidget(panel)
    panel.show()
    panel.activate()
    assert panel.nothing.isVisible()
    with qtbot.waitSignal(panel.show_screen) as asked:
        qtbot.mouseClick(panel.nothing.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["add"]


def test_a_hidden_list_looks_again_only_when_it_is_shown(filled, jobs, qtbot, themed):
    panel = ReportsPanel(filled, jobs)
    qtbot.addWidget(panel)
    panel.refresh(Changes(1, reports=(1,)))
    assert list(panel.model.ids) == []
    panel.show()
    panel.activate()
    assert len(panel.model.ids) == 1
