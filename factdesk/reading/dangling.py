"""Quotes without a cue of their own, given to the speaker they go on with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from factdesk.reading.quotemarks import Quoted
from factdesk.reading.syntax import Chars

if TYPE_CHECKING:
    from factdesk.reading.attribution import Said, Scene

_SHORTEST = 25
"""Code points; shorter quoted words are titles and scare quotes as often as speech."""
_LARGEST_GAP, _LARGEST_GAP_AFTER_SPEECH = 90, 220


def with_dangling_quotes(scene: Scene, here: list[Said], before: Said | None) -> list[Said]:
    """Add the quotes that nobody introduces to the act of saying before them.

    Within a paragraph a quote goes on with the nearest act of saying; a paragraph that is all quote goes on with the
    direct speech of the paragraph before it.
    """
    out = list(here)
    for quote in scene.quotes:
        if _is_scare_quote(scene, quote) or any(_covers(said, quote) for said in out):
            continue
        earlier = [i for i, said in enumerate(out) if _may_go_on(said, quote)]
        if earlier:
            said = out[earlier[-1]]
            out[earlier[-1]] = replace(said, contents=(*said.contents, (quote.start, quote.end)), is_direct=True)
        elif _fills_paragraph(scene, quote) and before is not None and before.speaker is not None:
            out.append(_carried(scene, quote, before))
    return sorted(out, key=lambda s: (s.start, s.end))


def _is_scare_quote(scene: Scene, quote: Quoted) -> bool:
    """Tell a few quoted words, as in titles, from a quoted sentence."""
    words = scene.doc.text[quote.start : quote.end].rstrip("\"'”’ ")
    return quote.end - quote.start < _SHORTEST and not words.endswith((".", "!", "?"))


def _covers(said: Said, quote: Quoted) -> bool:
    shared = sum(max(0, min(end, quote.end) - max(start, quote.start)) for start, end in said.contents)
    return shared > 0.5 * (quote.end - quote.start)


def _may_go_on(said: Said, quote: Quoted) -> bool:
    last = max(said.end, said.cue[1] if said.cue else 0)
    gap = _LARGEST_GAP_AFTER_SPEECH if said.is_direct else _LARGEST_GAP
    return last <= quote.start + 2 and quote.start - last < gap and said.score >= 0.6


def _fills_paragraph(scene: Scene, quote: Quoted) -> bool:
    return quote.start < 3 and (quote.end > len(scene.doc.text) - 4 or not quote.is_closed)


def _carried(scene: Scene, quote: Quoted, before: Said) -> Said:
    content: Chars = (quote.start, quote.end)
    return replace(
        before, paragraph=scene.number, cue=None, cue_word="", contents=(content,), heads=(), is_direct=True, score=0.7
    )
