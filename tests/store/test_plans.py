"""A page, a filter and a count go through an index: none reads all claims or sorts them."""

from __future__ import annotations

import pytest

from factdesk.store import Query, Sort, SortKey, Store, parse_query
from factdesk.store.filter import Subject, select_ids
from tests.store.conftest import TODAY, add, claim_draft

QUOTE = "Xi will visit by May"


class Asked:
    """Stands before a desk's connection and keeps the plan of every query."""

    def __init__(self, store: Store) -> None:
        self.db = store._db
        self.plans: list[str] = []
        self._execute, self._rows = self.db.execute, self.db.rows

    def execute(self, sql: str, values: object = ()) -> object:
        self._note(sql, values)
        return self._execute(sql, values)  # type: ignore[arg-type]

    def rows(self, sql: str, values: object = ()) -> object:
        self._note(sql, values)
        return self._rows(sql, values)  # type: ignore[arg-type]

    def _note(self, sql: str, values: object) -> None:
        self.plans += [row[3] for row in self._execute(f"EXPLAIN QUERY PLAN {sql}", values)]  # type: ignore[arg-type]


@pytest.fixture
def asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> Asked:
    add(store, QUOTE, claim_draft(QUOTE, QUOTE))
    asked = Asked(store)
    monkeypatch.setattr(asked.db, "execute", asked.execute)
    monkeypatch.setattr(asked.db, "rows", asked.rows)
    return asked


def reads_all(plan: str) -> bool:
    return plan.split()[:2] in (["SCAN", "c"], ["SCAN", "claim"]) and "USING" not in plan


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", [key for key in SortKey if key is not SortKey.OUTCOME])
def test_a_page_in_any_order_is_read_from_its_index(asked: Asked, key: SortKey, descending: bool) -> None:
    select_ids(asked.db, Subject.CLAIMS, Query(), today=TODAY, sort=Sort(key, descending), limit=100)
    assert asked.plans
    assert not any("TEMP B-TREE" in plan for plan in asked.plans), asked.plans
    assert key is SortKey.ID or not any(map(reads_all, asked.plans)), asked.plans


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("outcome:overdue", "claim_outcome"),
        ("outcome:confirmed", "claim_outcome"),
        ("provisional:yes", "claim_provisional"),
        ("moved:yes", "claim_moved"),
        ("review:flagged", "claim_review"),
        ("due:2026-04", "claim_due"),
        ("due:none", "claim_due"),
        ("published:2026-04", "claim_published"),
        ('speaker:="Xi Jinping"', "claim_ledger"),
        ("speaker:xi", "speaker_word"),
        ('outlet:="Agency"', "claim_outlet"),
        ("kind:deadline", "claim_facets"),
        ("tag:soy", "claim_tag"),
        ("report:7", "claim_report"),
        ("visit", "claim_fts"),
        ("visit", "claim_vocab"),
    ],
)
def test_a_filter_is_served_by_its_index(asked: Asked, query: str, index: str) -> None:
    select_ids(asked.db, Subject.CLAIMS, parse_query(query), today=TODAY, sort=Sort("due"), limit=100)
    named = {
        "claim_fts": "claim_fts VIRTUAL TABLE",
        "claim_vocab": "claim_vocab VIRTUAL TABLE",
        "claim_tag": "claim_tag",
        "speaker_word": "SEARCH speaker_word USING PRIMARY KEY",
    }
    assert any(named.get(index, f"INDEX {index}") in plan for plan in asked.plans), asked.plans
    assert not any(map(reads_all, asked.plans)), asked.plans


def test_the_counts_of_the_start_screen_read_no_claims(asked: Asked, store: Store) -> None:
    store.counts(TODAY)
    assert asked.plans
    assert {plan.split()[1] for plan in asked.plans} == {"claim_tally"}, asked.plans


def test_facets_are_counted_from_indexes_alone(asked: Asked, store: Store) -> None:
    for query in ("", "kind:event", "outcome:overdue", "kind:event review:new -outcome:late"):
        store.facets(parse_query(query), TODAY)
        of_claims = [plan for plan in asked.plans if plan.startswith(("SCAN c ", "SEARCH c "))]
        with_rows = [plan for plan in of_claims if "COVERING INDEX" not in plan]
        assert len(with_rows) <= 1, "only tags may look at rows"
        asked.plans.clear()
