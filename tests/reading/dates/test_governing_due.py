"""The time that governs a claim's action, by syntax; none where none does."""

from datetime import date

import pytest

from factdesk.model import Due
from factdesk.reading.dates import find_times, governing_due
from factdesk.reading.pipeline import parse

TUESDAY = date(2025, 11, 25)


def due_in(text: str, clause: str | None = None) -> Due | None:
    parsed = parse(text, "en")
    start = text.index(clause) if clause else 0
    end = start + len(clause or text)
    return governing_due(start, end, None, parsed, find_times(parsed, TUESDAY), TUESDAY)


@pytest.mark.parametrize(
    ("text", "words", "last"),
    [
        ("Trump agreed to visit Beijing in April.", "in April", date(2026, 4, 30)),
        ("The stadium, under repair since 2024, will be ready on June 11.", "on June 11", date(2026, 6, 11)),
        ("The minister said on Monday that the plant will open by Friday.", "by Friday", date(2025, 11, 28)),
        ("The talks are scheduled to begin on 3 March 2026.", "on 3 March 2026", date(2026, 3, 3)),
        ("China will buy 12 million tons of soybeans by the end of 2025.", "by the end of 2025", date(2025, 12, 31)),
        (
            "Trump is expected to travel to China from March 31 to April 2.",
            "from March 31 to April 2",
            date(2026, 4, 2),
        ),
        ("Trump said on Monday he would visit China in April 2026.", "in April 2026", date(2026, 4, 30)),
        ("Trump invited Xi to the White House for September 24.", "for September 24", date(2026, 9, 24)),
        ("The truce will last six months, mediators said on Friday.", "six months", date(2026, 5, 25)),
        ("Sales start in June 2026, after a two-year delay.", "in June 2026", date(2026, 6, 30)),
        ("Beijing announced a one-year suspension of the curbs.", "one-year", date(2026, 11, 25)),
        ("The White House said the one-year suspension ends on Nov. 10.", "on Nov. 10", date(2026, 11, 10)),
        ("Washington has set itself a deadline of Thanksgiving to complete it.", "Thanksgiving", date(2025, 11, 27)),
        ("It will be raised when the leaders sit down next spring.", "next spring", date(2026, 5, 31)),
        ("The law takes effect 90 days after March 1.", "90 days after March 1", date(2026, 5, 30)),
        ("The bank will meet on 14 and 15 May.", "on 14 and 15 May", date(2026, 5, 15)),
        ("The bank will pay out in each of 2026, 2027, and 2028.", "2026, 2027, and 2028", date(2028, 12, 31)),
        ("The Fed is not expected to cut rates until next year.", "until next year", date(2026, 12, 31)),
        (
            "The mission could launch as early as Feb. 6 and no later than April.",
            "Feb. 6 and no later than April",
            date(2026, 4, 30),
        ),
    ],
)
def test_the_time_on_the_action_is_its_due_date(text: str, words: str, last: date) -> None:
    due = due_in(text)
    assert due is not None
    assert (due.text.removeprefix("as early as "), due.to_day) == (words, last)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said on Tuesday that the plant will open.",
        "On Monday he announced a new factory.",
        "Exports fell 12% in October.",
        "Iran will hand over the material 60 days after the law takes effect.",
        "The firm will appeal the ruling, which was handed down on Friday.",
        "The plant, which opened in 2019, will close.",
        "The council meets every week.",
        "Trump may travel to Beijing for at least one week.",
        "The deal must be signed within 90 days of the ruling.",
        "Friday: The court rules on tariffs.",
        "The firm, whose permit runs out on Friday, will appeal.",
        "Directors are barred from selling shares in the days prior to a report.",
        "The probe will launch Norway's first crewed flight in more than five decades.",
        "I will never forget that Saturday evening when I first saw the flood.",
        "The trip to the pad is expected to take up to 12 hours.",
        "The crew will visit the island for a few days.",
        "Ines Moreau expects to return to work after having a son in August.",
        "The rise in hiring in October should calm the markets.",
        "The alliance will shape the 21st century.",
        "The news comes after the war has killed thousands over the past 10 months.",
    ],
)
def test_no_due_date_is_made_up(text: str) -> None:
    assert due_in(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The port has until Friday evening to let the tanker in.", None, date(2025, 11, 28)),
        ("The kiosk stays open until 7 p.m. on Friday.", date(2025, 11, 28), date(2025, 11, 28)),
        ("The new rules will allow fishers to keep the April season.", date(2026, 4, 1), date(2026, 4, 30)),
        ("The siege, which began on Nov. 10, will last around five weeks.", date(2025, 11, 10), date(2025, 12, 15)),
        ("Oslo will suspend for one year, starting on May 4, the toll.", date(2026, 5, 4), date(2027, 5, 4)),
        ("The crews are due to meet and dock in 2027.", date(2027, 1, 1), date(2027, 12, 31)),
        ("The mayor said he will begin clearing the squats starting next week.", date(2025, 12, 1), None),
        ("Ministers have delayed the vote to March.", date(2026, 3, 1), date(2026, 3, 31)),
        ("The regatta is now targeted for 8:30 p.m. ET, Dec. 7.", date(2025, 12, 7), date(2025, 12, 7)),
        ("Later in 2028, the agency is also planning to land a probe.", date(2028, 1, 1), date(2028, 12, 31)),
        ("The old board planned to cut wages and close depots by the end of 2026.", None, date(2026, 12, 31)),
        ("The levy is projected to raise $4 billion over the next decade.", date(2025, 11, 25), date(2035, 11, 25)),
        ("The ferry was originally planned to sail in late 2025.", date(2025, 10, 1), date(2025, 12, 31)),
        ("The yard originally planned to launch the ferry in 2025.", date(2025, 1, 1), date(2025, 12, 31)),
        ("The inquiry will be completed in the next week or so.", date(2025, 11, 25), date(2025, 12, 2)),
    ],
)
def test_the_days_of_a_due_date(text: str, first: date | None, last: date | None) -> None:
    due = due_in(text)
    assert due is not None
    assert (due.from_day, due.to_day) == (first, last)


def test_each_of_two_joined_verbs_has_its_own_date() -> None:
    text = "The panel will meet Ruiz in April and will report to the king in June."
    first, second = due_in(text, text[:38]), due_of_verb(text, "report")
    assert first is not None
    assert second is not None
    assert (first.text, second.text) == ("in April", "in June")
    assert due_of_verb("The panel will meet in April and it will hear Ruiz at some point.", "hear") is None


def due_of_verb(text: str, verb: str) -> Due | None:
    parsed = parse(text, "en")
    action = next(token for token in parsed.paragraphs[0].doc if token.text == verb)
    return governing_due(0, len(text), action, parsed, find_times(parsed, TUESDAY), TUESDAY)


def test_a_state_lasts_from_the_day_in_its_sentence() -> None:
    due = due_in("China agreed on 30 October 2025 to a one-year suspension of the curbs.")
    assert due is not None
    assert (due.from_day, due.to_day) == (date(2025, 10, 30), date(2026, 10, 30))


def test_other_times_of_the_sentence_are_alternatives_without_their_own() -> None:
    due = due_in("The panel will meet on Friday and will report by 10 December.", "The panel will meet on Friday")
    assert due is not None
    assert due.to_day == date(2025, 11, 28)
    assert all(not a.alternatives for a in due.alternatives)


def test_a_time_beside_an_adjective_that_is_the_claim_s_action_governs_it() -> None:
    parsed = parse("Xi is due in Washington in April.", "en")
    due = next(token for token in parsed.paragraphs[0].doc if token.text == "due")
    found = governing_due(0, len(parsed.text), due, parsed, find_times(parsed, TUESDAY), TUESDAY)
    assert found is not None
    assert found.text == "in April"
