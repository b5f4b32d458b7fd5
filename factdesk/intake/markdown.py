"""Markdown: the readable text of it, paragraph by paragraph, without its signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from factdesk.intake.days import days_in
from factdesk.intake.decoding import decode
from factdesk.intake.document import Document
from factdesk.intake.plain import author_in
from factdesk.model import PublishedBy

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<fields>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TAG = re.compile(r"<!--(?:(?!<!--).)*?-->|<[^<>]*>", re.DOTALL)


def read(data: bytes, name: str, url: str | None) -> Document:
    """Read a Markdown file (CommonMark with tables) and the fields before it, where there are some."""
    from markdown_it import MarkdownIt

    decoded = decode(data)
    front = _FRONT.match(decoded.text)
    fields = _fields(front["fields"]) if front else {}
    body = decoded.text[front.end() :] if front else decoded.text
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    text = "\n\n".join(filter(None, _blocks(tokens)))
    days = days_in(fields.get("date", ""))
    return Document(
        text,
        "text/markdown",
        title=fields.get("title") or _first_heading(tokens),
        outlet=fields.get("outlet", fields.get("publisher", "")),
        author=fields.get("author") or author_in(text),
        url=fields.get("url"),
        published=days[0].day if days else None,
        published_by=PublishedBy.METADATA if days else PublishedBy.UNKNOWN,
        notes=decoded.notes,
    )


def _fields(front: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in front.splitlines())
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()}


def _first_heading(tokens: Sequence[Token]) -> str:
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            return _inline(token.children or ()).strip()
    return ""


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """The text of every block; the cells of a table row stay on one line."""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield " | ".join(row)
            row = None
        elif token.type == "inline":
            text = _inline(token.children or ()).strip()
            if row is None:
                yield text
            else:
                row.append(text)
        elif token.type in ("fence", "code_block"):
            yield token.content.strip()
        elif token.type == "html_block":
            yield _TAG.sub("", token.content).strip()


def _inline(children: Sequence[Token]) -> str:
    parts = {"softbreak": "\n", "hardbreak": "\n", "html_inline": "", "image": ""}
    return "".join(parts.get(child.type, child.content) for child in children)
