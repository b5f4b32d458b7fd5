"""Where a content ends: clauses that the parser hung on the wrong word are taken in or left out by a model."""

from __future__ import annotations

from collections.abc import Iterator

from factdesk.reading.cues import Candidate
from factdesk.reading.grid import Grid, is_name
from factdesk.reading.linear import Linear, probability
from factdesk.reading.rules import SayingRules
from factdesk.reading.syntax import SUBJECT

_PAUSES = (",", ";", ":", "-", "--", "—", "–", "(", ")")
_RELUCTANCE = 0.75
"""Log odds against the end of a finite clause: what is cut off is lost, a few words too many are not."""
_LENGTHS = (1, 3, 6, 10, 16, 25)
_BEFORE = ("before", "around", "reduced", "colon", "by phrase", "signed", "quote")

Edge = tuple[int, list[str]]
"""A token before which the content may end, and what speaks for or against it."""


def edges(grid: Grid, candidate: Candidate, sayings: SayingRules) -> Iterator[Edge]:
    """Yield the places where a content after its cue may end, in the order of the text: each right-hand dependent."""
    first, until = candidate.pieces[-1]
    end = grid.bounds(candidate.cue)[1]
    start = max(candidate.head, first) + 1
    after = _past_marks(grid, until, end)
    top: dict[int, int] = {after: after} if start <= after < end else {}
    for token in range(start, end):
        edge = grid.left[token]
        hangs = grid.dep[token] != "punct" and (grid.head[token] < edge or edge == after)
        if hangs and start <= edge < end and grid.right[token] >= grid.right[top.get(edge, token)]:
            top[edge] = token
    for edge in sorted(top):
        yield edge, _signs(grid, candidate, edge, top[edge], first, until, sayings)


def _past_marks(grid: Grid, token: int, end: int) -> int:
    """Return the first token at or after one that is no punctuation mark."""
    return next((i for i in range(token, end) if grid.pos[i] != "PUNCT" or grid.quote[i] >= 0), end)


def _signs(
    grid: Grid, candidate: Candidate, edge: int, token: int, first: int, until: int, sayings: SayingRules
) -> list[str]:
    frame = candidate.frame
    family = frame if frame in ("clause", "to", "object", "as") else frame.split()[0]
    pause = "pause" if grid.lower[edge - 1] in _PAUSES else "no pause"
    where = _where(grid, candidate, token)
    label, opening = grid.dep[token], grid.tag[edge] if is_name(grid, edge) else grid.lower[edge]
    out = [
        f"dep {label}|{pause}",
        f"dep {label}|{where}",
        f"dep {label}|{where}|{pause}|{family}",
        f"opens {opening}|{label}",
        f"opens {opening}|{pause}|{where}",
        f"{where}|{pause}",
        f"quote {_quote(grid, edge)}",
        f"quote {_quote(grid, edge)}|{where}",
        f"length {sum(edge - first > n for n in _LENGTHS)}|{family}",
        f"frame {frame}",
        f"tag {grid.tag[token]}|{label}",
    ]
    left = grid.bounds(candidate.cue)[1] - edge
    out.append(f"left {sum(left > n for n in _LENGTHS)}")
    place = "inside" if edge < until else "end" if edge == _past_marks(grid, until, len(grid.pos)) else "beyond"
    out += [f"{place}|{family}", f"{place}|{pause}", f"{place}|{label}|{where}"]
    out.append(f"{place}|{label}|{pause}")
    out.append(f"{place}|{opening}|{pause}")
    if label in ("conj", "advcl", "relcl", "acl", "ccomp", "parataxis", "dep", "appos"):
        out += _of_clause(grid, candidate, token, label, sayings)
    return out


def _of_clause(grid: Grid, candidate: Candidate, token: int, label: str, sayings: SayingRules) -> Iterator[str]:
    subject = any(grid.dep[k] in SUBJECT for k in grid.kids[token])
    yield f"{label} {'with' if subject else 'without'} subject"
    yield f"{label} tense {grid.tag[token]}|{grid.tag[candidate.head]}"
    yield f"{label} tense {grid.tag[token]}|cue {grid.tag[candidate.cue]}"
    if grid.lemma[token] in sayings.verbs:
        yield f"{label} speaks|{'with' if subject else 'without'} subject"


def _where(grid: Grid, candidate: Candidate, token: int) -> str:
    """Return on what a dependent hangs, as seen from the content."""
    governor = grid.head[token]
    if governor == candidate.head:
        return "on head"
    if governor == candidate.cue:
        return "on cue"
    node = governor
    for _ in range(12):
        if node == candidate.head:
            return "within"
        if node == candidate.cue:
            return "beside"
        if grid.head[node] == node:
            break
        node = grid.head[node]
    return "above"


def _quote(grid: Grid, edge: int) -> str:
    """Return how an edge stands to quotation marks."""
    before, after = grid.quote[edge - 1], grid.quote[edge]
    if before >= 0 and before == after:
        return "inside"
    if after >= 0:
        return "opens"
    return "closes" if before >= 0 else "none"


def right_end(grid: Grid, candidate: Candidate, sayings: SayingRules, model: Linear) -> int:
    """Return the end, in tokens, of a content that follows its cue: the likeliest of all its edges."""
    whole, reluctance = _sentence_end(grid, candidate), _RELUCTANCE if candidate.frame == "clause" else 0.0
    best, best_chance, still = whole, 0.0, 1.0
    for edge, features in edges(grid, candidate, sayings):
        stop = probability(model.logit(features) - reluctance)
        if still * stop > best_chance:
            best, best_chance = edge, still * stop
        still *= 1 - stop
    return best if best_chance > still else whole


def _sentence_end(grid: Grid, candidate: Candidate) -> int:
    """Return the end of the sentence without its full stop."""
    start, end = grid.bounds(candidate.cue)
    while end - 1 > max(start, candidate.head) and grid.pos[end - 1] in ("PUNCT", "SPACE") and grid.quote[end - 1] < 0:
        end -= 1
    return end


def follows(candidate: Candidate) -> bool:
    """Tell whether a content stands behind its cue, so that its end is in question."""
    return candidate.frame not in _BEFORE and candidate.pieces[0][0] > candidate.cue
