"""The search language of the lists: words in, a frozen query out; no clock, no desk.

    soybeans "Bessent said" outcome:overdue,late due:<7d speaker:"Scott Bessent" -tag:soy

Words and terms are all to hold; a comma between values is "or"; a leading ``-`` negates; values with blanks stand in
quotation marks, and a quotation mark in them is doubled. A free word matches its other forms and words that begin with
it, a phrase in quotation marks whole words in that order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from factdesk.errors import FactDeskError
from factdesk.model import EvidenceState, Kind, Outcome, Relation, Review
from factdesk.store.days import DaySpan, NoDay, parse_days


class QueryError(FactDeskError):
    """A query cannot be understood; the sentence says what there is to ask for."""


class Field(StrEnum):
    """What can be asked for by name."""

    OUTCOME = "outcome"
    REVIEW = "review"
    VERIFIED = "verified"
    KIND = "kind"
    SPEAKER = "speaker"
    OUTLET = "outlet"
    TAG = "tag"
    REPORT = "report"
    CLAIM = "claim"
    PROVISIONAL = "provisional"
    MOVED = "moved"
    DUE = "due"
    PUBLISHED = "published"
    SCORE = "score"
    CHANGED = "changed"
    RELATION = "relation"
    STATE = "state"


class SortKey(StrEnum):
    """What lists can be sorted by."""

    DUE = "due"
    PUBLISHED = "published"
    OUTCOME = "outcome"
    SPEAKER = "speaker"
    OUTLET = "outlet"
    SCORE = "score"
    REVIEW = "review"
    TEXT = "text"
    ID = "id"


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of a list; ties keep the order in which records came in, and what is not known comes last.

    Raises:
        QueryError: lists cannot be sorted by that.
    """

    key: str
    descending: bool = False

    def __post_init__(self) -> None:
        if self.key not in SortKey.__members__.values():
            raise QueryError(f"Lists are sorted by {_listed(SortKey)}, not by “{self.key}”.")


@dataclass(frozen=True, slots=True)
class Words:
    """Free words; ``whole`` for a phrase in quotation marks."""

    text: str
    whole: bool
    negated: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed set of values, ``yes`` and ``no`` among them."""

    field: Field
    values: tuple[str, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name to look for; ``exact`` for the whole of it, ``text`` null for records without one."""

    text: str | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Names:
    """One of several names of a speaker, an outlet or a tag."""

    field: Field
    names: tuple[Name, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """One of several records by number."""

    field: Field
    ids: tuple[int, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Days:
    """A day in one of several spans, or no day at all."""

    field: Field
    spans: tuple[DaySpan | NoDay, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """Scores from ``low`` to ``high``; ``strict`` leaves the ends themselves out."""

    low: float
    high: float
    strict: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """A score in one of several ranges."""

    ranges: tuple[ScoreRange, ...]
    negated: bool

    @property
    def field(self) -> Field:
        """The field asked for."""
        return Field.SCORE


@dataclass(frozen=True, slots=True)
class ChangedSince:
    """Touched by an import or a decision after a moment, or by the undoing of an older one."""

    since: datetime
    negated: bool

    @property
    def field(self) -> Field:
        """The field asked for."""
        return Field.CHANGED


Term = Words | Choice | Names | Numbers | Days | Scores | ChangedSince


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that all have to hold."""

    terms: tuple[Term, ...] = ()

    def without(self, *fields: Field) -> Query:
        """Return the query without its terms on these fields."""
        return Query(tuple(term for term in self.terms if isinstance(term, Words) or term.field not in fields))


MOST_TERMS = 60
_YES_NO = {"yes": "yes", "no": "no", "true": "yes", "false": "no"}
_CHOICES: dict[Field, tuple[str, ...]] = {
    Field.OUTCOME: tuple(Outcome),
    Field.REVIEW: tuple(Review),
    Field.KIND: tuple(Kind),
    Field.STATE: tuple(EvidenceState),
    Field.RELATION: tuple(relation for relation in Relation if relation is not Relation.UNRELATED),
}
_NAMES = (Field.SPEAKER, Field.OUTLET, Field.TAG)
_FLAGS = (Field.VERIFIED, Field.PROVISIONAL, Field.MOVED)
_IDS = (Field.REPORT, Field.CLAIM)
_LARGEST_ID = (1 << 63) - 1
_FIELD = re.compile(r"([^\W\d_]+):")
_VALUE = re.compile(r'=?"((?:[^"]|"")*)"?|[^\s,"]+')
_SCORE = re.compile(r"(?:(<=|>=|<|>)(\d?\.?\d{1,9})|(\d?\.?\d{1,9})\.\.(\d?\.?\d{1,9}))")


def parse_query(text: str) -> Query:
    """Read a query.

    Raises:
        QueryError: it names an unknown field or a value the field does not have, or is too long.
    """
    terms: list[Term] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        term, at = _term(text, at)
        if term is not None:
            terms.append(term)
        if len(terms) > MOST_TERMS:
            raise QueryError(f"A query may have {MOST_TERMS} words and terms at most.")
    return Query(tuple(terms))


def facet_term(name: str, value: str) -> str:
    """Write the term that asks for exactly one value of a facet."""
    field = Field(name)
    if field not in _NAMES or value == "none":
        return f"{field}:{value}"
    doubled = value.replace('"', '""')
    return f'{field}:="{doubled}"'


def _term(text: str, at: int) -> tuple[Term | None, int]:
    negated = text[at] == "-" and at + 1 < len(text) and not text[at + 1].isspace()
    at += negated
    if named := _FIELD.match(text, at):
        field = _field(named[1])
        values, end = _values(text, named.end())
        if not values:
            raise QueryError(f"“{field}:” needs a value: {_help(field)}.")
        return _READERS[_group(field)](field, values, negated), end
    if text[at] == '"':
        end = text.find('"', at + 1)
        phrase = text[at + 1 : end] if end >= 0 else text[at + 1 :]
        return _words(phrase, True, negated), end + 1 if end >= 0 else len(text)
    end = next((i for i in range(at, len(text)) if text[i].isspace()), len(text))
    return _words(text[at:end], False, negated), end


def _words(text: str, whole: bool, negated: bool) -> Words | None:
    """Return the words, or null where there is nothing in them that could be searched for."""
    return Words(text, whole, negated) if any(c.isalnum() for c in text) else None


def _values(text: str, at: int) -> tuple[list[str], int]:
    """Read values with commas between them; a value in quotation marks may hold blanks and commas."""
    values = []
    while at < len(text):
        value = _VALUE.match(text, at)
        if value is None:
            if text[at] == ",":
                at += 1
                continue
            break
        inner = None if value[1] is None else value[1].replace('""', '"')
        values.append(value[0] if inner is None else ("=" if value[0][0] == "=" else "") + inner)
        at = value.end()
        if at >= len(text) or text[at] != ",":
            break
    return [value for value in values if value.strip("= \t")], at


def _field(name: str) -> Field:
    try:
        return Field(name.casefold())
    except ValueError:
        raise QueryError(f"There is no field “{name}:”; there are {_listed(Field)}.") from None


def _group(field: Field) -> str:
    for group, members in (("names", _NAMES), ("flag", _FLAGS), ("ids", _IDS)):
        if field in members:
            return group
    return str(field) if field in (Field.DUE, Field.PUBLISHED, Field.SCORE, Field.CHANGED) else "choice"


def _choice(field: Field, values: list[str], negated: bool) -> Term:
    allowed = _CHOICES[field]
    for value in values:
        if value.casefold() not in allowed:
            raise QueryError(f"“{field}:” takes {_help(field)}, not “{value}”.")
    return Choice(field, tuple(dict.fromkeys(value.casefold() for value in values)), negated)


def _flag(field: Field, values: list[str], negated: bool) -> Term:
    read = tuple(_YES_NO.get(value.casefold(), "") for value in values)
    if len(set(read)) != 1 or not read[0]:
        raise QueryError(f"“{field}:” takes yes or no, not “{','.join(values)}”.")
    return Choice(field, read[:1], negated)


def _names(field: Field, values: list[str], negated: bool) -> Term:
    names = (
        Name(None, True) if value.casefold() == "none" else Name(value.removeprefix("=").strip(), value[0] == "=")
        for value in values
    )
    return Names(field, tuple(names), negated)


def _ids(field: Field, values: list[str], negated: bool) -> Term:
    for value in values:
        if not (value.isascii() and value.isdigit() and len(value) < 20 and int(value) <= _LARGEST_ID):
            raise QueryError(f"“{field}:” takes numbers, not “{value}”.")
    return Numbers(field, tuple(map(int, values)), negated)


def _days(field: Field, values: list[str], negated: bool) -> Term:
    spans = []
    for value in values:
        span = parse_days(value)
        if span is None:
            raise QueryError(f"“{field}:” takes {_help(field)}, not “{value}”.")
        spans.append(span)
    return Days(field, tuple(spans), negated)


def _scores(field: Field, values: list[str], negated: bool) -> Term:
    ranges = []
    for value in values:
        found = _SCORE.fullmatch(value)
        if found is None:
            raise QueryError(f"“{field}:” takes {_help(field)}, not “{value}”.")
        sign, bound, low, high = found.groups()
        if sign is None:
            ranges.append(ScoreRange(float(low), float(high), False))
        elif sign[0] == "<":
            ranges.append(ScoreRange(-1.0, float(bound), sign == "<"))
        else:
            ranges.append(ScoreRange(float(bound), 2.0 + float(bound), sign == ">"))
    return Scores(tuple(ranges), negated)


def _changed(field: Field, values: list[str], negated: bool) -> Term:
    """Read a moment; one without a time zone is in UTC."""
    try:
        (value,) = values
        at = datetime.fromisoformat(value)
        return ChangedSince((at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC), negated)
    except (ValueError, OverflowError):
        raise QueryError(f"“{field}:” takes {_help(field)}, not “{','.join(values)}”.") from None


_READERS: dict[str, Callable[[Field, list[str], bool], Term]] = {
    "choice": _choice,
    "flag": _flag,
    "names": _names,
    "ids": _ids,
    "due": _days,
    "published": _days,
    "score": _scores,
    "changed": _changed,
}


def _help(field: Field) -> str:
    match _group(field):
        case "choice":
            return _listed(_CHOICES[field])
        case "flag":
            return "yes or no"
        case "names":
            return 'a name, ="the whole name" or none'
        case "ids":
            return "numbers"
        case "score":
            return ">0.7, <0.5 or 0.5..0.8"
        case "changed":
            return "a day or a moment, 2026-11-20 or 2026-11-20T10:15Z"
        case _:
            return (
                "a day, a month or a year (2026-04), <7d, >3m, <2026-01-01, 2026-01-01..2026-03-31, today, past or none"
            )


def _listed(values: type[StrEnum] | tuple[str, ...]) -> str:
    words = [str(value) for value in values]
    return ", ".join(words[:-1]) + " and " + words[-1]
