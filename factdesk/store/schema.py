"""The tables of a desk and the numbered steps that make them.

A step is never edited once released, knows nothing of the model's classes, and ends by writing its number into
``user_version``. What can not change of a record stands in its row and is guarded by triggers; what can is folded from
the events of the log that are in effect, and kept in the columns below the line "projection".
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database as SqliteUtilsDatabase

    Migration = Callable[[sqlite3.Connection], None]

APPLICATION_ID = 0x46444B31
"""``FDK1`` in the header of the file: tells a desk from any other SQLite file."""
MIGRATION_SET = "factdesk"

_TABLES = (
    """CREATE TABLE origin (
        id INTEGER PRIMARY KEY
    ) STRICT""",
    """CREATE TABLE report (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL,
        title TEXT NOT NULL,
        outlet TEXT NOT NULL,
        author TEXT,
        url TEXT,
        captured_at TEXT NOT NULL,
        language TEXT NOT NULL,
        notes TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE report_original (
        report_id INTEGER PRIMARY KEY REFERENCES report(id),
        media_type TEXT NOT NULL,
        packed BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE report_sketch (
        value INTEGER NOT NULL,
        report_id INTEGER NOT NULL REFERENCES report(id),
        PRIMARY KEY (value, report_id)
    ) STRICT, WITHOUT ROWID""",
    # projection of the log beside the immutable row
    """CREATE TABLE report_state (
        report_id INTEGER PRIMARY KEY REFERENCES report(id),
        live INTEGER NOT NULL,
        outlet TEXT NOT NULL,
        published TEXT,
        published_by TEXT NOT NULL,
        origin_id INTEGER NOT NULL REFERENCES origin(id)
    ) STRICT""",
    """CREATE TABLE claim (
        id INTEGER PRIMARY KEY,
        report_id INTEGER NOT NULL REFERENCES report(id),
        start_at INTEGER NOT NULL,
        end_at INTEGER NOT NULL,
        quote TEXT NOT NULL,
        via TEXT,
        entities TEXT NOT NULL,
        quantities TEXT NOT NULL,
        score REAL NOT NULL,
        proposed_by TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        -- projection
        live INTEGER NOT NULL,
        text TEXT NOT NULL,
        speaker TEXT,
        kind TEXT NOT NULL,
        due TEXT,
        tags TEXT NOT NULL,
        review TEXT NOT NULL,
        reviewed_by TEXT,
        reviewed_at TEXT,
        published TEXT,
        outlet TEXT NOT NULL,
        decided TEXT,
        due_to TEXT,
        settled TEXT,
        settled_due_to TEXT,
        moves INTEGER NOT NULL,
        slip_days INTEGER
    ) STRICT""",
    """CREATE TABLE claim_tag (
        folded TEXT NOT NULL,
        claim_id INTEGER NOT NULL REFERENCES claim(id),
        tag TEXT NOT NULL,
        PRIMARY KEY (folded, claim_id)
    ) STRICT, WITHOUT ROWID""",
    # how many claims share what the counts of the start screen ask for
    """CREATE TABLE claim_tally (
        review TEXT NOT NULL,
        decided TEXT NOT NULL,
        due_to TEXT NOT NULL,
        claims INTEGER NOT NULL,
        PRIMARY KEY (review, decided, due_to)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE evidence (
        id INTEGER PRIMARY KEY,
        claim_id INTEGER NOT NULL REFERENCES claim(id),
        report_id INTEGER NOT NULL REFERENCES report(id),
        start_at INTEGER NOT NULL,
        end_at INTEGER NOT NULL,
        quote TEXT NOT NULL,
        relation TEXT NOT NULL,
        restates INTEGER NOT NULL,
        score REAL NOT NULL,
        reasons TEXT NOT NULL,
        new_due TEXT,
        occurred TEXT,
        proposed_by TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        -- projection
        live INTEGER NOT NULL,
        state TEXT NOT NULL,
        relation_in_force TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE evidence_tally (
        state TEXT NOT NULL,
        relation TEXT NOT NULL,
        evidence INTEGER NOT NULL,
        PRIMARY KEY (state, relation)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE op (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        name TEXT NOT NULL,
        summary TEXT NOT NULL,
        batch INTEGER NOT NULL REFERENCES op(id),
        undoes INTEGER REFERENCES op(id),
        redoes INTEGER REFERENCES op(id)
    ) STRICT""",
    """CREATE TABLE event (
        id INTEGER PRIMARY KEY,
        op_id INTEGER NOT NULL REFERENCES op(id),
        kind TEXT NOT NULL,
        report_id INTEGER REFERENCES report(id),
        claim_id INTEGER REFERENCES claim(id),
        evidence_id INTEGER REFERENCES evidence(id),
        body TEXT NOT NULL
    ) STRICT""",
    # projection: the steps that are undone at present
    """CREATE TABLE withdrawn (
        batch INTEGER PRIMARY KEY REFERENCES op(id)
    ) STRICT""",
    """CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)

# Kept by the code that writes and not by triggers: SQLite before 3.42 lets no trigger of a schema that is not trusted
# write to FTS5, and a desk may come from anybody.
_SEARCH = (
    """CREATE VIRTUAL TABLE claim_fts USING fts5(
        text, quote, speaker, content='claim', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE report_fts USING fts5(
        title, text, content='report', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
    "CREATE VIRTUAL TABLE claim_vocab USING fts5vocab(claim_fts, instance)",
    "CREATE VIRTUAL TABLE report_vocab USING fts5vocab(report_fts, instance)",
)

_TALLY = (
    """CREATE TRIGGER claim_tally_insert AFTER INSERT ON claim WHEN new.live = 1 BEGIN
        INSERT INTO claim_tally VALUES (new.review, coalesce(new.decided, ''), coalesce(new.due_to, ''), 1)
            ON CONFLICT DO UPDATE SET claims = claims + 1;
    END""",
    """CREATE TRIGGER claim_tally_update AFTER UPDATE OF live, review, decided, due_to ON claim
    WHEN new.live IS NOT old.live OR new.review IS NOT old.review
        OR new.decided IS NOT old.decided OR new.due_to IS NOT old.due_to BEGIN
        UPDATE claim_tally SET claims = claims - 1 WHERE old.live = 1
            AND review = old.review AND decided = coalesce(old.decided, '') AND due_to = coalesce(old.due_to, '');
        DELETE FROM claim_tally WHERE claims = 0 AND review = old.review
            AND decided = coalesce(old.decided, '') AND due_to = coalesce(old.due_to, '');
        INSERT INTO claim_tally SELECT new.review, coalesce(new.decided, ''), coalesce(new.due_to, ''), 1
            WHERE new.live = 1
            ON CONFLICT DO UPDATE SET claims = claims + 1;
    END""",
    """CREATE TRIGGER evidence_tally_update AFTER UPDATE OF live, state, relation_in_force ON evidence
    WHEN new.live IS NOT old.live OR new.state IS NOT old.state
        OR new.relation_in_force IS NOT old.relation_in_force BEGIN
        UPDATE evidence_tally SET evidence = evidence - 1
            WHERE old.live = 1 AND state = old.state AND relation = old.relation_in_force;
        INSERT INTO evidence_tally SELECT new.state, new.relation_in_force, 1 WHERE new.live = 1
            ON CONFLICT DO UPDATE SET evidence = evidence + 1;
    END""",
)

# Partial indexes: what is withdrawn is in no list. Each serves one sort order and the filters that go with it. Those
# that answer alone hold ``live`` too, which SQLite would else read from the row, and the number where ties need it.
_INDEXES = (
    "CREATE INDEX report_sha256 ON report(sha256)",
    "CREATE INDEX report_state_published ON report_state(published) WHERE live = 1",
    "CREATE INDEX report_state_outlet ON report_state(outlet) WHERE live = 1",
    "CREATE INDEX report_state_origin ON report_state(origin_id) WHERE live = 1",
    "CREATE INDEX report_sketch_report ON report_sketch(report_id)",
    "CREATE INDEX claim_report ON claim(report_id, start_at)",
    "CREATE INDEX claim_due ON claim(due_to, id, decided, review, live) WHERE live = 1",
    "CREATE INDEX claim_withdrawn ON claim(report_id) WHERE live = 0",
    "CREATE INDEX claim_outcome ON claim(decided, due_to, id, live) WHERE live = 1",
    "CREATE INDEX claim_review ON claim(review, decided, due_to, id, live) WHERE live = 1",
    "CREATE INDEX claim_published ON claim(published) WHERE live = 1",
    "CREATE INDEX claim_speaker ON claim(speaker, id, live) WHERE live = 1",
    "CREATE INDEX claim_outlet ON claim(outlet, id, live) WHERE live = 1",
    # All that facets count, so that they need no row.
    "CREATE INDEX claim_facets ON claim(kind, review, decided, due_to, outlet, speaker, live) WHERE live = 1",
    "CREATE INDEX claim_score ON claim(score) WHERE live = 1",
    "CREATE INDEX claim_words ON claim(substr(text, 1, 40) COLLATE NOCASE) WHERE live = 1",
    "CREATE INDEX claim_moved ON claim(moves) WHERE live = 1 AND moves > 0",
    """CREATE INDEX claim_provisional ON claim(due_to)
        WHERE live = 1 AND (decided IS NOT settled OR due_to IS NOT settled_due_to)""",
    "CREATE INDEX claim_tag_claim ON claim_tag(claim_id)",
    "CREATE INDEX evidence_claim ON evidence(claim_id)",
    "CREATE INDEX evidence_report ON evidence(report_id)",
    "CREATE INDEX evidence_state ON evidence(state, relation_in_force, score) WHERE live = 1",
    "CREATE INDEX op_batch ON op(batch)",
    "CREATE INDEX op_at ON op(at)",
    "CREATE INDEX op_undoes ON op(undoes) WHERE undoes IS NOT NULL",
    "CREATE UNIQUE INDEX op_redoes ON op(redoes) WHERE redoes IS NOT NULL",
    "CREATE INDEX event_op ON event(op_id)",
    "CREATE INDEX event_report ON event(report_id) WHERE report_id IS NOT NULL",
    "CREATE INDEX event_claim ON event(claim_id) WHERE claim_id IS NOT NULL",
    "CREATE INDEX event_setting ON event(id) WHERE kind = 'setting.changed'",
)

_NEVER_CHANGED = ("report", "report_original", "report_sketch", "op", "event")
_CLAIM_FACTS = "id, report_id, start_at, end_at, quote, via, entities, quantities, score, proposed_by, recorded_at"
_EVIDENCE_FACTS = (
    "id, claim_id, report_id, start_at, end_at, quote, relation, restates, score, reasons, new_due, occurred, "
    "proposed_by, recorded_at"
)


def _guards() -> list[str]:
    """Return triggers that keep rows of the log and the facts of claims and evidence as they were written."""
    guards = []
    for table in (*_NEVER_CHANGED, "claim", "evidence"):
        columns = {"claim": f" OF {_CLAIM_FACTS}", "evidence": f" OF {_EVIDENCE_FACTS}"}.get(table, "")
        for verb, when in (("update", f"UPDATE{columns}"), ("delete", "DELETE")):
            guards.append(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {when} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or deleted'); END"
            )
    return guards


def m001_first(conn: sqlite3.Connection) -> None:
    """Make the tables of the first released desk."""
    for statement in (*_TABLES, *_SEARCH, *_TALLY, *_INDEXES, *_guards()):
        conn.execute(statement)


_SPEAKERS = (
    # the number of a speaker, by what all spellings of the name have in common; never changed or used again
    """CREATE TABLE speaker (
        id INTEGER PRIMARY KEY,
        handle TEXT NOT NULL UNIQUE,
        -- projection
        name TEXT NOT NULL
    ) STRICT""",
    # projection: whom the names mean that claims in effect have
    """CREATE TABLE alias (
        name TEXT PRIMARY KEY,
        handle TEXT NOT NULL,
        family TEXT,
        link TEXT NOT NULL,
        speaker_id INTEGER NOT NULL REFERENCES speaker(id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE speaker_word (
        word TEXT NOT NULL,
        speaker_id INTEGER NOT NULL REFERENCES speaker(id),
        PRIMARY KEY (word, speaker_id)
    ) STRICT, WITHOUT ROWID""",
    # the rules that the groups were made by
    "CREATE TABLE speaker_rules (fingerprint TEXT NOT NULL) STRICT",
    "CREATE INDEX speaker_name ON speaker(name)",
    "CREATE INDEX alias_speaker ON alias(speaker_id)",
    "CREATE INDEX alias_handle ON alias(handle)",
    "CREATE INDEX alias_family ON alias(family) WHERE family IS NOT NULL",
    "CREATE INDEX speaker_word_speaker ON speaker_word(speaker_id)",
    "CREATE INDEX claim_ledger ON claim(speaker, decided, due_to, review, live) WHERE live = 1 AND speaker IS NOT NULL",
    "CREATE INDEX event_speaker ON event(id) WHERE kind IN ('speaker.joined', 'speaker.parted')",
)


def m002_speakers(conn: sqlite3.Connection) -> None:
    """Make the tables that tell which names are one speaker; they are filled when the desk is opened next."""
    for statement in _SPEAKERS:
        conn.execute(statement)


def m003_wording(conn: sqlite3.Connection) -> None:
    """Give claims a place for how their sentence came out of the quote; null where it was never recorded."""
    conn.execute("ALTER TABLE claim ADD COLUMN wording TEXT")
    conn.execute(
        "CREATE TRIGGER claim_no_update_wording BEFORE UPDATE OF wording ON claim "
        "BEGIN SELECT RAISE(ABORT, 'claim rows are never changed or deleted'); END"
    )


def m004_folding(conn: sqlite3.Connection) -> None:
    """Find the claims that people folded into others without going through the log."""
    conn.execute("CREATE INDEX event_folded ON event(claim_id) WHERE kind = 'claim.folded'")


def m005_marks(conn: sqlite3.Connection) -> None:
    """Give evidence a place for where the words of its reasons stand; null where it was never recorded."""
    conn.execute("ALTER TABLE evidence ADD COLUMN marks TEXT")
    conn.execute(
        "CREATE TRIGGER evidence_no_update_marks BEFORE UPDATE OF marks ON evidence "
        "BEGIN SELECT RAISE(ABORT, 'evidence rows are never changed or deleted'); END"
    )


STEPS: tuple[Migration, ...] = (m001_first, m002_speakers, m003_wording, m004_folding, m005_marks)
"""All migrations, oldest first; a desk's version is how many of them it has been through."""


def migrate(db: SqliteUtilsDatabase, steps: tuple[Migration, ...] = STEPS) -> None:
    """Bring a desk, new or old, to the newest version; every step is one transaction with its number."""
    from sqlite_utils import Migrations

    migrations = Migrations(MIGRATION_SET)
    for number, step in enumerate(steps, start=1):
        _register(migrations, number, step)
    migrations.apply(db)


def _register(migrations: object, number: int, step: Migration) -> None:
    """Give a step its number, which is written in the step's own transaction."""

    def run(db: SqliteUtilsDatabase) -> None:
        step(db.conn)
        db.conn.execute(f"PRAGMA user_version = {number}")

    migrations(name=step.__name__)(run)  # type: ignore[operator]
