"""A desk's file: who may write, what is refused and left as it was, and that nothing acknowledged is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from factdesk.errors import DeskFileError, DeskLockedError
from factdesk.model import Review
from factdesk.store import Store, database, open_store, parse_query, schema
from tests.store.conftest import TODAY, add, capture, claim_draft

QUOTE = "Xi will visit by May"
ALL = parse_query("")
HERE = Path(__file__).resolve().parents[2]


def raw(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def set_version(path: Path, version: int) -> None:
    conn = raw(path)
    conn.execute(f"PRAGMA user_version = {version}")
    conn.close()


def test_the_file_is_marked_as_a_desk_and_safe_to_open(store: Store) -> None:
    db = store._db
    pragmas = {
        name: db.value(f"PRAGMA {name}")
        for name in ("application_id", "user_version", "journal_mode", "synchronous", "foreign_keys", "trusted_schema")
    }
    assert pragmas == {
        "application_id": schema.APPLICATION_ID,
        "user_version": len(schema.STEPS),
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }
    loose = db.rows("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main'")
    ours = {row[0] for row in loose if "_fts" not in row[0] and not row[0].startswith(("sqlite_", "_sqlite_"))}
    assert ours == set()


@pytest.mark.parametrize("table", ["op", "event", "report", "report_original", "claim", "evidence"])
def test_the_log_and_the_facts_cannot_be_changed(store: Store, table: str) -> None:
    add(store, QUOTE, claim_draft(QUOTE, QUOTE))
    db = store._db
    db.execute(
        """INSERT INTO evidence VALUES (1, 1, 1, 0, 2, 'Xi', 'confirms', 0, 0.5, '[]', NULL, NULL, 'm', '2026', 0,
        'proposed', 'confirms', NULL)"""
    )
    column = {"op": "summary", "event": "body", "report": "title", "report_original": "packed"}.get(table, "quote")
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            db.execute(statement)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        db.execute("INSERT OR REPLACE INTO op SELECT * FROM op")


def test_a_second_writer_is_refused_with_a_sentence_and_readers_are_not(store: Store) -> None:
    add(store, QUOTE, claim_draft(QUOTE, QUOTE))
    with pytest.raises(DeskLockedError, match=rf"already open for writing \(process {os.getpid()}\)"):
        open_store(store.path)
    with open_store(store.path, write=False) as reader:
        assert not reader.is_writable
        assert len(reader.claim_ids(ALL, today=TODAY)) == 1
        with pytest.raises(DeskLockedError, match="reading only"), reader.step("any", "Any", actor="Ann"):
            pass
        with pytest.raises(DeskFileError):
            reader._db.execute("DELETE FROM claim_tag")
    store.close()
    with open_store(store.path) as again:
        assert again.is_writable


def test_a_second_process_is_refused_until_the_first_ends(store: Store) -> None:
    code = f"""
from pathlib import Path
from factdesk.errors import DeskLockedError
from factdesk.store import open_store
try:
    open_store(Path({str(store.path)!r}))
except DeskLockedError as error:
    print("refused:", error)
"""
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True, encoding="utf-8", timeout=60, check=True
    )
    assert run.stdout.startswith(f"refused: The desk “{store.path.name}” is already open for writing")


def test_a_reader_reads_on_while_a_step_is_open(store: Store) -> None:
    add(store, QUOTE, claim_draft(QUOTE, QUOTE))
    with open_store(store.path, write=False) as reader:
        with store.step("claim.verify", "Verify", actor="Ann") as step:
            step.review([1], Review.VERIFIED)
            assert reader.claims([1])[0].review is Review.NEW
        assert reader.claims([1])[0].review is Review.VERIFIED


def test_a_desk_of_a_newer_program_is_refused_untouched(store: Store) -> None:
    store.close()
    set_version(store.path, len(schema.STEPS) + 1)
    before = store.path.read_bytes()
    for write in (True, False):
        with pytest.raises(DeskFileError, match="newer FactDesk"):
            open_store(store.path, write=write)
    assert store.path.read_bytes() == before
    assert {p.name for p in store.path.parent.iterdir()} <= {
        store.path.name + end for end in ("", ".lock", "-wal", "-shm")
    }


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("content", [b"A report of 1 May.\n", b"SQLite format 3\x00 and no more", os.urandom(4096)])
def test_a_file_that_is_no_desk_is_refused_untouched(tmp_path: Path, content: bytes, write: bool) -> None:
    path = tmp_path / "notes.factdesk"
    path.write_bytes(content)
    with pytest.raises(DeskFileError, match=r"not a desk|another program"):
        open_store(path, write=write)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.factdesk"
    conn = raw(path)
    conn.execute("CREATE TABLE claim (id)")
    conn.close()
    before = path.read_bytes()
    with pytest.raises(DeskFileError, match="database of another program"):
        open_store(path)
    assert path.read_bytes() == before


def test_folders_and_missing_desks_are_told(tmp_path: Path) -> None:
    with pytest.raises(DeskFileError, match="is a folder"):
        open_store(tmp_path)
    with pytest.raises(DeskFileError, match="There is no desk"):
        open_store(tmp_path / "none.factdesk", write=False)
    with pytest.raises(DeskFileError, match="nothing can be made in its folder"):
        open_store(tmp_path / "no folder" / "none.factdesk")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_read_only_place_can_be_read_and_is_told_to_writers(store: Store) -> None:
    add(store, QUOTE, claim_draft(QUOTE, QUOTE))
    store.close()
    folder = store.path.parent
    folder.chmod(0o500)
    try:
        with open_store(store.path, write=False) as reader:
            assert len(reader.claim_ids(ALL, today=TODAY)) == 1
        store.path.with_name(store.path.name + ".lock").chmod(0o400)
        with pytest.raises(DeskFileError, match="cannot be written"):
            open_store(store.path)
    finally:
        folder.chmod(0o700)


def test_an_older_desk_is_backed_up_and_then_brought_up_to_date(store: Store) -> None:
    add(store, QUOTE, claim_draft(QUOTE, QUOTE))
    store.close()

    def m_next(conn: sqlite3.Connection) -> None:
        conn.execute("CREATE TABLE next (id INTEGER PRIMARY KEY) STRICT")

    steps = (*schema.STEPS, m_next)
    with pytest.raises(DeskFileError, match="older FactDesk"):
        database.open_database(store.path, write=False, steps=steps)
    with database.open_database(store.path, write=True, steps=steps) as db:
        assert db.value("PRAGMA user_version") == len(steps)
        assert db.value("SELECT count(*) FROM next") == 0
    (backup,) = store.path.parent.glob(f"*.before-format-{len(steps)}.*")
    with open_store(backup) as old:
        assert [claim.text for claim in old.claims([1])] == [QUOTE]


def test_a_migration_that_fails_changes_nothing(store: Store) -> None:
    store.close()

    def m_fails(conn: sqlite3.Connection) -> None:
        conn.execute("CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT")
        conn.execute("no SQL at all")

    with pytest.raises(sqlite3.OperationalError):
        database.open_database(store.path, write=True, steps=(*schema.STEPS, m_fails))
    with open_store(store.path) as again:
        assert again._db.value("SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == 0


WRITER = """
import sys
from pathlib import Path
from factdesk.model import Review
from factdesk.store import open_store
from tests.store.conftest import capture, claim_draft
with open_store(Path(sys.argv[1])) as store:
    number = len(store.report_heads())
    while True:
        number += 1
        text = f"Xi will visit by May, says {number}."
        with store.step("report.add", "Add", actor="Ann") as step:
            report_id = step.add_report(capture(text))
            step.add_claims(report_id, [claim_draft(text, "Xi will visit by May")] * 3)
        print(report_id, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that cannot be caught")
def test_a_killed_writer_loses_nothing_it_has_acknowledged(desk_path: Path) -> None:
    for round_ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(desk_path)], cwd=HERE, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        acknowledged = [child.stdout.readline() for _ in range(3 + round_ * 5)]
        child.send_signal(signal.SIGKILL)
        acknowledged += child.stdout.read().splitlines(keepends=True)
        child.stdout.close()
        child.wait(timeout=30)
        with open_store(desk_path) as store:
            there = {head.id: head.claims for head in store.report_heads()}
            assert {int(line) for line in acknowledged if line.endswith("\n")} <= set(there)
            assert set(there.values()) == {3}
            assert store.check() == []


def test_a_full_disk_is_a_sentence_and_the_step_is_taken_back(store: Store) -> None:
    add(store, QUOTE, claim_draft(QUOTE, QUOTE))
    store._db.execute(f"PRAGMA max_page_count = {store._db.value('PRAGMA page_count')}")
    with pytest.raises(DeskFileError, match="disk is full"), store.step("report.add", "Add", actor="Ann") as step:
        step.add_report(capture("long " * 200_000))
    assert len(store.report_heads()) == 1
    assert store.check() == []


def test_opening_a_desk_that_is_up_to_date_loads_no_database_library(store: Store) -> None:
    store.close()
    code = (
        "import sys; from pathlib import Path; from factdesk.store import open_store; "
        f"open_store(Path({str(store.path)!r})).close(); print('sqlite_utils' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.strip() == "False"
