"""The time expressions of a parsed text and the due date of a claim, as the dates package reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from factdesk.model import Due, TimeExpression
from factdesk.reading.dates import find_times, find_times_unparsed, governing_due, read_due_words
from factdesk.reading.pipeline import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token


def times_of(parsed: Parsed, published: date | None, country: str = "US") -> tuple[TimeExpression, ...]:
    """Return the time expressions of a text in order."""
    return find_times(parsed, published, country=country)


def times_unparsed(text: str, published: date | None, language: str, country: str = "US") -> tuple[TimeExpression, ...]:
    """Return the time expressions of a text in a language without a parser; nothing where there are no rules for it."""
    return find_times_unparsed(text, published, language=language, country=country)


def due_of(
    start: int, end: int, action: Token, parsed: Parsed, times: Sequence[TimeExpression], published: date | None
) -> Due | None:
    """Return when the assertion at ``start..end`` falls due."""
    return governing_due(start, end, action, parsed, tuple(times), published)


def due_in_words(words: str, published: date, language: str, country: str) -> Due | None:
    """Return when words that a person wrote fall due."""
    return read_due_words(words, published, language=language, country=country)
