"""A second language: basic German, read without a parser by the same engine."""

from datetime import date

import pytest

from factdesk.desk import read_times
from factdesk.model import Bound
from factdesk.reading.dates import find_times_unparsed, read_due_words
from factdesk.reading.dates.grammar import Example, grammar

TUESDAY = date(2025, 11, 25)
EXAMPLES = [(rule.name, example) for rule in grammar("de").rules for example in rule.examples]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{name}: {e.text}" for name, e in EXAMPLES])
def test_german_rule_reads_its_example(name: str, example: Example) -> None:
    found = find_times_unparsed(example.text, date.fromisoformat(example.published), language="de", country="DE")
    days = [(t.value, t.from_day and t.from_day.isoformat(), t.to_day and t.to_day.isoformat()) for t in found]
    assert (example.value, example.first, example.last) in days


def test_spans_are_exact_in_a_german_report() -> None:
    text = "Berlin: Übermorgen tagt der Rat.\n\nBis Ende März will er entscheiden, spätestens am 3. Mai 2026."
    found = read_times(text, TUESDAY, language="de", country="DE")
    assert [text[t.start : t.end] for t in found] == ["Übermorgen", "Ende März", "3. Mai 2026"]
    assert [t.to_day for t in found] == [date(2025, 11, 27), date(2026, 3, 31), date(2026, 5, 3)]
    assert found[2].bound is Bound.BY


@pytest.mark.parametrize(
    ("words", "last"),
    [("bis Ende März", date(2026, 3, 31)), ("am 3. Mai", date(2026, 5, 3)), ("in zwei Wochen", date(2025, 12, 9))],
)
def test_german_words_typed_as_a_due_date(words: str, last: date) -> None:
    due = read_due_words(words, TUESDAY, language="de", country="DE")
    assert due is not None
    assert due.to_day == last


def test_a_language_without_rules_gives_nothing() -> None:
    assert find_times_unparsed("Le 3 mai 2026.", TUESDAY, language="fr") == ()
    assert read_times("Le 3 mai 2026.", TUESDAY, language="fr") == ()
