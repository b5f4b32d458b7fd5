"""What a claim is now: the rules one by one, and the laws that hold for any evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.model import AsOf, EvidenceState, Kind, Outcome, Relation
from factdesk.status import judged, outcome_on, standing_of, status_of
from tests.unit.nouns import by_hand, claim, decided, due, piece

APRIL = due(date(2026, 4, 30), date(2026, 4, 1))
LATER = AsOf(date(2026, 6, 30))
FORWARD = [Kind.EVENT, Kind.COMMITMENT, Kind.DEADLINE, Kind.PREDICTION]
CONFIRMS, CONTRADICTS, PARTLY, MOVES, MENTIONS = (
    Relation.CONFIRMS,
    Relation.CONTRADICTS,
    Relation.PARTLY,
    Relation.MOVES,
    Relation.MENTIONS,
)


def test_without_evidence_a_claim_is_pending_through_its_last_due_day_and_overdue_after_it():
    on_the_day = status_of(claim(due_by=APRIL), [], [], AsOf(date(2026, 4, 30)))
    day_after = status_of(claim(due_by=APRIL), [], [], AsOf(date(2026, 5, 1)))
    assert (on_the_day.outcome, day_after.outcome) == (Outcome.PENDING, Outcome.OVERDUE)
    assert day_after.since == date(2026, 5, 1)
    assert "30 Apr 2026" in day_after.why
    assert not day_after.provisional


def test_a_claim_without_a_due_date_is_never_overdue():
    assert status_of(claim(), [], [], AsOf(date(2099, 1, 1))).outcome is Outcome.PENDING


@pytest.mark.parametrize("kind", FORWARD)
def test_the_newest_decisive_evidence_wins_for_forward_claims(kind):
    pieces = [piece(1, CONTRADICTS, date(2026, 4, 2)), piece(2, CONFIRMS, date(2026, 4, 9))]
    assert status_of(claim(kind, APRIL), pieces, [], LATER).outcome is Outcome.CONFIRMED
    assert status_of(claim(kind, APRIL), pieces, [], AsOf(date(2026, 4, 5))).outcome is Outcome.CONTRADICTED


@pytest.mark.parametrize("kind", FORWARD)
def test_opposite_evidence_of_one_day_from_two_origins_is_disputed(kind):
    day = date(2026, 4, 9)
    two = [piece(1, CONFIRMS, day), piece(2, CONTRADICTS, day)]
    one = [piece(1, CONFIRMS, day, origin=7, score=0.8), piece(2, CONTRADICTS, day, origin=7, score=0.7)]
    disputed = status_of(claim(kind, APRIL), two, [], LATER)
    assert disputed.outcome is Outcome.DISPUTED
    assert "Report 1" in disputed.why
    assert "Report 2" in disputed.why
    assert status_of(claim(kind, APRIL), one, [], LATER).outcome is Outcome.CONFIRMED


def test_a_statement_with_decisive_evidence_on_both_sides_is_disputed_on_whatever_days():
    pieces = [piece(1, CONFIRMS, date(2026, 1, 2)), piece(2, CONTRADICTS, date(2026, 3, 9))]
    assert status_of(claim(Kind.STATEMENT), pieces, [], LATER).outcome is Outcome.DISPUTED
    same = [replace(p, origin_id=5) for p in pieces]
    assert status_of(claim(Kind.STATEMENT), same, [], LATER).outcome is Outcome.CONTRADICTED


def test_what_took_place_after_the_first_due_date_is_late_with_the_days():
    late = status_of(claim(due_by=APRIL), [piece(1, CONFIRMS, date(2026, 5, 14))], [], LATER)
    assert (late.outcome, late.days_late) == (Outcome.LATE, 14)
    assert "14 days" in late.why


def test_a_late_report_of_something_done_in_time_is_confirmed():
    told_later = piece(1, CONFIRMS, date(2026, 5, 14), occurred=date(2026, 4, 20))
    assert status_of(claim(due_by=APRIL), [told_later], [], LATER).outcome is Outcome.CONFIRMED


def test_a_later_reminder_does_not_make_what_was_met_in_time_late():
    pieces = [piece(1, CONFIRMS, date(2026, 4, 20)), piece(2, CONFIRMS, date(2026, 6, 20))]
    assert status_of(claim(due_by=APRIL), pieces, [], LATER).outcome is Outcome.CONFIRMED


def test_a_move_changes_the_due_in_force_and_slip_is_counted_from_the_first_due():
    may = due(date(2026, 5, 15), date(2026, 5, 14))
    march = due(date(2026, 4, 2), date(2026, 3, 31))
    pieces = [
        piece(1, MOVES, date(2026, 2, 20), new_due=march),
        piece(2, MOVES, date(2026, 3, 6), new_due=march),
        piece(3, MOVES, date(2026, 3, 25), new_due=may),
    ]
    status = status_of(claim(due_by=APRIL), pieces, [], AsOf(date(2026, 5, 3)))
    assert (status.outcome, status.due_in_force, status.moves, status.slip_days) == (Outcome.PENDING, may, 2, 15)
    assert status_of(claim(due_by=APRIL), pieces, [], AsOf(date(2026, 5, 16))).outcome is Outcome.OVERDUE
    met = [*pieces, piece(4, CONFIRMS, date(2026, 5, 14))]
    assert status_of(claim(due_by=APRIL), met, [], LATER).outcome is Outcome.LATE


def test_a_move_without_a_date_takes_the_date_away_until_one_is_named():
    put_off = piece(1, MOVES, date(2026, 3, 16))
    status = status_of(claim(due_by=APRIL), [put_off], [], LATER)
    assert (status.outcome, status.due_in_force) == (Outcome.PENDING, None)
    assert "without naming a new date" in status.why
    may = due(date(2026, 5, 15))
    pieces = [put_off, piece(2, MOVES, date(2026, 3, 25), new_due=may), piece(3, MOVES, date(2026, 4, 8))]
    status = status_of(claim(due_by=APRIL), pieces, [], LATER)
    assert (status.due_in_force, status.moves) == (may, 2)


def test_partly_and_mentions():
    assert status_of(claim(), [piece(1, PARTLY, date(2026, 1, 5))], [], LATER).outcome is Outcome.PARTLY
    assert status_of(claim(), [piece(1, MENTIONS, date(2026, 1, 5))], [], LATER).outcome is Outcome.PENDING


def test_what_rests_on_proposals_is_provisional_and_accepting_settles_it():
    item = piece(1, CONFIRMS, date(2026, 4, 9))
    proposed = status_of(claim(due_by=APRIL), [item], [], LATER)
    assert (proposed.outcome, proposed.provisional, proposed.settled_outcome) == (
        Outcome.CONFIRMED,
        True,
        Outcome.OVERDUE,
    )
    accepted = status_of(claim(due_by=APRIL), [item], [decided(1)], LATER)
    assert (accepted.outcome, accepted.provisional, accepted.settled_outcome) == (Outcome.CONFIRMED, False, None)


def test_proposals_below_the_threshold_count_for_nothing_until_accepted():
    weak = piece(1, CONFIRMS, date(2026, 4, 9), score=0.3)
    assert status_of(claim(due_by=APRIL), [weak], [], LATER).outcome is Outcome.OVERDUE
    assert status_of(claim(due_by=APRIL), [weak], [decided(1)], LATER).outcome is Outcome.CONFIRMED


def test_a_person_can_give_evidence_another_relation():
    item = piece(1, CONFIRMS, date(2026, 4, 9))
    status = status_of(claim(due_by=APRIL), [item], [decided(1, relation=CONTRADICTS)], LATER)
    assert (status.outcome, status.provisional) == (Outcome.CONTRADICTED, False)


def test_an_outcome_by_hand_stands_against_all_evidence_until_cleared():
    item = piece(1, CONFIRMS, date(2026, 4, 9))
    hand = by_hand(Outcome.UNRESOLVABLE)
    status = status_of(claim(due_by=APRIL), [item], [decided(1), hand], LATER)
    assert (status.outcome, status.provisional) == (Outcome.UNRESOLVABLE, False)
    assert "Ann" in status.why
    assert "seen it" in status.why
    cleared = by_hand(None, at=datetime(2026, 6, 2, tzinfo=UTC))
    assert status_of(claim(due_by=APRIL), [item], [decided(1), hand, cleared], LATER).outcome is Outcome.CONFIRMED


def test_copies_of_one_story_count_once():
    pieces = [piece(n, CONFIRMS, date(2026, 4, 9), origin=50) for n in range(1, 11)]
    status = status_of(claim(due_by=APRIL, origin=3), pieces, [], LATER)
    assert (status.confirms, status.contradicts, status.origins) == (1, 0, 2)


def test_the_reason_names_report_outlet_and_date():
    why = status_of(claim(due_by=APRIL), [piece(1, CONTRADICTS, date(2026, 4, 9))], [], LATER).why
    assert why == "“Report 1” (Outlet 1, 9 Apr 2026) contradicts it."


def test_as_of_counts_what_was_published_and_recorded_by_then():
    item = piece(1, CONFIRMS, date(2026, 4, 9), recorded=datetime(2026, 5, 20, 9, tzinfo=UTC))
    before = AsOf(date(2026, 4, 29), datetime(2026, 5, 1, tzinfo=UTC))
    after = AsOf(date(2026, 4, 29), datetime(2026, 5, 21, tzinfo=UTC))
    assert status_of(claim(due_by=APRIL), [item], [], AsOf(date(2026, 4, 8))).outcome is Outcome.PENDING
    assert status_of(claim(due_by=APRIL), [item], [], before).outcome is Outcome.PENDING
    assert status_of(claim(due_by=APRIL), [item], [], after).outcome is Outcome.CONFIRMED


def test_a_decision_recorded_later_is_not_seen_earlier():
    item = piece(1, CONFIRMS, date(2026, 4, 9))
    reject = decided(1, EvidenceState.REJECTED, at=datetime(2026, 5, 1, tzinfo=UTC))
    early = AsOf(date(2026, 4, 29), datetime(2026, 4, 28, tzinfo=UTC))
    assert status_of(claim(due_by=APRIL), [item], [reject], early).outcome is Outcome.CONFIRMED
    assert status_of(claim(due_by=APRIL), [item], [reject], AsOf(date(2026, 4, 29))).outcome is Outcome.PENDING


# Laws --------------------------------------------------------------------------------------------------------------

days = st.dates(date(2025, 11, 25), date(2026, 6, 20))
dues = st.none() | days.map(due)
relations = st.sampled_from([CONFIRMS, CONTRADICTS, PARTLY, MOVES, MENTIONS])
scores = st.sampled_from([0.2, 0.5, 0.9])


@st.composite
def desks(draw):
    """A claim with up to six pieces of evidence, some decided, perhaps an outcome by hand."""
    subject = claim(draw(st.sampled_from(list(Kind))), draw(dues))
    pieces = [
        piece(
            n,
            draw(relations),
            draw(days),
            origin=draw(st.integers(1, 4)),
            score=draw(scores),
            new_due=draw(dues),
            occurred=draw(st.none() | days),
        )
        for n in range(1, draw(st.integers(0, 6)) + 1)
    ]
    decisions = [
        decided(p.id, draw(st.sampled_from(list(EvidenceState))), draw(st.none() | relations))
        for p in pieces
        if draw(st.booleans())
    ]
    return subject, pieces, decisions


moments = st.dates(date(2025, 11, 24), date(2026, 7, 1)).map(AsOf)


@given(desks(), moments, st.randoms(use_true_random=False))
def test_the_order_of_import_does_not_matter(desk, as_of, random):
    subject, pieces, decisions = desk
    shuffled = random.sample(pieces, len(pieces))
    assert status_of(subject, shuffled, decisions, as_of) == status_of(subject, pieces, decisions, as_of)


@given(desks(), moments, relations, days, scores, dues)
def test_rejected_evidence_changes_nothing(desk, as_of, relation, day, score, new_due):
    subject, pieces, decisions = desk
    extra = piece(99, relation, day, origin=9, score=score, new_due=new_due)
    rejection = decided(99, EvidenceState.REJECTED)
    with_it = status_of(subject, [*pieces, extra], [*decisions, rejection], as_of)
    assert with_it == status_of(subject, pieces, decisions, as_of)


@given(desks(), moments)
def test_an_as_of_view_equals_a_desk_that_stopped_that_day(desk, as_of):
    subject, pieces, decisions = desk
    stopped = [p for p in pieces if p.published <= as_of.day]
    assert status_of(subject, pieces, decisions, as_of) == status_of(subject, stopped, decisions, as_of)


@given(desks(), moments)
def test_mentions_change_no_outcome_and_no_date(desk, as_of):
    subject, pieces, decisions = desk
    extra = piece(99, MENTIONS, date(2026, 1, 1), origin=1)
    with_it = status_of(subject, [*pieces, extra], decisions, as_of)
    without = status_of(subject, pieces, decisions, as_of)
    assert (with_it.outcome, with_it.due_in_force, with_it.moves) == (
        without.outcome,
        without.due_in_force,
        without.moves,
    )


@given(desks(), st.dates(date(2026, 6, 21), date(2027, 7, 1)))
def test_standing_and_calendar_give_the_same_outcome_as_the_whole_rule(desk, day):
    subject, pieces, decisions = desk
    whole = status_of(subject, pieces, decisions, AsOf(day))
    standing = standing_of(subject, pieces, decisions)
    assert outcome_on(day, standing.decided, standing.due_to) == whole.outcome
    settled = outcome_on(day, standing.settled_decided, standing.settled_due_to)
    assert settled == (whole.settled_outcome or whole.outcome)
    assert (standing.moves, standing.slip_days) == (whole.moves, whole.slip_days)


@given(desks(), moments)
def test_settled_and_provisional_say_the_same_thing(desk, as_of):
    subject, pieces, decisions = desk
    status = status_of(subject, pieces, decisions, as_of)
    assert status.provisional == (status.settled_outcome is not None)
    only_accepted = [p for p in judged(pieces, decisions, as_of) if p.state is EvidenceState.ACCEPTED]
    if not only_accepted and status.provisional:
        assert status.settled_outcome in (Outcome.PENDING, Outcome.OVERDUE)


@given(desks(), st.sampled_from([o for o in Outcome if o not in (Outcome.PENDING, Outcome.OVERDUE)]), moments)
def test_an_outcome_by_hand_always_stands(desk, outcome, as_of):
    subject, pieces, decisions = desk
    hand = by_hand(outcome, at=datetime(2026, 6, 1, tzinfo=UTC) + timedelta(days=1))
    assert status_of(subject, pieces, [*decisions, hand], as_of).outcome is outcome


@given(desks(), moments)
def test_every_status_comes_with_one_sentence(desk, as_of):
    subject, pieces, decisions = desk
    why = status_of(subject, pieces, decisions, as_of).why
    assert why.endswith(".")
    assert "\n" not in why
