"""The table of what is understood is made of the rules' own examples."""

from datetime import date

from factdesk.desk import understood_dates
from factdesk.reading.dates.grammar import grammar


def test_every_dated_example_of_a_rule_is_told_with_its_words() -> None:
    told = understood_dates()
    dated = [(rule.name, e.text) for rule in grammar().rules for e in rule.examples if e.first or e.last]
    assert [(one.rule, one.sentence) for one in told] == dated
    assert all(one.words and one.words in one.sentence for one in told)


def test_words_carry_their_preposition() -> None:
    named = next(one for one in understood_dates() if one.rule == "named day")
    assert (named.words, named.first, named.last) == ("by Thanksgiving", None, date(2025, 11, 27))
