"""The verbs of a desk on its own, with an engine that reads marks instead of language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from factdesk import open_desk
from factdesk.errors import Cancelled, DeskLockedError, FactDeskError, UnknownRecordError
from factdesk.model import GivenClaim, Kind, Outcome, Relation, Review
from factdesk.task import Task
from tests.desk.conftest import Ticking

FIRST = "Claim: Petrel will land. Nothing else.\n" + "The team works on it day and night in the hall by the sea. " * 3
LATER = "Confirmed: Petrel landed today.\n" + "Crowds watched from the dunes as it came down in the morning light. " * 3
OTHER = "Denied: Petrel never landed there.\n" + "An engineer said so in a letter that was read out in the court. " * 3


def add(desk, text, published, outlet="Ledger", **more):
    capture = desk.reports.capture_text(text, published=date.fromisoformat(published), outlet=outlet, title=text[:20])
    return desk.reports.add_captures([capture], **more)


def the_claim(desk):
    (claim_id,) = desk.claims.ids()
    return desk.claims.get(claim_id)


def test_a_later_report_makes_the_outcome_provisional_and_accepting_settles_it(desk):
    add(desk, FIRST, "2026-01-01")
    assert the_claim(desk).status.outcome is Outcome.PENDING
    add(desk, LATER, "2026-02-01", outlet="Courier")
    status = the_claim(desk).status
    assert (status.outcome, status.provisional, status.confirms) == (Outcome.CONFIRMED, True, 1)
    assert "Courier" in status.why
    desk.evidence.decide(desk.evidence.ids("state:proposed"), accept=True)
    assert not the_claim(desk).status.provisional


def test_reports_may_come_in_any_order(tmp_path, engine):
    outcomes = []
    texts = [(FIRST, "2026-01-01"), (LATER, "2026-02-01"), (OTHER, "2026-03-01")]
    for number, order in enumerate([(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)]):
        with open_desk(tmp_path / f"{number}.factdesk", engine=engine, clock=Ticking()) as desk:
            for at in order:
                add(desk, *texts[at])
            record = the_claim(desk)
            pieces = sorted((e.evidence.quote, e.relation) for e in desk.evidence.of_claim(record.claim.id))
            outcomes.append((record.status.outcome, record.status.why, tuple(pieces)))
    assert len(set(outcomes)) == 1
    assert outcomes[0][0] is Outcome.CONTRADICTED


def test_a_repeated_claim_is_evidence_of_the_first_and_not_a_second_claim(desk):
    add(desk, FIRST, "2026-01-01")
    repeated = "Claim: Petrel will land. Quite other words surround it in the second report of that long day in town."
    result = add(desk, repeated, "2026-01-05", outlet="Courier")
    assert result.added[0].folded == 1
    (item,) = desk.evidence.of_claim(the_claim(desk).claim.id)
    assert (item.relation, item.evidence.restates) == (Relation.MENTIONS, True)


def test_a_copy_of_a_story_belongs_to_its_origin(desk):
    add(desk, FIRST, "2026-01-01")
    result = add(desk, FIRST + "\nRead more below.", "2026-01-02", outlet="Copyist")
    heads = desk.reports.select()
    assert result.added[0].copy_of == min(head.id for head in heads)
    assert len({head.origin_id for head in heads}) == 1


def test_the_capture_is_stored_even_if_reading_fails(desk, engine):
    engine.is_broken = True
    result = add(desk, FIRST, "2026-01-01")
    assert [failure.why for failure in result.failed] == ["The reader stopped."]
    assert [head.title for head in desk.reports.select()] == [FIRST[:20]]


def test_one_import_is_one_step_for_undo_and_comes_back_with_redo(desk):
    day = date(2026, 1, 1)
    captures = [desk.reports.capture_text(t, published=day) for t in (FIRST, LATER, OTHER)]
    desk.reports.add_captures(captures)
    before = list(desk.claims.select()), desk.reports.select()
    desk.log.undo()
    assert (list(desk.claims.ids()), desk.reports.select()) == ([], [])
    desk.log.redo()
    assert (list(desk.claims.select()), desk.reports.select()) == before
    assert desk.check() == []


def test_cancelling_keeps_what_was_done_and_leaves_nothing_half_done(desk):
    def stop_at_second(done, total, label):
        if done == 1:
            task.cancel()

    task = Task(stop_at_second)
    day = date(2026, 1, 1)
    captures = [desk.reports.capture_text(t, published=day) for t in (FIRST, LATER, OTHER)]
    with pytest.raises(Cancelled):
        desk.reports.add_captures(captures, task=task)
    assert 1 <= len(desk.reports.select()) <= 2
    assert desk.check() == []


def test_an_outcome_by_hand_needs_a_note_stands_and_can_be_cleared(desk):
    add(desk, FIRST, "2026-01-01")
    claim_id = the_claim(desk).claim.id
    with pytest.raises(FactDeskError, match="note"):
        desk.claims.set_outcome([claim_id], Outcome.CONFIRMED, " ")
    with pytest.raises(FactDeskError, match="calendar"):
        desk.claims.set_outcome([claim_id], Outcome.OVERDUE, "so")
    desk.claims.set_outcome([claim_id], Outcome.UNRESOLVABLE, "The wording is too vague.")
    add(desk, LATER, "2026-02-01")
    assert the_claim(desk).status.outcome is Outcome.UNRESOLVABLE
    desk.claims.set_outcome([claim_id], None, "")
    assert the_claim(desk).status.outcome is Outcome.CONFIRMED


def test_editing_keeps_the_quote_and_can_be_undone(desk):
    add(desk, FIRST, "2026-01-01")
    old = the_claim(desk).claim
    desk.claims.edit(old.id, text="Petrel lands.", kind=Kind.PREDICTION, due_words="2026-03-31", speaker="Ada")
    new = the_claim(desk).claim
    assert (new.text, new.kind, new.speaker, new.quote) == ("Petrel lands.", Kind.PREDICTION, "Ada", old.quote)
    assert new.due.to_day == date(2026, 3, 31)
    desk.claims.edit(old.id, due_words="", speaker="")
    assert (the_claim(desk).claim.due, the_claim(desk).claim.speaker) == (None, None)
    desk.log.undo()
    desk.log.undo()
    assert the_claim(desk).claim == old


def test_words_that_are_no_date_change_nothing(desk):
    add(desk, FIRST, "2026-01-01")
    old = the_claim(desk).claim
    with pytest.raises(FactDeskError, match="whenever"):
        desk.claims.edit(old.id, due_words="whenever")
    assert the_claim(desk).claim == old


def test_a_claim_added_by_hand_is_held_against_the_reports_already_there(desk):
    quiet = FIRST.replace("Claim:", "Maybe:")
    add(desk, quiet, "2026-01-01")
    add(desk, LATER, "2026-02-01")
    assert list(desk.claims.ids()) == []
    report_id = min(head.id for head in desk.reports.select())
    desk.claims.add(report_id, GivenClaim("Maybe: Petrel will land."))
    assert the_claim(desk).status.outcome is Outcome.CONFIRMED
    with pytest.raises(FactDeskError, match="do not stand"):
        desk.claims.add(report_id, GivenClaim("Words of another report."))


def test_of_many_reports_with_its_words_those_are_asked_that_are_about_the_same_as_its_own(desk):
    matter = "Heron Dune, Osprey Point and Curlew Bay were closed for it. "
    add(desk, FIRST.replace("Claim:", "Maybe:") + matter, "2026-01-01")
    for number in range(14):
        add(desk, LATER.replace("Confirmed:", "Denied:") + f"It was the year of the number {number}. ", "2026-02-01")
    add(desk, LATER + matter, "2026-02-01")
    desk.claims.add(1, GivenClaim("Maybe: Petrel will land."))
    (claim_id,) = desk.claims.ids()
    found = desk.evidence.of_claim(claim_id)
    assert Relation.CONFIRMS in {item.relation for item in found}
    assert len({item.evidence.report_id for item in found}) < 15


def test_a_claim_that_repeats_nothing_of_its_report_is_found_by_what_that_is_about(desk, engine, monkeypatch):
    seen = []
    monkeypatch.setattr(engine, "promising", lambda *asked: seen.append(asked) or ())
    matter = "Heron Dune, Osprey Point and Curlew Bay were closed for it. "
    add(desk, "Claim: Petrel will land. " + matter * 4, "2026-01-01")
    add(desk, "It rained. " + matter * 4 + "So said the mayor of the town that day.", "2026-02-01")
    _, _, likely, alike, found, _ = seen[-1]
    assert likely == ()
    assert [(report_id, claim.report_id) for (report_id, _), claim in zip(alike, found, strict=True)] == [(1, 1)]


def test_review_in_bulk_is_one_step(desk):
    add(desk, FIRST, "2026-01-01")
    add(desk, FIRST.replace("Petrel", "Heron"), "2026-01-01")
    ids = list(desk.claims.ids())
    changes = desk.claims.review(ids, Review.VERIFIED)
    assert set(changes.claims) == set(ids)
    assert list(desk.claims.ids("verified:yes")) == ids
    desk.log.undo()
    assert list(desk.claims.ids("verified:yes")) == []
    assert "2 claims" in desk.log.history(limit=5)[1].summary


def test_what_does_not_exist_is_named(desk):
    for verb in (
        lambda: desk.claims.get(77),
        lambda: desk.claims.review([77], Review.VERIFIED),
        lambda: desk.evidence.decide([77], accept=True),
        lambda: desk.reports.get(77),
    ):
        with pytest.raises(UnknownRecordError, match="77"):
            verb()


def test_the_preview_says_what_the_claim_would_become_and_stores_nothing(desk):
    add(desk, FIRST, "2026-01-01")
    add(desk, LATER, "2026-02-01")
    (evidence_id,) = desk.evidence.ids()
    now, accepted = desk.evidence.preview(evidence_id)
    assert (now.outcome, accepted.outcome) == (Outcome.PENDING, Outcome.CONFIRMED)
    _, other = desk.evidence.preview(evidence_id, Relation.CONTRADICTS)
    assert other.outcome is Outcome.CONTRADICTED
    assert desk.evidence.records([evidence_id])[0].decided_by is None


def test_past_days_are_shown_as_they_were(desk):
    add(desk, FIRST, "2026-01-01")
    add(desk, LATER, "2026-02-01")
    claim_id = the_claim(desk).claim.id
    assert list(desk.claims.ids("outcome:confirmed", as_of=date(2026, 1, 15))) == []
    assert list(desk.claims.ids("outcome:pending", as_of=date(2026, 1, 15))) == [claim_id]
    assert list(desk.claims.ids("outcome:confirmed", as_of=date(2026, 2, 1))) == [claim_id]
    assert list(desk.claims.ids("", as_of=date(2025, 12, 31))) == []


def test_a_second_writer_is_told_and_a_reader_is_welcome(desk):
    add(desk, FIRST, "2026-01-01")
    with pytest.raises(DeskLockedError, match="already open for writing"):
        open_desk(desk.path)
    with desk.reader() as reader:
        assert list(reader.claims.ids()) == list(desk.claims.ids())


def test_settings_are_steps_of_the_log_and_bad_ones_are_refused(desk):
    desk.set_setting("time_zone", "Europe/Berlin")
    assert desk.settings.time_zone == "Europe/Berlin"
    with pytest.raises(FactDeskError, match="Mars"):
        desk.set_setting("time_zone", "Mars/Olympus")
    with pytest.raises(FactDeskError, match="colour"):
        desk.set_setting("colour", "red")
    desk.log.undo()
    assert desk.settings.time_zone == "UTC"


def test_the_day_changes_in_the_time_zone_of_the_desk(tmp_path, engine):
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    with open_desk(tmp_path / "z.factdesk", clock=lambda: late, engine=engine) as desk:
        assert desk.today() == date(2026, 6, 1)
        desk.set_setting("time_zone", "Asia/Tokyo")
        assert desk.today() == date(2026, 6, 2)


def test_correcting_a_reports_date_reads_its_due_dates_again_in_one_step(desk, engine, monkeypatch):
    add(desk, FIRST, "2026-01-01")
    old = the_claim(desk).claim
    desk.claims.edit(old.id, due_words="2026-03-31")
    asked = []
    read = engine.due

    def due(words, base, language, country):
        asked.append((words, base))
        return read(words, base, language, country)

    monkeypatch.setattr(engine, "due", due)
    desk.reports.set_published(old.report_id, date(2026, 1, 3))
    now = the_claim(desk).claim
    assert (now.published, now.due.base) == (date(2026, 1, 3), date(2026, 1, 3))
    assert asked == [("2026-03-31", date(2026, 1, 3))]
    desk.log.undo()
    assert the_claim(desk).claim.published == date(2026, 1, 1)


def test_a_claim_handed_in_takes_the_place_of_the_one_read_from_the_same_words(desk):
    capture = desk.reports.capture_text(FIRST, published=date(2026, 1, 1), title="x")
    given = replace(capture, claims=(GivenClaim("Claim: Petrel will land"),))
    result = desk.reports.add_captures([given])
    assert result.added[0].claims == 1
    assert the_claim(desk).claim.proposed_by == "ann"


def test_a_report_whose_reading_failed_is_read_when_it_is_added_again(desk, engine):
    engine.is_broken = True
    add(desk, FIRST, "2026-01-01")
    engine.is_broken = False
    again = add(desk, FIRST, "2026-01-01").added[0]
    assert (again.is_new, again.claims) == (False, 1)
    assert "read now" in again.notes[0]
    once_more = add(desk, FIRST, "2026-01-01").added[0]
    assert (once_more.is_new, once_more.claims) == (False, 0)
    assert len(desk.claims.ids()) == 1
    desk.log.undo()
    assert (list(desk.claims.ids()), len(desk.reports.select())) == ([], 1)


def test_a_desk_deleted_or_replaced_while_it_is_open_saves_nothing_in_silence(desk, tmp_path):
    add(desk, FIRST, "2026-01-01")
    (claim_id,) = desk.claims.ids()
    aside = desk.path.rename(tmp_path / "aside.factdesk")
    with pytest.raises(FactDeskError, match="moved, deleted or replaced"):
        desk.claims.review([claim_id], Review.VERIFIED)
    assert add(desk, LATER, "2026-02-01").failed
    aside.rename(desk.path)
    desk.claims.review([claim_id], Review.VERIFIED)
    assert list(desk.claims.ids("verified:yes")) == [claim_id]
