"""Model to columns and back, without loss: days and moments as ISO text, small lists and due dates as JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from factdesk.model import (
    Bound,
    Due,
    Edit,
    EditRule,
    Entity,
    EvidenceState,
    Kind,
    Marks,
    Outcome,
    Precision,
    PublishedBy,
    Quantity,
    Relation,
    Review,
    Span,
    Wording,
)
from factdesk.store import events
from factdesk.store.events import UNSET, Body

_E = TypeVar("_E", bound=StrEnum)

_BODIES: dict[str, type[Body]] = {
    "report.added": events.ReportAdded,
    "report.published": events.PublishedSet,
    "report.origin": events.OriginSet,
    "claim.added": events.ClaimAdded,
    "claim.edited": events.ClaimEdited,
    "claim.folded": events.ClaimFolded,
    "claim.reviewed": events.ClaimReviewed,
    "claim.tagged": events.ClaimTagged,
    "claim.outcome": events.OutcomeSet,
    "evidence.added": events.EvidenceAdded,
    "evidence.decided": events.EvidenceDecided,
    "setting.changed": events.SettingChanged,
    "speaker.joined": events.SpeakerJoined,
    "speaker.parted": events.SpeakerParted,
}
_KINDS = {body: kind for kind, body in _BODIES.items()}


def kind_of(body: type[Body]) -> str:
    """Return the word under which the log keeps events of this class."""
    return _KINDS[body]


def moment(at: datetime) -> str:
    """Write a moment as UTC with microseconds, so that moments sort as text."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read_moment(text: str) -> datetime:
    """Read a moment as written by :func:`moment`."""
    return datetime.fromisoformat(text)


def day(value: date | None) -> str | None:
    """Write a day."""
    return None if value is None else value.isoformat()


def read_day(text: str | None) -> date | None:
    """Read a day as written by :func:`day`."""
    return None if text is None else date.fromisoformat(text)


def due(value: Due | None) -> str | None:
    """Write a due date with everything that is known of how it was read."""
    return None if value is None else _dump(_due_values(value))


def read_due(text: str | None) -> Due | None:
    """Read a due date as written by :func:`due`."""
    return None if text is None else _due_from(json.loads(text))


def entities(values: tuple[Entity, ...]) -> str:
    """Write entities as a list of pairs, or of triples where they are known by another name."""
    return _dump([[e.text, e.label, e.name] if e.name else [e.text, e.label] for e in values])


def read_entities(text: str) -> tuple[Entity, ...]:
    """Read entities as written by :func:`entities`."""
    return tuple(Entity(*pair) for pair in json.loads(text))


def quantities(values: tuple[Quantity, ...]) -> str:
    """Write quantities as a list of triples."""
    return _dump([[q.text, q.value, q.unit] for q in values])


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Read quantities as written by :func:`quantities`."""
    return tuple(Quantity(words, float(value), unit) for words, value, unit in json.loads(text))


def wording(value: Wording | None) -> str | None:
    """Write how a sentence came out of a quote; the quote's own words are left out, as they stand in its row."""
    if value is None:
        return None
    edits = [[e.start, e.end, e.replacement, e.rule, e.margin] for e in value.edits]
    return _dump([edits, [[s.start, s.end] for s in value.unresolved]])


def read_wording(text: str | None, quote: str, offset: int) -> Wording | None:
    """Read a wording as written by :func:`wording`, of the quote that begins at ``offset`` in the report."""
    if text is None:
        return None
    edits, unresolved = json.loads(text)
    return Wording(
        tuple(
            Edit(start, end, quote[start - offset : end - offset], replacement, EditRule(rule), margin)
            for start, end, replacement, rule, margin in edits
        ),
        tuple(Span(start, end, quote[start - offset : end - offset]) for start, end in unresolved),
    )


def marks(value: Marks | None) -> str | None:
    """Write where words stand, as pairs of offsets with the words."""
    if value is None:
        return None
    return _dump([[[s.start, s.end, s.text] for s in side] for side in (value.claim, value.passage)])


def read_marks(text: str | None) -> Marks | None:
    """Read marks as written by :func:`marks`."""
    if text is None:
        return None
    claim, passage = (tuple(Span(*span) for span in side) for side in json.loads(text))
    return Marks(claim, passage)


def words(values: tuple[str, ...]) -> str:
    """Write a list of words or sentences."""
    return _dump(list(values))


def read_words(text: str) -> tuple[str, ...]:
    """Read a list as written by :func:`words`."""
    return tuple(json.loads(text))


def signed(value: int) -> int:
    """Put an unsigned 64-bit number into the range of SQLite's integers."""
    return value - (1 << 64) if value >= 1 << 63 else value


def body(value: Body) -> tuple[str, str]:
    """Write the body of an event: the word for its kind, and its fields as JSON; what was not passed is left out."""
    values = ((f.name, getattr(value, f.name)) for f in fields(value))
    return _KINDS[type(value)], _dump({name: _plain(v) for name, v in values if v is not UNSET})


def read_body(kind: str, text: str) -> Body:
    """Read the body of an event as written by :func:`body`."""
    raw = json.loads(text)
    return _BODIES[kind](**{name: _READERS[name](value) for name, value in raw.items()})


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, Due):
        return _due_values(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _due_values(value: Due) -> dict[str, object]:
    return {
        "text": value.text,
        "from": day(value.from_day),
        "to": day(value.to_day),
        "bound": value.bound,
        "precision": value.precision,
        "rule": value.rule,
        "edtf": value.edtf,
        "base": day(value.base),
        "explanation": value.explanation,
        "alternatives": [_due_values(other) for other in value.alternatives],
    }


def _due_from(raw: dict[str, Any]) -> Due:
    return Due(
        text=raw["text"],
        from_day=read_day(raw["from"]),
        to_day=read_day(raw["to"]),
        bound=Bound(raw["bound"]),
        precision=Precision(raw["precision"]),
        rule=raw["rule"],
        edtf=raw["edtf"],
        base=read_day(raw["base"]),
        explanation=raw["explanation"],
        alternatives=tuple(_due_from(other) for other in raw["alternatives"]),
    )


def _same(value: Any) -> Any:
    return value


def _optional(kind: type[_E]) -> Any:
    return lambda value: None if value is None else kind(value)


_READERS = {
    "origin_id": _same,
    "published": read_day,
    "published_by": PublishedBy,
    "text": _same,
    "speaker": _same,
    "kind": Kind,
    "due": lambda raw: None if raw is None else _due_from(raw),
    "review": Review,
    "carried": tuple,
    "add": tuple,
    "remove": tuple,
    "outcome": _optional(Outcome),
    "note": _same,
    "state": EvidenceState,
    "relation": _optional(Relation),
    "new_due": lambda raw: None if raw is None else _due_from(raw),
    "key": _same,
    "name": _same,
    "into": _same,
    "value": _same,
}
