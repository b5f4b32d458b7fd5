"""What a person types or a manifest hands in as a due date, read by the same grammar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from factdesk.model import Bound, Due, Precision, Tense
from factdesk.reading.dates import periods
from factdesk.reading.dates.amounts import far_end
from factdesk.reading.dates.compose import compose
from factdesk.reading.dates.edtf import edtf
from factdesk.reading.dates.engine import tied
from factdesk.reading.dates.grammar import Grammar, fold, grammar, has_rules
from factdesk.reading.dates.interval import Interval, alternatives, edtf_of, explain, interval_of, spoken, tie
from factdesk.reading.dates.record import Context, Found, Period, Resolved
from factdesk.reading.dates.resolve import resolve
from factdesk.reading.dates.scan import scan

if TYPE_CHECKING:
    from dateparser.date import DateData

_ISO_RANGE = re.compile(r"\s*(\d{4}-\d\d-\d\d)?(?:\.\.)?\s*(?:\.\.|/)\s*(?:\.\.)?(\d{4}-\d\d-\d\d)?\s*")
LIST_GAP = re.compile(r",? (?:and )?|/")
_PREPOSITION = re.compile(r"\s*(by|before|until|after|since|from|within|on|in) (?:the )?", re.IGNORECASE)
Reading = tuple[Found, Resolved, Interval]


def _iso_range(words: str, base: date | None) -> Due | None:
    m = _ISO_RANGE.fullmatch(words)
    if m is None or not (m.group(1) or m.group(2)):
        return None
    try:
        first, last = (date.fromisoformat(part) if part else None for part in m.groups())
    except ValueError:
        return None
    if first and last and last < first:
        return None
    bound = Bound.ON if first and last else (Bound.SINCE if first else Bound.BY)
    precision = Precision.DAY if first == last else Precision.RANGE
    why = f'"{words.strip()}" is {spoken(Interval(first, last, bound, precision))}, as written.'
    return Due(words, first, last, bound, precision, "range of ISO dates", edtf(first, last, precision), base, why)


def _whole_length(found: Found, ctx: Context) -> Interval | None:
    """Return the days of a length typed by itself ("90 days"): from the base day on."""
    if ctx.base is None or found.record.kind != "duration" or found.event:
        return None
    period = far_end(found.record, ctx, periods.day_period(ctx.base), 1)
    return Interval(
        period.first, period.last, Bound.ABOUT if found.record.approximate else Bound.WITHIN, Precision.RANGE
    )


def _read(words: str, low: str, ctx: Context, rules: Grammar) -> list[Reading]:
    readings = []
    for read in compose(scan(words, low, None, rules, typed=True), low, rules):
        found = tied(read, low, None, rules)
        held = replace(ctx, bound=found.bound)
        resolved = resolve(found.record, held)
        if resolved is None:
            continue
        interval = interval_of(found, resolved, held) or _whole_length(found, held)
        if interval is not None:
            readings.append((found, resolved, interval))
    return readings


def _listed(readings: list[Reading], low: str) -> bool:
    """Tell whether the expressions are one list ("2026, 2027, and 2028")."""
    found = [reading[0] for reading in readings]
    return all(LIST_GAP.fullmatch(low[a.end : b.start]) and a.record.kind == b.record.kind for a, b in pairwise(found))


def joint(intervals: list[Interval], *, listed: bool) -> Interval | None:
    """Return the one interval that several make: a list's envelope, or a start with an end."""
    firsts, lasts = [i.first for i in intervals if i.first], [i.last for i in intervals if i.last]
    if listed and len(firsts) == len(lasts) == len(intervals):
        return Interval(min(firsts), max(lasts), Bound.WITHIN, Precision.RANGE)
    if len(intervals) == 2 and len(firsts) == len(lasts) == 1 and firsts[0] <= lasts[0]:
        return Interval(firsts[0], lasts[0], Bound.WITHIN, Precision.RANGE)
    return None


def _immediate(words: str, low: str, base: date | None, rules: Grammar) -> Due | None:
    if base is None or not any(word in low for word in rules.words["immediately"]):
        return None
    why = f'"{words}" is {spoken(Interval(base, base, Bound.ON, Precision.DAY))}, the report\'s day.'
    return Due(words, base, base, Bound.ON, Precision.DAY, "at once", base.isoformat(), base, why)


def _parsed_alone(words: str, base: date | None, language: str) -> Period | None:
    from dateparser.date import DateDataParser

    start = base or date(2000, 1, 1)
    settings = {
        "RELATIVE_BASE": datetime(start.year, start.month, start.day),
        "PREFER_DATES_FROM": "future",
        "STRICT_PARSING": base is None,
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    data: DateData = DateDataParser(languages=[language], settings=settings).get_date_data(words)
    return periods.period_of(str(data.period), data.date_obj.date()) if data.date_obj else None


def _by_dateparser(words: str, base: date | None, language: str) -> Due | None:
    """Read an isolated explicit phrase that the grammar does not know, always against the base day, never "now".

    A day before the base that the words give no year for is no due date: it is not known which month was meant.
    """
    has_year = re.search(r"[0-9]{4}", words) is not None
    if not re.search(r"[^\W_]", words) or (base is None and not has_year):
        return None
    tied = _PREPOSITION.match(words) if language == "en" else None
    bound = Bound(grammar().words["bounds"].get(tied.group(1).lower(), "on")) if tied else Bound.ON
    period = _parsed_alone(words[tied.end() :] if tied else words, base, language)
    if period is None or (base is not None and period.last < base and not has_year):
        return None
    first, last = tie(period.first, period.last, bound)
    why = f'"{words}" is {spoken(Interval(first, last, bound, period.precision))}, as dateparser reads it.'
    text = edtf(first, last, period.precision, period.value)
    return Due(words, first, last, bound, period.precision, "dateparser", text, base, why)


def _due(words: str, low: str, readings: list[Reading], ctx: Context) -> Due:
    """Return the due date of the first reading, or of several that make one interval."""
    found, resolved, interval = readings[0]
    together = joint([i for _, _, i in readings], listed=_listed(readings, low)) if len(readings) > 1 else None
    meant = together or interval
    text = edtf(meant.first, meant.last, meant.precision) if together else edtf_of(found, resolved, meant) or ""
    why = explain(found, resolved, meant, ctx, words.strip())
    rule = " and ".join(f.rule for f, _, _ in readings) if together else found.rule
    return Due(
        words,
        meant.first,
        meant.last,
        meant.bound,
        meant.precision,
        rule,
        text,
        ctx.base,
        why,
        alternatives(found, resolved, ctx, words),
    )


def read_due_words(words: str, base: date | None, *, language: str = "en", country: str = "US") -> Due | None:
    """Return the due date that words mean, read on a day; null where they mean none.

    "by", "before" and "until" give an open start (``from_day`` null); what each bound holds is told in
    :func:`factdesk.reading.dates.interval.interval_of`. Without a base day only explicit words are read.

    Args:
        words: what a person typed or a manifest holds ("by Thanksgiving", "2026-04-01..2026-04-30").
        base: the day they are read on, as a rule the report's publication.
        language: ISO 639-1; languages without rules go to dateparser.
        country: ISO 3166 code for named days, fiscal years and the order of day and month.
    """
    if _ISO_RANGE.fullmatch(words) or not words.strip():
        return _iso_range(words, base)
    if not has_rules(language):
        return _by_dateparser(words, base, language)
    rules, low = grammar(language), fold(words)
    ctx = Context(base, country, Tense.FUTURE, language=language)
    readings = _read(words, low, ctx, rules)
    if readings:
        return _due(words, low, readings, ctx)
    known = scan(words, low, None, rules, typed=True)
    looks_explicit = not known and re.search(r"[0-9]", words) and re.search(r"[^\W\d_]{3}", words)
    return _immediate(words, low, base, rules) or (_by_dateparser(words, base, language) if looks_explicit else None)
