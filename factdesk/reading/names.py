"""Which names of a report are people and which are bodies, and what a single word of a name stands for.

A statistical tagger labels one name now as a person, now as a body. News gives a person's full name or title once, so
a single word that never comes with either is taken for no person, and a body is what is tagged so often enough.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from factdesk.reading.rules import RoleRules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_LEAST_SHARE = 0.25
"""Of a name's tags, so many must be those of a body, or of a person who has no other name."""
_PLACES = ("GPE", "LOC")
_BODILY = ("ORG", "PERSON", "PRODUCT")


class Names:
    """The names of a report."""

    def __init__(self, docs: Iterable[Doc], rules: RoleRules) -> None:
        self._rules = rules
        self._by_last: dict[str, Counter[str]] = defaultdict(Counter)
        self._by_first: dict[str, Counter[str]] = defaultdict(Counter)
        self._tags: dict[str, Counter[str]] = defaultdict(Counter)
        self._titled: set[str] = set()
        for doc in docs:
            for entity in doc.ents:
                self._learn(entity)

    def _learn(self, entity: Span) -> None:
        words = name_words(entity, self._rules)
        if not words:
            return
        name = " ".join(words)
        self._tags[name.lower()][entity.label_] += 1
        if entity.label_ == "PERSON" and len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper():
            self._by_last[words[-1].lower()][name] += 1
            self._by_first[words[0].lower()][name] += 1
        if len(words) == 1 and (len(entity) > 1 or _has_title(entity[-1], self._rules)):
            self._titled.add(name.lower())

    def is_known(self, word: str) -> bool:
        """Tell whether a single word names somebody or something of the report."""
        lower = word.lower()
        return lower in self._by_last or lower in self._by_first or lower in self._tags

    def full(self, words: list[str]) -> str | None:
        """Return the one full name of a person in the report that these words stand for; null if there is none."""
        if len(words) != 1:
            return None
        lower = words[0].lower()
        by_last = self._by_last.get(lower)
        if by_last:
            return _one_person(by_last)
        # Chinese, Korean and Hungarian names begin with the family name: "Xi" is Xi Jinping.
        return _one_person(self._by_first[lower]) if lower in self._by_first else None

    def is_last(self, words: list[str]) -> bool:
        """Tell whether a single word is the last word of somebody's full name."""
        return len(words) == 1 and words[0].lower() in self._by_last

    def is_person(self, words: list[str], label: str) -> bool:
        """Tell whether a name is a person's."""
        if self.full(words) is not None or self.is_last(words):
            return True
        if len(words) == 1:
            return label == "PERSON" and words[0].lower() in self._titled
        return label == "PERSON"

    def is_body(self, words: list[str]) -> bool:
        """Tell whether a name is that of a company, an agency, a party."""
        tags = self._tags.get(" ".join(words).lower())
        if tags is None or self.full(words) is not None or self.is_last(words):
            return False
        bodily = sum(n for tag, n in tags.items() if tag in _BODILY and (tag != "PERSON" or len(words) == 1))
        places = sum(n for tag, n in tags.items() if tag in _PLACES)
        is_titled = len(words) == 1 and words[0].lower() in self._titled
        return not is_titled and bodily >= _LEAST_SHARE * tags.total() and places * 2 <= tags.total()


def _one_person(found: Counter[str]) -> str | None:
    """Return the most used form of a name if all forms are one person's: "Ana Silva", "Ana M. Silva"."""
    firsts = {name.split()[0].lower() for name in found}
    return found.most_common(1)[0][0] if len(firsts) == 1 else None


def _has_title(token: Token, rules: RoleRules) -> bool:
    """Tell whether a title stands before a name: "Mr Tan", "President Lin"."""
    before = token.doc[token.i - 1] if token.i > 0 else None
    if before is None:
        return False
    return before.lower_ in rules.honorifics or (before.lemma_.lower() in rules.people and before.pos_ != "VERB")


def name_words(entity: Span, rules: RoleRules) -> list[str]:
    """Return the words of a name without titles, genitive ending and marks."""
    words = entity.text.replace("'s", "").replace("’s", "").replace("\n", " ").split()
    while len(words) > 1 and words[0].lower() in rules.honorifics:
        words.pop(0)
    return [w.strip(",\"'()") for w in words if w.strip(",\"'()")]
