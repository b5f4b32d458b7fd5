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

from factdesk.reading.rules import has, load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

_FUNCTION = ("PRON", "AUX", "ADP", "DET", "PART", "CCONJ", "SCONJ", "ADV", "INTJ")
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_OBJECTS = ("dobj", "attr", "acomp", "ccomp", "xcomp")
_MOST_COUNTED = 4
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
    given = [t for t in tokens if not t.is_space]
    spoken = [t for t in given if not t.is_punct]
    return Terms(frozenset(_words(spoken)), frozenset(_forms(given, spoken)), frozenset(_counts(given)))


def _words(tokens: list[Token]) -> Iterator[str]:
    words = [NUMBER if _is_number(t) else t.lower_ for t in tokens]
    yield from words
    yield from (f"{a} {b}" for a, b in pairwise(words))
    yield from (f"={t.lemma_.lower()}" for t in tokens if t.pos_ in ("NOUN", "VERB", "ADJ", "ADV"))


def _is_number(token: Token) -> bool:
    return bool(token.like_num or token.text[:1].isdigit())


def _forms(tokens: list[Token], spoken: list[Token]) -> Iterator[str]:
    tags = [t.tag_ for t in tokens]
    yield from (f"tag {tag}" for tag in tags)
    yield from (f"tags {a} {b}" for a, b in pairwise(tags))
    mixed = [NUMBER if _is_number(t) else t.lower_ if t.pos_ in _FUNCTION else t.tag_ for t in spoken]
    yield from (f"pair {a} {b}" for a, b in pairwise(mixed))
    yield from (f"entity {t.ent_type_}" for t in tokens if t.ent_iob_ == "B")
    for token in tokens:
        yield from _of_head(token)
        if token.dep_ in _SUBJECTS:
            yield f"clause {_who(token)} {token.head.lemma_.lower()}"
        if token.dep_ != "ROOT" and token.pos_ in ("VERB", "AUX"):
            yield f"verb {token.dep_} {token.tag_}"


def _of_head(token: Token) -> Iterator[str]:
    if token.dep_ != "ROOT":
        return
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


def _counts(tokens: list[Token]) -> Iterator[str]:
    numbers = sum(_is_number(t) for t in tokens)
    names = sum(t.ent_iob_ == "B" for t in tokens)
    proper = sum(t.pos_ == "PROPN" for t in tokens)
    for name, count in (("numbers", numbers), ("names", names), ("proper nouns", proper)):
        yield from (f"{name} {n}" for n in range(1, min(count, _MOST_COUNTED) + 1))
    if any(t.text in ("$", "%", "percent") for t in tokens):
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
