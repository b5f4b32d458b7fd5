"""From the groups of a matched pattern to an unresolved record."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from factdesk.reading.dates.grammar import Grammar, Rule
from factdesk.reading.dates.record import Unresolved

_NAMES = frozenset(f.name for f in fields(Unresolved))
_ORDINAL_TAIL = re.compile(r"(st|nd|rd|th)$")
_WORD = re.compile(r"[a-z]+|[0-9./, ]+")


def number_of(words: str, grammar: Grammar) -> float:
    """Return the number that a figure or number words stand for ("2 1/2", "twenty-five", "a couple of")."""
    text = words.strip().replace(",", "")
    if text[:1].isdigit():
        whole, _, fraction = text.replace("-", " ").partition(" ")
        above, _, below = fraction.partition("/")
        return float(whole) + (int(above) / int(below) if below and int(below) else 0.0)
    numbers: dict[str, float] = grammar.words["numbers"]
    if text in numbers:
        return float(numbers[text])
    total, part = 0.0, 0.0
    for piece in re.split(r"[ -]+", text.removesuffix(" and a half")):
        value = float(numbers.get(piece, 0))
        if value >= 100:
            total, part = total + max(part, 1) * value, 0.0
        elif piece not in ("of", "and"):
            part = value if piece in ("a", "an") else part + value
    return total + part + (0.5 if text.endswith(" and a half") else 0)


def full_year(digits: str) -> int:
    """Return a year of four digits; of two, 69 and above belong to the last century."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 69 else 1900)


def _clock(groups: dict[str, str]) -> str | None:
    if named := groups.get("named"):
        return "T24:00" if named == "midnight" else "T12:00"
    hour = groups.get("hour") or groups.get("hour2")
    if hour is None:
        return None
    value, minute = int(hour), groups.get("minute") or groups.get("minute2") or "00"
    half_day = groups.get("meridiem", "")
    if half_day[:1] in ("p", "e") or half_day == "afternoon":
        value = value % 12 + 12
    elif half_day:
        value %= 12
    return f"T{value:02d}:{minute}" if value < 24 else None


def _day(text: str, grammar: Grammar) -> int:
    ordinals: dict[str, int] = grammar.words["ordinals"]
    return ordinals[text] if text in ordinals else int(_ORDINAL_TAIL.sub("", text))


def _years(groups: dict[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name in ("qyear", "year", "fy"):
        if digits := re.sub(r"\D", "", groups.get(name, "")):
            said["year"] = full_year(digits)
    if ends := groups.get("yearend"):
        said["last_year"] = int(ends) if len(ends) == 4 else said["year"] // 100 * 100 + int(ends)
    return said


def _tables(groups: dict[str, str], grammar: Grammar) -> dict[str, Any]:
    words, said = grammar.words, {}
    for group, table, name in (
        ("month", "months", "month"),
        ("weekday", "weekdays", "weekday"),
        ("ord", "ordinals", "ordinal"),
        ("shift", "shifts", "shift"),
        ("season", "seasons", "season"),
        ("daypart", "dayparts", "daypart"),
        ("today", "todays", "shift"),
        ("reference", "references", "value"),
        ("unit", "units", "unit"),
        ("vague", "vague", "vague"),
        ("decades", "decades", "decade"),
        ("frequency", "frequencies", "value"),
    ):
        if group in groups:
            said[name] = words[table].get(groups[group], groups[group])
    if groups.get("shift") in words["from_mention"]:
        said["from_mention"] = True
    return said


def _counts(groups: dict[str, str], grammar: Grammar) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if "num" in groups:
        said["number"] = number_of(groups["num"], grammar)
    if "monthnum" in groups:
        said["month"] = int(groups["monthnum"])
    for group, name in (("day", "day"), ("day2", "last_day")):
        if group in groups:
            said[name] = _day(groups[group], grammar)
    for name in ("quarter", "half"):
        if name in groups:
            said[name] = int(groups[name])
    if "decade" in groups:
        said["decade"] = int(groups["decade"].lstrip("'"))
    if "first" in groups:
        said["numeric"] = (int(groups["first"]), int(groups["other"]))
    return said


def record_of(rule: Rule, match: re.Match[str], grammar: Grammar) -> Unresolved:
    """Return what a matched rule says; a group of a name twice in a pattern counts as one."""
    groups = {name.removesuffix("_b"): text for name, text in match.groupdict().items() if text is not None}
    said: dict[str, Any] = {**_tables(groups, grammar), **_counts(groups, grammar), **_years(groups)}
    if clock := _clock(groups):
        said["clock"] = clock
    for name in ("holiday", "zone", "toward", "edge"):
        if name in groups:
            said[name] = groups[name]
    if "wordyear" in groups:
        said["year"] = 1900 + int(number_of(groups["wordyear"].removeprefix("nineteen").strip(), grammar))
    if "fiscal" in match.group() or "financial" in match.group():
        said["fiscal"] = True
    for name, value in rule.says:
        if name == "half":
            said["number"] = said.get("number", 1.0) + 0.5
        elif name == "mention":
            said["from_mention"] = True
        elif name == "weeks":
            said["number"] = float(value)
        else:
            said[name] = value
    return Unresolved(kind=rule.kind, **{name: value for name, value in said.items() if name in _NAMES})
