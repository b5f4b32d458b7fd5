"""Quotes that nobody introduces, judged by a fitted model: does the speaker before them go on?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factdesk.reading.grid import Grid
from factdesk.reading.quotemarks import Quoted
from factdesk.reading.rules import SayingRules
from factdesk.reading.syntax import Chars

_GAPS = (3, 30, 60, 90, 150, 220, 350)
_LENGTHS = (10, 25, 50, 100)
_MOST_HOSTS = 3
"""So many acts of saying before a quote may go on with it."""
_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Host:
    """An act of saying that a quote may go on with."""

    cue: int
    frame: str
    chance: float
    contents: tuple[Chars, ...]
    has_speaker: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A quote that stands alone and an act of saying before it, with what speaks for and against their being one."""

    quote: int
    host: int
    signs: tuple[str, ...]


def pairs(grid: Grid, quotes: tuple[Quoted, ...], hosts: Sequence[Host], sayings: SayingRules) -> Iterator[Pair]:
    """Yield each quote that no act of saying has, with the nearest acts before it."""
    for number, quote in enumerate(quotes):
        if not any(_covers(host, quote) for host in hosts):
            near = sorted(
                (quote.start - _last(grid, host), i) for i, host in enumerate(hosts) if _may(grid, host, quote)
            )
            for rank, (gap, i) in enumerate(near[:_MOST_HOSTS]):
                yield Pair(number, i, tuple(_signs(grid, quotes, number, hosts[i], gap, rank, sayings)))


def _last(grid: Grid, host: Host) -> int:
    return max(host.contents[-1][1], grid.until[host.cue])


def _may(grid: Grid, host: Host, quote: Quoted) -> bool:
    return grid.quote[host.cue] < 0 and _last(grid, host) <= quote.start + 2


def _covers(host: Host, quote: Quoted) -> bool:
    shared = sum(max(0, min(end, quote.end) - max(start, quote.start)) for start, end in host.contents)
    return shared > _COVERED * (quote.end - quote.start)


def _signs(
    grid: Grid, quotes: tuple[Quoted, ...], number: int, host: Host, gap: int, rank: int, sayings: SayingRules
) -> Iterator[str]:
    quote = quotes[number]
    distance = f"gap {sum(gap > n for n in _GAPS)}"
    speech = "speech" if sayings.is_speech(grid.lemma[host.cue]) else host.frame
    direct = "direct" if any(a <= q.start < b for a, b in host.contents for q in quotes) else "indirect"
    size = f"size {sum(quote.end - quote.start > n for n in _LENGTHS)}"
    first, end = (bisect_left(grid.at, place) for place in (quote.start, quote.end))
    first = first if first < end else 0
    apart = grid.sentence[first] - grid.sentence[host.cue] if grid.sentence else 0
    opens = "opens" if first == 0 or _opens(grid, first) else "in mid"
    ends = "ends" if grid.text[: quote.end].rstrip("\"' ").endswith((".", "!", "?")) else "open"
    yield distance
    yield f"{distance}|{direct}|{speech}"
    yield f"{size}|{opens}|{ends}"
    yield f"{opens}|{ends}|{direct}|{speech}"
    yield f"sentences {min(apart, 4)}|{direct}"
    yield f"sentences {min(apart, 4)}|{opens}|{ends}"
    yield f"rank {rank}"
    yield f"rank {rank}|{direct}|{speech}"
    yield f"chance {round(host.chance * 5)}"
    yield f"frame {host.frame}"
    yield "speaker" if host.has_speaker else "no speaker"
    between = range(bisect_left(grid.at, quote.start - gap), bisect_left(grid.at, quote.start))
    verbs = sum(grid.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in between)
    yield f"verbs between {min(verbs, 3)}|{direct}"
    yield f"before {grid.lower[between[-1]] if between and gap < _GAPS[3] else ''}|{opens}"


def _opens(grid: Grid, token: int) -> bool:
    """Tell whether a token begins a sentence, marks before it left out."""
    start = grid.bounds(token)[0]
    return all(grid.pos[i] in ("PUNCT", "SPACE") for i in range(start, token))
