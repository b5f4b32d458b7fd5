"""The Desk screen: counts that are filters, the next ten due, the strip, the empty desk."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt

from factdesk.errors import FactDeskError
from factdesk.gui import preferences
from factdesk.gui.settings import SettingsPanel, countries
from factdesk.gui.start import StartPanel
from factdesk.gui.strip import WEEKS_BACK, first_day, weeks_of
from factdesk.model import DESK_THRESHOLD, Relation, Review
from tests.gui.conftest import capture_of
from tests.gui.stories import add_evidence, add_later, claims_by_word

TODAY = date(2026, 3, 20)


@pytest.fixture
def start(qtbot, themed, jobs):
    def make(desk):
        panel = StartPanel(desk, jobs)
        jobs.changed.connect(panel.refresh)
        qtbot.addWidget(panel)
        panel.resize(1000, 700)
        panel.show()
        panel.activate()
        return panel

    return make


def test_the_counts_are_those_of_the_desk(start, filled):
    panel = start(filled)
    assert {name: card.count for name, card in panel.cards.items()} == {
        "to_review": 3,
        "matches_to_review": 0,
        "due_soon": 1,
        "overdue": 1,
        "changed": 0,
    }


@pytest.mark.parametrize("name", ["due_soon", "overdue"])
def test_a_count_shows_exactly_what_it_counts(start, filled, qtbot, name):
    panel = start(filled)
    with qtbot.waitSignal(panel.show_claims) as blocker:
        qtbot.mouseClick(panel.cards[name], Qt.MouseButton.LeftButton)
    assert len(filled.claims.ids(blocker.args[0])) == panel.cards[name].count == 1


def test_what_changed_since_the_desk_was_closed_is_counted_and_shown(start, filled, jobs, qtbot):
    first, second, third = filled.claims.ids("")
    filled.claims.review([first], Review.VERIFIED)
    preferences.set_last_looked(filled.path, filled._context.clock())
    filled.log.undo()
    filled.claims.review([third], Review.FLAGGED)
    panel = start(filled)
    assert panel.cards["changed"].count == 2
    with qtbot.waitSignal(panel.show_claims) as blocker:
        qtbot.mouseClick(panel.cards["changed"], Qt.MouseButton.LeftButton)
    assert set(filled.claims.ids(blocker.args[0])) == {first, third}
    assert list(filled.claims.ids(f"-{blocker.args[0]}")) == [second]
    assert list(filled.claims.ids(f"{blocker.args[0]} review:flagged")) == [third]


def test_a_moment_in_a_query_is_a_day_or_a_time(filled):
    assert len(filled.claims.ids("changed:2026-03-20")) == 3
    assert len(filled.claims.ids("changed:2026-03-20T13:00+01:00")) == 3
    assert len(filled.claims.ids("changed:2026-03-21")) == 0
    assert [head.title for head in filled.reports.select("changed:2026-03-20")] == ["Minister names dates"]
    with pytest.raises(FactDeskError, match="2026-11-20T10:15Z"):
        filled.claims.ids("changed:soon")


@pytest.mark.parametrize(("name", "screen"), [("to_review", "triage"), ("matches_to_review", "matches")])
def test_what_waits_for_a_person_leads_to_its_screen(start, filled, qtbot, name, screen):
    panel = start(filled)
    with qtbot.waitSignal(panel.show_screen) as blocker:
        qtbot.keyClick(panel.cards[name], Qt.Key.Key_Return)
    assert blocker.args == [screen]


def test_counts_follow_decisions(start, filled, jobs):
    panel = start(filled)
    jobs.write(lambda desk, _: desk.claims.review(list(desk.claims.ids("")), Review.VERIFIED), label="x")
    assert panel.cards["to_review"].count == 0


def test_the_next_due_are_in_order_without_what_is_overdue(start, filled, qtbot):
    panel = start(filled)
    texts = [panel.list.due_model.index(row).data() for row in range(panel.list.due_model.rowCount())]
    assert texts == ["The tunnel will be closed by 25 March 2026.", "Prices will fall by 1 June 2026."]
    spoken = panel.list.due_model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "by 25 Mar 2026. The minister: The tunnel will be closed by 25 March 2026. Pending."
    with qtbot.waitSignal(panel.open_claim):
        panel.list.setCurrentIndex(panel.list.due_model.index(0))
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)


def test_weeks_count_by_their_days_with_overdue_apart():
    monday = TODAY - timedelta(days=TODAY.weekday())
    days = [(monday - timedelta(days=1), True), (monday, False), (monday + timedelta(days=6), False)]
    weeks = weeks_of(days, TODAY)
    assert weeks[0].first == first_day(TODAY)
    assert (weeks[WEEKS_BACK - 1].overdue, weeks[WEEKS_BACK - 1].pending) == (1, 0)
    assert (weeks[WEEKS_BACK].overdue, weeks[WEEKS_BACK].pending) == (0, 2)
    assert sum(week.claims for week in weeks) == 3


def test_a_week_of_the_strip_shows_its_claims_by_mouse_and_by_keyboard(start, filled, qtbot):
    panel = start(filled)
    strip = panel.strip
    asked = []
    panel.show_claims.connect(asked.append)
    box = strip._column(WEEKS_BACK + 1).toRect()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(box.center().x(), 60))
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert len(asked) == 2
    assert asked[0] == asked[1]
    (claim,) = filled.claims.records(filled.claims.ids(asked[0]))
    assert claim.claim.text.startswith("The tunnel")
    assert "1 claim due" in strip.accessibleDescription()


def test_what_is_overdue_since_before_the_strip_is_told_beside_it(start, filled, qtbot):
    filled.reports.add_captures([capture_of("Old", "The dam will be built by 1 March 2025.", date(2025, 1, 5))])
    panel = start(filled)
    assert panel.earlier.isVisible()
    with qtbot.waitSignal(panel.show_claims) as blocker:
        qtbot.mouseClick(panel.earlier, Qt.MouseButton.LeftButton)
    (claim,) = filled.claims.records(filled.claims.ids(blocker.args[0]))
    assert claim.claim.text.startswith("The dam")


def test_an_empty_desk_offers_the_two_ways_to_begin(start, desk, qtbot):
    panel = start(desk)
    assert panel.add_button.isVisible()
    assert panel.sample_button.isVisible()
    with qtbot.waitSignal(panel.show_screen) as blocker:
        qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    assert blocker.args == ["add"]


def test_the_sample_desk_is_made_on_the_spot(start, desk, qtbot):
    panel = start(desk)
    qtbot.mouseClick(panel.sample_button, Qt.MouseButton.LeftButton)
    assert len(desk.reports.select()) >= 8
    assert not panel.sample_button.isVisible()


def test_a_setting_of_the_desk_is_a_step_that_can_be_undone(qtbot, desk, jobs, themed):
    panel = SettingsPanel(desk, jobs)
    jobs.changed.connect(panel.refresh)
    qtbot.addWidget(panel)
    panel.show()
    panel.zone.setCurrentIndex(panel.zone.findData("Europe/Berlin"))
    panel.zone.activated.emit(panel.zone.currentIndex())
    assert desk.settings.time_zone == "Europe/Berlin"
    panel.threshold.setValue(0.7)
    assert desk.settings.threshold == pytest.approx(0.7)
    jobs.write(lambda d, _: d.log.undo(), label="x")
    assert panel.threshold.value() == pytest.approx(DESK_THRESHOLD)


def test_countries_are_by_code_with_no_double():
    codes = [code for code, _ in countries()]
    assert len(codes) == len(set(codes)) > 200
    assert {"US", "DE", "CN"} <= set(codes)


def test_claims_can_be_asked_for_by_the_first_few(filled):
    assert list(filled.claims.ids("", limit=2)) == list(filled.claims.ids(""))[:2]
    assert list(filled.claims.ids("", limit=2, as_of=TODAY)) == list(filled.claims.ids("", as_of=TODAY))[:2]


def test_settings_tell_how_decisions_move_what_is_proposed_and_switch_it_off(qtbot, filled, jobs):
    desk, later = filled, add_later(filled)
    piece = add_evidence(desk, later, claims_by_word(desk)["bridge"], "The bridge was opened", Relation.CONFIRMS)
    panel = SettingsPanel(desk, jobs)
    jobs.changed.connect(panel.refresh)
    qtbot.addWidget(panel)
    panel.show()
    panel.activate()
    row = panel.proposing
    assert row.switch.isChecked()
    assert "from 40 % sure" in row.now.text()
    assert "0 decisions so far" in row.now.text()
    assert not row.anew.isEnabled()
    desk.evidence.decide([piece], reject=True)
    panel.refresh(None)
    assert "1 decision, 0 of them accepted so far" in row.now.text()
    row.anew.click()
    assert "0 decisions since" in row.now.text()
    assert not row.all.isHidden()
    row.all.click()
    assert desk.settings.adapt_since == ""
    row.switch.click()
    assert not desk.settings.adapt
    assert "whatever you decide" in row.now.text()
    assert row.anew.isHidden()
    desk.log.undo()
    panel.refresh(None)
    assert row.switch.isChecked()
