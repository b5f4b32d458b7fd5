"""Another one's visit is not this one's: who does it, and where, is compared before anything is made of it."""

from datetime import date

import pytest

from factdesk.matching import judge
from factdesk.matching.framing import dateline_end
from factdesk.matching.lexicon import lexicon
from factdesk.matching.roles import Match, compare_roles, deeds
from factdesk.matching.views import claimed, make_claim_view, view
from factdesk.model import Pair, Relation
from factdesk.reading import analyse

XI = "Xi will visit Washington later the same year, the U.S. president wrote on social media."
TRUMP = "Trump will visit China in April 2026."


def match_of(claim: str, passage: str) -> Match:
    rules = lexicon()
    one, other = analyse([claim, passage], "en", [date(2026, 3, 1), date(2026, 3, 20)])
    made = make_claim_view(
        claimed(one, rules), rules, due=None, published=None, speaker=None, quantities=one.quantities, kind=None
    )
    told = view(other, rules).passage
    return compare_roles(made.deeds, deeds(told, made.heads, rules), told).match


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (XI, "U.S. President Donald Trump said on Monday he had asked China to delay his visit to Beijing."),
        (XI, "U.S. President Donald Trump began his visit to China on Thursday with talks with President Xi Jinping."),
        (XI, "Donald Trump's postponed visit to China will take place on 14 and 15 May."),
        (TRUMP, "Xi Jinping will make a return visit to Washington later this year."),
        (TRUMP, "The president postponed his trip to Japan."),
        ("France will ratify the treaty by June.", "Germany ratified the treaty on Friday."),
        ("Okoro will meet Peter Mensah in Accra.", "James Okoro met Fatou Diallo on Friday."),
        ("Donald Trump will meet Xi Jinping in Beijing.", "Donald Trump met Vladimir Putin on Friday."),
    ],
)
def test_another_agent_or_place_is_another_deed(claim: str, passage: str) -> None:
    assert match_of(claim, passage) is Match.OTHER


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (XI, "Xi is expected to pay a return visit to Washington later this year."),
        (XI, "There was no word on whether Xi's own trip to Washington would also slip."),
        (XI, "Trump has accepted an invitation to visit China, and Xi is to travel to Washington later."),
        (TRUMP, "The visit to China is set for March 31 to April 2."),
        (TRUMP, "A visit by Donald Trump to Beijing was put off."),
        ("Nokia will acquire Infinera by March.", "The takeover of Infinera by Nokia was completed."),
        ("France will ratify the treaty by June.", "The French parliament ratified the treaty on Friday."),
        ("Donald Trump will meet Xi Jinping in Beijing.", "Xi Jinping met Donald Trump on Friday."),
    ],
)
def test_the_same_agent_or_place_in_other_words_is_the_same_deed(claim: str, passage: str) -> None:
    assert match_of(claim, passage) is Match.SAME


def test_where_nobody_is_named_nothing_is_concluded() -> None:
    assert match_of(TRUMP, "The visit was put off.") is Match.UNKNOWN


@pytest.mark.parametrize(
    "passage",
    [
        (
            "WASHINGTON, March 16 (Wire) - U.S. President Donald Trump said on Monday he had asked China to delay "
            "his visit to Beijing by about a month because of the war with Iran."
        ),
        (
            "BEIJING, May 14 (Wire) - President Donald Trump began his visit to China on Thursday with talks "
            "with President Xi Jinping, and invited the Chinese leader to the White House on September 24."
        ),
    ],
)
def test_what_another_does_elsewhere_decides_nothing(passage: str) -> None:
    (found,) = judge(
        [Pair("1", XI, passage, date(2025, 11, 24), date(2026, 5, 1), date(2026, 12, 31), date(2026, 5, 14))],
        analyse=analyse,
    )
    assert found.relation in (Relation.MENTIONS, Relation.UNRELATED)
    assert any("Xi" in reason and "Trump" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("text", "story"),
    [
        ("WASHINGTON, March 16 (Harbour Wire) - The vote passed.", "The vote passed."),
        ("KYIV, Ukraine — The vote passed.", "The vote passed."),
        ("BEIJING — The vote passed.", "The vote passed."),
        ("Lima (Andes News) - The vote passed.", "The vote passed."),
        ("The vote passed - at last.", "The vote passed - at last."),
        ("NATO said - and meant - no.", "NATO said - and meant - no."),
    ],
)
def test_a_dateline_is_no_part_of_the_story(text: str, story: str) -> None:
    assert text[dateline_end(text) :] == story
