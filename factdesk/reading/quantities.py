"""Numbers with their units, brought to one form: "12 million metric tons" is 12e6 tonne, "$8 a month" 8 USD/month."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from factdesk.model import Quantity
from factdesk.reading.rules import load

_NUMBER = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+ \d/\d(?!\d)|\d+(?:\.\d+)?"
_MILLION = 1e6
_RANGE = re.compile(r"\s?(?:-|–|—|to|or)\s?(?:as much as |as many as )?")
_NEAR = 120
"""Code points around a number that can tell what it is; patterns search no further, as a line may hold thousands."""
_BETWEEN = re.compile(r"\bbetween (?:about |around |roughly )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The patterns of one language, made from its ``units.json``."""

    pattern: re.Pattern[str]
    hint: re.Pattern[str]
    """What every quantity has: a digit, or a word for a number."""
    units: Mapping[str, tuple[str, float]]
    scales: Mapping[str, float]
    numbers: Mapping[str, float]
    money: Mapping[str, str]
    """Words that are money where they come in millions."""
    adverbs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Found:
    """One number in a text, as its own words have it."""

    match: re.Match[str]
    number: float
    scale: float | None
    unit: str
    factor: float
    per: str


@lru_cache(maxsize=512)
def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; years, days of months and ordinals are none.

    Of a range ("12 to 15 percent", "$2-3 billion") both ends have its scale and unit. A rate has what it is reckoned
    by behind a stroke ("USD/month").
    """
    rules = _grammar(language)
    if rules.hint.search(text) is None:
        return ()
    found = [_found(match, text, rules) for match in rules.pattern.finditer(text)]
    made = []
    for number, one in enumerate(found):
        before = found[number - 1] if number else None
        after = found[number + 1] if number + 1 < len(found) else None
        whole = _in_range(one, before, after, text)
        if not (whole.unit == "" and _is_date_or_label(text, one)):
            made.append(_quantity(whole))
    return tuple(made)


def _quantity(one: _Found) -> Quantity:
    value = one.number * (1.0 if one.scale is None else one.scale) * one.factor
    is_rate = one.per and one.unit and not one.unit.startswith("percent")
    return Quantity(one.match.group().strip(), value, f"{one.unit}/{one.per}" if is_rate else one.unit)


def _in_range(one: _Found, before: _Found | None, after: _Found | None, text: str) -> _Found:
    """Return a number with the scale and the unit that only the other end of its range has."""
    if after is not None and _is_range(one, after, text) and one.number <= after.number:
        scale = one.scale if one.scale is not None or one.number >= 1000 else after.scale
        shared = one.unit == after.unit or not (one.unit and after.unit)
        unit, factor = (one.unit, one.factor) if one.unit else (after.unit, after.factor)
        return _Found(one.match, one.number, scale if shared else one.scale, unit, factor, one.per or after.per)
    if before is not None and one.unit == "" and before.unit and _is_range(before, one, text):
        return _Found(one.match, one.number, one.scale, before.unit, before.factor, one.per or before.per)
    return one


def _is_range(one: _Found, other: _Found, text: str) -> bool:
    between = text[one.match.end() : other.match.start()]
    if between.strip() == "and":
        return _BETWEEN.search(_before(text, one)) is not None
    return _RANGE.fullmatch(between) is not None


def _before(text: str, one: _Found) -> str:
    return text[max(0, one.match.start() - _NEAR) : one.match.start()]


def _found(match: re.Match[str], text: str, rules: _Grammar) -> _Found:
    scale = match.group("scale")
    by = rules.scales[scale.lower()] if scale else None
    unit, factor = _unit(match, text, by, rules)
    per = (match.group("per") or "").lower()
    adverb = match.group("adverb")
    if per:
        per = rules.units.get(per, (per, 1.0))[0]
    return _Found(match, _number(match, rules), by, unit, factor, rules.adverbs[adverb.lower()] if adverb else per)


def _number(match: re.Match[str], rules: _Grammar) -> float:
    word = match.group("word")
    if word is not None:
        lower = word.lower()
        if lower.startswith("half"):
            return 0.5
        half = lower.endswith(" and a half")
        parts = re.split(r"[\s-]", lower.removesuffix(" and a half"))
        return sum(rules.numbers.get(part, 1.0) for part in parts) + (0.5 if half else 0.0)
    whole, _, part = match.group("number").partition(" ")
    number = float(re.sub(r"[,\u00a0\u202f]", "", whole))
    return number + (float(part[0]) / float(part[2]) if part and part[2] != "0" else 0.0)


def _unit(match: re.Match[str], text: str, scale: float | None, rules: _Grammar) -> tuple[str, float]:
    before, after = match.group("before"), match.group("after")
    if before:
        sign = before.strip().lower()
        return (rules.units[sign][0] if sign in rules.units else sign.upper()), 1.0
    if not after:
        return "", 1.0
    money = rules.money.get(after.lower())
    if money is not None and (scale or 0) >= _MILLION and not text[match.end() :].startswith(" of "):
        return money, 1.0
    return rules.units[after.lower()]


@cache
def _grammar(language: str) -> _Grammar:
    data = load(language, "units")
    units = {
        spelling.lower(): (entry["unit"], float(entry.get("factor", 1)))
        for entry in data["units"]
        for spelling in entry["spellings"]
    }
    scales = {word: float(factor) for word, factor in data["scales"].items()}
    numbers = {word: float(number) for word, number in data["numbers"].items()}
    money = {word: unit for word, unit in data["money_by_million"].items() if word != "about"}
    pattern = re.compile(_pattern(data, units, scales, numbers), re.IGNORECASE)
    long_scales = _either([scale for scale in scales if len(scale) > 3])
    hint = re.compile(rf"\d|\b(?:{_either(numbers)})[\s-]|\ban?[\s-](?:{long_scales})\b", re.IGNORECASE)
    return _Grammar(pattern, hint, units, scales, numbers, money, data["per"]["adverbs"])


def _pattern(data: Any, units: Mapping[str, Any], scales: Mapping[str, Any], numbers: Mapping[str, Any]) -> str:
    codes = "|".join(sorted(e["unit"] for e in data["units"] if len(e["unit"]) == 3 and e["unit"].isupper()))
    words, scale, spelled = (_either(group) for group in (units, scales, numbers))
    long_scale = _either([s for s in scales if len(s) > 3])
    per, adverbs = _either(data["per"]["words"]["a"]), _either(data["per"]["adverbs"])
    count = rf"(?:{spelled})(?:[\s-](?:{spelled}))?(?: and a half)?(?=[\s-](?:{scale}|{words})\b)"
    vague = rf"(?:half an?|an?)(?=[\s-](?:{long_scale})\b)"
    return (
        rf"(?P<before>(?:US|A|C|HK|NZ)?[$€£¥₹₽₩₺]|(?:\b(?-i:{codes})\s?))?"
        rf"(?:(?<![\w.,])(?P<number>{_NUMBER})|\b(?P<word>{count}|{vague}))"
        rf"(?:[\s-]?(?P<scale>{scale})\b)?"
        rf"(?:[\s-]?(?P<after>{words})(?![\w]))?"
        rf"(?:(?:\s(?:an?|per|each|every)\s|\s?/)(?P<per>{per})\b|\s(?P<adverb>{adverbs})\b)?"
    )


def _either(words: Any) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len)[::-1])


_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+$", re.IGNORECASE)
_MONTH_AFTER = re.compile(r"\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)", re.IGNORECASE)


def _is_date_or_label(text: str, one: _Found) -> bool:
    """Tell whether a bare number is a year, a day, a clock time, an ordinal, or part of a name."""
    if one.scale is not None:
        return False
    match = one.match
    number, before, after = match.group("number") or "", _before(text, one), text[match.end() : match.end() + _NEAR]
    if re.fullmatch(r"(1[6-9]|20|21)\d\d", number) or re.match(r"(st|nd|rd|th|s|[:/]|\s?[ap]\.?m\b|-[A-Za-z])", after):
        return True
    if re.search(r"[A-Za-z]-$|\b\d{4}[-–]$|\b[Nn]o\. $|[:/#]$|\b[A-Z][\w’']*\s$", before) and not re.search(
        r"[.!?]\s+\w+\s$", before
    ):
        return True
    return bool(_MONTH.search(before) or _MONTH_AFTER.match(after))
