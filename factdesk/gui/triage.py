"""Triage: go through claims and say of each record whether it is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from factdesk.desk import Desk, likely_from
from factdesk.errors import UnknownRecordError
from factdesk.gui.badges import outcome_chip, review_chip
from factdesk.gui.claim_edit import ClaimEdit
from factdesk.gui.fold_acts import FoldActs
from factdesk.gui.jobs import Jobs
from factdesk.gui.paged import PagedList
from factdesk.gui.panel import Panel
from factdesk.gui.plain import tip
from factdesk.gui.queue import Row, RowDelegate
from factdesk.gui.review_filter import LastDecision
from factdesk.gui.round import Round
from factdesk.gui.shown_text import shown_line
from factdesk.gui.speaker_acts import SpeakerActs
from factdesk.gui.triage_view import TriageView
from factdesk.gui.wording_words import claim_line
from factdesk.gui.words import due_phrase, outcome_word, review_word
from factdesk.model import Changes, ClaimRecord, Review

_SORT = "published"
"""Oldest first, each report's claims in the order of its text: a story is judged as it unfolded."""
_MOST_CHECKED = 500


class TriagePanel(Panel):
    """Queue, report and record; every decision goes on to the next, skipped ones come back at the end."""

    name = "triage"

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, jobs, parent)
        self.view = TriageView(desk, jobs)
        self.model: PagedList[ClaimRecord] = PagedList(self._fetch, self._spoken, self)
        self.round: Round[ClaimRecord] = Round(self.view.queue, self.model, self)
        self._review = Review.NEW
        self._decided: dict[int, Review] = {}
        """What was decided and is not written yet."""
        self._left_out = 0
        """New claims that fewer editors would keep; the queue has them on demand."""
        self._is_stale = True
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
        self.view.queue.set_rows(RowDelegate(self._row, parent=self.view.queue))
        self.speakers = SpeakerActs(jobs, self)
        self.folding = FoldActs(jobs, self, begun=self.round.go_on)
        self._connect()
        self._show_state()

    def _connect(self) -> None:
        view = self.view
        self.round.moved.connect(self._show_record)
        self.round.changed.connect(self._show_state)
        view.queue.doubleClicked.connect(lambda _: self._open_claim())
        view.filter.chosen.connect(self.show_review)
        view.less_likely.clicked.connect(self._change_reach)
        view.reader.claim_clicked.connect(self._choose)
        view.verify.clicked.connect(partial(self.decide, Review.VERIFIED))
        view.reject.clicked.connect(partial(self.decide, Review.REJECTED))
        view.flag.clicked.connect(partial(self.decide, Review.FLAGGED))
        view.skip.clicked.connect(self.skip)
        view.last.reopen.connect(self.reopen)
        view.form.done.connect(view.queue.setFocus)
        view.form.advanced.connect(self._advance)
        view.form.refused.connect(self.jobs.failed)
        view.form.changes.pointed.connect(view.reader.point)
        view.form.changes.looked_up.connect(view.reader.text.centre)
        view.nothing.pressed.connect(self._after_empty)

    def activate(self) -> None:
        """See Panel."""
        if self._is_stale:
            self._load()
        self.view.queue.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """See Panel."""
        if not self.isVisible() or changes is None:
            self._is_stale = True
            if self.isVisible():
                self._load()
        elif changes.claims or changes.evidence or changes.reports:
            self._follow(changes)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """See Panel."""
        found: dict[str, Callable[[], None]] = {}
        if self._review is Review.NEW and self._left_out:
            found["claim.less_likely"] = self.view.less_likely.click
        if self.view.last.made():
            found["claim.reopen_last"] = self.reopen_last
        record = self.round.item()
        if record is None:
            return found
        form = self.view.form
        found |= {
            "claim.verify": partial(self.decide, Review.VERIFIED),
            "claim.reject": partial(self.decide, Review.REJECTED),
            "claim.flag": partial(self.decide, Review.FLAGGED),
            "claim.skip": self.skip,
            "claim.edit_sentence": form.edit_sentence,
            "claim.edit_due": form.edit_due,
            "claim.edit_tags": form.edit_tags,
            "claim.new": self.new_claim,
            "claim.open": self._open_claim,
            "claim.source": self._open_source,
            "item.next": partial(self.round.step, 1),
            "item.previous": partial(self.round.step, -1),
        }
        found |= self.folding.handlers_of(record.claim) | self.speakers.handlers_of(record.claim)
        if self._review_of(record) is not Review.NEW:
            found["claim.reopen"] = partial(self.reopen, record.claim.id)
        return found

    def show_review(self, review: Review) -> None:
        """Go through the claims of another review state."""
        self.view.form.save()
        self._review = review
        self.view.filter.set_chosen(review)
        self.round.load([])
        self._load()
        self.view.queue.setFocus()

    def _change_reach(self) -> None:
        """Take the less likely claims into the queue, or leave them out of it again."""
        self.view.form.save()
        self._load()
        self.view.queue.setFocus()

    def decide(self, review: Review) -> None:
        """Say of the current record what it is, and go on to the next; what was edited is saved first."""
        record = self.round.item()
        if record is None:
            return
        trouble = self.view.form.trouble()
        if trouble:
            self.jobs.failed.emit(trouble)
            return
        edit, claim_id, was = self.view.form.take(), record.claim.id, self._review_of(record)
        self._decided[claim_id] = review
        self.view.last.add(LastDecision(claim_id, record.claim.text, review, was))
        self.round.note(claim_id, is_done=review is not self._review)
        self.round.go_on()
        self.jobs.write(
            lambda desk, _: _decide(desk, edit, claim_id, review),
            label=review_word(review),
            done=lambda _: self._written(claim_id),
            failed=partial(self._not_written, edit, claim_id),
        )

    def skip(self) -> None:
        """Leave the current record for the end of the queue."""
        self.view.form.save()
        self.round.skip()

    def reopen_last(self) -> None:
        """Take the last decision back and look at its record again."""
        made = self.view.last.made()
        if made:
            self.reopen(made[0].claim_id)

    def reopen(self, claim_id: int) -> None:
        """Take a decision back, and look at its record again."""
        dropped = self.view.last.drop(claim_id)
        was = dropped.was if dropped else Review.NEW
        self._decided[claim_id] = was
        self.round.add(claim_id)
        self.round.note(claim_id, is_done=False)
        self.round.choose(claim_id)
        self.jobs.write(
            lambda desk, _: desk.claims.review([claim_id], was),
            label=self.tr("Reopen"),
            done=lambda _: self._written(claim_id),
            failed=partial(self._not_written, ClaimEdit(claim_id), claim_id),
        )

    def new_claim(self) -> None:
        """Make the selected words of the report a claim, and look at its record."""
        report_id, given = self.view.reader.report_id, self.view.reader.selected()
        if report_id is None:
            return
        if given is None:
            self.jobs.failed.emit(self.tr("Select the words of the claim in the report first, then press Ctrl+N."))
            return

        def added(changes: Changes) -> None:
            for claim_id in changes.claims[:1]:
                self.round.add(claim_id)
                self.round.choose(claim_id)

        self.jobs.write(lambda desk, _: desk.claims.add(report_id, given), label=self.tr("New claim"), done=added)

    def _advance(self) -> None:
        """Go to the next record after Ctrl+Enter, and be ready for its key."""
        self.view.queue.setFocus()
        self.round.step(1)

    def _load(self) -> None:
        """Ask for the queue; the screen shows what it has until the answer is there."""
        self._is_stale = False
        self._ask("triage.ids", self.round.load)
        self._count()

    def _ask(self, key: str, then: Callable[[Sequence[int]], None]) -> None:
        review, is_all = self._review, self._review is not Review.NEW or self.view.less_likely.isChecked()

        def look(desk: Desk) -> list[int]:
            likely = "" if is_all else f" score:>={likely_from()}"
            return list(desk.claims.ids(f"review:{review}{likely}", sort=_SORT))

        self.jobs.look(key, look, then)

    def _follow(self, changes: Changes) -> None:
        """Bring up to date what a change touched and is shown here; ask for new claims of this review state."""
        here = [i for i in changes.claims if self.model.row_of(i) >= 0]
        self.model.forget(here)
        records = self._fetch(here[:_MOST_CHECKED])
        if len(records) < len(here[:_MOST_CHECKED]):
            self.view.reader.refresh(changes)
            self._load()
            return
        for record in records.values():
            self._decided.pop(record.claim.id, None)
            self.round.note(record.claim.id, is_done=record.claim.review is not self._review)
            if record.claim.id == self.round.current:
                self._show_chips(record)
                self.view.form.update_record(record)
        if set(changes.claims) - set(here) or changes.reports:
            self._ask("triage.more", self.round.merge)
        self.view.reader.refresh(changes)
        self._count()
        self._show_state()

    def _show_record(self) -> None:
        record = self.round.item()
        self.view.form.show_record(record)
        if record is None:
            self.view.reader.clear()
            return
        self._show_chips(record)
        self.view.reader.load(record.claim.report_id)
        self.view.reader.text.set_current(record.claim.id)

    def _show_chips(self, record: ClaimRecord) -> None:
        view, claim = self.view, record.claim
        view.outcome.set_chip(outcome_chip(record.status.outcome, provisional=record.status.provisional))
        view.outcome.setToolTip(tip(record.status.why))
        view.review.set_chip(review_chip(self._review_of(record)))
        view.origin.setText(
            self.tr("Proposed by {who}, {score} % sure").format(who=claim.proposed_by, score=round(100 * claim.score))
        )

    def _show_state(self) -> None:
        """Show place, progress and, where nothing is left, what to do next."""
        at, total = self.round.position, self.round.total
        place = self.tr("{at} of {total}").format(at=f"{at:,}", total=f"{total:,}") if at else ""
        self.view.count.setText(place)
        self.view.bar.setRange(0, max(total, 1))
        self.view.bar.setValue(self.round.done)
        self.view.middle.setCurrentIndex(1 if self.round.is_over else 0)
        if self.round.is_over:
            self._tell_empty()
        self.conditions_changed.emit()

    def _tell_empty(self) -> None:
        nothing = self.view.nothing
        if self._review is not Review.NEW:
            nothing.tell(
                self.tr("No {review} claims").format(review=review_word(self._review).lower()),
                self.tr("Claims you decide so are listed here."),
                self.tr("Back to new claims"),
            )
        elif self._left_out and not self.view.less_likely.isChecked():
            nothing.tell(
                self.tr("Every likely claim has been looked at"),
                self.tr("{count} claims are left that fewer editors would keep.").format(count=f"{self._left_out:,}"),
                self.tr("Look at them too"),
            )
        elif self.view.last.made():
            nothing.tell(
                self.tr("Every claim has been looked at"),
                self.tr("Next come the passages of later reports that may tell what became of them."),
                self.tr("Look at matches"),
            )
        else:
            nothing.tell(
                self.tr("Nothing to review"),
                self.tr("Add reports, and the claims found in them wait here for you."),
                self.tr("Add reports"),
            )

    def _after_empty(self) -> None:
        if self._review is not Review.NEW:
            self.show_review(Review.NEW)
        elif self._left_out and not self.view.less_likely.isChecked():
            self.view.less_likely.click()
        else:
            self.show_screen.emit("matches" if self.view.last.made() else "add")

    def _choose(self, claim_id: int) -> None:
        """Look at a claim: in the queue if it is there, else on its own page."""
        if not self.round.choose(claim_id):
            self.open_claim.emit(claim_id)

    def _written(self, claim_id: int) -> None:
        self._decided.pop(claim_id, None)
        self.view.form.forget(claim_id)
        self.model.forget([claim_id])

    def _not_written(self, edit: ClaimEdit, claim_id: int, why: str) -> None:
        """Go back to a record whose decision could not be written, with what was typed."""
        self._decided.pop(claim_id, None)
        self.view.last.drop(claim_id)
        self.round.note(claim_id, is_done=False)
        self.round.choose(claim_id)
        if edit:
            self.view.form.keep(edit)
        self.jobs.failed.emit(why)

    def _count(self) -> None:
        self.jobs.look("triage.counts", lambda desk: desk.claims.facets(""), self.view.filter.set_counts)
        query = f"review:{Review.NEW} score:<{{}}"
        self.jobs.look(
            "triage.left_out", lambda desk: len(desk.claims.ids(query.format(likely_from()))), self._leave_out
        )

    def _leave_out(self, count: int) -> None:
        """Tell how many new claims the queue leaves out."""
        self._left_out = count
        self.view.tell_less_likely(count if self._review is Review.NEW else 0)
        self._show_state()

    def _open_claim(self) -> None:
        if self.round.current is not None:
            self.open_claim.emit(self.round.current)

    def _open_source(self) -> None:
        record = self.round.item()
        if record is not None:
            self.open_report.emit(record.claim.report_id, record.claim.start, record.claim.end)

    def _review_of(self, record: ClaimRecord) -> Review:
        return self._decided.get(record.claim.id, record.claim.review)

    def _fetch(self, ids: Sequence[int]) -> dict[int, ClaimRecord]:
        """Fetch claims; one that was taken back since then is left out."""
        try:
            return {record.claim.id: record for record in self.desk.claims.records(ids)}
        except UnknownRecordError:
            return {i: found for i in ids for found in self._fetch([i]).values()} if len(ids) > 1 else {}

    def _row(self, item: object) -> Row:
        assert isinstance(item, ClaimRecord)
        claim = item.claim
        review = self._decided.get(claim.id, claim.review)
        who = shown_line(claim.speaker or claim.outlet)
        return Row(
            claim_line(claim),
            "  ·  ".join(part for part in (due_phrase(claim.due) if claim.due else "", who) if part),
            review_chip(review),
            is_quiet=self.round.is_done(claim.id),
        )

    def _spoken(self, record: ClaimRecord) -> str:
        claim = record.claim
        due = self.tr("Due {due}").format(due=due_phrase(claim.due)) if claim.due else self.tr("No due date")
        return self.tr("{review}: {claim}. {due}. {outcome}. From {outlet}.").format(
            review=review_word(self._decided.get(claim.id, claim.review)),
            claim=claim_line(claim).rstrip("."),
            due=due,
            outcome=outcome_word(record.status.outcome),
            outlet=shown_line(claim.outlet) or shown_line(claim.report_title),
        )


def _decide(desk: Desk, edit: ClaimEdit, claim_id: int, review: Review) -> Changes:
    if edit:
        edit.save(desk)
    return desk.claims.review([claim_id], review)
