"""Every word of a paragraph that may tell that somebody says or thinks something, with what it may be: candidates.

Nothing is decided here: each verb, noun, adjective or mark proposes each of its complements, and a model chooses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factdesk.reading.grid import Grid
from factdesk.reading.quotemarks import Quoted
from factdesk.reading.rules import SayingRules
from factdesk.reading.sources import reduced_speaker
from factdesk.reading.syntax import CLAUSES, SUBJECT

Range = tuple[int, int]
"""First token and end."""

_SHORTEST_QUOTE = 3
"""Code points, marks included."""
_FARTHEST_QUOTE = 12
"""Tokens between a cue's clause and a quote that may belong to it."""
_LONGEST_SPEAKER = 7
"""Tokens before the colon of "Kim: ..."."""
_TYING = ("of", "as", "for", "to", "with", "from")
"""Prepositions that tie a second complement to the first: "accused the firm of fraud"."""
_COMMAS = (",", "--", "—", "–", '"', "''")
_DASHES = ("―", "—", "–", "-", "--", "~")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be a cue, and what may be its content."""

    cue: int
    frame: str
    """How the content is attached to the cue: "clause", "to", "object", "of", "quote", "around" ..."""
    head: int
    """The governing word of the content; for a quote its first word."""
    pieces: tuple[Range, ...]


def candidates(grid: Grid, quotes: tuple[Quoted, ...], sayings: SayingRules) -> Iterator[Candidate]:
    """Yield the candidates of a paragraph, by their cues in the order of the text."""
    phrases = [words.split() for words, _ in sayings.according]
    opening = {phrase[0] for phrase in phrases}
    for token, pos in enumerate(grid.pos):
        begun = phrases if grid.lower[token] in opening else []
        phrase = next((p for p in begun if p == grid.lower[token : token + len(p)]), None)
        if phrase is not None:
            yield from _of_phrase(grid, token, len(phrase))
        elif pos == "VERB" or (pos == "AUX" and grid.lemma[token] not in ("be", "will", "can", "may", "must")):
            yield from _of_verb(grid, quotes, token)
        elif pos == "NOUN":
            yield from _of_noun(grid, token)
        elif pos == "ADJ":
            yield from _of_adjective(grid, token)
        elif grid.lower[token] == ":" or grid.lower[token] in _DASHES:
            yield from _of_mark(grid, quotes, token)


def _of_verb(grid: Grid, quotes: tuple[Quoted, ...], verb: int) -> Iterator[Candidate]:
    found = list(_complements(grid, verb))
    yield from found
    clauses = [c for c in found if c.frame in ("clause", "before")]
    around = _between_commas(grid, verb) or _around(grid, verb)
    if around and not clauses:
        yield around
    source = reduced_speaker(grid, verb)
    if source >= 0:
        yield Candidate(verb, "reduced", grid.head[source], ((grid.bounds(verb)[0], grid.left[source]),))
    after = _after_colon(grid, verb)
    if after and not clauses:
        yield Candidate(verb, "after colon", after[0], (after,))
    if grid.quote[verb] < 0:
        for number in _quotes_near(grid, quotes, verb):
            tokens = _quoted_tokens(grid, number, verb)
            if tokens and not any(_meets(c.pieces, tokens) for c in clauses):
                yield Candidate(verb, "quote", tokens[0], (tokens,))


def _meets(pieces: tuple[Range, ...], other: Range) -> bool:
    return any(a < other[1] and other[0] < b for a, b in pieces)


def _complements(grid: Grid, verb: int) -> Iterator[Candidate]:
    for kid in grid.kids[verb]:
        label = grid.dep[kid]
        if label == "ccomp":
            yield _split(grid, verb, kid) or _with(grid, verb, "clause" if kid > verb else "before", kid)
        elif label == "xcomp":
            yield _with(grid, verb, "to" if _has_to(grid, kid) else "xcomp", kid)
        elif label in ("dobj", "oprd", "nsubjpass", "dative", "attr", "acomp") or (label == "nsubj" and kid < verb):
            if grid.pos[kid] != "PRON" or label == "oprd":
                yield _with(grid, verb, _NAMES[label], kid)
            if label == "dobj":
                yield from _of_preposition(grid, verb, kid, "object ")
        elif label == "prep":
            yield from _prepositional(grid, verb, kid, "")
        elif label == "advcl" and kid > verb:
            yield _with(grid, verb, "adverbial", kid)
        elif label == "conj" and kid > verb and any(grid.lower[m] == "that" for m in grid.of(kid, "mark")):
            yield _with(grid, verb, "clause", kid)
    yield from _pairs(grid, verb)
    if grid.dep[verb] == "acl" and grid.tag[verb] == "VBN":
        yield _with(grid, verb, "modified", grid.head[verb])


def _split(grid: Grid, verb: int, clause: int) -> Candidate | None:
    """Return a clause whose subject the parser hung on the cue between them: "The pier, she said, will close"."""
    subjects = grid.of(verb, "nsubj")
    if len(subjects) < 2 or subjects[1] > verb or clause < verb or grid.of(clause, *SUBJECT):
        return None
    whole = (grid.left[subjects[0]], grid.right[subjects[0]] + 1), (grid.left[clause], grid.right[clause] + 1)
    return Candidate(verb, "clause", clause, whole)


def _pairs(grid: Grid, verb: int) -> Iterator[Candidate]:
    """Yield two complements that are one content: "asked the crowd to leave", "the pier is said to be closed"."""
    seconds = [(kid, "to") for kid in grid.of(verb, "xcomp")] + [(kid, "as") for kid in grid.of(verb, "oprd")]
    seconds += [(kid, grid.lower[kid]) for kid in grid.of(verb, "prep") if grid.lower[kid] in _TYING]
    for second, name in seconds:
        for first in grid.of(verb, "dobj", "nsubjpass", "nsubj"):
            whole = (grid.left[first], grid.right[first] + 1), (grid.left[second], grid.right[second] + 1)
            if grid.pos[first] != "PRON" and whole[0][1] <= whole[1][0]:
                yield Candidate(verb, f"{_NAMES[grid.dep[first]]} and {name}", second, whole)


_NAMES = {
    "dobj": "object",
    "oprd": "as",
    "nsubjpass": "passive",
    "dative": "dative",
    "nsubj": "subject",
    "attr": "attribute",
    "acomp": "attribute",
}


def _has_to(grid: Grid, verb: int) -> bool:
    return any(grid.tag[kid] == "TO" for kid in grid.kids[verb]) or grid.tag[verb] == "VBG"


def _with(grid: Grid, cue: int, frame: str, head: int) -> Candidate:
    """Return a candidate whose content is a subtree, without the cue's own clause where that stands within."""
    first, end = grid.left[head], grid.right[head] + 1
    if not first <= cue < end:
        return Candidate(cue, frame, head, ((first, end),))
    if frame == "modified":
        start = min([grid.left[cue], *[c for c in range(head + 1, cue) if grid.lower[c] == ","]])
        return Candidate(cue, frame, head, ((first, max(start, first + 1)),))
    return Candidate(cue, frame, head, _without(first, end, _own_clause(grid, cue, head)))


def _own_clause(grid: Grid, cue: int, content: int) -> Range:
    """Return the stretch of a cue with its subject and helpers, where it stands within its content."""
    parts = [k for k in grid.kids[cue] if k != content and abs(k - cue) < _FARTHEST_QUOTE and grid.dep[k] != "punct"]
    parts = [k for k in parts if not (grid.left[k] <= content <= grid.right[k])]
    first, last = cue, cue
    for kid in sorted(parts, key=lambda k: abs(k - cue)):
        if grid.right[kid] >= first - 2 and grid.left[kid] <= last + 2:
            first, last = min(first, grid.left[kid]), max(last, grid.right[kid])
    return first, last + 1


def _without(first: int, end: int, hole: Range) -> tuple[Range, ...]:
    return tuple(p for p in ((first, min(hole[0], end)), (max(hole[1], first), end)) if p[0] < p[1])


def _of_preposition(grid: Grid, cue: int, of: int, before: str) -> Iterator[Candidate]:
    for preposition in grid.of(of, "prep"):
        yield from _prepositional(grid, cue, preposition, before)


def _prepositional(grid: Grid, cue: int, preposition: int, before: str) -> Iterator[Candidate]:
    for kid in grid.of(preposition, "pobj", "pcomp", "prep"):
        if grid.dep[kid] == "prep":
            yield from _prepositional(grid, cue, kid, before)
        elif grid.dep[kid] == "pcomp" and grid.lemma[kid] == "say" and grid.of(kid, "ccomp"):
            yield _with(grid, cue, before + "as saying", grid.of(kid, "ccomp")[0])
        elif grid.pos[kid] != "PRON":
            yield _with(grid, cue, before + grid.lower[preposition], kid)


def _around(grid: Grid, verb: int) -> Candidate | None:
    """Return the sentence around a parenthetical cue: "Prices, she said, will rise"."""
    start, end = grid.bounds(verb)
    if grid.head[verb] == verb or not grid.of(verb, *SUBJECT):
        return None
    first, last = grid.left[verb], grid.right[verb]
    opens = first == start or grid.pos[first - 1] == "PUNCT" or grid.pos[first] == "PUNCT"
    closes = last + 1 >= end or grid.pos[last + 1] == "PUNCT" or grid.pos[last] == "PUNCT"
    pieces = _without(start, end, (first, last + 1))
    pieces = tuple(p for p in pieces if any(grid.pos[i] != "PUNCT" for i in range(*p)))
    if not pieces or not opens or not (closes or grid.dep[verb] == "parataxis"):
        return None
    return Candidate(verb, "around", grid.head[verb], pieces)


def _between_commas(grid: Grid, verb: int) -> Candidate | None:
    """Return the sentence around "Mr Kim said" between commas, whatever the parser hung on what."""
    start, end = grid.bounds(verb)
    subjects = grid.of(verb, "nsubj")
    if not subjects or not start < grid.left[subjects[0]] <= verb or verb + 1 >= end:
        return None
    first = grid.left[subjects[0]]
    last = grid.right[verb] + 1 if grid.right[verb] - verb < _FARTHEST_QUOTE else verb + 1
    ends = (*_COMMAS, ".")
    after = next((i for i in range(verb + 1, min(last + 1, end)) if grid.lower[i] in ends), -1)
    if grid.lower[first - 1] not in _COMMAS or after < 0 or any(grid.pos[i] == "VERB" for i in range(verb + 1, after)):
        return None
    pieces = _without(start, end, (first, after))
    pieces = tuple(p for p in pieces if any(grid.pos[i] != "PUNCT" for i in range(*p)))
    return Candidate(verb, "around", grid.head[verb], pieces) if pieces else None


def _after_colon(grid: Grid, verb: int) -> Range | None:
    """Return what follows the colon of "The minister put it plainly: no more money"."""
    end = grid.bounds(verb)[1]
    colon = next((i for i in range(verb + 1, end - 1) if grid.lower[i] == ":"), None)
    return (colon + 1, end) if colon is not None and colon - verb < _FARTHEST_QUOTE else None


def _quotes_near(grid: Grid, quotes: tuple[Quoted, ...], verb: int) -> Iterator[int]:
    start, end = grid.bounds(verb)
    first, until = grid.chars(start, end)
    for number, quote in enumerate(quotes):
        if quote.end - quote.start > _SHORTEST_QUOTE and quote.end > first - 3 and quote.start < until + 4:
            yield number


def _quoted_tokens(grid: Grid, number: int, verb: int) -> Range | None:
    if number not in grid.quote:
        return None
    first, end = grid.quote.index(number), len(grid.quote) - grid.quote[::-1].index(number)
    return (first, end) if min(abs(first - verb), abs(end - 1 - verb)) <= 3 * _FARTHEST_QUOTE else None


def _of_noun(grid: Grid, noun: int) -> Iterator[Candidate]:
    for kid in grid.kids[noun]:
        label = grid.dep[kid]
        if label in ("acl", "ccomp", "relcl") and kid > noun:
            that = any(grid.lower[k] == "that" or grid.dep[k] == "mark" for k in grid.kids[kid])
            if _has_to(grid, kid) and grid.tag[kid] != "VBG":
                yield _with(grid, noun, "noun to", kid)
            elif that or label == "ccomp":
                yield _with(grid, noun, "noun clause", kid)
        elif label == "prep":
            yield from _prepositional(grid, noun, kid, "noun ")
    be = grid.head[noun]
    if grid.dep[noun] == "nsubj" and grid.lemma[be] == "be":
        for kid in grid.of(be, "ccomp", "xcomp", "attr"):
            if kid > be and grid.dep[kid] in CLAUSES:
                yield _with(grid, noun, "noun is", kid)


def _of_adjective(grid: Grid, adjective: int) -> Iterator[Candidate]:
    for kid in grid.kids[adjective]:
        if grid.dep[kid] in ("ccomp", "xcomp") and kid > adjective:
            yield _with(grid, adjective, "adjective to" if _has_to(grid, kid) else "adjective clause", kid)
        elif grid.dep[kid] == "prep":
            yield from _prepositional(grid, adjective, kid, "adjective ")


def _of_phrase(grid: Grid, token: int, length: int) -> Iterator[Candidate]:
    """Yield what is so according to somebody: the clause the phrase hangs on, else the rest of the sentence."""
    start, end = grid.bounds(token)
    phrase = range(token, token + length)
    last = max([grid.right[k] for t in phrase for k in grid.of(t, "pobj")], default=token + length - 1)
    governor = next((grid.head[t] for t in phrase if grid.head[t] not in phrase), token)
    whole = (start, end)
    inner = grid.dep[governor] in ("relcl", "advcl") or (grid.dep[governor] == "conj" and grid.of(governor, *SUBJECT))
    if grid.pos[governor] in ("VERB", "AUX") and inner and token > governor:
        whole = grid.left[governor], grid.right[governor] + 1
    pieces = _without(*whole, (token, last + 1))
    pieces = tuple(p for p in pieces if any(grid.pos[i] not in ("PUNCT", "SPACE") for i in range(*p)))
    if pieces:
        yield Candidate(token, "by phrase", governor, pieces[:1])


def _of_mark(grid: Grid, quotes: tuple[Quoted, ...], mark: int) -> Iterator[Candidate]:
    """Yield what stands after the colon of "Kim: ..." and before the dash of a signed quote."""
    start, end = grid.bounds(mark)
    before = [i for i in range(start, mark) if grid.pos[i] not in ("PUNCT", "SPACE")]
    if grid.lower[mark] == ":" and 0 < len(before) <= _LONGEST_SPEAKER and mark + 1 < len(grid.lower):
        if not any(grid.tag[i].startswith("VB") and grid.dep[i] == "ROOT" for i in before):
            yield Candidate(mark, "colon", mark + 1, ((mark + 1, _colon_end(grid, mark, end)),))
    elif grid.lower[mark] != ":" and mark > 0 and grid.quote[mark - 1] >= 0 and grid.quote[mark] < 0:
        quote = grid.quote[mark - 1]
        tokens = _quoted_tokens(grid, quote, mark)
        if tokens and mark + 1 < len(grid.pos) and grid.pos[mark + 1] == "PROPN":
            yield Candidate(mark, "signed", tokens[0], (tokens,))


def _colon_end(grid: Grid, mark: int, end: int) -> int:
    """Return where the content of a colon ends: with its sentence, or that after it where nothing else is left."""
    return end if end > mark + 1 else next((e for s, e in grid.sentences if s >= mark + 1), len(grid.lower))
