"""The Claim page: what became of a claim and why, its evidence, its past, and what can be said of it here."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from factdesk.gui.claim import ClaimPanel
from factdesk.gui.claim_story import bands_of, days_that_matter, dues_of, story_of
from factdesk.gui.timeline import Timeline
from factdesk.model import EvidenceState, Outcome, Relation, Review
from tests.gui.stories import add_evidence, add_later, claims_by_word

OPENED = "The bridge was opened on 24 February, officials said."
PUT_OFF = "The fall in prices has been put off by 1 July 2026."


@pytest.fixture
def pieces(filled):
    later, claims = add_later(filled), claims_by_word(filled)
    return {
        "bridge": add_evidence(filled, later, claims["bridge"], OPENED, Relation.CONFIRMS),
        "prices": add_evidence(filled, later, claims["Prices"], PUT_OFF, Relation.MOVES, due_words="by 1 July 2026"),
    }


@pytest.fixture
def page(filled, pieces, jobs, qtbot, themed) -> ClaimPanel:
    panel = ClaimPanel(filled, jobs)
    panel.resize(1100, 760)
    qtbot.addWidget(panel)
    jobs.changed.connect(panel.refresh)
    panel.show()
    qtbot.waitExposed(panel)
    panel.show_record(claims_by_word(filled)["bridge"])
    panel.activate()
    return panel


def texts_of(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


def test_outcome_and_why_stand_under_the_claim_and_say_what_is_provisional(page):
    view = page.view
    assert view.sentence.text() == "The bridge will open by 1 March 2026."
    assert (view.outcome.chip.word, view.outcome.chip.provisional) == ("Late", True)
    assert (
        view.why.text()
        == "“What came of it” (Evening News, 10 Mar 2026) confirms it, 9 days after the date first given."
    )
    assert view.settled.text().endswith("Settled so far: overdue.")


def test_evidence_stands_on_its_side_with_outlet_date_and_origin(page):
    (item,) = page.view.evidence.confirms.items()
    assert page.view.evidence.contradicts.items() == []
    assert item.quote.text() == OPENED
    assert item.source.words() == "Evening News · 10 Mar 2026 · origin 2"


def test_accepting_settles_the_outcome_on_the_page(page, filled, pieces, qtbot):
    (item,) = page.view.evidence.confirms.items()
    qtbot.mouseClick(item.accept, Qt.MouseButton.LeftButton)
    assert filled.evidence.records([pieces["bridge"]])[0].state is EvidenceState.ACCEPTED
    assert page.view.outcome.chip.provisional is False
    assert page.view.settled.isHidden()
    (item,) = page.view.evidence.confirms.items()
    qtbot.mouseClick(item.reopen, Qt.MouseButton.LeftButton)
    assert page.view.outcome.chip.provisional is True


def test_rejecting_leaves_the_calendar_to_decide(page, qtbot):
    (item,) = page.view.evidence.confirms.items()
    qtbot.mouseClick(item.reject, Qt.MouseButton.LeftButton)
    assert (page.view.outcome.chip.word, page.view.outcome.chip.provisional) == ("Overdue", False)


def test_the_record_is_verified_and_reopened(page, filled, qtbot):
    claim_id = page.claim_id
    qtbot.mouseClick(page.view.verify, Qt.MouseButton.LeftButton)
    assert filled.claims.get(claim_id).claim.review is Review.VERIFIED
    assert page.view.review.chip.word == "Verified"
    assert "claim.verify" not in page.handlers()
    qtbot.mouseClick(page.view.reopen, Qt.MouseButton.LeftButton)
    assert filled.claims.get(claim_id).claim.review is Review.NEW


def test_the_sentence_is_edited_in_place(page, filled, qtbot):
    page.handlers()["claim.edit_sentence"]()
    field = page.view.form.sentence
    field.selectAll()
    qtbot.keyClicks(field, "It opens.")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert filled.claims.get(page.claim_id).claim.text == "It opens."
    assert page.view.sentence.text() == "It opens."


def test_a_moved_date_strikes_the_earlier_one_and_tells_the_slip(page, filled, qtbot):
    page.show_record(claims_by_word(filled)["Prices"])
    qtbot.wait(1)
    words = texts_of(page.view.dues)
    assert {"by 1 Jun 2026", "by 1 Jul 2026", "1 move, +30 days"} <= set(words)
    struck = [label.text() for label in page.view.dues.findChildren(QLabel) if label.font().strikeOut()]
    assert struck == ["by 1 Jun 2026"]


def test_the_slider_shows_the_claim_as_of_a_past_day(page, qtbot):
    slider = page.view.slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: page.view.outcome.chip.word == "Pending")
    assert page.view.as_of.text() == "As of 5 Jan 2026"
    assert page.view.evidence.items() == []
    assert not page.view.verify.isEnabled()
    assert "claim.verify" not in page.handlers()
    qtbot.mouseClick(page.view.today, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.view.outcome.chip.word == "Late")
    assert page.view.verify.isEnabled()


def test_a_past_day_shows_what_the_desk_says_of_that_day(page, filled, qtbot):
    page.view.slider.setValue((date(2026, 3, 5) - date(2026, 1, 5)).days)
    qtbot.waitUntil(lambda: page.view.as_of.text() == "As of 5 Mar 2026")
    then = filled.claims.get(page.claim_id, as_of=date(2026, 3, 5)).status
    assert page.view.why.text() == then.why
    assert then.outcome is Outcome.OVERDUE


def test_an_outcome_set_by_hand_can_be_handed_back(page, filled, jobs, qtbot):
    assert page.view.clear_outcome.isHidden()
    claim_id = page.claim_id
    jobs.write(lambda desk, _: desk.claims.set_outcome([claim_id], Outcome.CONTRADICTED, "Seen shut."), label="Set")
    assert page.view.outcome.chip.word == "Contradicted"
    qtbot.mouseClick(page.view.clear_outcome, Qt.MouseButton.LeftButton)
    assert page.view.outcome.chip.word == "Late"
    assert page.view.clear_outcome.isHidden()


def test_source_and_passage_open_in_their_reports(page, filled, pieces, qtbot):
    claim = filled.claims.get(page.claim_id).claim
    with qtbot.waitSignal(page.open_report) as opened:
        qtbot.mouseClick(page.view.source, Qt.MouseButton.LeftButton)
    assert opened.args == [claim.report_id, claim.start, claim.end]
    evidence = filled.evidence.records([pieces["bridge"]])[0].evidence
    (item,) = page.view.evidence.confirms.items()
    with qtbot.waitSignal(page.open_report) as opened:
        qtbot.mouseClick(item.source, Qt.MouseButton.LeftButton)
    assert opened.args == [evidence.report_id, evidence.start, evidence.end]


def test_tab_goes_down_the_evidence_and_then_to_the_record(page, qtbot):
    (item,) = page.view.evidence.confirms.items()
    item.source.setFocus()
    reached = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [item.accept, item.reject, page.view.form.sentence]


def test_history_names_what_was_done_by_whom(page, qtbot):
    qtbot.mouseClick(page.view.flag, Qt.MouseButton.LeftButton)
    first = page.view.history.text().splitlines()[0]
    assert "Ann" in first
    assert "Flag" in first


def test_a_claim_that_was_taken_back_leaves_a_way_on(page, filled, jobs, qtbot):
    ops = [op for op in filled.log.history() if op.name in ("report.match", "report.add")]
    for op in ops:
        jobs.write(lambda desk, _, op_id=op.id: desk.log.undo(op_id), label="Undo")
    assert page.nothing.isVisible()
    assert page.handlers() == {}


def test_changes_elsewhere_do_not_reload_the_page(page, filled, jobs, monkeypatch):
    other = claims_by_word(filled)["tunnel"]
    loads = []
    monkeypatch.setattr(page, "_load", lambda: loads.append(1))
    jobs.write(lambda desk, _: desk.claims.review([other], Review.FLAGGED), label="Flag")
    assert loads == []


def test_the_timeline_tells_the_story_of_the_claim(page, filled, pieces):
    claim_id = page.claim_id
    record, evidence = filled.claims.get(claim_id), filled.evidence.of_claim(claim_id)
    today = filled.today()
    days = days_that_matter(record, evidence, today)
    assert days == [date(2026, 1, 5), date(2026, 3, 2), date(2026, 3, 10)]
    bands = bands_of(filled, claim_id, days)
    assert [(band.first, band.outcome) for band in bands] == [
        (date(2026, 1, 5), Outcome.PENDING),
        (date(2026, 3, 2), Outcome.OVERDUE),
        (date(2026, 3, 10), Outcome.LATE),
    ]
    assert [band.provisional for band in bands] == [False, False, True]
    story = story_of(record, evidence, today, bands)
    assert [dot.evidence_id for dot in story.dots] == [pieces["bridge"]]
    assert story.made == date(2026, 1, 5)


def test_a_rejected_move_strikes_nothing(filled, pieces):
    claim_id = claims_by_word(filled)["Prices"]
    filled.evidence.decide([pieces["prices"]], reject=True)
    dues = dues_of(filled.claims.get(claim_id), filled.evidence.of_claim(claim_id))
    assert [due.to_day for due in dues] == [date(2026, 6, 1)]


def test_a_click_on_a_dot_tells_its_evidence_and_days_run_from_left_to_right(page, filled, pieces, qtbot):
    timeline = page.view.timeline
    assert isinstance(timeline, Timeline)
    assert timeline.x_of(date(2026, 1, 5)) < timeline.x_of(date(2026, 3, 10)) < timeline.x_of(filled.today())
    ((dot, box),) = timeline._boxes()
    assert dot.day == date(2026, 3, 10)
    with qtbot.waitSignal(timeline.evidence_clicked) as clicked:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert clicked.args == [pieces["bridge"]]


def test_the_timeline_says_the_same_to_a_screen_reader(page):
    words = page.view.timeline.accessibleDescription()
    assert words.startswith("Made 5 Jan 2026; due 1 Mar 2026; Confirms: Evening News, 10 Mar 2026")


def test_a_claim_without_dates_is_shown_all_the_same(filled, page, qtbot):
    from tests.gui.conftest import capture_of

    filled.reports.add_captures([capture_of("Undated", "The dam will be dry.\n", published=None)])
    claim_id = max(filled.claims.ids(""))
    page.show_record(claim_id)
    qtbot.wait(1)
    assert texts_of(page.view.dues) == ["No due date"]
    assert page.view.timeline._story.ends()[0] <= filled.today() - timedelta(days=1)
