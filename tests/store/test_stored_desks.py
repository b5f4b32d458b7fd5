"""Desks written by every released format open with everything in them."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from factdesk import open_desk
from factdesk.store.schema import STEPS
from tests.desk.engines import MarkedEngine

STORED = sorted((Path(__file__).parent / "desks").glob("*.factdesk"))


def only(row, keys):
    """Leave out of a record the keys that came with a later format."""
    return {key: row[key] for key in keys}


def test_every_released_format_has_a_stored_desk():
    assert [path.stem for path in STORED] == [f"format-{number}" for number in range(1, len(STEPS) + 1)]


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_stored_desk_opens_whole_and_can_be_worked_on(stored, tmp_path):
    file = shutil.copy(stored, tmp_path / "old.factdesk")
    held = json.loads(stored.with_suffix(".json").read_text(encoding="utf-8"))
    with open_desk(file, actor="ann", engine=MarkedEngine()) as desk:
        assert desk.check() == []
        for what in held.keys() - {"history"}:
            rows = list(desk.export.rows(what=what, as_of=date(2026, 6, 1)))
            assert [only(row, old) for row, old in zip(rows, held[what], strict=True)] == held[what], what
        for row, old in zip(desk.export.rows(what="claims"), held["claims"], strict=True):
            assert (row["edits"], row["unresolved"]) == (old.get("edits", []), old.get("unresolved", []))
        history = [[op.id, op.name, op.summary, op.is_undone] for op in desk.log.history()]
        assert history == held["history"]
        assert desk.settings.time_zone == "Europe/Berlin"
        assert desk.reports.original(1)[1].decode().startswith("Claim: Petrel")
        desk.log.undo()
        assert desk.check() == []
