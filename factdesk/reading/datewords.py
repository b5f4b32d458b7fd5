"""Days put beside words that tell them only to a reader who knows when the report was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from factdesk.model import Precision, TimeExpression, TimexType
from factdesk.reading.rules import sentence_rules

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WORD = re.compile(r"\w+")


def beside(
    times: Sequence[TimeExpression], start: int, end: int, text: str, language: str
) -> Iterator[tuple[int, str]]:
    """Yield places of the text with what to put there: "on Friday" and, behind it, " [28 November 2025]".

    Args:
        times: the time expressions of the text.
        start: where the words begin that are to stand alone.
        end: where they end.
        text: the whole text.
        language: ISO 639-1 code, for the words.
    """
    for time in times:
        if start <= time.start and time.end <= end and _is_relative(time.text, language):
            words = interval_words(time)
            if words and not text[time.end : time.end + 2].lstrip().startswith(("(", "[", "'", "’")):
                yield time.end, f" [{words}]"


def _is_relative(words: str, language: str) -> bool:
    """Tell whether words tell a time against the report's day and give no year or day of the month themselves."""
    found = _WORD.findall(words.lower())
    return any(word in sentence_rules(language).dated for word in found) and not any(w.isdigit() for w in found)


def interval_words(time: TimeExpression) -> str:
    """Write a dated expression as its days: ``28 November 2025``, ``November 2025``, ``1–7 December 2025``."""
    first, last = time.from_day, time.to_day
    if time.type is not TimexType.DATE or first is None or last is None:
        return ""
    if first == last:
        return _long(first)
    if time.precision is Precision.YEAR and (first.month, first.day) == (1, 1):
        return str(first.year) if (last.month, last.day) == (12, 31) else ""
    if time.precision is Precision.MONTH and first.day == 1 and first.month == last.month:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if time.precision in (Precision.WEEK, Precision.RANGE) and (last - first).days < 8:
        return _span(first, last)
    return ""


def _span(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_long(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {_long(last)}"
    return f"{_long(first)} – {_long(last)}"


def _long(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
