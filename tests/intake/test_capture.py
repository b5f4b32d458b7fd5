"""Whatever a person adds is captured or told why not, one by one and in order."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import date, datetime
from pathlib import Path

import pytest

from factdesk.errors import Cancelled, UnreadableInputError
from factdesk.intake import capture_all, capture_text
from factdesk.model import Capture, Failure, PublishedBy
from factdesk.task import Task


def one(result: tuple[list[Capture], list[Failure]]) -> Capture:
    captures, failures = result
    assert failures == []
    assert len(captures) == 1
    return captures[0]


def why(result: tuple[list[Capture], list[Failure]]) -> str:
    captures, failures = result
    assert captures == []
    assert len(failures) == 1
    return failures[0].why


def test_a_text_file_keeps_its_bytes_and_its_clean_text_is_hashed(tmp_path: Path, story: str, now: datetime) -> None:
    data = ("\ufeff" + story.replace("\n", "\r\n")).encode()
    (tmp_path / "ferry.txt").write_bytes(data)
    capture = one(capture_all([tmp_path / "ferry.txt"], now=now))
    assert capture.original == data
    assert capture.text == story.strip()
    assert capture.sha256 == hashlib.sha256(story.strip().encode()).hexdigest()
    assert (capture.media_type, capture.language, capture.captured_at) == ("text/plain", "en", now)
    assert (capture.published, capture.published_by) == (None, PublishedBy.UNKNOWN)
    assert (capture.title, capture.outlet, capture.notes) == ("ferry", "", ())


def test_the_same_text_is_the_same_report_whatever_file_it_came_in(tmp_path: Path, story: str, now: datetime) -> None:
    (tmp_path / "a.txt").write_bytes(story.encode("utf-16"))
    (tmp_path / "b.txt").write_bytes(story.replace(" ", "\u00a0", 3).replace("\n", "\r\n").encode())
    captures, _ = capture_all([tmp_path / "a.txt", tmp_path / "b.txt"], now=now)
    assert captures[0].sha256 == captures[1].sha256 == capture_text(story, now=now).sha256


def test_what_is_given_stands_above_what_the_file_says(tmp_path: Path, story: str, now: datetime) -> None:
    (tmp_path / "2031-02-02.txt").write_text(f"A heading of its own\n\nPublished 1 March 2031\n\n{story}", "utf-8")
    capture = one(
        capture_all(
            [tmp_path / "2031-02-02.txt"],
            now=now,
            published=date(2031, 3, 5),
            outlet="Elm Courier",
            title="Ferry vote",
            url="https://example.org/a",
        )
    )
    assert (capture.title, capture.outlet, capture.url) == ("Ferry vote", "Elm Courier", "https://example.org/a")
    assert (capture.published, capture.published_by) == (date(2031, 3, 5), PublishedBy.GIVEN)


def test_bad_items_are_told_and_the_others_kept_in_order(tmp_path: Path, story: str, now: datetime) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{name} {story}", "utf-8")
    items: list[str | Path] = [
        tmp_path / "b.txt",
        tmp_path / "missing.txt",
        "https://example.org/news",
        tmp_path / "a.txt",
    ]
    captures, failures = capture_all(items, now=now)
    assert [capture.text[:5] for capture in captures] == ["b.txt", "a.txt"]
    assert [failure.item for failure in failures] == [str(tmp_path / "missing.txt"), "https://example.org/news"]
    assert failures[0].why == "There is no such file."
    assert "save the page" in failures[1].why


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "a PDF file"),
        ("a.docx", b"PK\x03\x04rest", "Office document"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("a.txt", b"%PDF-1.7 ...", "a PDF file"),
        ("a.md", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("a.html", b"\x1f\x8b\x08\x00", "a compressed file"),
        ("noise", bytes(range(32)) * 20, "not a text file"),
        ("a.odd", b"Some words", r"\.odd are not read"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf \r\n\t", "empty"),
        ("a.txt", b"--- *** ---", "no text"),
        ("a.html", b"<html><head></head><body><p> </p></body></html>", "No article text"),
    ],
)
def test_what_holds_no_readable_text_is_told_in_a_sentence(
    tmp_path: Path, now: datetime, name: str, data: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    sentence = why(capture_all([tmp_path / name], now=now))
    assert re.search(told, sentence), sentence
    assert sentence.endswith(".")


def test_a_text_over_the_cap_is_told_with_its_size(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "a.txt").write_text("word " * 500_000, "utf-8")
    assert "2.5 million characters" in why(capture_all([tmp_path / "a.txt"], now=now))


def test_a_huge_file_is_told_without_being_read(tmp_path: Path, now: datetime) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(50_000_000_000)
    assert "too large" in why(capture_all([tmp_path / "a.txt"], now=now))


@pytest.mark.skipif(os.name == "nt", reason="named pipes of POSIX")
def test_a_pipe_is_refused_and_does_not_hang(tmp_path: Path, now: datetime) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "ordinary file" in why(capture_all([tmp_path / "a.txt"], now=now))


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("words", "utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "may not read" in why(capture_all([tmp_path / "a.txt"], now=now))


@pytest.mark.parametrize("item", ["a\0b.txt", "x" * 5000, "http://", "~nobody/a.txt"])
def test_a_name_that_no_file_can_have_is_told(item: str, now: datetime) -> None:
    assert why(capture_all([item], now=now)).endswith(".")


def test_a_folder_gives_its_readable_files_in_order(tmp_path: Path, story: str, now: datetime) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "a.md", "deep/c.txt", ".hidden.txt", "picture.png", "notes.json"):
        (tmp_path / name).write_text(f"{Path(name).stem} {story}", "utf-8")
    captures, failures = capture_all([tmp_path], now=now)
    assert [capture.text[:1] for capture in captures] == ["a", "b", "c"]
    assert failures == []


def test_a_bad_file_in_a_folder_is_told_by_its_own_name(tmp_path: Path, story: str, now: datetime) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4")
    (tmp_path / "b.txt").write_text(story, "utf-8")
    captures, failures = capture_all([tmp_path], now=now)
    assert len(captures) == 1
    assert [failure.item for failure in failures] == [str(tmp_path / "a.txt")]


def test_a_folder_without_anything_readable_is_told(tmp_path: Path, now: datetime) -> None:
    assert "no file in this folder" in why(capture_all([tmp_path], now=now))


def test_standard_input_is_read_once_as_text_or_as_a_page(story: str, now: datetime) -> None:
    assert one(capture_all(["-"], now=now, stdin=story.encode)).text == story.strip()
    page = f"<!DOCTYPE html><html><body><article><p>{story}</p></article></body></html>"
    assert one(capture_all(["-"], now=now, stdin=page.encode)).media_type == "text/html"
    assert "no standard input" in why(capture_all(["-"], now=now))


def test_pasted_text_without_words_is_refused(now: datetime) -> None:
    with pytest.raises(UnreadableInputError, match="no text"):
        capture_text(" \n\u200b ", now=now)


def test_an_address_that_is_not_of_the_web_is_left_out_and_told(story: str, now: datetime) -> None:
    capture = capture_text(story, now=now, url="javascript:alert(1)")
    assert capture.url is None
    assert "javascript:alert(1)" in capture.notes[0]


@pytest.mark.parametrize(
    ("url", "outlet"), [("https://www.elm.example/a", "elm.example"), ("http://m.elm.example:80/", "elm.example")]
)
def test_the_outlet_is_the_host_where_nobody_says(story: str, now: datetime, url: str, outlet: str) -> None:
    assert capture_text(story, now=now, url=url).outlet == outlet
    assert capture_text(story, now=now, url=url, outlet="Elm").outlet == "Elm"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Ferry terminal to close\n\n", "Ferry terminal to close"),
        (
            "watch now\n\nUpdated March 3, 2031\n\nBy Ana Silva\n\nFerry terminal to close\n\n",
            "Ferry terminal to close",
        ),
        ("渡船码头将于三月底前关闭\n\n", "渡船码头将于三月底前关闭"),
        ("", "The harbour council voted on Tuesday to close the old ferry terminal by the end…"),
    ],
)
def test_the_title_is_the_heading_else_the_beginning(story: str, now: datetime, head: str, title: str) -> None:
    assert capture_text(head + story, now=now).title == title


def test_a_byline_is_the_author(story: str, now: datetime) -> None:
    assert capture_text(f"By Ana Silva and Jo Chen\n\n{story}", now=now).author == "Ana Silva and Jo Chen"
    assert capture_text(f"By Ana Silva | March 3, 2031\n\n{story}", now=now).author == "Ana Silva"
    assert capture_text(f"By Friday the council must decide, it said\n\n{story}", now=now).author is None
    assert capture_text(f"By March 3 Elm and Oak will be closed\n\n{story}", now=now).author is None


def test_a_cancelled_capture_stops(tmp_path: Path, story: str, now: datetime) -> None:
    (tmp_path / "a.txt").write_text(story, "utf-8")
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        capture_all([tmp_path / "a.txt"], now=now, task=task)


def test_progress_is_told_item_by_item(tmp_path: Path, story: str, now: datetime) -> None:
    (tmp_path / "a.txt").write_text(story, "utf-8")
    steps: list[tuple[int, int]] = []
    task = Task(lambda done, total, _: steps.append((done, total)))
    capture_all([tmp_path / "a.txt", tmp_path / "none.txt"], now=now, task=task)
    assert steps == [(0, 2), (1, 2)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Rat der Stadt hat am Dienstag beschlossen, den alten Hafen bis Ende März zu schließen.", "de"),
        ("港口委员会星期二投票决定在三月底之前关闭旧渡轮码头并将所有航线移至新码头。", "zh"),
        ("Okay, yes, no.", "und"),
        ("12 345 678 – 90 % 1234", "und"),
    ],
)
def test_the_language_is_told_or_left_open(text: str, language: str, now: datetime) -> None:
    assert capture_text(text, now=now).language == language
