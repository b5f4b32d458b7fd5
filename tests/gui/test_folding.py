"""Repetitions in the window: taken out as claims of their own, and claims folded into earlier ones."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from factdesk.gui.fold_acts import earlier
from factdesk.gui.picker import Picker
from factdesk.model import EvidenceDraft, EvidenceState, Relation
from tests.gui.conftest import capture_of
from tests.gui.stories import add_later, claims_by_word

AGAIN = "The bridge will open by 1 March 2026, the mayor said again."
_BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def repeated(filled):
    """A passage of a later report that repeats the claim of the bridge."""
    report_id = add_later(filled, f"{AGAIN}\n\nNothing else is known.\n")
    claim_id = claims_by_word(filled)["bridge"]
    draft = EvidenceDraft(
        claim_id, 0, len(AGAIN), AGAIN, Relation.MENTIONS, True, 0.9, ("The same words.",), None, None, "plain 1"
    )
    with filled._context.step("report.match", "Hold a report against a claim") as step:
        (evidence_id,) = step.add_evidence(report_id, [draft])
    return claim_id, evidence_id


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.wait(1)
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def own_claims(desk):
    return [record.claim for record in desk.claims.select() if record.claim.quote == AGAIN]


def test_mentions_wait_behind_a_button_and_one_key_makes_a_claim_of_a_repetition(repeated, filled, window, qtbot):
    claim_id, evidence_id = repeated
    window.show_screen("matches")
    matches = window.panel("matches")
    assert matches.round.total == 0
    assert matches.view.mentions.text() == "Mentions 1"
    assert not window.commands.can("match.unfold")
    press(qtbot, "L")
    assert matches.round.current == evidence_id
    assert matches.view.unfold.isVisible()
    assert "repeats it" in matches.view.accept.words
    press(qtbot, "O")
    assert filled.evidence.records([evidence_id])[0].state is EvidenceState.REJECTED
    (own,) = own_claims(filled)
    assert own.report_id != filled.claims.get(claim_id).claim.report_id
    window.commands.run("edit.undo")
    assert own_claims(filled) == []


def test_taking_the_last_answer_back_takes_the_claim_of_its_own_back_too(repeated, filled, window, qtbot):
    _, evidence_id = repeated
    window.show_screen("matches")
    press(qtbot, "L")
    press(qtbot, "O")
    assert len(own_claims(filled)) == 1
    press(qtbot, Qt.Key.Key_Backspace)
    assert own_claims(filled) == []
    assert filled.evidence.records([evidence_id])[0].state is EvidenceState.PROPOSED
    assert window.panel("matches").round.current == evidence_id


def test_where_only_mentions_wait_the_empty_screen_leads_to_them(repeated, window):
    window.show_screen("matches")
    matches = window.panel("matches")
    assert matches.view.middle.currentIndex() == 1
    matches.view.nothing.button.click()
    assert matches.round.total == 1


def test_the_claim_page_takes_a_repetition_out_by_button_and_by_key(repeated, filled, window, qtbot):
    claim_id, _ = repeated
    window.open_claim(claim_id)
    page = window.panel("claim")
    (item,) = page.view.evidence.items()
    assert not item.own.isHidden()
    item.own.click()
    assert len(own_claims(filled)) == 1
    (item,) = page.view.evidence.items()
    assert item.own.isHidden()
    qtbot.waitUntil(lambda: not window.commands.can("match.unfold"))
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: window.commands.can("match.unfold"))
    page.view.page.setFocus()
    press(qtbot, "U", _BOTH)
    assert len(own_claims(filled)) == 1


def add_claim(desk, text, day, outlet="Evening News"):
    added = desk.reports.add_captures([capture_of(text[:12], text, day, outlet)]).added[0]
    return desk.reports.claim_ids(added.report_id)[0]


def test_only_claims_made_no_later_are_offered_and_the_most_alike_come_first(filled):
    bridge = claims_by_word(filled)["bridge"]
    later = add_claim(filled, "The tunnel will be closed by 1 May 2026.\n", date(2026, 2, 1))
    same = add_claim(filled, "The bridge will open by 2 March 2026.\n", date(2026, 1, 20))
    found = earlier(filled, filled.claims.get(same).claim, "")
    assert found[0].id == bridge
    assert later not in [claim.id for claim in found]
    assert [claim.id for claim in earlier(filled, filled.claims.get(same).claim, "prices")] == [
        claims_by_word(filled)["Prices"]
    ]


@pytest.mark.parametrize("screen", ["claims", "claim", "triage"])
def test_a_claim_is_folded_from_every_screen_that_shows_it(filled, window, qtbot, monkeypatch, screen):
    bridge = claims_by_word(filled)["bridge"]
    same = add_claim(filled, "The bridge will open by 2 March 2026.\n", date(2026, 1, 20))
    window.show_screen("claims" if screen == "claim" else screen)
    panel = window.panel("claims" if screen == "claim" else screen)
    if screen == "claim":
        window.open_claim(same)
    elif screen == "claims":
        panel.table.setCurrentIndex(panel.table.claims.index(panel.table.claims.row_number(same), 2))
        panel.table.setFocus()
    else:
        panel.round.choose(same)
    picks = []

    def pick(dialog):
        picks.append(dialog.picked.id)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(Picker, "exec", pick)
    press(qtbot, "P", _BOTH)
    assert picks == [bridge]
    assert same not in list(filled.claims.ids())
    (kept,) = filled.evidence.of_claim(bridge)
    assert (kept.state, kept.evidence.restates) == (EvidenceState.ACCEPTED, True)
    if screen == "claim":
        assert window.panel("claim").claim_id == bridge
    window.commands.run("edit.undo")
    assert same in list(filled.claims.ids())


def test_an_edit_in_the_window_is_held_against_the_reports_there_and_undone_with_what_was_found(filled, window):
    add_later(filled, "The gate has opened.\n")
    claim_id = claims_by_word(filled)["tunnel"]
    window.open_claim(claim_id)
    form = window.panel("claim").view.form
    form.sentence.setPlainText("The gate will be opened.")
    form.save()
    assert len(filled.evidence.of_claim(claim_id)) == 1
    window.commands.run("edit.undo")
    assert filled.evidence.of_claim(claim_id) == []
    assert "tunnel" in filled.claims.get(claim_id).claim.text


def test_a_report_is_made_a_copy_of_another_and_parted_again(filled, window, qtbot, monkeypatch):
    other = add_later(filled)
    first = filled.claims.get(claims_by_word(filled)["bridge"]).claim.report_id
    window.show_screen("reports")
    window.open_report(other, 0, 0)
    qtbot.waitUntil(lambda: window.commands.can("report.merge"))
    assert not window.commands.can("report.split")
    monkeypatch.setattr(Picker, "exec", lambda dialog: QDialog.DialogCode.Accepted)
    press(qtbot, "M", _BOTH)
    assert filled.reports.get(other).origin_id == filled.reports.get(first).origin_id
    qtbot.waitUntil(lambda: window.commands.can("report.split"))
    window.commands.run("report.split")
    assert filled.reports.get(other).origin_id != filled.reports.get(first).origin_id
    window.commands.run("edit.undo")
    window.commands.run("edit.undo")
    assert filled.reports.get(other).origin_id != filled.reports.get(first).origin_id


def test_picking_shows_what_fits_what_is_typed(filled, jobs, qtbot):
    from factdesk.gui.fold_acts import _question

    claim = filled.claims.get(claims_by_word(filled)["Prices"]).claim
    picker = Picker(_question(claim), jobs)
    qtbot.addWidget(picker)
    picker.line.setText("tunnel")
    qtbot.waitUntil(lambda: picker.list.count() == 1)
    assert picker.picked.id == claims_by_word(filled)["tunnel"]
    assert picker.ok_button.isEnabled()
    picker.line.setText("nowhere")
    qtbot.waitUntil(lambda: picker.list.count() == 0)
    assert not picker.ok_button.isEnabled()
    picker.accept()
    assert picker.result() == 0
