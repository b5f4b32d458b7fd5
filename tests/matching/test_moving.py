"""A new due is the date that goes with what is moved; the day of an event is told by the event's own words."""

from datetime import date

import pytest

from factdesk.matching import judge
from factdesk.matching.lexicon import lexicon
from factdesk.matching.moving import Move, read_move
from factdesk.matching.pairs import compared
from factdesk.model import Bound, Judgement, Pair, Relation
from factdesk.reading import analyse

VISIT = "Prime Minister Ana Ruiz will visit Norway on 20 April 2026."
DAY = date(2026, 4, 20)


def judged(passage: str, day: date, claim: str = VISIT, first: date | None = DAY, last: date = DAY) -> Judgement:
    (found,) = judge([Pair("1", claim, passage, date(2026, 3, 2), first, last, day)], analyse=analyse)
    return found


@pytest.mark.parametrize(
    ("passage", "wanted"),
    [
        ("Ruiz has postponed her visit to Norway until 9 May, her office said on Friday.", date(2026, 5, 9)),
        ("Ruiz said on Friday that she had postponed her visit to Norway to 9 May.", date(2026, 5, 9)),
        ("On Friday Ruiz postponed her visit to Norway from 20 April to 9 May.", date(2026, 5, 9)),
        ("Ruiz's visit to Norway, originally set for 20 April, has been put off to 9 May.", date(2026, 5, 9)),
        ("Ruiz's visit to Norway will be postponed until 9 May.", date(2026, 5, 9)),
        ("Ruiz delayed her visit to Norway by two weeks, her office said on Friday.", date(2026, 5, 4)),
        ("Ruiz has postponed her visit to Norway for two weeks.", date(2026, 5, 4)),
        ("Ruiz has postponed her visit to Norway by about a month.", date(2026, 5, 20)),
        ("Ruiz has delayed her visit to Norway by a year.", date(2027, 4, 20)),
        ("Ruiz said on Friday that she had asked Oslo to delay her visit to Norway by ten days.", date(2026, 4, 30)),
    ],
)
def test_the_new_date_is_that_of_what_is_moved(passage: str, wanted: date) -> None:
    found = judged(passage, date(2026, 4, 10))
    assert found.relation is Relation.MOVES
    assert found.new_due is not None
    assert found.new_due.to_day == wanted


@pytest.mark.parametrize(
    "passage",
    [
        "Ruiz is due in Norway on 20 April, with a return visit by the king to follow in May.",
        "Ruiz will visit Norway on 20 April, and the king plans to come to Lisbon on 9 May.",
    ],
)
def test_a_date_of_something_else_moves_nothing_that_the_passage_still_holds_to(passage: str) -> None:
    (found,) = compared([Pair("1", VISIT, passage, date(2026, 3, 2), DAY, DAY, date(2026, 4, 10))], analyse=analyse)
    assert read_move(found.claim, found.passage, found.published, lexicon()) == Move(None, keeps=True)


@pytest.mark.parametrize("words", ["by two weeks", "by about a month", "for a year"])
def test_a_date_counted_from_the_old_one_is_about(words: str) -> None:
    found = judged(f"Ruiz has postponed her visit to Norway {words}.", date(2026, 4, 10))
    assert found.new_due is not None
    assert found.new_due.bound is Bound.ABOUT


@pytest.mark.parametrize(
    "passage",
    [
        "Ruiz has postponed her visit to Norway indefinitely.",
        "Ruiz has postponed her visit to Norway, her office said on Friday.",
        "On Friday the palace said that Ruiz had postponed her visit to Norway.",
    ],
)
def test_the_day_of_the_saying_is_no_new_date(passage: str) -> None:
    found = judged(passage, date(2026, 4, 10))
    assert found.relation is Relation.MOVES
    assert found.new_due is None


@pytest.mark.parametrize(
    "passage",
    [
        "Ruiz's visit to Norway could be delayed, officials said.",
        "Lawmakers urged Ruiz to postpone her visit to Norway.",
        "Ruiz is considering delaying her visit to Norway.",
        "If the strike goes on, Ruiz will postpone her visit to Norway.",
    ],
)
def test_a_delay_only_asked_for_or_considered_by_others_moves_nothing(passage: str) -> None:
    assert judged(passage, date(2026, 4, 10)).relation in (Relation.MENTIONS, Relation.UNRELATED)


@pytest.mark.parametrize(
    ("passage", "wanted"),
    [
        ("Ruiz visited Norway on 20 April, her office said on Wednesday.", date(2026, 4, 20)),
        ("Ruiz visited Norway on Monday.", date(2026, 4, 20)),
        ("Ruiz arrived in Norway yesterday.", date(2026, 4, 21)),
        ("Ruiz began her visit to Norway on Monday.", date(2026, 4, 20)),
        ("Her office said on Wednesday that Ruiz had visited Norway.", None),
        ("Ruiz has visited Norway, her office said on Monday.", None),
    ],
)
def test_the_day_it_took_place_is_the_events_own(passage: str, wanted: date | None) -> None:
    found = judged(passage, date(2026, 4, 22))
    assert found.relation is Relation.CONFIRMS
    assert found.occurred == wanted


def test_reasons_are_single_sentences_with_dates_in_words() -> None:
    claim = "China will buy 12 million tons of soybeans from the U.S. by the end of 2025."
    told = "China has postponed its purchase of 12 million tons of U.S. soybeans to 28 February 2026."
    found = judged(told, date(2025, 12, 4), claim, None, date(2025, 12, 31))
    assert found.relation is Relation.MOVES
    assert len(set(found.reasons)) == len(found.reasons)
    assert not any(reason.endswith("..") for reason in found.reasons)
    assert any("31 Dec 2025" in reason for reason in found.reasons)
    assert sum("postpone" in reason for reason in found.reasons) == 1
