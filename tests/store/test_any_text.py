"""No text whatever makes the search language or the search fail but with a sentence."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.errors import FactDeskError
from factdesk.store import Query, QueryError, Store, parse_query
from factdesk.store.query import Field

DAY = date(2026, 3, 31)

PIECES = [
    *(f"{field}:" for field in Field), "no:", "-", '"', ",", "=", "<", ">", "<=", "..", "7d", "9999y", "2026-04",
    "0000-01", "none", "past", "overdue", "new", "yes", " ", "  ", "\0", "\ud800", "soy", "AND", "OR", "NOT", "NEAR(",
    "*", "^", "(", ")", ":", "{", "é", "中文", "🌾", "'", "\\", "%", "0.5", "1" * 20, "١٢", "²",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_no_text_makes_a_query_fail_but_with_a_sentence(filled: Store, seed: int) -> None:
    chance = random.Random(seed)
    ran = 0
    for _ in range(400):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 7)))
        try:
            query = parse_query(text)
            filled.evidence_ids(query, today=DAY)
            filled.report_heads(query, today=DAY)
            found = filled.claim_ids(query, today=DAY)
        except FactDeskError:
            continue
        assert set(found) <= {1, 2, 3, 4, 5, 6}
        ran += 1
    assert ran > 40


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_parsing_any_text_gives_a_query_or_a_sentence(text: str) -> None:
    try:
        assert isinstance(parse_query(text), Query)
    except QueryError:
        return


@pytest.mark.parametrize("seed", range(2))
def test_any_text_can_be_searched_for(filled: Store, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(300):
        terms = ["".join(chance.choices(PIECES, k=chance.randint(0, 4))) for _ in range(3)]
        filled.postings(terms)
        filled.reports_about(terms, limit=5)
    assert [list(posting.claims) for posting in filled.postings(['"soybeans"', "\0"])] == [[5]]
