"""What is put into a desk comes out as it was, and what a person says of it is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.errors import FactDeskError, UnknownRecordError
from factdesk.model import (
    Bound,
    Changes,
    Due,
    Entity,
    EvidenceDecision,
    EvidenceState,
    Kind,
    Outcome,
    OutcomeDecision,
    Precision,
    PublishedBy,
    Quantity,
    Relation,
    Review,
)
from factdesk.store import Store, codec, events, open_store, parse_query
from tests.store.conftest import TODAY, Clock, add, add_evidence, capture, claim_draft, due_on, evidence_draft

TEXT = "China will buy soy by May. The “deal” is to be final — naïve, 🌾 perhaps. Xi will visit."
LATER = "Traders said the soy was bought. The visit is off."


@pytest.fixture
def two(store: Store) -> list[int]:
    drafts = (
        claim_draft(TEXT, "China will buy soy by May", due=due_on(date(2026, 5, 31), date(2026, 5, 1))),
        claim_draft(TEXT, "The “deal” is to be final — naïve, 🌾 perhaps", speaker=None, kind=Kind.DEADLINE),
    )
    return add(store, TEXT, *drafts)[1]


def test_a_claim_comes_back_as_it_was_drafted(store: Store) -> None:
    draft = claim_draft(TEXT, "China will buy soy by May", due=due_on(date(2026, 5, 31), date(2026, 5, 1)))
    report_id, (claim_id,) = add(store, TEXT, draft)
    claim = store.claims([claim_id])[0]
    assert {name: getattr(claim, name) for name in draft.__dataclass_fields__} == {
        name: getattr(draft, name) for name in draft.__dataclass_fields__
    }
    assert (claim.report_id, claim.published, claim.outlet, claim.report_title) == (
        report_id,
        TODAY,
        "Agency",
        "A title",
    )
    assert claim.recorded_at.microsecond == 123456
    assert claim.review is Review.NEW


def test_a_report_comes_back_with_its_text_and_original_bytes(store: Store) -> None:
    original = replace(capture(TEXT), original=b"\x00\xff<p>as it came", media_type="text/html", author="A. Writer")
    with store.step("report.add", "Add", actor="Ann") as step:
        report_id = step.add_report(original, sketch=(1, 2**64 - 1))
    report = store.report(report_id)
    assert (report.text, report.author, report.captured_at) == (TEXT, "A. Writer", original.captured_at)
    assert store.original(report_id) == ("text/html", b"\x00\xff<p>as it came")
    assert store.report_by_sha256(original.sha256) == report_id
    assert store.sketches([2**64 - 1, 1, 7]) == [(report_id, 2)]


def test_evidence_comes_back_as_it_was_proposed_with_its_report(store: Store, two: list[int]) -> None:
    draft = evidence_draft(two[0], LATER, "the soy was bought", new_due=due_on(date(2026, 6, 1)))
    _, (evidence_id,) = add_evidence(store, LATER, draft, published=date(2026, 5, 2))
    stored = store.evidence([evidence_id])[0]
    assert {name: getattr(stored, name) for name in draft.__dataclass_fields__} == {
        name: getattr(draft, name) for name in draft.__dataclass_fields__
    }
    assert (stored.published, stored.outlet) == (date(2026, 5, 2), "Other")
    assert store.evidence_of(two) == {two[0]: [stored], two[1]: []}


def test_claims_come_in_the_order_asked_and_a_missing_one_is_told(store: Store, two: list[int]) -> None:
    assert [claim.id for claim in store.claims([two[1], two[0], two[1]])] == [two[1], two[0], two[1]]
    with pytest.raises(UnknownRecordError, match="no claim 99"):
        store.claims([two[0], 99])
    with pytest.raises(UnknownRecordError, match="no report 99"):
        store.report(99)
    assert store.claims_of_report(1) == two


def test_a_quote_that_the_report_does_not_have_is_refused_and_nothing_stays(store: Store) -> None:
    wrong = replace(claim_draft(TEXT, "Xi will visit"), start=3)
    with pytest.raises(ValueError, match="not what report"):
        add(store, TEXT, wrong)
    assert store.report_heads() == []
    assert store.history() == []


def test_the_same_text_twice_is_refused(store: Store, two: list[int]) -> None:
    with pytest.raises(FactDeskError, match="already, as report 1"):
        add(store, TEXT)


def test_review_edit_and_tags_show_in_the_claim(store: Store, two: list[int]) -> None:
    with store.step("claim.edit", "Edit", actor="Bo") as step:
        step.review(two, Review.VERIFIED)
        step.edit_claim(two[0], text="China is to buy soy.", due=None)
        step.edit_claim(two[1], speaker="Xi Jinping", kind=Kind.COMMITMENT)
        step.tag(two, add=(" soy  deal ", "Trade"))
        step.tag([two[1]], add=("TRADE",), remove=("Soy Deal",))
    first, second = store.claims(two)
    assert (first.text, first.due, first.kind, first.speaker) == (
        "China is to buy soy.",
        None,
        Kind.EVENT,
        "Scott Bessent",
    )
    assert (second.speaker, second.kind) == ("Xi Jinping", Kind.COMMITMENT)
    assert (first.tags, second.tags) == (("soy deal", "Trade"), ("Trade",))
    assert (first.review, first.reviewed_by) == (Review.VERIFIED, "Bo")
    with store.step("claim.reopen", "Reopen", actor="Bo") as step:
        step.review([two[0]], Review.NEW)
    assert store.claims(two)[0].reviewed_by is None
    assert step.changes.claims == (two[0],)


def test_a_verb_that_changes_nothing_leaves_no_trace(store: Store, two: list[int]) -> None:
    before = store.history()
    with store.step("claim.edit", "Nothing", actor="Bo") as step:
        step.review(two, Review.NEW)
        step.edit_claim(two[0], text="China will buy soy by May", speaker="Scott Bessent")
        step.tag(two, remove=("never put",))
        step.set_outcome(two, None, "")
        step.set_published(1, TODAY, PublishedBy.GIVEN)
        step.add_claims(1, [])
    assert step.changes == Changes(None)
    assert store.history() == before


def test_decisions_are_kept_in_order_and_the_newest_rules(store: Store, two: list[int]) -> None:
    _, (evidence_id,) = add_evidence(store, LATER, evidence_draft(two[0], LATER, "the soy was bought"))
    with store.step("evidence.decide", "Accept", actor="Bo") as step:
        step.decide([evidence_id], EvidenceState.ACCEPTED)
    assert store.claim_ids(parse_query("outcome:confirmed provisional:no"), today=TODAY).tolist() == [two[0]]
    with store.step("evidence.decide", "Contradicts", actor="Cy") as step:
        step.decide([evidence_id], EvidenceState.ACCEPTED, relation=Relation.CONTRADICTS)
    with store.step("outcome.set", "By hand", actor="Cy") as step:
        step.set_outcome([two[0]], Outcome.UNRESOLVABLE, "Nobody can tell.")
    said = store.decisions_of(two)
    assert [type(d) for d in said[two[0]]] == [EvidenceDecision, EvidenceDecision, OutcomeDecision]
    assert [d.by for d in said[two[0]]] == ["Bo", "Cy", "Cy"]
    assert said[two[1]] == []
    assert store.claim_ids(parse_query("outcome:unresolvable"), today=TODAY).tolist() == [two[0]]
    with store.step("outcome.set", "Hand back", actor="Cy") as step:
        step.set_outcome([two[0]], None, "")
    assert store.claim_ids(parse_query("outcome:contradicted relation:contradicts"), today=TODAY).tolist() == [two[0]]


def test_overdue_is_left_to_the_calendar_and_pending_by_hand_outlasts_it(store: Store, two: list[int]) -> None:
    with pytest.raises(FactDeskError, match="calendar"), store.step("outcome.set", "By hand", actor="Cy") as step:
        step.set_outcome([two[0]], Outcome.OVERDUE, "")
    with store.step("outcome.set", "By hand", actor="Cy") as step:
        step.set_outcome([two[0]], Outcome.PENDING, "They asked for more time.")
    assert store.claim_ids(parse_query("outcome:pending"), today=date(2027, 1, 1)).tolist() == two
    assert store.claim_ids(parse_query("outcome:overdue"), today=date(2027, 1, 1)).tolist() == []


def test_a_new_publication_date_or_origin_reaches_claims_and_evidence(store: Store, two: list[int]) -> None:
    later, (evidence_id,) = add_evidence(store, LATER, evidence_draft(two[0], LATER, "the soy was bought"))
    with store.step("report.published", "Date", actor="Bo") as step:
        step.set_published(later, date(2026, 6, 2), PublishedBy.GIVEN)
    assert store.evidence([evidence_id])[0].published == date(2026, 6, 2)
    assert step.changes.claims == (two[0],)
    assert store.claim_ids(parse_query("outcome:late"), today=TODAY).tolist() == [two[0]]
    with store.step("report.origin", "Copies", actor="Bo") as step:
        origin = step.set_origin([1, later], store.report(1).origin_id)
    assert store.claims(two)[0].origin_id == store.evidence([evidence_id])[0].origin_id == origin
    with store.step("report.origin", "No copies", actor="Bo") as step:
        alone = step.set_origin([later], None)
    assert store.report(later).origin_id == alone != origin


def test_the_threshold_of_the_desk_decides_which_proposals_count(store: Store, two: list[int]) -> None:
    weak = evidence_draft(two[0], LATER, "the soy was bought", score=0.6)
    add_evidence(store, LATER, weak)
    assert len(store.claim_ids(parse_query("outcome:confirmed"), today=TODAY)) == 1
    with store.step("setting.change", "Threshold", actor="Bo") as step:
        step.set_setting("threshold", "0.7")
        step.set_setting("country", "DE")
    assert len(store.claim_ids(parse_query("outcome:confirmed"), today=TODAY)) == 0
    assert (store.setting("country"), store.setting("nothing")) == ("DE", None)
    store.undo(None, "Bo")
    assert len(store.claim_ids(parse_query("outcome:confirmed"), today=TODAY)) == 1
    assert store.setting("country") is None


def test_everything_is_there_after_closing_and_opening(store: Store, two: list[int]) -> None:
    before = store.claims(two), store.history(), store.facets(parse_query(""), TODAY)
    store.close()
    with open_store(store.path, write=False, now=Clock()) as reader:
        assert (reader.claims(two), reader.history(), reader.facets(parse_query(""), TODAY)) == before


texts = st.text(st.characters(codec="utf-8"), max_size=20)
days = st.none() | st.dates()


def dues(alternatives: st.SearchStrategy[tuple[Due, ...]]) -> st.SearchStrategy[Due]:
    return st.builds(
        Due,
        text=texts,
        from_day=days,
        to_day=days,
        bound=st.sampled_from(Bound),
        precision=st.sampled_from(Precision),
        rule=texts,
        edtf=texts,
        base=days,
        explanation=texts,
        alternatives=alternatives,
    )


@settings(deadline=None)
@given(dues(st.lists(dues(st.just(())), max_size=2).map(tuple)))
def test_a_due_date_survives_its_writing(due: Due) -> None:
    assert codec.read_due(codec.due(due)) == due


@settings(deadline=None)
@given(
    st.lists(st.builds(Entity, texts, texts)).map(tuple),
    st.lists(st.builds(Quantity, texts, st.floats(allow_nan=False, allow_infinity=False), texts)).map(tuple),
)
def test_entities_and_quantities_survive_their_writing(
    entities: tuple[Entity, ...], quantities: tuple[Quantity, ...]
) -> None:
    assert codec.read_entities(codec.entities(entities)) == entities
    assert codec.read_quantities(codec.quantities(quantities)) == quantities


bodies = st.one_of(
    st.builds(events.ReportAdded, st.integers(1), days, st.sampled_from(PublishedBy)),
    st.builds(events.PublishedSet, days, st.sampled_from(PublishedBy)),
    st.builds(events.OriginSet, st.integers(1)),
    st.builds(events.ClaimAdded, texts, st.none() | texts, st.sampled_from(Kind), st.none() | dues(st.just(()))),
    st.builds(
        events.ClaimEdited,
        text=st.just(events.UNSET) | texts,
        speaker=st.just(events.UNSET) | st.none() | texts,
        kind=st.just(events.UNSET) | st.sampled_from(Kind),
        due=st.just(events.UNSET) | st.none() | dues(st.just(())),
    ),
    st.builds(events.ClaimReviewed, st.sampled_from(Review)),
    st.builds(events.ClaimTagged, st.lists(texts).map(tuple), st.lists(texts).map(tuple)),
    st.builds(events.OutcomeSet, st.none() | st.sampled_from(Outcome), texts),
    st.just(events.EvidenceAdded()),
    st.builds(
        events.EvidenceDecided,
        st.sampled_from(EvidenceState),
        st.none() | st.sampled_from(Relation),
        st.none() | dues(st.just(())),
    ),
    st.builds(events.SettingChanged, texts, texts),
)


@settings(deadline=None)
@given(bodies)
def test_an_event_survives_its_writing(body: events.Body) -> None:
    assert codec.read_body(*codec.body(body)) == body
