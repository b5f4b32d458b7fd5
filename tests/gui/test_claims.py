"""The Claims screen: asking by words and by facets, deciding in bulk, editing in place, saved views."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from factdesk.desk import Desk
from factdesk.gui.claims import ClaimsPanel
from factdesk.gui.columns import Column
from factdesk.gui.jobs import InlineJobs
from factdesk.gui.views import kept_views
from factdesk.gui.window import Window
from factdesk.model import Outcome, Review
from tests.gui.claims_screen import cell, click, double_click, focus, ids, open_claims, typed, until

KEY = Qt.Key


@pytest.fixture
def panel(filled: Desk, jobs: InlineJobs, themed: QApplication, qtbot: object) -> ClaimsPanel:
    """The Claims screen with three claims: bridge (overdue), tunnel, prices."""
    shown = open_claims(filled, jobs)
    qtbot.addWidget(shown)  # type: ignore[attr-defined]
    return shown


def test_typing_words_filters_the_list_and_escape_brings_all_back(panel: ClaimsPanel) -> None:
    focus(panel.search)
    QTest.keyClicks(panel.search, "tunnel")
    until(lambda: len(ids(panel)) == 1)
    assert panel.table.current_record().claim.text.startswith("The tunnel")  # type: ignore[union-attr]
    assert panel.count.text() == "1 claim"
    QTest.keyClick(panel.search, KEY.Key_Escape)
    until(lambda: len(ids(panel)) == 3)


def test_clicking_facet_values_puts_them_into_the_query_as_alternatives(panel: ClaimsPanel) -> None:
    click(panel.facets, panel.facets.index_of("outcome", "overdue"))
    assert (panel.search.text(), len(ids(panel))) == ("outcome:overdue", 1)
    click(panel.facets, panel.facets.index_of("outcome", "pending"))
    assert (panel.search.text(), len(ids(panel))) == ("outcome:overdue,pending", 3)
    click(panel.facets, panel.facets.index_of("outcome", "overdue"))
    assert panel.query() == "outcome:pending"
    row = panel.facets.index_of("outcome", "pending").data(Qt.ItemDataRole.AccessibleTextRole)
    assert row == "Outcome Pending, 2 claims, chosen"


def test_a_query_that_cannot_be_read_says_why_and_leaves_the_list(panel: ClaimsPanel) -> None:
    focus(panel.search)
    QTest.keyClicks(panel.search, "colour:blue")
    QTest.keyClick(panel.search, KEY.Key_Return)
    assert "no field “colour:”" in panel.trouble.text()
    assert panel.trouble.isVisible()
    assert len(ids(panel)) == 3
    panel.search.clear()
    until(lambda: not panel.trouble.isVisible())


def test_nothing_found_offers_to_clear_the_filter(panel: ClaimsPanel) -> None:
    panel.show_query("zebra")
    assert panel.empty.heading.text() == "No claim matches"
    QTest.mouseClick(panel.empty.button, Qt.MouseButton.LeftButton)
    assert (panel.search.text(), len(ids(panel))) == ("", 3)


def test_an_empty_desk_leads_to_adding_reports(
    desk: Desk, jobs: InlineJobs, themed: QApplication, qtbot: object
) -> None:
    panel = open_claims(desk, jobs)
    qtbot.addWidget(panel)  # type: ignore[attr-defined]
    asked: list[str] = []
    panel.show_screen.connect(asked.append)
    QTest.mouseClick(panel.empty.button, Qt.MouseButton.LeftButton)
    assert asked == ["add"]


def test_fields_and_values_are_offered_while_typing(panel: ClaimsPanel) -> None:
    focus(panel.search)
    QTest.keyClicks(panel.search, "spea")
    assert panel.search._words.stringList() == ["speaker:"]
    QTest.keyClicks(panel.search, "ker:mini")
    assert panel.search._words.stringList() == ['="The minister"']
    offered = panel.search._list
    QTest.keyClick(offered, KEY.Key_Down)
    QTest.keyClick(offered, KEY.Key_Return)
    assert panel.search.text() == 'speaker:="The minister" '
    assert len(ids(panel)) == 3


def test_enter_asks_what_was_typed_where_no_offer_is_picked(panel: ClaimsPanel) -> None:
    focus(panel.search)
    QTest.keyClicks(panel.search, "tun")
    QTest.keyClick(panel.search, KEY.Key_Return)
    assert len(ids(panel)) == 1
    panel.search.clear()
    QTest.keyClicks(panel.search, "ou")
    QTest.keyClick(panel.search._list, KEY.Key_Return)
    assert not panel.search._list.isVisible()
    assert panel.empty.heading.text() == "No claim matches"


def test_the_beginning_of_a_field_is_not_taken_for_a_word_at_once(panel: ClaimsPanel) -> None:
    focus(panel.search)
    QTest.keyClicks(panel.search, "outc")
    QTest.qWait(300)
    assert len(ids(panel)) == 3
    QTest.keyClicks(panel.search, "ome:")
    QTest.qWait(300)
    assert not panel.trouble.isVisible(), "a value is still to come"
    QTest.keyClicks(panel.search, "overdue")
    until(lambda: len(ids(panel)) == 1)


def test_verifying_several_claims_names_their_number_and_is_one_undo_step(panel: ClaimsPanel, desk: Desk) -> None:
    click(panel.table, cell(panel, 0, Column.OUTCOME))
    click(panel.table, cell(panel, 2, Column.OUTCOME), Qt.KeyboardModifier.ShiftModifier)
    assert panel.bulk.buttons["claim.verify"].text() == "Verify 3 claims"
    assert panel.bulk.buttons["claim.reject"].accessibleName() == "Reject 3 claims"
    QTest.mouseClick(panel.bulk.buttons["claim.verify"], Qt.MouseButton.LeftButton)
    assert [record.claim.review for record in desk.claims.select()] == [Review.VERIFIED] * 3
    panel.refresh(desk.log.undo())
    assert [record.claim.review for record in desk.claims.select()] == [Review.NEW] * 3
    assert panel.table.claims.row_at(0).review.word == "New"  # type: ignore[union-attr]


def test_ctrl_a_chooses_all_and_escape_none(panel: ClaimsPanel) -> None:
    focus(panel.table)
    QTest.keyClick(panel.table, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert panel.table.chosen() == ids(panel)
    assert panel.bulk.isVisible()
    QTest.keyClick(panel.table, KEY.Key_Escape)
    assert panel.table.chosen() == []
    assert not panel.bulk.isVisible()


def test_the_claims_chosen_are_copied_as_csv_in_the_order_shown(panel: ClaimsPanel) -> None:
    panel.set_view("", "-due")
    click(panel.table, cell(panel, 0, Column.OUTCOME))
    click(panel.table, cell(panel, 2, Column.OUTCOME), Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(panel.table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = list(csv.DictReader(io.StringIO(QGuiApplication.clipboard().text())))
    assert [int(line["id"]) for line in copied] == [ids(panel)[0], ids(panel)[2]]


def test_what_is_chosen_stays_chosen_when_the_order_changes(panel: ClaimsPanel) -> None:
    first = ids(panel)[0]
    click(panel.table, cell(panel, 0, Column.OUTCOME))
    panel.table.columns.sectionClicked.emit(int(Column.DUE))
    assert panel.sort() == "-due"
    assert ids(panel)[-1] == first
    assert panel.table.chosen() == [first]
    assert panel.table.current_id() == first


def test_a_list_that_shrinks_keeps_its_place(panel: ClaimsPanel, jobs: InlineJobs) -> None:
    panel.show_query("review:new")
    before = ids(panel)
    click(panel.table, cell(panel, 1, Column.OUTCOME))
    jobs.write(lambda desk, _: desk.claims.review([before[1]], Review.VERIFIED), label="")
    assert ids(panel) == [before[0], before[2]]
    assert panel.table.current_id() == before[2], "the next one in its place"
    assert panel.table.chosen() == []


def test_a_sentence_is_edited_in_its_cell(panel: ClaimsPanel, desk: Desk) -> None:
    double_click(panel.table, cell(panel, 0, Column.CLAIM))
    typed("The old bridge opens.", then=KEY.Key_Return)
    assert desk.claims.get(ids(panel)[0]).claim.text == "The old bridge opens."
    assert cell(panel, 0, Column.CLAIM).data() == "The old bridge opens."


def test_escape_gives_back_what_was_there(panel: ClaimsPanel, desk: Desk) -> None:
    before = desk.claims.get(ids(panel)[0]).claim.text
    focus(panel.table)
    panel.table.setCurrentIndex(cell(panel, 0, Column.CLAIM))
    QTest.keyClick(panel.table, KEY.Key_F2)
    typed("Something else", then=KEY.Key_Escape)
    assert desk.claims.get(ids(panel)[0]).claim.text == before
    assert cell(panel, 0, Column.CLAIM).data() == before


def test_leaving_the_cell_saves(panel: ClaimsPanel, desk: Desk) -> None:
    double_click(panel.table, cell(panel, 1, Column.SPEAKER))
    typed("Ann Example")
    focus(panel.search)
    assert desk.claims.get(ids(panel)[1]).claim.speaker == "Ann Example"


def test_due_words_that_cannot_be_read_are_kept_with_the_sentence_why(panel: ClaimsPanel, desk: Desk) -> None:
    claim_id = ids(panel)[0]
    before = desk.claims.get(claim_id).claim.due
    double_click(panel.table, cell(panel, 0, Column.DUE))
    typed("someday soon", then=KEY.Key_Return)
    assert desk.claims.get(claim_id).claim.due == before
    assert "“someday soon” cannot be read as a date" in panel.unsaved.words.text()
    assert panel.table.is_editing, "the cell opens again for whoever stayed on it"
    assert QApplication.focusWidget().toPlainText() == "someday soon"  # type: ignore[union-attr]
    typed("by 5 April 2026", then=KEY.Key_Return)
    due = desk.claims.get(claim_id).claim.due
    assert due is not None
    assert due.text == "by 5 April 2026"
    assert not panel.unsaved.isVisible()


def test_closing_saves_what_is_being_typed_and_asks_about_what_was_refused(panel: ClaimsPanel, desk: Desk) -> None:
    double_click(panel.table, cell(panel, 0, Column.CLAIM))
    typed("Typed and not entered.")
    assert panel.unfinished() == ""
    assert desk.claims.get(ids(panel)[0]).claim.text == "Typed and not entered."
    double_click(panel.table, cell(panel, 0, Column.DUE))
    typed("someday soon")
    assert "“someday soon” is not saved" in panel.unfinished()


def test_what_was_refused_survives_changes_and_another_list(panel: ClaimsPanel, jobs: InlineJobs) -> None:
    claim_id = ids(panel)[0]
    double_click(panel.table, cell(panel, 0, Column.DUE))
    typed("someday soon")
    focus(panel.search)
    panel.show_query("tunnel")
    jobs.write(lambda desk, _: desk.claims.review([claim_id], Review.FLAGGED), label="")
    QTest.mouseClick(panel.unsaved.again_button, Qt.MouseButton.LeftButton)
    assert panel.query() == f"claim:{claim_id}"
    assert QApplication.focusWidget().toPlainText() == "someday soon"  # type: ignore[union-attr]


def test_a_change_meanwhile_does_not_touch_what_is_being_typed(panel: ClaimsPanel, jobs: InlineJobs) -> None:
    double_click(panel.table, cell(panel, 0, Column.CLAIM))
    typed("Half a sen")
    jobs.write(lambda desk, _: desk.claims.review(ids(panel), Review.REJECTED), label="")
    typed("tence.", then=KEY.Key_Return)
    assert cell(panel, 0, Column.CLAIM).data() == "Half a sentence."
    assert panel.table.claims.row_at(0).review.word == "Rejected"  # type: ignore[union-attr]


def test_enter_and_a_double_click_outside_editable_cells_open_the_claim(panel: ClaimsPanel) -> None:
    opened: list[int] = []
    panel.open_claim.connect(opened.append)
    double_click(panel.table, cell(panel, 1, Column.OUTCOME))
    focus(panel.table)
    QTest.keyClick(panel.table, KEY.Key_Return)
    assert opened == [ids(panel)[1]] * 2


def test_a_view_saved_under_a_name_is_there_next_time(panel: ClaimsPanel, jobs: InlineJobs, qtbot: object) -> None:
    panel.set_view("outcome:pending", "-due")
    QTest.mouseClick(panel.tabs.save_button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(panel.tabs.name_field, "Open, late first")
    QTest.keyClick(panel.tabs.name_field, KEY.Key_Return)
    again = open_claims(panel.desk, jobs)
    qtbot.addWidget(again)  # type: ignore[attr-defined]
    button = again.tabs.button("Open, late first")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (again.query(), again.sort()) == ("outcome:pending", "-due")
    assert button.isChecked()
    again.tabs.remove(again.tabs.views[-1])
    assert "Open, late first" not in [view.name for view in kept_views(Path(panel.desk.path)) or []]


def test_an_outcome_set_by_hand_needs_a_note(panel: ClaimsPanel, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from factdesk.gui.outcome import OutcomeDialog

    def fill(dialog: OutcomeDialog) -> int:
        QTest.mouseClick(dialog.buttons[Outcome.PARTLY], Qt.MouseButton.LeftButton)
        assert not dialog.set_button.isEnabled()
        QTest.keyClicks(dialog.note_field, "Half of it opened.")
        assert dialog.set_button.isEnabled()
        QTest.mouseClick(dialog.set_button, Qt.MouseButton.LeftButton)
        return dialog.result()

    monkeypatch.setattr(OutcomeDialog, "exec", fill)
    click(panel.table, cell(panel, 0, Column.OUTCOME))
    QTest.mouseClick(panel.bulk.buttons["claim.set_outcome"], Qt.MouseButton.LeftButton)
    status = desk.claims.get(ids(panel)[0]).status
    assert status.outcome is Outcome.PARTLY
    assert "Half of it opened" in status.why


def test_tags_are_added_to_several_claims_and_taken_away_in_one_step(
    panel: ClaimsPanel, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factdesk.gui.bulk import TagDialog

    desk.claims.tag([1], add=["old"])
    panel.refresh(None)

    def fill(dialog: TagDialog) -> int:
        assert not dialog.ok_button.isEnabled()
        QTest.keyClicks(dialog.add_field, "roads, north")
        QTest.keyClicks(dialog.remove_field, "old")
        QTest.mouseClick(dialog.ok_button, Qt.MouseButton.LeftButton)
        return dialog.result()

    monkeypatch.setattr(TagDialog, "exec", fill)
    panel.table.selectAll()
    QTest.mouseClick(panel.bulk.buttons["claim.edit_tags"], Qt.MouseButton.LeftButton)
    assert [set(record.claim.tags) for record in desk.claims.select()] == [{"roads", "north"}] * 3
    desk.log.undo()
    assert [record.claim.tags for record in desk.claims.select(sort="id")] == [("old",), (), ()]


def test_the_window_takes_the_view_to_export(window: Window, filled: Desk) -> None:
    window.show_claims("outcome:pending")
    panel = window.panel("claims")
    assert isinstance(panel, ClaimsPanel)
    panel.table.sort_chosen.emit("-due")
    window.commands.run("export.open")
    assert window.current == "export"
    assert window.panel("export").query() == "outcome:pending"
    assert window.panel("export").order.sort == "-due"  # type: ignore[attr-defined]
