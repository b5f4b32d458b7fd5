"""New rows: reports, claims and evidence with their first events, and the ops they belong to."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from factdesk.model import Capture, Claim, ClaimDraft, EvidenceDraft, Report
from factdesk.status import standing_of
from factdesk.store import codec, search
from factdesk.store.database import Database, Row
from factdesk.store.events import Body, ClaimAdded, EvidenceAdded
from factdesk.store.projection import CLAIM_COLUMNS, claim_columns

_CLAIM_FACTS = (
    "id", "report_id", "start_at", "end_at", "quote", "via", "entities", "quantities", "score", "proposed_by",
    "wording", "recorded_at",
)  # fmt: skip

_NUMBER, _RECORDED = _CLAIM_FACTS.index("id"), _CLAIM_FACTS.index("recorded_at")

Subject = tuple[Body, int | None, int | None, int | None]
"""An event's body with the report, the claim and the evidence it is about."""


def insert_op(
    db: Database,
    head: tuple[str, str, str, str],
    *,
    batch: int | None = None,
    undoes: int | None = None,
    redoes: int | None = None,
) -> int:
    """Write an op (moment, actor, name, summary) and return its number."""
    op_id = _next_id(db, "op")
    db.execute("INSERT INTO op VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (op_id, *head, batch or op_id, undoes, redoes))
    return op_id


def insert_events(db: Database, op_id: int, subjects: Iterable[Subject]) -> None:
    """Write events of one op in the order given."""
    db.executemany(
        "INSERT INTO event(op_id, kind, body, report_id, claim_id, evidence_id) VALUES (?, ?, ?, ?, ?, ?)",
        [(op_id, *codec.body(body), *records) for body, *records in subjects],
    )


def withdrawn_report(db: Database, capture: Capture) -> int | None:
    """Return the report with exactly this capture whose import is undone, if there is one."""
    rows = db.rows(
        """SELECT r.id, o.packed FROM report r JOIN report_state s ON s.report_id = r.id
        JOIN report_original o ON o.report_id = r.id
        WHERE r.sha256 = ? AND s.live = 0 AND r.title = ? AND r.outlet = ? AND r.author IS ? AND r.url IS ?
        AND r.language = ? AND r.text = ? AND o.media_type = ?""",
        (
            capture.sha256, capture.title, capture.outlet, capture.author, capture.url, capture.language, capture.text,
            capture.media_type,
        ),
    )  # fmt: skip
    return next((row[0] for row in rows if zlib.decompress(row[1]) == capture.original), None)


def insert_report(db: Database, capture: Capture, origin_id: int, sketch: Sequence[int]) -> int:
    """Write a report with its original and its sketch, and return its number; its state follows from its events."""
    report_id = _next_id(db, "report")
    db.execute(
        "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            report_id, capture.sha256, capture.title, capture.outlet, capture.author, capture.url,
            codec.moment(capture.captured_at), capture.language, codec.words(capture.notes), capture.text,
        ),
    )  # fmt: skip
    db.execute(
        "INSERT INTO report_original VALUES (?, ?, ?)",
        (report_id, capture.media_type, zlib.compress(capture.original)),
    )
    search.add_report(db, report_id, capture.title, capture.text)
    db.executemany(
        "INSERT INTO report_sketch VALUES (?, ?)", [(codec.signed(value), report_id) for value in set(sketch)]
    )
    db.execute(
        "INSERT INTO report_state VALUES (?, 0, ?, ?, ?, ?)",
        (report_id, capture.outlet, codec.day(capture.published), capture.published_by, origin_id),
    )
    return report_id


def insert_claims(db: Database, op_id: int, report: Report, drafts: Sequence[ClaimDraft], at: datetime) -> list[int]:
    """Write claims with their first events, and return their numbers.

    A claim that was found before at the same place by the same reader, and whose adding was undone, comes back under
    its old number; its stored columns are the caller's to bring up to the log, those of the others are written here.
    """
    withdrawn = _withdrawn_claims(db, report.id)
    first = _next_id(db, "claim")
    claims = [_claim(first + i, report, draft, at) for i, draft in enumerate(drafts)]
    numbered = [_as_withdrawn(claim, withdrawn) for claim in claims]
    _insert_claim_rows(db, [claim for claim in numbered if claim.id >= first])
    insert_events(db, op_id, [(ClaimAdded(c.text, c.speaker, c.kind, c.due), None, c.id, None) for c in numbered])
    return [claim.id for claim in numbered]


def _insert_claim_rows(db: Database, claims: Sequence[Claim]) -> None:
    columns = (*_CLAIM_FACTS, *CLAIM_COLUMNS)
    places = ", ".join("?" * len(columns))
    db.executemany(
        f"INSERT INTO claim({', '.join(columns)}) VALUES ({places})",
        [(*_facts(claim), *claim_columns(claim, standing_of(claim, (), ()))) for claim in claims],
    )
    search.add_claims(db, [(c.id, c.text, c.quote, c.speaker) for c in claims])


def _withdrawn_claims(db: Database, report_id: int) -> defaultdict[Row, list[int]]:
    """Return a report's withdrawn claims by what never changes of them."""
    found: defaultdict[Row, list[int]] = defaultdict(list)
    facts = ", ".join(_CLAIM_FACTS)
    for row in db.rows(f"SELECT {facts} FROM claim WHERE report_id = ? AND live = 0 ORDER BY id DESC", (report_id,)):
        found[row[_NUMBER + 1 : _RECORDED]].append(row[_NUMBER])
    return found


def _as_withdrawn(claim: Claim, withdrawn: defaultdict[Row, list[int]]) -> Claim:
    same = withdrawn.get(_facts(claim)[_NUMBER + 1 : _RECORDED])
    return replace(claim, id=same.pop()) if same else claim


def insert_evidence(
    db: Database, op_id: int, report: Report, drafts: Sequence[EvidenceDraft], at: datetime
) -> list[int]:
    """Write evidence with its first events, and return its numbers; what follows for its claims is the caller's."""
    first = _next_id(db, "evidence")
    rows = []
    for evidence_id, draft in enumerate(drafts, start=first):
        _check_quote(report, draft.start, draft.end, draft.quote)
        rows.append((
            evidence_id, draft.claim_id, report.id, draft.start, draft.end, draft.quote, draft.relation,
            int(draft.restates), draft.score, codec.words(draft.reasons), codec.due(draft.new_due),
            codec.day(draft.occurred), draft.proposed_by, codec.moment(at), 0, "proposed", draft.relation,
            codec.marks(draft.marks),
        ))  # fmt: skip
    db.executemany(f"INSERT INTO evidence VALUES ({', '.join('?' * 18)})", rows)
    insert_events(db, op_id, [(EvidenceAdded(), None, row[1], row[0]) for row in rows])
    return [row[0] for row in rows]


def _next_id(db: Database, table: str) -> int:
    return int(db.value(f"SELECT coalesce(max(id), 0) + 1 FROM {table}"))


def _claim(claim_id: int, report: Report, draft: ClaimDraft, at: datetime) -> Claim:
    _check_quote(report, draft.start, draft.end, draft.quote)
    return Claim(
        id=claim_id,
        report_id=report.id,
        start=draft.start,
        end=draft.end,
        quote=draft.quote,
        text=draft.text,
        speaker=draft.speaker,
        via=draft.via,
        kind=draft.kind,
        due=draft.due,
        entities=draft.entities,
        quantities=draft.quantities,
        score=draft.score,
        proposed_by=draft.proposed_by,
        recorded_at=at,
        published=report.published,
        outlet=report.outlet,
        origin_id=report.origin_id,
        report_title=report.title,
        url=report.url,
        wording=draft.wording,
    )


def _facts(claim: Claim) -> tuple[object, ...]:
    return (
        claim.id,
        claim.report_id,
        claim.start,
        claim.end,
        claim.quote,
        claim.via,
        codec.entities(claim.entities),
        codec.quantities(claim.quantities),
        claim.score,
        claim.proposed_by,
        codec.wording(claim.wording),
        codec.moment(claim.recorded_at),
    )


def _check_quote(report: Report, start: int, end: int, quote: str) -> None:
    if report.text[start:end] != quote:
        raise ValueError(f"the quote at {start}..{end} is not what report {report.id} says there")
