"""Numbers with their units, brought to one form: "12 million metric tons" is 12e6 tonne."""

from __future__ import annotations

import re
from functools import cache

from factdesk.model import Quantity
from factdesk.reading.rules import load

_NUMBER = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; years, days of months and ordinals are none."""
    pattern, units, scales = _grammar(language)
    found = []
    for match in pattern.finditer(text):
        value = _value(match, scales, language)
        unit = _unit(match, units)
        if value is not None and not (unit == "" and _is_date_or_label(text, match)):
            found.append(Quantity(match.group().strip(), value, unit))
    return tuple(found)


@cache
def _grammar(language: str) -> tuple[re.Pattern[str], dict[str, tuple[str, float]], dict[str, float]]:
    data = load(language, "units")
    units = {
        spelling.lower(): (entry["unit"], float(entry.get("factor", 1)))
        for entry in data["units"]
        for spelling in entry["spellings"]
    }
    scales = {word: float(factor) for word, factor in data["scales"].items()}
    codes = "|".join(sorted(e["unit"] for e in data["units"] if len(e["unit"]) == 3 and e["unit"].isupper()))
    words = "|".join(sorted((re.escape(s) for s in units), key=len)[::-1])
    scale = "|".join(sorted(scales, key=len)[::-1])
    spelled = "|".join(sorted(data["numbers"], key=len)[::-1])
    pattern = (
        rf"(?P<before>(?:US|A|C|HK|NZ)?[$€£¥₹]|(?:\b(?:{codes})\s?))?"
        rf"(?:(?<![\w.,])(?P<number>{_NUMBER})|\b(?P<word>{spelled})\b(?=[\s-](?:{scale}|{words})\b))"
        rf"(?:[\s-]?(?P<scale>{scale})\b)?"
        rf"(?:[\s-]?(?P<after>{words})(?![\w]))?"
    )
    return re.compile(pattern, re.IGNORECASE), units, scales


def _value(match: re.Match[str], scales: dict[str, float], language: str) -> float | None:
    word = match.group("word")
    if word is not None:
        number = float(load(language, "units")["numbers"][word.lower()])
    else:
        number = float(re.sub(r"[,\u00a0\u202f]", "", match.group("number")))
    scale = match.group("scale")
    return number * (scales[scale.lower()] if scale else 1.0) * _factor(match, language)


def _factor(match: re.Match[str], language: str) -> float:
    after = match.group("after")
    return _grammar(language)[1][after.lower()][1] if after else 1.0


def _unit(match: re.Match[str], units: dict[str, tuple[str, float]]) -> str:
    before, after = match.group("before"), match.group("after")
    if before:
        sign = before.strip().lower()
        unit = units.get(sign)
        return unit[0] if unit is not None else sign.upper()
    return units[str(after).lower()][0] if after else ""


_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+$", re.IGNORECASE)
_MONTH_AFTER = re.compile(r"\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)", re.IGNORECASE)


def _is_date_or_label(text: str, match: re.Match[str]) -> bool:
    """Tell whether a bare number is a year, a day, a clock time, an ordinal, or part of a name."""
    if match.group("scale"):
        return False
    number, before, after = match.group("number") or "", text[: match.start()], text[match.end() :]
    if re.fullmatch(r"(1[6-9]|20|21)\d\d", number) or re.match(r"(st|nd|rd|th|s|[:/]|\s?[ap]\.?m\b|-[A-Za-z])", after):
        return True
    if re.search(r"[A-Za-z]-$|[:/#]$|\b[A-Z][\w’']*\s$", before) and not re.search(r"[.!?]\s+\w+\s$", before):
        return True
    return bool(_MONTH.search(before) or _MONTH_AFTER.match(after))
