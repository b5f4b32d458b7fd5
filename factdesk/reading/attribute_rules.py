"""The pipeline's rules for parts of speech and forms, with what they told of a word kept for the next such word.

The rules look at a word's tag, at what it is to its head and, of some words only, at the word itself; a few look at the
word after it as well. So two words alike in these are told the same, and to recall it takes a tenth of the time of
matching every rule against every word anew.

Source: the patterns of spaCy's ``AttributeRuler``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

_Key = tuple[int, int, int]
"""Tag, relation to the head, and the word where a rule mentions it; else 0."""
_Told = list[tuple[int, int]]


class AttributeRules:
    """An attribute ruler that recalls what it told."""

    def __init__(self, ruler: Any) -> None:
        from spacy.matcher import Matcher

        patterns = [pattern for rule in ruler.patterns for pattern in rule["patterns"]]
        self._ruler = ruler
        self._strings = ruler.vocab.strings
        self._are_known = all(_is_known(pattern) for pattern in patterns)
        self._words, self._shapes = _mentioned(patterns)
        self._openers = Matcher(ruler.vocab)
        self._openers.add("opener", [pattern[:1] for pattern in patterns if len(pattern) == 2])
        self._opening: set[_Key] = set()
        self._of_one: dict[_Key, _Told] = {}
        self._of_two: dict[tuple[_Key, _Key], _Told] = {}
        self._own: dict[int, int] = {}

    def __call__(self, doc: Doc) -> None:
        """Set what the rules say of the words of a tagged and parsed text."""
        self._ruler.set_annotations(doc, self._recalled(doc) if self._are_known else self._ruler.match(doc))

    def _number(self, word: int) -> int:
        """Return a word's number if a rule mentions it, else 0."""
        number = self._own.get(word)
        if number is None:
            text = self._strings[word]
            is_mentioned = text.isspace() or text in self._words or any(shape.search(text) for shape in self._shapes)
            number = self._own[word] = word if is_mentioned else 0
        return number

    def _recalled(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """Return rule, name, first word and end of each match, in the order of the rules."""
        found = []
        keys = [(tag, dep, self._number(word)) for tag, dep, word in doc.to_array(["TAG", "DEP", "LOWER"]).tolist()]
        for i, key in enumerate(keys):
            told = self._of_one.get(key)
            for rule, name in self._learn(doc, i, key) if told is None else told:
                found.append((rule, name, i, i + 1))
            if key in self._opening and i + 1 < len(keys):
                told = self._of_two.get((key, keys[i + 1]))
                if told is None:
                    told = self._of_two[key, keys[i + 1]] = self._told(doc, i, i + 2)
                for rule, name in told:
                    found.append((rule, name, i, i + 2))
        found.sort()
        return found

    def _learn(self, doc: Doc, i: int, key: _Key) -> _Told:
        if self._openers(doc[i : i + 1]):
            self._opening.add(key)
        told = self._of_one[key] = self._told(doc, i, i + 1)
        return told

    def _told(self, doc: Doc, start: int, end: int) -> _Told:
        """Return the rules that match exactly these words."""
        matches = self._ruler.matcher(doc[start:end], allow_missing=True, as_spans=False)
        return [(int(self._strings[name]), name) for name, first, last in matches if last - first == end - start]


def _is_known(pattern: list[dict[str, Any]]) -> bool:
    """Tell whether a pattern is of one or two words and asks for nothing but what is in a key."""
    asked = {name for token in pattern for name in token}
    ways = {way for token in pattern if isinstance(token.get("LOWER"), dict) for way in token["LOWER"]}
    return len(pattern) <= 2 and asked <= {"TAG", "DEP", "LOWER", "IS_SPACE"} and ways <= {"IN", "REGEX"}


def _mentioned(patterns: list[list[dict[str, Any]]]) -> tuple[set[str], list[re.Pattern[str]]]:
    """Return the words that patterns ask for, and the expressions."""
    words: set[str] = set()
    shapes = []
    for asked in (token["LOWER"] for pattern in patterns for token in pattern if "LOWER" in token):
        if isinstance(asked, str):
            words.add(asked)
        else:
            words.update(asked.get("IN", ()))
            shapes += [re.compile(asked["REGEX"])] if "REGEX" in asked else []
    return words, shapes
