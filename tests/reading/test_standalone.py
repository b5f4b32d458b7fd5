"""The sentence of a claim stands alone, every change is recorded, and what is not sure is left and marked."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from factdesk.model import EditRule
from factdesk.model.wording import pieces, sentence
from factdesk.reading import read_report
from factdesk.reading.pipeline import parse
from factdesk.reading.rules import load
from factdesk.reading.things import Things
from tests.reading.test_rules import bare

DAY = date(2026, 2, 3)

TEXTS = (
    "Peter Hansen arrived in Oslo on Monday. But he said he would sign the  treaty with Poland next week.",
    "“We sold the fleet,” owner Ida Berg said. “We will build 40 new “ships” in Oslo by 2030.”",
    'Jane Kim said Norway "will buy 20 jets" this month and that she\'d visit Warsaw in May.',
    "Norway will ship 20,000 tonnes of fish to Poland in April and will open a new port in Gdansk in June.",
    "\n  • The 🚢 fleet, which Norway bought in 2019, will leave Bergen tomorrow — the ministry said\n\nHe'll go.\n",
    "Two firms met in Oslo, Volta and Kestrel. They said they would close 40 shops in Norway in May",
)


def claims(text):
    return read_report(text, published=DAY).claims


def claim(text, words):
    (found,) = [c for c in claims(text) if words in c.quote]
    return found


def edits(text, words, *rules):
    return [(e.original, e.replacement) for e in claim(text, words).wording.edits if e.rule in rules]


def open_words(text, words):
    return [s.text for s in claim(text, words).wording.unresolved]


@pytest.mark.parametrize("text", TEXTS)
def test_quote_and_edits_give_exactly_the_sentence(text):
    found = claims(text)
    assert found
    for one in found:
        assert sentence(one.quote, one.start, one.wording.edits) == one.text
        for edit in one.wording.edits:
            assert text[edit.start : edit.end] == edit.original
        for span in one.wording.unresolved:
            assert text[span.start : span.end] == span.text
        assert len(list(pieces(one.quote, one.start, one.wording.edits))) >= len(one.wording.edits)


@pytest.mark.parametrize("text", TEXTS)
def test_a_sentence_has_a_capital_a_stop_single_blanks_and_paired_marks(text):
    for one in claims(text):
        assert one.text.lstrip('“"')[:1] == one.text.lstrip('“"')[:1].upper()
        assert re.search(r"[.!?…][\"”’]*$", one.text), one.text
        assert "  " not in one.text
        assert one.text.count("“") == one.text.count("”")
        assert one.text.count('"') % 2 == 0
        words = one.text.lower().split()
        assert all(a != b for a, b in pairwise(words)), one.text


def test_a_pronoun_for_the_speaker_becomes_the_name_and_the_frame_is_left_out():
    text = "The minister, Jane Kim, said she would visit Oslo in April."
    assert claim(text, "visit").text == "Jane Kim will visit Oslo in April."
    assert edits(text, "visit", EditRule.SPEAKER, EditRule.TENSE) == [("she", "Jane Kim"), ("would", "will")]
    assert claim(text, "visit").wording.edits[0].rule is EditRule.ATTRIBUTION


def test_an_antecedent_carries_its_margin():
    text = "Peter Hansen arrived in Oslo on Monday. He will sign the treaty with Poland in April."
    (edit,) = [e for e in claim(text, "treaty").wording.edits if e.rule is EditRule.PRONOUN]
    assert (edit.original, edit.replacement) == ("He", "Peter Hansen")
    assert edit.margin is not None
    assert edit.margin > 0


def test_a_pronoun_with_two_equal_antecedents_stays_and_is_marked():
    text = "Peter Hansen and Thomas Berg met in Oslo. He will sign the treaty with Poland in April."
    assert open_words(text, "treaty") == ["He"]
    assert claim(text, "treaty").text.startswith("He ")


def test_a_pronoun_whose_name_the_sentence_has_is_left_unmarked():
    text = "Norway will ship its oldest jets to Poland in April, and Jane Kim will bring her team to Warsaw in May."
    assert [c.wording.unresolved for c in claims(text)] == [()] * len(claims(text))
    assert not any(e.rule is EditRule.PRONOUN for c in claims(text) for e in c.wording.edits)


def test_an_object_is_never_given_a_name():
    text = "Jane Kim leads the ministry. Ida Berg will meet him in Oslo in April, the palace in Norway said."
    assert not any(e.original == "him" for e in claim(text, "Berg").wording.edits)
    assert open_words(text, "Berg") == [] or open_words(text, "Berg") == ["him"]


def test_would_stays_where_the_verb_that_reported_it_stays():
    text = "Poland expects a deal with Norway that officials said would bring 400 jobs to Gdansk by June."
    assert "would bring" in claim(text, "bring").text


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Jane Kim said Norway wouldn't sign the treaty with Poland in April.", "Norway won’t sign"),
        ("Jane Kim has argued that Norway would lose 400 jobs in Oslo by June.", "Norway would lose"),
        ("If Poland pays, Jane Kim said Norway would sign the treaty in Oslo in April.", "If Poland pays"),
    ],
)
def test_only_what_was_will_when_it_was_said_is_will_again(text, start):
    assert claims(text)[0].text.startswith(start)


def test_in_what_somebody_says_nobody_else_is_named_for_a_pronoun():
    text = (
        "Peter Hansen pressed the point in a call on Monday. Jane Kim, Norway's prime minister, told parliament this "
        "month that her country could sell 20 ships to Poland."
    )
    assert not any("Hansen" in e.replacement for c in claims(text) for e in c.wording.edits if e.original == "her")


def test_whoever_speaks_for_another_is_not_taken_for_them():
    text = "Peter Hansen owns the yard. A lawyer for Hansen said he would sell 20 ships to Poland in April."
    assert "lawyer" not in claim(text, "20 ships").text.lower().split("said")[0][:6]
    assert not any("lawyer" in e.replacement.lower() for e in claim(text, "20 ships").wording.edits)


def test_a_bare_pointing_word_is_marked():
    text = "Norway will sign the treaty in April. That will cost Poland 400 jobs in Gdansk by June."
    assert open_words(text, "400 jobs") == ["That"]


def test_a_short_helper_is_written_out_behind_a_name():
    text = "Peter Hansen arrived in Oslo on Monday. He’s to sign the treaty with Poland in April."
    assert claim(text, "treaty").text == "Peter Hansen is to sign the treaty with Poland in April."


def test_days_told_by_the_reports_date_have_it_beside_them():
    text = "Norway will sign the treaty with Poland next week. Jane Kim will visit Warsaw on Friday’s train."
    assert claim(text, "treaty").text == "Norway will sign the treaty with Poland next week [9–15 February 2026]."
    assert "[" not in claim(text, "train").text


@pytest.mark.parametrize("example", load("en", "sentence")["dated"]["examples"])
def test_only_words_that_need_the_reports_day_are_dated(example):
    marked, day = example.split("|")
    (found,) = read_report(bare(marked), published=DAY, everything=True).claims
    assert [e.replacement.strip(" []") for e in found.wording.edits if e.rule is EditRule.DATE] == [day][: bool(day)]


def test_a_second_verb_has_the_name_and_not_the_pronoun_of_the_first():
    text = (
        "Jane Kim arrived in Oslo on Monday. She will ship 20,000 tonnes of fish to Poland in April and "
        "will open a new port in Gdansk in June."
    )
    assert claim(text, "open a new port").text.startswith("Jane Kim will open")


def test_direct_speech_without_a_known_speaker_is_marked():
    text = "“We will build 40 new ships in Oslo by 2030.”"
    assert all(c.speaker is not None or [s.text for s in c.wording.unresolved] == ["We"] for c in claims(text))


@pytest.mark.parametrize(
    ("example", "words"),
    [tuple(e.split("|")) for group in load("en", "sentence")["alike"]["groups"] for e in group["examples"]],
)
def test_a_thing_takes_the_fuller_words_told_before(example, words):
    assert antecedent(example) == words


@pytest.mark.parametrize("example", load("en", "sentence")["pointing"]["examples"])
def test_a_noun_that_points_at_what_was_told_takes_no_name(example):
    assert antecedent(example) is None


def test_a_thing_with_two_that_it_may_be_stays_open():
    text = (
        "Norway signed a fishing deal with Poland. Sweden signed an arms deal with France. "
        "The [deal] will cost 400 jobs in May."
    )
    assert antecedent(text.replace("The [deal]", "[The deal]")) is None
    assert open_words(bare(text), "400 jobs") == ["The deal"]


@pytest.mark.parametrize("example", load("en", "sentence")["hanging"]["examples"])
def test_a_company_that_two_names_may_be_is_marked(example):
    marked = re.search(r"\[(.+?)\]", example)[1]
    assert open_words(bare(example), "40 shops") == [marked]


def test_a_remark_between_dashes_is_not_cut_in_two():
    text = "Jane Kim said Norway will sell the jets — which the navy bought in 2019 — to Poland in April."
    assert "to Poland in April" in claim(text, "jets").text


def antecedent(example):
    parsed = parse(bare(example), "en")
    at = example.index("[")
    (doc,) = [p.doc for p in parsed.paragraphs]
    noun = next(t for t in doc if t.idx > at and t.tag_ == "NN")
    found = Things(parsed).antecedent(noun, noun.idx)
    return found[0] if found is not None else None
