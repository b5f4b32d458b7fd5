"""Whole reports are judged by both halves: the comparison chooses what the network reads, and weighs the rest alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching import combined
from factdesk.matching.combined import (
    LEAST_BEARING,
    MOST_ASKED,
    MOST_OF_A_CLAIM,
    CombinedJudge,
    decisive_chance,
    trained_judge,
    worth_asking,
)
from factdesk.matching.comparison import Comparison, Context, compare
from factdesk.matching.judges import DECISIVE, comparison_judge
from factdesk.matching.lexicon import lexicon
from factdesk.matching.pairs import compared
from factdesk.matching.reasons import trained_reason
from factdesk.matching.trained import Network
from factdesk.matching.wording import Asked
from factdesk.model import Pair, Relation
from factdesk.reading import analyse

CLAIM = "Prime Minister Ana Ruiz will open the Harbour Bridge by the end of May 2026."
MADE, LAST, DAY = date(2026, 3, 2), date(2026, 5, 31), date(2026, 5, 20)
PASSAGES = (
    "Prime Minister Ana Ruiz opened the Harbour Bridge on Wednesday.",
    "The Harbour Bridge has been in the making for nine years.",
    "Sheep prices rose.",
    "The Harbour Bridge carries four lanes and a tramway.",
    "Ana Ruiz grew up by the harbour.",
)

shares = st.lists(st.floats(0.0, 1.0), min_size=6, max_size=6).filter(sum)


def chances(parts: list[float]) -> dict[Relation, float]:
    return {
        r: part / sum(parts) for r, part in zip((*DECISIVE, Relation.MENTIONS, Relation.UNRELATED), parts, strict=True)
    }


def comparisons() -> list[Comparison]:
    pairs = [Pair(str(n), CLAIM, told, MADE, None, LAST, DAY) for n, told in enumerate(PASSAGES)]
    found = compared(pairs, analyse=analyse)
    seen = found[0].claim
    return [compare(seen, c.passage, Context(position=n), DAY, lexicon()) for n, c in enumerate(found)]


@given(st.lists(st.tuples(st.integers(0, 6), shares), max_size=60))
def test_the_network_is_asked_few_questions_of_a_report_and_of_a_claim(items: list[tuple[int, list[float]]]) -> None:
    told = [(claim, chances(parts)) for claim, parts in items]
    chosen = worth_asking(told)
    assert len(chosen) == len(set(chosen)) <= MOST_ASKED
    assert all(count <= MOST_OF_A_CLAIM for count in Counter(told[i][0] for i in chosen).values())
    assert all(told[i][1][Relation.UNRELATED] <= 1.0 - LEAST_BEARING for i in chosen)


@given(st.lists(shares, min_size=MOST_OF_A_CLAIM + 1, max_size=12))
def test_it_is_asked_about_the_passages_of_a_claim_that_seem_to_decide_most(parts: list[list[float]]) -> None:
    told = [("claim", chances(one)) for one in parts]
    chosen = worth_asking(told)
    left = [i for i in range(len(told)) if i not in chosen and told[i][1][Relation.UNRELATED] <= 1.0 - LEAST_BEARING]
    least = min((decisive_chance(told[i][1]) for i in chosen), default=1.0)
    assert all(decisive_chance(told[i][1]) <= least for i in left)


@given(st.lists(st.tuples(st.integers(0, 20), shares), max_size=60))
def test_every_claim_has_its_best_passage_read_before_any_has_its_next_best(
    items: list[tuple[int, list[float]]],
) -> None:
    told = [(claim, chances(parts)) for claim, parts in items]
    chosen = worth_asking(told)
    asked_of = Counter(told[i][0] for i in chosen)
    bearing = {claim for claim, said in told if said[Relation.UNRELATED] <= 1.0 - LEAST_BEARING}
    assert max(asked_of.values(), default=0) <= 1 or asked_of.keys() == bearing
    for claim in asked_of:
        own = [
            i for i in range(len(told)) if told[i][0] == claim and told[i][1][Relation.UNRELATED] <= 1.0 - LEAST_BEARING
        ]
        assert decisive_chance(told[max(own, key=lambda i: decisive_chance(told[i][1]))][1]) == max(
            decisive_chance(told[i][1]) for i in chosen if told[i][0] == claim
        )


def test_a_report_is_judged_by_both_and_what_the_network_does_not_read_by_the_comparison_alone() -> None:
    judge = trained_judge()
    assert isinstance(judge, CombinedJudge)
    found = comparisons()
    both, alone = ([o.scores for o in j.opinions(found)] for j in (judge, comparison_judge()))
    assert all(sum(scores.values()) == pytest.approx(1.0) for scores in both)
    assert decisive_chance(both[0]) > judge.threshold > decisive_chance(both[1])
    assert max(DECISIVE, key=lambda r: both[0][r]) is Relation.CONFIRMS
    read = worth_asking([(1, judge.comparison.of_features(c.features)) for c in found])
    assert 0 < len(read) < len(found)
    assert [i for i in range(len(found)) if both[i] != alone[i]] == read


def test_the_word_of_the_network_counts_in_all_that_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = trained_judge()
    assert isinstance(judge, CombinedJudge)
    said = {True: chances([0.96, 0.0, 0.0, 0.0, 0.02, 0.02]), False: chances([0.001, 0.0, 0.0, 0.0, 0.5, 0.499])}
    scored: dict[bool, list[float]] = {}
    for is_sure, answer in said.items():

        def answered(
            _self: Network, items: list[Asked], answer: dict[Relation, float] = answer
        ) -> list[dict[Relation, float]]:
            return [answer] * len(items)

        monkeypatch.setattr(Network, "chances", answered)
        found = comparisons()
        scored[is_sure] = [decisive_chance(one.scores) for one in judge.opinions(found)]
    read = worth_asking([(1, judge.comparison.of_features(c.features)) for c in comparisons()])
    assert all(
        scored[True][i] > scored[False][i] if i in read else scored[True][i] == scored[False][i] for i in range(5)
    )


def test_a_reason_says_what_the_network_takes_the_passage_for_where_it_read_it() -> None:
    answer = chances([0.7, 0.0, 0.0, 0.0, 0.2, 0.1])
    (agrees,) = trained_reason(answer, Relation.CONFIRMS)
    assert agrees.text == "The trained model, which read both texts, also takes it for a confirmation (70 % likely)."
    (differs,) = trained_reason(answer, Relation.MOVES)
    assert differs.text == "The trained model, which read both texts, rather takes it for a confirmation (70 % likely)."
    assert trained_reason(None, Relation.CONFIRMS) == ()
    judge, found = trained_judge(), comparisons()
    assert isinstance(judge, CombinedJudge)
    read = worth_asking([(1, judge.comparison.of_features(c.features)) for c in found])
    assert [i for i, o in enumerate(judge.opinions(found)) if o.network is not None] == read


def test_without_the_network_the_comparison_judges_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(combined, "network", lambda: None)
    trained_judge.cache_clear()
    try:
        assert trained_judge() == comparison_judge()
    finally:
        trained_judge.cache_clear()


def test_the_same_report_gets_the_same_scores_in_any_company() -> None:
    judge, found = trained_judge(), comparisons()
    assert judge.opinions(found[:2]) == judge.opinions(found)[:2]
    again = [replace(c) for c in found]
    assert judge.opinions(again) == judge.opinions(found)
