"""Which deal "the deal" is: the fuller words for the same thing earlier in a report, if there is one such thing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from factdesk.reading.pipeline import Parsed
from factdesk.reading.plain import words_of
from factdesk.reading.rules import sentence_rules
from factdesk.reading.syntax import children

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST_WORDS = 9
_FAR = 12
"""Sentences after which a thing not spoken of meanwhile is hardly meant by a bare noun any more."""
_TELLING = ("amod", "compound", "nmod", "poss", "prep")
_NAMES = ("ORG", "GPE", "NORP", "FAC", "LOC", "PERSON", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART")
_ONE, _AGAIN, _NEAR = 1.0, 0.5, 1.0
_WORD = re.compile(r"\w+")
_PLAIN_NAME = re.compile(r"^(?:the|an?)\s+|['’]s$", re.IGNORECASE)

_LED = re.compile(r"(?:\bthe|['’]s?)\s+(?:\w+\s)?$", re.IGNORECASE)
"""What stands before a name that takes an article: "the Oslo Court", "Norway's Defence Ministry"."""


@dataclass(frozen=True, slots=True)
class Told:
    """A thing told of in words that tell it from others of its kind."""

    at: int
    sentence: int
    words: str
    key: frozenset[str]
    """Lemmas of the names and nouns that tell it from others."""


class Things:
    """The things and events a report tells of, by the nouns for them, and which of its names are bodies'."""

    def __init__(self, parsed: Parsed) -> None:
        rules = sentence_rules(parsed.language)
        self._text = parsed.text
        self._alike, self._pointing = rules.alike, rules.pointing
        self._told: dict[str, list[Told]] = defaultdict(list)
        self._spoken_of: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._labels: dict[str, Counter[str]] = defaultdict(Counter)
        self._last_names: set[str] = set()
        self._written: dict[str, str] = {}
        self._counted: dict[str, list[tuple[int, Told]]] = {}
        number = 0
        for paragraph in parsed.paragraphs:
            for entity in paragraph.doc.ents:
                name = _PLAIN_NAME.sub("", entity.text).lower()
                self._labels[name][entity.label_] += 1
                if entity.label_ == "PERSON" and " " in name:
                    self._last_names.add(name.split()[-1])
            words = words_of(paragraph.doc)
            for first, end in words.sentences:
                number += 1
                for i in range(first, end):
                    if words.tag[i] == "NN" and not words.entity[i]:
                        self._learn(paragraph.doc[i], paragraph.start, number)

    def _learn(self, noun: Token, offset: int, number: int) -> None:
        kind = self._kind(noun)
        self._spoken_of[kind].append((offset + noun.idx, number))
        key = _telling_words(noun)
        words = _full_words(noun) if key else None
        if words is not None:
            self._told[kind].append(Told(offset + noun.idx, number, words, key))

    def _kind(self, noun: Token) -> str:
        lemma: str = noun.lemma_.lower()
        return self._alike.get(lemma, lemma)

    def is_body(self, name: str) -> bool:
        """Tell whether a name is mostly taken for that of a body in this report, and not for a person or a place."""
        bare = _PLAIN_NAME.sub("", name).lower()
        labels = self._labels.get(bare, Counter())
        return (
            not self.is_last_name(bare)
            and labels["ORG"] + labels["PERSON"] > labels["GPE"] + labels["NORP"] + labels["LOC"]
        )

    def is_last_name(self, word: str) -> bool:
        """Tell whether a word ends the name of a person in this report."""
        return word.lower() in self._last_names

    def with_article(self, name: str) -> str:
        """Return a body's name as a sentence has it: "the Defence Ministry" where the report mostly writes so."""
        known = self._written.get(name)
        if known is None:
            known = self._written[name] = self._as_written(name)
        return known

    def _as_written(self, name: str) -> str:
        begins, whole = _WORD.match(name), re.compile(rf"{re.escape(name)}\b")
        places = self._places[begins[0]] if begins is not None and begins[0] in self._places else ()
        found = [at for at in places if whole.match(self._text, at)]
        led = sum(_LED.search(self._text, max(0, at - 12), at) is not None for at in found)
        is_led = name.lower().startswith("the ") or led * 2 <= len(found)
        return name if is_led else f"the {name}"

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each word of the text begins."""
        places: dict[str, list[int]] = defaultdict(list)
        for word in _WORD.finditer(self._text):
            places[word[0]].append(word.start())
        return places

    def was_told(self, noun: Token, at: int) -> bool:
        """Tell whether a thing of this kind was spoken of before a place of the text."""
        return any(place < at for place, _ in self._spoken_of.get(self._kind(noun), ())[:1])

    def antecedent(self, noun: Token, at: int) -> tuple[str, float] | None:
        """Return what "the deal" at a place of the text stands for and how clear that is; null where it is not sure.

        Words that share a name or noun ("a deal with China", "the trade deal with China") tell of one thing. Where
        they tell of several, or the one was not spoken of lately, which one is meant stays open; so it does for nouns
        that point at what was just said ("the move").
        """
        kind = self._kind(noun)
        before = bisect_left(self._told.get(kind, ()), at, key=lambda told: told.at)
        if noun.tag_ != "NN" or kind in self._pointing or _is_pointed_at(noun) or not before:
            return None
        places = self._spoken_of[kind]
        number = bisect_left(places, at, key=lambda spoken: spoken[0])
        here = places[number][1] if number < len(places) and places[number][0] == at else 0
        last = places[number - 1][1]
        several, best = self._so_far(kind)[before - 1]
        if several != 1 or here - last > _FAR:
            return None
        return best.words, _ONE + _AGAIN * (before - 1) + _NEAR * (here - last <= 1)

    def _so_far(self, kind: str) -> list[tuple[int, Told]]:
        found = self._counted.get(kind)
        if found is None:
            found = self._counted[kind] = list(_so_far(self._told[kind]))
        return found


def _so_far(told: list[Told]) -> Iterator[tuple[int, Told]]:
    """Yield after each telling how many things were told of by then, and the fullest words.

    What shares a telling word is one thing; what shares none with another is another thing.
    """
    thing_of: dict[str, set[str]] = {}
    several, best = 0, told[0]
    for one in told:
        same = list({id(thing): thing for word in one.key if (thing := thing_of.get(word)) is not None}.values())
        known = max(same, key=len, default=set[str]())
        joined = one.key.union(*(thing for thing in same if thing is not known)) - known
        known |= joined
        thing_of.update(dict.fromkeys(joined, known))
        several += 1 - len(same)
        best = max(best, one, key=lambda t: (len(t.key), -t.at))
        yield several, best


def is_definite(noun: Token) -> bool:
    """Tell "the deal" and "that deal" from "a deal"."""
    return any(c.lower_ in ("the", "this", "that") for c in children(noun, "det"))


def is_bare(noun: Token) -> bool:
    """Tell whether nothing but an article tells which one it is."""
    article = children(noun, "det")
    if any(c.dep_ in (*_TELLING, "acl", "relcl", "nummod", "appos", "conj", "case") for c in noun.children):
        return False
    return len(article) == 1 and article[0].i == noun.i - 1


def _is_pointed_at(noun: Token) -> bool:
    return not any(c.lower_ == "the" for c in children(noun, "det"))


def _tells(child: Token) -> bool:
    """Tell whether a part of a noun phrase tells one thing from another: a name or a noun, no mere adjective."""
    return child.dep_ != "amod" or child.ent_type_ in _NAMES or child.pos_ == "PROPN"


def _telling_words(noun: Token) -> frozenset[str]:
    parts = [token for child in children(noun, *_TELLING) if _tells(child) for token in child.subtree]
    return frozenset(
        t.lemma_.lower() for t in parts if t.pos_ in ("NOUN", "PROPN") or (t.pos_ == "ADJ" and t.ent_type_ in _NAMES)
    )


def _full_words(noun: Token) -> str | None:
    """Return the fuller words with "the": "the trade deal with South Korea"; null where they do not make a name."""
    if any(c.tag_ == "PRP$" or c.dep_ in ("nummod", "conj", "poss") for c in noun.children):
        return None
    if any(c.lower_ not in ("a", "an", "the", "this", "that") for c in children(noun, "det", "predet")):
        return None
    kept = [c for c in children(noun, *_TELLING) if _tells(c) and not any(t.pos_ == "PRON" for t in c.subtree)]
    first = min((t.i for c in kept for t in c.subtree), default=noun.i)
    last = max((t.i for c in kept for t in c.subtree), default=noun.i)
    inside = {t.i for c in kept for t in c.subtree} | {noun.i}
    if not kept or any(i not in inside for i in range(min(first, noun.i), max(last, noun.i) + 1)):
        return None
    doc = noun.doc
    words = " ".join(doc[min(first, noun.i) : max(last, noun.i) + 1].text.split())
    if (
        len(words.split()) > _MOST_WORDS
        or re.search(r"[\"“”,;:()]", words)
        or any(doc[i].ent_type_ == "DATE" for i in inside)
    ):
        return None
    return f"the {words}"
