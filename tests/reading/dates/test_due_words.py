"""What a person types becomes the interval a claim falls due in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.model import Bound
from factdesk.reading.dates import read_due_words

MONDAY = date(2025, 11, 24)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("by Thanksgiving", None, date(2025, 11, 27)),
        ("in April", date(2026, 4, 1), date(2026, 4, 30)),
        ("within 90 days", MONDAY, date(2026, 2, 22)),
        ("90 days", MONDAY, date(2026, 2, 22)),
        ("31 March 2026", date(2026, 3, 31), date(2026, 3, 31)),
        ("Q3 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-04-01..2026-04-30", date(2026, 4, 1), date(2026, 4, 30)),
        ("../2026-04-30", None, date(2026, 4, 30)),
        ("during the last two months of 2025", date(2025, 11, 1), date(2025, 12, 31)),
        ("later next year", date(2026, 1, 1), date(2026, 12, 31)),
        ("later this year", date(2025, 11, 25), date(2025, 12, 31)),
        ("in each of 2026, 2027, and 2028", date(2026, 1, 1), date(2028, 12, 31)),
        ("as early as Feb. 6 and no later than April", date(2026, 2, 6), date(2026, 4, 30)),
        ("by friday", None, date(2025, 11, 28)),
        ("before Lunar New Year", None, date(2026, 2, 16)),
        ("during Ramadan 2026", date(2026, 2, 18), date(2026, 3, 19)),
        ("by the midterms", None, date(2026, 11, 3)),
        ("Easter 2026", date(2026, 4, 5), date(2026, 4, 5)),
        ("effective immediately", MONDAY, MONDAY),
        ("by the 15th", None, date(2025, 12, 15)),
        ("by 2027-06", None, date(2027, 6, 30)),
    ],
)
def test_words_become_days(words: str, first: date | None, last: date | None) -> None:
    due = read_due_words(words, MONDAY)
    assert due is not None
    assert (due.from_day, due.to_day, due.text, due.base) == (first, last, words, MONDAY)


@pytest.mark.parametrize(
    "words", ["", "  ", "soon", "banana", "never", "31 February", "2026-05-01..2026-04-01", "2026-02-30..", "../.."]
)
def test_words_that_name_no_day_give_no_due_date(words: str) -> None:
    assert read_due_words(words, MONDAY) is None


def test_without_a_base_day_only_explicit_words_are_read() -> None:
    assert read_due_words("by Friday", None) is None
    explicit = read_due_words("by 31 March 2026", None)
    assert explicit is not None
    assert (explicit.to_day, explicit.bound) == (date(2026, 3, 31), Bound.BY)


def test_another_language_goes_to_dateparser_with_the_base_day() -> None:
    due = read_due_words("31 mars", MONDAY, language="fr")
    assert due is not None
    assert (due.to_day, due.rule) == (date(2026, 3, 31), "dateparser")


def test_edtf_says_open_ends_and_doubt() -> None:
    strings = [
        due.edtf
        for w in ("by Thanksgiving", "after 6 March", "in April", "summer 2026", "in the coming weeks")
        if (due := read_due_words(w, MONDAY))
    ]
    assert strings == ["../2025-11-27", "2026-03-07/..", "2026-04", "2026-22", "2025-11-24~/2026-01-05~"]


def test_a_named_day_follows_the_country() -> None:
    due = read_due_words("by Thanksgiving 2026", MONDAY, country="CA")
    assert due is not None
    assert due.to_day == date(2026, 10, 12)


def test_the_explanation_names_the_days_and_the_report() -> None:
    due = read_due_words("by Thanksgiving", MONDAY)
    assert due is not None
    assert "27 Nov 2025" in due.explanation
    assert "24 Nov 2025" in due.explanation


@given(st.text(max_size=40), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_any_words_are_read_or_refused_and_never_end_before_they_begin(words: str, base: date) -> None:
    due = read_due_words(words, base)
    assert due is None or not (due.from_day and due.to_day) or due.from_day <= due.to_day


@given(
    st.sampled_from(["by", "before", "within", "in", "after", "until", ""]),
    st.sampled_from(
        [
            "{n} days",
            "{n} weeks",
            "{n} months",
            "{n} years",
            "the next {n} months",
            "May {n}",
            "early {n}",
            "Q{n} 2030",
            "the {n}0s",
        ]
    ),
    st.integers(0, 99999),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
def test_no_number_breaks_the_calendar(word: str, pattern: str, number: int, base: date) -> None:
    due = read_due_words(f"{word} {pattern.format(n=number)}".strip(), base)
    assert due is None or not (due.from_day and due.to_day) or due.from_day <= due.to_day


@pytest.mark.parametrize(
    "words",
    ["12", "2026-13-01", "Friday the 11th", "for at least one week", "two weeks after the law takes effect", "soon"],
)
def test_words_that_fix_no_day_are_not_guessed_at(words: str) -> None:
    assert read_due_words(words, date(2025, 11, 25)) is None


@pytest.mark.parametrize(
    ("words", "country", "why"),
    [
        ("by Thanksgiving", "US", "Thanksgiving in the United States, the one after 25 Nov 2025"),
        ("by Thanksgiving", "GB", "Thanksgiving in the United States, the one after 25 Nov 2025"),
        ("by Thanksgiving", "CA", "Thanksgiving in Canada, the one after 25 Nov 2025"),
        ("fiscal 2027", "US", "assumed to be the calendar year"),
        ("90 days after March 1", "US", "90 days after 2026-03-01"),
        ("next week", "US", "counted from the report's day, 25 Nov 2025"),
    ],
)
def test_a_sentence_says_why_the_words_are_those_days(words: str, country: str, why: str) -> None:
    due = read_due_words(words, date(2025, 11, 25), country=country)
    assert due is not None
    assert why in due.explanation
    assert due.explanation.endswith(".")
