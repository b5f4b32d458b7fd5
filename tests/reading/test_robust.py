"""Reading stands whatever comes: offsets always hold, nothing is raised, no text is too long."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdesk.reading import analyse, find_quotes, furniture, read_report
from factdesk.reading.pipeline import LONGEST_PARAGRAPH, blocks, parse, plain

DAY = date(2026, 2, 3)
PIECES = [
    "Jane Kim said ",
    "“we will open the port in April,” ",
    "according to the ministry, ",
    "Norway sold 20 jets. ",
    "He added: ",
    '"Never." ',
    "``a",
    "''",
    "‘x’",
    "\n",
    "\r\n",
    "\u2028",
    "\t",
    "- item ",
    "👩‍🚀🇳🇴 ",
    "Ёлка ",
    "東京は五月に開く。",
    "\u200b",
    "if ",
    "and will sell ",
    "$1.5bn ",
    "?",
    "!",
    "...",
    "\x00",
    "İ",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def assert_places_hold(text, reading):
    for found in (*reading.passages, *reading.furniture, *reading.times):
        assert text[found.start : found.end] == found.text
    for found in (*reading.claims, *reading.attributions):
        assert found.quote
        assert text[found.start : found.end] == found.quote
    for passage in reading.passages:
        assert all(0 <= p.start < p.end <= len(text) for p in passage.predicates)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_span_is_the_text_at_its_place(text):
    reading = read_report(text, published=DAY)
    assert_places_hold(text, reading)
    assert all(0 <= c.score <= 1 for c in reading.claims)
    for said in find_quotes(text):
        for span in (said.cue, said.speaker):
            assert span is None or text[span.start : span.end] == span.text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_plain_text_keeps_every_offset_and_blocks_lie_in_order(text):
    assert len(plain(text)) == len(text)
    last = 0
    for start, end in blocks(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff", "12", "“", "...", "\x00\x01"])
def test_nothing_to_read_gives_nothing(text):
    reading = read_report(text, published=None)
    assert reading.claims == ()
    assert reading.attributions == ()


def test_a_giant_line_is_read_in_pieces_and_to_its_end():
    sentence = "Norway will open a new port in Oslo on Monday. "
    text = sentence * 600 + "The ministry said Poland will buy 30 ships in April."
    assert max(p.end - p.start for p in parse(text, "en").paragraphs) <= LONGEST_PARAGRAPH
    reading = read_report(text, published=DAY)
    assert_places_hold(text, reading)
    assert any("Poland" in p.text for p in reading.passages[-2:])


def test_a_giant_word_is_cut():
    text = "x" * (3 * LONGEST_PARAGRAPH)
    assert [end - start for start, end in blocks(text)] == [LONGEST_PARAGRAPH] * 3


def test_hard_wrapped_lines_are_one_paragraph():
    wrapped = (
        "The harbour master of the old town said on Monday that the northern\n"
        "port will reopen in May after four years of work on its long piers,\n"
        "which had been closed since the great storm of 2022 broke all of it\n\n"
        "The ministry said that it will pay for the works from its own funds\n"
        "and that no other harbour of the country will lose anything by that\n"
        "decision which was made known on Sunday evening in the old town hall\n"
    )
    assert len(list(blocks(wrapped))) == 2


def test_a_language_without_rules_gives_plain_sentences_and_names_no_reader():
    text = "Le port ouvrira en mai. Le ministre l'a dit.\nRien de plus."
    reading = read_report(text, published=DAY, language="fr")
    assert [p.text for p in reading.passages] == ["Le port ouvrira en mai.", "Le ministre l'a dit.", "Rien de plus."]
    assert (reading.reader, reading.claims) == ("", ())
    assert_places_hold(text, reading)


def test_furniture_glued_to_a_paragraph_is_found_and_the_paragraph_is_kept():
    text = "Norway will sign the treaty with Poland in April. Also Read: Ten facts about Norway"
    assert [s.text for s in furniture(text)] == ["Also Read: Ten facts about Norway"]


def test_analyse_gives_one_passage_for_each_text():
    found = analyse(["Norway did not sign the treaty. It left.", "", "Poland may buy 30 ships."])
    assert [len(p.predicates) for p in found] == [2, 0, 1]
    assert found[0].predicates[0].negated
    assert found[2].predicates[0].modal == "may"
    assert found[2].predicates[0].subject == "Poland"
    assert found[2].predicates[0].objects == ("ships",)
