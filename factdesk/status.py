"""The one rule for what a claim is now.

Everything here is a pure function of stored evidence, decisions and a moment. What does not depend on the calendar is
a :class:`Standing`, which the desk file keeps beside the claim; what does ("overdue") is worked out when looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from factdesk.model import (
    DEFAULT_THRESHOLD,
    AsOf,
    Claim,
    Decision,
    Due,
    Evidence,
    EvidenceDecision,
    EvidenceState,
    JudgedEvidence,
    Kind,
    Outcome,
    OutcomeDecision,
    Relation,
    Status,
)

_DECISIVE = (Relation.CONTRADICTS, Relation.PARTLY, Relation.CONFIRMS)
"""From the most to the least cautious: what breaks a tie between passages of one origin and one day."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a claim is apart from the calendar: ``decided`` null means pending or, after ``due_to``, overdue."""

    decided: Outcome | None
    due_to: date | None
    settled_decided: Outcome | None
    settled_due_to: date | None
    moves: int
    slip_days: int | None


@dataclass(frozen=True, slots=True)
class _Verdict:
    """One evaluation, of accepted evidence only or with proposals."""

    decided: Outcome | None
    deciding: tuple[JudgedEvidence, ...]
    due: Due | None
    moved_by: JudgedEvidence | None
    moves: int
    days_late: int | None = None


def status_of(
    claim: Claim,
    evidence: Sequence[Evidence],
    decisions: Sequence[Decision],
    as_of: AsOf,
    *,
    threshold: float = DEFAULT_THRESHOLD,
) -> Status:
    """Say what became of a claim as seen at ``as_of``, and why in one sentence.

    Args:
        claim: the claim itself; only its kind, due, id and origin matter.
        evidence: everything ever proposed for it, in any order.
        decisions: what people decided of it and of its evidence, undone decisions left out, oldest first.
        as_of: only evidence published by then, and recorded by then if that is set, counts.
        threshold: proposals with a lower score do not count.
    """
    seen = judged(evidence, decisions, as_of)
    by_hand = _outcome_by_hand(decisions, as_of)
    counted = _counted(seen, threshold)
    shown = _evaluate(claim, counted)
    settled = _evaluate(claim, _accepted(seen))
    outcome = _on_day(shown, as_of.day)
    other = _on_day(settled, as_of.day)
    why, since = _why(shown, outcome, as_of.day), _since(claim, shown, outcome)
    if by_hand is not None and by_hand.outcome is not None:
        outcome = other = by_hand.outcome
        why, since = _why_by_hand(by_hand), by_hand.at.date()
    return Status(
        outcome=outcome,
        provisional=outcome != other,
        settled_outcome=other if outcome != other else None,
        why=why,
        since=since,
        due_in_force=shown.due,
        moves=shown.moves,
        slip_days=_slip(claim, shown),
        days_late=shown.days_late if outcome is Outcome.LATE else None,
        confirms=_origins(e for e in counted if e.relation is Relation.CONFIRMS),
        contradicts=_origins(e for e in counted if e.relation is Relation.CONTRADICTS),
        origins=len({claim.origin_id} | {e.evidence.origin_id for e in counted}),
    )


def standing_of(
    claim: Claim,
    evidence: Sequence[Evidence],
    decisions: Sequence[Decision],
    *,
    threshold: float = DEFAULT_THRESHOLD,
) -> Standing:
    """Say what a claim is apart from the calendar, with everything recorded so far counted."""
    as_of = AsOf(date.max)
    seen = judged(evidence, decisions, as_of)
    by_hand = _outcome_by_hand(decisions, as_of)
    shown = _evaluate(claim, _counted(seen, threshold))
    settled = _evaluate(claim, _accepted(seen))
    hand = by_hand.outcome if by_hand is not None else None
    return Standing(
        decided=hand or shown.decided,
        due_to=shown.due.to_day if shown.due else None,
        settled_decided=hand or settled.decided,
        settled_due_to=settled.due.to_day if settled.due else None,
        moves=shown.moves,
        slip_days=_slip(claim, shown),
    )


def outcome_on(day: date, decided: Outcome | None, due_to: date | None) -> Outcome:
    """Put the calendar to a standing: undecided is overdue once the last due day is over, else pending."""
    if decided is not None:
        return decided
    return Outcome.OVERDUE if due_to is not None and due_to < day else Outcome.PENDING


def judged(evidence: Iterable[Evidence], decisions: Sequence[Decision], as_of: AsOf) -> tuple[JudgedEvidence, ...]:
    """Put the decisions to the evidence that is visible at ``as_of``; rejected evidence is among the answer.

    Evidence of a report without a publication date counts from the day it was recorded.
    """
    last: dict[int, EvidenceDecision] = {}
    for decision in sorted(decisions, key=lambda d: d.at):
        if isinstance(decision, EvidenceDecision) and _is_recorded(decision.at, as_of):
            last[decision.evidence_id] = decision
    return tuple(
        _judge(item, last.get(item.id))
        for item in evidence
        if day_of(item) <= as_of.day and _is_recorded(item.recorded_at, as_of)
    )


def day_of(evidence: Evidence) -> date:
    """Return the day from which a piece of evidence counts."""
    return evidence.published or evidence.recorded_at.date()


def day_words(day: date) -> str:
    """Write a day as people read it, in any locale: ``14 May 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def due_words(due: Due) -> str:
    """Write a due interval as people read it: ``14 May 2026``, ``31 Mar 2026 to 2 Apr 2026``, ``by 27 Nov 2025``."""
    if due.from_day is not None and due.to_day is not None:
        if due.from_day == due.to_day:
            return day_words(due.from_day)
        return f"{day_words(due.from_day)} to {day_words(due.to_day)}"
    if due.to_day is not None:
        return f"by {day_words(due.to_day)}"
    if due.from_day is not None:
        return f"from {day_words(due.from_day)} on"
    return due.text


def _is_recorded(at: datetime, as_of: AsOf) -> bool:
    return as_of.recorded_by is None or at <= as_of.recorded_by


def _judge(item: Evidence, decision: EvidenceDecision | None) -> JudgedEvidence:
    if decision is None:
        return JudgedEvidence(item, EvidenceState.PROPOSED, item.relation, item.new_due, None, None)
    return JudgedEvidence(
        item,
        decision.state,
        decision.relation or item.relation,
        decision.new_due or item.new_due,
        decision.by,
        decision.at,
    )


def _outcome_by_hand(decisions: Sequence[Decision], as_of: AsOf) -> OutcomeDecision | None:
    by_hand = [d for d in decisions if isinstance(d, OutcomeDecision) and _is_recorded(d.at, as_of)]
    return max(by_hand, key=lambda d: d.at, default=None)


def _accepted(seen: Iterable[JudgedEvidence]) -> list[JudgedEvidence]:
    return [e for e in seen if e.state is EvidenceState.ACCEPTED and e.relation is not Relation.UNRELATED]


def _counted(seen: Sequence[JudgedEvidence], threshold: float) -> list[JudgedEvidence]:
    proposed = [e for e in seen if e.state is EvidenceState.PROPOSED and e.evidence.score >= threshold]
    return _accepted(seen) + [e for e in proposed if e.relation is not Relation.UNRELATED]


def _evaluate(claim: Claim, counted: Sequence[JudgedEvidence]) -> _Verdict:
    """Apply rules 3 and 4 to the evidence that counts."""
    due, moved_by, moves = _due_in_force(claim, counted)
    deciding = _deciding(claim.kind, [e for e in counted if e.relation in _DECISIVE])
    if not deciding:
        return _Verdict(None, (), due, moved_by, moves)
    if len(deciding) > 1:
        return _Verdict(Outcome.DISPUTED, deciding, due, moved_by, moves)
    relation = deciding[0].relation
    if relation is Relation.CONTRADICTS:
        return _Verdict(Outcome.CONTRADICTED, deciding, due, moved_by, moves)
    if relation is Relation.PARTLY:
        return _Verdict(Outcome.PARTLY, deciding, due, moved_by, moves)
    days_late = _days_late(claim, counted)
    outcome = Outcome.LATE if days_late else Outcome.CONFIRMED
    return _Verdict(outcome, deciding, due, moved_by, moves, days_late)


def _deciding(kind: Kind, decisive: Sequence[JudgedEvidence]) -> tuple[JudgedEvidence, ...]:
    """Return the one piece that decides, or the two that make the claim disputed."""
    if not decisive:
        return ()
    newest = max(day_of(e.evidence) for e in decisive)
    of_the_day = [e for e in decisive if day_of(e.evidence) == newest]
    opposite = _opposite(decisive if kind is Kind.STATEMENT else of_the_day)
    return opposite or (min(of_the_day, key=_strongest_first),)


def _opposite(decisive: Sequence[JudgedEvidence]) -> tuple[JudgedEvidence, ...]:
    """Return the strongest confirming and contradicting piece, if they come from two origins."""
    confirming = sorted((e for e in decisive if e.relation is Relation.CONFIRMS), key=_strongest_first)
    contradicting = sorted((e for e in decisive if e.relation is Relation.CONTRADICTS), key=_strongest_first)
    for one in confirming:
        for other in contradicting:
            if one.evidence.origin_id != other.evidence.origin_id:
                return one, other
    return ()


def _strongest_first(e: JudgedEvidence) -> tuple[object, ...]:
    """Order pieces of one day so that the order of import does not matter."""
    item = e.evidence
    accepted = e.state is EvidenceState.ACCEPTED
    return (not accepted, -item.score, _DECISIVE.index(e.relation), item.outlet, item.report_title, item.quote)


def _due_in_force(claim: Claim, counted: Sequence[JudgedEvidence]) -> tuple[Due | None, JudgedEvidence | None, int]:
    """Return the due in force, what moved it last, and how often it moved.

    A move that names no new date ("put off") takes the date away until one is named; once one is named, a later report
    that merely recalls the delay does not take it away again. Reports that repeat a move do not move it twice.
    """
    moves = sorted((e for e in counted if e.relation is Relation.MOVES), key=_move_order)
    due, moved_by, times = claim.due, None, 0
    for move in moves:
        new = move.new_due
        if new is None and moved_by is not None:
            continue
        if _interval(new) == _interval(due) and new is not None:
            continue
        due, moved_by, times = new, move, times + 1
    return due, moved_by, times


def _move_order(e: JudgedEvidence) -> tuple[object, ...]:
    item, new = e.evidence, e.new_due
    last_day = (new.to_day or new.from_day or date.min) if new else date.min
    return (day_of(item), new is not None, item.score, last_day, item.outlet, item.quote)


def _interval(due: Due | None) -> tuple[date | None, date | None]:
    return (due.from_day, due.to_day) if due else (None, None)


def _days_late(claim: Claim, counted: Sequence[JudgedEvidence]) -> int | None:
    """Days from the first due date to when it took place, by the earliest report since it was last contradicted."""
    if claim.kind is Kind.STATEMENT or claim.due is None or claim.due.to_day is None:
        return None
    contradicted = max((day_of(e.evidence) for e in counted if e.relation is Relation.CONTRADICTS), default=date.min)
    took_place = min(
        e.evidence.occurred or day_of(e.evidence)
        for e in counted
        if e.relation is Relation.CONFIRMS and day_of(e.evidence) >= contradicted
    )
    days = (took_place - claim.due.to_day).days
    return days if days > 0 else None


def _slip(claim: Claim, verdict: _Verdict) -> int | None:
    first = claim.due.to_day if claim.due else None
    now = verdict.due.to_day if verdict.due else None
    return (now - first).days if verdict.moves and first and now else None


def _on_day(verdict: _Verdict, day: date) -> Outcome:
    return outcome_on(day, verdict.decided, verdict.due.to_day if verdict.due else None)


def _origins(pieces: Iterable[JudgedEvidence]) -> int:
    return len({e.evidence.origin_id for e in pieces})


def _since(claim: Claim, verdict: _Verdict, outcome: Outcome) -> date | None:
    if verdict.deciding:
        return max(day_of(e.evidence) for e in verdict.deciding)
    if outcome is Outcome.OVERDUE and verdict.due is not None and verdict.due.to_day is not None:
        return verdict.due.to_day + timedelta(days=1)
    return day_of(verdict.moved_by.evidence) if verdict.moved_by else claim.published


def _name(e: JudgedEvidence) -> str:
    """Name report, outlet and date."""
    item = e.evidence
    where = f"{item.outlet}, {day_words(day_of(item))}" if item.outlet else day_words(day_of(item))
    return f"“{item.report_title}” ({where})"


def _why_by_hand(decision: OutcomeDecision) -> str:
    note = f": {decision.note}" if decision.note else ""
    return f"Set by hand by {decision.by} on {day_words(decision.at.date())}{note}".rstrip(".") + "."


def _why(verdict: _Verdict, outcome: Outcome, day: date) -> str:
    if outcome is Outcome.DISPUTED:
        one, other = verdict.deciding
        return f"{_name(one)} confirms it and {_name(other)} contradicts it."
    if verdict.deciding:
        return _why_decided(verdict, verdict.deciding[0], outcome)
    return _why_open(verdict, outcome, day)


def _why_decided(verdict: _Verdict, e: JudgedEvidence, outcome: Outcome) -> str:
    if outcome is Outcome.LATE:
        days = f"{verdict.days_late} day{'' if verdict.days_late == 1 else 's'}"
        return f"{_name(e)} confirms it, {days} after the date first given."
    verb = {Outcome.PARTLY: "confirms it in part", Outcome.CONTRADICTED: "contradicts it"}.get(outcome, "confirms it")
    return f"{_name(e)} {verb}."


def _why_open(verdict: _Verdict, outcome: Outcome, day: date) -> str:
    moved = ""
    if verdict.moved_by is not None:
        to = f"to {due_words(verdict.due)}" if verdict.due else "without naming a new date"
        moved = f"{_name(verdict.moved_by)} moved it {to}; "
    if outcome is Outcome.OVERDUE and verdict.due is not None and verdict.due.to_day is not None:
        rest = f"the last due day, {day_words(verdict.due.to_day)}, is over and nothing decisive has been reported."
    elif verdict.due is not None and not moved:
        rest = f"due {due_words(verdict.due)}; nothing decisive reported by {day_words(day)}."
    elif moved:
        rest = f"nothing decisive reported by {day_words(day)}."
    else:
        rest = f"no due date, and nothing decisive reported by {day_words(day)}."
    return moved + rest if moved else rest[0].upper() + rest[1:]
