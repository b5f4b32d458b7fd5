"""A file that is written is whole, or what was there before is still there."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from factdesk.errors import FactDeskError
from factdesk.exporting import claim_record, columns, report_record, write_file
from tests.exporting.builders import HEAD, RECORD

REPORT = report_record(HEAD)


def test_csv_is_utf8_with_a_mark_for_excel_alone(tmp_path: Path) -> None:
    row = {**REPORT, "title": "Überfällig 😀"}
    assert write_file(tmp_path / "a.csv", "reports", [row], preset="excel") == 1
    assert write_file(tmp_path / "b.csv", "reports", [row]) == 1
    plain = (tmp_path / "b.csv").read_bytes()
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + plain
    assert plain.decode().split("\r\n")[0] == ",".join(columns("reports"))
    assert "Überfällig 😀" in plain.decode()


def test_json_and_json_lines_give_back_the_records(tmp_path: Path) -> None:
    rows = [claim_record(RECORD), {**claim_record(RECORD), "why": "a\u2028b\nc"}]
    write_file(tmp_path / "a.json", "claims", rows)
    write_file(tmp_path / "a.jsonl", "claims", rows)
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == rows
    assert [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()] == rows


def test_no_records_are_an_empty_array(tmp_path: Path) -> None:
    assert write_file(tmp_path / "a.json", "claims", []) == 0
    assert json.loads((tmp_path / "a.json").read_text()) == []


def test_trouble_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")

    def rows() -> Iterator[dict[str, object]]:
        yield REPORT
        raise FactDeskError("The desk went away.")

    with pytest.raises(FactDeskError, match="went away"):
        write_file(target, "reports", rows())
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_replaced_and_its_target_untouched(tmp_path: Path) -> None:
    precious = tmp_path / "precious.csv"
    precious.write_text("precious")
    link = tmp_path / "link.csv"
    link.symlink_to(precious)
    write_file(link, "reports", [REPORT])
    assert precious.read_text() == "precious"
    assert not link.is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="file rights of POSIX")
def test_a_new_file_has_the_rights_of_any_other_new_file(tmp_path: Path) -> None:
    write_file(tmp_path / "a.csv", "reports", [])
    (tmp_path / "b").touch()
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "b").stat().st_mode


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("missing/a.csv", "There is no folder"),
        ("file/a.csv", "There is no folder"),
        ("folder.csv", "is a folder"),
        ("a.xlsx", r"must end in one of .*\.csv"),
        ("a", r"must end in one of"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(FactDeskError, match=told):
        write_file(tmp_path / name, "reports", [REPORT])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.csv"]


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(FactDeskError, match=r"You may not write a\.csv in"):
        write_file(tmp_path / "a.csv", "reports", [REPORT])


def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FactDeskError, match="No space left"):
        write_file(target, "reports", [REPORT])
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]
