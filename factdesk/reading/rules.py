"""The rules of a language, read once from ``resources/rules/<language>``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from factdesk.paths import resource


@dataclass(frozen=True, slots=True)
class Frame:
    """One way in which a verb of saying takes its content."""

    verb_class: str
    frame: str
    prepositions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SayingRules:
    """By which words somebody says something."""

    verbs: Mapping[str, tuple[Frame, ...]]
    """By lemma, in the order of the file."""
    nouns: frozenset[str]
    according: tuple[tuple[str, float], ...]
    no_content: tuple[str, ...]

    def frames(self, lemma: str, name: str) -> tuple[Frame, ...]:
        """Return the entries under which a verb has a frame."""
        return tuple(frame for frame in self.verbs.get(lemma, ()) if frame.frame == name)

    def is_speech(self, lemma: str) -> bool:
        """Tell whether the verb introduces direct speech."""
        return bool(self.frames(lemma, "quote"))


@dataclass(frozen=True, slots=True)
class RoleRules:
    """Which nouns stand for people and bodies that can say, promise and do things."""

    people: frozenset[str]
    bodies: frozenset[str]
    firms: frozenset[str]
    """Bodies that news calls by such a noun after it has named them: "the company", "the agency"."""
    spokes: frozenset[str]
    """Who speaks for somebody else: "spokesman", "state media"."""
    honorifics: frozenset[str]
    institutions: frozenset[str]
    """Words in the name of a publisher that speaks for itself: "ministry", "White House"."""
    unnamed: frozenset[str]
    """Roles in which people speak without their name: "official", "source"."""
    same: Mapping[str, str]
    """One key for words of one meaning that do not begin alike: "us" and "american"."""
    documents: frozenset[str]
    """What somebody speaks through: "report", "lawsuit"."""


@dataclass(frozen=True, slots=True)
class ForwardRules:
    """By which words something is said to lie ahead."""

    scheduled: frozenset[str]
    promise: frozenset[str]
    promise_of: frozenset[str]
    """Verbs that promise what their object names: "pledged aid"."""
    plan: frozenset[str]
    wish: frozenset[str]
    """Those of them by which somebody undertakes nothing: "hopes to", "wants to"."""
    predict: frozenset[str]
    likely: frozenset[str]
    change_verbs: frozenset[str]
    event_verbs: frozenset[str]
    deadline_nouns: frozenset[str]
    planned: frozenset[str]
    reschedule: frozenset[str]
    appoint: frozenset[str]
    """Verbs that set a meeting somebody is asked to: "invited her to a hearing in June"."""
    term: frozenset[str]
    """Verbs by which somebody gets until a day to do something: "gave them until Friday to leave"."""
    demand: frozenset[str]
    """Verbs by which somebody is to do something: "ordered the firm to repay it by June"."""
    control: frozenset[str]
    """Verbs whose object is to do what the infinitive says: "urged Ruiz to wait"; with "promised" the subject is."""
    course: frozenset[str]
    """Nouns of "on track for", "on course to"."""
    afterward: frozenset[str]
    """Words by which a time is told only as after what was just told."""
    event_nouns: frozenset[str]
    deny: frozenset[str]


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """Words that tie a sentence to the one before it, or that make a subject stand for nothing."""

    openings: frozenset[str]
    never_alone: frozenset[str]
    expletive: frozenset[str]
    hanging: frozenset[str]
    """Nouns that with a bare "the" stand for something told of before: "the company"."""
    pointing: frozenset[str]
    """Nouns that with "the" point at all that was just told: "the move"."""
    dated: frozenset[str]
    """Words by which a time is told only against the report's own day: "next", "Friday"."""
    alike: Mapping[str, str]
    """One noun for those by which one thing may be called: "agreement" and "deal"."""


@cache
def load(language: str, name: str) -> Any:
    """Return one file of rules as it stands; ``Any`` because each file has its own shape, read just below."""
    return json.loads(resource("rules", language, f"{name}.json").read_text("utf-8"))


@cache
def has(language: str, name: str) -> bool:
    """Tell whether a language has a file of this name."""
    return resource("rules", language, f"{name}.json").is_file()


@cache
def saying(language: str) -> SayingRules:
    """Return the verbs, nouns and phrases of saying."""
    data = load(language, "verbs")
    verbs: dict[str, list[Frame]] = {}
    for entry in data["verbs"]:
        for lemma in entry["lemmas"]:
            verbs.setdefault(lemma, []).extend(
                Frame(entry["class"], frame, tuple(entry.get("prepositions", ()))) for frame in entry["frames"]
            )
    return SayingRules(
        {lemma: tuple(frames) for lemma, frames in verbs.items()},
        frozenset(lemma for entry in data["nouns"] for lemma in entry["lemmas"]),
        tuple((entry["words"], entry["weight"]) for entry in data["according"]),
        tuple(data["no_content"]["phrases"]),
    )


@cache
def opinions(language: str) -> frozenset[str]:
    """Return the verbs by which somebody only tells what they think or like."""
    return frozenset(load(language, "verbs")["opinions"]["lemmas"])


@cache
def roles(language: str) -> RoleRules:
    """Return the nouns of roles and bodies."""
    data = load(language, "roles")
    sets = {key: frozenset(data[key]["lemmas"]) for key in RoleRules.__slots__ if key != "same"}
    return RoleRules(**sets, same=data["same"]["lemmas"])


@cache
def sentence_rules(language: str) -> SentenceRules:
    """Return the words by which a sentence hangs on another."""
    data = load(language, "sentence")
    sets = {key: frozenset(data[key]["lemmas"]) for key in SentenceRules.__slots__ if key != "alike"}
    alike = {noun: group["lemmas"][0] for group in data["alike"]["groups"] for noun in group["lemmas"]}
    return SentenceRules(**sets, alike=alike)


@cache
def forward(language: str) -> ForwardRules:
    """Return the words of plans, promises, schedules and forecasts."""
    data = load(language, "forward")
    return ForwardRules(*(frozenset(data[key]["lemmas"]) for key in ForwardRules.__slots__))
