"""Time expressions in sentences: spans, tense, what was spoken of, and what is no time at all."""

from datetime import date

import pytest

from factdesk.model import Bound, TimeExpression, TimexType
from factdesk.reading.dates import find_times
from factdesk.reading.pipeline import parse

TUESDAY = date(2025, 11, 25)


def read(text: str, published: date | None = TUESDAY, country: str = "US") -> tuple[TimeExpression, ...]:
    return find_times(parse(text, "en"), published, country=country)


def test_spans_are_exact_in_a_text_of_several_paragraphs() -> None:
    text = "A headline\n\nThe court will rule on Friday.\nIt sat in April 2024 and for 90 days."
    assert [text[t.start : t.end] for t in read(text)] == [t.text for t in read(text)]
    assert [t.text for t in read(text)] == ["Friday", "April 2024", "90 days"]


def test_the_same_month_is_read_by_the_verb_it_hangs_on() -> None:
    past, ahead = read("He visited Seoul in April and will visit Beijing in April.")
    assert (past.from_day, ahead.from_day) == (date(2025, 4, 1), date(2026, 4, 1))


def test_a_weekday_is_the_last_one_unless_the_verb_points_ahead() -> None:
    said, due = read("The minister said on Thursday that the panel will meet on Friday.")
    assert (said.from_day, due.from_day) == (date(2025, 11, 20), date(2025, 11, 28))


def test_the_report_s_own_weekday_is_the_report_s_day() -> None:
    (time,) = read("The premier rejected the remark on Tuesday.")
    assert time.from_day == TUESDAY
    assert [a.from_day for a in time.alternatives] == [date(2025, 12, 2)]


@pytest.mark.parametrize(
    ("words", "bound", "first", "last"),
    [
        ("by Friday", Bound.BY, None, date(2025, 11, 28)),
        ("before 1 March 2026", Bound.BEFORE, None, date(2026, 2, 28)),
        ("before March 2028", Bound.BEFORE, None, date(2028, 2, 29)),
        ("after 6 March 2026", Bound.AFTER, date(2026, 3, 7), None),
        ("no earlier than 6 March 2026", Bound.SINCE, date(2026, 3, 6), None),
        ("within 90 days", Bound.WITHIN, TUESDAY, date(2026, 2, 23)),
        ("by the end of 2025", Bound.BY, None, date(2025, 12, 31)),
        ("from March 31 to April 2", Bound.ON, date(2026, 3, 31), date(2026, 4, 2)),
        ("in the first half of next year", Bound.ON, date(2026, 1, 1), date(2026, 6, 30)),
        ("by mid-2026", Bound.BY, None, date(2026, 6, 30)),
        ("by the middle of 2026", Bound.BY, None, date(2026, 6, 30)),
        ("by midyear 2026", Bound.BY, None, date(2026, 6, 30)),
        ("until the middle of March", Bound.UNTIL, None, date(2026, 3, 15)),
        ("in early 2026", Bound.ON, date(2026, 1, 1), date(2026, 3, 31)),
        ("in late 2026", Bound.ON, date(2026, 10, 1), date(2026, 12, 31)),
        ("in mid-2026", Bound.ON, date(2026, 5, 1), date(2026, 8, 31)),
        ("later next year", Bound.ON, date(2026, 1, 1), date(2026, 12, 31)),
        ("around 1 June 2026", Bound.ABOUT, date(2026, 6, 1), date(2026, 6, 1)),
    ],
)
def test_the_preposition_ties_the_interval(words: str, bound: Bound, first: date | None, last: date | None) -> None:
    time = read(f"The company will open the plant {words}.")[0]
    assert (time.bound, time.from_day, time.to_day) == (bound, first, last)


def test_later_the_same_year_counts_from_the_year_just_spoken_of() -> None:
    *_, year = read("Trump will go to Beijing in April 2027. Xi is to visit Washington later the same year.")
    assert year.value == "2027"


def test_later_next_year_is_next_year_whatever_else_is_spoken_of() -> None:
    *_, later = read("Berg agreed to tour Oslo in April and invited Kim to Bergen later next year.")
    assert (later.from_day, later.to_day) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("on Independence Day, 1 October,", "Independence Day, 1 October"),
        ("on Independence Day (1 October)", "Independence Day (1 October)"),
        ("on 1 October, Independence Day,", "1 October, Independence Day"),
    ],
)
def test_a_named_day_follows_the_date_beside_it(words: str, span: str) -> None:
    (time,) = read(f"The railway will open {words} in Lindum.")
    assert (time.text, time.from_day, time.to_day) == (span, date(2026, 10, 1), date(2026, 10, 1))


def test_both_ends_of_a_range_keep_their_span_and_value_and_share_its_days() -> None:
    first, last = read("Trump will travel to China from March 31 to April 2.")
    assert [(t.text, t.value) for t in (first, last)] == [("March 31", "2026-03-31"), ("April 2", "2026-04-02")]
    assert (first.from_day, first.to_day) == (last.from_day, last.to_day) == (date(2026, 3, 31), date(2026, 4, 2))


def test_without_a_publication_date_only_explicit_expressions_are_dated() -> None:
    explicit, relative = read("It ends on 10 November 2026 and starts next week.", None)
    assert explicit.to_day == date(2026, 11, 10)
    assert (relative.from_day, relative.to_day, relative.text) == (None, None, "next week")


def test_the_country_decides_the_order_of_day_and_month() -> None:
    assert read("It was signed on 3/4/2026.", country="US")[0].value == "2026-03-04"
    assert read("It was signed on 3/4/2026.", country="GB")[0].value == "2026-04-03"


def test_a_set_or_a_length_is_no_day() -> None:
    daily, length = read("The council meets every week and debates for 90 minutes.")
    assert (daily.type, daily.to_day, length.type) == (TimexType.SET, None, TimexType.DURATION)


@pytest.mark.parametrize(
    "text",
    [
        "Prices may fall further, analysts warn.",
        "The protesters march through the old town.",
        "The second attempt failed.",
        "United won 3-2 away from home.",
        "The Sunday Times broke the story.",
        "Shares in Monday.com jumped 12%.",
        "Theresa May spoke to her party.",
        "Turnout reached 57%.",
        "The 63-year-old senator resigned.",
        "He is in his 60s.",
        "A quarter of voters are undecided.",
        "Some 2,000 people stood in the rain.",
        "Flight 2024 was delayed.",
        "The deal costs $2025 a share.",
        "They spring into action.",
        "The fall in the unemployment rate will bring relief.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert [t for t in read(text) if t.type is TimexType.DATE] == []


def test_a_language_without_rules_gives_none() -> None:
    from dataclasses import replace

    assert find_times(replace(parse("It ends on Friday.", "en"), language="de"), TUESDAY) == ()


@pytest.mark.parametrize(
    ("text", "words", "first"),
    [
        ("The union will appeal Wednesday's ruling.", "Wednesday", date(2025, 11, 19)),
        ("The union will campaign ahead of Sunday's election.", "Sunday", date(2025, 11, 29)),
        ("The index fell from a record set on Aug. 6.", "Aug. 6", date(2025, 8, 6)),
        ("The agency gave the family until Friday to reply.", "Friday", date(2025, 11, 28)),
        ("The prosecutor has scheduled a news conference Thursday.", "Thursday", date(2025, 11, 27)),
        ("The mayor could not be reached for comment Friday.", "Friday", date(2025, 11, 21)),
        ("Inspectors will stay out as they have been since Jan. 13.", "Jan. 13", date(2025, 1, 13)),
        ("It expects to report a loss for the third quarter.", "the third quarter", date(2025, 7, 1)),
        ("It will buy back shares bought from Nov. 14 to Thursday.", "Thursday", date(2025, 11, 14)),
        ("The blast came at 10:35 a.m. (0735 GMT) Friday.", "10:35 a.m. (0735 GMT) Friday", date(2025, 11, 21)),
    ],
)
def test_what_is_over_and_what_is_to_come_is_told_by_syntax(text: str, words: str, first: date) -> None:
    found = {t.text: t.from_day or t.to_day for t in read(text)}
    assert found[words] == first


@pytest.mark.parametrize(
    "text",
    [
        "Rooms will be between $35 and $55 a night.",
        "The route has four flights a week.",
        "Output will rise by 8% annually.",
        "Two thirds of voters watched 60 Minutes.",
        "Thousands came to the annual March for Life.",
        "The board cut its quarterly dividend.",
        "The country imports about three-quarters of its food.",
        "Prices have been low for years.",
    ],
)
def test_rates_kinds_and_names_are_no_times(text: str) -> None:
    assert read(text) == ()


def test_two_days_side_by_side_are_two_expressions_of_one_interval() -> None:
    first, second = read("They will meet on April 24 and 25.")
    assert (first.text, first.value, second.text, second.value) == ("April 24", "2026-04-24", "25", "2026-04-25")
    assert (first.from_day, first.to_day) == (second.from_day, second.to_day) == (date(2026, 4, 24), date(2026, 4, 25))


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("It agreed to a one-year suspension of port fees from Nov. 10.", "one-year", (2025, 11, 10), (2026, 11, 10)),
        ("The players will begin a three-week walkout on Sept. 1.", "three-week", (2026, 9, 1), (2026, 9, 22)),
        ("A 30-day comment period opens on Dec. 15.", "30-day", (2025, 12, 15), (2026, 1, 14)),
        ("The skier was banned for four years.", "four years", (2025, 11, 25), (2029, 11, 25)),
        ("The judge gave the state 90 days to redraw the map.", "90 days", (2025, 11, 25), (2026, 2, 23)),
    ],
)  # fmt: skip
def test_a_state_is_dated_from_where_its_sentence_says_it_begins(
    text: str, words: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    (time,) = [t for t in read(text) if t.text == words]
    assert (time.from_day, time.to_day) == (date(*first), date(*last))


def test_a_year_follows_the_visit_just_spoken_of() -> None:
    april, later = read("Trump is due in Beijing in April, with a visit by Xi to follow later in the year.")
    assert (april.from_day, later.from_day, later.to_day) == (date(2026, 4, 1), date(2026, 5, 1), date(2026, 12, 31))


def test_months_and_days_side_by_side_are_one_interval() -> None:
    may, june = read("Buses will replace trains in May and June.")
    assert (may.from_day, may.to_day) == (june.from_day, june.to_day) == (date(2026, 5, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    "text",
    [
        "August Wilson's play fills the theatre.",
        "Ruby Tuesday is closing restaurants.",
        '"Tomorrow Never Dies" is not his favourite film.',
        "USA Today's owner is cutting jobs.",
        "The Peugeot 2008 was the best-selling car in Tunisia.",
        "Real Madrid won the quarter-final on penalties.",
    ],
)
def test_names_and_titles_are_no_times(text: str) -> None:
    assert read(text) == ()
