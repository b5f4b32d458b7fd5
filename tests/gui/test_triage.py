"""Triage by keyboard and mouse: every decision is written and goes on; nothing that was typed is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from factdesk.errors import FactDeskError
from factdesk.gui.empty_state import EmptyState
from factdesk.gui.jobs import InlineJobs
from factdesk.gui.paged import ITEM_ROLE, PagedList
from factdesk.gui.triage import TriagePanel
from factdesk.model import Review
from tests.gui.conftest import BRIDGE, capture_of
from tests.gui.stories import claims_by_word

_CTRL = Qt.KeyboardModifier.ControlModifier


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is, as a person does: after the window has settled."""
    qtbot.wait(1)
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def reviews(desk) -> dict[int, Review]:
    return {r.claim.id: r.claim.review for r in desk.claims.select("")}


def sentences(desk) -> dict[int, str]:
    return {r.claim.id: r.claim.text for r in desk.claims.select("")}


def test_letters_decide_and_go_on_to_the_next(triage, filled, qtbot):
    first, second, third = triage.model.ids
    assert triage.view.count.text() == "1 of 3"
    press(qtbot, "A")
    assert (reviews(filled)[first], triage.round.current) == (Review.VERIFIED, second)
    assert triage.view.count.text() == "2 of 3"
    press(qtbot, "X")
    assert (reviews(filled)[second], triage.round.current) == (Review.REJECTED, third)
    press(qtbot, "F")
    assert reviews(filled)[third] is Review.FLAGGED
    assert triage.round.current is None
    assert triage.view.nothing.isVisible()


def test_less_likely_claims_wait_outside_the_queue_one_key_away(filled, window, qtbot):
    filled.reports.add_captures([capture_of("Talk", "It will perhaps rain by 1 April 2026.\n")])
    window.show_screen("triage")
    triage = window.panel("triage")
    likely = list(triage.model.ids)
    assert (len(likely), triage.view.less_likely.text()) == (3, "Less likely 1")
    press(qtbot, "L")
    assert len(triage.model.ids) == 4
    press(qtbot, "L")
    assert list(triage.model.ids) == likely


def test_after_the_likely_claims_the_others_are_offered(filled, window, qtbot):
    filled.reports.add_captures([capture_of("Talk", "It will perhaps rain by 1 April 2026.\n")])
    window.show_screen("triage")
    triage = window.panel("triage")
    for _ in range(3):
        press(qtbot, "A")
    assert triage.view.nothing.isVisible()
    triage.view.nothing.pressed.emit()
    assert [sentences(filled)[i] for i in triage.model.ids] == ["It will perhaps rain by 1 April 2026."]
    press(qtbot, "X")
    assert Review.NEW not in reviews(filled).values()


def test_the_large_buttons_do_the_same_and_say_their_keys(triage, filled, qtbot):
    first, second, _ = triage.model.ids
    assert "key A" in triage.view.verify.accessibleName()
    qtbot.mouseClick(triage.view.verify, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(triage.view.reject, Qt.MouseButton.LeftButton)
    assert (reviews(filled)[first], reviews(filled)[second]) == (Review.VERIFIED, Review.REJECTED)


def test_a_skipped_claim_comes_back_at_the_end(triage, filled, qtbot):
    first, second, third = triage.model.ids
    press(qtbot, Qt.Key.Key_Space)
    assert list(triage.model.ids) == [second, third, first]
    assert triage.round.current == second
    press(qtbot, "A")
    press(qtbot, "A")
    assert triage.round.current == first
    assert reviews(filled)[first] is Review.NEW


def test_arrows_and_letters_move_without_deciding(triage, filled, qtbot):
    first, second, third = triage.model.ids
    press(qtbot, "J")
    assert triage.round.current == second
    press(qtbot, Qt.Key.Key_Down)
    assert triage.round.current == third
    press(qtbot, "K")
    press(qtbot, Qt.Key.Key_Up)
    assert triage.round.current == first
    assert set(reviews(filled).values()) == {Review.NEW}


def test_backspace_reopens_the_last_decision_with_the_state_it_had(triage, filled, qtbot):
    first, second, _ = triage.model.ids
    press(qtbot, "F")
    press(qtbot, "A")
    press(qtbot, Qt.Key.Key_Backspace)
    assert (reviews(filled)[second], triage.round.current) == (Review.NEW, second)
    press(qtbot, Qt.Key.Key_Backspace)
    assert (reviews(filled)[first], triage.round.current) == (Review.NEW, first)
    assert not triage.view.last.made()


def test_last_decisions_are_listed_and_a_click_reopens_one(triage, filled, qtbot):
    first, second, _ = triage.model.ids
    press(qtbot, "A")
    press(qtbot, "X")
    buttons = triage.view.last.findChildren(type(triage.view.reader.address))
    older = next(b for b in buttons if "Verified" in b.accessibleName())
    qtbot.mouseClick(older, Qt.MouseButton.LeftButton)
    assert (reviews(filled)[first], triage.round.current) == (Review.NEW, first)
    assert reviews(filled)[second] is Review.REJECTED


def test_letters_typed_into_a_field_decide_nothing(triage, filled, qtbot):
    press(qtbot, "E")
    assert QApplication.focusWidget() is triage.view.form.sentence
    for key in ("A", "X", "F", Qt.Key.Key_Space, "J"):
        press(qtbot, key)
    assert set(reviews(filled).values()) == {Review.NEW}
    assert triage.view.form.sentence.toPlainText().lower().endswith("axf j")


def test_enter_saves_the_sentence_and_gives_the_letters_back(triage, filled, qtbot):
    first = triage.round.current
    press(qtbot, "E")
    triage.view.form.sentence.selectAll()
    qtbot.keyClicks(triage.view.form.sentence, "It opens in March.")
    press(qtbot, Qt.Key.Key_Return)
    assert sentences(filled)[first] == "It opens in March."
    press(qtbot, "A")
    assert reviews(filled)[first] is Review.VERIFIED


def test_a_decision_saves_first_what_was_typed(triage, filled, qtbot):
    first = triage.round.current
    press(qtbot, "T")
    qtbot.keyClicks(triage.view.form.tags, "bridge, spring")
    qtbot.mouseClick(triage.view.verify, Qt.MouseButton.LeftButton)
    record = filled.claims.get(first).claim
    assert (record.tags, record.review) == (("bridge", "spring"), Review.VERIFIED)
    names = [op.name for op in sorted(filled.log.of_claim(first), key=lambda op: op.id)]
    assert names.index("claim.tag") < names.index("claim.verify")


def test_ctrl_enter_saves_and_goes_to_the_next(triage, filled, qtbot):
    first, second, _ = triage.model.ids
    press(qtbot, "E")
    qtbot.keyClicks(triage.view.form.sentence, " Soon.")
    press(qtbot, Qt.Key.Key_Return, _CTRL)
    assert sentences(filled)[first].endswith(" Soon.")
    assert triage.round.current == second


def test_escape_keeps_what_was_typed(triage, filled, qtbot):
    first = triage.round.current
    press(qtbot, "E")
    qtbot.keyClicks(triage.view.form.sentence, " At last.")
    press(qtbot, Qt.Key.Key_Escape)
    assert sentences(filled)[first].endswith(" At last.")


class SlowJobs(InlineJobs):
    """Writes wait until they are let go, as behind a long import."""

    def __init__(self, desk):
        super().__init__(desk)
        self.waiting = []

    def write(self, verb, **how):
        self.waiting.append((verb, how))

    def let_go(self):
        verb, how = self.waiting.pop(0)
        super().write(verb, **how)


def test_what_is_typed_while_a_save_waits_is_kept(filled, themed, qtbot):
    jobs = SlowJobs(filled)
    triage = TriagePanel(filled, jobs)
    qtbot.addWidget(triage)
    jobs.changed.connect(triage.refresh)
    triage.show()
    qtbot.waitExposed(triage)
    triage.activate()
    first, field = triage.round.current, triage.view.form.sentence
    triage.view.form.edit_sentence()
    qtbot.keyClicks(field, " One.")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    triage.view.form.edit_sentence()
    triage.refresh(filled.claims.tag([first], add=["seen"]))
    assert field.toPlainText().endswith(" One.")
    assert triage.view.form.tags.text() == "seen"
    qtbot.keyClicks(field, " Two.")
    jobs.let_go()
    assert field.toPlainText().endswith(" One. Two.")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    jobs.let_go()
    assert sentences(filled)[first].endswith(" One. Two.")
    triage.view.form.save()
    assert jobs.waiting == []


def test_a_decision_that_cannot_be_written_comes_back_with_what_was_typed(triage, filled, qtbot, monkeypatch, window):
    first = triage.round.current
    press(qtbot, "E")
    qtbot.keyClicks(triage.view.form.sentence, " Indeed.")

    def refuse(*_args, **_named):
        raise FactDeskError("The disk is full.")

    monkeypatch.setattr(filled.claims, "edit", refuse)
    triage.decide(Review.VERIFIED)
    assert window.messages.text == "The disk is full."
    assert (triage.round.current, reviews(filled)[first]) == (first, Review.NEW)
    assert triage.view.form.sentence.toPlainText().endswith(" Indeed.")
    assert not triage.view.last.made()


def test_the_chips_show_the_other_claims_with_their_counts(triage, filled, qtbot):
    first = triage.round.current
    press(qtbot, "F")
    flagged = triage.view.filter.button(Review.FLAGGED)
    assert flagged.text() == "Flagged 1"
    qtbot.mouseClick(flagged, Qt.MouseButton.LeftButton)
    assert list(triage.model.ids) == [first]
    press(qtbot, "A")
    assert reviews(filled)[first] is Review.VERIFIED


def test_an_undone_decision_waits_in_the_queue_again(triage, filled, window, qtbot):
    first, second, _ = triage.model.ids
    press(qtbot, "A")
    press(qtbot, "Z", _CTRL)
    assert reviews(filled)[first] is Review.NEW
    assert not triage.round.is_done(first)
    assert triage.round.current == second


def test_claims_of_a_new_report_join_the_queue(triage, filled, jobs, qtbot):
    current = triage.round.current
    more = capture_of("More", "The park will close by 3 May 2026.\n")
    jobs.write(lambda desk, _: desk.reports.add_captures([more]), label="Add")
    assert len(triage.model.ids) == 4
    assert triage.round.current == current


def test_an_undone_import_leaves_nothing_behind(triage, filled, jobs, qtbot):
    jobs.write(lambda desk, _: desk.log.undo(), label="Undo")
    assert list(triage.model.ids) == []
    assert triage.view.nothing.isVisible()


def test_when_all_is_done_the_way_leads_to_the_matches(triage, window, qtbot):
    for key in "AAA":
        press(qtbot, key)
    qtbot.mouseClick(triage.view.nothing.button, Qt.MouseButton.LeftButton)
    assert window.current == "matches"


def test_an_empty_desk_leads_to_adding_reports(desk, window, qtbot):
    window.show_screen("triage")
    panel = window.panel("triage")
    assert panel.view.nothing.isVisible()
    qtbot.mouseClick(panel.view.nothing.button, Qt.MouseButton.LeftButton)
    assert window.current == "add"


def test_every_claim_of_the_report_is_lit_and_the_current_one_is_marked(triage, filled, qtbot):
    text = triage.view.reader.text
    assert {lit.key for lit in text.lit()} == set(triage.model.ids)
    assert text.current() == triage.round.current
    press(qtbot, "J")
    assert text.current() == triage.round.current


def test_a_click_on_a_lit_claim_goes_to_it(triage, filled, qtbot):
    wanted = claims_by_word(filled)["Prices"]
    assert triage.round.current != wanted
    text = triage.view.reader.text
    lit = next(each for each in text.lit() if each.key == wanted)
    box = text.cursorRect(text._cursor(lit.start + 3, lit.start + 3))
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert triage.round.current == wanted


def test_looking_at_a_sentence_with_odd_characters_does_not_edit_it(desk, jobs, window, qtbot):
    odd = capture_of("Odd", "The\u00a0dam\u200b will be\u202e dry by 1 May 2026.\n")
    desk.reports.add_captures([odd, BRIDGE])
    window.show_screen("triage")
    for key in "JJJKKK":
        press(qtbot, key)
    assert all(op.name != "claim.edit" for op in desk.log.history())


def test_selected_words_become_a_claim_to_look_at(desk, window, qtbot):
    desk.reports.add_captures([capture_of("More", "The dam will close by 3 May 2026.\n\nNobody knows why.\n")])
    window.show_screen("triage")
    triage = window.panel("triage")
    source = triage.view.reader.text.source()
    triage.view.reader.text.select(source.index("Nobody"), len(source))
    press(qtbot, "N", _CTRL)
    assert triage.view.form.sentence.toPlainText() == "Nobody knows why."
    assert len(triage.model.ids) == 2


def test_each_row_is_one_spoken_sentence(triage, filled):
    triage.model.item(triage.model.ids[0])
    spoken = triage.model.data(triage.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "New: The bridge will open by 1 March 2026. Due by 1 Mar 2026. Overdue. From Daily Post."


def test_a_hundred_thousand_rows_are_fetched_a_page_at_a_time(qtbot):
    asked: list[int] = []

    def fetch(ids):
        asked.extend(ids)
        return {i: f"row {i}" for i in ids}

    model = PagedList(fetch, str)
    model.set_ids(range(100_000))
    assert model.data(model.index(70_000), ITEM_ROLE) is None
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))
    assert len(asked) == 64
    assert model.data(model.index(70_000), ITEM_ROLE) == "row 70000"


def test_the_buttons_stay_under_the_mouse_from_decision_to_decision(triage, filled, qtbot):
    places = []
    for _ in range(2):
        places.append(triage.view.verify.mapToGlobal(triage.view.verify.rect().center()))
        qtbot.mouseClick(triage.view.verify, Qt.MouseButton.LeftButton)
        qtbot.wait(20)
    assert triage.view.last.isVisible()
    assert places[0] == places[1] == triage.view.verify.mapToGlobal(triage.view.verify.rect().center())


def test_an_empty_state_shows_all_of_its_sentence(qtbot, themed):
    state = EmptyState()
    qtbot.addWidget(state)
    state.tell("Nothing", "When a later report bears on a claim in this desk, the passage is proposed here.", "Add")
    state.resize(900, 600)
    state.show()
    qtbot.wait(10)
    assert state.words.height() >= state.words.heightForWidth(state.words.width())
    assert state.words.height() > 1.5 * state.words.fontMetrics().height()
