"""What a name says of itself, and which names are one speaker."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factdesk.naming import Hand, Link, Shape, aliases, form_of, grouped
from factdesk.paths import resource

PEOPLE = json.loads(resource("rules", "en", "people.json").read_text("utf-8"))
EXAMPLES = [pair for entry in PEOPLE.values() if isinstance(entry, dict) for pair in entry.get("examples", {}).items()]

word = st.text("abcdefghijklmnoprstuvzéöñç", min_size=2, max_size=8).map(str.capitalize)
rules_words = {
    piece for entry in PEOPLE.values() if isinstance(entry, dict) for w in entry["words"] for piece in w.split()
}


@st.composite
def people(draw: st.DrawFn) -> tuple[str, str]:
    """A first and a last name that are no titles and nobody's alias."""
    first, last = draw(word), draw(word)
    assume(form_of(f"{first} {last}").shape is Shape.FULL)
    assume(not {form_of(w).handle for w in (first, last)} & rules_words)
    return first, last


def roots(*names: str, said: tuple[Hand, ...] = ()) -> list[set[str]]:
    """Return the groups that names fall into."""
    placed = grouped(names, said)
    return [{n for n in names if placed[n].root == root} for root in dict.fromkeys(p.root for p in placed.values())]


@pytest.mark.parametrize(("name", "shown"), EXAMPLES)
def test_the_examples_of_the_rules_hold(name: str, shown: str) -> None:
    assert form_of(name).shown == shown


@pytest.mark.parametrize(
    "names",
    [
        ("Ada Okoro", "President Ada B. Okoro", "ADA OKORO", "Ada Okoró", "Okoro", "A. Okoro", "Pres Okoro"),
        ("J.D. Okoro", "JD Okoro", "J. D. Okoro", "Vice President J.D. Okoro", "Vice President JD Okoro"),
        ("Jean-Luc Martel", "Jean Luc Martel", "Martel", "Foreign Minister Jean‑Luc Martel"),
        ("Ursula von der Heide", "von der Heide"),
        ("the White House", "White House", "THE WHITE HOUSE"),
        ("ECB", "the European Central Bank", "E.C.B."),
        ("Beijing", "China", "the Chinese government", "China's government", "the government of China"),
        ("Harbour Transport Ministry", "the Harbour Transport Ministry"),
        ("Ada Okoro Jr.", "Ada Okoro, Jr", "Dr. Ada Okoro Jr, MD"),
        ("Xi Mingli", "Xi", "President Xi"),
        ("Ada King", "Sen. Ada King", "Ada B. King"),
    ],
)
def test_these_are_one_speaker(names: tuple[str, ...]) -> None:
    assert roots(*names) == [set(names)]


@pytest.mark.parametrize(
    "names",
    [
        ("Ada Okoro", "Ben Okoro", "Okoro"),
        ("Ada Okoro", "Ada Okoro Jr."),
        ("Ada H. W. Okoro", "Ada W. Okoro", "Ada Okoro", "Okoro"),
        ("Ann Jordan", "Jordan"),
        ("Doug Ford", "Ford"),
        ("Ray Charles", "King Charles"),
        ("Ada Okoro", "Okoro Motors", "Okoro Ministry"),
        ("Chinese officials", "China"),
        ("Georgia", "Tbilisi"),
        ("WHO", "who"),
        ("Ada Okoro", "Okoro and Linde"),
        ("B. Okoro", "Ada Okoro"),
        ("European Commission", "European Union"),
        ("", "officials", "🎉"),
    ],
)
def test_these_are_all_different(names: tuple[str, ...]) -> None:
    assert roots(*names) == [{name} for name in names]


@pytest.mark.parametrize(
    ("name", "is_somebody"),
    [
        ("The company", False),
        ("Analysts", False),
        ("Economists", False),
        ("critics of the deal", False),
        ("Foreign Minister", False),
        ("Prime Minister of Japan", False),
        ("officials at the Harbour Ministry", False),
        ("Harbour Ministry officials", False),
        ("57.5% of whom", False),
        ("a spokesman for Okoro Motors", False),
        ("the Harbour Ministry", True),
        ("Bank of Okoro", True),
        ("Wario64", True),
        ("习近平", True),
        ("The Harbour Mistress", True),
    ],
)
def test_a_description_names_nobody(name: str, is_somebody: bool) -> None:
    assert (form_of(name).shape is not Shape.UNNAMED) is is_somebody


@given(people(), st.sampled_from(["President {} {}", "{} X. {}", "  {}   {} ", "Mr. {} {}", "{} {}, CEO of the port"]))
def test_a_dressed_up_name_is_the_same_speaker(person: tuple[str, str], dress: str) -> None:
    plain, dressed = " ".join(person), dress.format(*person)
    assert roots(plain, dressed) == [{plain, dressed}]
    assert roots(plain.upper(), dressed) == [{plain.upper(), dressed}]


@given(people(), word, st.lists(st.sampled_from(["{} {}", "Dr {} {}", "{} Q. {}"]), min_size=2, max_size=2))
def test_two_first_names_are_never_one_speaker(person: tuple[str, str], other: str, dress: list[str]) -> None:
    first, last = person
    assume(form_of(f"{other} {last}").shape is Shape.FULL and form_of(other).handle != form_of(first).handle)
    names = [dress[0].format(first, last), dress[1].format(other, last), last, f"{first[0]}. {last}"]
    placed = grouped(names)
    assert placed[names[0]].root != placed[names[1]].root
    # A Chinese name begins with the family's.
    assume({form_of(name).family for name in names} == {form_of(last).handle})
    assert placed[last].root not in (placed[names[0]].root, placed[names[1]].root)


@given(st.lists(st.one_of(st.text(max_size=12), people().map(" ".join), word), max_size=8), st.randoms())
def test_groups_do_not_depend_on_the_order_and_hold_when_worked_out_again(
    names: list[str], order: random.Random
) -> None:
    first = grouped(names)
    shuffled = order.sample(names, len(names))
    assert grouped(shuffled) == first
    assert grouped(first) == first


@given(st.text(max_size=40))
def test_any_text_has_a_form(text: str) -> None:
    form = form_of(text)
    assert form_of(form.shown).shown == form.shown or form.shape is Shape.OTHER
    assert form.name == text


def test_people_have_the_last_word() -> None:
    names = ("Ada Okoro", "Okoro", "Dame Ada Okoro", "The Harbour Mistress")
    said = (Hand("The Harbour Mistress", "Ada Okoro"), Hand("Dame Ada Okoro", None))
    assert roots(*names, said=said) == [{"Ada Okoro", "The Harbour Mistress"}, {"Okoro"}, {"Dame Ada Okoro"}]
    placed = grouped(names, said)
    assert [placed[name].link for name in names] == [Link.SAME, Link.SAME, Link.HAND, Link.HAND]
    back = (*said, Hand("Dame Ada Okoro", "Ada Okoro"))
    assert roots(*names, said=back) == [set(names)]


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.one_of(st.none(), st.sampled_from("ABCD"))), max_size=12))
def test_merging_round_in_circles_comes_to_an_end(said: list[tuple[str, str | None]]) -> None:
    names = {letter: f"{letter}da Okoro" for letter in "ABCD"}
    hands = [Hand(names[one], names[into] if into else None) for one, into in said if one != into]
    placed = grouped(names.values(), hands)
    for hand in hands[-1:]:
        same = placed[hand.name].root == (placed[hand.into].root if hand.into else None)
        assert same == (hand.into is not None)


def test_nobody_goes_by_the_name_of_another() -> None:
    known = aliases()
    for actor in known.actors:
        for name in actor.sure_names:
            found = known.named(name)
            assert found is None or found == actor, name
        assert known.named(actor.name) is not None or actor.name in actor.unsure, actor.name


def test_a_language_without_rules_knows_names_as_they_are() -> None:
    assert aliases("xx").actors == ()
    assert form_of("Ada Okoro", "xx").handle == "ada okoro"
