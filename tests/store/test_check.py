"""Whatever is changed behind the program's back is found, and mended where it can be made anew."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from factdesk.model import EvidenceState, Problem
from factdesk.store import Store, open_store, parse_query
from tests.store.conftest import TODAY, add, add_evidence, claim_draft, due_on, evidence_draft

QUOTE = "Xi will visit by May"
LATER = "The visit took place."


@pytest.fixture
def desk(store: Store) -> Path:
    """A closed desk with a claim, its accepted evidence, a tag, and an undone step."""
    add(store, QUOTE, claim_draft(QUOTE, QUOTE, due=due_on(date(2026, 5, 31))))
    add_evidence(store, LATER, evidence_draft(1, LATER, "The visit took place"))
    with store.step("any", "Accept and tag", actor="Ann") as step:
        step.decide([1], EvidenceState.ACCEPTED)
        step.tag([1], add=("trip",))
    with store.step("any", "Edit", actor="Ann") as step:
        step.edit_claim(1, text="He comes.")
    store.undo(None, "Ann")
    store.close()
    return store.path


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE claim SET decided = 'late'", "claim 1 does not fit"),
        ("UPDATE claim SET text = 'Forged.'", "claim 1 does not fit"),
        ("UPDATE claim SET due_to = NULL", "claim 1 does not fit"),
        ("UPDATE claim SET live = 0", "claim 1 does not fit"),
        ("UPDATE claim SET review = 'verified'", "claim 1 does not fit"),
        ("UPDATE evidence SET state = 'rejected'", "evidence 1 does not fit"),
        ("UPDATE report_state SET published = '2020-01-01' WHERE report_id = 2", "report 2 does not fit"),
        ("DELETE FROM claim_tag", "tags of claim 1"),
        ("UPDATE claim_tally SET claims = 7", "counts of claims"),
        ("DELETE FROM evidence_tally", "counts of evidence"),
        ("DELETE FROM withdrawn", "undone steps"),
        ("INSERT INTO claim_fts(claim_fts) VALUES ('delete-all')", "index over claims"),
        ("INSERT INTO report_fts(report_fts) VALUES ('delete-all')", "index over reports"),
    ],
)
def test_a_change_behind_the_log_is_found_and_mended(desk: Path, change: str, told: str) -> None:
    with open_store(desk) as store:
        assert store.check() == []
        before = store.claims([1]), store.facets(parse_query(""), TODAY)
    conn = sqlite3.connect(desk, isolation_level=None)
    conn.execute("PRAGMA writable_schema = ON")
    conn.execute(change)
    conn.close()
    with open_store(desk) as store:
        found = store.check()
        assert any(told in problem.what and not problem.repaired for problem in found)
        assert all(problem.repaired for problem in store.check(repair=True))
        assert store.check() == []
        assert (store.claims([1]), store.facets(parse_query(""), TODAY)) == before
        assert store.claim_ids(parse_query("visit"), today=TODAY).tolist() == [1]


def test_a_reader_can_check_too(desk: Path) -> None:
    with open_store(desk, write=False) as store:
        assert store.check() == []


def test_damaged_pages_are_told_and_not_written_to(desk: Path) -> None:
    with open_store(desk) as store:
        store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = store._db.value("SELECT rootpage FROM sqlite_schema WHERE name = 'claim_facets'")
        size = store._db.value("PRAGMA page_size")
    with desk.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\x00" * size)
    damaged = desk.read_bytes()
    with open_store(desk) as store:
        problems = store.check(repair=True)
    assert problems
    assert all(isinstance(problem, Problem) and not problem.repaired for problem in problems)
    assert desk.read_bytes() == damaged
