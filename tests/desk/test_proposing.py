"""The score from which on passages are proposed, as the decisions in a desk move it."""

from __future__ import annotations

import pytest

from factdesk.errors import FactDeskError
from factdesk.matching.adapting import LEAST_DECISIONS
from factdesk.model import Relation
from tests.desk.test_desk import FIRST, add

MANY = LEAST_DECISIONS + 4
LONG = "The rest of the report tells of the harbour, its cranes and the crews who waited for the tide to turn. " * 4


@pytest.fixture
def busy(desk):
    """A desk with more matches than are needed to move anything, each for a claim of its own."""
    names = [f"Petrel{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(MANY)]
    add(desk, "\n".join(f"Claim: {name} will land." for name in names), "2026-01-01")
    add(desk, "\n".join(f"Denied: {name} never landed." for name in names), "2026-02-01", outlet="Courier")
    assert len(desk.evidence.ids("state:proposed")) == MANY
    return desk


def test_rejecting_raises_it_and_undoing_a_decision_undoes_its_effect(busy):
    ids = busy.evidence.ids()
    before = busy.proposing()
    assert (before.threshold, before.decisions) == (pytest.approx(before.base), 0)
    busy.evidence.decide(ids[: LEAST_DECISIONS - 1], reject=True)
    assert busy.proposing().threshold == pytest.approx(before.base)
    seen = []
    for one in ids[LEAST_DECISIONS - 1 :]:
        busy.evidence.decide([one], reject=True)
        seen.append(busy.proposing().threshold)
    assert seen == sorted(seen)
    assert seen[0] > before.base
    for threshold in reversed(seen):
        assert busy.proposing().threshold == threshold
        busy.log.undo()
    assert busy.proposing().threshold == pytest.approx(before.base)


def test_what_the_engine_is_asked_for_follows_the_decisions(busy, engine, monkeypatch):
    asked = []
    match = engine.match
    monkeypatch.setattr(engine, "match", lambda *a: asked.append(a[-1]) or match(*a))
    busy.evidence.decide(busy.evidence.ids(), reject=True)
    add(busy, "Confirmed: Petrelaa landed." + LONG, "2026-03-01", outlet="Gazette")
    assert asked == [busy.proposing().threshold]
    assert asked[0] > busy.proposing().base


def test_agreeing_with_what_it_says_is_counted_and_giving_it_no_weight_is_not_agreeing(busy):
    first, second, third, *_ = busy.evidence.ids()
    busy.evidence.decide([first], relation=Relation.PARTLY)
    busy.evidence.decide([second], relation=Relation.MENTIONS)
    busy.evidence.decide([third], accept=True)
    assert (busy.proposing().decisions, busy.proposing().accepted) == (3, 2)
    busy.evidence.decide([third])
    assert busy.proposing().decisions == 2


def test_copies_and_mere_mentions_are_not_counted(desk):
    add(desk, FIRST, "2026-01-01")
    for outlet, tail in (("Gazette", ""), ("Herald", "A copy of it."), ("Mail", "And one more copy.")):
        add(desk, "Denied: Petrel never landed. " + LONG + tail, "2026-02-01", outlet=outlet)
    add(desk, "Mentioned: Petrel is a ship. It lies there.", "2026-02-02")
    desk.evidence.decide(desk.evidence.ids(), accept=True)
    assert desk.proposing().decisions == 1


def test_it_can_be_switched_off_and_begun_anew_and_both_undone(busy):
    busy.evidence.decide(busy.evidence.ids(), reject=True)
    moved = busy.proposing()
    assert moved.threshold > moved.base
    busy.set_setting("adapt", "off")
    assert busy.proposing().threshold == pytest.approx(moved.base)
    busy.log.undo()
    assert busy.proposing() == moved
    busy.set_setting("adapt_since", "now")
    assert busy.proposing().decisions == 0
    first = busy.evidence.ids()[0]
    busy.evidence.decide([first])
    busy.evidence.decide([first], reject=True)
    assert busy.proposing().decisions == 1
    assert {op.name for op in busy.log.history(limit=3)} == {"setting.set", "evidence.reopen", "evidence.reject"}


@pytest.mark.parametrize(
    ("name", "value"), [("adapt", "perhaps"), ("adapt_since", "yesterday"), ("adapt_since", "2026-05-14")]
)
def test_other_words_are_refused(desk, name, value):
    with pytest.raises(FactDeskError):
        desk.set_setting(name, value)


def test_an_import_asks_once_what_follows_from_the_decisions_and_a_decision_is_seen_at_once(busy, monkeypatch):
    asked = []
    store = busy._context.store
    scores = store.decided_scores
    monkeypatch.setattr(type(store), "decided_scores", lambda self, since: asked.append(1) or scores(since))
    for number in range(3):
        add(busy, f"Confirmed: Petrelaa landed {number} times." + LONG * (number + 1), f"2026-03-0{number + 1}")
    assert len(asked) <= 1
    before = busy.proposing().decisions
    busy.evidence.decide(busy.evidence.ids()[:1], reject=True)
    with busy.reader() as other:
        assert busy.proposing().decisions == other.proposing().decisions == before + 1
        busy.log.undo()
        assert busy.proposing().decisions == other.proposing().decisions == before
        busy.log.redo()
        busy.set_setting("adapt", "off")
        assert busy.proposing().decisions == other.proposing().decisions == 0
