"""How a sentence was made is shown beside it; each change can be taken back, and what is unsure is marked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QApplication

from factdesk.desk import open_desk
from factdesk.gui.changes_list import ChangesList
from factdesk.gui.wording_words import claim_line
from factdesk.model import Edit, EditRule, Span, Wording
from factdesk.model.wording import sentence
from tests.gui.conftest import PlainEngine, capture_of

QUOTE = "He said the bridge would open by 1 March 2026, and it will pay."
TEXT = f"The 🚢 minister met Bo.\n{QUOTE}\nPrices will fall by 1 June 2026.\n"
AT = TEXT.index(QUOTE)


def edit(original: str, replacement: str, rule: EditRule, margin: float | None = None) -> Edit:
    start = TEXT.index(original, AT)
    return Edit(start, start + len(original), original, replacement, rule, margin)


def span(words: str) -> Span:
    start = TEXT.index(words, AT)
    return Span(start, start + len(words), words)


NAMED = edit("He", "Bo 🚢 Lund", EditRule.PRONOUN, 2.1)
EDITS = (NAMED, edit("would", "will", EditRule.TENSE))
MADE = Wording(EDITS, (span("it"),))
SENTENCE = "Bo 🚢 Lund said the bridge will open by 1 March 2026, and it will pay."


class WordingEngine(PlainEngine):
    """The plain engine, which also tells how the one sentence was made."""

    def read(self, source):
        reading = super().read(source)
        return replace(reading, claims=tuple(map(self._worded, reading.claims)))

    def _worded(self, draft):
        if draft.quote != QUOTE:
            return replace(draft, wording=Wording())
        return replace(draft, text=sentence(QUOTE, AT, EDITS), wording=MADE)


@pytest.fixture
def desk(tmp_path, clock):
    with open_desk(tmp_path / "test.factdesk", actor="Ann", clock=clock, engine=WordingEngine()) as opened:
        opened.reports.add_captures([capture_of("Dates", TEXT)])
        yield opened


@pytest.fixture
def triage(desk, window):
    window.show_screen("triage")
    panel = window.panel("triage")
    panel.round.choose(the_claim(desk).id)
    return panel


def the_claim(desk):
    (found,) = [r.claim for r in desk.claims.select("") if r.claim.quote == QUOTE]
    return found


def marks(field):
    shown = field.toPlainText().encode("utf-16-le")
    return {
        shown[2 * s.cursor.selectionStart() : 2 * s.cursor.selectionEnd()].decode(
            "utf-16-le"
        ): s.format.underlineStyle()
        for s in field.extraSelections()
    }


def spoken(changes: ChangesList) -> list[str]:
    return [row.button.accessibleName() for row in changes.rows]


def lit_terms(triage):
    text = triage.view.reader.text
    return [text.source()[start:end] for start, end in text._terms]


def test_changed_words_are_marked_in_the_sentence_and_unsure_ones_otherwise(triage):
    styles = QTextCharFormat.UnderlineStyle
    assert triage.view.form.sentence.toPlainText() == SENTENCE
    assert marks(triage.view.form.sentence) == {
        "Bo 🚢 Lund": styles.SingleUnderline,
        "will": styles.SingleUnderline,
        "it": styles.DotLine,
    }


def test_each_change_is_a_line_with_its_rule_and_margin(triage):
    changes = triage.view.form.changes
    assert changes.isVisible()
    unsure, named, tense = spoken(changes)
    assert unsure.startswith("“it”: not sure")
    assert "“He” changed to “Bo 🚢 Lund”, pronoun · margin 2.1" in named
    assert "“would” changed to “will”, tense" in tense


def test_a_sentence_in_the_reports_own_words_shows_no_line(triage, desk):
    other = next(r.claim.id for r in desk.claims.select("") if r.claim.quote != QUOTE)
    triage.round.choose(other)
    assert not triage.view.form.changes.isVisible()
    assert triage.view.form.sentence.extraSelections() == []


def test_resting_on_a_change_lights_the_words_in_the_report(triage, qtbot):
    row = triage.view.form.changes.rows[1]
    row.button.setFocus()
    assert lit_terms(triage) == ["He"]
    triage.view.queue.setFocus()
    assert lit_terms(triage) == []
    qtbot.mouseMove(row, QPoint(3, 3))
    row.pointed.emit(True)
    assert lit_terms(triage) == ["He"]


def test_a_key_puts_the_reports_words_back_as_one_step_that_can_be_undone(triage, desk, qtbot):
    row = triage.view.form.changes.rows[2]
    row.button.setFocus()
    qtbot.keyClick(row.button, Qt.Key.Key_Return)
    assert the_claim(desk).text == SENTENCE.replace("will", "would", 1)
    assert [e.rule for e in the_claim(desk).wording.edits] == [EditRule.PRONOUN]
    assert triage.view.form.changes.isAncestorOf(QApplication.focusWidget())
    desk.log.undo()
    assert the_claim(desk).wording == MADE


def test_space_on_a_change_takes_it_back_and_skips_no_claim(triage, desk, qtbot):
    current = triage.round.current
    triage.view.form.changes.rows[2].button.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert triage.round.current == current
    assert "would" in the_claim(desk).text


def test_a_click_puts_the_pronoun_back_and_it_is_unsure_again(triage, desk, qtbot):
    qtbot.mouseClick(triage.view.form.changes.rows[1].button, Qt.MouseButton.LeftButton)
    claim = the_claim(desk)
    assert claim.text.startswith("He said")
    assert [s.text for s in claim.wording.unresolved] == ["He", "it"]
    assert spoken(triage.view.form.changes)[0].startswith("“He”: not sure")


def test_words_typed_over_an_unsure_one_end_its_mark(triage, desk):
    form = triage.view.form
    form.sentence.setPlainText(SENTENCE.replace("and it will pay", "and the toll will pay"))
    form.save()
    assert the_claim(desk).wording.unresolved == ()
    assert any(e.rule is EditRule.HAND for e in the_claim(desk).wording.edits)
    assert not any("not sure" in words for words in spoken(form.changes))


def test_an_unsure_word_is_marked_wherever_its_claim_is_listed(triage, desk, window):
    claim = the_claim(desk)
    assert claim_line(claim) == SENTENCE.replace("and it will pay", "and it [?] will pay")
    row = triage.model.row_of(claim.id)
    assert "it [?]" in triage.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    window.open_claim(claim.id)
    assert "it [?]" in window.panel("claim").view.sentence.text()


def test_many_changes_are_shown_a_few_at_a_time(qtbot, qapp):
    shown = ChangesList()
    qtbot.addWidget(shown)
    edits = tuple(Edit(n, n, "", f"word{n} ", EditRule.HAND) for n in range(9))
    shown.show_wording(Wording((*edits, Edit(9, 10, "a", "A", EditRule.FORM))))
    assert len(shown.rows) == 4
    assert "5 more" in shown.more.text()
    shown.more.click()
    assert len(shown.rows) == 9
    assert not shown.more.isVisibleTo(shown)


def test_the_way_of_a_change_from_import_to_window_to_file(triage, desk, qtbot, tmp_path):
    row = triage.view.form.changes.rows[1]
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    desk.export.write(str(tmp_path / "out.json"), "")
    desk.export.write(str(tmp_path / "out.csv"), "")
    (record,) = [r for r in json.loads((tmp_path / "out.json").read_text("utf-8")) if r["quote"] == QUOTE]
    assert [(e["original"], e["replacement"], e["rule"], e["margin"]) for e in record["edits"]] == [
        ("would", "will", "tense", None)
    ]
    assert [s["text"] for s in record["unresolved"]] == ["He", "it"]
    assert all(TEXT[e["start"] : e["end"]] == e["original"] for e in record["edits"])
    assert "would → will" in (tmp_path / "out.csv").read_text("utf-8")
