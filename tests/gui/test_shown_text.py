"""What is shown of a report, and the way between code points and Qt's UTF-16 positions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from factdesk.gui.shown_text import ShownText, shown_line

HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\n\r\t 😀👩\u200d\u200b\u202e\u2028\u2029\ufdd0\ufffc\x00\ufeff"),
    ),
    max_size=80,
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(HOSTILE)
@settings(max_examples=300, deadline=None)
def test_qt_takes_the_shown_text_as_it_is(text: str) -> None:
    shown = ShownText(text)
    document = QTextDocument()
    document.setPlainText(shown.text)
    assert document.toPlainText() == shown.text.replace("\xa0", " ")
    assert shown.position(len(text)) == units(shown.text)


@given(HOSTILE)
@settings(max_examples=300, deadline=None)
def test_every_code_point_that_is_shown_is_found_again_at_its_position(text: str) -> None:
    shown = ShownText(text)
    places = [shown.position(offset) for offset in range(len(text) + 1)]
    assert places == sorted(places)
    for offset, place in enumerate(places[:-1]):
        if place < places[offset + 1]:
            assert shown.offset(place) == offset


def test_a_span_after_emoji_is_the_same_words_in_qt() -> None:
    text = "👩\u200d🚀 went up 🚀🚀. Xi will visit Washington 🇺🇸 in April."
    start = text.index("Xi will")
    end = start + len("Xi will visit Washington 🇺🇸")
    shown = ShownText(text)
    document = QTextDocument()
    document.setPlainText(shown.text)
    cursor = QTextCursor(document)
    cursor.setPosition(shown.position(start))
    cursor.setPosition(shown.position(end), QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == text[start:end]
    assert (shown.offset(cursor.selectionStart()), shown.offset(cursor.selectionEnd())) == (start, end)


@pytest.mark.parametrize("code", ["\u202e", "\u2066", "\u200b", "\u200e", "\ufeff", "\x00", "\x1b"])
def test_what_is_not_seen_is_shown_as_a_sign(code: str) -> None:
    shown = ShownText(f"pay{code}load")
    assert code not in shown.text
    assert len(shown.text) > len("payload")
    assert shown.position(4) - shown.position(3) == len(shown.text) - len("payload")


def test_joiners_stay_where_writing_needs_them_and_show_where_they_hide() -> None:
    family = "👨\u200d👩\u200d👧"
    persian = "می\u200cخواهم"
    assert ShownText(family).text == family
    assert ShownText(persian).text == persian
    assert ShownText("pass\u200dword").text == "pass⟦ZWJ⟧word"


def test_a_long_line_is_broken_and_its_offsets_still_hold() -> None:
    text = "word " * 400_000
    shown = ShownText(text)
    assert max(map(len, shown.text.split("\n"))) <= 10_000
    place = shown.position(1_500_000)
    assert shown.text[place : place + 5] == text[1_500_000:1_500_005]


def test_a_long_line_without_blanks_is_broken_too() -> None:
    shown = ShownText("x" * 25_000)
    assert [len(line) for line in shown.text.split("\n")] == [10_000, 10_000, 5_000]


def test_one_line_for_a_list_has_no_line_break() -> None:
    assert shown_line("A\n\u2028 title\u202e\t!") == "A title⟦RLO⟧ !"
