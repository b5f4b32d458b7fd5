"""Model records as plain records with the keys of the command line's JSON; every key is always there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from factdesk.model import (
    Attribution,
    Claim,
    ClaimDraft,
    ClaimRecord,
    Due,
    Edit,
    Entity,
    JudgedEvidence,
    Judgement,
    Marks,
    Outcome,
    Quantity,
    ReportHead,
    Span,
    Speaker,
    Status,
    TimeExpression,
    Wording,
)

Record = dict[str, object]
"""Keys in the order in which they are written; values that JSON knows."""


def claim_record(record: ClaimRecord) -> Record:
    """Return a stored claim with what it is now."""
    claim = record.claim
    return {
        "id": claim.id,
        "report_id": claim.report_id,
        **_assertion(claim),
        **_state(record.status),
        "review": claim.review.value,
        "reviewed_by": claim.reviewed_by,
        "reviewed_at": _moment(claim.reviewed_at),
        "confirms": record.status.confirms,
        "contradicts": record.status.contradicts,
        "origins": record.status.origins,
        "tags": list(claim.tags),
        "report_title": claim.report_title,
        "outlet": claim.outlet,
        "url": claim.url,
        "published": _day(claim.published),
        "speaker_id": claim.speaker_id,
        "speaker_name": claim.speaker_name,
        **_wording(claim.wording),
    }


def draft_record(
    draft: ClaimDraft, *, number: int | None = None, report_id: int | None = None, doc: str | None = None
) -> Record:
    """Return a claim that is read and not stored.

    Args:
        draft: the claim.
        number: its place among the claims of its text.
        report_id: the report, where there is a stored one.
        doc: the name of its text among several, written as ``doc`` where it is given.
    """
    named: Record = {} if doc is None else {"doc": doc}
    return {"id": number, **named, "report_id": report_id, **_assertion(draft), **_wording(draft.wording)}


def evidence_record(judged: JudgedEvidence) -> Record:
    """Return a piece of evidence with the relation and the new due date that count now."""
    evidence = judged.evidence
    return {
        "id": evidence.id,
        "claim_id": evidence.claim_id,
        "report_id": evidence.report_id,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "relation": judged.relation.value,
        "restates": evidence.restates,
        "score": evidence.score,
        "reasons": list(evidence.reasons),
        "state": judged.state.value,
        "new_due": due_record(judged.new_due),
        "published": _day(evidence.published),
        "outlet": evidence.outlet,
        "origin_id": evidence.origin_id,
        "marks": _marks(evidence.marks),
    }


def _marks(marks: Marks | None) -> Record | None:
    """Return where the words of the reasons stand: in the claim's sentence as it was then, and in the report."""
    if marks is None:
        return None

    def side(spans: tuple[Span, ...]) -> list[Record]:
        return [{"start": s.start, "end": s.end, "text": s.text} for s in spans]

    return {"claim": side(marks.claim), "passage": side(marks.passage)}


def report_record(head: ReportHead) -> Record:
    """Return a stored report without its text."""
    return {
        "id": head.id,
        "title": head.title,
        "outlet": head.outlet,
        "published": _day(head.published),
        "url": head.url,
        "sha256": head.sha256,
        "origin_id": head.origin_id,
        "language": head.language,
        "claims": head.claims,
    }


def speaker_record(speaker: Speaker) -> Record:
    """Return a speaker with the names reports have for them and how many claims have come to each outcome."""
    return {
        "id": speaker.id,
        "name": speaker.name,
        "aliases": [{"text": one.name, "claims": one.claims, "by_hand": one.by_hand} for one in speaker.names],
        "claims": speaker.claims,
        **{outcome.value: speaker.count(outcome) for outcome in Outcome},
    }


def time_record(time: TimeExpression, *, id: str | None = None) -> Record:  # noqa: A002 - the record's own key
    """Return a time expression; ``id`` names its text among several and is written where it is given."""
    named: Record = {} if id is None else {"id": id}
    return {
        **named,
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "type": time.type.value,
        "value": time.value,
        "from": _day(time.from_day),
        "to": _day(time.to_day),
        "bound": time.bound.value if time.bound else None,
        "precision": time.precision.value if time.precision else None,
        "rule": time.rule,
        "edtf": time.edtf,
    }


def quote_record(attribution: Attribution, *, id: str | None = None) -> Record:  # noqa: A002 - the record's own key
    """Return who said what; ``id`` names its text among several."""
    return {
        "id": id,
        "start": attribution.start,
        "end": attribution.end,
        "quote": attribution.quote,
        "cue": _span(attribution.cue),
        "speaker": _span(attribution.speaker),
        "direct": attribution.direct,
        "score": attribution.score,
    }


def judgement_record(id: str, judgement: Judgement) -> Record:  # noqa: A002 - the record's own key
    """Return how a passage bears on a claim, for the pair of that name."""
    return {
        "id": id,
        "relation": judgement.relation.value,
        "scores": {relation.value: score for relation, score in judgement.scores.items()},
        "reasons": list(judgement.reasons),
    }


def due_record(due: Due | None) -> Record | None:
    """Return a due date, or null."""
    if due is None:
        return None
    return {
        "text": due.text,
        "from": _day(due.from_day),
        "to": _day(due.to_day),
        "bound": due.bound.value,
        "precision": due.precision.value,
        "rule": due.rule,
        "edtf": due.edtf,
    }


def _assertion(claim: Claim | ClaimDraft) -> Record:
    """What stored claims and drafts have in common."""
    return {
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "text": claim.text,
        "speaker": claim.speaker,
        "via": claim.via,
        "kind": claim.kind.value,
        "due": due_record(claim.due),
        "entities": _entities(claim.entities),
        "quantities": _quantities(claim.quantities),
        "score": claim.score,
    }


def _wording(recorded: Wording | None) -> Record:
    """How the sentence came out of the quote; offsets are those of the report's text."""
    wording = recorded or Wording()
    return {"edits": [_edit(edit) for edit in wording.edits], "unresolved": [_span(s) for s in wording.unresolved]}


def _edit(edit: Edit) -> Record:
    return {
        "start": edit.start,
        "end": edit.end,
        "original": edit.original,
        "replacement": edit.replacement,
        "rule": edit.rule.value,
        "margin": edit.margin,
    }


def _state(status: Status) -> Record:
    return {
        "outcome": status.outcome.value,
        "provisional": status.provisional,
        "settled_outcome": status.settled_outcome.value if status.settled_outcome else None,
        "why": status.why,
        "since": _day(status.since),
        "due_in_force": due_record(status.due_in_force),
        "moves": status.moves,
        "slip_days": status.slip_days,
    }


def _entities(entities: Iterable[Entity]) -> list[Record]:
    return [{"text": one.text, "label": one.label, "name": one.name or one.text} for one in entities]


def _quantities(quantities: Iterable[Quantity]) -> list[Record]:
    return [{"text": one.text, "value": one.value, "unit": one.unit} for one in quantities]


def _span(span: Span | None) -> Record | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
