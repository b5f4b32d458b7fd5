"""How people's decisions move the score from which on passages are proposed."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest

from factdesk.matching.adapting import FARTHEST, LEAST_DECISIONS, STEP, adapted, shift_of
from factdesk.model import DecidedScore

SEEDS = range(40)


def decisions(seed, count=None):
    """Some decisions at random scores, agreed with at a random rate."""
    chance = random.Random(seed)
    rate, many = chance.random(), count if count is not None else chance.randrange(200)
    return [DecidedScore(chance.uniform(0.0, 1.0), chance.random() < rate) for _ in range(many)]


def odds(score):
    return math.log(score / (1 - score))


@pytest.mark.parametrize("seed", SEEDS)
def test_too_few_decisions_move_nothing(seed):
    assert shift_of(decisions(seed, LEAST_DECISIONS - 1)) == 0.0


@pytest.mark.parametrize("seed", SEEDS)
def test_one_decision_more_moves_it_by_no_more_than_a_step(seed):
    made = decisions(seed)
    shifts = [shift_of(made[:count]) for count in range(len(made) + 1)]
    assert all(abs(after - before) <= STEP + 1e-9 for before, after in pairwise(shifts))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_decisions_does_not_matter(seed):
    made = decisions(seed)
    mixed = random.Random(seed + 1).sample(made, len(made))
    assert shift_of(mixed) == shift_of(made)


@pytest.mark.parametrize("seed", SEEDS)
def test_agreeing_instead_of_rejecting_never_raises_it_and_rejecting_a_surer_one_never_lowers_it(seed):
    made = decisions(seed, LEAST_DECISIONS + 60)
    at = random.Random(seed).randrange(len(made))
    score = made[at].score
    agreed, rejected = (shift_of([*made[:at], DecidedScore(score, said), *made[at + 1 :]]) for said in (True, False))
    surer = shift_of([*made[:at], DecidedScore(min(1.0, score + 0.2), False), *made[at + 1 :]])
    assert agreed <= rejected <= surer + 1e-9


@pytest.mark.parametrize("base", [0.3, 0.5, 0.8])
@pytest.mark.parametrize("agreed", [True, False])
def test_it_stays_within_the_limits_it_states(base, agreed):
    found = adapted(base, [DecidedScore(0.99 if not agreed else 0.01, agreed)] * 5000)
    assert found.threshold == pytest.approx(found.lowest if agreed else found.highest)
    assert found.lowest < base < found.highest
    assert odds(found.highest) - odds(base) == pytest.approx(FARTHEST)


def test_scores_that_keep_what_they_promise_move_it_hardly():
    made = [DecidedScore(0.8, number % 5 != 0) for number in range(200)]
    assert abs(shift_of(made)) < 0.01


def test_a_desk_where_half_of_the_sure_ones_is_rejected_asks_for_more():
    found = adapted(0.5, [DecidedScore(0.8, number % 2 == 0) for number in range(100)])
    assert 0.6 < found.threshold < 0.75
    assert (found.decisions, found.accepted, found.base) == (100, 50, 0.5)


def test_without_decisions_the_judges_own_threshold_holds():
    assert adapted(0.4, []).threshold == pytest.approx(0.4)
