"""The search language: what each term finds, and that no text whatever makes it fail but with a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from factdesk.model import Outcome
from factdesk.store import (
    COUNT_QUERIES,
    Query,
    QueryError,
    Sort,
    SortKey,
    Store,
    facet_term,
    holds_for,
    parse_query,
    search,
    timeless,
)
from factdesk.store.days import DaySpan, parse_days
from factdesk.store.query import Choice, Field, Name, Names, Words
from tests.store.conftest import add

DAY = date(2026, 3, 31)


def test_a_query_is_read_term_by_term() -> None:
    query = parse_query('soy "Bessent said" -outcome:overdue,late speaker:"Scott Bessent",=Xi VERIFIED:No -tariff')
    assert query == Query(
        (
            Words("soy", whole=False, negated=False),
            Words("Bessent said", whole=True, negated=False),
            Choice(Field.OUTCOME, ("overdue", "late"), negated=True),
            Names(Field.SPEAKER, (Name("Scott Bessent", exact=False), Name("Xi", exact=True)), negated=False),
            Choice(Field.VERIFIED, ("no",), negated=False),
            Words("tariff", whole=False, negated=True),
        )
    )
    assert query.without(Field.SPEAKER, Field.OUTCOME).terms == (*query.terms[:2], *query.terms[4:])


@pytest.mark.parametrize("text", ["", "  ", "- — “” !", '""', "$"])
def test_a_query_without_a_word_asks_for_everything(text: str) -> None:
    assert parse_query(text) == Query()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("author:Smith", "no field “author:”; there are outcome, review"),
        ("outcome:maybe", "takes pending, overdue, confirmed, late"),
        ("relation:unrelated", "takes confirms, contradicts, partly, moves and mentions"),
        ("outcome:", "needs a value"),
        ('speaker:""', "needs a value"),
        ("verified:perhaps", "takes yes or no"),
        ("moved:yes,no", "takes yes or no"),
        ("claim:soon", "takes numbers"),
        ("claim:99999999999999999999", "takes numbers"),
        ("due:soon", "takes a day, a month or a year"),
        ("due:2026-02-30", "takes a day"),
        ("score:high", "takes >0.7"),
        ("word " * 61, "60 words"),
    ],
)
def test_what_cannot_be_understood_is_told_with_what_there_is(text: str, told: str) -> None:
    with pytest.raises(QueryError, match=told.replace("(", r"\(")):
        parse_query(text)
    with pytest.raises(QueryError, match="sorted by due, published"):
        Sort("size")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-03-31", "2026-03-31"),
        ("2026-04", "2026-04-01", "2026-04-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-01-01..2026-03-31", "2026-01-01", "2026-03-31"),
        ("2026-02..", "2026-02-01", "9999-12-31"),
        ("..2026-02", "0001-01-01", "2026-02-28"),
        (">2026-01-01", "2026-01-02", "9999-12-31"),
        (">=2026-01-01", "2026-01-01", "9999-12-31"),
        (">2026-04", "2026-05-01", "9999-12-31"),
        ("<2026-04", "0001-01-01", "2026-03-31"),
        ("<=2026-04", "0001-01-01", "2026-04-30"),
        ("<7d", "2026-03-31", "2026-04-07"),
        (">7d", "2026-04-08", "9999-12-31"),
        ("2w", "2026-04-14", "2026-04-14"),
        ("<1m", "2026-03-31", "2026-04-30"),
        ("8d..30d", "2026-04-08", "2026-04-30"),
        ("today..1y", "2026-03-31", "2027-03-31"),
        ("-7d..today", "2026-03-24", "2026-03-31"),
        ("past", "0001-01-01", "2026-03-30"),
        ("<9999y", "2026-03-31", "9999-12-31"),
    ],
)
def test_spans_of_due_days(text: str, first: str, last: str) -> None:
    span = parse_days(text)
    assert isinstance(span, DaySpan)
    assert tuple(map(str, span.on(DAY, back=False))) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("<7d", "2026-03-24", "2026-03-31"),
        (">7d", "0001-01-01", "2026-03-23"),
        ("1m", "2026-02-28", "2026-02-28"),
        ("2w..today", "2026-03-17", "2026-03-31"),
        (">2026-01-01", "2026-01-02", "9999-12-31"),
    ],
)
def test_days_of_publication_are_counted_back(text: str, first: str, last: str) -> None:
    span = parse_days(text)
    assert isinstance(span, DaySpan)
    assert tuple(map(str, span.on(DAY, back=True))) == (first, last)


@pytest.mark.parametrize(
    ("query", "claims"),
    [
        ("", [1, 2, 3, 4, 5, 6]),
        ("outcome:overdue", [2, 6]),
        ("outcome:pending", [3, 4]),
        ("outcome:overdue,contradicted", [2, 5, 6]),
        ("-outcome:overdue,contradicted", [1, 3, 4]),
        ("provisional:yes", [1]),
        ("provisional:no", [2, 3, 4, 5, 6]),
        ("moved:yes", [4]),
        ("moved:no -provisional:yes", [2, 3, 5, 6]),
        ("review:new", [1, 2, 3, 4]),
        ("-review:new", [5, 6]),
        ("review:verified,rejected", [5, 6]),
        ("verified:no", [1, 2, 3, 4, 6]),
        ("kind:statement,commitment", [2, 3]),
        ("-kind:event", [2, 3]),
        ("speaker:xi", [1]),
        ("speaker:jinp", [1]),
        ("speaker:=Xi", []),
        ('speaker:="Xi Jinping"', [1]),
        ("speaker:none", [3]),
        ("-speaker:bessent", [1, 3, 6]),
        ("speaker:muller", [6]),
        ("outlet:daily", [1, 2, 3, 4]),
        ("outlet:reuters", [5, 6]),
        ("outlet:=Reuters", []),
        ("tag:us-china", [1, 2]),
        ("tag:ökonomie", [2]),
        ("tag:none", [3, 4, 5, 6]),
        ("report:2", [5, 6]),
        ("claim:3,5,77", [3, 5]),
        ("-claim:3", [1, 2, 4, 5, 6]),
        ("due:none", [3]),
        ("-due:none", [1, 2, 4, 5, 6]),
        ("due:past", [2, 6]),
        ("due:today", [5]),
        ("due:<7d", [5]),
        ("due:2026-06", [4]),
        ("due:2026-05,2026-02", [1, 6]),
        ("-due:2026-05", [2, 3, 4, 5, 6]),
        ("published:2026-01", [1, 2, 3, 4]),
        ("published:none", [5, 6]),
        ("published:<1y", [1, 2, 3, 4]),
        ("score:>0.7", [1, 3, 4, 5, 6]),
        ("score:0.2..0.4", [2]),
        ("-score:<0.5", [1, 3, 4, 5, 6]),
        ("relation:moves", [4]),
        ("relation:contradicts state:accepted", [5]),
        ("relation:contradicts state:proposed", []),
        ("-state:proposed", [2, 3, 5, 6]),
        ("soybean", [5]),
        ("SOY", [5]),
        ("gas", []),
        ("talk", [4]),
        ("talking", [4]),
        ("on", [4]),
        ("cafe", [4]),
        ("-tariffs -xi", [3, 4, 5, 6]),
        ('"visit washington"', [1]),
        ('"washington visit"', []),
        ("visit washington", [1]),
        ("visit nothing", []),
        ("bessent outcome:overdue -review:rejected", [2]),
    ],
)
def test_what_a_query_finds_among_claims(filled: Store, query: str, claims: list[int]) -> None:
    assert filled.claim_ids(parse_query(query), today=DAY, sort=Sort("id")).tolist() == claims


def test_a_proposed_new_date_makes_an_outcome_provisional_once_the_old_one_is_over(filled: Store) -> None:
    for day, claims in ((date(2026, 4, 2), [1]), (date(2026, 4, 3), [1, 4]), (date(2026, 6, 2), [1])):
        assert filled.claim_ids(parse_query("provisional:yes"), today=day, sort=Sort("id")).tolist() == claims


@pytest.mark.parametrize(
    ("query", "evidence"),
    [
        ("", [1, 2, 3]),
        ("relation:moves", [2]),
        ("state:accepted", [3]),
        ("-state:accepted score:>0.5", [1, 2]),
        ("claim:1,5", [1, 3]),
        ("report:3 -claim:1", [2, 3]),
        ("published:2026-03 outlet:other", [1, 2, 3]),
        ("published:2026-01", []),
        ("outcome:contradicted", [3]),
        ("tag:us-china", [1]),
        ("visit", [1]),
    ],
)
def test_what_a_query_finds_among_evidence(filled: Store, query: str, evidence: list[int]) -> None:
    assert filled.evidence_ids(parse_query(query), today=DAY, sort=Sort("id")).tolist() == evidence


@pytest.mark.parametrize(
    ("query", "reports"),
    [
        ("", [3, 1, 2]),
        ("soybeans", [2]),
        ("visit", [3, 1]),
        ("outlet:reuters", [2]),
        ("published:2026", [3, 1]),
        ("outcome:overdue", [1, 2]),
        ("outcome:overdue review:rejected", [2]),
        ("-outlet:reuters kind:statement", [1]),
    ],
)
def test_what_a_query_finds_among_reports(filled: Store, query: str, reports: list[int]) -> None:
    assert [head.id for head in filled.report_heads(parse_query(query), today=DAY)] == reports


@pytest.mark.parametrize(
    ("key", "upward", "downward"),
    [
        ("due", [6, 2, 5, 1, 4, 3], [4, 1, 5, 2, 6, 3]),
        ("published", [1, 2, 3, 4, 5, 6], [4, 3, 2, 1, 6, 5]),
        ("speaker", [6, 2, 4, 5, 1, 3], [1, 5, 4, 2, 6, 3]),
        ("outlet", [1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]),
        ("outcome", [6, 2, 4, 3, 5, 1], [1, 5, 4, 3, 6, 2]),
        ("text", [4, 3, 2, 6, 5, 1], [1, 5, 6, 2, 3, 4]),
        ("id", [1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]),
    ],
)
def test_lists_are_sorted_with_what_is_not_known_last(
    filled: Store, key: str, upward: list[int], downward: list[int]
) -> None:
    assert filled.claim_ids(Query(), today=DAY, sort=Sort(key)).tolist() == upward
    assert filled.claim_ids(Query(), today=DAY, sort=Sort(key, descending=True)).tolist() == downward
    pages = [filled.claim_ids(Query(), today=DAY, sort=Sort(key), limit=2, offset=n).tolist() for n in (0, 2, 4)]
    assert [claim for page in pages for claim in page] == upward


@pytest.mark.parametrize("key", list(SortKey))
def test_every_order_serves_claims_and_evidence(filled: Store, key: SortKey) -> None:
    for descending in (False, True):
        sort = Sort(key, descending)
        assert sorted(filled.claim_ids(Query(), today=DAY, sort=sort)) == [1, 2, 3, 4, 5, 6]
        assert sorted(filled.evidence_ids(Query(), today=DAY, sort=sort)) == [1, 2, 3]


def test_every_facet_value_is_a_query_that_finds_as_many_claims(filled: Store) -> None:
    for text in ("", "outlet:daily", "visit", "outcome:pending", "due:past review:new"):
        query = parse_query(text)
        facets = {facet.name: facet.values for facet in filled.facets(query, DAY)}
        assert list(facets) == ["outcome", "review", "kind", "due", "speaker", "outlet", "tag"]
        for name, values in facets.items():
            rest = query.without(Field(name))
            for value, count in values:
                asked = Query((*rest.terms, *parse_query(facet_term(name, value)).terms))
                assert len(filled.claim_ids(asked, today=DAY)) == count, (text, name, value)
            if name != "tag":
                assert sum(count for _, count in values) == len(filled.claim_ids(rest, today=DAY))


@pytest.mark.parametrize("name", ['Dwayne "The Rock" Johnson', 'a,b: "', "O’Neil, the younger", "=x"])
def test_a_facet_value_with_any_signs_is_asked_for_exactly(name: str) -> None:
    query = parse_query(facet_term("speaker", name))
    assert query == Query((Names(Field.SPEAKER, (Name(name, exact=True),), negated=False),))


def test_the_counts_of_the_start_screen_equal_their_queries(filled: Store) -> None:
    counts = filled.counts(DAY)
    for name, text in COUNT_QUERIES.items():
        ids = filled.evidence_ids if name == "matches_to_review" else filled.claim_ids
        assert getattr(counts, name) == len(ids(parse_query(text), today=DAY)), name
    assert (counts.to_review, counts.matches_to_review, counts.overdue, counts.changed) == (4, 2, 1, 0)


def test_changed_counts_claims_touched_since_and_undoing_touches(filled: Store) -> None:
    after_all = filled.history()[0].at
    assert filled.counts(DAY, after_all).changed == 0
    filled.undo(None, "Ann")
    assert filled.counts(DAY, after_all).changed == 4


def test_terms_on_outcomes_can_be_put_to_a_status_instead(filled: Store) -> None:
    query = parse_query("outcome:overdue kind:event")
    assert timeless(query) == parse_query("kind:event")
    assert not holds_for(query, _status(Outcome.LATE))
    assert holds_for(query, _status(Outcome.OVERDUE))


def _status(outcome: Outcome) -> object:
    from factdesk.model import Status

    return Status(outcome, False, None, "", None, None, 0, None, None, 0, 0, 0)


def test_postings_are_the_claims_that_have_a_word_in_any_form(filled: Store) -> None:
    soybeans, speaker = filled.postings(["soybean", "Scott Bessent", "nowhere to be found", "?", ""])
    assert (soybeans.term, list(soybeans.claims)) == ("soybean", [5])
    assert (speaker.term, list(speaker.claims)) == ("Scott Bessent", [2, 4, 5])
    assert 0 < soybeans.share < speaker.share <= 1


def test_of_common_words_the_newest_claims_are_given_and_those_that_have_two_of_them(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_NEWEST", 1)
    assert [list(posting.claims) for posting in filled.postings(["Bessent"])] == [[5]]
    assert [list(posting.claims) for posting in filled.postings(["Bessent", "tariffs"])] == [[2, 5], [2]]


def test_the_words_of_claims_are_those_of_other_reports_published_by_a_day(filled: Store) -> None:
    assert {claim.id for claim in filled.claim_words([1, 5])} == {1, 5}
    (words,) = filled.claim_words([5])
    assert words.text == "The soybeans will be bought by March"
    assert [claim.id for claim in filled.claim_words([1, 5], other_than=1)] == [5]
    of_report = filled.claim_words([5], of_reports=[words.report_id])
    assert [claim.id for claim in of_report] == filled.claims_of_report(words.report_id) != []
    assert [claim.id for claim in filled.claim_words([1, 5], published_to=date(2026, 1, 4))] == [5]


def test_a_long_report_has_words_by_chance(store: Store) -> None:
    short, long = (f"The ferry left Oslo. {'It was late. ' * count}" for count in (9, 900))
    numbers = [add(store, text)[0] for text in (long, short)]
    ((first, most), (second, less)) = store.reports_about(["ferry", "Oslo"], limit=2)
    assert [second, first] == numbers
    assert less < most / 1.5


def test_reports_about_some_words_are_those_of_a_day_or_later(filled: Store) -> None:
    ((report_id, share),) = filled.reports_about(["soybeans", "Café talks"], limit=1)
    assert 0.0 < share <= 1.0
    assert filled.reports_about(["Café talks"], limit=10, published_from=date(2026, 1, 6)) == []
    assert filled.reports_about(["Café talks"], limit=10, published_to=date(2020, 1, 1)) == []
    assert report_id not in dict(filled.reports_about(["soybeans", "Café talks"], limit=10, other_than=report_id))
