"""Whom he, she, they, it, "the company" and "the person" stand for, and where nobody is named."""

from __future__ import annotations

import re

import pytest

from factdesk.reading.antecedents import FORMS
from factdesk.reading.attribution import find_said
from factdesk.reading.gender import person_words
from factdesk.reading.pipeline import parse
from factdesk.reading.rules import load
from factdesk.reading.speakers import Cast


def marked(text):
    """Return the cast of a text and its word that stands in [brackets]."""
    at = text.index("[")
    parsed = parse(re.sub(r"[\[\]]", "", text), "en")
    token = next(t for p in parsed.paragraphs for t in p.doc if p.start + t.idx == at)
    return Cast(parsed, find_said(parsed)), token


def resolved(text):
    cast, token = marked(text)
    return cast.resolve(token, cast.place(token))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Berg met Peter Holm in Oslo. [She] said the port will open in May.", "Anna Berg"),
        ("Anna Berg met Peter Holm in Oslo. [He] said the port will open in May.", "Peter Holm"),
        ("Peter Holm told reporters that [he] would open the port.", "Peter Holm"),
        ("Mr. Tarkin and Ms. Vell met in Oslo. [She] said the port will open in May.", "Vell"),
        ("Spokeswoman Kim Tarkin met Lee Vell, the chairman. [He] said the port will open in May.", "Lee Vell"),
    ],
)
def test_first_names_titles_and_syntax_tell_the_antecedent(text, name):
    found = resolved(text)
    assert found.name == name
    assert 0 < found.margin <= 1


def test_subject_and_object_of_one_verb_are_not_the_same():
    found = resolved("Peter Holm runs the port. Thomas Berg met [him] in Oslo.")
    assert found is None or found.name == "Peter Holm"


def test_he_in_a_quotation_is_not_its_speaker():
    text = "Peter Holm leads the port. “[He] will open it in May,” said Thomas Berg, who works there."
    found = resolved(text)
    assert found is None or found.name == "Peter Holm"


@pytest.mark.parametrize(
    "text",
    [
        "Anna Holm met Kim Berg in Oslo. [She] said that Kim Berg would open the port in May.",
        "Anna Holm met Kim Berg in Oslo. “Only Kim Berg can open the port,” [she] said.",
    ],
)
def test_nobody_names_themselves_in_what_they_say(text):
    cast, token = marked(text)
    assert cast.choice(token).key == "Anna Holm"


def test_what_her_campaign_says_is_said_by_the_campaign_of_her_who_is_named():
    text = "Anna Holm arrived in Oslo. Anna Holm met voters, her [campaign] said."
    assert resolved(text).name == "Anna Holm’s campaign"


def test_i_in_a_quotation_is_its_speaker():
    assert resolved("Peter Holm leads the port. “[I] will open it in May,” said Thomas Berg.").name == "Thomas Berg"


def test_a_report_that_calls_somebody_she_goes_on_so():
    text = "Tarkin Vell arrived in Oslo on Monday. She gave a speech. Ort Lamm was there too. [He] left early."
    found = resolved(text)
    assert found is None or found.name == "Ort Lamm"


def test_an_open_pronoun_keeps_its_best_guess_and_its_margin_aside():
    cast, token = marked("Peter Holm and Thomas Berg met in Oslo. [He] said the port will open in May.")
    assert cast.resolve(token, cast.place(token)) is None
    choice = cast.choice(token)
    assert not choice.is_sure
    assert choice.mention.name in ("Peter Holm", "Thomas Berg")
    assert choice.margin < 0.36


def test_an_it_that_plans_is_a_body_and_another_may_be_anything():
    assert resolved("Volta sells trucks in Oslo. [It] plans to close 40 shops in May.").name == "Volta"
    assert resolved("Volta sells trucks in Oslo. [It] is clear that prices will rise.") is None


def test_an_it_that_says_something_may_be_a_body_without_a_name():
    found = resolved("Norway and the trade ministry of Oslo met on Monday. The ministry warned. [It] said so.")
    assert found is None or "ministry" in found.name


def test_what_is_set_before_a_noun_stays_and_what_is_said_in_passing_goes():
    assert resolved("A few small, limited [studies] found that fish sleep.").name == "few small, limited studies"
    assert resolved("The Volta union in a statement said prices rose. The [union] said so.").name


def test_a_body_that_a_company_spokesman_speaks_for_is_named():
    found = resolved("Volta sells trucks in Oslo. A company [spokesman] said prices will rise.")
    assert (found.name, found.via) == ("Volta", "company spokesman")


def test_the_person_is_who_was_described_before():
    text = "Volta will leave Oslo, a senior trade official said. The plan is new, the [person] said."
    assert resolved(text).name == "senior trade official"


def test_a_role_at_the_beginning_is_whom_the_report_names_later():
    text = (
        "A [judge] ruled on Monday that Volta must pay.\n\nProfits fell. Judge Anna Berg said the sum was fair.\n\n"
        "Berg will hear the firm in May."
    )
    assert resolved(text).name == "Anna Berg"


def test_a_list_without_end_is_gone_through_quickly():
    parsed = parse("She sold " + ", ".join(["the red company"] * 400) + " and its ships.", "en")
    assert Cast(parsed).choice(parsed.paragraphs[0].doc[0]) is not None


@pytest.mark.parametrize(
    ("group", "example"), [(g, e) for g in ("persons", "women", "men") for e in load("en", "persons")[g]["examples"]]
)
def test_a_noun_for_people_is_taken_up_by_a_pronoun(group, example):
    wanted = re.search(r"\[(.+?)\]", example)[1]
    parsed = parse(re.sub(r"[\[\]]", "", example), "en")
    pronoun = next(t for p in parsed.paragraphs for t in p.doc if t.lower_ in FORMS)
    choice = Cast(parsed).choice(pronoun)
    assert choice.mention.head.text == wanted


def test_a_name_of_women_and_men_tells_nothing():
    words = person_words("en")
    assert (words.gender_of_name("Anna"), words.gender_of_name("Peter")) == ("f", "m")
    assert (words.gender_of_name("Andrea"), words.gender_of_name("Xyzzy")) == ("", "") or words.gender_of_name(
        "Xyzzy"
    ) == ""
    assert words.gender_of_name("Anne-Marie") == "f"
