"""Undo and redo obey the law of two stacks, survive a restart, and the stored columns always equal the log."""

from __future__ import annotations

import random
from datetime import date

import pytest

from factdesk.errors import FactDeskError, UnknownRecordError
from factdesk.model import EvidenceState, Kind, Outcome, PublishedBy, Relation, Review
from factdesk.store import Step, Store, open_store, parse_query
from tests.store.conftest import TODAY, Clock, add, add_evidence, capture, claim_draft, due_on, evidence_draft

ALL = parse_query("")
QUOTE = "Xi will visit by May"


def seen(store: Store) -> object:
    """Return everything a person can see of a desk but its log."""
    claims = store.claim_ids(ALL, today=TODAY).tolist()
    return (
        store.report_heads(),
        store.claims(claims),
        store.evidence_of(claims),
        store.decisions_of(claims),
        store.facets(ALL, TODAY),
        store.counts(TODAY),
        store.claim_ids(parse_query("visit"), today=TODAY),
        store.claim_ids(parse_query("renamed"), today=TODAY),
        [store.claim_ids(parse_query(f"provisional:{w} moved:{w}"), today=TODAY) for w in ("yes", "no")],
        store.setting("threshold"),
    )


class Person:
    """Does one random thing at a time, as a person might."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.texts = self.passages = 0

    def act(self, step: Step, store: Store) -> None:
        verbs = [self.report, self.report]
        claims = store.claim_ids(ALL, today=TODAY).tolist()
        if claims:
            verbs += [self.evidence, self.review, self.edit, self.tag, self.outcome, self.published, self.setting]
        evidence = store.evidence_ids(ALL, today=TODAY).tolist()
        verbs += [self.decide, self.decide] if evidence else []
        self.claims, self.proposals = claims, evidence
        self.random.choice(verbs)(step, store)

    def some(self) -> list[int]:
        return self.random.sample(self.claims, self.random.randint(1, min(3, len(self.claims))))

    def day(self) -> date:
        return date(2026, self.random.randint(1, 6), self.random.randint(1, 28))

    def report(self, step: Step, store: Store) -> None:
        """Add a new report, or one that was there before and was undone."""
        number = self.random.randint(1, self.texts + 1)
        text = f"{QUOTE}, report {number} says."
        if store.report_by_sha256(capture(text).sha256) is not None:
            return
        self.texts = max(self.texts, number)
        report_id = step.add_report(capture(text, published=self.day()), sketch=(number,))
        step.add_claims(report_id, [claim_draft(text, QUOTE, due=due_on(self.day()))] * self.random.randint(1, 2))

    def evidence(self, step: Step, _store: Store) -> None:
        self.passages += 1
        text = f"The visit has begun, writes {self.passages}."
        report_id = step.add_report(capture(text, published=self.day()))
        relations = [Relation.CONFIRMS, Relation.CONTRADICTS, Relation.MOVES, Relation.MENTIONS]
        step.add_evidence(
            report_id,
            [
                evidence_draft(
                    claim_id,
                    text,
                    "The visit has begun",
                    self.random.choice(relations),
                    score=self.random.random(),
                    new_due=due_on(self.day()),
                )
                for claim_id in self.some()
            ],
        )

    def review(self, step: Step, _store: Store) -> None:
        step.review(self.some(), self.random.choice(list(Review)))

    def edit(self, step: Step, _store: Store) -> None:
        claim_id = self.some()[0]
        step.edit_claim(claim_id, text=f"Renamed {self.random.randint(1, 3)}", kind=self.random.choice(list(Kind)))
        step.edit_claim(claim_id, due=self.random.choice([None, due_on(self.day())]), speaker=None)

    def tag(self, step: Step, _store: Store) -> None:
        step.tag(self.some(), add=self.random.sample("abc", 2), remove=self.random.sample("abc", 1))

    def outcome(self, step: Step, _store: Store) -> None:
        step.set_outcome(self.some(), self.random.choice([None, Outcome.LATE, Outcome.UNRESOLVABLE]), "So it is.")

    def published(self, step: Step, store: Store) -> None:
        step.set_published(self.random.choice(store.report_heads()).id, self.day(), PublishedBy.GIVEN)

    def setting(self, step: Step, _store: Store) -> None:
        step.set_setting("threshold", self.random.choice(["0.3", "0.8"]))

    def decide(self, step: Step, _store: Store) -> None:
        states = [EvidenceState.ACCEPTED, EvidenceState.REJECTED, EvidenceState.PROPOSED]
        relation = self.random.choice([None, Relation.PARTLY])
        step.decide([self.random.choice(self.proposals)], self.random.choice(states), relation)


@pytest.mark.parametrize("seed", range(12))
def test_undo_and_redo_in_any_order_equal_two_stacks(store: Store, seed: int) -> None:
    person, chance = Person(seed), random.Random(seed)
    done: list[object] = [seen(store)]
    undone: list[object] = []
    for number in range(40):
        what = chance.random()
        if what < 0.25 and len(done) > 1:
            undone.append(done.pop())
            store.undo(None, "Ann")
        elif what < 0.4 and undone:
            done.append(undone.pop())
            store.redo("Ann")
        else:
            with store.step("any", f"Step {number}", actor="Ann") as step:
                person.act(step, store)
            if step.changes.op_id is not None:
                done.append(seen(store))
                undone.clear()
        if chance.random() < 0.15:
            store.close()
            store = open_store(store.path, now=Clock())
        assert seen(store) == done[-1]
        assert store.check() == []
    store.close()


@pytest.mark.parametrize("seed", range(6))
def test_undoing_any_steps_in_any_order_leaves_no_record_without_what_it_belongs_to(store: Store, seed: int) -> None:
    person, chance = Person(seed), random.Random(seed)
    refused = 0
    for number in range(60):
        if chance.random() < 0.7:
            with store.step("any", f"Step {number}", actor="Ann") as step:
                person.act(step, store)
            continue
        steps = [op.id for op in store.history() if op.undoes is None and op.redoes is None and not op.is_undone]
        try:
            store.undo(chance.choice(steps or [None]), "Ann")
        except FactDeskError:
            refused += 1
        reports = {head.id for head in store.report_heads()}
        claims = store.claims(store.claim_ids(ALL, today=TODAY))
        evidence = store.evidence(store.evidence_ids(ALL, today=TODAY))
        assert {claim.report_id for claim in claims} | {item.report_id for item in evidence} <= reports
        assert {item.claim_id for item in evidence} <= {claim.id for claim in claims}
        assert store.check() == []
    assert 0 < refused < 18


def test_the_log_tells_who_did_what_and_what_is_undone(store: Store) -> None:
    add(store, QUOTE, claim_draft(QUOTE, QUOTE))
    with store.step("claim.verify", "Verify a claim", actor="Bo") as step:
        step.review([1], Review.VERIFIED)
    store.undo(None, "Cy")
    newest, verify, first = store.history()
    assert (newest.name, newest.actor, newest.undoes, newest.summary) == ("undo", "Cy", 2, "Undo: Verify a claim")
    assert (verify.is_undone, first.is_undone, newest.is_undone) == (True, False, False)
    store.redo("Cy")
    assert [op.is_undone for op in store.history()] == [False, True, False, False]
    assert [op.id for op in store.history(limit=2, before=4)] == [3, 2]
    assert [op.id for op in store.history_of_claim(1)] == [4, 3, 2, 1]
    assert verify.at < newest.at


def test_nothing_to_undo_or_redo_is_told(store: Store) -> None:
    with pytest.raises(FactDeskError, match="nothing to undo"):
        store.undo(None, "Ann")
    with pytest.raises(FactDeskError, match="nothing to redo"):
        store.redo("Ann")
    with pytest.raises(UnknownRecordError, match="no step 7"):
        store.undo(7, "Ann")


def test_something_new_ends_redo(store: Store) -> None:
    add(store, QUOTE, claim_draft(QUOTE, QUOTE))
    with store.step("claim.tag", "Tag", actor="Ann") as step:
        step.tag([1], add=("a",))
    store.undo(None, "Ann")
    with store.step("claim.tag", "Tag", actor="Ann") as step:
        step.tag([1], add=("b",))
    with pytest.raises(FactDeskError, match="nothing to redo"):
        store.redo("Ann")
    assert store.claims([1])[0].tags == ("b",)


def test_an_older_step_is_undone_alone_unless_a_later_one_builds_on_it(store: Store) -> None:
    add(store, QUOTE, claim_draft(QUOTE, QUOTE))
    with store.step("claim.tag", "Tag it", actor="Ann") as step:
        step.tag([1], add=("a",))
    text = "The visit is off."
    add_evidence(store, text, evidence_draft(1, text, text))
    with store.step("evidence.decide", "Accept it", actor="Ann") as step:
        step.decide([1], EvidenceState.ACCEPTED)
    with pytest.raises(FactDeskError, match=r"Step 1 cannot .* step 4 \(“Accept it”\)"):
        store.undo(1, "Ann")
    with pytest.raises(FactDeskError, match="Accept it"):
        store.undo(3, "Ann")
    store.undo(2, "Ann")
    assert store.claims([1])[0].tags == ()
    assert len(store.decisions_of([1])[1]) == 1
    with pytest.raises(FactDeskError, match="undone already"):
        store.undo(2, "Ann")
    with pytest.raises(FactDeskError, match="itself an undo"):
        store.undo(5, "Ann")
    store.redo("Ann")
    assert store.claims([1])[0].tags == ("a",)


def test_two_changes_of_one_record_are_undone_newest_first(store: Store) -> None:
    add(store, QUOTE, claim_draft(QUOTE, QUOTE))
    for word in ("First", "Second"):
        with store.step("claim.edit", word, actor="Ann") as step:
            step.edit_claim(1, text=word)
    with pytest.raises(FactDeskError, match=r"step 3 \(“Second”\)"):
        store.undo(2, "Ann")
    store.undo(3, "Ann")
    store.undo(2, "Ann")
    assert store.claims([1])[0].text == QUOTE


def test_a_batch_of_steps_is_one_undo(store: Store) -> None:
    batch = None
    for number in range(3):
        with store.step("report.add", f"Add {number}", actor="Ann", batch=batch) as step:
            report_id = step.add_report(capture(f"{QUOTE} {number}"))
            step.add_claims(report_id, [claim_draft(QUOTE, QUOTE)])
        batch = step.changes.op_id
    assert batch == 1
    changes = store.undo(2, "Ann")
    assert (changes.reports, changes.claims) == ((1, 2, 3), (1, 2, 3))
    assert store.report_heads() == []
    with pytest.raises(FactDeskError, match="undone while"), store.step("any", "Late", actor="Ann", batch=1):
        pytest.fail("the step was opened")
    store.redo("Ann")
    assert len(store.report_heads()) == 3


def test_what_is_undone_is_in_no_list_but_in_the_log(store: Store) -> None:
    report_id, claims = add(store, QUOTE, claim_draft(QUOTE, QUOTE, due=due_on(date(2026, 1, 1))))
    with store.step("claim.tag", "Tag", actor="Ann", batch=1) as step:
        step.tag(claims, add=("a",))
    store.undo(None, "Ann")
    for query in ("", "outcome:overdue", "visit", "tag:a", "review:new", "speaker:bessent", f"report:{report_id}"):
        assert store.claim_ids(parse_query(query), today=TODAY).tolist() == []
    assert store.claim_words([i for p in store.postings(["visit"]) for i in p.claims]) == []
    assert store.reports_about(["visit"], limit=5) == []
    assert store.report_by_sha256(capture(QUOTE).sha256) is None
    assert [facet.values for facet in store.facets(ALL, TODAY)] == [()] * 7
    assert store.counts(TODAY).overdue == store.counts(TODAY).to_review == 0
    with pytest.raises(UnknownRecordError):
        store.claims(claims)
    with pytest.raises(UnknownRecordError):
        store.report(report_id)
    assert [op.summary for op in store.history()] == ["Undo: Add “A title”", "Tag", "Add “A title”"]


def test_importing_an_undone_text_again_brings_it_back(store: Store) -> None:
    first, before = add(store, QUOTE, claim_draft(QUOTE, QUOTE), claim_draft(QUOTE, QUOTE))
    store.undo(None, "Ann")
    again, claims = add(store, QUOTE, claim_draft(QUOTE, QUOTE), claim_draft(QUOTE, QUOTE, said="Said anew."))
    assert (again, claims) == (first, before)
    assert [claim.text for claim in store.claims(claims)] == [QUOTE, "Said anew."]
    assert len(store.claim_ids(parse_query("anew"), today=TODAY)) == 1
    assert store.claims_of_report(first) == claims
    store.undo(None, "Ann")
    assert store.report_heads() == []
    corrected, _ = add(store, QUOTE, title="A better title", published=None)
    assert [head.title for head in store.report_heads()] == ["A better title"]
    assert corrected != first
    assert store.check() == []


def test_a_step_that_fails_leaves_nothing(store: Store) -> None:
    add(store, QUOTE, claim_draft(QUOTE, QUOTE))
    before = seen(store), store.history()

    def fail_half_way() -> None:
        with store.step("claim.verify", "Verify", actor="Ann") as step:
            step.review([1], Review.VERIFIED)
            step.tag([1], add=("a",))
            step.review([1, 99], Review.REJECTED)

    with pytest.raises(UnknownRecordError, match="no claim 99"):
        fail_half_way()
    assert (seen(store), store.history()) == before
