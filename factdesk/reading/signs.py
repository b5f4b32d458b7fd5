"""What tells a cue with its content from any other word with its complement: the features of a candidate."""

from __future__ import annotations

from collections.abc import Iterator

from factdesk.reading.cues import Candidate
from factdesk.reading.grid import Grid, cue_word, is_name
from factdesk.reading.rules import RoleRules, SayingRules
from factdesk.reading.sources import Source
from factdesk.reading.syntax import SUBJECT

_AUX = ("aux", "auxpass")
_LENGTHS = (2, 4, 7, 12, 20, 35)


def signs(grid: Grid, candidate: Candidate, source: Source, sayings: SayingRules, roles: RoleRules) -> list[str]:
    """Return the features of a candidate that hold, each a short name."""
    frame, cue = candidate.frame, candidate.cue
    lemma, word = grid.lemma[cue], cue_word(grid, cue)
    out = [f"frame {frame}", f"cue {word}", f"cue {word}|{frame}"]
    out += [f"lexicon {entry.verb_class}|{frame}" for entry in sayings.verbs.get(lemma, ())[:1]]
    if lemma in sayings.verbs and frame not in ("clause", "before", "quote", "around"):
        out.append(f"lexicon|{frame}")
    out += _of_cue(grid, candidate)
    speaker = _of_speaker(grid, source, roles)
    out += speaker
    out += [f"{speaker[0]}|{frame}", f"{speaker[-1]}|{frame}", f"{speaker[-1]}|{grid.tag[cue]}"]
    out += _of_content(grid, candidate)
    out += _of_place(grid, candidate)
    return out


def _of_cue(grid: Grid, candidate: Candidate) -> Iterator[str]:
    cue, frame = candidate.cue, candidate.frame
    tag, label = grid.tag[cue], grid.dep[cue]
    yield f"tag {tag}"
    yield f"tag {tag}|{frame}"
    yield f"dep {label}"
    yield f"dep {label}|{tag}"
    governor = grid.head[cue]
    if governor != cue:
        yield f"under {cue_word(grid, governor)}|{label}" if label in ("xcomp", "ccomp", "pcomp") else f"under {label}"
    for kid in grid.kids[cue]:
        role = grid.dep[kid]
        if role in _AUX or role in ("neg", "mark", "advmod", "prt"):
            yield f"{role} {grid.lower[kid]}"
        if kid != candidate.head and role in ("ccomp", "xcomp", "dobj", "oprd", "prep", "dative", "acomp", "advcl"):
            yield f"beside {role}|{frame}"
    if grid.of(cue, "auxpass"):
        yield f"passive|{frame}"


def _of_speaker(grid: Grid, source: Source, roles: RoleRules) -> list[str]:
    who, how = source
    if who < 0:
        return ["nobody", "speaker nobody"]
    out = [f"speaker {how}"]
    lemma, kind = grid.lemma[who], kind_of(grid, who, roles)
    if kind in ("NOUN", "bodies", "documents") and not is_name(grid, who):
        out.append(f"speaker word {lemma}")
    return [*out, f"speaker {kind}"]


def kind_of(grid: Grid, who: int, roles: RoleRules) -> str:
    """Return what somebody is: which pronoun, what kind of name, of which group of nouns."""
    if grid.pos[who] == "PRON":
        return f"pronoun {grid.lower[who]}"
    if grid.entity[who]:
        return f"entity {grid.entity[who]}"
    return next((name for name, words in _groups(roles) if grid.lemma[who] in words), grid.pos[who])


def _groups(roles: RoleRules) -> tuple[tuple[str, frozenset[str]], ...]:
    return (
        ("spokes", roles.spokes),
        ("people", roles.people),
        ("bodies", roles.bodies),
        ("documents", roles.documents),
    )


def _of_content(grid: Grid, candidate: Candidate) -> Iterator[str]:
    frame, head = candidate.frame, candidate.head
    first, end = candidate.pieces[0][0], candidate.pieces[-1][1]
    size = sum(b - a for a, b in candidate.pieces)
    yield f"size {sum(size > n for n in _LENGTHS)}|{_family(frame)}"
    yield f"opens {grid.lower[first]}|{_family(frame)}" if _is_function(grid, first) else f"opens {grid.tag[first]}"
    yield f"head {grid.tag[head]}|{_family(frame)}"
    if _family(frame) == "phrase":
        if not is_name(grid, head):
            yield f"head {grid.lemma[head]}"
        yield f"content {grid.entity[head] or grid.pos[head]}|{frame}"
    else:
        if any(grid.dep[k] in SUBJECT for k in grid.kids[head]):
            yield "content has subject"
        for kid in grid.of(head, "mark", "aux"):
            yield f"content {grid.dep[kid]} {grid.lower[kid]}"
    quoted = sum(grid.quote[i] >= 0 for a, b in candidate.pieces for i in range(a, b)) / max(size, 1)
    yield f"quoted {'all' if quoted > 0.8 else 'half' if quoted > 0.4 else 'some' if quoted > 0 else 'no'}|{frame}"
    yield f"gap {_gap(grid, candidate.cue, first, end)}|{frame}"


def _family(frame: str) -> str:
    if frame in ("clause", "before", "around", "reduced", "quote", "by phrase", "colon", "signed", "after colon"):
        return "clause"
    if frame in ("to", "xcomp", "noun to", "adjective to", "adverbial", "noun clause", "adjective clause", "noun is"):
        return "verbal"
    return "phrase"


def _is_function(grid: Grid, token: int) -> bool:
    return grid.pos[token] in ("SCONJ", "ADP", "PART", "DET", "PRON", "ADV", "PUNCT", "CCONJ", "AUX")


def _gap(grid: Grid, cue: int, first: int, end: int) -> str:
    """Return what stands between a cue and its content."""
    if first <= cue < end:
        return "within"
    between = range(end, cue) if end <= cue else range(cue + 1, first)
    side = "before" if end <= cue else "after"
    mark = next((grid.lower[i] for i in (*between, first, end - 1) if grid.lower[i] in (",", ":", "?", "!", ".")), "")
    return f"{side} {mark} {sum(len(between) > n for n in (0, 1, 2, 4, 8))}"


def _of_place(grid: Grid, candidate: Candidate) -> Iterator[str]:
    cue = candidate.cue
    start, end = grid.bounds(cue)
    if grid.quote[cue] >= 0:
        yield f"cue quoted|{candidate.frame}"
        yield "cue quoted"
    if grid.lower[end - 1] not in (".", "!", "?", '"', "'", "''", ":"):
        yield "sentence unfinished"
    if grid.lower[end - 1] == "?":
        yield "sentence asks"
    if len(grid.sentences) == 1:
        yield "sentence alone"
    if end - start < 7:
        yield "sentence short"
