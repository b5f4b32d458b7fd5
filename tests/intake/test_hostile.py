"""Input made to hang a program is read, or told: a step that grew with the square of these would not come to an end."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from factdesk.intake import capture_all, same_story, sketch

TEXTS = {
    "spaces.txt": "a" + " " * 1_000_000 + "b words",
    "blank lines.txt": "\n \n\t" * 300_000 + "some words",
    "capitals.txt": "A" * 1_000_000,
    "digits.txt": "2031-03-03 1/2/2031 " * 50_000,
    "bylines.txt": "By A B C D E " * 70_000,
    "tags.md": "<div>" + "<" * 400_000,
    "comments.md": "<div>" + "<!--" * 200_000,
    "brackets.md": "[" * 50_000,
    "stars.md": "*a **b " * 30_000,
    "quotes.md": ">" * 20_000 + " words",
    "front.md": "---\ntitle: x" + " " * 500_000 + "y\n---\nwords of the text",
    "fields.md": "---\n" + "a" * 500_000,
    "nested.html": "<div>" * 100_000 + "words",
    "links.html": "<html><body>" + "<a href='x'>link</a> " * 100_000,
    "attributes.html": "<html><body><p " + "a=1 " * 200_000 + ">some text",
    "comments.html": "<html><body><p>words</p>" + "<!--" * 200_000,
    "dates.html": "<html><body><article><p>" + "20250301 " * 60_000 + "</p></article></body></html>",
    "data.html": "<html><body><script type='application/ld+json'>" + "[" * 300_000 + "</script><p>some words</p>",
}


@pytest.mark.parametrize("name", TEXTS)
def test_it_comes_to_an_end(tmp_path: Path, now: datetime, name: str) -> None:
    (tmp_path / name).write_text(TEXTS[name], "utf-8")
    captures, failures = capture_all([tmp_path / name], now=now)
    assert len(captures) + len(failures) == 1


def test_bytes_of_no_charset_come_to_an_end(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(32, 256)) * 8_000)
    captures, failures = capture_all([tmp_path / "a.txt"], now=now)
    assert len(captures) + len(failures) == 1


def test_comparing_long_texts_comes_to_an_end() -> None:
    text = ".'" * 100_000 + " ".join(map(str, range(100_000)))
    assert len(sketch(text)) == 64
    assert same_story(text, text + "!")
