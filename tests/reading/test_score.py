"""The score: what sounds worth checking, what a report is about, and which claims go to the queue."""

from __future__ import annotations

import math
from datetime import date

import pytest

from factdesk.paths import resource
from factdesk.reading import read_report
from factdesk.reading.checkworthy import is_worth_checking, linear, log_odds, model, terms
from factdesk.reading.gist import gist_of
from factdesk.reading.pipeline import parse
from factdesk.reading.rules import load
from factdesk.reading.score import score, weights

DAY = date(2026, 2, 3)


def tokens(text):
    return list(parse(text, "en").paragraphs[0].doc)


@pytest.mark.parametrize(
    ("checkable", "talk"),
    [
        ("Exports of timber fell by 12 percent last year.", "Let me say one more thing about that."),
        ("He voted against the pension bill in 1998.", "I love this country with all my heart."),
        ("We have lost 40,000 jobs in the harbour towns.", "Who would have believed it?"),
    ],
)
def test_a_record_sounds_more_worth_checking_than_talk(checkable, talk):
    assert is_worth_checking(tokens(checkable), "en")
    assert not is_worth_checking(tokens(talk), "en")
    assert log_odds(tokens(checkable), "en") > log_odds(tokens(talk), "en")


def test_a_long_sentence_counts_no_more_than_a_short_one_of_the_same_kind():
    found = model("en")
    assert found is not None
    one = terms(tokens("Wages fell by 3 percent."))
    assert linear(one, found) == pytest.approx(
        found.intercept
        + sum(found.counts.get(t, 0.0) for t in one.counts)
        + sum(found.words.get(t, 0.0) for t in one.words) / math.sqrt(len(one.words))
        + sum(found.forms.get(t, 0.0) for t in one.forms) / math.sqrt(len(one.forms))
    )


def test_the_stored_words_are_single_terms_and_no_sentences():
    stored = load("en", "checkworthy")
    assert all(len(term.split()) <= 2 for term in stored["words"])
    assert all(len(term.split()) <= 4 for term in stored["forms"])
    assert resource("rules", "en", "checkworthy.json").stat().st_size < 300_000


def test_a_language_without_weights_leaves_the_question_open():
    assert model("de") is None
    assert log_odds(tokens("Anything at all."), "de") == 0.0


def test_what_comes_back_through_a_report_is_what_it_is_about():
    text = (
        "The harbour board closed the old pier on Monday.\n\n"
        "The pier had been leaking for years, the board said.\n\n"
        "The board wants a new pier by May.\n\n"
        "A dog barked at two children eating chestnuts."
    )
    parsed = parse(text, "en")
    gist = gist_of(parsed)
    about = gist.features(list(parsed.paragraphs[2].doc))
    aside = gist.features(list(parsed.paragraphs[3].doc))
    assert about["central"] > aside["central"]
    assert about["of the lead"] > aside["of the lead"]


def test_a_column_in_the_first_person_is_told_from_a_report():
    column = gist_of(parse("I went to the pier. I did not like it. My sister did.", "en"))
    report = gist_of(parse("The board closed the pier. It will reopen in May.", "en"))
    assert column.personal > report.personal == 0.0


def test_the_score_is_the_logistic_of_the_weighted_features():
    model_ = weights("en")
    name, value = next(iter(model_.by_feature.items()))
    assert score({}, "en") == round(1 / (1 + math.exp(-model_.intercept)), 2)
    assert score({name: 1.0}, "en") == round(1 / (1 + math.exp(-model_.intercept - value)), 2)


def test_what_is_stored_reaches_further_down_than_the_queue():
    text = (
        "Norway will sell 20 fighter jets to Poland by June 1, the Norwegian government said on Monday.\n\n"
        "Poland will train the pilots in the north of the country, an officer said."
    )
    found = read_report(text, published=DAY).claims
    assert [c.score >= weights("en").threshold for c in found] == [True, False]


def test_a_dated_promise_of_a_named_body_goes_to_the_queue_and_colour_does_not():
    text = (
        "Norway will sell 20 fighter jets to Poland by June 1, the Norwegian government said on Monday.\n\n"
        "It was a grey morning, and the crowd was rather quiet."
    )
    found = read_report(text, published=DAY).claims
    queue = [c.quote for c in found if c.score >= weights("en").threshold]
    assert [q[:11] for q in queue] == ["Norway will"]


def test_everything_can_be_asked_for_and_what_is_left_out_scores_low():
    text = (
        "Norway will sell 20 fighter jets to Poland by June 1, the Norwegian government said on Monday.\n\n"
        "It was a grey morning in Oslo, and the crowd was rather quiet."
    )
    kept = {c.quote for c in read_report(text, published=DAY).claims}
    everything = read_report(text, published=DAY, everything=True).claims
    left_out = [c for c in everything if c.quote not in kept]
    assert [c.quote[:8] for c in left_out] == ["It was a"]
    assert left_out[0].score < min(c.score for c in everything if c.quote in kept)
