"""Which names are one speaker: found by rule, said by people, undone, and always equal to the log."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.errors import FactDeskError, UnknownRecordError
from factdesk.model import Outcome, Review
from factdesk.store import Store, open_store, parse_query
from tests.store.conftest import TODAY, add, claim_draft, due_on

WORDS = "The bridge opens in May."


def said_by(store: Store, *names: str | None, day: int = 1) -> list[int]:
    """Add a report in which each of these speaks."""
    text = f"Day {day}. {WORDS} {' '.join(str(n) for n in names)}"
    return add(store, text, *(claim_draft(text, WORDS, speaker=name) for name in names))[1]


def groups(store: Store) -> dict[str, set[str]]:
    """Return the names of every speaker, by the one that is shown."""
    found = store.speakers(store.speaker_ids(today=TODAY), today=TODAY)
    return {one.name: {name.name for name in one.names} for one in found}


def merge(store: Store, into: str, *others: str) -> None:
    numbers = [store.speaker_of(name) or 0 for name in (into, *others)]
    with store.step("speaker.merge", "Merge", actor="Ann") as step:
        step.join_speakers(numbers[0], numbers[1:])


def split(store: Store, name: str) -> None:
    with store.step("speaker.split", "Split", actor="Ann") as step:
        step.part_speaker(name)


def claims(store: Store, query: str) -> list[int]:
    return sorted(store.claim_ids(parse_query(query), today=TODAY))


def test_one_speaker_in_three_reports_is_one_speaker(store: Store) -> None:
    said_by(store, "Okoro", day=1)
    said_by(store, "President Ada B. Okoro", day=2)
    said_by(store, "Ada Okoro", "the Harbour Council", day=3)
    said_by(store, "Harbour Council", None, day=4)
    assert groups(store) == {
        "Ada Okoro": {"Okoro", "President Ada B. Okoro", "Ada Okoro"},
        "Harbour Council": {"the Harbour Council", "Harbour Council"},
    }
    assert len({claim.speaker_id for claim in store.claims([1, 2, 3])}) == 1
    assert store.claims([1])[0].speaker_name == "Ada Okoro"
    assert store.claims([1])[0].speaker == "Okoro"
    assert store.claims([6])[0].speaker_id is None


def test_a_last_name_that_two_people_have_stands_alone(store: Store) -> None:
    said_by(store, "Ada Okoro", "Okoro")
    assert groups(store)["Ada Okoro"] == {"Ada Okoro", "Okoro"}
    said_by(store, "Ben Okoro", day=2)
    assert groups(store) == {"Ada Okoro": {"Ada Okoro"}, "Ben Okoro": {"Ben Okoro"}, "Okoro": {"Okoro"}}
    store.undo(None, "Ann")
    assert groups(store) == {"Ada Okoro": {"Ada Okoro", "Okoro"}}
    assert store.check() == []


def test_a_merge_takes_all_names_along_and_is_undone_and_redone(store: Store) -> None:
    said_by(store, "Ada Okoro", "A. Okoro", "The Harbour Mistress", "Mistress of the Harbour")
    merge(store, "Ada Okoro", "The Harbour Mistress")
    merge(store, "Ada Okoro", "Mistress of the Harbour")
    whole = {"Ada Okoro": {"Ada Okoro", "A. Okoro", "The Harbour Mistress", "Mistress of the Harbour"}}
    assert groups(store) == whole
    changes = store.undo(None, "Ann")
    assert changes.claims == (4,)
    assert set(groups(store)) == {"Ada Okoro", "Mistress of the Harbour"}
    store.redo("Ann")
    assert groups(store) == whole
    said_by(store, "the Harbour Mistress", day=2)
    assert set(groups(store)) == {"Ada Okoro"}
    assert store.check() == []


def test_a_name_that_was_split_off_stays_so_until_it_is_put_back(store: Store) -> None:
    said_by(store, "Ada Okoro", "Ms Ada Okoro", "Okoro")
    split(store, "Ms Ada Okoro")
    assert groups(store)["Ms Ada Okoro"] == {"Ms Ada Okoro"}
    said_by(store, "Ms Ada Okoro", "Ada Okoro", day=2)
    assert groups(store)["Ms Ada Okoro"] == {"Ms Ada Okoro"}
    merge(store, "Ada Okoro", "Ms Ada Okoro")
    assert groups(store)["Ada Okoro"] >= {"Ada Okoro", "Ms Ada Okoro"}
    assert store.check() == []


def test_merging_the_other_way_round_turns_the_speaker_round(store: Store) -> None:
    said_by(store, "Ada Okoro", "Bea Linde")
    merge(store, "Ada Okoro", "Bea Linde")
    split(store, "Bea Linde")
    merge(store, "Bea Linde", "Ada Okoro")
    assert groups(store) == {"Bea Linde": {"Ada Okoro", "Bea Linde"}}
    assert store.check() == []


def test_what_cannot_be_merged_or_split_is_told(store: Store) -> None:
    said_by(store, "Ada Okoro")
    with pytest.raises(FactDeskError, match="only name"):
        split(store, "Ada Okoro")
    with pytest.raises(UnknownRecordError, match="Nobody"):
        split(store, "Nobody")
    with pytest.raises(UnknownRecordError, match="speaker 99"), store.step("m", "M", actor="Ann") as step:
        step.join_speakers(1, [99])
    assert [op.name for op in store.history()] == ["report.add"]


def test_a_speaker_is_found_by_any_of_the_names(store: Store) -> None:
    said_by(store, "Okoro", "President Ada Okoro", "Bea Linde", None)
    assert claims(store, "speaker:Ada") == [1, 2]
    assert claims(store, 'speaker:="Ada Okoro"') == claims(store, 'speaker:="Okoro"') == [1, 2]
    assert claims(store, "-speaker:okor") == [3, 4]
    assert claims(store, "speaker:none") == [4]
    assert claims(store, "speaker:president,linde") == [1, 2, 3]
    facet = next(f for f in store.facets(parse_query(""), TODAY) if f.name == "speaker")
    assert facet.values == (("Ada Okoro", 2), ("Bea Linde", 1), ("none", 1))


def test_a_speaker_is_asked_for_by_the_name_shown_also_where_another_has_that_name(store: Store) -> None:
    said_by(store, "Ada Okoro", "President Ada Okoro", "Ada B. Okoro")
    split(store, "Ada Okoro")
    facet = next(f for f in store.facets(parse_query(""), TODAY) if f.name == "speaker")
    for name, count in facet.values:
        assert len(claims(store, f'speaker:="{name}"')) == count


def test_counts_are_of_what_became_of_the_claims(store: Store) -> None:
    text = f"{WORDS} {WORDS} {WORDS}"
    add(
        store,
        text,
        claim_draft(text, WORDS, speaker="Ada Okoro", due=due_on(date(2026, 2, 1))),
        claim_draft(text, WORDS, speaker="Okoro", due=due_on(date(2027, 2, 1))),
        claim_draft(text, WORDS, speaker="Okoro"),
        claim_draft(text, WORDS, speaker="Bea Linde"),
    )
    with store.step("any", "Decide", actor="Ann") as step:
        step.set_outcome([3], Outcome.CONFIRMED, "")
        step.review([4], Review.REJECTED)
    okoro, linde = store.speakers(store.speaker_ids(today=TODAY), today=TODAY)
    assert okoro.outcomes == ((Outcome.PENDING, 1), (Outcome.OVERDUE, 1), (Outcome.CONFIRMED, 1))
    assert [(n.name, n.claims) for n in okoro.names] == [("Okoro", 2), ("Ada Okoro", 1)]
    assert (linde.claims, linde.outcomes) == (0, ())
    assert list(store.speaker_ids(today=TODAY, sort="overdue")) == [okoro.id, linde.id]
    assert list(store.speaker_ids("lin", today=TODAY, sort="name", descending=False)) == [linde.id]
    with pytest.raises(FactDeskError, match="sorted by"):
        store.speaker_ids(today=TODAY, sort="colour")


def test_a_description_is_asked_for_by_its_words_and_has_no_ledger(store: Store) -> None:
    said_by(store, "The company", "the company", "Ada Okoro")
    assert set(groups(store)) == {"Ada Okoro"}
    assert list(store.speaker_ids(today=TODAY, sort="name", descending=False)) == [store.speaker_of("Ada Okoro")]
    assert store.speaker_of("The company") is None
    assert store.claims([1])[0].speaker_id is None
    assert claims(store, "speaker:company") == [1, 2]
    facet = next(f for f in store.facets(parse_query(""), TODAY) if f.name == "speaker")
    for name, count in facet.values:
        assert len(claims(store, f'speaker:="{name}"')) == count


def test_an_edited_speaker_leaves_the_old_name(store: Store) -> None:
    (claim_id,) = said_by(store, "Ada Okoro")
    with store.step("claim.edit", "Edit", actor="Ann") as step:
        step.edit_claim(claim_id, speaker="Bea Linde")
    assert groups(store) == {"Bea Linde": {"Bea Linde"}}
    with store.step("claim.edit", "Edit", actor="Ann") as step:
        step.edit_claim(claim_id, speaker=None)
    assert groups(store) == {}
    assert store.check() == []


def test_groups_that_do_not_fit_the_log_are_found_and_mended(store: Store) -> None:
    said_by(store, "Ada Okoro", "Okoro")
    store._db.execute("DELETE FROM alias WHERE name = 'Okoro'")
    (problem,) = store.check(repair=True)
    assert "names of the speakers" in problem.what
    assert store.check() == []
    assert groups(store) == {"Ada Okoro": {"Ada Okoro", "Okoro"}}


def test_a_desk_made_by_other_rules_is_grouped_anew_when_it_is_opened(store: Store) -> None:
    said_by(store, "Ada Okoro", "Okoro")
    store._db.execute("UPDATE speaker_rules SET fingerprint = 'older'")
    store._db.execute("DELETE FROM alias WHERE name = 'Okoro'")
    store.close()
    with open_store(store.path) as again:
        assert groups(again) == {"Ada Okoro": {"Ada Okoro", "Okoro"}}
        assert again.check() == []


NAMES = (
    *("Ada Okoro", "A. Okoro", "Okoro", "Ada B. Okoro", "Ada C. Okoro", "Ben Okoro", "Bea Linde", "Linde"),
    *("Harbour Council", "the Harbour Council", "ECB", "European Central Bank", "officials"),
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "merge", "split", "undo"]), st.sampled_from(NAMES), st.sampled_from(NAMES)),
        max_size=9,
    )
)
def test_whatever_is_done_the_stored_groups_equal_the_log(tmp_path_factory, steps) -> None:  # type: ignore[no-untyped-def]
    with open_store(tmp_path_factory.mktemp("d") / "d.factdesk") as store:
        for day, (what, one, other) in enumerate(steps):
            try:
                if what == "add":
                    said_by(store, one, other, day=day)
                elif what == "merge":
                    merge(store, one, other)
                elif what == "split":
                    split(store, one)
                else:
                    store.undo(None, "Ann")
            except FactDeskError:
                continue
        assert store.check() == []
