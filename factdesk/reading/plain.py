"""The words of a parsed paragraph as plain lists, made once: asking spaCy for every word anew takes far longer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_KEY = "factdesk words"
_NO_KIDS: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a paragraph by their number."""

    text: str
    """The whole paragraph."""
    language: str
    lower: list[str]
    lemma: list[str]
    """In lower case."""
    tag: list[str]
    pos: list[str]
    dep: list[str]
    entity: list[str]
    head: list[int]
    kids: list[Sequence[int]]
    """What hangs on each word, in the order of the text."""
    at: list[int]
    """Where the word begins, in code points of the paragraph; ``until`` is where it ends."""
    until: list[int]
    number: list[bool]
    """Whether it is a number, in figures or in words."""
    alpha: list[int]
    punct: list[int]
    space: list[int]
    stop: list[int]
    """Whether it is of letters only, a mark, white space, a word that tells little; 1 if so, else 0."""
    sentences: list[tuple[int, int]]
    """First word and end of each sentence."""
    entities: list[tuple[int, int, str]]
    """First word, end and label of each named thing."""


def words_of(doc: Doc) -> Words:
    """Return the words of a paragraph; they are kept with its parse, which nothing changes any more."""
    data: dict[Any, Any] = doc.user_data
    found: Words | None = data.get(_KEY)
    if found is None:
        found = data[_KEY] = _made(doc)
    return found


def entities_in(doc: Doc, start: int, end: int) -> list[Span]:
    """Return the named things that lie within a range of words."""
    from spacy.tokens import Span

    known = words_of(doc).entities
    first = bisect_left(known, start, key=lambda entity: entity[0])
    last = bisect_right(known, end, lo=first, key=lambda entity: entity[1])
    return [Span(doc, a, b, label=label) for a, b, label in known[first:last]]


def entity_at(doc: Doc, number: int, labels: Sequence[str]) -> Span | None:
    """Return the named thing that a word belongs to, if it has one of these labels."""
    from spacy.tokens import Span

    known = words_of(doc).entities
    last = bisect_right(known, number, key=lambda entity: entity[0]) - 1
    if last < 0 or number >= known[last][1] or known[last][2] not in labels:
        return None
    return Span(doc, known[last][0], known[last][1], label=known[last][2])


def _made(doc: Doc) -> Words:
    from spacy.attrs import (
        DEP,
        ENT_TYPE,
        HEAD,
        IS_ALPHA,
        IS_PUNCT,
        IS_SPACE,
        IS_STOP,
        LEMMA,
        LENGTH,
        LIKE_NUM,
        LOWER,
        POS,
        SPACY,
        TAG,
    )

    strings = doc.vocab.strings
    asked = [LOWER, LEMMA, TAG, POS, DEP, ENT_TYPE, LIKE_NUM, IS_ALPHA, IS_PUNCT, IS_SPACE, IS_STOP]
    columns = doc.to_array(asked).T.tolist()
    lower, lemma, tag, pos, dep, entity = ([_spelt(strings, code) for code in column] for column in columns[:6])
    like_number, alpha, punct, space, stop = columns[6:]
    # Heads are told by the steps to them, forwards or backwards.
    away, lengths, spaced = doc.to_array([HEAD, LENGTH, SPACY]).astype("int64").T.tolist() if len(doc) else ([], [], [])
    head = [i + steps for i, steps in enumerate(away)]
    at = list(accumulate(map(add, lengths, spaced), initial=0))[:-1]
    kids: list[Sequence[int]] = [_NO_KIDS] * len(head)
    for i, governor in enumerate(head):
        if governor != i:
            kids[governor] = (*kids[governor], i)
    return Words(
        doc.text,
        doc.lang_,
        lower,
        [word.lower() for word in lemma],
        tag,
        pos,
        dep,
        entity,
        head,
        kids,
        at,
        list(map(add, at, lengths)),
        [bool(like) or word[:1].isdigit() for like, word in zip(like_number, lower, strict=True)],
        alpha,
        punct,
        space,
        stop,
        [(s.start, s.end) for s in doc.sents],
        [(e.start, e.end, e.label_) for e in doc.ents],
    )


@lru_cache(maxsize=50_000)
def _spelt(strings: Any, code: int) -> str:
    """Return the string of a code, one object for all that are alike."""
    return str(strings[code])
