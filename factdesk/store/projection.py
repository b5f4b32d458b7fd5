"""The stored columns of reports, claims and evidence, made to equal a fold of the events in effect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from factdesk.model import DESK_THRESHOLD, Claim, Evidence
from factdesk.status import Standing, standing_of
from factdesk.store import codec, records, search, speakers
from factdesk.store.database import Database, Row
from factdesk.store.events import Event, SettingChanged
from factdesk.store.fold import ClaimState, decision_of, fold_claim, fold_evidence, fold_report
from factdesk.store.records import IN_LIST, id_list

CLAIM_COLUMNS = (
    "live", "text", "speaker", "kind", "due", "tags", "review", "reviewed_by", "reviewed_at", "published", "outlet",
    "decided", "due_to", "settled", "settled_due_to", "moves", "slip_days",
)  # fmt: skip
REPORT_COLUMNS = ("live", "published", "published_by", "origin_id")
EVIDENCE_COLUMNS = ("live", "state", "relation_in_force")
THRESHOLD = "threshold"
"""The setting with the least score at which a proposal counts."""
_TEXT, _SPEAKER = CLAIM_COLUMNS.index("text"), CLAIM_COLUMNS.index("speaker")
_CHUNK = 500


def refold(db: Database, *, reports: Collection[int] = (), claims: Collection[int] = ()) -> set[int]:
    """Bring the stored columns of reports, of claims with their evidence, and of all that follow up to the log.

    Returns:
        The claims concerned: those named, and those of the reports or with evidence in them.
    """
    _refold_reports(db, reports)
    followers = db.rows(
        f"SELECT id FROM claim WHERE report_id {IN_LIST} UNION SELECT claim_id FROM evidence WHERE report_id {IN_LIST}",
        (id_list(reports), id_list(reports)),
    )
    concerned = {*claims, *(row[0] for row in followers)}
    for chunk in chunks(sorted(concerned)):
        _refold_claims(db, chunk)
    return concerned


def refold_settings(db: Database) -> None:
    """Bring the desk's settings up to the log; a new threshold is put to every claim with evidence."""
    before = threshold_of(db)
    wanted: dict[str, str] = {}
    for event in records.setting_events(db):
        if isinstance(event.body, SettingChanged):
            wanted[event.body.key] = event.body.value
    db.execute("DELETE FROM setting")
    db.executemany("INSERT INTO setting VALUES (?, ?)", list(wanted.items()))
    if threshold_of(db) != before:
        refold(db, claims=[row[0] for row in db.rows("SELECT DISTINCT claim_id FROM evidence")])


def threshold_of(db: Database) -> float:
    """Return the least score at which a proposal counts in this desk."""
    value = db.value("SELECT value FROM setting WHERE key = ?", (THRESHOLD,))
    return DESK_THRESHOLD if value is None else float(value)


def claim_columns(claim: Claim, standing: Standing) -> tuple[object, ...]:
    """Return a live claim's projection in the order of :data:`CLAIM_COLUMNS`."""
    return (
        1,
        claim.text,
        claim.speaker,
        claim.kind,
        codec.due(claim.due),
        codec.words(claim.tags),
        claim.review,
        claim.reviewed_by,
        None if claim.reviewed_at is None else codec.moment(claim.reviewed_at),
        codec.day(claim.published),
        claim.outlet,
        standing.decided,
        codec.day(standing.due_to),
        standing.settled_decided,
        codec.day(standing.settled_due_to),
        standing.moves,
        standing.slip_days,
    )


def folded_reports(db: Database, ids: Collection[int]) -> dict[int, Row | None]:
    """Return what the stored columns of these reports should be; null for one that is not to be live."""
    events = records.events_of(db, "report_id", ids)
    states = {report_id: fold_report(events[report_id]) for report_id in ids}
    return {
        report_id: None if s is None else (1, codec.day(s.published), s.published_by, s.origin_id)
        for report_id, s in states.items()
    }


def folded_claims(
    db: Database, ids: Collection[int]
) -> tuple[dict[int, Row | None], dict[int, Row | None], dict[int, tuple[str, ...]]]:
    """Return what the stored columns of these claims, of their evidence, and their tags should be.

    The columns of their reports are taken as they are stored.
    """
    events = records.events_of(db, "claim_id", ids)
    proposed = _proposed(db, ids)
    threshold = threshold_of(db)
    claim_rows: dict[int, Row | None] = {}
    evidence_rows: dict[int, Row | None] = {}
    tags: dict[int, tuple[str, ...]] = {}
    for claim in records.claims(db, sorted(ids), with_withdrawn=True):
        own, by_evidence = _split(events[claim.id])
        live = []
        folded = fold_claim(own)
        is_gone = folded is None or folded.folded_into is not None
        for item in proposed[claim.id]:
            state = None if is_gone else fold_evidence(by_evidence[item.id])
            evidence_rows[item.id] = None if state is None else (1, state.state, state.relation or item.relation)
            live += [item] if state is not None else []
        if folded is None or is_gone:
            claim_rows[claim.id] = None
            continue
        decisions = [d for event in events[claim.id] if (d := decision_of(event)) is not None]
        now = as_folded(claim, folded)
        claim_rows[claim.id] = claim_columns(now, standing_of(now, live, decisions, threshold=threshold))
        tags[claim.id] = folded.tags
    return claim_rows, evidence_rows, tags


def as_folded(claim: Claim, state: ClaimState) -> Claim:
    """Return the claim with what is folded from the log in place of what is stored."""
    return replace(
        claim,
        text=state.text,
        speaker=state.speaker,
        kind=state.kind,
        due=state.due,
        tags=state.tags,
        review=state.review,
        reviewed_by=state.reviewed_by,
        reviewed_at=state.reviewed_at,
    )


def chunks(ids: Iterable[int], size: int = _CHUNK) -> Iterator[list[int]]:
    """Cut ids into lists short enough to be held in memory with all their events."""
    rest = iter(ids)
    while chunk := list(islice(rest, size)):
        yield chunk


def _refold_reports(db: Database, ids: Collection[int]) -> None:
    for report_id, row in folded_reports(db, ids).items():
        _write(db, "report_state", "report_id", REPORT_COLUMNS, report_id, row)


def _refold_claims(db: Database, ids: Sequence[int]) -> None:
    claim_rows, evidence_rows, tags = folded_claims(db, ids)
    named = [row[0] for row in db.rows(f"SELECT DISTINCT speaker FROM claim WHERE id {IN_LIST}", (id_list(ids),))]
    for evidence_id, row in evidence_rows.items():
        _write(db, "evidence", "id", EVIDENCE_COLUMNS, evidence_id, row)
    for claim_id, row in claim_rows.items():
        if row is not None:
            search.change_claim(db, claim_id, row[_TEXT], row[_SPEAKER])
        _write(db, "claim", "id", CLAIM_COLUMNS, claim_id, row)
    db.execute(f"DELETE FROM claim_tag WHERE claim_id {IN_LIST}", (id_list(ids),))
    pairs = [(tag.casefold(), claim_id, tag) for claim_id, own in tags.items() for tag in own]
    db.executemany("INSERT INTO claim_tag VALUES (?, ?, ?)", pairs)
    speakers.refold(db, [*named, *(row[_SPEAKER] for row in claim_rows.values() if row is not None)])


def _write(db: Database, table: str, key: str, columns: Sequence[str], record: int, row: Row | None) -> None:
    """Write the projection of one record; of one that is withdrawn only that it is."""
    if row is None:
        db.execute(f"UPDATE {table} SET live = 0 WHERE {key} = ?", (record,))
    else:
        sets = ", ".join(f"{column} = ?" for column in columns)
        db.execute(f"UPDATE {table} SET {sets} WHERE {key} = ?", (*row, record))


def _proposed(db: Database, claim_ids: Collection[int]) -> defaultdict[int, list[Evidence]]:
    """Return all evidence ever proposed for these claims, what is withdrawn included."""
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    for item in records.evidence_ever(db, claim_ids):
        found[item.claim_id].append(item)
    return found


def _split(events: Iterable[Event]) -> tuple[list[Event], defaultdict[int, list[Event]]]:
    """Part a claim's events into its own and those of each piece of evidence."""
    own: list[Event] = []
    by_evidence: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.evidence_id is None:
            own.append(event)
        else:
            by_evidence[event.evidence_id].append(event)
    return own, by_evidence
