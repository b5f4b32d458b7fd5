"""Full calendar dates as news copy, file names and addresses write them; no guess about a missing part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FULL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s+{_DAY}\s*,?\s+{_YEAR}\b",
        rf"\b{_DAY}\.?(?:\s+of)?[\s-]+{_MONTH}[\s,-]+{_YEAR}\b",
        rf"(?<!\d){_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]",
    )
)
_SLASHED = re.compile(rf"(?<![\d/])(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/{_YEAR}(?![\d/])")
_WITHOUT_YEAR = tuple(
    re.compile(pattern, re.IGNORECASE) for pattern in (rf"\b{_MONTH}\s+{_DAY}\b", rf"\b{_DAY}\s+{_MONTH}")
)
_IN_NAME = re.compile(rf"(?<!\d){_YEAR}(?P<mark>[-_.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)")
_IN_ADDRESS = re.compile(
    rf"[/_-]{_YEAR}(?:(?P<mark>[/-])(?P<month>\d{{1,2}}|{'|'.join(_MONTHS)})(?P=mark)(?P<day>\d{{1,2}})|"
    r"(?P<month2>\d\d)(?P<day2>\d\d))(?=[/_.-]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A full date in a text, with its place."""

    start: int
    end: int
    day: date


def days_in(text: str) -> tuple[FoundDay, ...]:
    """Return the full dates of a text in order; 10/11/2025 is none, since nobody can tell its month from its day."""
    found = sorted(_all_days(text), key=lambda one: (one.start, -one.end))
    kept: list[FoundDay] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def day_without_year(text: str) -> tuple[int, int] | None:
    """Return (month, day) of the first date without a year in a text."""
    for pattern in _WITHOUT_YEAR:
        if match := pattern.search(text):
            return _month(match["month"]), int(match["day"])
    return None


def day_in_file_name(name: str) -> date | None:
    """Return the date in a file's name (2025-11-24, 2025_11_24, 20251124)."""
    return next(filter(None, map(_day_of, _IN_NAME.finditer(name))), None)


def day_in_address(url: str) -> date | None:
    """Return the date in the path of a web address (/2025/11/24/, /2025/nov/24/, -2025-11-24)."""
    path = url.partition("://")[2].partition("?")[0].partition("#")[0]
    for match in _IN_ADDRESS.finditer(path):
        month, day = match["month"] or match["month2"], match["day"] or match["day2"]
        if found := date_or_none(int(match["year"]), _month(month), int(day)):
            return found
    return None


def two_way_day_in(text: str) -> str | None:
    """Return the first date of a text whose month and day cannot be told apart ("10/11/2025"), or null."""
    for match in _SLASHED.finditer(text):
        if all(0 < int(match[part]) <= len(_MONTHS) for part in "ab") and match["a"] != match["b"]:
            return match[0]
    return None


def date_or_none(year: int, month: int, day: int) -> date | None:
    """Return the date, null for one that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _all_days(text: str) -> Iterator[FoundDay]:
    for pattern in _FULL:
        for match in pattern.finditer(text):
            if day := _day_of(match):
                yield FoundDay(match.start(), match.end(), day)
    for match in _SLASHED.finditer(text):
        if day := _unambiguous(int(match["a"]), int(match["b"]), int(match["year"])):
            yield FoundDay(match.start(), match.end(), day)


def _unambiguous(a: int, b: int, year: int) -> date | None:
    if a != b and a <= len(_MONTHS) and b <= len(_MONTHS):
        return None
    return date_or_none(year, min(a, b), max(a, b))


def _day_of(match: re.Match[str]) -> date | None:
    return date_or_none(int(match["year"]), _month(match["month"]), int(match["day"]))


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS.index(word[:3].lower()) + 1
