"""A sentence is its quote with the recorded edits, whatever is changed afterwards and in whatever order."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from factdesk.model import Edit, EditRule, Span, Wording
from factdesk.model.wording import brought_to, changed, in_force, pieces, place_of, sentence, without

QUOTE = "He said that the port would open on Friday"
OFFSET = 7


def edit(original: str, replacement: str, rule: EditRule = EditRule.FORM) -> Edit:
    start = OFFSET + QUOTE.index(original)
    return Edit(start, start + len(original), original, replacement, rule)


MADE = (edit("He said that ", "", EditRule.ATTRIBUTION), edit("would", "will", EditRule.TENSE))


def letters(chance: random.Random, most: int) -> str:
    return "".join(chance.choice("ab c.“”\n😀é") for _ in range(chance.randint(0, most)))


@pytest.mark.parametrize("seed", range(200))
def test_edits_made_in_any_order_give_exactly_the_sentence(seed: int) -> None:
    chance = random.Random(seed)
    quote, offset = letters(chance, 14), chance.randint(0, 9)
    edits: tuple[Edit, ...] = ()
    for _ in range(6):
        before = sentence(quote, offset, edits)
        a = chance.randint(0, len(before))
        b = chance.randint(a, len(before))
        words = letters(chance, 3)
        edits = changed(quote, offset, edits, (a, b), words, chance.choice(list(EditRule)))
        assert sentence(quote, offset, edits) == before[:a] + words + before[b:]
        assert all(quote[e.start - offset : e.end - offset] == e.original != e.replacement for e in edits)
        assert all(one.end <= other.start for one, other in pairwise(edits))
    wanted = letters(chance, 12)
    now = in_force(quote, offset, Wording(edits), wanted)
    assert sentence(quote, offset, now.edits) == wanted


def test_edits_that_overlap_or_do_not_fit_the_quote_are_refused() -> None:
    for wrong in (
        (edit("the port", "it"), edit("port", "harbour")),
        (Edit(OFFSET, OFFSET + 2, "It", "", EditRule.FORM),),
    ):
        with pytest.raises(ValueError, match=r"edit|words"):
            sentence(QUOTE, OFFSET, wrong)


def test_pieces_tell_where_every_word_of_the_sentence_comes_from() -> None:
    text = sentence(QUOTE, OFFSET, MADE)
    assert text == "the port will open on Friday"
    for piece in pieces(QUOTE, OFFSET, MADE):
        assert text[piece.at : piece.until] == piece.text
    at = OFFSET + QUOTE.index("port")
    assert place_of(at, at + 4, QUOTE, OFFSET, MADE) == (4, 8)
    assert place_of(OFFSET, OFFSET + 2, QUOTE, OFFSET, MADE) is None


def test_a_capital_given_to_a_name_keeps_the_rule_that_put_it_there() -> None:
    made = (edit("the port", "the old port", EditRule.DESCRIPTION),)
    (now,) = [e for e in changed(QUOTE, OFFSET, made, (13, 14), "T", EditRule.FORM) if "old" in e.replacement]
    assert (now.replacement, now.rule) == ("The old port", EditRule.DESCRIPTION)


def test_what_a_person_changes_is_told_from_what_the_reader_changed() -> None:
    now = in_force(QUOTE, OFFSET, Wording(MADE), "the port will open on Monday")
    assert [(e.original, e.replacement, e.rule) for e in now.edits] == [
        ("He said that ", "", EditRule.ATTRIBUTION),
        ("would", "will", EditRule.TENSE),
        ("Friday", "Monday", EditRule.HAND),
    ]


def test_a_sentence_written_anew_is_one_change() -> None:
    now = in_force(QUOTE, OFFSET, Wording(), "Norway builds nothing before winter comes")
    assert [(e.original, e.rule) for e in now.edits] == [(QUOTE, EditRule.HAND)]


def test_words_put_back_are_open_again_and_words_replaced_are_not() -> None:
    named = edit("the port", "Oslo harbour", EditRule.DESCRIPTION)
    made = Wording((*MADE[:1], named, *MADE[1:]), (Span(OFFSET, OFFSET + 2, "He"),))
    text = without(QUOTE, OFFSET, made.edits, named)
    assert text == "The port will open on Friday"
    assert [s.text for s in in_force(QUOTE, OFFSET, made, text).unresolved] == ["the port"]
    open_words = Wording(MADE, (Span(named.start, named.end, "the port"),))
    assert in_force(QUOTE, OFFSET, open_words, "Berth 4 will open on Friday").unresolved == ()


def test_putting_words_back_at_the_beginning_keeps_the_capital() -> None:
    quote = "he will go"
    name = Edit(0, 2, "he", "Kim Lee", EditRule.PRONOUN, 2.0)
    assert without(quote, 0, (name,), name) == "He will go"


def test_long_sentences_are_brought_up_to_date_without_comparing_every_word() -> None:
    quote = "a b " * 20_000
    assert sentence(quote, 0, brought_to(quote, 0, (), f"x {quote} y", EditRule.HAND)) == f"x {quote} y"
    assert sentence(quote, 0, brought_to(quote, 0, (), "c d " * 20_000, EditRule.HAND)) == "c d " * 20_000
