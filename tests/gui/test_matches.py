"""Matches by keyboard and mouse: every answer is written and goes on; its consequence is shown before."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from factdesk.gui.deciding_words import named_words, places_of
from factdesk.gui.marked_label import MarkedLabel
from factdesk.gui.point_list import PointList
from factdesk.model import EvidenceState, Marks, Outcome, Relation, Span
from tests.gui.stories import add_evidence, add_later, claims_by_word

_CTRL = Qt.KeyboardModifier.ControlModifier
OPENED = "The bridge was opened on 24 February, officials said."
STAYS = "The tunnel stays open, the mayor said."
PUT_OFF = "The fall in prices has been put off by 1 July 2026."


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is, as a person does: after the window has settled."""
    qtbot.wait(1)
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


@pytest.fixture
def pieces(filled):
    """Three passages of a later report, each on its claim."""
    later, claims = add_later(filled), claims_by_word(filled)
    return {
        "bridge": add_evidence(
            filled, later, claims["bridge"], OPENED, Relation.CONFIRMS, reasons=("“was opened” says it took place.",)
        ),
        "tunnel": add_evidence(filled, later, claims["tunnel"], STAYS, Relation.CONTRADICTS),
        "prices": add_evidence(filled, later, claims["Prices"], PUT_OFF, Relation.MOVES, due_words="by 1 July 2026"),
    }


@pytest.fixture
def matches(pieces, window):
    window.show_screen("matches")
    return window.panel("matches")


def judged(desk, evidence_id):
    (found,) = desk.evidence.records([evidence_id])
    return found


def go_to(matches, evidence_id):
    assert matches.round.choose(evidence_id)


def settled(desk, word):
    status = desk.claims.get(claims_by_word(desk)[word]).status
    return status.settled_outcome or status.outcome


def test_accepting_settles_the_outcome_and_goes_on(matches, pieces, filled, qtbot):
    go_to(matches, pieces["bridge"])
    assert settled(filled, "bridge") is Outcome.OVERDUE
    press(qtbot, "A")
    assert judged(filled, pieces["bridge"]).state is EvidenceState.ACCEPTED
    assert filled.claims.get(claims_by_word(filled)["bridge"]).status.provisional is False
    assert matches.round.current != pieces["bridge"]


@pytest.mark.parametrize(
    ("key", "relation", "state"),
    [
        ("1", Relation.CONFIRMS, EvidenceState.ACCEPTED),
        ("2", Relation.CONTRADICTS, EvidenceState.ACCEPTED),
        ("3", Relation.PARTLY, EvidenceState.ACCEPTED),
        ("5", Relation.UNRELATED, EvidenceState.REJECTED),
        ("X", Relation.UNRELATED, EvidenceState.REJECTED),
    ],
)
def test_a_digit_gives_the_passage_another_relation(matches, pieces, filled, qtbot, key, relation, state):
    go_to(matches, pieces["tunnel"])
    press(qtbot, key)
    found = judged(filled, pieces["tunnel"])
    assert (found.relation, found.state) == (relation, state)


def test_a_button_does_what_its_key_does(matches, pieces, filled, qtbot):
    go_to(matches, pieces["tunnel"])
    qtbot.mouseClick(matches.view.relations[Relation.PARTLY], Qt.MouseButton.LeftButton)
    assert judged(filled, pieces["tunnel"]).relation is Relation.PARTLY


def test_a_move_takes_the_new_date_that_was_read(matches, pieces, filled, qtbot):
    go_to(matches, pieces["prices"])
    press(qtbot, "4")
    status = filled.claims.get(claims_by_word(filled)["Prices"]).status
    assert status.due_in_force.to_day == date(2026, 7, 1)


def test_a_move_without_a_date_asks_for_one(matches, pieces, filled, qtbot):
    go_to(matches, pieces["tunnel"])
    press(qtbot, "4")
    assert judged(filled, pieces["tunnel"]).state is EvidenceState.PROPOSED
    assert QApplication.focusWidget() is matches.view.new_due
    qtbot.keyClicks(matches.view.new_due, "by 9 May 2026")
    press(qtbot, Qt.Key.Key_Return)
    found = judged(filled, pieces["tunnel"])
    assert (found.relation, found.new_due.to_day) == (Relation.MOVES, date(2026, 5, 9))


def test_a_new_date_that_cannot_be_read_is_told_and_kept(matches, pieces, filled, window, qtbot):
    go_to(matches, pieces["tunnel"])
    press(qtbot, "4")
    qtbot.keyClicks(matches.view.new_due, "some day")
    press(qtbot, Qt.Key.Key_Return)
    assert "cannot be read" in window.messages.text
    assert matches.round.current == pieces["tunnel"]
    assert matches.view.new_due.text() == "some day"


def test_nothing_changes_before_an_answer_but_the_consequence_is_shown(matches, pieces, filled):
    go_to(matches, pieces["bridge"])
    assert matches.view.outcome.chip.word == "Overdue"
    assert matches.view.becomes.chip.word == "Late, +9 days"
    assert matches.view.relations[Relation.CONTRADICTS].below == "→ Contradicted"
    assert matches.view.relations[Relation.UNRELATED].below == "= Overdue"
    assert judged(filled, pieces["bridge"]).state is EvidenceState.PROPOSED


def test_both_dates_and_the_days_between_are_shown(matches, pieces):
    go_to(matches, pieces["bridge"])
    assert "5 Jan 2026" in matches.view.source.toolTip() + matches.view.source.text()
    assert matches.view.gap.text() == "Passage of 10 Mar 2026, 64 days later, 9 days after its last due day"


def test_a_new_date_is_told_without_widening_the_panel(matches, pieces, qtbot):
    go_to(matches, pieces["prices"])
    area = next(a for a in matches.view.findChildren(QScrollArea) if a.isAncestorOf(matches.view.score))
    qtbot.wait(1)
    assert "new due date" in matches.view.score.text()
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_the_passage_is_framed_in_its_report_and_the_words_that_decided_are_marked(matches, pieces):
    go_to(matches, pieces["bridge"])
    text = matches.view.reader.text
    marks = text.extraSelections()
    assert {OPENED, "was opened"} <= {mark.cursor.selectedText() for mark in marks}
    box = text.cursorRect(marks[-1].cursor)
    assert 0 <= box.top() < text.viewport().height()


def test_a_skipped_match_comes_back_at_the_end(matches, pieces, qtbot):
    first, *others = matches.model.ids
    press(qtbot, Qt.Key.Key_Space)
    assert list(matches.model.ids) == [*others, first]
    assert matches.round.current == others[0]


def test_backspace_reopens_the_last_answer(matches, pieces, filled, qtbot):
    first = matches.round.current
    press(qtbot, "A")
    press(qtbot, Qt.Key.Key_Backspace)
    assert judged(filled, first).state is EvidenceState.PROPOSED
    assert matches.round.current == first


def test_an_undone_answer_waits_again(matches, pieces, filled, qtbot):
    first = matches.round.current
    press(qtbot, "A")
    assert matches.round.is_done(first)
    press(qtbot, "Z", _CTRL)
    assert not matches.round.is_done(first)


def test_when_all_is_done_the_way_leads_to_the_claims(matches, window, qtbot):
    asked = []
    matches.show_screen.connect(asked.append)
    for _ in range(3):
        press(qtbot, "5")
    assert matches.view.nothing.isVisible()
    matches.show_screen.disconnect(window.show_screen)
    qtbot.mouseClick(matches.view.nothing.button, Qt.MouseButton.LeftButton)
    assert asked == ["claims"]


def test_a_passage_withdrawn_with_its_report_leaves_the_queue(matches, filled, jobs):
    add = next(op for op in filled.log.history() if op.name == "report.add")
    matching = [op.id for op in filled.log.history() if op.name == "report.match"]
    for op_id in (*matching, add.id):
        jobs.write(lambda desk, _, op_id=op_id: desk.log.undo(op_id), label="Undo")
    assert list(matches.model.ids) == []
    assert matches.view.nothing.isVisible()


def test_each_row_is_one_spoken_sentence(matches, pieces, filled):
    row = matches.model.row_of(pieces["bridge"])
    matches.model.item(pieces["bridge"])
    spoken = matches.model.data(matches.model.index(row), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Proposed: a passage of 10 Mar 2026 in Evening News confirms the claim: The bridge will open by 1 March 2026."
    )


def test_words_that_decided_are_found_as_whole_words_only():
    reasons = ('“was opened” and "24 February" say so.', "The mayor’s word, ‘stays’, too.", "“was opened” again.")
    assert named_words(reasons) == ("was opened", "24 February", "stays")
    text = "It was\nopened; swas opened. He stays."
    assert places_of(("was opened", "stay"), text, 0, len(text)) == [(3, 13), (31, 36)]
    assert places_of(("open",), "opened openings opera", 0, 21) == [(0, 6)]


def test_the_words_that_decided_are_underlined_in_the_claim_and_in_the_report(filled, window, qtbot):
    later, claim_id = add_later(filled), claims_by_word(filled)["bridge"]
    sentence, text = filled.claims.get(claim_id).claim.text, filled.reports.get(later).text
    bridge, opened = text.index("bridge"), text.index("opened")
    marks = Marks(
        (Span(sentence.index("bridge"), sentence.index("bridge") + 6, "bridge"),),
        (Span(bridge, bridge + 6, "bridge"), Span(opened, opened + 6, "opened")),
    )
    add_evidence(filled, later, claim_id, OPENED, Relation.CONFIRMS, reasons=("“tunnel” is not meant.",), marks=marks)
    window.show_screen("matches")
    view = window.panel("matches").view
    qtbot.waitUntil(lambda: view.sentence.words() != "")
    assert "<u>bridge</u>" in view.sentence.text()
    assert view.sentence.text().count("<u>") == 1
    assert view.reader.text.terms() == ((bridge, bridge + 6), (opened, opened + 6))


def test_a_sentence_with_signs_of_html_is_shown_as_it_is(qtbot):
    label = MarkedLabel()
    qtbot.addWidget(label)
    label.show_words("5 < 6 & <b>bold</b>", ["bold"])
    assert label.text() == "5 &lt; 6 &amp; &lt;b&gt;<u>bold</u>&lt;/b&gt;"
    assert label.words() == "5 < 6 & <b>bold</b>"


def test_reasons_hang_behind_their_dashes_and_markup_in_them_is_shown_as_it_is(qtbot):
    reasons = PointList()
    qtbot.addWidget(reasons)
    reasons.show_points(["“<b>5</b>” and\n“five” are the same.", "Both name Ruiz."])
    assert reasons.text().count("<tr>") == 2
    assert "“&lt;b&gt;5&lt;/b&gt;” and “five” are the same." in reasons.text()
    assert reasons.accessibleName() == "“<b>5</b>” and “five” are the same. Both name Ruiz."
    reasons.show_points([])
    assert reasons.isHidden()
