"""The words of a query as a person edits them: terms put in and taken out by a click, and how a word may go on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factdesk.model import EvidenceState, Kind, Outcome, Relation, Review

_TERM = re.compile(r'(?P<minus>-?)(?P<field>[^\W\d_]+):(?P<values>(?:=?"[^"]*"?|[^\s"])*)|"[^"]*"?|\S+')
_VALUE = re.compile(r'=?"[^"]*"?|[^\s,"]+')
_NAMES = ("speaker", "outlet", "tag")
_YES_NO = ("yes", "no")
_DAYS = ("today", "<7d", "<30d", "past", "none")
_MOST_OFFERED = 12
FIELDS: Mapping[str, tuple[str, ...]] = {
    "outcome": tuple(Outcome),
    "review": tuple(Review),
    "kind": tuple(Kind),
    "due": _DAYS,
    "published": ("today", "<7d", "<30d", "none"),
    "speaker": ("none",),
    "outlet": (),
    "tag": ("none",),
    "verified": _YES_NO,
    "provisional": _YES_NO,
    "moved": _YES_NO,
    "relation": tuple(relation for relation in Relation if relation is not Relation.UNRELATED),
    "state": tuple(EvidenceState),
    "score": (">0.7", "<0.5", "0.5..0.8"),
    "report": (),
    "claim": (),
}
"""What can be asked for by name, with the values worth offering."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A way a query could go on: ``words`` replace what stands between ``start`` and ``end``."""

    start: int
    end: int
    words: str


def chosen(query: str, field: str) -> tuple[str, ...]:
    """Return the values of a field that a query asks for, as a facet names them."""
    term = _term_of(query, field)
    return tuple(_plain(value) for value in _values(term)) if term else ()


def toggled(query: str, field: str, value: str) -> str:
    """Return a query with one value of a field added or, where it stands already, taken out."""
    term = _term_of(query, field)
    if term is None:
        return f"{query.rstrip()} {field}:{_written(field, value)}".strip()
    values = _values(term)
    kept = [each for each in values if _plain(each).casefold() != value.casefold()]
    if len(kept) == len(values):
        kept.append(_written(field, value))
    words = f"{field}:{','.join(kept)}" if kept else ""
    parts = (query[: term.start()].rstrip(), words, query[term.end() :].lstrip())
    return " ".join(part for part in parts if part)


def with_term(query: str, term: str) -> str:
    """Return a query with one more term."""
    return f"{query.strip()} {term}".strip()


def offers(query: str, cursor: int, known: Mapping[str, Sequence[str]]) -> list[Offer]:
    """Return how the word at the cursor may go on: names of fields, or values of the field it begins with.

    Args:
        query: the words so far.
        cursor: where the person is typing.
        known: values there are of fields, the most frequent first; those of closed sets are known anyway.
    """
    start, end = _word_at(query, cursor)
    word = query[start:cursor]
    minus = word[:1] if word[:1] == "-" else ""
    field, colon, values = word[len(minus) :].partition(":")
    if not colon:
        return _field_offers(field.casefold(), start + len(minus), end, is_first=not query.strip())
    field = field.casefold()
    if field not in FIELDS:
        return []
    typed = values[_last_value(values) :]
    begin = cursor - len(typed)
    wanted = typed.lstrip("=").strip('"').casefold()
    there = dict.fromkeys((*known.get(field, ()), *FIELDS[field]))
    found = [value for value in there if wanted in value.casefold() and value.casefold() != wanted]
    found.sort(key=lambda value: not value.casefold().startswith(wanted))
    return [Offer(begin, end, _written(field, value)) for value in found[:_MOST_OFFERED]]


def _field_offers(typed: str, start: int, end: int, *, is_first: bool) -> list[Offer]:
    if not typed and not is_first:
        return []
    return [Offer(start, end, f"{name}:") for name in FIELDS if name.startswith(typed)]


def _word_at(query: str, cursor: int) -> tuple[int, int]:
    """Return where the term at the cursor begins and ends; a value in quotation marks is one word."""
    for term in _TERM.finditer(query):
        if term.start() <= cursor <= term.end():
            return term.start(), term.end()
    return cursor, cursor


def _last_value(values: str) -> int:
    """Return where the last of several values begins."""
    start = 0
    is_quoted = False
    for at, char in enumerate(values):
        if char == '"':
            is_quoted = not is_quoted
        elif char == "," and not is_quoted:
            start = at + 1
    return start


def _term_of(query: str, field: str) -> re.Match[str] | None:
    """Return the first term that asks for a field, not one that rules values out."""
    for term in _TERM.finditer(query):
        if (term["field"] or "").casefold() == field and not term["minus"]:
            return term
    return None


def _values(term: re.Match[str]) -> list[str]:
    return [value[0] for value in _VALUE.finditer(term["values"])]


def _plain(value: str) -> str:
    return value.removeprefix("=").strip('"')


def _written(field: str, value: str) -> str:
    """Write a value so that it asks for exactly this one."""
    if field not in _NAMES or value == "none":
        return value
    return f'="{value.replace(chr(34), " ")}"'
