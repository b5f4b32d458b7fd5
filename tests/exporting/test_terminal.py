"""Tables in a terminal are aligned, fit, and cannot be used to write over the screen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from factdesk.exporting import table
from factdesk.exporting.terminal import display_width, elided


def test_columns_are_aligned_also_with_wide_characters() -> None:
    rows = [{"id": 1, "text": "宮崎県", "end": "x"}, {"id": 200, "text": "abc", "end": "y"}]
    assert list(table(rows, ("id", "text", "end"))) == [
        " id  text    end",
        "───  ──────  ───",
        "  1  宮崎県  x",
        "200  abc     y",
    ]


@given(st.lists(st.fixed_dictionaries({"a": st.text(), "b": st.text(), "c": st.integers()}), max_size=4))
def test_no_line_is_wider_than_the_terminal(rows: list[dict[str, object]]) -> None:
    assert all(display_width(line) <= 40 for line in table(rows, ("a", "b", "c"), 40))


def test_the_longest_column_gives_way_and_short_ones_stay_whole() -> None:
    rows = [{"id": 12345, "text": "word " * 40}]
    _, _, line = table(rows, ("id", "text"), 30)
    assert line.startswith("12345  word word")
    assert line.endswith("…")


def test_control_and_direction_characters_are_left_out() -> None:
    *_, line = table([{"a": "safe\x1b[2J\u202etxt\nnext"}], ("a",))
    assert line == "safe[2Jtxt next"


@given(st.text(), st.integers(1, 20))
def test_an_elided_text_fits_and_a_short_one_is_whole(text: str, width: int) -> None:
    assert display_width(elided(text, width)) <= width
    if display_width(text) <= width:
        assert elided(text, width) == text


def test_an_endless_table_begins_at_once() -> None:
    def rows() -> Iterator[dict[str, object]]:
        while True:
            yield {"a": "x"}

    assert len(list(islice(table(rows(), ("a",)), 500))) == 500


def test_without_rows_the_header_is_shown() -> None:
    assert list(table([], ("id", "text"))) == ["id  text", "──  ────"]


def test_numbers_stand_at_the_right_and_scores_are_rounded() -> None:
    rows = [{"id": 7, "score": 0.123456}, {"id": 12, "score": 0.5}]
    assert list(table(rows, ("id", "score")))[2:] == [" 7   0.12", "12    0.5"]
