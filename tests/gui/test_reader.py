"""The reader: hostile text stays text, claims are lit where they stand, very long reports open at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QMessageBox, QToolTip

from factdesk.gui.badges import outcome_chip
from factdesk.gui.plain import ElidedLabel, PlainLabel, tip
from factdesk.gui.reader import Reader
from factdesk.gui.report_text import Lit, ReportText
from factdesk.gui.theme import LIGHT, contrast
from factdesk.model import Outcome, Span
from tests.gui.conftest import BRIDGE, capture_of

HOSTILE = (
    '<h1>Big</h1><img src="file:///etc/hostname"><a href="file:///etc/passwd">click</a>\n'
    "<script>alert(1)</script> &amp; <b>bold</b>\n"
)


@pytest.fixture
def text(qtbot, themed) -> ReportText:
    shown = ReportText()
    shown.resize(760, 500)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


@pytest.fixture
def reader(filled, jobs, qtbot, themed) -> Reader:
    shown = Reader(filled, jobs)
    shown.resize(760, 500)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def lit(key: int, source: str, words: str, outcome: Outcome = Outcome.PENDING) -> Lit:
    start = source.index(words)
    return Lit(key, start, start + len(words), outcome_chip(outcome), words)


def marked(text: ReportText) -> list[str]:
    marks = text.extraSelections()
    return [mark.cursor.selectedText() for mark in marks]


def middle_of(text: ReportText, offset: int) -> QPoint:
    return text.cursorRect(text._cursor(offset, offset)).center()


def test_markup_in_a_report_is_shown_as_it_stands_and_loads_nothing(text, monkeypatch):
    asked = []
    monkeypatch.setattr(QTextDocument, "loadResource", lambda *args: asked.append(args), raising=False)
    text.set_source(HOSTILE)
    text.grab()
    assert text.toPlainText() == HOSTILE
    assert asked == []


def test_titles_and_tooltips_never_read_markup(reader, filled):
    report = replace(filled.reports.get(1), title="<img src=x> & Co", url="https://example.org/?a=1&b=<b>")
    reader.show_report(report)
    assert reader.title.textFormat() is Qt.TextFormat.PlainText
    assert reader.title.text() == "<img src=x> & Co"
    assert "<b>" not in reader.address.toolTip().removeprefix("<p>")
    assert tip('<img src="x">') == "<p>&lt;img src=&quot;x&quot;&gt;</p>"
    assert PlainLabel("<b>x</b>").textFormat() is Qt.TextFormat.PlainText


def test_claims_after_emoji_and_hidden_characters_are_lit_at_their_words(text):
    source = "🚀🚀 Lift-off 👩‍🚀.\u202e\n\nXi will visit 🇺🇸 in April. \u200bTrump will go too."
    text.set_source(source)
    text.set_lit([lit(1, source, "Xi will visit 🇺🇸 in April."), lit(2, source, "Trump will go too.")])
    assert marked(text) == ["Xi will visit 🇺🇸 in April.", "Trump will go too."]


def test_the_current_claim_is_lit_stronger_and_brought_to_the_middle(text):
    source = "\n\n".join(f"Paragraph {n} says little of note." for n in range(300))
    text.set_source(source)
    text.set_lit([lit(1, source, "Paragraph 3 says"), lit(2, source, "Paragraph 200 says")])
    text.set_current(2)
    marks = text.extraSelections()
    alpha = {mark.cursor.selectedText(): mark.format.background().color().alpha() for mark in marks}
    assert alpha["Paragraph 200 says"] > alpha["Paragraph 3 says"]
    height = text.viewport().height()
    assert height * 0.4 < middle_of(text, source.index("Paragraph 200 says")).y() < height * 0.6


def test_what_is_in_the_middle_stays_there_when_the_window_grows(text, qtbot):
    source = "\n\n".join(f"Paragraph {n} says little of note, at some length though." for n in range(300))
    text.set_source(source)
    text.set_lit([lit(2, source, "Paragraph 200 says")])
    text.set_current(2)
    text.resize(500, 700)
    qtbot.waitUntil(
        lambda: abs(middle_of(text, source.index("Paragraph 200 says")).y() - text.viewport().height() / 2) < 60
    )


def test_a_click_tells_the_innermost_claim_under_it(text, qtbot):
    source = "The court said that the bridge will open, and then adjourned."
    text.set_source(source)
    text.set_lit([lit(1, source, source), lit(2, source, "the bridge will open")])
    clicked = []
    text.claim_clicked.connect(clicked.append)
    for words in ("bridge", "adjourned"):
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(text, source.index(words) + 2))
    assert clicked == [2, 1]


def test_a_click_beside_every_claim_tells_nothing(text, qtbot):
    source = "The bridge will open.\n\nNothing more is known."
    text.set_source(source)
    text.set_lit([lit(1, source, "The bridge will open.")])
    with qtbot.assertNotEmitted(text.claim_clicked):
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(text, source.index("more")))
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(400, 450))


def test_resting_on_a_claim_shows_its_sentence(text):
    source = "The bridge will open."
    text.set_source(source)
    text.set_lit([replace(lit(1, source, source), words="Overdue: The <bridge> will open")])
    spot = middle_of(text, 6)
    QApplication.sendEvent(
        text.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, spot, text.viewport().mapToGlobal(spot))
    )
    assert QToolTip.text() == tip("Overdue: The <bridge> will open")
    QToolTip.hideText()


def test_what_is_not_part_of_the_story_is_dimmed(filled, jobs, reader, qtbot, monkeypatch):
    context, read = filled._context, filled._context.read
    furniture = (Span(0, 10, "Also Read:"),)
    monkeypatch.setattr(context, "read", lambda source: replace(read(source), furniture=furniture))
    more = capture_of("More", "Also Read: All of it. The dam will close by 3 May 2026.\n")
    report_id = filled.reports.add_captures([more]).added[0].report_id
    reader.load(report_id)
    qtbot.waitUntil(lambda: "Also Read:" in marked(reader.text))
    marks = reader.text.extraSelections()
    (dimmed,) = [mark.format.foreground().color() for mark in marks if mark.cursor.selectedText() == "Also Read:"]
    assert 4.0 < contrast(dimmed.name(), "#ffffff") < contrast(LIGHT.text, "#ffffff") / 2


def test_selected_words_are_told_in_code_points_without_blanks_at_their_ends(text):
    source = "🚀🚀 Then the bridge opened."
    text.set_source(source)
    start = source.index(" the bridge ")
    text.select(start, start + len(" the bridge "))
    assert text.selected_span() == (start + 1, start + len(" the bridge"))
    text.select(4, 4)
    assert text.selected_span() is None


def test_a_claim_that_changes_is_lit_anew(reader, filled):
    reader.load(1)
    claim_id = filled.reports.claim_ids(1)[2]
    before = {each.key: each.chip.word for each in reader.lit()}
    changes = filled.claims.set_outcome([claim_id], Outcome.CONFIRMED, "I was there.")
    reader.refresh(changes)
    after = {each.key: each.chip.word for each in reader.lit()}
    assert (before[claim_id], after[claim_id]) == ("Pending", "Confirmed")


def test_a_report_that_was_taken_back_is_shown_no_longer(reader, filled):
    reader.load(1)
    reader.refresh(filled.log.undo())
    assert reader.report_id is None
    assert reader.text.toPlainText() == ""


def test_in_two_megabytes_of_one_line_any_place_is_found(text):
    words = "All of it was said before, and by more than one of them. "
    source = words * (2_000_000 // len(words)) + "The bridge will open."
    text.set_source(source)
    text.set_lit([lit(1, source, "The bridge will open.")])
    text.set_current(1)
    text.grab()
    assert marked(text) == ["The bridge will open."]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "smb://host/share"])
def test_addresses_that_are_not_web_addresses_are_never_opened(reader, filled, monkeypatch, qtbot, url):
    opened, told = [], []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    monkeypatch.setattr(QMessageBox, "information", lambda *args: told.append(args[2]))
    reader.show_report(replace(filled.reports.get(1), url=url))
    qtbot.mouseClick(reader.address, Qt.MouseButton.LeftButton)
    assert opened == []
    assert "http" in told[0]


@pytest.mark.parametrize(("answer", "count"), [("Open", 1), ("Cancel", 0)])
def test_a_web_address_is_opened_only_after_a_yes(reader, filled, monkeypatch, qtbot, answer, count):
    opened, asked = [], []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)

    def ask(box):
        asked.append((box.informativeText(), box.textFormat()))
        return QMessageBox.StandardButton[answer].value

    monkeypatch.setattr(QMessageBox, "exec", ask)
    reader.show_report(replace(filled.reports.get(1), url="https://example.org/<b>"))
    qtbot.mouseClick(reader.address, Qt.MouseButton.LeftButton)
    assert asked == [("https://example.org/<b>", Qt.TextFormat.PlainText)]
    assert len(opened) == count


def test_a_date_that_was_guessed_says_so(reader, filled):
    from factdesk.model import PublishedBy

    reader.show_report(replace(filled.reports.get(1), published_by=PublishedBy.GUESSED))
    assert "5 Jan 2026 (guessed)" in reader.byline.text()
    reader.show_report(replace(filled.reports.get(1), published=None, published_by=PublishedBy.UNKNOWN))
    assert "date not known" in reader.byline.text()
    assert BRIDGE.title == reader.title.text()


def test_a_line_that_has_the_room_it_asks_for_is_not_cut(qtbot, themed):
    for day in range(1, 32):
        label = ElidedLabel(f"Ledger · {day} Jan 2026")
        qtbot.addWidget(label)
        room = label.sizeHint().width()
        assert label.fontMetrics().elidedText(label.text(), Qt.TextElideMode.ElideRight, room) == label.text()
