"""Where the words of the reasons stand: in the claim's sentence and in the report."""

from __future__ import annotations

from datetime import date

from factdesk.matching import match
from factdesk.matching.lexicon import lexicon
from factdesk.matching.marks import as_written, spans, surface
from factdesk.model import Relation
from tests.matching.test_matching import DUE, VISIT, analyse, claim, report


def marked(draft):
    """The marked words, each side in its own order."""
    return [s.text for s in draft.marks.claim], [s.text for s in draft.marks.passage]


def found(sentences, published, **more):
    made, reading = report(sentences, published)
    about = claim(VISIT, due=DUE, **more)
    (draft,) = match(made, reading, [about], analyse=analyse)
    return made, about, draft


def test_marks_are_the_very_words_of_both_texts():
    made, about, draft = found(["Officials met early.", "Ruiz cancelled her trip to Norway."], date(2026, 4, 10))
    assert draft.relation is Relation.CONTRADICTS
    assert all(about.text[s.start : s.end] == s.text for s in draft.marks.claim)
    assert all(made.text[s.start : s.end] == s.text for s in draft.marks.passage)
    assert all(draft.start <= s.start < s.end <= draft.end for s in draft.marks.passage)
    own, theirs = marked(draft)
    assert {"Norway", "visit"} <= set(own)
    assert {"Norway", "trip", "cancelled"} <= set(theirs)


def test_every_word_that_a_reason_quotes_is_marked_in_one_of_the_texts():
    _, _, draft = found(["Ruiz visited Norway on 20 April."], date(2026, 4, 21))
    told = {words for side in marked(draft) for words in side}
    quoted = [part.split("”")[0] for reason in draft.reasons for part in reason.split("“")[1:]]
    assert quoted
    assert set(quoted) <= told


def test_a_word_that_says_nothing_is_marked_only_with_what_it_is_of():
    _, _, draft = found(["Ruiz will be on a visit to Norway in the end, and that is it."], date(2026, 4, 10))
    dull = {"will", "be", "on", "a", "to", "in", "the", "and", "that", "is", "it"}
    assert not dull & {words.lower() for side in marked(draft) for words in side}
    assert any("“be on a visit”" in reason for reason in draft.reasons)


def test_names_are_not_told_twice():
    _, _, draft = found(["Ruiz visited Norway on 20 April."], date(2026, 4, 21))
    assert sum("Norway" in reason for reason in draft.reasons) == 1


def test_words_are_found_as_they_are_written():
    rules = lexicon()
    text = "China’s first licenses were scheduled for Feb. 19 in the U.S. market."
    assert surface(text, "china", rules) == "China"
    assert as_written(text, "schedule", rules) == "scheduled"
    assert as_written(text, "FIRST  licenses", rules) == "first licenses"
    assert as_written(text, "nowhere", rules) == "nowhere"


def test_places_are_whole_words_in_order_and_do_not_overlap():
    text = "The visit began; visitors saw the state visit end."
    got = spans(text, ["visit", "state visit", "gone"], 100)
    assert [s.text for s in got] == ["visit", "state visit"]
    assert [(s.start, s.end) for s in got] == [(104, 109), (134, 145)]


def test_members_of_one_family_are_not_taken_for_each_other_in_words():
    _, _, draft = found(["Prime Minister Carlos Ruiz visited Norway on 20 April."], date(2026, 4, 21))
    told = " ".join(draft.reasons)
    assert "Ruiz" in told
    assert "Ana Ruiz (“Carlos Ruiz”" not in told
