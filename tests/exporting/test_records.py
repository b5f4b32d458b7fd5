"""The records have exactly the keys that the command line promises."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from factdesk.exporting import (
    claim_record,
    draft_record,
    evidence_record,
    judgement_record,
    quote_record,
    report_record,
    time_record,
)
from factdesk.model import (
    Attribution,
    Bound,
    ClaimDraft,
    ClaimRecord,
    Judgement,
    Kind,
    Marks,
    Precision,
    Relation,
    Span,
    TimeExpression,
    TimexType,
)
from tests.exporting.builders import CLAIM, DUE, EVIDENCE, HEAD, RECORD, STATUS

ASSERTION = ["start", "end", "quote", "text", "speaker", "via", "kind", "due", "entities", "quantities", "score"]
DUE_KEYS = ["text", "from", "to", "bound", "precision", "rule", "edtf"]
CLAIM_KEYS = [
    *("id", "report_id"),
    *ASSERTION,
    *["outcome", "provisional", "settled_outcome", "why", "since", "due_in_force", "moves", "slip_days"],
    *[
        "review",
        "reviewed_by",
        "reviewed_at",
        "confirms",
        "contradicts",
        "origins",
        "tags",
        "report_title",
        "outlet",
        "url",
        "published",
        "speaker_id",
        "speaker_name",
        "edits",
        "unresolved",
    ],
]


def test_a_claim_has_the_promised_keys_in_order() -> None:
    assert list(claim_record(RECORD)) == CLAIM_KEYS


def test_a_claim_without_anything_optional_has_the_same_keys() -> None:
    bare = replace(CLAIM, due=None, speaker=None, url=None, published=None, reviewed_at=None, entities=(), tags=())
    record = claim_record(ClaimRecord(bare, replace(STATUS, due_in_force=None, since=None, settled_outcome=None)))
    assert list(record) == CLAIM_KEYS
    assert [record[key] for key in ("due", "due_in_force", "since", "settled_outcome", "published")] == [None] * 5


def test_days_and_moments_are_iso_and_sets_are_their_words() -> None:
    record = claim_record(RECORD)
    assert record["due"] == {
        "text": "by 1 May 2031",
        "from": None,
        "to": "2031-05-01",
        "bound": "by",
        "precision": "day",
        "rule": "by-day",
        "edtf": "../2031-05-01",
    }
    assert (record["since"], record["reviewed_at"]) == ("2031-06-03", "2031-01-04T10:30:00+00:00")
    assert (record["outcome"], record["settled_outcome"], record["kind"]) == ("late", "pending", "deadline")
    assert json.loads(json.dumps(record)) == record


def test_evidence_tells_where_the_words_of_its_reasons_stand() -> None:
    marks = Marks((Span(0, 5, "April"),), (Span(70, 73, "May"), Span(80, 83, "day")))
    record = evidence_record(replace(EVIDENCE, evidence=replace(EVIDENCE.evidence, marks=marks)))
    assert record["marks"] == {
        "claim": [{"start": 0, "end": 5, "text": "April"}],
        "passage": [{"start": 70, "end": 73, "text": "May"}, {"start": 80, "end": 83, "text": "day"}],
    }


def test_evidence_tells_the_relation_and_due_that_count_now() -> None:
    record = evidence_record(EVIDENCE)
    keys = (
        "id claim_id report_id start end quote relation restates score reasons state new_due published outlet "
        "origin_id marks"
    )
    assert list(record) == keys.split()
    assert (record["relation"], record["state"], record["marks"]) == ("moves", "accepted", None)
    assert record["new_due"] == claim_record(RECORD)["due_in_force"]


def test_a_report_has_the_promised_keys() -> None:
    record = report_record(HEAD)
    assert list(record) == ["id", "title", "outlet", "published", "url", "sha256", "origin_id", "language", "claims"]
    assert record["published"] is None


def test_a_draft_is_named_by_its_text_only_among_several() -> None:
    draft = ClaimDraft(0, 3, "abc", "Abc.", None, None, Kind.EVENT, DUE, (), (), 0.5, "reader 1")
    assert list(draft_record(draft)) == ["id", "report_id", *ASSERTION, "edits", "unresolved"]
    named = draft_record(draft, number=2, doc="a-7")
    assert (named["id"], named["doc"]) == (2, "a-7")


def test_a_time_expression_has_the_promised_keys() -> None:
    time = TimeExpression(
        3,
        9,
        "May 1",
        TimexType.DATE,
        "2031-05-01",
        date(2031, 5, 1),
        date(2031, 5, 1),
        Bound.ON,
        Precision.DAY,
        "r",
        "e",
    )
    keys = ["start", "end", "text", "type", "value", "from", "to", "bound", "precision", "rule", "edtf"]
    assert list(time_record(time)) == keys
    assert list(time_record(time, id="d1")) == ["id", *keys]
    undated = replace(time, from_day=None, to_day=None, bound=None, precision=None, edtf=None)
    assert [time_record(undated)[key] for key in ("from", "to", "bound", "precision", "edtf")] == [None] * 5


def test_a_quote_has_the_promised_keys() -> None:
    said = Attribution(0, 5, "Never", Span(6, 10, "said"), None, True, 0.75)
    assert quote_record(said, id="d1") == {
        "id": "d1",
        "start": 0,
        "end": 5,
        "quote": "Never",
        "cue": {"start": 6, "end": 10, "text": "said"},
        "speaker": None,
        "direct": True,
        "score": 0.75,
    }


def test_a_judgement_names_every_relation_by_its_word() -> None:
    scores = {relation: 1 / len(Relation) for relation in Relation}
    record = judgement_record("p1", Judgement(Relation.MOVES, scores, ("A new day.",)))
    assert list(record) == ["id", "relation", "scores", "reasons"]
    assert record["relation"] == "moves"
    assert set(record["scores"]) == {relation.value for relation in Relation}  # type: ignore[call-overload]
