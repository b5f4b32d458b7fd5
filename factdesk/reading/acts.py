"""Acts of saying of one paragraph: its candidates judged by a fitted model, the best for each cue kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from factdesk.reading.classes import MENTION, class_of
from factdesk.reading.cues import Candidate, Range, candidates
from factdesk.reading.extents import follows, right_end
from factdesk.reading.grid import Grid
from factdesk.reading.linear import linear, probability
from factdesk.reading.onward import Host, pairs
from factdesk.reading.quotemarks import Quoted
from factdesk.reading.rules import RoleRules, SayingRules, load
from factdesk.reading.signs import signs
from factdesk.reading.sources import NOBODY, Source, own_subject, source_of
from factdesk.reading.syntax import Chars, trim
from factdesk.reading.voices import Scene, speaker

FILE = "attribution"
"""The coefficients in ``resources/rules/<language>``, written by ``scripts/fit_attribution.py``."""

FAINT = 0.08
"""Candidates below it are no cues, whatever stands beside them."""
_HOPELESS = -0.8
"""Log odds of word and frame alone; of cues published on held-out texts, two in a thousand are below."""
_REDUCED = 0.6
_LIKELY, _SURE = 0.5, 0.9
_TOUCHING = 0.1
_SPOKEN = ("speech", "promise")
_SHARED = 0.7
"""Two contents that share so much are one."""
_BY_RULE = ("reduced", "by phrase")
"""Frames that texts to learn from have few of."""
_EXPLETIVE = ("it", "there")


@dataclass(frozen=True, slots=True)
class Act:
    """A cue with its content and its speaker, and how probable it is."""

    candidate: Candidate
    source: Source
    contents: tuple[Chars, ...]
    chance: float


@dataclass(frozen=True, slots=True)
class Rules:
    """What candidates are judged by."""

    language: str
    sayings: SayingRules
    roles: RoleRules


def judged(
    grid: Grid,
    quotes: tuple[Quoted, ...],
    rules: Rules,
    hopeful: Callable[[Candidate], bool] = lambda candidate: True,
) -> Iterator[tuple[Candidate, Source, list[str]]]:
    """Yield each candidate that is hopeful with its speaker and its features."""
    for candidate in filter(hopeful, candidates(grid, quotes, rules.sayings)):
        if not _is_expletive(grid, candidate.cue):
            source = source_of(grid, candidate.cue, candidate.frame, candidate.head)
            yield candidate, source, signs(grid, candidate, source, rules.sayings, rules.roles)


def _hopeful(weights: Mapping[str, float], grid: Grid) -> Callable[[Candidate], bool]:
    """Return a quick look at word and frame, which spares the features of what can hardly be a cue."""

    def looks(candidate: Candidate) -> bool:
        cue, frame = f"cue {grid.lemma[candidate.cue]}", candidate.frame
        known = weights.get(cue, 0.0) + weights.get(f"{cue}|{frame}", 0.0) + weights.get(f"frame {frame}", 0.0)
        return known >= _HOPELESS or frame == "reduced"

    return looks


def _is_expletive(grid: Grid, cue: int) -> bool:
    """Tell "it is said that" from "it said that"."""
    who = own_subject(grid, cue)
    if who < 0 or grid.lower[who] not in _EXPLETIVE:
        return False
    return grid.lower[who] == "there" or grid.dep[who] == "nsubjpass" or grid.lemma[cue] == "be"


def acts_of(grid: Grid, quotes: tuple[Quoted, ...], rules: Rules) -> list[Act]:
    """Return the acts of saying of a paragraph, the best candidate of each cue, the surest first."""
    alone, among = linear(rules.language, FILE, "cue"), linear(rules.language, FILE, "among")
    drafts = []
    hopeful = _hopeful(alone.weights, grid)
    for candidate, source, features in judged(grid, quotes, rules, hopeful):
        chance = max(probability(alone.logit(features)), _by_rule(grid, candidate, source, rules))
        if chance >= FAINT:
            drafts.append(Act(candidate, source, widened(grid, quotes, candidate.pieces, candidate.cue), chance))
    found: list[Act] = []
    best = best_of_cues(drafts)
    chances = [probability(among.logit(features)) for features in signs_among(grid, best)]
    chances = [max(c, _by_rule(grid, a.candidate, a.source, rules)) for c, a in zip(chances, best, strict=True)]
    for chance, act in sorted(zip(chances, best, strict=True), key=lambda pair: -pair[0]):
        kind = class_of(rules.sayings, grid.lemma[act.candidate.cue], act.candidate.frame)
        enough = is_enough(rules.language, kind, chance) or (kind in _SPOKEN and _is_passed_on(grid, act, found))
        contents = contents_of(grid, quotes, act.candidate, rules) if enough else ()
        if contents and not any(_is_same(contents, other.contents) for other in found):
            found.append(Act(act.candidate, _voice(grid, act, contents, rules), contents, chance))
    return going_on(grid, quotes, found, rules)


def is_enough(language: str, kind: str, chance: float) -> bool:
    """Tell whether an act of saying is sure enough to be published; a cue that the lexicon knows needs less."""
    least = load(language, FILE)["thresholds"]
    return bool(chance >= least["mention" if kind == MENTION else "known"])


def _is_passed_on(grid: Grid, act: Act, found: Sequence[Act]) -> bool:
    """Tell whether a speaker stands in what another says: "the agency reported that Kim said". Claims are Kim's."""
    at = grid.at[act.candidate.cue]
    inside = any(a <= at < b for other in found for a, b in other.contents)
    return inside and act.source[0] >= 0 and act.candidate.frame in ("clause", "before", "to")


def going_on(grid: Grid, quotes: tuple[Quoted, ...], found: list[Act], rules: Rules) -> list[Act]:
    """Return acts of saying with the quotes after them that they go on with."""
    model, out = linear(rules.language, FILE, "onward"), list(found)
    best: dict[int, tuple[float, int]] = {}
    for pair in pairs(grid, quotes, hosts_of(found), rules.sayings):
        best[pair.quote] = max(best.get(pair.quote, (0.0, -1)), (model.logit(pair.signs), pair.host))
    for number, (_, host) in sorted(best.items()):
        if host >= 0:
            act, quote = out[host], quotes[number]
            contents = merged([*act.contents, (quote.start, quote.end)])
            out[host] = Act(act.candidate, act.source, contents, act.chance)
    return out


def hosts_of(acts: Sequence[Act]) -> list[Host]:
    """Return acts as what a quote may go on with."""
    return [Host(a.candidate.cue, a.candidate.frame, a.chance, a.contents, a.source[0] >= 0) for a in acts]


def _by_rule(grid: Grid, candidate: Candidate, source: Source, rules: Rules) -> float:
    """Return how sure the rules are of a phrase or a reduced clause, of which texts to learn from have few."""
    if candidate.frame == "by phrase":
        rest = grid.text[grid.at[candidate.cue] :].lower()
        return max([0.0, *(weight for words, weight in rules.sayings.according if rest.startswith(words))])
    speaks = candidate.frame == "reduced" and rules.sayings.is_speech(grid.lemma[candidate.cue])
    return _REDUCED if speaks and grid.lemma[source[0]] in rules.roles.people | rules.roles.spokes else 0.0


def best_of_cues(drafts: Iterable[Act]) -> list[Act]:
    """Return the most probable act of each cue."""
    best: dict[int, Act] = {}
    for act in drafts:
        if act.contents and (act.candidate.cue not in best or act.chance > best[act.candidate.cue].chance):
            best[act.candidate.cue] = act
    return list(best.values())


def _is_same(one: Sequence[Chars], other: Sequence[Chars]) -> bool:
    shared = min(one[-1][1], other[-1][1]) - max(one[0][0], other[0][0])
    return shared > _SHARED * max(one[-1][1] - one[0][0], other[-1][1] - other[0][0])


def _voice(grid: Grid, act: Act, contents: tuple[Chars, ...], rules: Rules) -> Source:
    """Return who says what an act of saying tells."""
    candidate, known = act.candidate, outside(grid, act.source, contents)
    if candidate.frame in _BY_RULE:
        return known
    scene = Scene(grid, candidate.cue, candidate.frame, known, contents, rules.sayings, rules.roles)
    return speaker(scene, linear(rules.language, FILE, "voice"))


def outside(grid: Grid, source: Source, contents: tuple[Chars, ...]) -> Source:
    """Return the speaker unless it stands within the content."""
    inside = source[0] >= 0 and any(a <= grid.at[source[0]] < b for a, b in contents)
    return NOBODY if inside else source


def contents_of(grid: Grid, quotes: tuple[Quoted, ...], candidate: Candidate, rules: Rules) -> tuple[Chars, ...]:
    """Return where a candidate's content stands, in code points of the paragraph."""
    pieces = candidate.pieces
    if follows(candidate):
        end = right_end(grid, candidate, rules.sayings, linear(rules.language, FILE, "end"))
        pieces = (*pieces[:-1], (pieces[-1][0], max(end, pieces[-1][0] + 1)))
    return widened(grid, quotes, pieces, candidate.cue)


def widened(grid: Grid, quotes: tuple[Quoted, ...], pieces: tuple[Range, ...], cue: int) -> tuple[Chars, ...]:
    """Let each piece take in the quoted stretches that it mostly consists of, then trim and merge."""
    out: list[Chars] = []
    for piece in pieces:
        start, end = trim(grid.text, *grid.chars(*piece))
        for quote in quotes:
            shared = min(end, quote.end) - max(start, quote.start)
            if shared > max(3, 0.5 * min(quote.end - quote.start, end - start)) or (start <= quote.start < end):
                start, end = min(start, quote.start), max(end, quote.end)
        if start <= grid.at[cue] < end and grid.quote[cue] < 0:
            before, after = (start, grid.at[cue]), (grid.until[cue], end)
            longer = before if before[1] - before[0] >= after[1] - after[0] else after
            start, end = trim(grid.text, *longer)
        if end - start > 1:
            out.append((start, end))
    return merged(out)


def merged(pieces: list[Chars]) -> tuple[Chars, ...]:
    """Return stretches in order, those that touch as one."""
    out: list[Chars] = []
    for piece in sorted(pieces):
        if out and piece[0] <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], piece[1]))
        else:
            out.append(piece)
    return tuple(out)


def signs_among(grid: Grid, acts: Sequence[Act]) -> Iterator[list[str]]:
    """Yield the features of each act beside the others of its paragraph: within the words of another, or at odds."""
    for act in acts:
        cue, frame = act.candidate.cue, act.candidate.frame
        level = round(2 * _log_odds(act.chance))
        out = [f"alone {level}", f"alone {level // 2}|{frame}"]
        for other in acts:
            if other is not act and other.chance > _LIKELY:
                out += _beside(grid, act, other)
        yield [*sorted(set(out)), f"frame {frame}", f"cue quoted {grid.quote[cue] >= 0}"]


def _log_odds(chance: float) -> float:
    return math.log(chance / (1 - chance)) if chance < 1 else 10.0


def _beside(grid: Grid, act: Act, other: Act) -> Iterator[str]:
    """Yield how an act stands to another that is likely."""
    mine, theirs = act.contents, other.contents
    family = "quote" if grid.quote[other.candidate.head] >= 0 else other.candidate.frame.split()[0]
    stronger = "stronger" if other.chance > act.chance else "weaker"
    at = grid.at[act.candidate.cue]
    if any(a <= at < b for a, b in theirs):
        same = grid.sentence[act.candidate.cue] == grid.sentence[other.candidate.cue]
        where = "sentence" if same else "paragraph"
        yield f"within {where}"
        yield f"within {where}|{family}|{act.candidate.frame}"
        yield f"within {where}|{grid.lemma[act.candidate.cue]}"
        yield f"within {where}|{family}|{stronger}"
        yield f"within {where}|{other.chance > _SURE}|{act.chance > _LIKELY}"
    elif any(a <= grid.at[other.candidate.cue] < b for a, b in mine):
        yield f"around {stronger}|{act.candidate.frame}"
    else:
        shared = sum(max(0, min(b, d) - max(a, c)) for a, b in mine for c, d in theirs)
        part = shared / max(1, sum(b - a for a, b in mine))
        if part > _TOUCHING:
            yield f"shares {'all' if part > _SHARED else 'some'}|{stronger}"
            yield f"shares {'all' if part > _SHARED else 'some'}|{stronger}|{act.candidate.frame}"
        elif grid.sentence[act.candidate.cue] == grid.sentence[other.candidate.cue]:
            yield "beside another"
