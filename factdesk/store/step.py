"""One step of the log: what a person or an import does to a desk in one go, with everything that follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from factdesk.errors import FactDeskError, UnknownRecordError
from factdesk.model import (
    Capture,
    Changes,
    ClaimDraft,
    Due,
    EvidenceDecision,
    EvidenceDraft,
    EvidenceState,
    Kind,
    Outcome,
    OutcomeDecision,
    PublishedBy,
    Relation,
    Review,
)
from factdesk.store import codec, insertion, ledger, records, speakers
from factdesk.store.database import Database
from factdesk.store.events import (
    UNSET,
    Body,
    ClaimEdited,
    ClaimFolded,
    ClaimReviewed,
    ClaimTagged,
    EvidenceDecided,
    Maybe,
    OriginSet,
    OutcomeSet,
    PublishedSet,
    ReportAdded,
    SettingChanged,
    SpeakerJoined,
    SpeakerParted,
)
from factdesk.store.projection import refold, refold_settings
from factdesk.store.records import IN_LIST, id_list


class Step:
    """Open while its block runs; see :meth:`factdesk.store.Store.step`.

    Every verb writes its events and the stored columns at once, so that what is read in the block is up to date. A
    verb that would change nothing writes nothing. All of them raise :class:`UnknownRecordError` for what is not there.
    """

    def __init__(self, db: Database, name: str, summary: str, actor: str, at: datetime, batch: int | None) -> None:
        self._db = db
        self._head = (codec.moment(at), actor, name, summary)
        self._at = at
        self._batch = batch
        self._op_id: int | None = None
        self._reports: set[int] = set()
        self._claims: set[int] = set()
        self._evidence: set[int] = set()

    @property
    def changes(self) -> Changes:
        """What the step touched so far; the op is the first of its batch."""
        if self._op_id is None:
            return Changes(None)
        return Changes(
            self._batch or self._op_id,
            tuple(sorted(self._reports)),
            tuple(sorted(self._claims)),
            tuple(sorted(self._evidence)),
        )

    def add_report(self, capture: Capture, origin_id: int | None = None, sketch: Sequence[int] = ()) -> int:
        """Store a captured report and return its number.

        A capture whose import was undone comes back under its old number.

        Args:
            capture: the report.
            origin_id: the origin it belongs to, null for one of its own.
            sketch: 64-bit values by which near-duplicates are found.

        Raises:
            FactDeskError: the desk has this text already.
        """
        self._refuse_double(capture)
        origin = self._origin(origin_id)
        returned = insertion.withdrawn_report(self._db, capture)
        report_id = returned or insertion.insert_report(self._db, capture, origin, sketch)
        self._log(ReportAdded(origin, capture.published, capture.published_by), report_id=report_id)
        self._refold(reports=[report_id])
        return report_id

    def add_claims(self, report_id: int, drafts: Sequence[ClaimDraft]) -> list[int]:
        """Store claims read from a report and return their numbers in the order of ``drafts``."""
        if not drafts:
            return []
        report = records.report(self._db, report_id)
        ids = insertion.insert_claims(self._db, self._op(), report, drafts, self._at)
        self._reports.add(report_id)
        self._claims.update(ids)
        returned = self._db.rows(f"SELECT id FROM claim WHERE id {IN_LIST} AND live = 0", (id_list(ids),))
        self._refold(claims=[row[0] for row in returned])
        speakers.refold(self._db, {draft.speaker for draft in drafts})
        return ids

    def add_evidence(self, report_id: int, drafts: Sequence[EvidenceDraft]) -> list[int]:
        """Store evidence found in a report and return its numbers in the order of ``drafts``."""
        if not drafts:
            return []
        self._known("claim", [draft.claim_id for draft in drafts])
        report = records.report(self._db, report_id)
        ids = insertion.insert_evidence(self._db, self._op(), report, drafts, self._at)
        self._evidence.update(ids)
        self._refold(claims=[draft.claim_id for draft in drafts])
        return ids

    def review(self, claim_ids: Iterable[int], review: Review) -> None:
        """Say of claims whether their records are right; ``NEW`` reopens them."""
        ids = self._known("claim", claim_ids)
        rows = self._db.rows(f"SELECT id FROM claim WHERE id {IN_LIST} AND review <> ?", (id_list(ids), review))
        self._to_claims([row[0] for row in rows], ClaimReviewed(review))

    def edit_claim(
        self,
        claim_id: int,
        *,
        text: Maybe[str] = UNSET,
        speaker: Maybe[str | None] = UNSET,
        kind: Maybe[Kind] = UNSET,
        due: Maybe[Due | None] = UNSET,
    ) -> None:
        """Change a claim's record; what is not passed stays, ``due=None`` says that nothing falls due."""
        claim = records.claims(self._db, [claim_id])[0]
        edit = ClaimEdited(
            text=UNSET if text == claim.text else text,
            speaker=UNSET if speaker == claim.speaker else speaker,
            kind=UNSET if kind == claim.kind else kind,
            due=UNSET if due == claim.due else due,
        )
        if edit != ClaimEdited():
            self._to_claims([claim_id], edit)

    def fold_claim(self, claim_id: int, into: int, carried: Iterable[int] = ()) -> None:
        """Say that a claim merely repeats another: it leaves every list with the evidence on it; nothing is lost.

        Args:
            claim_id: the claim.
            into: the claim that it repeats.
            carried: evidence on that one which came from this one.
        """
        self._known("claim", [claim_id, into])
        self._to_claims([claim_id], ClaimFolded(into, tuple(carried)))

    def unfold_claim(self, claim_id: int) -> None:
        """Say that a claim that was folded into another stands for itself again."""
        self._to_claims([claim_id], ClaimFolded(None))

    def tag(self, claim_ids: Iterable[int], add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Put tags to claims or take them off; tags that differ only in case are one."""
        added, removed = _tidy(add), _tidy(remove)
        new, gone = {t.casefold() for t in added}, {t.casefold() for t in removed}
        changed = []
        for claim in records.claims(self._db, self._known("claim", claim_ids)):
            has = {tag.casefold() for tag in claim.tags}
            if new - has or gone & has:
                changed.append(claim.id)
        self._to_claims(changed, ClaimTagged(added, removed))

    def decide(
        self,
        evidence_ids: Iterable[int],
        state: EvidenceState,
        relation: Relation | None = None,
        new_due: Due | None = None,
    ) -> None:
        """Accept, reject or reopen evidence; ``relation`` and ``new_due`` replace the proposed ones."""
        items = records.evidence(self._db, self._known("evidence", evidence_ids))
        said = records.decisions_of(self._db, {item.claim_id for item in items})
        last = {d.evidence_id: d for own in said.values() for d in own if isinstance(d, EvidenceDecision)}
        body = EvidenceDecided(state, relation, new_due)
        changed = [item for item in items if not _says_the_same(last.get(item.id), body)]
        for item in changed:
            self._log(body, claim_id=item.claim_id, evidence_id=item.id)
        self._refold(claims={item.claim_id for item in changed})

    def set_outcome(self, claim_ids: Iterable[int], outcome: Outcome | None, note: str) -> None:
        """Set an outcome by hand; null hands the claims back to their evidence.

        Raises:
            FactDeskError: the outcome is ``overdue``, which the calendar alone decides.
        """
        if outcome is Outcome.OVERDUE:
            raise FactDeskError(
                "“Overdue” follows from the calendar and is not set by hand; set pending, or no outcome."
            )
        ids = self._known("claim", claim_ids)
        changed = []
        for claim_id, said in records.decisions_of(self._db, ids).items():
            by_hand = [d for d in said if isinstance(d, OutcomeDecision)]
            now = (by_hand[-1].outcome, by_hand[-1].note) if by_hand else (None, "")
            if now != (outcome, note) and (outcome is not None or now[0] is not None):
                changed.append(claim_id)
        self._to_claims(changed, OutcomeSet(outcome, note))

    def set_published(self, report_id: int, published: date | None, published_by: PublishedBy) -> None:
        """Say when a report was published and how that is known."""
        report = records.report(self._db, report_id)
        if (report.published, report.published_by) != (published, published_by):
            self._log(PublishedSet(published, published_by), report_id=report_id)
            self._refold(reports=[report_id])

    def set_origin(self, report_ids: Iterable[int], origin_id: int | None) -> int:
        """Put reports to one origin, null for a new one of their own; returns the origin's number."""
        ids = self._known("report", report_ids)
        origin = self._origin(origin_id)
        rows = self._db.rows(
            f"SELECT report_id FROM report_state WHERE report_id {IN_LIST} AND origin_id <> ?", (id_list(ids), origin)
        )
        for row in rows:
            self._log(OriginSet(origin), report_id=row[0])
        self._refold(reports=[row[0] for row in rows])
        return origin

    def set_setting(self, key: str, value: str) -> None:
        """Change a setting of this desk."""
        if self._db.value("SELECT value FROM setting WHERE key = ?", (key,)) != value:
            self._log(SettingChanged(key, value))
            refold_settings(self._db)

    def join_speakers(self, into: int, others: Iterable[int]) -> None:
        """Say that speakers are one: all their names, those still to come included, mean ``into``."""
        known = speakers.known(self._db, [into, *others])
        events = [SpeakerJoined(known[other], known[into]) for other in known if other != into]
        self._to_speakers(events, [into, *known])

    def part_speaker(self, name: str) -> None:
        """Say that a name means nobody whom other names mean.

        Raises:
            UnknownRecordError: no claim has that name.
            FactDeskError: no other name means the same speaker.
        """
        speaker_id = ledger.speaker_of(self._db, name)
        names = speakers.names_of(self._db, [speaker_id] if speaker_id is not None else [])
        if name not in names:
            raise UnknownRecordError(f"No claim in this desk has “{name}” for its speaker.")
        if len(names) == 1:
            raise FactDeskError(f"“{name}” is the only name of its speaker.")
        assert speaker_id is not None
        self._to_speakers([SpeakerParted(name)], [speaker_id])

    def _to_speakers(self, events: Sequence[SpeakerJoined | SpeakerParted], speaker_ids: Sequence[int]) -> None:
        if events:
            names = speakers.names_of(self._db, speaker_ids)
            insertion.insert_events(self._db, self._op(), [(body, None, None, None) for body in events])
            self._claims |= speakers.refold_told(self._db, names)

    def _to_claims(self, claim_ids: Sequence[int], body: Body) -> None:
        for claim_id in claim_ids:
            self._log(body, claim_id=claim_id)
        self._refold(claims=claim_ids)

    def _log(
        self, body: Body, *, report_id: int | None = None, claim_id: int | None = None, evidence_id: int | None = None
    ) -> None:
        insertion.insert_events(self._db, self._op(), [(body, report_id, claim_id, evidence_id)])
        for touched, record in ((self._reports, report_id), (self._claims, claim_id), (self._evidence, evidence_id)):
            if record is not None:
                touched.add(record)

    def _op(self) -> int:
        """Return the step's op, which is written with its first event."""
        if self._op_id is None:
            self._op_id = insertion.insert_op(self._db, self._head, batch=self._batch)
        return self._op_id

    def _refold(self, *, reports: Sequence[int] = (), claims: Iterable[int] = ()) -> None:
        self._claims |= refold(self._db, reports=reports, claims=set(claims))

    def _known(self, noun: str, ids: Iterable[int]) -> list[int]:
        """Return the ids without repetition if all of them are in the desk and in effect."""
        wanted = list(dict.fromkeys(ids))
        table, key = {"report": ("report_state", "report_id")}.get(noun, (noun, "id"))
        rows = self._db.rows(f"SELECT {key} FROM {table} WHERE {key} {IN_LIST} AND live = 1", (id_list(wanted),))
        found = {row[0] for row in rows}
        for record in wanted:
            if record not in found:
                raise UnknownRecordError(f"There is no {noun} {record} in this desk.")
        return wanted

    def _origin(self, origin_id: int | None) -> int:
        if origin_id is None:
            return int(self._db.value("INSERT INTO origin DEFAULT VALUES RETURNING id"))
        if self._db.value("SELECT id FROM origin WHERE id = ?", (origin_id,)) is None:
            raise UnknownRecordError(f"There is no origin {origin_id} in this desk.")
        return origin_id

    def _refuse_double(self, capture: Capture) -> None:
        double = records.report_by_sha256(self._db, capture.sha256)
        if double is not None:
            raise FactDeskError(f"The desk has this text already, as report {double}.")


def _tidy(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tidy for tag in tags if (tidy := " ".join(tag.split()))))


def _says_the_same(before: EvidenceDecision | None, now: EvidenceDecided) -> bool:
    if before is None:
        return now == EvidenceDecided(EvidenceState.PROPOSED, None, None)
    return (before.state, before.relation, before.new_due) == (now.state, now.relation, now.new_due)
