"""When a report without metadata was published, read from its date line, dateline, address or file name.

Only lines that are about the date are read (a date line, a byline with a date, the place and date a story opens with):
a date inside the story is part of the story. A date after now is refused, and so is every doubtful one: a wrong
publication date makes every "Tuesday" of the report wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice

from factdesk.intake.days import (
    FoundDay,
    date_or_none,
    day_in_address,
    day_in_file_name,
    day_without_year,
    days_in,
    two_way_day_in,
)
from factdesk.model import PublishedBy

_HEAD_LINES = 15
_TAIL_LINES = 4
_LONGEST_DATE_LINE = 160
_LONGEST_PLACE_LINE = 60
_DATELINE_WITHIN = 110
_RECENT = timedelta(days=60)
"""A dateline without a year is read as its latest occurrence only for a report captured this soon after."""
_TIME_ZONES = timedelta(days=1)
"""It may be tomorrow already where the outlet is."""
_OLDEST = 1900

_PUBLISHED = re.compile(r"\b(?:published|posted|issued|released|first published)\b[\s:]*(?:on\b|at\b)?", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:last\s+)?(?:updated|modified|revised)\b[\s:]*(?:on\b|at\b)?", re.IGNORECASE)
_BYLINE = re.compile(r"^\s*by\s+\S", re.IGNORECASE)
_NOT_WORDS = re.compile(
    r"\b\d{1,2}(?:[:.]\d{2}){1,2}\b|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|"
    r"\b[ap]\.?m\.?(?=\W|$)|\b(?:date|on|at|time|[A-Z]{2,4}|UTC[+-]\d+)\b|\d{1,2}\s?[ap]m\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^(?:[A-Z][\w.'’-]*[\s,/]+){1,4}$")
_DATELINE = re.compile(
    r"^(?P<head>[A-Z][^\n]{2,80}?(?:\d\d?|\d{4})(?:st|nd|rd|th)?\s*,?\s*(?:\((?P<agency>[^()\n]{2,40})\))?)\s*"
    r"(?:--+|[—–:]|-(?=\s))"
)
_OPENS_WITH_PLACE = re.compile(
    r"^[A-Z][A-Z.'’ -]{2,}[A-Z.](?=[\s,/(])|^[A-Z][\w.'’-]+(?:[ /][A-Z][\w.'’-]+){0,3}\s*[,(]"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A publication date, how it is known, and what a person should know about it."""

    day: date | None = None
    by: PublishedBy = PublishedBy.UNKNOWN
    notes: tuple[str, ...] = field(default=())


def is_in_future(day: date, now: datetime) -> bool:
    """Whether a day lies after now, wherever on Earth it was written."""
    return day > now.date() + _TIME_ZONES


def dated(text: str, *, file_name: str | None, url: str | None, now: datetime) -> Dated:
    """Return when a plain text was published, as far as it tells.

    Args:
        text: the clean text.
        file_name: the name of its file, where there is one.
        url: its address, where it is known.
        now: the moment of capture; later dates are refused and told.
    """
    notes: list[str] = []
    for found in _candidates(text, file_name, url, now):
        if found.day is None:
            notes += found.notes
        elif is_in_future(found.day, now):
            notes.append(f"The date {found.day.isoformat()} lies in the future and was not taken.")
        elif found.day.year >= _OLDEST:
            return Dated(found.day, found.by, (*notes, *found.notes))
    return Dated(notes=tuple(dict.fromkeys(notes)))


def is_date_line(line: str) -> bool:
    """Whether a line says when the report was published or updated and nothing else."""
    return any(True for _ in _in_line(line)) or any(True for _ in _updated((line,)))


def _candidates(text: str, file_name: str | None, url: str | None, now: datetime) -> Iterator[Dated]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head, tail = lines[:_HEAD_LINES], lines[_HEAD_LINES:][-_TAIL_LINES:]
    for line in head:
        yield from _in_line(line)
    for line in head:
        yield from _in_dateline(line)
    yield from (_text(day) for line in tail for day in _labelled(line, _PUBLISHED))
    if url and (day := day_in_address(url)):
        yield _guess(day, "The date was taken from the web address.")
    yield from _updated((*head, *tail))
    if file_name and (day := day_in_file_name(file_name)):
        yield _guess(day, "The date was taken from the file's name.")
    for line in head:
        yield from _in_dateline_without_year(line, now)


def _in_line(line: str) -> Iterator[Dated]:
    """The dates of a line that is about the date: "Published ...", a bare date, a byline or a place with a date."""
    if len(line) > _LONGEST_DATE_LINE:
        return
    stated = _before_update(line)
    days = days_in(stated)
    labelled = tuple(_labelled(line, _PUBLISHED))
    if labelled:
        yield from map(_text, labelled)
    elif not days:
        yield from _told_if_two_way(stated)
    elif not re.search(r"\w", _without(stated, days)) or _is_dated_byline(stated, days):
        yield _text(days[0].day)
    elif _is_place_line(stated, days):
        yield _guess(days[0].day, "The date was taken from a place and date line.")


def _before_update(line: str) -> str:
    """The part of a line that tells of publication: "Jan. 13, 2026 Updated Jan. 16, 2026" was published on the 13th."""
    update = _UPDATED.search(line)
    return line[: update.start()] if update else line


def _is_dated_byline(line: str, days: tuple[FoundDay, ...]) -> bool:
    return bool(_BYLINE.match(line)) and not line[days[-1].end :].strip(" .|")


def _is_place_line(line: str, days: tuple[FoundDay, ...]) -> bool:
    if len(line) > _LONGEST_PLACE_LINE or line[days[-1].end :].strip():
        return False
    return bool(_PLACE.match(line[: days[0].start]))


def _told_if_two_way(line: str) -> Iterator[Dated]:
    """A date line that can be read in two ways is not taken, and a person is told."""
    words = two_way_day_in(line) if len(line) <= _LONGEST_PLACE_LINE else None
    if words:
        rest = _NOT_WORDS.sub("", _PUBLISHED.sub("", line.replace(words, "")))
        if not re.search(r"[^\W\d_]", rest):
            yield Dated(notes=(f"The date {words} can be read in two ways and was not taken.",))


def _labelled(line: str, label: re.Pattern[str]) -> Iterator[date]:
    """The date that follows a label at once, within a line that is short or begins with the label."""
    match = label.search(line) if len(line) <= _LONGEST_DATE_LINE else None
    if match and (
        match.start() == 0 or not line[: match.start()].rstrip().endswith(tuple("abcdefghijklmnopqrstuvwxyz"))
    ):
        after = next((found for found in days_in(line) if found.start >= match.end()), None)
        if after and not re.search(r"\w", _NOT_WORDS.sub("", line[match.end() : after.start])):
            yield after.day


def _updated(lines: Iterable[str]) -> Iterator[Dated]:
    for line in lines:
        for day in _labelled(line, _UPDATED):
            yield _guess(day, "The date is that of the last update.")


def _in_dateline(line: str) -> Iterator[Dated]:
    """The place and date that a story opens with: "BEIJING, Nov. 24, 2025 (Agency) --"."""
    for found in days_in(_dateline(line))[:1]:
        yield _text(found.day)


def _in_dateline_without_year(line: str, now: datetime) -> Iterator[Dated]:
    part = day_without_year(_dateline(line))
    if part is None:
        return
    day = _latest(*part, now)
    if day and now.date() - day <= _RECENT:
        yield _guess(day, "The dateline has no year: the latest such day was taken.")
    else:
        yield Dated(notes=("The dateline has no year, so no date was taken from it.",))


def _dateline(line: str) -> str:
    start = line[:_DATELINE_WITHIN]
    match = _DATELINE.match(start)
    return match["head"] if match and _OPENS_WITH_PLACE.match(start) else ""


def _latest(month: int, day: int, now: datetime) -> date | None:
    years = (now.year + 1, now.year, now.year - 1)
    days = (date_or_none(year, month, day) for year in years)
    return next(islice((one for one in days if one and not is_in_future(one, now)), 1), None)


def _without(line: str, days: tuple[FoundDay, ...]) -> str:
    for found in reversed(days):
        line = line[: found.start] + " " + line[found.end :]
    return re.sub(r"\d+", "", _NOT_WORDS.sub("", line))


def _text(day: date) -> Dated:
    return Dated(day, PublishedBy.TEXT)


def _guess(day: date, note: str) -> Dated:
    return Dated(day, PublishedBy.GUESSED, (note,))
