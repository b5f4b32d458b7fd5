"""Copies of one story are told from follow-ups, whatever the pages put around them."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from factdesk.intake import same_story, sketch

FURNITURE = "Also Read\n\nSign up here\n\nADVERTISEMENT\n\n"
FOLLOW_UP = (
    "A court in Halden on Friday threw out the ferry company's complaint and let the closing date stand, the first "
    "ruling on the plan since it was voted through.\n\n"
    "Judge Tomas Reyes said the company had known of the plan for a year and had shown no harm that money could not "
    "mend.\n\n"
)
CHINESE = (
    "港口委员会星期二投票决定在三月底之前关闭旧渡轮码头,并将所有航线移至新码头。"
    "渡轮公司表示没有接到通知,将请法院审查这一决定。"
)


def test_a_wire_copy_with_other_furniture_case_and_quotation_marks_is_the_same_story(story: str) -> None:
    copy = FURNITURE + story.replace("“", '"').replace("”", '"').replace("'", "’").replace("\n\n", "\n") + FURNITURE
    assert same_story(story, copy)
    assert same_story(copy, story)
    assert sketch(copy) == sketch(story)


def test_a_copy_cut_short_or_rewrapped_is_the_same_story(story: str) -> None:
    half = "\n\n".join(story.split("\n\n")[:2])
    assert same_story(story, half)
    assert set(sketch(story)) & set(sketch(half))
    wrapped = "\n".join(story.replace("\n\n", " ").split(". "))
    assert set(sketch(story)) & set(sketch(wrapped))


def test_a_follow_up_that_repeats_a_paragraph_is_another_story(story: str) -> None:
    assert not same_story(story, FOLLOW_UP + story.split("\n\n")[0])


def test_two_texts_without_words_are_no_copies() -> None:
    assert not same_story("", "")
    assert not same_story("...", "story")
    assert sketch("") == ()


def test_short_texts_are_copies_only_if_they_are_equal() -> None:
    assert same_story("Ferry closes.", "FERRY CLOSES")
    assert not same_story("Ferry closes.", "Ferry closes in March.")


def test_a_script_without_spaces_is_compared_too() -> None:
    assert same_story(CHINESE, CHINESE[:40] + CHINESE[41:])
    assert len(sketch(CHINESE)) > 30
    assert not same_story(CHINESE, CHINESE[::-1])


@given(st.text())
def test_a_sketch_fits_a_database_and_comes_in_order(text: str) -> None:
    numbers = sketch(text)
    assert len(numbers) <= 64
    assert list(numbers) == sorted(set(numbers))
    assert all(0 <= number < 2**63 for number in numbers)


def test_a_sketch_is_the_same_in_every_process(story: str) -> None:
    code = "import sys; from factdesk.intake import sketch; print(sketch(sys.stdin.read()))"
    run = subprocess.run([sys.executable, "-c", code], input=story, capture_output=True, text=True, encoding="utf-8")
    assert run.stdout.strip() == str(sketch(story))
