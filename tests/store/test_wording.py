"""How a sentence came out of its quote is kept with the claim and follows what people change of it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from factdesk.model import Edit, EditRule, Span, Wording
from factdesk.store import Store
from tests.store.conftest import add, claim_draft

TEXT = "He said the deal would be signed, and Kim left."
QUOTE = "He said the deal would be signed"
MADE = Wording(
    (
        Edit(0, 8, "He said ", "", EditRule.ATTRIBUTION),
        Edit(12, 16, "deal", "fishing deal", EditRule.DESCRIPTION, 1.5),
        Edit(17, 22, "would", "will", EditRule.TENSE),
    ),
    (Span(8, 11, "the"),),
)
SENTENCE = "the fishing deal will be signed"


def stored(store: Store) -> int:
    draft = replace(claim_draft(TEXT, QUOTE, said=SENTENCE), wording=MADE)
    _, (claim_id,) = add(store, TEXT, draft)
    return claim_id


def edit_text(store: Store, claim_id: int, text: str) -> None:
    with store.step("claim.edit", "Edit", actor="Ann") as step:
        step.edit_claim(claim_id, text=text)


def test_a_wording_comes_back_as_it_was_written(store: Store) -> None:
    assert store.claims([stored(store)])[0].wording == MADE


def test_a_claim_whose_wording_nobody_recorded_has_none(store: Store) -> None:
    _, (claim_id,) = add(store, TEXT, claim_draft(TEXT, QUOTE, said="Something else"))
    assert store.claims([claim_id])[0].wording is None


def test_an_edit_by_hand_joins_the_readers_and_undo_takes_it_away(store: Store) -> None:
    claim_id = stored(store)
    edit_text(store, claim_id, "the fishing deal will be signed soon")
    wording = store.claims([claim_id])[0].wording
    assert wording is not None
    assert [(e.replacement, e.rule) for e in wording.edits][-1] == (" soon", EditRule.HAND)
    assert wording.edits[:3] == MADE.edits
    store.undo(None, "Ann")
    assert store.claims([claim_id])[0].wording == MADE


def test_what_was_recorded_can_not_be_changed(store: Store) -> None:
    stored(store)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"), store._db.atomic():
        store._db.execute("UPDATE claim SET wording = NULL")


def test_a_claim_read_again_in_the_same_words_comes_back_under_its_number(store: Store) -> None:
    draft = replace(claim_draft(TEXT, QUOTE, said=SENTENCE), wording=MADE)
    report_id, (first,) = add(store, TEXT)[0], (0,)
    for _ in range(2):
        with store.step("report.read", "Read", actor="Ann") as step:
            (found,) = step.add_claims(report_id, [draft])
        assert first in (0, found)
        first = found
        store.undo(None, "Ann")
