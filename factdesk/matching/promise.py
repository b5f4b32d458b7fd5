"""What claims have in common with the passages of a report by their bare words, since reading them costs far more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.matching.lexicon import Lexicon
from factdesk.matching.views import term_of
from factdesk.model import Passage

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Table = NDArray[numpy.float32]

BEFORE = 2
"""Sentences before a passage in which its subject may have been named."""
NEAR = 0.5
"""What a word there, or in the title, counts against one of the passage itself."""
_EVENT = 0.5
"""What a word of the same class of events counts; a word that is hardly ever seen counts 1."""
_NEXT_BEST = 2
"""The mean of so many next best passages counts as much as the best."""
_LEAST = 0.3
_BARELY = 0.14
"""Least share of the weight of a claim's words that is near a passage, for the claim to be read at all."""
WORD = re.compile(r"[\w’'.&-]+")


@dataclass(frozen=True, slots=True)
class Overlap:
    """The weight of the words that each of some claims (rows) shares with each passage of a report (columns)."""

    own: Table
    """Of the words that the passage has."""
    near: Table
    """Of those that it lacks, but that its title or one of the last sentences before it has."""
    event: Table
    """Half the weight of a rare word where claim and passage have words of one class of events, else 0."""
    total: Table
    """Of all words of each claim."""

    def may_be_close(self) -> NDArray[numpy.bool_]:
        """Tell of each claim whether a passage may turn out close to it, once it is read; generous."""
        import numpy

        own = self.own + self.event
        enough = own + NEAR * self.near >= _BARELY * self.total[:, None]
        found: NDArray[numpy.bool_] = numpy.any((own >= _LEAST) & enough, axis=1)
        return found

    def promise(self) -> Table:
        """Return how much of each claim the best passages have; comparable between claims of one report."""
        import numpy

        both = self.own + NEAR * self.near + self.event
        most = min(1 + _NEXT_BEST, both.shape[1])
        if not both.size:
            return numpy.zeros(len(self.total), dtype=numpy.float32)
        best = numpy.partition(both, both.shape[1] - most, axis=1)[:, both.shape[1] - most :]
        highest = best.max(axis=1)
        found: Table = (highest + (best.sum(axis=1) - highest) / _NEXT_BEST) / numpy.sqrt(self.total + _EVENT)
        return found


@dataclass(frozen=True, slots=True)
class _Word:
    """What a word counts, where it stands in the tables, and what classes of events of the report it belongs to."""

    weight: float
    column: int | None
    classes: tuple[int, ...]


def overlap(texts: Sequence[str], passages: Sequence[Passage], title: str, rules: Lexicon) -> Overlap:
    """Weigh the words that some claims share with the passages of a report."""
    import numpy

    at, near, acts = _tables(passages, title, rules)
    known = _Known({t: n for n, t in enumerate(at)}, {c: n for n, c in enumerate(acts)}, rules)
    held = [known.words(text) for text in texts]
    shared = [[(w.column, w.weight) for w in words if w.column is not None] for words in held]
    does = [[(column, 1.0) for w in words for column in w.classes] for words in held]
    size = len(passages)
    return Overlap(
        own=_summed(shared, _table(at, size)),
        near=_summed(shared, _table(near, size)),
        event=numpy.minimum(_EVENT * _summed(does, _table(acts, size)), _EVENT, dtype=numpy.float32),
        total=numpy.array([sum(w.weight for w in words) for words in held], dtype=numpy.float32),
    )


def _summed(held: Sequence[Sequence[tuple[int, float]]], table: Table) -> Table:
    """Add up, for each claim, rows of a table by their weights.

    A product of matrices would have all cores compute for the few entries that are not 0.
    """
    import numpy

    # The row of zeros after the last stands in for claims that share nothing.
    nothing = len(table)
    padded = numpy.concatenate([table, _zeros(1, table.shape[1])])
    found = [entry for entries in held for entry in (*entries, (nothing, 0.0))]
    rows = numpy.array([row for row, _ in found], dtype=numpy.int64)
    weights = numpy.array([weight for _, weight in found], dtype=numpy.float32)
    starts = numpy.cumsum([0, *(len(entries) + 1 for entries in held[:-1])])
    added: Table = numpy.add.reduceat(padded[rows] * weights[:, None], starts, axis=0)
    return added


class _Known:
    """The words of claims, each looked at once."""

    def __init__(self, terms: Mapping[str, int], classes: Mapping[str, int], rules: Lexicon) -> None:
        self._terms, self._classes, self._rules = terms, classes, rules
        self._by_word: dict[str, str | None] = {}
        self._by_term: dict[str, _Word] = {}

    def words(self, text: str) -> list[_Word]:
        """Return what there is to know of the words of a text, each stem once."""
        found = set(WORD.findall(text))
        for word in found - self._by_word.keys():
            term = self._by_word[word] = next(iter(terms_of([word], self._rules)), None)
            if term is not None and term not in self._by_term:
                self._by_term[term] = self._look_at(term)
        terms = {self._by_word[word] for word in found}
        return [self._by_term[term] for term in sorted(term for term in terms if term is not None)]

    def _look_at(self, term: str) -> _Word:
        rules = self._rules
        weight = rules.rarity(term) * (0.3 if term in rules.light else 1.0)
        classes = tuple(self._classes[c] for c in rules.classes.get(term, ()) if c in self._classes)
        return _Word(weight, self._terms.get(term), classes)


def _tables(
    passages: Sequence[Passage], title: str, rules: Lexicon
) -> tuple[dict[str, list[int]], dict[str, list[int]], dict[str, list[int]]]:
    """Return the passages that have a term, those that only have it near, and those with a word of a class."""
    own = [terms_of(p.lemmas, rules) | words_of(p.text, rules) for p in passages]
    titled = words_of(title, rules)
    at: dict[str, list[int]] = {term: [] for term in sorted(titled.union(*own))}
    near: dict[str, list[int]] = {term: [] for term in at}
    acts = defaultdict[str, list[int]](list)
    for number, terms in enumerate(own):
        for term in terms:
            at[term].append(number)
        for term in titled.union(*own[max(0, number - BEFORE) : number]) - terms:
            near[term].append(number)
        for name in rules.classes_of(terms):
            acts[name].append(number)
    return at, near, dict(acts)


def _table(places: Mapping[str, Sequence[int]], columns: int) -> Table:
    table = _zeros(len(places), columns)
    for row, found in enumerate(places.values()):
        table[row, found] = 1.0
    return table


def _zeros(rows: int, columns: int) -> Table:
    import numpy

    return numpy.zeros((rows, columns), dtype=numpy.float32)


def words_of(text: str, rules: Lexicon) -> frozenset[str]:
    """Return the stems of the words of a text that nobody has read."""
    return terms_of(WORD.findall(text), rules)


def terms_of(words: Iterable[str], rules: Lexicon) -> frozenset[str]:
    """Return the stems of some words, without single letters and words that tell of nothing by themselves."""
    telling = (word for word in words if word.lower().replace("’", "'") not in rules.plain)
    return frozenset(t for t in (term_of(word, rules) for word in telling) if len(t) > 1 or t.isdigit())
