"""One story through library and command line: the same verbs, the same CSV to the byte."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from factdesk import open_desk
from factdesk.cli import run
from factdesk.desk import context
from factdesk.errors import NoDisplayError
from factdesk.model import Outcome, Relation
from tests.journeys.story import write_manifest

NOW = datetime(2025, 10, 1, 9, tzinfo=UTC)


def no_window(desk):
    raise NoDisplayError("There is no display here.")


def factdesk(*arguments):
    """Run a command in this process, as the program would."""
    return run([str(a) for a in arguments], no_window)


@pytest.fixture
def clock(monkeypatch):
    """Let every verb happen at the same moment, so that files can be compared to the byte."""

    class Frozen(datetime):
        @classmethod
        def now(cls, tz=None):
            return NOW

    monkeypatch.setattr(context, "datetime", Frozen)


@pytest.fixture(scope="session")
def manifest(tmp_path_factory):
    return write_manifest(tmp_path_factory.mktemp("bridge"), given=True)


def test_the_story_of_the_bridge_comes_out_right(manifest, tmp_path, clock):
    with open_desk(tmp_path / "a.factdesk") as desk:
        result = desk.reports.add([manifest], extract=False)
        assert not result.failed
        (claim_id,) = desk.claims.ids("")
        record = desk.claims.get(claim_id)
        assert record.claim.due is not None
        assert record.claim.due.to_day.isoformat() == "2025-06-30"
        assert record.status.outcome is Outcome.LATE
        assert record.status.provisional
        relations = {item.relation for item in desk.evidence.of_claim(claim_id)}
        assert {Relation.MOVES, Relation.CONFIRMS} <= relations
        in_july = desk.claims.get(claim_id, as_of=datetime(2025, 7, 20, tzinfo=UTC).date())
        assert in_july.status.outcome is Outcome.PENDING
        assert in_july.status.due_in_force.to_day.isoformat() == "2025-09-15"


def test_library_and_command_line_write_the_same_csv(manifest, tmp_path, clock, monkeypatch, capsys):
    monkeypatch.setattr("factdesk.desk.known.login_name", lambda: "ann")
    with open_desk(tmp_path / "library.factdesk") as desk:
        desk.reports.add([manifest])
        claim_id = desk.claims.ids("kind:commitment")[0]
        desk.claims.review([claim_id], "verified")
        evidence = desk.evidence.ids(f"claim:{claim_id}")
        desk.evidence.decide(evidence, accept=True)
        desk.export.write(tmp_path / "library.csv")
    assert evidence
    desk_option = ("--desk", tmp_path / "cli.factdesk")
    assert factdesk(*desk_option, "import", manifest) == 0
    assert factdesk(*desk_option, "verify", claim_id) == 0
    assert factdesk(*desk_option, "decide", *evidence, "--accept") == 0
    assert factdesk(*desk_option, "export", tmp_path / "cli.csv") == 0
    assert (tmp_path / "cli.csv").read_bytes() == (tmp_path / "library.csv").read_bytes()
    capsys.readouterr()
    assert factdesk(*desk_option, "claims", "--format", "csv") == 0
    assert capsys.readouterr().out.encode() == (tmp_path / "library.csv").read_bytes()


def test_json_and_csv_tell_the_same(manifest, tmp_path, capsys):
    desk_option = ("--desk", tmp_path / "cli.factdesk")
    factdesk(*desk_option, "import", manifest)
    capsys.readouterr()
    factdesk(*desk_option, "claims", "--format", "jsonl")
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    factdesk(*desk_option, "claims", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(str(r["id"]), r["outcome"], r["text"]) for r in records] == [
        (row["id"], row["outcome"], row["text"]) for row in rows
    ]


def test_everything_done_can_be_undone_step_by_step_after_a_restart(manifest, tmp_path, capsys):
    desk_option = ("--desk", tmp_path / "cli.factdesk")
    factdesk(*desk_option, "import", manifest, "--no-extract")
    capsys.readouterr()
    states = []
    for step in (
        ("verify", 1),
        ("outcome", 1, "--set", "contradicted", "--note", "The mayor said otherwise."),
        ("flag", 1),
    ):
        factdesk(*desk_option, "claims", "--format", "json")
        states.append(capsys.readouterr().out)
        assert factdesk(*desk_option, *step) == 0
        capsys.readouterr()
    while states:
        assert factdesk(*desk_option, "undo") == 0
        capsys.readouterr()
        factdesk(*desk_option, "claims", "--format", "json")
        assert capsys.readouterr().out == states.pop()
    assert factdesk(*desk_option, "redo") == 0
    capsys.readouterr()
    factdesk(*desk_option, "claims", "--format", "json")
    assert json.loads(capsys.readouterr().out)[0]["review"] == "verified"
    assert factdesk(*desk_option, "check") == 0


def test_the_program_runs_as_a_process_of_its_own(manifest, tmp_path, user_folder):
    command = [sys.executable, "-m", "factdesk", "--desk", str(tmp_path / "p.factdesk")]
    done = subprocess.run(
        [*command, "import", str(manifest), "--no-extract"], capture_output=True, text=True, check=True
    )
    assert "3 reports added" in done.stderr
    listed = subprocess.run([*command, "claims", "--format", "jsonl"], capture_output=True, text=True, check=True)
    assert json.loads(listed.stdout)["kind"] == "commitment"
    bad = subprocess.run([*command, "claims", "colour:red"], capture_output=True, text=True, check=False)
    assert bad.returncode == 2
    assert bad.stdout == ""
    assert "Traceback" not in bad.stderr
    assert bad.stderr.count("\n") == 1
