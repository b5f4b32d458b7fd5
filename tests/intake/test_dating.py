"""The publication date of a plain text is read where the text states it, and never invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.intake.dating import dated
from factdesk.intake.days import day_in_address, day_in_file_name, days_in
from factdesk.model import PublishedBy

NOW = datetime(2031, 3, 10, 12, tzinfo=UTC)
BODY = "\n\nThe council voted on Tuesday, two years after the fire of 4 May 2029, to close the terminal."
MARCH_3 = date(2031, 3, 3)


def date_of(text: str, *, file_name: str | None = None, url: str | None = None) -> tuple[date | None, PublishedBy]:
    found = dated(text, file_name=file_name, url=url, now=NOW)
    return found.day, found.by


@pytest.mark.parametrize(
    "head",
    [
        "March 3, 2031",
        "Mar. 3, 2031, 10:59 a.m. ET",
        "Monday, 3 March 2031 14:05 GMT",
        "3rd March 2031",
        "2031-03-03",
        "2031-03-03 08:00",
        "03.03.2031",
        "2031年3月3日",
        "Published: March 3, 2031",
        "Published 10:00 AM EST, Mon March 3, 2031",
        "Published March 3, 2031 | Updated March 5, 2031",
        "March 3, 2031 Updated March 5, 2031, 1:40 p.m. ET",
        "Posted on 3 March 2031 at 9:15 am",
        "By Ana Silva, March 3, 2031",
        "HALDEN, March 3, 2031 (Northwire) -- The council voted.",
        "Halden, March 3, 2031 — The council voted.",
        "A title\n\nBy Ana Silva\n\nMarch 3, 2031",
    ],
)
def test_a_date_line_byline_or_dateline_states_the_date(head: str) -> None:
    assert date_of(head + BODY) == (MARCH_3, PublishedBy.TEXT)


def test_a_line_at_the_end_may_state_it() -> None:
    body = BODY + "\n\nMore of the story follows here." * 20
    assert date_of(f"{body}\n\nFirst published on 3 March 2031") == (MARCH_3, PublishedBy.TEXT)


def test_the_date_of_an_update_is_only_a_guess_and_yields_to_a_stated_one() -> None:
    found = dated("Updated March 5, 2031" + BODY, file_name=None, url=None, now=NOW)
    assert (found.day, found.by) == (date(2031, 3, 5), PublishedBy.GUESSED)
    assert "last update" in found.notes[0]
    assert date_of("Updated March 5, 2031\n\nMarch 3, 2031" + BODY) == (MARCH_3, PublishedBy.TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "The council voted." + BODY,
        "The fire of May 4, 2029, closed it." + BODY,
        "Workers at the terminal, October 30, 2029. Photo: Jo Chen" + BODY,
        "The committee said the report published on 3 March 2030 was wrong" + BODY,
        "10/11/2030" + BODY,
        "April 2030" + BODY,
        "31 February 2031" + BODY,
    ],
)
def test_a_date_inside_the_story_is_not_the_date_of_the_report(text: str) -> None:
    assert date_of(text) == (None, PublishedBy.UNKNOWN)


def test_a_recent_dateline_without_a_year_is_a_guess_that_is_told() -> None:
    found = dated("HALDEN, Feb 24 (Northwire) - The council voted.", file_name=None, url=None, now=NOW)
    assert (found.day, found.by) == (date(2031, 2, 24), PublishedBy.GUESSED)
    assert "no year" in found.notes[0]


def test_an_older_dateline_without_a_year_is_not_guessed() -> None:
    found = dated("HALDEN, Nov 24 (Northwire) - The council voted.", file_name=None, url=None, now=NOW)
    assert (found.day, found.by) == (None, PublishedBy.UNKNOWN)
    assert "no year" in found.notes[0]


def test_a_date_after_now_is_refused_and_told() -> None:
    found = dated("May 3, 2031" + BODY, file_name="2031-03-03.txt", url=None, now=NOW)
    assert (found.day, found.by) == (MARCH_3, PublishedBy.GUESSED)
    assert "2031-05-03 lies in the future" in found.notes[0]


@pytest.mark.parametrize("head", ["10/11/2030", "Published: 10/11/2030 08:15 GMT"])
def test_a_date_line_that_can_be_read_in_two_ways_is_not_taken_and_told(head: str) -> None:
    found = dated(head + BODY, file_name=None, url=None, now=NOW)
    assert (found.day, found.notes) == (None, ("The date 10/11/2030 can be read in two ways and was not taken.",))


def test_it_may_be_tomorrow_where_the_outlet_is() -> None:
    assert date_of("March 11, 2031" + BODY)[0] == date(2031, 3, 11)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2031/03/03/ferry", MARCH_3),
        ("https://example.org/news/2031/mar/03/ferry", MARCH_3),
        ("https://example.org/ferry-2031-03-03/", MARCH_3),
        ("https://example.org/news/20310303/ferry", MARCH_3),
        ("https://example.org/fact-sheets/2031/11/ferry", None),
        ("https://example.org/a/86947760007/", None),
        ("https://example.org/ferry?day=2031-03-03", None),
        ("https://example.org/2031/13/45/ferry", None),
    ],
)
def test_the_date_in_an_address(url: str, day: date | None) -> None:
    assert day_in_address(url) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("01_2031-03-03_elm.txt", MARCH_3),
        ("elm_20310303.txt", MARCH_3),
        ("2031_03_03.txt", MARCH_3),
        ("call 1203103035.txt", None),
        ("2031-13-01.txt", None),
    ],
)
def test_the_date_in_a_file_name(name: str, day: date | None) -> None:
    assert day_in_file_name(name) == day
    assert date_of(BODY, file_name=name)[1] == (PublishedBy.GUESSED if day else PublishedBy.UNKNOWN)


@given(
    st.dates(date(1950, 1, 1), date(2090, 12, 31)),
    st.sampled_from(
        ["%Y-%m-%d", "%B %d, %Y", "%b. %d, %Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y", "%Y/%m/%d", "%d-%b-%Y"]
    ),
)
def test_every_day_is_read_from_every_full_form(day: date, form: str) -> None:
    text = f"On {day.strftime(form)} it closed"
    (found,) = days_in(text)
    assert found.day == day
    assert text[found.start : found.end] == day.strftime(form)


def test_a_slashed_date_is_read_only_if_nobody_can_read_it_otherwise() -> None:
    assert [found.day for found in days_in("25/12/2030, 12/25/2030, 4/4/2031, 3/4/2031")] == [
        date(2030, 12, 25),
        date(2030, 12, 25),
        date(2031, 4, 4),
    ]
