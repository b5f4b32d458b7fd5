"""Who said what: direct, mixed, indirect, by phrase, across sentences and paragraphs."""

from __future__ import annotations

import pytest

from factdesk.reading import find_quotes


def one(text):
    found = find_quotes(text)
    assert len(found) == 1, found
    return found[0]


def test_indirect_speech_has_content_cue_and_speaker_at_their_places():
    text = "The harbour master said on Monday that the port will reopen in May."
    found = one(text)
    assert found.quote == "that the port will reopen in May"
    assert (found.cue.text, found.speaker.text, found.direct) == ("said", "The harbour master", False)
    assert text[found.speaker.start : found.speaker.end] == "The harbour master"


@pytest.mark.parametrize(
    ("opening", "closing"), [("“", "”"), ('"', '"'), ("‘", "’"), ("``", "''"), ("''", "''"), ("«", "»")]
)
def test_direct_speech_is_found_in_every_kind_of_quotation_marks(opening, closing):
    text = f"{opening}We will rebuild the northern pier before winter,{closing} Mayor Ana Silva said."
    found = one(text)
    assert found.direct
    assert found.quote.startswith(opening)
    assert "Ana Silva" in found.speaker.text


def test_a_quote_that_goes_on_after_the_cue_is_one_attribution():
    text = '"We sold the fleet," the owner said. "Every one of the ships is gone by now."'
    found = one(text)
    assert found.quote.startswith('"We sold')
    assert found.quote.endswith('gone by now."')


def test_a_paragraph_that_is_all_quote_goes_on_with_the_speaker_before():
    text = '"We sold the fleet last year," owner Ida Berg said.\n\n"Every one of the ships is gone by now."'
    last = find_quotes(text)[-1]
    assert last.quote == '"Every one of the ships is gone by now."'
    assert last.cue is None
    assert last.speaker.text.endswith("Ida Berg")


def test_a_quote_that_ends_its_sentence_still_belongs_to_the_cue_after_it():
    assert one("“The harbour is full of ships today!” she wrote.").quote == "“The harbour is full of ships today!”"


def test_an_expletive_subject_says_nothing():
    assert find_quotes("It is said that the old pier is haunted.") == ()


def test_it_can_speak_where_it_stands_for_a_body():
    assert one("It said the port will reopen in May.").speaker.text == "It"


def test_a_colon_introduces_the_next_paragraph():
    found = find_quotes("The harbour master continued:\n\n“The port will reopen in May and the ferry in June.”")
    assert [a.speaker.text for a in found] == ["The harbour master"]


def test_a_language_without_rules_gives_nothing():
    assert find_quotes("Le ministre a dit que le port ouvrira en mai.", "fr") == ()


def test_who_is_told_something_does_not_say_it():
    assert one("The skippers were told that the port will reopen in May.").speaker is None


def test_the_speaker_of_a_relative_clause_is_what_the_pronoun_stands_for():
    found = one("The plan was drawn up by Ida Berg, who said the port will reopen in May.")
    assert found.speaker.text == "Ida Berg, who"


def test_a_verb_of_saying_joined_to_another_shares_its_speaker():
    text = "Mayor Ana Silva said the pier would be rebuilt by winter and warned that the ferry could stop."
    assert {a.speaker.text for a in find_quotes(text)} == {"Mayor Ana Silva"}


def test_what_somebody_thinks_wants_or_rejects_is_attributed_too():
    text = (
        "The union rejected the offer.\n\nThe owner believes the fleet is lost.\n\nThe council wants to sell the pier."
    )
    assert [a.quote for a in find_quotes(text)] == ["the offer", "the fleet is lost", "to sell the pier"]


def test_ordinary_deeds_are_no_attributions():
    assert find_quotes("The crew painted the ferry. The mayor opened the new pier and cut the ribbon.") == ()


def test_a_remark_between_commas_leaves_both_sides_as_its_content():
    found = one("The harbour, Mayor Ana Silva said on Friday, will be full of ships.")
    assert (found.quote[:11], found.quote[-5:], found.speaker.text) == ("The harbour", "ships", "Mayor Ana Silva")


def test_a_probability_goes_with_every_attribution():
    sure = one("The harbour master said that the port will reopen in May.")
    unsure = find_quotes("The plan drew fire from the skippers.")
    assert sure.score > 0.9
    assert all(a.score < sure.score for a in unsure)


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("The ministry stopped short of calling the deal illegal.", "calling", "The ministry"),
        ("The council issued a statement calling the plan a waste of money.", "calling", "The council"),
        ("Pell refused to name a date, aside from saying the bridge would open this year.", "saying", "Pell"),
    ],
)
def test_the_speaker_is_found_past_the_noun_that_the_cue_hangs_on(text, cue, speaker):
    found = next(attribution for attribution in find_quotes(text) if attribution.cue.text == cue)
    assert found.speaker.text == speaker
