"""Paragraphs that are all quote, given to the speaker of the paragraph before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from factdesk.reading.plain import words_of
from factdesk.reading.quotemarks import Quoted
from factdesk.reading.syntax import Chars

if TYPE_CHECKING:
    from factdesk.reading.attribution import Said, Scene

_SHORTEST = 25
"""Code points; shorter quoted words are titles and scare quotes as often as speech."""


def with_dangling_quotes(scene: Scene, here: list[Said], before: Said | None) -> list[Said]:
    """Add a paragraph that is all quote to the direct speech of the paragraph before it."""
    out = list(here)
    for quote in scene.quotes:
        if before is None or before.speaker is None or _is_scare_quote(scene, quote):
            continue
        if _fills_paragraph(scene, quote) and not any(_covers(said, quote) for said in out):
            out.append(_carried(scene, quote, before))
    return sorted(out, key=lambda s: (s.start, s.end))


def _is_scare_quote(scene: Scene, quote: Quoted) -> bool:
    """Tell a few quoted words, as in titles, from a quoted sentence."""
    words = words_of(scene.doc).text[quote.start : quote.end].rstrip("\"'”’ ")
    return quote.end - quote.start < _SHORTEST and not words.endswith((".", "!", "?"))


def _covers(said: Said, quote: Quoted) -> bool:
    shared = sum(max(0, min(end, quote.end) - max(start, quote.start)) for start, end in said.contents)
    return shared > 0.5 * (quote.end - quote.start)


def _fills_paragraph(scene: Scene, quote: Quoted) -> bool:
    return quote.start < 3 and (quote.end > len(words_of(scene.doc).text) - 4 or not quote.is_closed)


def _carried(scene: Scene, quote: Quoted, before: Said) -> Said:
    content: Chars = (quote.start, quote.end)
    return replace(
        before, paragraph=scene.number, cue=None, cue_word="", contents=(content,), heads=(), is_direct=True, score=0.7
    )
