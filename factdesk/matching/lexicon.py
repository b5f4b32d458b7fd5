"""The rules of matching as data: event classes, cues, names, and how rare a word is."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from factdesk.matching.words import stem
from factdesk.naming import Actor, ActorKind, aliases
from factdesk.paths import resource

_SHORT = 3
"""Letters of an abbreviation that may be a word in small letters: "ice", "who"."""
ENDS = ("called_off", "delayed")
"""Cues whose verbs mean one thing: who promises to "suspend" a rule keeps to it by putting it off."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say what became of an event: a lemma of a predicate, or a pattern over a passage."""

    name: str
    stems: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def find(self, text: str) -> str | None:
        """Return the first words of a passage that one of the patterns matches."""
        for pattern in self.patterns:
            if found := pattern.search(text):
                return found.group()
        return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything matching knows of a language."""

    classes: Mapping[str, frozenset[str]]
    """Stem of a word to the event classes it belongs to."""
    opposes: Mapping[str, frozenset[str]]
    """Event class to the classes that exclude it."""
    cues: tuple[Cue, ...]
    light: frozenset[str]
    """Stems of verbs that report, plan or carry no event of their own."""
    generic: frozenset[str]
    """Stems of words that tell no two stories apart."""
    plain: frozenset[str]
    """Words that bind others and tell of nothing by themselves, in small letters."""
    aliases: Mapping[str, str]
    """Lower-case name to the name it is folded into."""
    frequency: Mapping[str, float]
    """Stem to the share of ordinary short texts that hold it."""
    rarest: float
    phrases: frozenset[str]
    """Verbs of more than one word: "lay off", "take effect"."""
    by_cue: Mapping[str, frozenset[str]]
    """Cue to the stems of its verbs."""
    saying: frozenset[str]
    """Stems of the verbs by which speech is reported."""
    requests: frozenset[str]
    """Stems of the verbs by which something is asked for."""
    considering: frozenset[str]
    """Stems of the verbs by which something is only thought about."""
    carrying: frozenset[str]
    """Stems of the verbs whose subject does what their object names: "pay a visit"."""
    reversed: frozenset[str]
    """Stems of the verbs of a class whose subject is the place and whose object does it: "host"."""
    mutual: frozenset[str]
    """Event classes in which all who take part do the same: "meet"."""
    nations: frozenset[str]
    """Heads of the aliases that are nations."""
    places: frozenset[str]
    """The names of nations that are no adjectives."""
    titles: frozenset[str]
    """Words before a person's name."""
    title_stems: frozenset[str]

    def rarity(self, term: str) -> float:
        """Return how telling a stem is: 0 for a word of every text, 1 for one hardly ever seen."""
        if term in self.generic:
            return 0.05
        share = self.frequency.get(term)
        return 1.0 if share is None else min(1.0, max(0.05, -math.log(share) / self.rarest))

    def classes_of(self, terms: Iterable[str]) -> frozenset[str]:
        """Return the event classes of some stems."""
        return frozenset().union(*(self.classes.get(term, frozenset()) for term in terms))

    def opposite(self, classes: Iterable[str]) -> frozenset[str]:
        """Return the classes that exclude one of the given ones."""
        return frozenset().union(*(self.opposes.get(name, frozenset()) for name in classes))


def _load(language: str, name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(resource("rules", language, name).read_text("utf8"))
    return data


@cache
def lexicon(language: str = "en") -> Lexicon:
    """Return the lexicon of a language, read from ``resources/rules`` at the first call."""
    events, cues = _load(language, "matching_events.json"), _load(language, "matching_cues.json")
    counts = _load(language, "matching_frequency.json")
    frequency = _frequency(counts["lemmas"], counts["texts"])
    names = _load(language, "matching_names.json")
    actors = [actor for actor in aliases(language).actors if not actor.unsure]
    nations = [actor for actor in actors if actor.kind is ActorKind.COUNTRY]
    return Lexicon(
        classes=_classes([*events["classes"], *_ends(cues["cues"])]),
        opposes=_opposes(events["classes"]),
        cues=tuple(_cue(entry) for entry in cues["cues"]),
        light=_stems(cues["light"]) | _plain_done(cues["cues"]),
        generic=_stems(cues["generic"]),
        plain=frozenset(_load(language, "matching_plain.json")["words"]),
        aliases=_aliases(actors, names),
        frequency=frequency,
        rarest=-math.log(min(frequency.values())),
        phrases=_phrases(events["classes"], cues["cues"]),
        by_cue={entry["name"]: frozenset(stem(lemma) for lemma in entry["lemmas"]) for entry in cues["cues"]},
        saying=_stems(cues["saying"]),
        requests=_stems(cues["requests"]),
        considering=_stems(cues["considering"]),
        carrying=_stems(cues["carrying"]),
        reversed=_stems(word for entry in events["classes"] for word in entry.get("reversed", ())),
        mutual=frozenset(entry["name"] for entry in events["classes"] if entry.get("mutual")),
        nations=frozenset(actor.name.lower() for actor in nations),
        places=frozenset(form for actor in nations for form in _forms((*actor.sure_names, *actor.seats), names)),
        titles=frozenset(names["titles"]),
        title_stems=_stems(names["titles"]),
    )


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words)


def _classes(entries: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in entries:
        for word in entry["words"]:
            found[stem(word)] = found.get(stem(word), frozenset()) | {entry["name"]}
    return found


def _ends(cues: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the verbs that call off, and those that put off, as classes of events of their own."""
    return [{"name": entry["name"], "words": entry["lemmas"]} for entry in cues if entry["name"] in ENDS]


def _opposes(entries: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """Read who excludes whom; what excludes is excluded in turn."""
    found: dict[str, frozenset[str]] = {}
    for entry in entries:
        for other in entry["opposes"]:
            found[entry["name"]] = found.get(entry["name"], frozenset()) | {other}
            found[other] = found.get(other, frozenset()) | {entry["name"]}
    return found


def _cue(entry: Mapping[str, Any]) -> Cue:
    patterns = tuple(re.compile(pattern, re.IGNORECASE) for pattern in entry["patterns"])
    return Cue(entry["name"], frozenset(stem(lemma) for lemma in entry["lemmas"]), patterns)


def _phrases(events: Iterable[Mapping[str, Any]], cues: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    words = [*(w for entry in events for w in entry["words"]), *(w for entry in cues for w in entry["lemmas"])]
    return frozenset(word for word in words if " " in word)


def _plain_done(cues: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Return the phrases that only say that something happens ("take place"), as light as a helper verb."""
    return frozenset(word for entry in cues if entry["name"] == "done" for word in entry["lemmas"] if " " in word)


def _aliases(actors: Iterable[Actor], names: Mapping[str, Any]) -> dict[str, str]:
    """Return what actors are called, in small letters, with the name each is folded into."""
    found = {
        form: actor.name.lower()
        for actor in actors
        for form in _forms((*actor.sure_names, *actor.seats, *actor.adjectives), names)
    }
    wider = {name: group[0] for group in names["wider"] for name in group}
    return {form: wider.get(head, head) for form, head in found.items()} | wider


def _forms(words: Iterable[str], names: Mapping[str, Any]) -> Iterator[str]:
    """Yield names in small letters; an abbreviation that is told from a word by its capitals alone is left out."""
    for word in words:
        lower = word.lower()
        letters = "".join(c for c in lower if c.isalnum())
        is_short = len(letters) <= _SHORT and word.upper() == word
        if lower not in names["common"] and (not is_short or letters in names["short"]):
            yield from (lower, lower.removeprefix("the ").rstrip("."))


def _frequency(lemmas: Mapping[str, int], texts: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for lemma, count in lemmas.items():
        found[stem(lemma)] = found.get(stem(lemma), 0.0) + count / texts
    return found
