"""Named things are known by one name, and a capital is its government only where it acts."""

from __future__ import annotations

import json
import re

import pytest

from factdesk.model import Entity
from factdesk.paths import resource
from factdesk.reading import analyse

RULES = json.loads(resource("rules", "en", "aliases.json").read_text("utf-8"))
ACTORS = [(actor["name"], example) for actor in RULES["actors"] for example in actor["examples"]]
GOVERNMENTS, PLACES = (RULES["government"]["examples"][kind] for kind in ("government", "place"))
BRACKETS = re.compile(r"\[(.+?)\]")


def entities(*examples: str) -> list[tuple[str, tuple[Entity, ...]]]:
    """Return the marked words of each example with the entities found."""
    passages = analyse([BRACKETS.sub(r"\1", example) for example in examples])
    marked = [BRACKETS.search(example) for example in examples]
    assert all(marked)
    return [(m[1], p.entities) for m, p in zip(marked, passages, strict=True) if m]


def test_every_actor_is_known_by_the_name_of_its_entry() -> None:
    wrong = [
        (name, example)
        for (name, example), (words, found) in zip(ACTORS, entities(*(e for _, e in ACTORS)), strict=True)
        if name not in [one.name or one.text for one in found if one.text == words]
    ]
    assert wrong == []
    assert {name for name, _ in ACTORS} == {actor["name"] for actor in RULES["actors"]}


@pytest.mark.parametrize("example", GOVERNMENTS)
def test_a_capital_that_acts_is_its_government(example: str) -> None:
    ((words, found),) = entities(example)
    assert [one.name for one in found if one.text == words] != [""]


@pytest.mark.parametrize("example", PLACES)
def test_a_capital_where_something_is_is_a_place(example: str) -> None:
    ((words, found),) = entities(example)
    assert [one.name for one in found if one.text == words] == [""]


def test_a_people_of_two_words_is_linked_too() -> None:
    (passage,) = analyse(["The South Korean president said that he will travel to the summit."])
    assert [(one.text, one.name) for one in passage.entities] == [("South Korean", "South Korea")]


def test_a_person_of_an_actors_name_is_a_person() -> None:
    (passage,) = analyse(["Harrison Ford said that Chad Martin will meet Ms. Jordan in May."])
    assert {one.name for one in passage.entities} == {""}


def test_a_language_without_rules_links_nothing() -> None:
    assert [p.entities for p in analyse(["Peking sagte am Montag zu."], "xx")] == [()]
