"""Every rule of the grammar reads its own examples as they say."""

from datetime import date

import pytest

from factdesk.model import TimeExpression
from factdesk.reading.dates import find_times
from factdesk.reading.dates.grammar import Example, grammar
from factdesk.reading.pipeline import parse

EXAMPLES = [(rule.name, example) for rule in grammar().rules for example in rule.examples]


def read(text: str, published: str | None, country: str = "US") -> tuple[TimeExpression, ...]:
    day = date.fromisoformat(published) if published else None
    return find_times(parse(text, "en"), day, country=country)


def as_example(time: TimeExpression) -> tuple[str, str | None, str | None]:
    first = time.from_day.isoformat() if time.from_day else None
    last = time.to_day.isoformat() if time.to_day else None
    return time.value, first, last


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{name}: {e.text}" for name, e in EXAMPLES])
def test_rule_reads_its_example(name: str, example: Example) -> None:
    found = read(example.text, example.published)
    assert (example.value, example.first, example.last) in [as_example(t) for t in found]


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in grammar().rules]
    assert len(names) == len(set(names))
