"""Matching on real parses: what bears on a claim, how, and why; what is passed over."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from factdesk.matching import claim_terms, evidence, judge, likeliest, match, probes, promising, restated, worth_holding
from factdesk.matching.comparison import Context, compare
from factdesk.matching.evidence import is_tenable
from factdesk.matching.lexicon import lexicon
from factdesk.matching.views import claim_view, view
from factdesk.model import (
    DEFAULT_THRESHOLD,
    Bound,
    Claim,
    ClaimDraft,
    ClaimWords,
    Due,
    Kind,
    Pair,
    Passage,
    Posting,
    Precision,
    PublishedBy,
    Reading,
    Relation,
    Report,
)
from factdesk.reading import analyse

NOW = datetime(2026, 7, 1, tzinfo=UTC)
MADE = date(2026, 3, 2)
DUE = Due("on 20 April", date(2026, 4, 20), date(2026, 4, 20), Bound.ON, Precision.DAY, "test", "2026-04-20")
VISIT = "Prime Minister Ana Ruiz will visit Norway on 20 April, her office said."


def claim(text: str, *, number: int = 1, report: int = 1, due: Due | None = None, published: date = MADE) -> Claim:
    (read,) = analyse([text], "en", [published])
    return Claim(
        id=number,
        report_id=report,
        start=0,
        end=len(text),
        quote=text,
        text=text,
        speaker=None,
        via=None,
        kind=Kind.EVENT if due else Kind.STATEMENT,
        due=due,
        entities=read.entities,
        quantities=read.quantities,
        score=1.0,
        proposed_by="test",
        recorded_at=NOW,
        published=published,
        outlet="Herald",
        origin_id=report,
        report_title="A visit",
        url=None,
    )


def report(sentences: Sequence[str], day: date, *, furniture: Sequence[str] = ()) -> tuple[Report, Reading]:
    text = " ".join([*sentences, *furniture])
    passages = []
    for sentence in [*sentences, *furniture]:
        (read,) = analyse([sentence], "en", [day])
        passages.append(moved(read, text.index(sentence), sentence in furniture))
    made = Report(
        id=9,
        title="Later news",
        outlet="Courier",
        author=None,
        url=None,
        published=day,
        published_by=PublishedBy.GIVEN,
        captured_at=NOW,
        language="en",
        sha256="",
        origin_id=9,
        claims=0,
        text=text,
    )
    return made, Reading("en", tuple(passages), (), (), (), (), "test")


def moved(p: Passage, by: int, furniture: bool) -> Passage:
    return replace(
        p,
        start=p.start + by,
        end=p.end + by,
        times=tuple(replace(t, start=t.start + by, end=t.end + by) for t in p.times),
        predicates=tuple(replace(e, start=e.start + by, end=e.end + by) for e in p.predicates),
        is_furniture=furniture,
    )


def relations(passage: str, day: date, text: str = VISIT, due: Due | None = DUE) -> list[Relation]:
    made, reading = report([passage], day)
    return [d.relation for d in match(made, reading, [claim(text, due=due)], analyse=analyse)]


def test_an_event_told_as_done_confirms_and_says_when_it_took_place() -> None:
    made, reading = report(["Prime Minister Ana Ruiz visited Norway on 20 April."], date(2026, 4, 21))
    (draft,) = match(made, reading, [claim(VISIT, due=DUE)], analyse=analyse)
    assert draft.relation is Relation.CONFIRMS
    assert draft.occurred == date(2026, 4, 20)
    assert draft.new_due is None
    assert draft.score >= DEFAULT_THRESHOLD
    assert made.text[draft.start : draft.end] == draft.quote


@pytest.mark.parametrize(("day", "took_place"), [(21, date(2026, 4, 20)), (23, None)])
def test_what_the_report_of_the_day_after_gives_no_day_for_took_place_in_time(
    day: int, took_place: date | None
) -> None:
    made, reading = report(["Prime Minister Ana Ruiz visited Norway and met the king."], date(2026, 4, day))
    (draft,) = match(made, reading, [claim(VISIT, due=DUE)], analyse=analyse)
    assert (draft.relation, draft.occurred) == (Relation.CONFIRMS, took_place)


@pytest.mark.parametrize(
    ("passage", "took_place"),
    [
        ("Prime Minister Ana Ruiz visited Norway at 5:07 p.m. local time.", date(2026, 4, 20)),
        ("Prime Minister Ana Ruiz visited Norway on Tuesday at 5:07 p.m. local time.", date(2026, 4, 21)),
        ("Prime Minister Ana Ruiz visited Norway for the first time since 12 June 2019.", date(2026, 4, 20)),
    ],
)
def test_an_hour_names_no_day_and_nothing_took_place_before_it_was_announced(passage: str, took_place: date) -> None:
    made, reading = report([passage], date(2026, 4, 21))
    (draft,) = match(made, reading, [claim(VISIT, due=DUE)], analyse=analyse)
    assert (draft.relation, draft.occurred) == (Relation.CONFIRMS, took_place)


def test_a_postponement_moves_the_claim_to_the_date_of_the_passage() -> None:
    made, reading = report(["Ruiz has postponed her visit to Norway until 9 May 2026."], date(2026, 4, 10))
    (draft,) = match(made, reading, [claim(VISIT, due=DUE)], analyse=analyse)
    assert draft.relation is Relation.MOVES
    assert draft.new_due is not None
    assert draft.new_due.to_day == date(2026, 5, 9)


def test_a_postponement_by_a_span_counts_from_the_old_date() -> None:
    made, reading = report(["Ruiz has delayed her visit to Norway by about two weeks."], date(2026, 4, 10))
    (draft,) = match(made, reading, [claim(VISIT, due=DUE)], analyse=analyse)
    assert draft.relation is Relation.MOVES
    assert draft.new_due is not None
    assert draft.new_due.to_day == date(2026, 5, 4)
    assert draft.new_due.bound is Bound.ABOUT


@pytest.mark.parametrize(
    ("passage", "is_borne_out"),
    [
        ("The island is part of the northern province, Ruiz told reporters in Oslo on Tuesday.", False),
        ("The island is part of the northern province, the court found on Tuesday.", True),
    ],
)
def test_who_says_a_thing_again_does_not_bear_it_out(passage: str, is_borne_out: bool) -> None:
    rules = lexicon()
    stated = replace(claim("The island is part of the northern province."), speaker="Ana Ruiz")
    asked, told = analyse([stated.text, passage], "en", [MADE, date(2026, 4, 10)])
    held = compare(claim_view(stated, asked, rules), view(told, rules), Context(), date(2026, 4, 10), rules)
    assert is_tenable(Relation.CONFIRMS, held) is is_borne_out


def test_a_new_date_inside_the_old_interval_moves_nothing() -> None:
    april = Due("by May", None, date(2026, 5, 31), Bound.BY, Precision.MONTH, "test", "../2026-05")
    told = "Ruiz has postponed her visit to Norway until 9 May 2026."
    assert Relation.MOVES not in relations(told, date(2026, 4, 10), "Ruiz will visit Norway by the end of May.", april)


def test_a_cancellation_contradicts() -> None:
    assert relations("Ruiz cancelled her visit to Norway, her office said.", date(2026, 4, 10)) == [
        Relation.CONTRADICTS
    ]


@pytest.mark.parametrize(
    "passage",
    [
        "Ruiz will visit Norway on 20 April as planned.",
        "Ruiz could visit Norway in April, officials said.",
        "If Ruiz visits Norway, she will meet the king.",
        "Will Ruiz visit Norway?",
    ],
)
def test_what_is_still_ahead_decides_nothing(passage: str) -> None:
    assert set(relations(passage, date(2026, 4, 10))) <= {Relation.MENTIONS}


@pytest.mark.parametrize(
    "passage",
    [
        "The orchestra played Mahler in front of a full house on Saturday.",
        "Norway exported less salmon in March than a year before.",
        "Shares of the carmaker Volta rose 4 percent.",
    ],
)
def test_other_matters_are_not_proposed(passage: str) -> None:
    assert relations(passage, date(2026, 4, 21)) == []


def test_claims_of_the_report_itself_and_of_later_reports_are_passed_over() -> None:
    made, reading = report(["Ruiz visited Norway on 20 April."], date(2026, 4, 21))
    own = claim(VISIT, number=1, report=made.id, due=DUE)
    later = claim(VISIT, number=2, report=3, due=DUE, published=date(2026, 4, 22))
    same_day = claim(VISIT, number=3, report=4, due=DUE, published=date(2026, 4, 21))
    found = match(made, reading, [own, later, same_day], analyse=analyse)
    assert {d.claim_id for d in found} <= {3}
    assert match(made, reading, [own, later], analyse=analyse) == ()


def test_furniture_is_no_evidence() -> None:
    made, reading = report([], date(2026, 4, 21), furniture=["Also Read: Ruiz visited Norway on 20 April."])
    assert match(made, reading, [claim(VISIT, due=DUE)], analyse=analyse) == ()


def test_reasons_name_the_words_that_decided_in_both_texts() -> None:
    made, reading = report(["Ruiz cancelled her trip to Norway."], date(2026, 4, 10))
    (draft,) = match(made, reading, [claim(VISIT, due=DUE)], analyse=analyse)
    together = " ".join(draft.reasons)
    assert "Norway" in together or "norway" in together
    assert "“visit”" in together
    assert "“trip”" in together
    assert "cancel" in together
    assert all(reason.endswith(".") for reason in draft.reasons)


def test_the_same_input_gives_the_same_drafts_in_any_order_of_claims() -> None:
    made, reading = report(["Ruiz cancelled her trip to Norway.", "The king regretted it."], date(2026, 4, 10))
    one, two = claim(VISIT, number=1, due=DUE), claim("Ruiz will meet the king of Norway.", number=2, report=2)
    there = match(made, reading, [one, two], analyse=analyse)
    back = match(made, reading, [two, one], analyse=analyse)
    assert sorted(there, key=lambda d: (d.claim_id, d.start)) == sorted(back, key=lambda d: (d.claim_id, d.start))


def test_one_report_does_not_argue_with_itself() -> None:
    sentences = ["Ruiz cancelled her visit to Norway.", "Ruiz visited Norway.", "The visit to Norway was called off."]
    made, reading = report(sentences, date(2026, 4, 21))
    found = match(made, reading, [claim(VISIT, due=DUE)], analyse=analyse)
    assert len({d.relation for d in found}) == 1
    assert len(found) <= 2
    assert [d.score for d in found] == sorted((d.score for d in found), reverse=True)


def test_judge_gives_every_relation_a_probability_and_reads_dates() -> None:
    pair = Pair(
        "1",
        VISIT,
        "Ruiz has postponed her visit to Norway until 9 May 2026.",
        claim_published=MADE,
        due_from=date(2026, 4, 20),
        due_to=date(2026, 4, 20),
        passage_published=date(2026, 4, 10),
    )
    (found,) = judge([pair], analyse=analyse)
    assert set(found.scores) == set(Relation)
    assert sum(found.scores.values()) == pytest.approx(1.0)
    assert found.relation is Relation.MOVES
    assert found.new_due is not None
    assert found.new_due.to_day == date(2026, 5, 9)


def test_judge_says_unrelated_where_nothing_is_shared() -> None:
    (found,) = judge([Pair("1", VISIT, "Rain is expected in the south tonight.")], analyse=analyse)
    assert found.relation is Relation.UNRELATED
    assert not found.restates


def draft(text: str, due: Due | None) -> ClaimDraft:
    (read,) = analyse([text], "en", [date(2026, 3, 5)])
    return ClaimDraft(
        0, len(text), text, text, None, None, Kind.EVENT, due, read.entities, read.quantities, 0.9, "test"
    )


def test_a_repeated_claim_is_found_whoever_says_it() -> None:
    again = draft("Prime Minister Ana Ruiz will visit Norway on 20 April, a spokesman said.", DUE)
    found = restated(again, date(2026, 3, 5), [claim(VISIT, due=DUE)], analyse=analyse)
    assert found is not None
    assert found.claim_id == 1
    assert found.reasons


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Prime Minister Ana Ruiz will visit Norway on 4 May, her office said.", None),
        ("Prime Minister Ana Ruiz will not visit Norway on 20 April, her office said.", DUE),
        ("Prime Minister Ana Ruiz will visit Chile on 20 April with six ministers and a trade delegation.", DUE),
    ],
)
def test_another_date_the_opposite_or_another_place_is_no_repetition(text: str, due: Due | None) -> None:
    assert restated(draft(text, due), date(2026, 3, 5), [claim(VISIT, due=DUE)], analyse=analyse) is None


def test_another_amount_is_no_repetition() -> None:
    first = claim("The group will buy 12 million tons of soybeans from Brazil.", due=None)
    again = draft("The group will buy 14 million tons of soybeans from Brazil.", None)
    assert restated(again, date(2026, 3, 5), [first], analyse=analyse) is None


def test_a_claim_of_a_later_report_cannot_have_been_repeated() -> None:
    later = claim(VISIT, due=DUE, published=date(2026, 3, 9))
    assert restated(draft(VISIT, DUE), date(2026, 3, 5), [later], analyse=analyse) is None


def test_probes_are_rare_words_of_story_and_title_and_leave_furniture_out() -> None:
    _, reading = report(
        ["The minister said on Monday that Ana Ruiz would visit the Karasjok reindeer station."],
        date(2026, 4, 1),
        furniture=["Also Read: volcanoes in pictures"],
    )
    terms = probes(reading, "Herders hopeful")
    assert {"reindeer", "herders", "ruiz"} <= set(terms)
    assert not {"say", "monday", "the", "on", "volcanoes"} & set(terms)


def test_probes_begin_with_what_a_report_is_most_about() -> None:
    _, reading = report(["The glacier melts.", "Hikers left the glacier.", "A marmot slept."], date(2026, 4, 1))
    assert probes(reading, "")[0] == "glacier"


def test_the_likeliest_claims_share_most_with_one_passage_and_its_surroundings() -> None:
    _, reading = report(
        ["The glacier at Karasjok melts.", "A marmot was seen by hikers.", "Prices of salmon rose."], date(2026, 4, 1)
    )
    found = [
        Posting("glacier", array("q", [3, 7]), 0.001),
        Posting("marmot", array("q", [7]), 0.001),
        Posting("salmon", array("q", [3]), 0.001),
        Posting("price", array("q", [4]), 0.5),
    ]
    assert [number for number, _ in likeliest(reading, "", found, 10)] == [7, 3, 4]
    assert [number for number, _ in likeliest(reading, "", found, 1)] == [7]
    assert likeliest(reading, "", [], 10) == ()


def test_a_very_long_report_is_searched_to_its_end() -> None:
    (read,) = analyse(["Hikers saw a marmot near the glacier."])
    story = (*(Passage(0, 3, "And.") for _ in range(200)), read)
    reading = Reading("en", story, (), (), (), (), "test")
    found = [Posting("glacier", array("q", [3, 7]), 0.001), Posting("marmot", array("q", [7]), 0.001)]
    assert [number for number, _ in likeliest(reading, "", found, 10)] == [7, 3]


def test_promising_claims_are_covered_by_a_passage_in_the_same_or_in_like_words() -> None:
    _, reading = report(["The visit of Ana Ruiz to Norway was called off.", "It rained."], date(2026, 4, 1))
    found = [
        ClaimWords(1, "Rain fell in Chile.", 1),
        ClaimWords(2, VISIT, 1),
        ClaimWords(3, "Ana Ruiz will chair a meeting of the nine farm ministers at the harbour in Lisbon on 3 May.", 2),
    ]
    likely = [(claim.id, 1.0) for claim in found]
    assert promising(reading, "A visit", likely, (), found, 10) == (2, 3, 1)
    assert promising(reading, "A visit", likely, (), found, 1) == (2,)
    assert promising(reading, "A visit", likely, (), [], 1) == ()


def test_claims_of_reports_about_the_same_are_promising_though_they_repeat_little_of_it() -> None:
    _, reading = report(["The visit of Ana Ruiz to Norway was called off.", "It rained."], date(2026, 4, 1))
    found = [ClaimWords(1, "She will bring a gift.", 8), ClaimWords(2, VISIT, 7), ClaimWords(3, "It rained.", 6)]
    likely = [(2, 1.0), (3, 1.0)]
    assert promising(reading, "A visit", likely, [(8, 0.05), (7, 0.0)], found, 10) == (2, 3, 1)
    assert promising(reading, "A visit", likely, [(8, 0.4), (7, 0.4)], found, 10) == (2, 1, 3)


def test_a_claim_is_held_against_reports_with_its_words_and_against_those_about_the_same_as_its_own() -> None:
    assert worth_holding([(1, 0.3), (2, 0.5)], [], 10) == (2, 1)
    assert worth_holding([(1, 0.3), (2, 0.5)], [(1, 0.1), (3, 0.4)], 10) == (3, 1, 2)
    assert worth_holding([(1, 0.3), (2, 0.5)], [(1, 0.1), (3, 0.4)], 2) == (3, 1)
    faint = [(number, 0.01) for number in range(10, 30)]
    assert worth_holding([(1, 0.2), *faint], [], 10) == (1, 10, 11, 12, 13, 14)
    assert worth_holding([(number, 0.2) for number in range(20)], [], 10) == tuple(range(10))


def test_of_too_many_claims_the_likeliest_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made, reading = report(["Ana Ruiz visited Norway on Monday, her office said."], date(2026, 4, 22))
    others = [claim(f"Norway will build {n} ferries for the visit of tourists.", number=n) for n in range(2, 6)]
    wanted = claim(VISIT, due=DUE, number=9)
    monkeypatch.setattr(evidence, "_MOST_READ", 1)
    read: list[str] = []

    def reader(texts: Sequence[str], language: str, days: Sequence[date | None]) -> tuple[Passage, ...]:
        read.extend(texts)
        return analyse(texts, language, days)

    assert {found.claim_id for found in match(made, reading, [wanted, *others], analyse=reader)} == {9}
    assert read == [VISIT]


def test_claim_terms_hold_the_names() -> None:
    terms = claim_terms(claim(VISIT, due=DUE))
    assert any("ruiz" in term for term in terms)
    assert ("norway" in terms, "said" in terms) == (True, False)
