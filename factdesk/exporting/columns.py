"""The columns of the tables and the cells under them: a record laid flat.

A column ``due_from`` is the key ``from`` of the record's ``due``; a list is its items joined by "; "; a record within
the record is its ``text``, an edit its two wordings with an arrow between them, and JSON what has neither.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from factdesk.errors import FactDeskError
from factdesk.model import Outcome

_DUE = ("text", "from", "to", "bound", "precision", "rule", "edtf")

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "claims": (
        *("id", "report_id", "text", "quote", "start", "end", "speaker", "via", "kind"),
        *(f"due_{part}" for part in _DUE),
        *("outcome", "provisional", "settled_outcome", "why", "since"),
        *("due_in_force_from", "due_in_force_to", "moves", "slip_days"),
        *("review", "reviewed_by", "reviewed_at", "confirms", "contradicts", "origins"),
        *("tags", "entities", "quantities", "score", "report_title", "outlet", "url", "published"),
        *("speaker_id", "speaker_name"),
        *("edits", "unresolved"),
    ),
    "evidence": (
        *("id", "claim_id", "report_id", "relation", "restates", "state", "quote", "start", "end", "score", "reasons"),
        *(f"new_due_{part}" for part in _DUE),
        *("published", "outlet", "origin_id"),
    ),
    "reports": ("id", "title", "outlet", "published", "url", "sha256", "origin_id", "language", "claims"),
    "speakers": ("id", "name", "aliases", "claims", *(str(outcome) for outcome in Outcome)),
}
_BRIEF: Mapping[str, tuple[str, ...]] = {
    "claims": ("id", "outcome", "due_in_force_to", "speaker", "text", "outlet", "published"),
    "evidence": ("id", "claim_id", "relation", "state", "score", "quote", "outlet", "published"),
    "reports": ("id", "published", "outlet", "title", "language", "claims"),
    "speakers": ("id", "name", "claims", "pending", "overdue", "confirmed", "late", "contradicted", "aliases"),
}
SEPARATOR = "; "


def columns(what: str) -> tuple[str, ...]:
    """Return the columns of a table.

    Args:
        what: ``claims``, ``evidence``, ``reports`` or ``speakers``.

    Raises:
        FactDeskError: there is no such table.
    """
    return _named(_COLUMNS, what)


def brief_columns(what: str) -> tuple[str, ...]:
    """Return the few columns of a table that a terminal has room for.

    Raises:
        FactDeskError: there is no such table.
    """
    return _named(_BRIEF, what)


def cells(what: str, row: Mapping[str, object]) -> tuple[str, ...]:
    """Return the cells of one row under all columns of its table.

    Raises:
        FactDeskError: there is no such table.
    """
    return cells_under(columns(what), row)


def cells_under(names: Sequence[str], row: Mapping[str, object]) -> tuple[str, ...]:
    """Return the cells of one row under the columns named.

    Raises:
        KeyError: the record has nothing of a column's name.
    """
    return tuple(_cell(row, key, part) for key, part in _places(tuple(names), tuple(row)))


def _named(tables: Mapping[str, tuple[str, ...]], what: str) -> tuple[str, ...]:
    if what not in tables:
        raise FactDeskError(f"There is no table “{what}”: there is {', '.join(tables)}.")
    return tables[what]


@lru_cache(maxsize=32)
def _places(names: tuple[str, ...], keys: tuple[str, ...]) -> tuple[tuple[str, str | None], ...]:
    """Where each column's cell is found in records with these keys: a key, or a key and a key below it."""
    return tuple(_place(name, keys) for name in names)


def _place(name: str, keys: tuple[str, ...]) -> tuple[str, str | None]:
    if name in keys:
        return name, None
    head = max((key for key in keys if name.startswith(f"{key}_")), key=len, default=None)
    if head is None:
        raise KeyError(name)
    return head, name[len(head) + 1 :]


def _cell(row: Mapping[str, object], key: str, part: str | None) -> str:
    value = row[key]
    if part is None or value is None:
        return _text(value)
    if not isinstance(value, Mapping):
        raise KeyError(f"{key}_{part}")
    return _text(value[part])


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping) and "replacement" in value:
        return f"{value['original']} → {value['replacement']}"
    if isinstance(value, Mapping):
        return _text(value["text"]) if "text" in value else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return SEPARATOR.join(map(_text, value))
    return str(value)
