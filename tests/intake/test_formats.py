"""Markdown and web pages become the text a reader sees, with what they say of themselves."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from factdesk.intake import capture_all
from factdesk.model import Capture, PublishedBy

UPDATED = '<meta property="article:modified_time" content="2031-03-08">'


def captured(path: Path, data: str | bytes, now: datetime) -> Capture:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    captures, failures = capture_all([path], now=now)
    assert failures == []
    return captures[0]


def page(story: str, head: str = "", body: str = "") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in story.split("\n\n"))
    return (
        f"<!DOCTYPE html><html><head><title>Ferry terminal to close</title>{head}</head><body><nav><a href='/'>Home</a>"
        f"<a href='/s'>Subscribe now</a></nav><article><h1>Ferry terminal to close</h1>{body}{paragraphs}</article>"
        "<footer>All rights reserved.</footer></body></html>"
    )


def test_markdown_signs_are_gone_and_the_words_stay(tmp_path: Path, now: datetime) -> None:
    capture = captured(
        tmp_path / "a.md",
        "# Ferry *terminal* to close\n\nThe **council** [voted](https://x.example/a_b) on `Tuesday`,\nit said:"
        " 2 * 3\n\n> We will not run\n> two terminals.\n\n- one & two\n- three\n\n"
        "| who | vote |\n|---|---|\n| Okafor | yes |\n\n"
        "![a pier](pier.png)\n\n<div>Raw <b>words</b></div>\n\n```\ncode_words\n```\n",
        now,
    )
    assert capture.text == (
        "Ferry terminal to close\n\nThe council voted on Tuesday,\nit said: 2 * 3\n\nWe will not run\ntwo terminals."
        "\n\none & two\n\nthree\n\nwho | vote\n\nOkafor | yes\n\nRaw words\n\ncode_words"
    )
    assert (capture.title, capture.media_type) == ("Ferry terminal to close", "text/markdown")


def test_the_fields_before_markdown_are_its_metadata(tmp_path: Path, story: str, now: datetime) -> None:
    front = '---\ntitle: "Ferry vote"\ndate: 2031-03-03T08:00:00Z\nauthor: Ana Silva\nurl: https://elm.example/f\n---\n'
    capture = captured(tmp_path / "a.md", front + story, now)
    assert (capture.title, capture.author, capture.outlet) == ("Ferry vote", "Ana Silva", "elm.example")
    assert (capture.published, capture.published_by) == (date(2031, 3, 3), PublishedBy.METADATA)
    assert capture.text == story.strip()


def test_a_page_gives_its_article_and_not_the_page_around_it(tmp_path: Path, story: str, now: datetime) -> None:
    head = '<meta property="og:site_name" content="Elm Courier"><link rel="canonical" href="https://elm.example/f">'
    capture = captured(tmp_path / "a.html", page(story, head), now)
    for paragraph in story.strip().split("\n\n"):
        assert paragraph in capture.text
    assert "Subscribe now" not in capture.text
    assert "All rights reserved" not in capture.text
    assert (capture.title, capture.outlet, capture.url) == (
        "Ferry terminal to close",
        "Elm Courier",
        "https://elm.example/f",
    )
    assert capture.media_type == "text/html"


@pytest.mark.parametrize(
    "head",
    [
        UPDATED + '<meta property="article:published_time" content="2031-03-03T23:30:00-08:00">',
        '<script type="application/ld+json">'
        + json.dumps({"@type": "NewsArticle", "dateModified": "2031-03-08", "datePublished": "2031-03-03T09:00:00Z"})
        + "</script>",
        '<script type="application/ld+json">'
        + json.dumps({"@graph": [{"@type": "Comment"}, {"@type": ["Article"], "datePublished": "2031-03-03"}]})
        + "</script>",
        '<meta itemprop="datePublished" content="2031-03-03">',
        '<meta name="DC.date.issued" content="3 March 2031">',
        "<script type='application/ld+json'>{broken</script><meta name='pubdate' content='2031-03-03'>",
    ],
)
def test_the_stated_publication_date_is_taken_never_that_of_an_update(
    tmp_path: Path, story: str, now: datetime, head: str
) -> None:
    capture = captured(tmp_path / "a.html", page(story, head), now)
    assert (capture.published, capture.published_by) == (date(2031, 3, 3), PublishedBy.METADATA)


def test_a_date_that_only_the_markup_suggests_is_a_guess(tmp_path: Path, story: str, now: datetime) -> None:
    body = "<time datetime='2025-03-03'>3 March 2025</time>"
    capture = captured(tmp_path / "a.html", page(story, body=body), now)
    assert (capture.published, capture.published_by) == (date(2025, 3, 3), PublishedBy.GUESSED)


def test_a_stated_date_after_now_is_refused_and_told(tmp_path: Path, story: str, now: datetime) -> None:
    head = '<meta property="article:published_time" content="2031-09-03">'
    capture = captured(tmp_path / "a.html", page(story, head), now)
    assert (capture.published, capture.published_by) == (None, PublishedBy.UNKNOWN)
    assert any("2031-09-03 lies in the future" in note for note in capture.notes)


def test_a_page_in_the_charset_it_declares(tmp_path: Path, now: datetime) -> None:
    text = "Мэр сказал, что мост откроют к первому мая, хотя работы ещё не закончены и денег пока не хватает. " * 6
    data = page(text, '<meta charset="windows-1251">').encode("cp1251")
    capture = captured(tmp_path / "a.htm", data, now)
    assert text.strip() in capture.text
    assert capture.language == "ru"


def test_a_page_with_zeros_and_a_page_saved_as_text_are_read(tmp_path: Path, story: str, now: datetime) -> None:
    first = story.split("\n\n")[0]
    assert first in captured(tmp_path / "a.html", page(story).replace("<p>", "<p>\0"), now).text
    assert first in captured(tmp_path / "a.txt", page(story), now).text


def test_a_page_nested_beyond_reason_does_no_harm(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "a.html").write_text("<div>" * 20_000 + "words " * 100, "utf-8")
    captures, failures = capture_all([tmp_path / "a.html"], now=now)
    assert len(captures) + len(failures) == 1
