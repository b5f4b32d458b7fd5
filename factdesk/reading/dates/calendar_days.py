"""The days that have names: fixed, movable, lunar, by law of a country, and elections."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from factdesk.reading.dates.edtf import month_end

HIJRI_YEARS = range(1924, 2077)
"""The Umm al-Qura tables reach no further."""


@cache
def _listed(country: str, year: int) -> dict[date, str]:
    import holidays

    try:
        supported = holidays.country_holidays(country)
    except NotImplementedError:
        return {}
    english = next((code for code in supported.supported_languages if code.startswith("en")), None)
    kinds = supported.supported_categories
    return dict(holidays.country_holidays(country, years=year, language=english, categories=kinds))


@cache
def _easter(year: int, *, orthodox: bool) -> date:
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

    when: date = easter(year, EASTER_ORTHODOX if orthodox else EASTER_WESTERN)
    return when


@cache
def _hijri(year: int, month: int, day: int, days: int) -> tuple[tuple[date, date], ...]:
    from hijridate import Gregorian, Hijri

    if year not in HIJRI_YEARS or year + 1 not in HIJRI_YEARS:
        return ()
    found = []
    for hijri_year in range(Gregorian(year, 1, 1).to_hijri().year, Gregorian(year, 12, 31).to_hijri().year + 1):
        start = Hijri(hijri_year, month, day)
        first = date(*start.to_gregorian().datetuple())
        length = days or start.month_length()
        if first.year == year:
            found.append((first, first + timedelta(days=length - 1)))
    return tuple(found)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the n-th weekday (1 Monday to 7 Sunday) of a month, the last for -1."""
    if nth < 0:
        last = month_end(year, month)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7 - 7 * (nth + 1))
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def _by_law(day: dict[str, Any], year: int, country: str) -> tuple[str, date] | None:
    """Return the country whose law has the day, the report's before the day's own, and the first such day of a year."""
    for place in dict.fromkeys((day.get("only", country), day["fallback"])):
        names = _listed(place, year)
        found = sorted(
            when
            for when, name in names.items()
            if any(part.startswith(day["match"]) for part in name.split("; ")) and "(observed" not in name
        )
        if found:
            return place, found[0]
    return None


def place_of(day: dict[str, Any], year: int, country: str) -> str | None:
    """Return the code of the country whose day is meant, null for days that are the same everywhere."""
    if day["how"] == "election":
        return "US"
    found = _by_law(day, year, country) if day["how"] == "listed" else None
    return found[0] if found else None


def _days_off(day: dict[str, Any], year: int) -> list[tuple[date, date]]:
    first, last = date(year, *day["from"]), date(year, *day["to"])
    off = sorted(when for when in _listed(day["country"], year) if first <= when <= last)
    return [(off[0], off[-1])] if off else []


def occurrences(day: dict[str, Any], year: int, country: str) -> list[tuple[date, date]]:
    """Return first and last day of a named day in a year; none where it does not fall in it."""
    if year % day.get("every", 1) != day.get("phase", 0):
        return []
    match day["how"]:
        case "fixed":
            when = date(year, day["month"], day["day"])
        case "nth":
            when = nth_weekday(year, day["month"], day["weekday"], day["nth"]) + timedelta(days=day.get("offset", 0))
        case "easter":
            when = _easter(year, orthodox=day.get("orthodox", False)) + timedelta(days=day["offset"])
        case "election":
            when = nth_weekday(year, 11, 1, 1) + timedelta(days=1)
        case "hijri":
            return list(_hijri(year, day["month"], day["day"], day["days"]))
        case "span":
            return _days_off(day, year)
        case _:
            found = _by_law(day, year, country)
            return [(found[1], found[1])] if found else []
    return [(when, when)]
