"""The sample desk tells its story: what became of its claims, from the passages that a reader would name."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from factdesk.desk import make_sample_desk, open_desk
from factdesk.model import Outcome, Relation

NOW = datetime(2026, 6, 20, 12, tzinfo=UTC)
CALL, BEANS_DATE, BEANS, DATES = date(2025, 11, 24), date(2025, 12, 4), date(2026, 1, 20), date(2026, 2, 20)
DELAY, NEW_DATES, VISIT, LICENCES = date(2026, 3, 16), date(2026, 3, 25), date(2026, 5, 14), date(2025, 12, 2)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    file = tmp_path_factory.mktemp("sample") / "sample.factdesk"
    with open_desk(file, actor="ann", clock=lambda: NOW) as desk:
        result = make_sample_desk(desk)
        assert not result.failed
        yield desk


def claim_of(desk, published, *words):
    """The claim of a day that holds these words."""
    found = [
        record
        for record in desk.claims.select("", sort="id")
        if record.claim.published == published and all(word in record.claim.text for word in words)
    ]
    assert found, words
    return found[0]


def said(desk, claim_id, relation):
    """The days of the reports that say this of a claim."""
    return [e.evidence.published for e in desk.evidence.of_claim(claim_id) if e.relation is relation]


def test_the_visit_is_moved_twice_and_met_late(sample):
    record = claim_of(sample, CALL, "Trump will visit China in April 2026")
    status = record.status
    assert (status.outcome, status.days_late, status.moves) == (Outcome.LATE, 14, 2)
    assert said(sample, record.claim.id, Relation.MOVES) == [DELAY, NEW_DATES]
    assert said(sample, record.claim.id, Relation.CONFIRMS) == [VISIT]
    assert said(sample, record.claim.id, Relation.CONTRADICTS) == []


def test_the_day_that_was_named_for_the_visit_is_missed_by_six_weeks(sample):
    status = claim_of(sample, DATES, "from 31 March to 2 April").status
    assert (status.outcome, status.days_late, status.moves) == (Outcome.LATE, 42, 2)


def test_the_last_date_of_the_visit_is_kept(sample):
    record = claim_of(sample, NEW_DATES, "14 and 15 May")
    assert record.status.outcome is Outcome.CONFIRMED
    assert said(sample, record.claim.id, Relation.CONFIRMS) == [VISIT]


def test_the_purchase_is_late_by_its_first_date_and_in_time_by_its_second(sample):
    first = claim_of(sample, CALL, "12 million tons", "by the end of 2025")
    assert (first.status.outcome, first.status.days_late, first.status.moves) == (Outcome.LATE, 20, 1)
    assert said(sample, first.claim.id, Relation.MOVES) == [BEANS_DATE]
    assert BEANS in said(sample, first.claim.id, Relation.CONFIRMS)
    second = claim_of(sample, BEANS_DATE, "by Feb. 28, 2026")
    assert second.status.outcome is Outcome.CONFIRMED
    assert BEANS in said(sample, second.claim.id, Relation.CONFIRMS)


def test_the_licences_come_as_expected(sample):
    record = claim_of(sample, date(2025, 11, 25), "first general licenses in December")
    assert record.status.outcome is Outcome.CONFIRMED
    assert LICENCES in said(sample, record.claim.id, Relation.CONFIRMS)
    assert said(sample, record.claim.id, Relation.CONTRADICTS) == []


@pytest.mark.parametrize(
    ("published", "words"),
    [
        (CALL, "deadline of Thanksgiving"),
        (date(2025, 11, 25), "finalized by Thanksgiving"),
        (LICENCES, "second batch of licenses"),
    ],
)
def test_what_nobody_reports_is_overdue(sample, published, words):
    record = claim_of(sample, published, words)
    assert record.status.outcome is Outcome.OVERDUE
    assert record.status.confirms == record.status.contradicts == 0


def test_what_lies_ahead_is_open(sample):
    for published, words in ((CALL, "Xi will visit Washington"), (BEANS, "25 million tons")):
        assert claim_of(sample, published, words).status.outcome is Outcome.PENDING


def test_a_visit_told_again_is_one_claim_with_further_sources(sample):
    record = claim_of(sample, CALL, "Trump will visit China in April 2026")
    repeated = [e.evidence for e in sample.evidence.of_claim(record.claim.id) if e.evidence.restates]
    assert {e.published for e in repeated} >= {date(2025, 11, 25), BEANS_DATE}
    assert not [
        r for r in sample.claims.select("") if r.claim.text == "President Donald Trump is to visit China in April."
    ]


def test_one_agency_report_in_two_outlets_is_one_origin(sample):
    first, copy = sorted(sample.reports.select(), key=lambda head: head.id)[:2]
    assert (first.origin_id, copy.outlet) == (copy.origin_id, "Pacific Standard-Courier")


def test_the_reasons_of_what_decided_name_words_that_stand_in_both_texts(sample):
    for item in sample.evidence.select("-relation:mentions"):
        evidence = item.evidence
        claim = sample.claims.get(evidence.claim_id).claim
        text = sample.reports.get(evidence.report_id).text
        assert evidence.reasons
        assert evidence.marks.passage
        assert all(claim.text[s.start : s.end] == s.text for s in evidence.marks.claim)
        assert all(text[s.start : s.end] == s.text for s in evidence.marks.passage)
