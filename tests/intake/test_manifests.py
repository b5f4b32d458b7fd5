"""Manifests carry many reports; a bad record is told with its line and never stops the others."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from factdesk.intake import capture_all
from factdesk.model import GivenClaim, Kind, PublishedBy

CLAIM = {"quote": "close the old ferry terminal", "speaker": "the council", "kind": "event", "due_words": "by March"}


def lines(path: Path, *records: object) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), "utf-8")
    return path


def table(path: Path, rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_record_says_everything_of_its_report(tmp_path: Path, story: str, now: datetime) -> None:
    record = {
        "text": story,
        "published": "2031-03-03T22:00:00-08:00",
        "outlet": "Elm Courier",
        "title": "Ferry vote",
        "url": "https://elm.example/f",
        "author": "Ana Silva",
        "claims": [CLAIM, {"quote": "a bus\u00a0every ten minutes", "ignored": 1}],
        "unknown": {"is": "ignored"},
    }
    (capture,), failures = capture_all([lines(tmp_path / "m.jsonl", record)], now=now)
    assert failures == []
    assert (capture.title, capture.outlet, capture.author) == ("Ferry vote", "Elm Courier", "Ana Silva")
    assert (capture.published, capture.published_by) == (date(2031, 3, 3), PublishedBy.GIVEN)
    assert capture.original == story.encode()
    assert capture.claims == (
        GivenClaim("close the old ferry terminal", None, "the council", Kind.EVENT, "by March"),
        GivenClaim("a bus every ten minutes"),
    )
    assert capture.claims[1].quote in capture.text


def test_paths_are_relative_to_the_manifest(
    tmp_path: Path, story: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(f"# Ferry\n\n{story}", "utf-8")
    manifest = lines(tmp_path / "m.jsonl", {"path": "in/a.md", "published": "2031-03-03"})
    monkeypatch.chdir("/")
    (capture,), _ = capture_all([manifest], now=now)
    assert (capture.title, capture.media_type) == ("Ferry", "text/markdown")
    assert capture.original == (tmp_path / "in" / "a.md").read_bytes()


def test_every_bad_record_is_told_with_its_line_and_the_good_ones_are_kept(
    tmp_path: Path, story: str, now: datetime
) -> None:
    manifest = lines(
        tmp_path / "m.jsonl",
        {"text": "First. " + story},
        "{not json",
        "",
        "[1, 2]",
        {"title": "nothing else"},
        {"text": story, "published": "soon"},
        {"text": 5},
        {"path": "missing.txt"},
        {"text": story, "claims": [{"quote": ""}]},
        {"text": story, "claims": [{"quote": "close", "kind": "guess"}]},
        {"text": story, "claims": "close"},
        {"text": " \n "},
        "[" * 100_000,
        {"text": "Last. " + story},
    )
    captures, failures = capture_all([manifest], now=now)
    assert [capture.text[:5] for capture in captures] == ["First", "Last."]
    assert [failure.item.split("line ")[1].split()[0] for failure in failures] == [
        *("2", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"),
    ]
    told = [failure.why for failure in failures]
    for words, sentence in zip(
        ["not JSON", "not a JSON object", "neither text nor path", "soon", "not a text", "no such file", "no quote"],
        told,
        strict=False,
    ):
        assert words in sentence
    assert "event, commitment" in told[7]
    assert "missing.txt" in failures[5].item


def test_a_damaged_line_is_replaced_and_told_and_the_others_are_untouched(
    tmp_path: Path, story: str, now: datetime
) -> None:
    good = json.dumps({"text": story + "Schluß ü ö ä ß é"}, ensure_ascii=False).encode()
    (tmp_path / "m.jsonl").write_bytes(good + b"\n" + good.replace(b"Schlu", b"Sch\xfflu"))
    captures, _ = capture_all([tmp_path / "m.jsonl"], now=now)
    assert captures[0].notes == ()
    assert "1 damaged character was replaced" in captures[1].notes[0]


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16")])
def test_a_csv_manifest_as_spreadsheets_save_it(
    tmp_path: Path, story: str, now: datetime, delimiter: str, encoding: str
) -> None:
    rows = [
        {"Text": "One. " + story, "Published": "03.03.2031", "claims": json.dumps([CLAIM])},
        {"Text": "Two. " + story, "Published": "", "claims": ""},
    ]
    captures, failures = capture_all([table(tmp_path / "m.csv", rows, delimiter, encoding)], now=now)
    assert failures == []
    assert [capture.text[:4] for capture in captures] == ["One.", "Two."]
    assert captures[0].published == date(2031, 3, 3)
    assert captures[0].claims[0].kind is Kind.EVENT
    assert captures[1].published is None


def test_a_bad_csv_record_is_told_with_the_line_it_begins_on(tmp_path: Path, story: str, now: datetime) -> None:
    rows = [{"text": "a\nb\nc words", "published": ""}, {"text": "words", "published": "never"}]
    captures, failures = capture_all([table(tmp_path / "m.csv", rows)], now=now)
    assert len(captures) == 1
    assert [failure.item for failure in failures] == [f"{tmp_path / 'm.csv'}, line 5"]


def test_a_csv_cell_of_a_whole_book_is_read_and_the_limit_of_others_is_left_alone(
    tmp_path: Path, now: datetime
) -> None:
    before = csv.field_size_limit()
    captures, _ = capture_all([table(tmp_path / "m.csv", [{"text": "word " * 100_000}])], now=now)
    assert len(captures[0].text) == 499_999
    assert csv.field_size_limit() == before


def test_a_csv_file_that_is_no_manifest_is_told(tmp_path: Path, now: datetime) -> None:
    captures, failures = capture_all([table(tmp_path / "m.csv", [{"name": "x", "age": "7"}])], now=now)
    assert captures == []
    assert "neither a column text nor a column path" in failures[0].why
