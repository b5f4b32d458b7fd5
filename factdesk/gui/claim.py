"""The Claim page: everything on one claim, now or as of a past day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from factdesk.desk import Desk
from factdesk.errors import UnknownRecordError
from factdesk.gui.claim_page import ClaimView
from factdesk.gui.claim_story import bands_of, days_that_matter, story_of
from factdesk.gui.empty_state import EmptyState
from factdesk.gui.fold_acts import FoldActs
from factdesk.gui.jobs import Jobs
from factdesk.gui.panel import Panel
from factdesk.gui.shown_text import shown_line
from factdesk.gui.speaker_acts import SpeakerActs
from factdesk.gui.timeline import Band
from factdesk.gui.words import day_phrase, relation_word
from factdesk.model import Changes, ClaimRecord, EvidenceState, JudgedEvidence, Op, Outcome, Relation, Review

_SLIDE_MS = 25
_DECISIVE = (Relation.CONFIRMS, Relation.CONTRADICTS, Relation.PARTLY)
_MOST_NOTES = 3


class ClaimPanel(Panel):
    """One claim. Show it with :meth:`show_record`."""

    name = "claim"

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, jobs, parent)
        self.view = ClaimView(jobs)
        self.nothing = EmptyState()
        self._claim_id: int | None = None
        self._record: ClaimRecord | None = None
        self._evidence: list[JudgedEvidence] = []
        self._as_of: date | None = None
        self._is_by_hand = False
        self._is_stale = False
        self.speakers = SpeakerActs(jobs, self)
        self.folding = FoldActs(jobs, self, done=self.open_claim.emit)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.nothing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self._soon = QTimer(self, singleShot=True, interval=_SLIDE_MS)
        self._soon.timeout.connect(self._show)
        self._connect()
        self._show_nothing()

    def _connect(self) -> None:
        view = self.view
        view.source.clicked.connect(self.open_source)
        view.evidence.decided.connect(self.decide)
        view.evidence.unfolded.connect(self.unfold)
        view.evidence.source_asked.connect(self.open_passage)
        view.timeline.evidence_clicked.connect(self.open_passage)
        view.day_chosen.connect(self._slide)
        view.verify.clicked.connect(partial(self.review, Review.VERIFIED))
        view.reject.clicked.connect(partial(self.review, Review.REJECTED))
        view.flag.clicked.connect(partial(self.review, Review.FLAGGED))
        view.reopen.clicked.connect(partial(self.review, Review.NEW))
        view.set_outcome.clicked.connect(self.ask_outcome)
        view.clear_outcome.clicked.connect(self.clear_outcome)
        view.form.refused.connect(self.jobs.failed)
        view.form.done.connect(view.page.setFocus)
        view.form.advanced.connect(view.page.setFocus)
        self.nothing.pressed.connect(partial(self.show_screen.emit, "claims"))

    @property
    def claim_id(self) -> int | None:
        """The claim that is shown."""
        return self._claim_id

    def show_record(self, record_id: int, start: int = 0, end: int = 0) -> None:
        """Show a claim as it is today."""
        self.view.form.save()
        self._claim_id, self._as_of, self._is_by_hand = record_id, None, False
        self.view.to_today()
        self._load()

    def activate(self) -> None:
        """See Panel."""
        if self._is_stale:
            self._load()
        self.view.page.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """See Panel."""
        if self._claim_id is None or not self._concerns(changes):
            return
        if self.isVisible():
            self._load()
        else:
            self._is_stale = True

    def handlers(self) -> dict[str, Callable[[], None]]:
        """See Panel."""
        if self._record is None:
            return {}
        found: dict[str, Callable[[], None]] = {"claim.source": self.open_source}
        if self._as_of is not None:
            return found
        form = self.view.form
        found |= {
            "claim.edit_sentence": form.edit_sentence,
            "claim.edit_due": form.edit_due,
            "claim.edit_tags": form.edit_tags,
            "claim.set_outcome": self.ask_outcome,
        }
        found |= self.speakers.handlers_of(self._record.claim)
        found |= self.folding.handlers_of(self._record.claim)
        if any(item.can_unfold for item in self.view.evidence.items()):
            found["match.unfold"] = self.unfold_chosen
        reviews = {
            "claim.verify": Review.VERIFIED,
            "claim.reject": Review.REJECTED,
            "claim.flag": Review.FLAGGED,
            "claim.reopen": Review.NEW,
        }
        now = self._record.claim.review
        found |= {action: partial(self.review, to) for action, to in reviews.items() if to is not now}
        if self._is_by_hand:
            found["claim.clear_outcome"] = self.clear_outcome
        return found

    def review(self, review: Review) -> None:
        """Say of the record whether it is right; what was edited is saved first."""
        claim_id = self._claim_id
        if claim_id is None:
            return
        self.view.form.save()
        trouble = self.view.form.trouble()
        if not trouble:
            self.jobs.write(lambda desk, _: desk.claims.review([claim_id], review), label=self.tr("Review"))

    def decide(self, evidence_id: int, state: EvidenceState) -> None:
        """Accept, reject or reopen a piece of evidence."""
        self.jobs.write(
            lambda desk, _: desk.evidence.decide(
                [evidence_id], accept=state is EvidenceState.ACCEPTED, reject=state is EvidenceState.REJECTED
            ),
            label=self.tr("Match"),
        )

    def unfold(self, evidence_id: int) -> None:
        """Make a passage that repeats the claim a claim of its own."""
        self.jobs.write(lambda desk, _: desk.evidence.unfold(evidence_id), label=self.tr("Claim of its own"))

    def unfold_chosen(self) -> None:
        """Unfold the passage the keyboard is on; where it is on none and there are several, go to the first."""
        items = [item for item in self.view.evidence.items() if item.can_unfold]
        chosen = [item for item in items if item.isAncestorOf(self.focusWidget() or self)]
        if chosen or len(items) == 1:
            self.unfold((chosen or items)[0].match.evidence.id)
        elif items:
            items[0].own.setFocus()

    def ask_outcome(self) -> None:
        """Ask for an outcome and a note, and set it by hand."""
        from factdesk.gui.outcome import OutcomeDialog

        if self._record is None:
            return
        now = self._record.status.outcome if self._is_by_hand else None
        dialog = OutcomeDialog(now, self, proposals=self._notes(), can_hand_back=self._is_by_hand)
        if dialog.exec():
            self._set_outcome(dialog.outcome, dialog.note)

    def _notes(self) -> list[str]:
        """Propose notes for an outcome set by hand: what each decisive report says."""
        said = [e for e in self._evidence if e.relation in _DECISIVE and e.state is not EvidenceState.REJECTED]
        return [_note_of(judged) for judged in said[-_MOST_NOTES:]]

    def clear_outcome(self) -> None:
        """Hand the claim back to its evidence."""
        self._set_outcome(None, "")

    def open_source(self) -> None:
        """Open the report at the claim's own words."""
        if self._record is not None:
            claim = self._record.claim
            self.open_report.emit(claim.report_id, claim.start, claim.end)

    def open_passage(self, evidence_id: int) -> None:
        """Open the report at the passage of a piece of evidence."""
        found = next((e.evidence for e in self._evidence if e.evidence.id == evidence_id), None)
        if found is not None:
            self.open_report.emit(found.report_id, found.start, found.end)

    def _set_outcome(self, outcome: Outcome | None, note: str) -> None:
        claim_id = self._claim_id
        if claim_id is not None:
            self.jobs.write(
                lambda desk, _: desk.claims.set_outcome([claim_id], outcome, note), label=self.tr("Outcome")
            )

    def _concerns(self, changes: Changes | None) -> bool:
        if changes is None or self._claim_id in changes.claims or self._record is None:
            return True
        mine = {e.evidence.id for e in self._evidence}
        return bool(mine & set(changes.evidence)) or self._record.claim.report_id in changes.reports

    def _load(self) -> None:
        """Show the claim as the desk has it now, and ask for its timeline."""
        self._is_stale = False
        claim_id = self._claim_id
        if claim_id is None:
            return
        try:
            now = self.desk.claims.get(claim_id)
        except UnknownRecordError:
            self._record = None
            self._show_nothing()
            return
        self._stack.setCurrentWidget(self.view)
        if self.view.form.claim_id == claim_id:
            self.view.form.update_record(now)
        else:
            self.view.form.show_record(now)
        self._show()
        self._ask_story(now)
        self.jobs.look("claim.history", lambda desk: desk.log.of_claim(claim_id), self._show_history)

    def _show(self) -> None:
        """Show the claim as of the day that is chosen."""
        claim_id, today = self._claim_id, self.desk.today()
        if claim_id is None:
            return
        self._record = self.desk.claims.get(claim_id, as_of=self._as_of)
        self._evidence = self.desk.evidence.of_claim(claim_id, as_of=self._as_of)
        self.view.show_claim(self._record, self._evidence, self._as_of or today, today)
        self.view.clear_outcome.setVisible(self._is_by_hand)
        self.conditions_changed.emit()

    def _ask_story(self, now: ClaimRecord) -> None:
        claim_id, today = now.claim.id, self.desk.today()
        evidence = self.desk.evidence.of_claim(claim_id)
        self.view.show_story(story_of(now, evidence, today))
        days = days_that_matter(now, evidence, today)

        def show(bands: tuple[Band, ...]) -> None:
            if self._claim_id == claim_id:
                self.view.show_story(story_of(now, evidence, today, bands))

        self.jobs.look("claim.bands", lambda desk: bands_of(desk, claim_id, days), show)

    def _show_history(self, ops: Sequence[Op]) -> None:
        """Show what was done; whether an outcome set by hand stands is read from it."""
        in_order = sorted(ops, key=lambda op: op.id)
        self.view.show_history(in_order)
        said = [op.name for op in in_order if op.name.startswith("outcome.") and not op.is_undone]
        self._is_by_hand = said[-1:] == ["outcome.set"]
        self.view.clear_outcome.setVisible(self._is_by_hand)
        self.conditions_changed.emit()

    def _slide(self, day: date | None) -> None:
        self._as_of = day
        self._soon.start()

    def _show_nothing(self) -> None:
        self.nothing.tell(
            self.tr("No claim is open"),
            self.tr("It may have been taken back with its report. Choose another from the list."),
            self.tr("See the claims"),
        )
        self._stack.setCurrentWidget(self.nothing)
        self.conditions_changed.emit()


def _note_of(judged: JudgedEvidence) -> str:
    """Say in a line which report says what."""
    evidence = judged.evidence
    where = ", ".join(part for part in (shown_line(evidence.outlet), day_phrase(evidence.published)) if part)
    return f"{relation_word(judged.relation)}: “{shown_line(evidence.report_title)}” ({where})"
