"""Which of many stored claims a report is likeliest to bear on, by their bare words: reading them costs more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from factdesk.matching.lexicon import Lexicon
from factdesk.matching.views import term_of
from factdesk.model import Passage

_WORD = re.compile(r"[\w’'.&-]+")
BEFORE = 2
"""Sentences before a passage in which its subject may have been named."""
NEAR = 0.5
"""What a word there, or in the title, counts against one of the passage itself."""
_EVENT = 0.5
"""What a word of the same class of events counts; a word that is hardly ever seen counts 1."""
_NEXT_BEST = 2
"""The mean of so many next best passages counts as much as the best."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the words of a report stand."""

    at: Mapping[str, Sequence[int]]
    """Stem to the numbers of the passages that have it."""
    near: Mapping[str, Sequence[int]]
    """Stem to the passages that lack it, but whose title or last two sentences before have it."""
    classes: Mapping[str, Set[int]]
    """Event class to the passages with a word of it."""


def places(passages: Iterable[Passage], title: str, rules: Lexicon) -> Places:
    """Say where the words of some passages of a report stand."""
    own = [terms_of(p.lemmas, rules) | words_of(p.text, rules) for p in passages]
    titled = words_of(title, rules)
    at, near, classes = (
        defaultdict[str, list[int]](list),
        defaultdict[str, list[int]](list),
        defaultdict[str, set[int]](set),
    )
    for number, terms in enumerate(own):
        for term in terms:
            at[term].append(number)
            for name in rules.classes.get(term, ()):
                classes[name].add(number)
        for term in titled.union(*own[max(0, number - BEFORE) : number]) - terms:
            near[term].append(number)
    return Places(at, near, classes)


def promise(text: str, where: Places, rules: Lexicon) -> float:
    """Return how much of a claim the best passages have in common with it; comparable between claims of one report."""
    found = defaultdict[int, float](float)
    total, classes = 0.0, set[str]()
    for term in words_of(text, rules):
        weight = rules.rarity(term) * (0.3 if term in rules.light else 1.0)
        total += weight
        classes.update(rules.classes.get(term, ()))
        for number in where.at.get(term, ()):
            found[number] += weight
        for number in where.near.get(term, ()):
            found[number] += NEAR * weight
    for number in set[int]().union(*(where.classes[name] for name in classes if name in where.classes)):
        found[number] += _EVENT
    best = sorted(found.values(), reverse=True)[: 1 + _NEXT_BEST]
    return (best[0] + sum(best[1:]) / _NEXT_BEST) / total**0.5 if best else 0.0


def words_of(text: str, rules: Lexicon) -> frozenset[str]:
    """Return the stems of the words of a text that nobody has read."""
    return terms_of(_WORD.findall(text), rules)


def terms_of(words: Iterable[str], rules: Lexicon) -> frozenset[str]:
    """Return the stems of some words, single letters left out."""
    telling = (word for word in words if word.lower().replace("’", "'") not in rules.plain)
    return frozenset(t for t in (term_of(word, rules) for word in telling) if len(t) > 1 or t.isdigit())
