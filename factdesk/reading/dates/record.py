"""What the first pass leaves: a time expression as its words say it, not yet held against any calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from factdesk.model import Bound, Precision, Tense, TimexType


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A time expression as its words say it; storing it lets a change of base day or country read it anew."""

    kind: str
    """Which reading it gets: one of :data:`factdesk.reading.dates.resolve.READINGS`."""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    last_year: int | None = None
    weekday: int | None = None
    """1 Monday to 7 Sunday."""
    unit: str | None = None
    number: float | None = None
    vague: str | None = None
    """``few``, ``several``, ``some``, ``many``, ``open`` instead of a number."""
    ordinal: int | None = None
    """-1 is the last."""
    shift: int | None = None
    """-1 last, 0 this, 1 next."""
    season: str | None = None
    holiday: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    daypart: str | None = None
    clock: str | None = None
    zone: str | None = None
    value: str | None = None
    """A TIMEX3 value that the words give outright (``PRESENT_REF``)."""
    edge: str | None = None
    toward: str | None = None
    fiscal: bool = False
    from_mention: bool = False
    """It counts from the time just spoken of, not from the report's day."""
    bare: bool = False
    approximate: bool = False
    numeric: tuple[int, int] | None = None
    """Day and month in an order that the country decides."""
    freq: str | None = None
    within: Unresolved | None = None
    """The coarser time it lies in ("the third quarter" of "last year")."""
    until: Unresolved | None = None
    """The other end of a range."""


@dataclass(frozen=True, slots=True)
class Found:
    """An unresolved expression in a text, with the name of the rule that found it."""

    start: int
    end: int
    record: Unresolved
    rule: str
    bound: Bound | None = None
    bound_start: int | None = None
    """Where the preposition begins, if it ties the claim to the time."""
    bound_words: str = ""
    event: bool = False
    """It counts from something that is no time ("within 60 days of the ruling")."""
    term: bool = False
    """It is the term somebody is given ("gave the state 90 days to redraw the map")."""
    second: tuple[int, int] | None = None
    """Of a range, where its first end stops and its second begins."""


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of days with its TIMEX3 value."""

    first: date
    last: date
    value: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is held against."""

    base: date | None
    """The report's day."""
    country: str
    tense: Tense = Tense.NONE
    hangs_on_verb: bool = True
    """Nothing but prepositions stands between the expression and the verb."""
    bound: Bound | None = None
    begun: bool = False
    """It is that since when something has been so, which is over."""
    mentions: tuple[Period, ...] = ()
    """The times spoken of before, the last one first."""
    spoken_of: Period | None = None
    """The time spoken of last in the same paragraph."""
    outer: Period | None = None
    """The coarser time the expression lies in, resolved."""
    language: str = "en"
    verb: str | None = None
    """The lemma of the verb above the expression."""
    government: bool = False
    """The paragraph speaks of a government's budget, so a fiscal year is the government's."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A record held against the calendar; ``period`` is null where it has no place on it."""

    type: TimexType
    value: str
    period: Period | None = None
    because: str = ""
    """Half a sentence on how it was read."""
    others: tuple[Period, ...] = ()
    """Other readings, best first."""
    approximate: bool = False
