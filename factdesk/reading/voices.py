"""Whose words they are: every name, noun and pronoun near a cue, judged by a fitted model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factdesk.reading.grid import Grid, cue_word
from factdesk.reading.linear import Linear, probability
from factdesk.reading.rules import RoleRules, SayingRules
from factdesk.reading.signs import kind_of
from factdesk.reading.sources import LISTENER, Source, own_subject
from factdesk.reading.syntax import SUBJECT, Chars

_NOMINAL = ("NOUN", "PROPN", "PRON")
_WH = ("WP", "WDT")
"""A relative pronoun stands for somebody whom the rules find."""
_STEPS = 4
"""Governors between a cue and what it shares with a voice; farther ones are only "far"."""
_MOST = 14
"""Voices looked at, the nearest to the cue."""
_LIKELY = 0.4
"""A voice so probable speaks where the rules know nobody; a wrong name is worse than none."""
_CLEARLY = 0.1
"""So much more probable than the rules' choice must another voice be."""
_GAPS = (1, 2, 4, 8, 15)

Voice = tuple[int, list[str]]
"""The governing word of a possible speaker, and what speaks for or against it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A cue with its content, and whom the rules take for its speaker."""

    grid: Grid
    cue: int
    frame: str
    rule: Source
    contents: Sequence[Chars]
    sayings: SayingRules
    roles: RoleRules


def voices(scene: Scene) -> Iterator[Voice]:
    """Yield who may speak: the nouns of the cue's sentence outside of what is said, and whom the rules found."""
    grid, cue, known = scene.grid, scene.cue, scene.rule[0]
    listener = own_subject(grid, cue) if scene.rule == LISTENER else -1
    found = [i for i in range(*grid.bounds(cue)) if i != listener and _may(grid, i, cue, scene.contents)]
    if known >= 0 and known not in found:
        found.append(known)
    found = sorted(found, key=lambda i: (i != known, abs(i - cue)))[:_MOST]
    above = _above(grid, cue)
    before, after = [i for i in sorted(found, reverse=True) if i < cue], [i for i in sorted(found) if i >= cue]
    for side, ranked in (("before", before), ("after", after)):
        for rank, voice in enumerate(ranked):
            yield voice, _signs(scene, voice, _path(grid, above, voice), f"{side} {min(rank, 3)}")


def _may(grid: Grid, token: int, cue: int, contents: Sequence[Chars]) -> bool:
    if grid.pos[token] not in _NOMINAL or token == cue or grid.quote[token] != grid.quote[cue]:
        return False
    if grid.tag[token] in _WH:
        return False
    if grid.dep[token] == "compound" and grid.head[token] > token and grid.pos[grid.head[token]] in _NOMINAL:
        return False
    return not any(start <= grid.at[token] < end for start, end in contents)


def _above(grid: Grid, cue: int) -> dict[int, str]:
    """Return a cue and its governors, each with the way up to it."""
    out, node, way = {cue: ""}, cue, ""
    for _ in range(_STEPS):
        if grid.head[node] == node:
            break
        way += f"<{grid.dep[node]}"
        node = grid.head[node]
        out[node] = way
    return out


def _path(grid: Grid, above: dict[int, str], voice: int) -> str:
    """Return the way from a cue over the parse to a voice."""
    node, way = voice, ""
    for _ in range(_STEPS):
        if node in above:
            return above[node] + way
        way = f">{grid.dep[node]}{_preposition(grid, node)}{way}"
        node = grid.head[node]
    return "far"


def _preposition(grid: Grid, node: int) -> str:
    return f" {grid.lower[node]}" if grid.dep[node] in ("prep", "agent") else ""


def _signs(scene: Scene, voice: int, path: str, rank: str) -> list[str]:
    grid, cue, frame = scene.grid, scene.cue, scene.frame
    who, how = scene.rule
    family = frame.split()[0]
    chosen = f"chosen {how}" if voice == who else f"passed over {how}"
    kind, role = kind_of(grid, voice, scene.roles), grid.dep[voice]
    place = f"{path.count('<')}{path.count('>')}"
    governor = grid.head[voice]
    says = "says" if role in SUBJECT and governor != cue and scene.sayings.is_speech(grid.lemma[governor]) else "else"
    gap = f"{sum(abs(voice - cue) > n for n in _GAPS)}"
    return [
        chosen,
        f"{chosen}|{frame}",
        f"{chosen}|{kind}",
        f"{chosen}|{grid.tag[cue]}|{family}",
        f"{chosen}|{path}",
        f"path {path}",
        f"path {path}|{frame}",
        f"path {path}|{grid.tag[cue]}",
        f"path {path}|{kind}",
        f"path {path}|{cue_word(grid, cue)}",
        f"kind {kind}",
        f"kind {kind}|{role}",
        f"kind {kind}|{rank}",
        f"rank {rank}|{family}",
        f"rank {rank}|{role}|{how}",
        f"role {role}|{place}",
        f"role {role}|{says}",
        f"gap {gap}|{'<' if voice < cue else '>'}|{role}",
        f"touches {grid.right[voice] == cue - 1}|{grid.tag[cue]}|{role}",
    ]


def speaker(scene: Scene, model: Linear) -> Source:
    """Return who speaks: whom the rules found unless somebody else is clearly more probable."""
    chances = {voice: probability(model.logit(signs)) for voice, signs in voices(scene)}
    best, known = max(chances, key=lambda voice: chances[voice], default=-1), scene.rule[0]
    least = chances[known] + _CLEARLY if known >= 0 else _LIKELY
    return (best, "voice") if best not in (-1, known) and chances[best] >= least else scene.rule
