"""Verbs of claims: list, review, edit, tag, set an outcome, add by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from factdesk.desk import folding
from factdesk.desk.context import Context
from factdesk.desk.engine import Source
from factdesk.desk.holding import hold_claims_against_reports
from factdesk.errors import FactDeskError, UnknownRecordError
from factdesk.model import (
    AsOf,
    Changes,
    Claim,
    ClaimRecord,
    Due,
    Facet,
    GivenClaim,
    Kind,
    Outcome,
    Review,
)
from factdesk.status import status_of

if TYPE_CHECKING:
    from factdesk.store import Query, Sort

_PAGE = 500
_BY_HAND = (Outcome.PENDING, Outcome.OVERDUE)
"""Outcomes that follow from the calendar and cannot be set."""


class Claims:
    """The stored claims and what people say of them."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def ids(
        self, query: str = "", *, as_of: AsOf | date | None = None, sort: str = "due", limit: int | None = None
    ) -> Sequence[int]:
        """Return the ids of the claims a query selects, sorted by ``due``, ``-published``, ``outcome`` ...

        ``limit`` asks for the first so many only.

        Raises:
            FactDeskError: the query or the sort key cannot be read.
        """
        from factdesk.store import Sort, parse_query

        asked, order = parse_query(query), Sort(sort.removeprefix("-"), descending=sort.startswith("-"))
        if as_of is None:
            return self._context.store.claim_ids(asked, today=self._context.today(), sort=order, limit=limit)
        return self._ids_as_of(asked, order, self._context.moment(as_of))[:limit]

    def records(self, ids: Sequence[int], *, as_of: AsOf | date | None = None) -> list[ClaimRecord]:
        """Return claims with what they are now, in the order of the ids."""
        store, moment = self._context.store, self._context.moment(as_of)
        claims = store.claims(ids)
        evidence, decisions = store.evidence_of(ids), store.decisions_of(ids)
        threshold = self._context.settings.threshold
        return [
            ClaimRecord(c, status_of(c, evidence.get(c.id, ()), decisions.get(c.id, ()), moment, threshold=threshold))
            for c in claims
        ]

    def select(self, query: str = "", *, as_of: AsOf | date | None = None, sort: str = "due") -> Iterator[ClaimRecord]:
        """Yield the claims a query selects, page by page."""
        ids = self.ids(query, as_of=as_of, sort=sort)
        for first in range(0, len(ids), _PAGE):
            yield from self.records(ids[first : first + _PAGE], as_of=as_of)

    def get(self, claim_id: int, *, as_of: AsOf | date | None = None) -> ClaimRecord:
        """Return one claim.

        Raises:
            UnknownRecordError: no claim has that number.
        """
        self._known([claim_id])
        return self.records([claim_id], as_of=as_of)[0]

    def facets(self, query: str = "") -> list[Facet]:
        """Count the claims a query selects by outcome, review, kind, due window, speaker, outlet and tag."""
        from factdesk.store import parse_query

        return self._context.store.facets(parse_query(query), self._context.today())

    def review(self, ids: Sequence[int], review: Review) -> Changes:
        """Say of records that they are right, wrong, or need another look; ``new`` reopens them. One step."""
        claims = self._known(ids)
        verbs = {Review.VERIFIED: "verify", Review.REJECTED: "reject", Review.FLAGGED: "flag", Review.NEW: "reopen"}
        verb = verbs[review]
        with self._context.step(f"claim.{verb}", f"{verb.capitalize()} {_these(claims)}") as step:
            step.review(ids, review)
        return step.changes

    def edit(
        self,
        claim_id: int,
        *,
        text: str | None = None,
        speaker: str | None = None,
        kind: Kind | None = None,
        due_words: str | None = None,
        due: Due | None = None,
    ) -> Changes:
        """Change a record's sentence, speaker, kind or due date; an empty string clears speaker or due date.

        ``due_words`` are read against the date of the claim's report; ``due`` takes an alternative as it is.

        Raises:
            FactDeskError: the sentence is empty, or the due words cannot be read.
        """
        from factdesk.store import UNSET

        (claim,) = self._known([claim_id])
        if text is not None and not text.strip():
            raise FactDeskError("A claim needs a sentence.")
        new_due: Due | None = due
        if due_words is not None and due_words.strip():
            new_due = self.read_due(claim_id, due_words)
        with self._context.step("claim.edit", f"Edit {_these([claim])}") as step:
            step.edit_claim(
                claim_id,
                text=UNSET if text is None else text.strip(),
                speaker=UNSET if speaker is None else speaker.strip() or None,
                kind=UNSET if kind is None else kind,
                due=UNSET if due is None and due_words is None else new_due,
            )
        return step.changes

    def fold(self, claim_id: int, into: int) -> Changes:
        """Say that a claim merely repeats an earlier one: its report becomes a source of that one; one step.

        What was found on it, and what people decided of that, is evidence of the earlier claim from then on.
        :meth:`factdesk.desk.evidence.EvidenceVerbs.unfold` takes it out again.

        Raises:
            FactDeskError: both are one claim, or the one to keep was made later.
            UnknownRecordError: a number that no claim has.
        """
        claim, kept = self._known([claim_id])[0], self._known([into])[0]
        return folding.fold(self._context, claim, kept)

    def similar(self, claim_id: int, *, limit: int = 40) -> list[int]:
        """Return the claims that share rare words with one, the most alike first."""
        from factdesk import matching

        (claim,) = self._known([claim_id])
        found = self._context.store.claims_about(matching.claim_terms(claim), limit=limit + 1)
        return [one for one in found if one != claim_id][:limit]

    def match(self, ids: Sequence[int], *, batch: int | None = None) -> Changes:
        """Hold claims once more against the reports already there, as after an edit or with a better judge; one step.

        What was proposed before stays as it is, and what a person decided on is not proposed again.

        Args:
            ids: the claims.
            batch: the step it belongs to, so that one undo takes back both; null for one of its own.
        """
        self._known(ids)
        return hold_claims_against_reports(self._context, ids, batch=batch)

    def read_due(self, claim_id: int, words: str) -> Due:
        """Read due words against the date of a claim's report, without storing anything.

        Raises:
            FactDeskError: the words cannot be read as a date.
        """
        (claim,) = self._known([claim_id])
        report = self._context.store.report(claim.report_id)
        due = self._context.engine.due(words, report.published, report.language, self._context.settings.country)
        if due is None:
            raise FactDeskError(f"“{words}” cannot be read as a date; try 14 May 2026 or by the end of June.")
        return due

    def tag(self, ids: Sequence[int], *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Changes:
        """Add and remove tags; one step."""
        claims = self._known(ids)
        words = ", ".join([*(f"+{t}" for t in add), *(f"-{t}" for t in remove)])
        with self._context.step("claim.tag", f"Tag {_these(claims)}: {words}") as step:
            step.tag(ids, add=[t.strip() for t in add if t.strip()], remove=remove)
        return step.changes

    def set_outcome(self, ids: Sequence[int], outcome: Outcome | None, note: str) -> Changes:
        """Set an outcome by hand, which stands until undone; null hands the claims back to their evidence.

        Raises:
            FactDeskError: the note is empty, or the outcome is one that follows from the calendar.
        """
        claims = self._known(ids)
        if outcome in _BY_HAND:
            raise FactDeskError(
                "Pending and overdue follow from the calendar; clear the outcome instead of setting it."
            )
        if outcome is not None and not note.strip():
            raise FactDeskError("Say in a note why you set this outcome.")
        name = "outcome.set" if outcome else "outcome.clear"
        summary = f"Set {_these(claims)} to {outcome}" if outcome else f"Clear the outcome of {_these(claims)}"
        with self._context.step(name, summary) as step:
            step.set_outcome(ids, outcome, note.strip())
        return step.changes

    def add(self, report_id: int, given: GivenClaim) -> Changes:
        """Add a claim by hand from a report; it is held against the reports already there.

        Raises:
            FactDeskError: the quote does not stand in the report.
        """
        context = self._context
        report = context.store.report(report_id)
        source = Source(report.text, report.published, report.language, context.settings.country, report.outlet)
        (draft,) = context.engine.drafts([given], source, context.engine.read(source), context.actor)
        if draft is None:
            raise FactDeskError("These words do not stand in the report; copy them from its text.")
        with context.step("claim.add", f"Add a claim from “{report.title}”") as step:
            claim_ids = step.add_claims(report_id, [draft])
        if step.changes.op_id is None:
            return step.changes
        found = hold_claims_against_reports(context, claim_ids, batch=step.changes.op_id)
        return replace(step.changes, evidence=(*step.changes.evidence, *found.evidence))

    def _ids_as_of(self, query: Query, sort: Sort, moment: AsOf) -> list[int]:
        """Select by what claims were at a past moment: outcomes are worked out, not looked up."""
        from factdesk.store import holds_for, timeless

        store = self._context.store
        ids = store.claim_ids(timeless(query), today=moment.day, sort=sort)
        chosen: list[int] = []
        for first in range(0, len(ids), _PAGE):
            for record in self.records(ids[first : first + _PAGE], as_of=moment):
                claim = record.claim
                if claim.published is not None and claim.published > moment.day:
                    continue
                if moment.recorded_by is not None and claim.recorded_at > moment.recorded_by:
                    continue
                if holds_for(query, record.status):
                    chosen.append(claim.id)
        return chosen

    def _known(self, ids: Sequence[int]) -> list[Claim]:
        claims = self._context.store.claims(ids)
        missing = sorted(set(ids) - {claim.id for claim in claims})
        if missing:
            raise UnknownRecordError(f"There is no claim {', '.join(map(str, missing))} in this desk.")
        return claims


def _these(claims: Sequence[Claim]) -> str:
    if len(claims) != 1:
        return f"{len(claims)} claims"
    text = claims[0].text.strip('“”"')
    return f"“{text if len(text) <= 60 else text[:59].rstrip() + '…'}”"
