"""Is a desk sound: the file, its references, its search indexes, and every stored column against the log."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from factdesk.model import Problem
from factdesk.store import projection, search, speakers
from factdesk.store.database import DamagedFileError, Database, Row
from factdesk.store.projection import chunks
from factdesk.store.records import IN_LIST, id_list

_CLAIMS = """SELECT review, coalesce(decided, ''), coalesce(due_to, ''), count(*) FROM claim WHERE live = 1
    GROUP BY 1, 2, 3"""
_EVIDENCE = """SELECT state, relation_in_force, count(*) FROM evidence WHERE live = 1 GROUP BY 1, 2"""
_WITHDRAWN = """SELECT u.undoes FROM op u WHERE u.undoes IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM op r WHERE r.redoes = u.id)"""


def check(db: Database, *, repair: bool) -> list[Problem]:
    """Look a desk over; with ``repair`` mend what can be made anew from the log and the texts."""
    problems = [*_file(db)]
    if problems:
        # A file with damaged pages must not be written: what is left of it is to be saved elsewhere.
        return problems
    found = [
        *_withdrawn(db, repair),
        *_reports(db, repair),
        *_claims(db, repair),
        *_tally(db, repair),
        *_speakers(db, repair),
    ]
    return [*found, *_search(db, repair)]


def _file(db: Database) -> Iterator[Problem]:
    try:
        yield from _pages(db)
    except DamagedFileError as error:
        yield Problem(str(error))


def _pages(db: Database) -> Iterator[Problem]:
    for (message,) in db.rows("PRAGMA integrity_check"):
        if message != "ok":
            yield Problem(f"The file is damaged: {message}.")
    for table, rowid, parent, _ in db.rows("PRAGMA foreign_key_check"):
        yield Problem(f"Row {rowid} of {table} points at a missing row of {parent}.")


def _withdrawn(db: Database, repair: bool) -> Iterator[Problem]:
    should, are = set(db.rows(_WITHDRAWN)), set(db.rows("SELECT batch FROM withdrawn"))
    if should != are:
        if repair:
            with db.atomic():
                db.execute("DELETE FROM withdrawn")
                db.executemany("INSERT INTO withdrawn VALUES (?)", sorted(should))
        yield Problem("The list of undone steps does not fit the log.", repair)


def _reports(db: Database, repair: bool) -> Iterator[Problem]:
    for ids in chunks(row[0] for row in db.rows("SELECT id FROM report ORDER BY id")):
        should = projection.folded_reports(db, ids)
        stored = _stored(db, "report_state", "report_id", projection.REPORT_COLUMNS, ids)
        yield from _differences(db, "report", should, stored, repair)


def _claims(db: Database, repair: bool) -> Iterator[Problem]:
    for ids in chunks(row[0] for row in db.rows("SELECT id FROM claim ORDER BY id")):
        claims, evidence, tags = projection.folded_claims(db, ids)
        stored = _stored(db, "claim", "id", projection.CLAIM_COLUMNS, ids)
        yield from _differences(db, "claim", claims, stored, repair)
        stored = _stored(db, "evidence", "id", projection.EVIDENCE_COLUMNS, evidence)
        yield from _differences(db, "evidence", evidence, stored, repair)
        has = {(row[0], row[1]) for row in db.rows(
            f"SELECT claim_id, tag FROM claim_tag WHERE claim_id {IN_LIST}", (id_list(ids),)
        )}  # fmt: skip
        for claim_id in {c for c, _ in has ^ {(c, tag) for c, own in tags.items() for tag in own}}:
            yield _mended(db, "claim", claim_id, f"The tags of claim {claim_id} do not fit the log.", repair)


def _stored(db: Database, table: str, key: str, columns: Collection[str], ids: Collection[int]) -> dict[int, Row]:
    names = ", ".join((key, *columns))
    return {row[0]: row[1:] for row in db.rows(f"SELECT {names} FROM {table} WHERE {key} {IN_LIST}", (id_list(ids),))}


def _differences(
    db: Database, noun: str, should: Mapping[int, Row | None], stored: Mapping[int, Row], repair: bool
) -> Iterator[Problem]:
    for record, row in should.items():
        is_same = stored[record][0] == 0 if row is None else stored[record] == row
        if not is_same:
            yield _mended(db, noun, record, f"What is stored of {noun} {record} does not fit the log.", repair)


def _mended(db: Database, noun: str, record: int, what: str, repair: bool) -> Problem:
    if repair:
        with db.atomic():
            projection.refold(
                db,
                reports=[record] if noun == "report" else [],
                claims=[record] if noun == "claim" else _claim_of(db, record) if noun == "evidence" else [],
            )
    return Problem(what, repair)


def _claim_of(db: Database, evidence_id: int) -> list[int]:
    return [row[0] for row in db.rows("SELECT claim_id FROM evidence WHERE id = ?", (evidence_id,))]


def _tally(db: Database, repair: bool) -> Iterator[Problem]:
    for table, noun, counted in (("claim_tally", "claims", _CLAIMS), ("evidence_tally", "evidence", _EVIDENCE)):
        if set(db.rows(counted)) != set(db.rows(f"SELECT * FROM {table} WHERE {noun} <> 0")):
            if repair:
                with db.atomic():
                    db.execute(f"DELETE FROM {table}")
                    db.execute(f"INSERT INTO {table} {counted}")
            yield Problem(f"The counts of {noun} do not fit the {noun}.", repair)


def _speakers(db: Database, repair: bool) -> Iterator[Problem]:
    if not speakers.is_sound(db):
        if repair:
            with db.atomic():
                speakers.refold_all(db)
        yield Problem("The names of the speakers do not fit the claims and the log.", repair)


def _search(db: Database, repair: bool) -> Iterator[Problem]:
    """Compare the search indexes with the texts; FTS5 does so by a write, which a reader may not do."""
    for table, what in (("claim_fts", "claims"), ("report_fts", "reports")):
        if db.is_writable and not search.is_sound(db, table):
            if repair:
                search.rebuild(db, table)
            yield Problem(f"The search index over {what} is damaged.", repair)
