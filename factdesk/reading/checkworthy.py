"""How much a sentence sounds like something worth checking: a linear model over words, forms and clauses.

Trained on sentences of political debate that people marked as worth checking or not (CheckThat 2024, task 1); the
weights are data in ``checkworthy.json``, fitted by ``scripts/fit_checkworthy.py``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, repeat
from typing import TYPE_CHECKING

from factdesk.reading.plain import Words, words_of
from factdesk.reading.rules import has, load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

_FUNCTION = ("PRON", "AUX", "ADP", "DET", "PART", "CCONJ", "SCONJ", "ADV", "INTJ")
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_OBJECTS = ("dobj", "attr", "acomp", "ccomp", "xcomp")
_MOST_COUNTED = 4
_MONEY = ("$", "%", "percent")
NUMBER = "#"
"""Stands for every number."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a sentence is made of: its words and pairs of words, its forms, and how much of some things it has."""

    words: frozenset[str]
    forms: frozenset[str]
    counts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of ``checkworthy.json``."""

    intercept: float
    words: Mapping[str, float]
    forms: Mapping[str, float]
    counts: Mapping[str, float]
    slope: float
    """With ``offset`` it turns the linear score into calibrated log-odds."""
    offset: float
    threshold: float
    """The probability from which on a sentence counts as worth checking."""


@cache
def model(language: str) -> Model | None:
    """Return the weights of a language, null where there are none."""
    if not has(language, "checkworthy"):
        return None
    data = load(language, "checkworthy")
    return Model(**{key: data[key] for key in Model.__slots__})


def terms(tokens: Iterable[Token]) -> Terms:
    """Return what the words of a sentence are made of."""
    whole = list(tokens)
    if not whole:
        return Terms(frozenset(), frozenset(), frozenset())
    words = words_of(whole[0].doc)
    given = [t for t in whole if not words.space[t.i]]
    places = [t.i for t in given]
    spoken = [i for i in places if not words.punct[i]]
    forms = (*_forms(words, places, spoken), *_of_entities_and_head(given, words))
    return Terms(frozenset(_words(words, spoken)), frozenset(forms), frozenset(_counts(given, words)))


def _words(words: Words, spoken: list[int]) -> Iterator[str]:
    lower = [NUMBER if words.number[i] else words.lower[i] for i in spoken]
    yield from lower
    yield from (f"{a} {b}" for a, b in pairwise(lower))
    yield from (f"={words.lemma[i]}" for i in spoken if words.pos[i] in ("NOUN", "VERB", "ADJ", "ADV"))


def _forms(words: Words, places: list[int], spoken: list[int]) -> Iterator[str]:
    lower, pos, dep = words.lower, words.pos, words.dep
    tags = [words.tag[i] for i in places]
    yield from (f"tag {tag}" for tag in tags)
    yield from (f"tags {a} {b}" for a, b in pairwise(tags))
    mixed = [NUMBER if words.number[i] else lower[i] if pos[i] in _FUNCTION else words.tag[i] for i in spoken]
    yield from (f"pair {a} {b}" for a, b in pairwise(mixed))
    for i in places:
        if dep[i] in _SUBJECTS:
            yield f"clause {lower[i] if pos[i] == 'PRON' else pos[i]} {words.lemma[words.head[i]]}"
        if dep[i] != "ROOT" and pos[i] in ("VERB", "AUX"):
            yield f"verb {dep[i]} {words.tag[i]}"


def _of_entities_and_head(tokens: list[Token], words: Words) -> Iterator[str]:
    for token in tokens:
        label = words.entity[token.i]
        if label and token.ent_iob_ == "B":
            yield f"entity {label}"
        if words.dep[token.i] == "ROOT":
            yield from _of_head(token)


def _of_head(token: Token) -> Iterator[str]:
    root = token.lemma_.lower()
    yield f"root {root}"
    yield f"root {token.tag_}"
    for child in token.children:
        yield f"under {child.dep_}"
        if child.dep_ in _SUBJECTS:
            yield f"subject {_who(child)}"
            yield f"subject {_who(child)} {token.tag_}"
        elif child.dep_ in ("aux", "auxpass", "neg"):
            yield f"helper {child.lemma_.lower()} {token.tag_}"
        elif child.dep_ in _OBJECTS:
            yield f"object {root} {child.lemma_.lower()}"


def _who(token: Token) -> str:
    return token.lower_ if token.pos_ == "PRON" else token.pos_


def _counts(tokens: list[Token], words: Words) -> Iterator[str]:
    numbers = sum([words.number[t.i] for t in tokens])
    names = sum([t.ent_iob_ == "B" for t in tokens if words.entity[t.i]])
    proper = sum([words.pos[t.i] == "PROPN" for t in tokens])
    for name, count in (("numbers", numbers), ("names", names), ("proper nouns", proper)):
        yield from (f"{name} {n}" for n in range(1, min(count, _MOST_COUNTED) + 1))
    if any(words.lower[t.i] in _MONEY and t.text in _MONEY for t in tokens):
        yield "money or percent"
    if tokens and tokens[-1].text == "?":
        yield "question"


def linear(found: Terms, weights: Model) -> float:
    """Return the linear score; words and forms are scaled to length one, so that a long sentence counts no more."""
    total = weights.intercept + sum(map(weights.counts.get, found.counts, repeat(0.0)))
    for known, own in ((weights.words, found.words), (weights.forms, found.forms)):
        if own:
            total += sum(map(known.get, own, repeat(0.0))) / math.sqrt(len(own))
    return total


def log_odds(tokens: Iterable[Token], language: str) -> float:
    """Return the calibrated log-odds that a sentence is worth checking, 0 for a language without weights."""
    weights = model(language)
    if weights is None:
        return 0.0
    return weights.slope * linear(terms(tokens), weights) + weights.offset


def is_worth_checking(tokens: Iterable[Token], language: str) -> bool:
    """Tell whether a sentence is worth checking, by the threshold that served best on development sentences."""
    weights = model(language)
    return weights is not None and 1 / (1 + math.exp(-log_odds(tokens, language))) >= weights.threshold
