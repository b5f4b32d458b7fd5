"""Verbs of evidence: list, decide, preview."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from factdesk.desk import folding
from factdesk.desk.context import Context
from factdesk.desk.passages import Passages
from factdesk.errors import FactDeskError, UnknownRecordError
from factdesk.model import (
    AsOf,
    Changes,
    Claim,
    Decision,
    Due,
    Evidence,
    EvidenceDecision,
    EvidenceState,
    JudgedEvidence,
    Relation,
    Status,
)
from factdesk.status import judged, status_of

if TYPE_CHECKING:
    from factdesk.store import Query

_PAGE = 500


class EvidenceVerbs:
    """What later reports say of stored claims, and what people decide of it."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def ids(self, query: str = "", *, as_of: AsOf | date | None = None) -> list[int]:
        """Return the ids of the evidence a query selects, the newest report first."""
        moment = self._context.moment(as_of)
        ids = self._context.store.evidence_ids(_query(query), today=moment.day)
        if as_of is None:
            return list(ids)
        return [item.evidence.id for item in self.records(list(ids), as_of=moment)]

    def records(self, ids: Sequence[int], *, as_of: AsOf | date | None = None) -> list[JudgedEvidence]:
        """Return evidence with what was decided of it, in the order of the ids; what is not visible is left out."""
        moment = self._context.moment(as_of)
        items = self._context.store.evidence(ids)
        decisions = self._context.store.decisions_of(sorted({item.claim_id for item in items}))
        by_id = {e.evidence.id: e for e in judged(items, [d for ds in decisions.values() for d in ds], moment)}
        return [by_id[i] for i in ids if i in by_id]

    def select(self, query: str = "", *, as_of: AsOf | date | None = None) -> Iterator[JudgedEvidence]:
        """Yield the evidence a query selects, page by page."""
        ids = list(self._context.store.evidence_ids(_query(query), today=self._context.moment(as_of).day))
        for first in range(0, len(ids), _PAGE):
            yield from self.records(ids[first : first + _PAGE], as_of=as_of)

    def of_claim(self, claim_id: int, *, as_of: AsOf | date | None = None) -> list[JudgedEvidence]:
        """Return all evidence on one claim in the order of its reports' dates, rejected evidence too."""
        items = self._context.store.evidence_of([claim_id]).get(claim_id, [])
        decisions = self._context.store.decisions_of([claim_id]).get(claim_id, [])
        return list(judged(items, decisions, self._context.moment(as_of)))

    def decide(
        self,
        ids: Sequence[int],
        *,
        accept: bool = False,
        reject: bool = False,
        relation: Relation | None = None,
        new_due_words: str | None = None,
    ) -> Changes:
        """Accept or reject evidence, or give it another relation (which accepts it; ``unrelated`` rejects it).

        What is proposed for the same claim with the same words in other copies of its report is decided with it.
        Neither of the three reopens it. ``new_due_words`` are read against the date of each piece's report.

        Raises:
            FactDeskError: accept and reject together, or the words of the new due date cannot be read.
            UnknownRecordError: a number that no evidence has.
        """
        state = _state(accept=accept, reject=reject, relation=relation)
        items = self._known(ids)
        items += self._copies(items) if state is not EvidenceState.PROPOSED else []
        dues = [self._new_due(item, new_due_words) for item in items]
        name, summary = _in_words(state, relation, len(items))
        with self._context.step(name, summary) as step:
            for item, due in zip(items, dues, strict=True):
                step.decide([item.id], state, relation=relation, new_due=due)
        return step.changes

    def unfold(self, evidence_id: int) -> Changes:
        """Make a passage that repeats a claim a claim of its own; one step.

        The claim has the passage's own quote, speaker and due; a claim that was folded by hand comes back as it was.
        The passage is never folded into that claim again, nor proposed for it.

        Raises:
            FactDeskError: the passage does not repeat its claim.
            UnknownRecordError: no evidence has that number.
        """
        (item,) = self._known([evidence_id])
        return folding.unfold(self._context, item)

    def preview(self, evidence_id: int, relation: Relation | None = None) -> tuple[Status, Status]:
        """Return what the claim is on accepted evidence and what it would become if this piece were accepted."""
        (item,) = self._known([evidence_id])
        store = self._context.store
        (claim,) = store.claims([item.claim_id])
        pieces = store.evidence_of([claim.id])[claim.id]
        decisions = store.decisions_of([claim.id]).get(claim.id, [])
        state = EvidenceState.REJECTED if relation is Relation.UNRELATED else EvidenceState.ACCEPTED
        would = EvidenceDecision(
            evidence_id=item.id,
            state=state,
            relation=relation,
            new_due=None,
            by=self._context.actor,
            at=self._context.clock(),
        )
        return self._settled(claim, pieces, decisions), self._settled(claim, pieces, [*decisions, would])

    def _settled(self, claim: Claim, pieces: Sequence[Evidence], decisions: Sequence[Decision]) -> Status:
        """Evaluate on accepted evidence only: no proposal reaches a threshold above one."""
        return status_of(claim, pieces, decisions, self._context.moment(None), threshold=2.0)

    def _known(self, ids: Sequence[int]) -> list[Evidence]:
        items = self._context.store.evidence(ids)
        missing = sorted(set(ids) - {item.id for item in items})
        if missing:
            raise UnknownRecordError(f"There is no evidence {', '.join(map(str, missing))} in this desk.")
        return items

    def _copies(self, items: Sequence[Evidence]) -> list[Evidence]:
        store = self._context.store
        origins = {item.origin_id for item in items}
        found = {origin: Passages(store.evidence_of_origin(origin)) for origin in sorted(origins)}
        copies = [one for item in items for one in found[item.origin_id].copies_of(item)]
        return store.evidence([one for one in dict.fromkeys(copies) if one not in {item.id for item in items}])

    def _new_due(self, item: Evidence, words: str | None) -> Due | None:
        if words is None:
            return None
        due = self._context.engine.due(words, item.published, "en", self._context.settings.country)
        if due is None:
            raise FactDeskError(f"“{words}” cannot be read as a date; try 14 May 2026 or by the end of June.")
        return replace(due, alternatives=())


def _query(text: str) -> Query:
    from factdesk.store import parse_query

    return parse_query(text)


def _state(*, accept: bool, reject: bool, relation: Relation | None) -> EvidenceState:
    if (accept and (reject or relation is Relation.UNRELATED)) or (
        reject and relation not in (None, Relation.UNRELATED)
    ):
        raise FactDeskError("Evidence is either accepted or rejected, not both.")
    if reject or relation is Relation.UNRELATED:
        return EvidenceState.REJECTED
    return EvidenceState.ACCEPTED if accept or relation else EvidenceState.PROPOSED


def _in_words(state: EvidenceState, relation: Relation | None, count: int) -> tuple[str, str]:
    what = "1 match" if count == 1 else f"{count} matches"
    if state is EvidenceState.REJECTED:
        return "evidence.reject", f"Reject {what}"
    if state is EvidenceState.PROPOSED:
        return "evidence.reopen", f"Reopen {what}"
    return "evidence.accept", f"Accept {what}" + (f" as {relation}" if relation else "")
