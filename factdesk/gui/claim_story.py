"""A claim's story for the timeline, worked out from its evidence and from what it was on each day that mattered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from factdesk.desk import Desk
from factdesk.gui.shown_text import shown_line
from factdesk.gui.timeline import Band, Dot, DueBar, Story
from factdesk.gui.words import day_phrase, relation_word
from factdesk.model import ClaimRecord, Due, EvidenceState, JudgedEvidence, Relation

_MOST_BANDS = 60
_LONGEST = 160


def dues_of(record: ClaimRecord, evidence: Sequence[JudgedEvidence]) -> list[Due]:
    """Return the due dates a claim has had, the first one first; the one in force comes last."""
    moves = [e for e in evidence if e.relation is Relation.MOVES and e.state is not EvidenceState.REJECTED]
    moves.sort(key=lambda e: (e.evidence.published or date.min, e.evidence.id))
    in_force = record.status.due_in_force
    found: list[Due] = []
    for due in (record.claim.due, *(e.new_due for e in moves), in_force):
        if due is not None and (not found or _days(found[-1]) != _days(due)):
            found.append(due)
    if in_force is None or record.status.moves == 0:
        return found[:1]
    return [due for due in found[:-1] if _days(due) != _days(in_force)] + [found[-1]]


def days_that_matter(record: ClaimRecord, evidence: Sequence[JudgedEvidence], today: date) -> list[date]:
    """Return the days on which a claim's outcome may have changed, the day it was made first."""
    made = record.claim.published or min((e.evidence.published or today for e in evidence), default=today)
    days = {made}
    for due in dues_of(record, evidence):
        if due.to_day is not None:
            days.add(due.to_day + timedelta(days=1))
    days |= {e.evidence.published for e in evidence if e.evidence.published is not None}
    return sorted(day for day in days if made <= day <= today)[:_MOST_BANDS]


def bands_of(desk: Desk, claim_id: int, days: Sequence[date]) -> tuple[Band, ...]:
    """Work out what a claim was from each of these days on; days on which nothing changed are left out."""
    bands: list[Band] = []
    for day in days:
        (record,) = desk.claims.records([claim_id], as_of=day)
        band = Band(day, record.status.outcome, record.status.provisional)
        if not bands or (bands[-1].outcome, bands[-1].provisional) != (band.outcome, band.provisional):
            bands.append(band)
    return tuple(bands)


def story_of(
    record: ClaimRecord, evidence: Sequence[JudgedEvidence], today: date, bands: tuple[Band, ...] = ()
) -> Story:
    """Put together what the timeline shows."""
    dues = dues_of(record, evidence)
    return Story(
        made=days_that_matter(record, evidence, today)[0] if record.claim.published is None else record.claim.published,
        until=max(today, record.claim.published or today),
        dues=tuple(DueBar(due.from_day, due.to_day, due is not dues[-1]) for due in dues if any(_days(due))),
        dots=tuple(
            Dot(e.evidence.id, e.evidence.published, e.relation, e.state, _words(e))
            for e in evidence
            if e.evidence.published is not None
        ),
        bands=bands,
    )


def _days(due: Due) -> tuple[date | None, date | None]:
    return due.from_day, due.to_day


def _words(e: JudgedEvidence) -> str:
    item = e.evidence
    quote = shown_line(item.quote)
    short = quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…"
    return f"{relation_word(e.relation)}: {shown_line(item.outlet)}, {day_phrase(item.published)}: {short}"
