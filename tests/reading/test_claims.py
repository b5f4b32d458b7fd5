"""A report's claims: which assertions, of what kind, by whom, in which words."""

from __future__ import annotations

from datetime import date

import pytest

from factdesk.model import Kind
from factdesk.reading import read_report

DAY = date(2026, 2, 3)


def claims(text, **more):
    return read_report(text, published=DAY, **more).claims


def claim(text, words):
    found = [c for c in claims(text) if words in c.quote]
    assert len(found) == 1, [c.quote for c in found]
    return found[0]


def test_two_promises_in_one_sentence_are_two_claims():
    text = "The minister, Jane Kim, said she would visit Oslo in April and that Norway would sign the treaty by June 1."
    found = claims(text)
    assert [c.text for c in found] == ["Jane Kim will visit Oslo in April.", "Norway will sign the treaty by June 1."]
    assert {c.speaker for c in found} == {"Jane Kim"}


def test_a_second_verb_borrows_the_subject_of_the_first():
    text = "Norway will ship 20,000 tonnes of fish to Poland in April and will open a new port in Gdansk in June."
    assert [c.text.split()[0] for c in claims(text)] == ["Norway", "Norway"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The summit is scheduled to open in Geneva on March 9.", Kind.EVENT),
        ("Prime Minister Jane Kim pledged to build 400 homes in Leeds by June.", Kind.COMMITMENT),
        ("Analysts expect oil prices will fall to $60 a barrel by June.", Kind.PREDICTION),
        ("Norway must deliver the 20 jets to Ukraine by June 1.", Kind.DEADLINE),
        ("The ministry set a deadline of March 1 for Norway to deliver the jets.", Kind.DEADLINE),
        ("Norway sold 20 jets to Ukraine, the ministry said.", Kind.STATEMENT),
    ],
)
def test_the_kind_follows_from_the_syntax(text, kind):
    found = read_report(text, published=DAY).claims
    assert [c.kind for c in found] == [kind]


def test_a_backshifted_would_lies_ahead_and_a_conditional_one_does_not():
    assert claim("Jane Kim said Norway would sign the treaty in April.", "treaty").kind is not Kind.STATEMENT
    hypothetical = claims("If the moon were made of cheese, Norway would sell it.")
    assert all(c.kind is Kind.STATEMENT or c.score < 0.8 for c in hypothetical)


@pytest.mark.parametrize(
    "text",
    [
        "Will Norway sign the treaty with Poland in April?",
        "Jane Kim of Norway declined to comment on Monday.",
        "Also Read: Norway will sign the treaty with Poland in April.",
        "Sign up for our newsletter, which will be sent every Friday.",
        "Norway to sign treaty",
        "Whether Norway will sign the treaty by April.",
        "Think twice before you sign a treaty with Norway.",
    ],
)
def test_what_asserts_nothing_is_no_claim(text):
    assert claims(text) == ()


def test_the_report_itself_speaks_where_nobody_is_named():
    assert claim("The Geneva summit is scheduled to open on March 9.", "summit").speaker is None


def test_an_institution_speaks_for_itself_on_its_own_page():
    found = claims("The Geneva summit is scheduled to open on March 9.", outlet="Ministry of Defence")
    assert [c.speaker for c in found] == ["Ministry of Defence"]


def test_an_institution_passes_on_what_another_will_do():
    found = claims("Norway will buy 20 jets from France in April.", outlet="Ministry of Defence")
    assert [(c.speaker, c.via) for c in found] == [("Norway", "Ministry of Defence")]


def test_who_promises_in_a_clause_of_the_reports_own_words_is_the_speaker():
    text = "Peter Holm runs the port. The anger was so great that he promised to close 40 shops in Oslo by May 9."
    assert claim(text, "anger").speaker == "Peter Holm"


def test_a_last_name_leads_to_the_one_full_name():
    text = "Jane Kim leads the ministry of trade.\n\nKim said Norway will sign the treaty in April."
    assert claim(text, "treaty").speaker == "Jane Kim"


def test_a_last_name_that_two_people_have_stays_as_it_is():
    text = "Jane Kim met Peter Kim in Oslo on Monday.\n\nKim said Norway will sign the treaty in April."
    assert claim(text, "treaty").speaker == "Kim"


def test_a_pronoun_with_two_equal_antecedents_is_not_guessed():
    text = "Peter Hansen and Thomas Berg met in Oslo. He said Norway will sign the treaty in April."
    assert claim(text, "treaty").speaker is None


def test_a_pronoun_with_one_antecedent_is_resolved():
    text = "Peter Hansen arrived in Oslo on Monday. He said Norway will sign the treaty in April."
    assert claim(text, "treaty").speaker == "Peter Hansen"


def test_a_spokesperson_speaks_for_the_body():
    found = claim("A Volvo spokesperson said the plant in Ghent will close in May.", "plant")
    assert found.speaker == "Volvo"
    assert found.via is not None
    assert "spokesperson" in found.via


def test_an_outer_source_is_the_one_who_passes_it_on():
    text = "State media reported that Defence Minister Wei Zhang said the ships will return in May."
    found = claim(text, "ships")
    assert (found.speaker, found.via) == ("Wei Zhang", "State media")


def test_first_person_speech_keeps_its_words_behind_the_speaker():
    text = "“We sold the fleet,” owner Ida Berg said. “We will build 40 new ships in Oslo by 2030.”"
    assert claim(text, "new ships").text == "Ida Berg: “We will build 40 new ships in Oslo by 2030.”"


def test_the_same_sentence_twice_in_a_report_is_one_claim():
    sentence = "Norway will sign the treaty with Poland on April 7."
    assert len(claims(f"{sentence}\n\nThe talks took a year.\n\n{sentence}")) == 1


def test_names_and_quantities_of_a_claim():
    found = claim("China will buy 12 million metric tons of soybeans from Brazil in April.", "soybeans")
    assert {e.text for e in found.entities} == {"China", "Brazil"}
    assert [(q.value, q.unit) for q in found.quantities] == [(12e6, "tonne")]


def test_the_queue_of_a_long_report_stays_worth_reading():
    text = "\n\n".join(f"Norway will open port number {n} in Oslo on March {1 + n % 28}." for n in range(200))
    words = len(text.split())
    assert len(claims(text)) <= words * 40 / 1000
