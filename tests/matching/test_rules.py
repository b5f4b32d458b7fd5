"""The rules as data: their examples hold, their weights fit the program."""

import json
import re

import pytest

from factdesk.matching.judges import comparison_judge
from factdesk.matching.lexicon import lexicon
from factdesk.matching.names import fold, same_actor
from factdesk.matching.words import stem
from factdesk.model import Entity, Relation
from factdesk.paths import resource
from factdesk.reading import analyse

EVENTS = json.loads(resource("rules", "en", "matching_events.json").read_text("utf8"))["classes"]
CUES = json.loads(resource("rules", "en", "matching_cues.json").read_text("utf8"))["cues"]


def terms(text: str) -> set[str]:
    from factdesk.matching.views import view

    (read,) = analyse([text], "en", [None])
    seen = view(read, lexicon())
    return set(seen.terms) | {e.term for e in seen.events}


@pytest.mark.parametrize("entry", [e for e in EVENTS if e["example"]], ids=lambda e: e["name"])
def test_both_examples_of_an_event_class_belong_to_it_or_to_its_opposite(entry: dict[str, object]) -> None:
    rules = lexicon()
    wanted = {entry["name"], *rules.opposes.get(str(entry["name"]), ())}
    for text in entry["example"]:  # type: ignore[attr-defined]
        assert rules.classes_of(terms(text)) & wanted, text


@pytest.mark.parametrize("entry", CUES, ids=lambda e: e["name"])
def test_a_cue_is_found_in_its_examples_and_not_in_the_counter_examples(entry: dict[str, list[str]]) -> None:
    from factdesk.matching.views import view

    for text in entry["examples"]:
        (read,) = analyse([text], "en", [None])
        assert entry["name"] in view(read, lexicon()).cues, text
    for text in entry["counter_examples"]:
        (read,) = analyse([text], "en", [None])
        assert entry["name"] not in view(read, lexicon()).cues, text


def test_what_excludes_is_excluded() -> None:
    opposes = lexicon().opposes
    assert all(one in opposes[other] for one, others in opposes.items() for other in others)
    assert set(opposes) <= {entry["name"] for entry in EVENTS}


def test_every_weight_is_a_feature_that_some_comparison_has() -> None:
    judge = comparison_judge()
    names = {name for weights in judge.relations.values() for name in weights.features} | set(judge.bears.features)
    source = "".join(
        path.read_text("utf8") for path in resource("rules").parent.parent.joinpath("factdesk/matching").glob("*.py")
    )
    made = {f"{kind}_{cue['name']}" for cue in CUES for kind in ("says", "both", "claims", "told", "told_open")}
    ways = ("happened", "open", "unsaid", "present", "talked", "negated", "opposed")
    made |= {f"told_{way}" for way in ways}
    assert {n for n in names - made if not re.search(rf'"{n}"', source)} == set()
    assert set(judge.relations) == {Relation.CONFIRMS, Relation.CONTRADICTS, Relation.PARTLY, Relation.MOVES}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Entity("President Ana Ruiz", "PERSON"), Entity("Ruiz", "PERSON")),
        (Entity("Mr. Ruiz", "PERSON"), Entity("Ana Ruiz", "PERSON")),
        (Entity("Beijing", "GPE"), Entity("China", "GPE")),
        (Entity("the United States", "GPE"), Entity("U.S.", "GPE")),
        (Entity("National Transport Safety Agency", "ORG"), Entity("NTSA", "ORG")),
        (Entity("Harbour Bridge", "FAC"), Entity("Sydney Harbour Bridge", "FAC")),
    ],
)
def test_names_of_one_actor_meet(one: Entity, other: Entity) -> None:
    aliases = lexicon().aliases
    assert same_actor(fold(one, aliases), fold(other, aliases))


@pytest.mark.parametrize(
    ("word", "actor"),
    [("tirana", "albania"), ("estonian", "estonia"), ("opec", "opec+"), ("european commission", "european union")],
)
def test_actors_of_the_alias_list_are_known_by_any_of_their_names(word: str, actor: str) -> None:
    assert lexicon().aliases[word] == actor


@pytest.mark.parametrize("word", ["ice", "male", "pole", "victoria", "target", "georgia", "sec"])
def test_words_that_mean_something_else_are_no_actors(word: str) -> None:
    assert lexicon().aliases.get(word, word) == word


def test_a_linked_name_counts_before_the_words_of_the_text() -> None:
    aliases = lexicon().aliases
    linked = Entity("FDA", "ORG", "Food and Drug Administration")
    assert fold(linked, aliases) == fold(Entity("Food and Drug Administration", "ORG"), aliases)


def test_different_actors_stay_apart() -> None:
    aliases = lexicon().aliases
    china, japan = fold(Entity("Beijing", "GPE"), aliases), fold(Entity("Tokyo", "GPE"), aliases)
    assert not same_actor(china, japan)
    assert not same_actor(fold(Entity("Ana Ruiz", "PERSON"), aliases), fold(Entity("Ana Lopez", "PERSON"), aliases))


@pytest.mark.parametrize(
    "words",
    ["launch launches launched", "acquire acquired", "ship shipment shipped", "visit visits visiting", "II 2"],
)
def test_forms_of_a_word_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


def test_a_roman_numeral_is_a_number_and_a_name_is_none() -> None:
    assert stem("XI") == "11"
    assert stem("Xi") == stem("Xi’s") == "xi"
