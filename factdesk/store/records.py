"""Rows of the desk as the model's nouns: claims, evidence, reports, and the events in effect behind them."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from factdesk.errors import UnknownRecordError
from factdesk.model import (
    Claim,
    DecidedScore,
    Decision,
    Evidence,
    EvidenceState,
    Kind,
    PublishedBy,
    Relation,
    Report,
    ReportHead,
    Review,
    Wording,
)
from factdesk.model.wording import in_force
from factdesk.store import codec
from factdesk.store.database import Database, Row
from factdesk.store.events import Event
from factdesk.store.fold import decision_of, fold_claim

IN_LIST = "IN (SELECT value FROM json_each(?))"
"""A list of ids as one parameter, of any length; see :func:`id_list`."""

_CLAIM = """SELECT c.id, c.report_id, c.start_at, c.end_at, c.quote, c.text, c.speaker, c.via, c.kind, c.due,
    c.entities, c.quantities, c.score, c.proposed_by, c.recorded_at, s.published, s.outlet, s.origin_id, r.title, r.url,
    c.tags, c.review, c.reviewed_by, c.reviewed_at, a.speaker_id, k.name, c.wording
    FROM claim c JOIN report r ON r.id = c.report_id JOIN report_state s ON s.report_id = c.report_id
    LEFT JOIN alias a ON a.name = c.speaker AND a.link <> 'unnamed' LEFT JOIN speaker k ON k.id = a.speaker_id"""
_EVIDENCE = """SELECT e.id, e.claim_id, e.report_id, e.start_at, e.end_at, e.quote, e.relation, e.restates, e.score,
    e.reasons, e.new_due, e.occurred, e.proposed_by, e.recorded_at, s.published, s.outlet, s.origin_id, r.title,
    e.marks, e.state
    FROM evidence e JOIN report r ON r.id = e.report_id JOIN report_state s ON s.report_id = e.report_id"""
_DECISIVE = "('confirms', 'contradicts', 'partly', 'moves')"
_HEAD = """SELECT r.id, r.title, r.outlet, r.author, r.url, s.published, s.published_by, r.captured_at, r.language,
    r.sha256, s.origin_id, (SELECT count(*) FROM claim c WHERE c.report_id = r.id AND c.live = 1)
    FROM report_state s JOIN report r ON r.id = s.report_id"""
_EVENTS = """SELECT e.kind, e.body, o.actor, o.at, e.report_id, e.claim_id, e.evidence_id
    FROM event e JOIN op o ON o.id = e.op_id
    WHERE o.batch NOT IN (SELECT batch FROM withdrawn) AND"""


def id_list(ids: Iterable[int]) -> str:
    """Write ids as the one parameter of :data:`IN_LIST`."""
    return f"[{','.join(map(str, ids))}]"


def claims(db: Database, ids: Sequence[int], *, with_withdrawn: bool = False) -> list[Claim]:
    """Return claims in the order asked.

    Raises:
        UnknownRecordError: there is no such claim, or what added it is undone.
    """
    found = {
        row[0]: row for row in db.rows(f"{_CLAIM} WHERE c.id {IN_LIST} AND c.live >= ?", _asked(ids, with_withdrawn))
    }
    return [_claim(_known(found, claim_id, "claim")) for claim_id in ids]


def evidence(db: Database, ids: Sequence[int]) -> list[Evidence]:
    """Return evidence in the order asked.

    Raises:
        UnknownRecordError: there is no such evidence, or what added it is undone.
    """
    found = {row[0]: row for row in db.rows(f"{_EVIDENCE} WHERE e.id {IN_LIST} AND e.live >= ?", _asked(ids, False))}
    return [_evidence(_known(found, evidence_id, "evidence")) for evidence_id in ids]


def evidence_of(db: Database, claim_ids: Collection[int]) -> dict[int, list[Evidence]]:
    """Return the evidence of every claim asked for, oldest report first; a claim without any has an empty list."""
    by_claim: dict[int, list[Evidence]] = {claim_id: [] for claim_id in claim_ids}
    order = "ORDER BY s.published NULLS LAST, e.id"
    for row in db.rows(f"{_EVIDENCE} WHERE e.claim_id {IN_LIST} AND e.live = 1 {order}", (id_list(claim_ids),)):
        by_claim[row[1]].append(_evidence(row))
    return by_claim


def evidence_ever(db: Database, claim_ids: Collection[int]) -> list[Evidence]:
    """Return all evidence ever proposed for these claims, oldest proposal first, what is withdrawn included."""
    return [
        _evidence(row)
        for row in db.rows(f"{_EVIDENCE} WHERE e.claim_id {IN_LIST} ORDER BY e.id", (id_list(claim_ids),))
    ]


def decisions_of(db: Database, claim_ids: Collection[int]) -> dict[int, list[Decision]]:
    """Return the decisions in effect on every claim asked for and on its evidence, oldest first."""
    by_claim = events_of(db, "claim_id", claim_ids, kinds=("evidence.decided", "claim.outcome"))
    return {
        claim_id: [d for event in by_claim[claim_id] if (d := decision_of(event)) is not None] for claim_id in claim_ids
    }


def evidence_of_origin(db: Database, origin_id: int) -> list[tuple[Evidence, EvidenceState]]:
    """Return all evidence found in the reports of one origin, each with what people decided of it, oldest first."""
    asked = "WHERE s.origin_id = ? AND s.live = 1 AND e.live = 1 ORDER BY e.id"
    return [(_evidence(row), EvidenceState(row[-1])) for row in db.rows(f"{_EVIDENCE} {asked}", (origin_id,))]


def decided_scores(db: Database, since: datetime | None) -> list[DecidedScore]:
    """Return the scores of what was proposed to decide claims and a person decided on, oldest first.

    One for each claim and origin, so that copies count once; what was decided last before ``since`` is left out.
    """
    late = """AND (SELECT max(o.at) FROM event d JOIN op o ON o.id = d.op_id
        WHERE d.claim_id = e.claim_id AND d.evidence_id = e.id AND d.kind = 'evidence.decided'
        AND o.batch NOT IN (SELECT batch FROM withdrawn)) >= ?"""
    rows = db.rows(
        f"""SELECT avg(e.score), e.state = 'accepted' AND e.relation_in_force IN {_DECISIVE} AS agreed
        FROM evidence e JOIN report_state s ON s.report_id = e.report_id
        WHERE e.live = 1 AND e.state IN ('accepted', 'rejected') AND e.relation IN {_DECISIVE}
        {late if since else ""} GROUP BY e.claim_id, s.origin_id, agreed ORDER BY min(e.id)""",
        (codec.moment(since),) if since else (),
    )
    return [DecidedScore(score, bool(agreed)) for score, agreed in rows]


def folded_claims(db: Database, report_id: int, into: int) -> dict[int, tuple[int, ...]]:
    """Return the claims of a report that people folded into another, each with the evidence that came with it."""
    rows = db.rows(
        """SELECT DISTINCT e.claim_id FROM event e INDEXED BY event_folded JOIN claim c ON c.id = e.claim_id
        WHERE e.kind = 'claim.folded' AND c.report_id = ? AND c.live = 0 ORDER BY e.claim_id""",
        (report_id,),
    )
    events = events_of(db, "claim_id", [row[0] for row in rows])
    states = {claim_id: fold_claim(e for e in own if e.evidence_id is None) for claim_id, own in events.items()}
    return {one: state.carried for one, state in states.items() if state is not None and state.folded_into == into}


def events_of(
    db: Database, column: str, ids: Collection[int], *, kinds: Collection[str] | None = None
) -> defaultdict[int, list[Event]]:
    """Return the events in effect by ``report_id`` or ``claim_id``, oldest first; a claim's include its evidence's."""
    found: defaultdict[int, list[Event]] = defaultdict(list)
    for row in db.rows(f"{_EVENTS} e.{column} {IN_LIST} ORDER BY e.id", (id_list(ids),)):
        if kinds is None or row[0] in kinds:
            event = _event(row)
            found[row[4] if column == "report_id" else row[5]].append(event)
    return found


def setting_events(db: Database) -> list[Event]:
    """Return the changes of settings in effect, oldest first."""
    return [_event(row) for row in db.rows(f"{_EVENTS} e.kind = 'setting.changed' ORDER BY e.id")]


def speaker_events(db: Database) -> list[Event]:
    """Return what people said of speakers and that is in effect, oldest first."""
    return [_event(row) for row in db.rows(f"{_EVENTS} e.kind IN ('speaker.joined', 'speaker.parted') ORDER BY e.id")]


def report(db: Database, report_id: int) -> Report:
    """Return one report with its text.

    Raises:
        UnknownRecordError: there is no such report, or its import is undone.
    """
    found = heads(db, "s.report_id = ?", (report_id,))
    if not found:
        raise UnknownRecordError(f"There is no report {report_id} in this desk.")
    text = db.value("SELECT text FROM report WHERE id = ?", (report_id,))
    return Report(**{name: getattr(found[0], name) for name in ReportHead.__dataclass_fields__}, text=text)


def heads(db: Database, where: str, values: Sequence[object] = ()) -> list[ReportHead]:
    """Return the reports for which ``where`` holds, newest publication first."""
    order = "ORDER BY s.published DESC NULLS LAST, r.id DESC"
    return [_head(row) for row in db.rows(f"{_HEAD} WHERE s.live = 1 AND ({where}) {order}", values)]


def reports_of_origin(db: Database, origin_id: int) -> list[int]:
    """Return the reports of one origin, in the order in which they came in."""
    rows = db.rows("SELECT report_id FROM report_state WHERE origin_id = ? AND live = 1 ORDER BY 1", (origin_id,))
    return [row[0] for row in rows]


def report_by_sha256(db: Database, sha256: str) -> int | None:
    """Return the report with this text, null where there is none in effect."""
    found: int | None = db.value(
        "SELECT r.id FROM report r JOIN report_state s ON s.report_id = r.id WHERE r.sha256 = ? AND s.live = 1",
        (sha256,),
    )
    return found


def claims_of_report(db: Database, report_id: int) -> list[int]:
    """Return the claims of a report in the order of their places in it."""
    return [
        row[0]
        for row in db.rows("SELECT id FROM claim WHERE report_id = ? AND live = 1 ORDER BY start_at, id", (report_id,))
    ]


def sketches(db: Database, values: Iterable[int]) -> list[tuple[int, int]]:
    """Return the reports that share sketch values with these, and how many; the most alike first."""
    return [
        (row[0], row[1])
        for row in db.rows(
            f"""SELECT k.report_id, count(*) FROM report_sketch k JOIN report_state s ON s.report_id = k.report_id
            WHERE k.value {IN_LIST} AND s.live = 1 GROUP BY k.report_id ORDER BY count(*) DESC, k.report_id""",
            (id_list({codec.signed(value) for value in values}),),
        )
    ]


def setting(db: Database, key: str) -> str | None:
    """Return a setting of the desk, null where it was never set."""
    value: str | None = db.value("SELECT value FROM setting WHERE key = ?", (key,))
    return value


def original(db: Database, report_id: int) -> tuple[str, bytes]:
    """Return a report's media type and its bytes as they came.

    Raises:
        UnknownRecordError: there is no such report.
    """
    rows = db.rows("SELECT media_type, packed FROM report_original WHERE report_id = ?", (report_id,))
    if not rows:
        raise UnknownRecordError(f"There is no report {report_id} in this desk.")
    return rows[0][0], zlib.decompress(rows[0][1])


def _asked(ids: Collection[int], with_withdrawn: bool) -> tuple[str, int]:
    return id_list(ids), 0 if with_withdrawn else 1


def _known(found: dict[int, Row], wanted: int, noun: str) -> Row:
    row = found.get(wanted)
    if row is None:
        raise UnknownRecordError(f"There is no {noun} {wanted} in this desk.")
    return row


def _event(row: Row) -> Event:
    kind, body, actor, at, report_id, claim_id, evidence_id = row
    return Event(codec.read_body(kind, body), actor, codec.read_moment(at), report_id, claim_id, evidence_id)


def _claim(row: Row) -> Claim:
    return Claim(
        id=row[0],
        report_id=row[1],
        start=row[2],
        end=row[3],
        quote=row[4],
        text=row[5],
        speaker=row[6],
        via=row[7],
        kind=Kind(row[8]),
        due=codec.read_due(row[9]),
        entities=codec.read_entities(row[10]),
        quantities=codec.read_quantities(row[11]),
        score=row[12],
        proposed_by=row[13],
        recorded_at=codec.read_moment(row[14]),
        published=codec.read_day(row[15]),
        outlet=row[16],
        origin_id=row[17],
        report_title=row[18],
        url=row[19],
        tags=codec.read_words(row[20]),
        review=Review(row[21]),
        reviewed_by=row[22],
        reviewed_at=_moment_or_none(row[23]),
        speaker_id=row[24],
        speaker_name=row[25],
        wording=_wording(row[26], quote=row[4], offset=row[2], text=row[5]),
    )


def _wording(stored: str | None, *, quote: str, offset: int, text: str) -> Wording | None:
    """Return how the sentence came out of the quote, with what people changed of it since."""
    made = codec.read_wording(stored, quote, offset)
    return None if made is None else in_force(quote, offset, made, text)


def _moment_or_none(text: str | None) -> Any:
    return None if text is None else codec.read_moment(text)


def _evidence(row: Row) -> Evidence:
    return Evidence(
        id=row[0],
        claim_id=row[1],
        report_id=row[2],
        start=row[3],
        end=row[4],
        quote=row[5],
        relation=Relation(row[6]),
        restates=bool(row[7]),
        score=row[8],
        reasons=codec.read_words(row[9]),
        new_due=codec.read_due(row[10]),
        occurred=codec.read_day(row[11]),
        proposed_by=row[12],
        recorded_at=codec.read_moment(row[13]),
        published=codec.read_day(row[14]),
        outlet=row[15],
        origin_id=row[16],
        report_title=row[17],
        marks=codec.read_marks(row[18]),
    )


def _head(row: Row) -> ReportHead:
    return ReportHead(
        id=row[0],
        title=row[1],
        outlet=row[2],
        author=row[3],
        url=row[4],
        published=codec.read_day(row[5]),
        published_by=PublishedBy(row[6]),
        captured_at=codec.read_moment(row[7]),
        language=row[8],
        sha256=row[9],
        origin_id=row[10],
        claims=row[11],
    )
