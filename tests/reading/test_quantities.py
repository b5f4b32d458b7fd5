"""Numbers and units: however an amount is spelled, its value and its unit are the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.reading.quantities import quantities


def amounts(text: str) -> list[tuple[float, str]]:
    return [(round(q.value, 6), q.unit) for q in quantities(text)]


@pytest.mark.parametrize(
    "spellings",
    [
        ("12 million metric tons", "12,000,000 tonnes", "12m tonnes", "12 MMT", "twelve million mt"),
        ("$1.5bn", "$1.5 billion", "US$1,500 million", "1.5 billion dollars", "one and a half billion USD"),
        ("57%", "57 %", "57 percent", "57 per cent", "57 pct", "fifty-seven percent"),
        ("25 basis points", "25 bps", "0.25 percentage points"),
        ("half a million people", "500,000 people", "0.5 million people"),
        ("$8 a month", "$8 per month", "$8/month", "$8 monthly", "8 dollars each month"),
        ("£20m", "£20 million", "20 million pounds", "GBP 20m"),
        ("3 million barrels a day", "3 million barrels per day", "3m bpd"),
    ],
)  # fmt: skip
def test_one_amount_in_several_spellings(spellings):
    assert len({tuple(amounts(f"It asked for {words} in all.")) for words in spellings}) == 1
    assert len(amounts(spellings[0])) == 1


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("12 to 15 percent", [(12, "percent"), (15, "percent")]),
        ("12-15%", [(12, "percent"), (15, "percent")]),
        ("between 12 and 15 percent", [(12, "percent"), (15, "percent")]),
        ("$2-3 billion", [(2e9, "USD"), (3e9, "USD")]),
        ("$2 to $3 billion", [(2e9, "USD"), (3e9, "USD")]),
        ("1,500 to 2,000 tonnes", [(1500, "tonne"), (2000, "tonne")]),
        ("40,000-50,000 barrels per day", [(40000, "barrel/day"), (50000, "barrel/day")]),
    ],
)
def test_both_ends_of_a_range_have_its_unit_and_scale(text, both):
    assert amounts(f"It will cost {text}.") == both


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("It made $3 and 4 friends.", [(3, "USD"), (4, "")]),
        ("It sold 40 ships and 12 percent of the yard.", [(40, ""), (12, "percent")]),
        ("They won by 5 to 2.", [(5, ""), (2, "")]),
    ],
)
def test_what_only_stands_beside_it_lends_nothing(text, both):
    assert amounts(text) == both


@pytest.mark.parametrize(
    "text", ["the 21st century", "she came 3rd", "in 2025-26", "on May 7", "at 8:29 pm", "no. 4", "try 2021"]
)
def test_ordinals_years_and_clock_times_are_no_quantities(text):
    assert quantities(text) == ()


@pytest.mark.parametrize("more", ["more than", "at least", "up to", "about", "nearly", "fewer than"])
def test_words_before_an_amount_leave_it_as_it_is(more):
    assert amounts(f"It hired {more} 300 people.") == [(300, "person")]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 999), st.sampled_from([("million", 1e6), ("billion", 1e9), ("bn", 1e9), ("m", 1e6)]))
def test_a_scale_multiplies_whatever_the_currency(number, scale):
    word, factor = scale
    for sign, unit in (("$", "USD"), ("€", "EUR"), ("£", "GBP")):
        assert amounts(f"a fund of {sign}{number} {word}") == [(number * factor, unit)]


@settings(max_examples=60, deadline=None)
@given(st.integers(1000, 10**12).filter(lambda n: not 1600 <= n <= 2199))
def test_thousands_may_be_grouped_or_not(number):
    assert amounts(f"It sold {number:,} barrels.") == amounts(f"It sold {number} barrels.") == [(number, "barrel")]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_is_too_odd(text):
    for quantity in quantities(text):
        assert quantity.text in text
        assert quantity.value >= 0
