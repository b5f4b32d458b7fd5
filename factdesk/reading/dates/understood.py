"""What the grammar understands, told by the examples of its own rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from factdesk.reading.dates.grammar import Example, Rule, fold, grammar


@dataclass(frozen=True, slots=True)
class Understood:
    """One rule of the grammar with an example of it."""

    rule: str
    words: str
    """The example's expression with its preposition ("by Thanksgiving")."""
    sentence: str
    published: date
    value: str
    """The TIMEX3 value."""
    first: date | None
    last: date | None
    shown: bool
    """It belongs in a short table: one of the rules by which the grammar is known."""


def understood(language: str = "en") -> tuple[Understood, ...]:
    """Return every dated example of every rule, in the order of the rules.

    Raises:
        FileNotFoundError: there are no rules for the language.
    """
    told = (_told(rule, example, language) for rule in grammar(language).rules for example in rule.examples)
    return tuple(one for one in told if one is not None)


def _told(rule: Rule, example: Example, language: str) -> Understood | None:
    low = fold(example.text)
    m = rule.pattern.search(low)
    if m is None or not (example.first or example.last):
        return None
    before = grammar(language).before.search(low[: m.start()])
    begin = before.start("bound") if before else m.start()
    first, last = (date.fromisoformat(day) if day else None for day in (example.first, example.last))
    return Understood(
        rule.name, example.text[begin : m.end()], example.text, date.fromisoformat(example.published),
        example.value, first, last, rule.shown,
    )  # fmt: skip
