"""Whether a first name, a title or a noun tells that somebody is a woman or a man."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from factdesk.reading.rules import load


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Nouns for people, and the words that tell "he" from "she"."""

    persons: frozenset[str]
    """Nouns for people who need hold no office: "suspect", "mother"."""
    by_noun: Mapping[str, str]
    by_name: Mapping[str, str]

    def gender_of_noun(self, word: str) -> str:
        """Return "f" or "m", empty where a title or noun does not tell."""
        return self.by_noun.get(word, "")

    def gender_of_name(self, first: str) -> str:
        """Return "f" or "m", empty where a first name is not known or given to both."""
        whole = first.lower()
        return self.by_name.get(whole) or self.by_name.get(whole.split("-")[0], "")


@cache
def person_words(language: str) -> PersonWords:
    """Return the words of a language, as ``persons.json`` and ``first_names.json`` have them."""
    data, names = load(language, "persons"), load(language, "first_names")
    gendered = {"f": frozenset(data["women"]["lemmas"]), "m": frozenset(data["men"]["lemmas"])}
    by_name: dict[str, str] = {}
    for group in names["groups"]:
        for gender, key in (("f", "women"), ("m", "men")):
            for name in group[key].split():
                by_name[name] = gender if by_name.get(name, gender) == gender else ""
    return PersonWords(
        persons=frozenset(data["persons"]["lemmas"]) | gendered["f"] | gendered["m"],
        by_noun={word: gender for gender, words in gendered.items() for word in words},
        by_name=by_name,
    )
