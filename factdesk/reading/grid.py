"""A parsed paragraph as plain lists: the same walks as over spaCy's tokens at a fraction of the time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from factdesk.reading.plain import Words, words_of
from factdesk.reading.syntax import Chars

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, eq=False)
class Grid(Words):
    """The words of a paragraph with their subtrees and with the sentences and quoted stretches they stand in."""

    left: list[int]
    """The first token of the subtree; ``right`` is the last one."""
    right: list[int]
    sentence: list[int]
    """The number of the token's sentence."""
    quote: list[int]
    """The number of the quoted stretch around the token; -1 outside."""

    def of(self, token: int, *labels: str) -> list[int]:
        """Return the children of a token with one of these dependency labels."""
        dep = self.dep
        return [kid for kid in self.kids[token] if dep[kid] in labels]

    def chars(self, first: int, end: int) -> Chars:
        """Return where a range of tokens begins and ends."""
        return self.at[first], self.until[end - 1]

    def bounds(self, token: int) -> tuple[int, int]:
        """Return first token and end of the sentence around a token."""
        return self.sentences[self.sentence[token]]

    def subtree(self, token: int) -> list[int]:
        """Return the tokens of a subtree, the token itself first."""
        out = [token]
        for node in out:
            out.extend(self.kids[node])
        return out


def is_name(grid: Grid, token: int) -> bool:
    """Tell whether a word is a name by its parse: no weight is to hang on who somebody is."""
    return grid.pos[token] == "PROPN" or grid.entity[token] == "PERSON"


def cue_word(grid: Grid, cue: int) -> str:
    """Return the lemma of a cue for the models; the tag for a name that the parser took for a verb."""
    return grid.tag[cue] if is_name(grid, cue) else grid.lemma[cue]


def grid_of(doc: Doc, quotes: tuple[Chars, ...]) -> Grid:
    """Return a paragraph as plain lists, with the quoted stretches that its tokens stand in."""
    words = words_of(doc)
    return Grid(
        **{field.name: getattr(words, field.name) for field in fields(Words)},
        left=_edges(words.head, range(len(words.head))),
        right=_edges(words.head, reversed(range(len(words.head)))),
        sentence=[number for number, (start, end) in enumerate(words.sentences) for _ in range(start, end)],
        quote=_around(words.at, quotes),
    )


def _edges(head: list[int], order: Iterable[int]) -> list[int]:
    """Return for each word the first one of its subtree in an order of all words, from left or from right."""
    out = [-1] * len(head)
    for word in order:
        node = word
        while out[node] < 0:
            out[node] = word
            node = head[node]
    return out


def _around(places: list[int], quotes: tuple[Chars, ...]) -> list[int]:
    out = [-1] * len(places)
    for number, (start, end) in enumerate(quotes):
        first = bisect_left(places, start)
        last = bisect_left(places, end, lo=first)
        out[first:last] = [number] * (last - first)
    return out
