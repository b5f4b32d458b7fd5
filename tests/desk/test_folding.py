"""One record for what several reports claim, until a person says otherwise; what they say outweighs the engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from factdesk.errors import FactDeskError
from factdesk.model import EvidenceState, GivenClaim, Outcome, Relation, Review
from tests.desk.test_desk import FIRST, LATER, OTHER, add

REPEATED = "Claim: Petrel will land. Quite other words surround it in the second report of that long day in town.\n"
LONG = "\nThe rest of the report tells of the harbour, its cranes and the crews who waited for the tide to turn. " * 4
OWN = "Claim: Heron will follow. The second ship is made ready in the dock beside the old wall.\n"


def state_of(desk, claim_id):
    """Everything a person can see of a claim."""
    record = desk.claims.get(claim_id)
    return record, [(e.state, e.relation, e.evidence.quote) for e in desk.evidence.of_claim(claim_id)]


@pytest.fixture
def folded(desk):
    """A desk with one claim and its repetition in a second report; the claim, the evidence."""
    add(desk, FIRST, "2026-01-01")
    add(desk, REPEATED, "2026-01-05", outlet="Courier")
    (claim_id,) = desk.claims.ids()
    (repeated,) = desk.evidence.of_claim(claim_id)
    assert repeated.evidence.restates
    return claim_id, repeated.evidence.id


def test_unfolding_makes_the_passage_a_claim_of_its_own_and_undo_takes_it_back(desk, folded):
    claim_id, evidence_id = folded
    desk.evidence.unfold(evidence_id)
    (own,) = [record.claim for record in desk.claims.select() if record.claim.id != claim_id]
    assert (own.report_id, own.quote, own.outlet) == (2, "Claim: Petrel will land.", "Courier")
    (left,) = desk.evidence.of_claim(claim_id)
    assert left.state is EvidenceState.REJECTED
    assert desk.claims.get(claim_id).status.origins == 1
    desk.log.undo()
    assert list(desk.claims.ids()) == [claim_id]
    assert desk.evidence.of_claim(claim_id)[0].state is EvidenceState.PROPOSED
    desk.log.redo()
    assert len(desk.claims.ids()) == 2
    assert desk.check() == []


def test_what_was_unfolded_is_never_folded_or_proposed_again(desk, folded):
    claim_id, evidence_id = folded
    desk.evidence.unfold(evidence_id)
    (own_id,) = [i for i in desk.claims.ids() if i != claim_id]
    desk.claims.match([claim_id, own_id])
    desk.claims.edit(claim_id, text="Petrel will land at last.")
    desk.claims.match([claim_id])
    add(desk, REPEATED + "A copy of it.", "2026-01-06", outlet="Gazette")
    assert desk.reports.get(3).origin_id == desk.reports.get(2).origin_id
    assert [e.state for e in desk.evidence.of_claim(claim_id)] == [EvidenceState.REJECTED]
    (copied,) = desk.evidence.of_claim(own_id)
    assert (copied.evidence.restates, copied.evidence.report_id) == (True, 3)
    assert sorted(desk.claims.ids()) == [claim_id, own_id]


def test_a_copy_of_what_a_person_says_is_no_repetition_is_a_claim_of_its_own(desk, folded):
    claim_id, evidence_id = folded
    desk.evidence.decide([evidence_id], reject=True)
    add(desk, REPEATED + "A copy of it.", "2026-01-06", outlet="Gazette")
    assert [e.evidence.report_id for e in desk.evidence.of_claim(claim_id)] == [2]
    assert [record.claim.report_id for record in desk.claims.select()] == [1, 3]


def test_unfolding_a_second_time_makes_no_second_claim(desk, folded):
    _, evidence_id = folded
    desk.evidence.unfold(evidence_id)
    desk.evidence.unfold(evidence_id)
    assert len(desk.claims.ids()) == 2


def test_only_a_repetition_can_be_unfolded(desk):
    add(desk, FIRST, "2026-01-01")
    add(desk, LATER, "2026-02-01")
    with pytest.raises(FactDeskError, match="does not repeat"):
        desk.evidence.unfold(desk.evidence.ids()[0])


def two_claims(desk):
    add(desk, FIRST, "2026-01-01")
    add(desk, OWN, "2026-01-05", outlet="Courier")
    add(desk, "Confirmed: Heron followed today." + LONG, "2026-02-01", outlet="Gazette")
    first, second = sorted(desk.claims.ids())
    return first, second


def test_folding_by_hand_makes_one_record_with_both_sources(desk):
    first, second = two_claims(desk)
    desk.claims.tag([second], add=["dock"])
    (confirming,) = desk.evidence.of_claim(second)
    desk.evidence.decide([confirming.evidence.id], relation=Relation.PARTLY)
    before = [state_of(desk, claim_id) for claim_id in (first, second)]
    changes = desk.claims.fold(second, first)
    assert {first, second} <= set(changes.claims)
    assert list(desk.claims.ids()) == [first]
    record, evidence = state_of(desk, first)
    assert record.status.outcome is Outcome.PARTLY
    assert record.status.origins == 3
    assert evidence == [
        (EvidenceState.ACCEPTED, Relation.MENTIONS, "Claim: Heron will follow."),
        (EvidenceState.ACCEPTED, Relation.PARTLY, "Confirmed: Heron followed today."),
    ]
    assert desk.evidence.ids("state:proposed") == []
    assert desk.check() == []
    desk.log.undo()
    assert [state_of(desk, claim_id) for claim_id in (first, second)] == before
    assert desk.check() == []


def test_unfolding_what_was_folded_by_hand_brings_the_claim_back_as_it_was(desk):
    first, second = two_claims(desk)
    desk.claims.edit(second, text="Heron will follow Petrel.")
    desk.claims.review([second], Review.VERIFIED)
    desk.evidence.decide(desk.evidence.ids("state:proposed"), accept=True)
    desk.claims.fold(second, first)
    (repeated,) = [e.evidence for e in desk.evidence.of_claim(first) if e.evidence.restates]
    desk.evidence.unfold(repeated.id)
    back = desk.claims.get(second)
    assert (back.claim.text, back.claim.review) == ("Heron will follow Petrel.", Review.VERIFIED)
    assert back.status.outcome is Outcome.CONFIRMED
    states = {e.evidence.quote: e.state for e in desk.evidence.of_claim(first)}
    assert states == {
        "Claim: Heron will follow.": EvidenceState.REJECTED,
        "Confirmed: Heron followed today.": EvidenceState.PROPOSED,
    }
    assert desk.check() == []


def test_what_a_person_folded_is_folded_in_copies_too(desk):
    first, second = two_claims(desk)
    desk.claims.fold(second, first)
    add(desk, OWN + "A copy of it.", "2026-01-06", outlet="Herald")
    assert desk.reports.get(4).origin_id == desk.reports.get(2).origin_id
    assert list(desk.claims.ids()) == [first]


def test_a_claim_is_folded_into_the_earlier_one_only(desk):
    first, second = two_claims(desk)
    with pytest.raises(FactDeskError, match=f"fold {second} into {first}"):
        desk.claims.fold(first, second)
    with pytest.raises(FactDeskError, match="itself"):
        desk.claims.fold(first, first)


@pytest.mark.parametrize(
    "say",
    [{"accept": True}, {"reject": True}, {"relation": Relation.PARTLY}, {"relation": Relation.UNRELATED}],
    ids=["accepted", "rejected", "changed", "unrelated"],
)
def test_a_passage_that_was_decided_on_is_never_proposed_again(desk, say):
    add(desk, FIRST, "2026-01-01")
    add(desk, OTHER + LONG, "2026-03-01", outlet="Gazette")
    (claim_id,) = desk.claims.ids()
    desk.evidence.decide(desk.evidence.ids(), **say)
    before = state_of(desk, claim_id)
    desk.claims.match([claim_id])
    desk.claims.edit(claim_id, kind=None, text="Petrel will land by and by.")
    desk.claims.match([claim_id])
    add(desk, OTHER.upper().replace("DENIED: PETREL", "Denied: Petrel") + LONG, "2026-03-02", outlet="Herald")
    assert desk.reports.get(3).origin_id == desk.reports.get(2).origin_id
    after = state_of(desk, claim_id)
    assert after[1] == before[1]
    assert after[0].status.outcome is before[0].status.outcome


def test_matching_again_doubles_nothing(desk):
    add(desk, FIRST, "2026-01-01")
    add(desk, LATER, "2026-02-01")
    (claim_id,) = desk.claims.ids()
    before = state_of(desk, claim_id)
    assert desk.claims.match([claim_id]).op_id is None
    assert state_of(desk, claim_id) == before


def test_an_edited_claim_can_be_held_against_the_reports_there_in_the_same_step(desk):
    add(desk, "Claim: Gannet will land. " + LONG, "2026-01-01")
    add(desk, LATER, "2026-02-01")
    (claim_id,) = desk.claims.ids()
    assert desk.evidence.of_claim(claim_id) == []
    changed = desk.claims.edit(claim_id, text="Claim: Petrel will land.")
    assert len(desk.claims.match([claim_id], batch=changed.op_id).evidence) == 1
    desk.log.undo()
    assert desk.claims.get(claim_id).claim.text.startswith("Claim: Gannet")
    assert desk.evidence.of_claim(claim_id) == []


def test_one_decision_is_said_of_all_copies_of_a_passage(desk):
    add(desk, FIRST, "2026-01-01")
    for outlet, tail in (("Gazette", ""), ("Herald", "A copy of it."), ("Mail", "And one more copy.")):
        add(desk, LATER + LONG + tail, "2026-02-01", outlet=outlet)
    first, *copies = sorted(desk.evidence.ids())
    assert len(copies) == 2
    desk.evidence.decide([first], reject=True)
    assert {e.state for e in desk.evidence.records(copies)} == {EvidenceState.REJECTED}
    (claim_id,) = desk.claims.ids()
    assert desk.claims.get(claim_id).status.outcome is Outcome.PENDING
    desk.log.undo()
    assert {e.state for e in desk.evidence.records([first, *copies])} == {EvidenceState.PROPOSED}


def test_the_same_words_may_be_evidence_of_another_claim(desk):
    add(desk, FIRST + "Claim: Petrel will fly. ", "2026-01-01")
    add(desk, LATER, "2026-02-01")
    one, other = desk.evidence.ids()
    desk.evidence.decide([one], reject=True)
    assert desk.evidence.records([other])[0].state is EvidenceState.PROPOSED
    add(desk, LATER + "A copy of it.", "2026-02-02", outlet="Herald")
    assert len(desk.evidence.ids("state:proposed")) == 2


def test_a_claim_given_by_hand_can_be_folded_and_unfolded(desk):
    add(desk, FIRST, "2026-01-01")
    add(desk, "Nobody marked that Petrel lands." + LONG, "2026-01-05")
    (given,) = desk.claims.add(2, GivenClaim("Nobody marked that Petrel lands.")).claims
    desk.claims.fold(given, 1)
    (evidence_id,) = desk.evidence.ids()
    desk.evidence.unfold(evidence_id)
    assert desk.claims.get(given).claim.quote == "Nobody marked that Petrel lands."


def test_what_was_decided_holds_for_reports_that_turn_out_to_be_copies(desk):
    add(desk, FIRST, "2026-01-01")
    add(desk, OTHER + LONG, "2026-03-01", outlet="Gazette")
    add(desk, OTHER + "Quite another story stands around it here, of a fair and of its many guests. " * 5, "2026-03-02")
    add(desk, LATER, "2026-03-03")
    (claim_id,) = desk.claims.ids()
    first, second, third = sorted(desk.evidence.ids())
    assert desk.reports.get(2).origin_id != desk.reports.get(3).origin_id
    desk.evidence.decide([first], reject=True)
    assert desk.evidence.records([second])[0].state is EvidenceState.PROPOSED
    desk.reports.merge(2, [3, 4])
    states = [e.state for e in desk.evidence.records([first, second, third])]
    assert states == [EvidenceState.REJECTED, EvidenceState.REJECTED, EvidenceState.PROPOSED]
    assert {desk.reports.get(number).origin_id for number in (3, 4)} == {desk.reports.get(2).origin_id}
    assert desk.check() == []
    desk.log.undo()
    assert desk.evidence.records([second])[0].state is EvidenceState.PROPOSED
    assert desk.reports.get(3).origin_id != desk.reports.get(2).origin_id
    assert desk.claims.get(claim_id).status.origins == 3


def test_a_report_that_is_no_copy_is_an_origin_of_its_own(desk):
    add(desk, FIRST, "2026-01-01")
    add(desk, LATER + LONG, "2026-02-01")
    add(desk, LATER + LONG + "A copy of it.", "2026-02-01", outlet="Herald")
    (claim_id,) = desk.claims.ids()
    assert desk.claims.get(claim_id).status.confirms == 1
    desk.reports.split(3)
    assert desk.claims.get(claim_id).status.confirms == 2
    with pytest.raises(FactDeskError, match="no copy"):
        desk.reports.split(3)
    desk.log.undo()
    assert desk.claims.get(claim_id).status.confirms == 1


@pytest.fixture
def repeating(engine, monkeypatch):
    """The engine that also finds a claim's own words in later reports, as the real one does."""
    match = engine.match

    def found(report, reading, claims, country, threshold=None):
        again = [
            replace(draft, claim_id=c.id, relation=Relation.MENTIONS, restates=True)
            for c in claims
            for draft in engine.fold(reading.claims, report.published, [c])[1]
        ]
        return (*again, *match(report, reading, claims, country))

    monkeypatch.setattr(engine, "match", found)


def seen(desk):
    return [
        (
            r.claim.quote,
            r.claim.published,
            r.status.origins,
            [e.evidence.restates for e in desk.evidence.of_claim(r.claim.id)],
        )
        for r in desk.claims.select("")
    ]


def test_an_earlier_report_that_comes_in_later_takes_the_repetition_in(desk, repeating):
    add(desk, REPEATED, "2026-01-05", outlet="Courier")
    add(desk, FIRST, "2026-01-01")
    (row,) = seen(desk)
    assert row[1].isoformat() == "2026-01-01"
    assert (row[2], row[3]) == (2, [True])
    assert desk.check() == []
    desk.evidence.unfold(desk.evidence.ids()[0])
    assert len(seen(desk)) == 2
    desk.log.undo()
    desk.log.undo()
    (row,) = seen(desk)
    assert row[1].isoformat() == "2026-01-05"
    assert desk.check() == []


@pytest.mark.parametrize("touch", ["verify", "tag", "decide"])
def test_a_claim_that_somebody_has_touched_is_not_taken_in(desk, repeating, touch):
    add(desk, REPEATED, "2026-01-05", outlet="Courier")
    (claim_id,) = desk.claims.ids()
    if touch == "verify":
        desk.claims.review([claim_id], Review.VERIFIED)
    elif touch == "tag":
        desk.claims.tag([claim_id], add=["birds"])
    else:
        add(desk, LATER, "2026-02-01")
        desk.evidence.decide(desk.evidence.ids(), accept=True)
    add(desk, FIRST, "2026-01-01")
    assert len(desk.claims.ids()) == 2


def test_a_claim_that_was_handed_in_is_not_taken_in(desk, repeating):
    capture = desk.reports.capture_text(REPEATED, published=date(2026, 1, 5), title="Given")
    desk.reports.add_captures([replace(capture, claims=(GivenClaim("Claim: Petrel will land."),))], extract=False)
    add(desk, FIRST, "2026-01-01")
    assert len(desk.claims.ids()) == 2


def test_of_one_day_the_report_that_came_in_first_is_kept(desk, repeating):
    add(desk, REPEATED, "2026-01-01", outlet="Courier")
    add(desk, FIRST, "2026-01-01")
    assert len(seen(desk)) == 1
    assert desk.claims.get(desk.claims.ids()[0]).claim.outlet == "Courier"


def test_a_decision_that_was_undone_is_no_touch(desk, repeating):
    add(desk, REPEATED, "2026-01-05", outlet="Courier")
    desk.claims.review(list(desk.claims.ids()), Review.VERIFIED)
    desk.log.undo()
    add(desk, FIRST, "2026-01-01")
    assert len(desk.claims.ids()) == 1
