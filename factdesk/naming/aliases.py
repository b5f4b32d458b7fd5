"""Countries, bodies and companies with the names they go by; read once from ``resources/rules/<language>``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from factdesk.naming.plain import plain
from factdesk.paths import resource

_LONGEST_EXACT = 3
"""Abbreviations of so many letters are told from words by their capitals alone: "WHO", "US", "ICE"."""
_GOVERNMENT = ("government", "administration")


class ActorKind(StrEnum):
    """What sort of actor an entry is."""

    COUNTRY = "country"
    BODY = "body"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Actor:
    """One entry: ``name`` is canonical; see ``aliases.json`` for what the others mean."""

    name: str
    kind: ActorKind
    names: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def sure_names(self) -> tuple[str, ...]:
        """The names that mean nobody else wherever they stand."""
        return tuple(n for n in (self.name, *self.names, *self.houses) if n not in self.unsure)


@dataclass(frozen=True, slots=True)
class Governing:
    """By which words (lemmas) a capital is told to stand for its government."""

    subject_of: frozenset[str] = frozenset()
    object_of: frozenset[str] = frozenset()
    owner_of: frozenset[str] = frozenset()
    people_of: frozenset[str] = frozenset()
    """Who is named by the capital: "Beijing officials"."""
    party_to: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    """Between a capital and what it is a party to: "talks with", "pressure on"."""


@dataclass(frozen=True, slots=True)
class Aliases:
    """The actors by what they are called."""

    actors: tuple[Actor, ...]
    governing: Governing
    _by_name: Mapping[str, Actor]
    _by_seat: Mapping[str, Actor]
    _by_adjective: Mapping[str, Actor]
    _unsure: frozenset[str]

    def named(self, words: str) -> Actor | None:
        """Return whose name this is, wherever it stands."""
        return self._by_name.get(_key(words))

    def seated(self, words: str) -> Actor | None:
        """Return whose seat this is: "Beijing"; it means the government only where it acts."""
        return self._by_seat.get(_key(words))

    def people(self, words: str) -> Actor | None:
        """Return the country whose adjective this is: "Chinese"."""
        return self._by_adjective.get(_key(words))

    def knows(self, words: str) -> bool:
        """Tell whether these words mean an actor at least at times."""
        return any(look(words) is not None for look in (self.named, self.seated, self.people)) or (
            _key(words) in self._unsure
        )

    def speaking(self, words: str) -> Actor | None:
        """Return whom these words mean where they name a speaker: also a seat, or a government by its country."""
        return self.named(words) or self.seated(words) or self._governing(words)

    def _governing(self, words: str) -> Actor | None:
        """Return the country of "the Chinese government", "China's government", "the government of China"."""
        parts = " ".join(words.split()).replace("’", "'").removeprefix("the ").removeprefix("The ").split()
        if len(parts) < 2:
            return None
        if parts[-1].casefold() in _GOVERNMENT:
            owner = " ".join(parts[:-1])
            found = self.people(owner) or self.named(owner.removesuffix("'s").removesuffix("'"))
        elif parts[0].casefold() in _GOVERNMENT and parts[1].casefold() == "of":
            found = self.named(" ".join(parts[2:]))
        else:
            return None
        return found if found is not None and found.kind is ActorKind.COUNTRY else None


@cache
def aliases(language: str = "en") -> Aliases:
    """Return the actors of a language's rules; none where it has no such file."""
    file = resource("rules", language, "aliases.json")
    data = json.loads(file.read_text("utf-8")) if file.exists() else {"actors": [], "government": None}
    actors = tuple(_actor(entry) for entry in data["actors"])
    return Aliases(
        actors,
        _governing(data["government"]) if data["government"] else Governing(),
        _by(actors, lambda actor: actor.sure_names),
        _by(actors, lambda actor: actor.seats),
        _by(actors, lambda actor: actor.adjectives),
        frozenset(_key(form) for actor in actors for form in actor.unsure),
    )


def _governing(data: Mapping[str, Any]) -> Governing:
    party = data["party_to"]
    return Governing(
        subject_of=frozenset(data["subject_of"]),
        object_of=frozenset(data["object_of"]),
        owner_of=frozenset(data["owner_of"]),
        people_of=frozenset(data["people_of"]),
        party_to=frozenset(party["nouns"]),
        prepositions=frozenset(party["prepositions"]),
    )


def _actor(entry: Mapping[str, Any]) -> Actor:
    lists = ("names", "houses", "seats", "adjectives", "unsure", "examples")
    return Actor(entry["name"], ActorKind(entry["kind"]), *(tuple(entry.get(key, ())) for key in lists))


def _by(actors: Iterable[Actor], forms: Any) -> dict[str, Actor]:
    """Return the actors by their forms; what two of them are called, neither is."""
    found: dict[str, Actor] = {}
    twice: set[str] = set()
    for actor in actors:
        for key in {_key(form) for form in forms(actor)}:
            twice |= {key} if key in found else set()
            found[key] = actor
    return {key: actor for key, actor in found.items() if key not in twice}


def _key(words: str) -> str:
    """Return the words as they are looked up: no article, no ending, no dots; a short abbreviation as it stands."""
    tidy = " ".join(words.replace("’", "'").split()).removesuffix("'s").removesuffix("'")
    tidy = tidy[4:] if tidy[:4].casefold() == "the " else tidy
    letters = "".join(c for c in tidy if c.isalnum())
    if letters.isupper() and len(letters) <= _LONGEST_EXACT and " " not in tidy:
        return letters
    return plain(tidy)
