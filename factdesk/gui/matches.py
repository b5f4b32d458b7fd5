"""Matches: say of passages in later reports how they bear on a claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from factdesk.desk import Desk
from factdesk.errors import UnknownRecordError
from factdesk.gui.badges import relation_chip, state_chip
from factdesk.gui.deciding_words import passage_places
from factdesk.gui.jobs import Jobs
from factdesk.gui.match_view import RELATION_ACTIONS, MatchView
from factdesk.gui.paged import PagedList
from factdesk.gui.panel import Panel
from factdesk.gui.queue import Row, RowDelegate
from factdesk.gui.round import Round
from factdesk.gui.shown_text import shown_line
from factdesk.gui.wording_words import claim_line
from factdesk.gui.words import day_phrase, relation_word, state_word
from factdesk.model import Changes, ClaimRecord, EvidenceState, JudgedEvidence, Relation, Status

_WAITING = "state:proposed"
_DECISIVE = f"{_WAITING} -relation:mentions"
_KEPT = 20


@dataclass(frozen=True, slots=True)
class _Match:
    """A piece of evidence with its claim."""

    judged: JudgedEvidence
    record: ClaimRecord


@dataclass(frozen=True, slots=True)
class _Previews:
    """What a claim is on accepted evidence, and what each answer would make of it."""

    now: Status
    proposed: Status
    would: dict[Relation, Status]


class MatchesPanel(Panel):
    """Queue, later passage and claim; every answer goes on to the next."""

    name = "matches"

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, jobs, parent)
        self.view = MatchView(desk, jobs)
        self.model: PagedList[_Match] = PagedList(self._fetch, self._spoken, self)
        self.round: Round[_Match] = Round(self.view.queue, self.model, self)
        self._answered: list[int] = []
        self._unfolded: dict[int, int] = {}
        """Passages made claims of their own here, and the steps that did so."""
        self._is_stale = True
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
        self.view.queue.set_rows(RowDelegate(self._row, parent=self.view.queue))
        self._connect()
        self._show_state()

    def _connect(self) -> None:
        view = self.view
        self.round.moved.connect(self._show_match)
        self.round.changed.connect(self._show_state)
        view.chosen.connect(self.answer)
        view.accept.clicked.connect(self.accept)
        view.skip.clicked.connect(self.round.skip)
        view.source.clicked.connect(self._open_claim)
        view.queue.doubleClicked.connect(lambda _: self._open_claim())
        view.due_keys.done.connect(self._new_due_typed)
        view.due_keys.advanced.connect(self._new_due_typed)
        view.unfold.clicked.connect(self.unfold)
        view.mentions.toggled.connect(lambda _: self._load())
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
        elif changes.evidence or changes.claims or changes.reports:
            self._follow(changes)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """See Panel."""
        found: dict[str, Callable[[], None]] = {}
        if not self.view.mentions.isHidden():
            found["match.mentions"] = self.view.mentions.click
        if self._answered:
            found["claim.reopen_last"] = self.reopen_last
        match = self.round.item()
        if match is None:
            return found
        if match.judged.evidence.restates:
            found["match.unfold"] = self.unfold
        found |= {action: partial(self.answer, relation) for relation, action in RELATION_ACTIONS.items()}
        found |= {
            "match.accept": self.accept,
            "claim.skip": self.round.skip,
            "claim.open": self._open_claim,
            "claim.source": self._open_source,
            "item.next": partial(self.round.step, 1),
            "item.previous": partial(self.round.step, -1),
        }
        return found

    def accept(self) -> None:
        """Accept the passage as it was proposed."""
        match = self.round.item()
        if match is not None:
            evidence_id = match.judged.evidence.id
            self._write(evidence_id, lambda desk: desk.evidence.decide([evidence_id], accept=True))

    def answer(self, relation: Relation) -> None:
        """Say how the passage bears on the claim; a move without a new date asks for one first."""
        match = self.round.item()
        if match is None:
            return
        if relation is Relation.MOVES and match.judged.new_due is None and self.view.new_due.isHidden():
            self.view.ask_new_due()
            return
        evidence_id = match.judged.evidence.id
        words = self.view.new_due.text().strip() if relation is Relation.MOVES else ""
        self._write(
            evidence_id,
            lambda desk: desk.evidence.decide([evidence_id], relation=relation, new_due_words=words or None),
        )

    def unfold(self) -> None:
        """Make a passage that repeats the claim a claim of its own."""
        match = self.round.item()
        if match is not None and match.judged.evidence.restates:
            evidence_id = match.judged.evidence.id
            noted = partial(self._note_step, evidence_id)
            self._write(evidence_id, lambda desk: desk.evidence.unfold(evidence_id), done=noted)

    def reopen_last(self) -> None:
        """Take the last answer back and look at its passage again."""
        if not self._answered:
            return
        evidence_id = self._answered.pop()
        self.round.add(evidence_id)
        self.round.note(evidence_id, is_done=False)
        self.round.choose(evidence_id)
        step = self._unfolded.pop(evidence_id, None)

        def reopen(desk: Desk, _task: object) -> Changes:
            return desk.evidence.decide([evidence_id]) if step is None else desk.log.undo(step)

        self.jobs.write(reopen, label=self.tr("Reopen"))

    def _note_step(self, evidence_id: int, changes: Changes) -> None:
        """Take note of the step that made a claim of a passage, so that taking it back takes the claim back too."""
        if changes.op_id is not None:
            self._unfolded[evidence_id] = changes.op_id

    def _write(
        self, evidence_id: int, verb: Callable[[Desk], Changes], done: Callable[[Changes], None] | None = None
    ) -> None:
        self._answered = [*self._answered[-_KEPT:], evidence_id]
        self.round.note(evidence_id, is_done=True)
        typed = self.view.new_due.text()
        self.round.go_on()
        self.view.queue.setFocus()
        self.jobs.write(
            lambda desk, _: verb(desk),
            label=self.tr("Match"),
            done=done,
            failed=partial(self._not_written, evidence_id, typed),
        )

    def _not_written(self, evidence_id: int, typed: str, why: str) -> None:
        """Go back to a passage whose answer could not be written, with what was typed."""
        self._answered = [i for i in self._answered if i != evidence_id]
        self.round.note(evidence_id, is_done=False)
        self.round.choose(evidence_id)
        if typed:
            self.view.ask_new_due()
            self.view.new_due.setText(typed)
        self.jobs.failed.emit(why)

    def _new_due_typed(self) -> None:
        if self.view.new_due.isVisible():
            self.answer(Relation.MOVES)

    def _load(self) -> None:
        self._is_stale = False
        self._ask("matches.ids", self.round.load)
        self._count()

    def _ask(self, key: str, then: Callable[[Sequence[int]], None]) -> None:
        asked = _WAITING if self.view.mentions.isChecked() else _DECISIVE
        self.jobs.look(key, lambda desk: list(desk.evidence.ids(asked)), then)

    def _count(self) -> None:
        mentions = f"{_WAITING} relation:mentions"
        self.jobs.look("matches.mentions", lambda desk: len(desk.evidence.ids(mentions)), self._tell_mentions)

    def _tell_mentions(self, count: int) -> None:
        self.view.tell_mentions(count)
        self._show_state()

    def _follow(self, changes: Changes) -> None:
        """Bring up to date what a change touched and is shown here; ask for new matches."""
        claims, touched = set(changes.claims), set(changes.evidence)
        shown = self.round.item()
        here = [i for i in changes.evidence if self.model.row_of(i) >= 0]
        self.model.forget(None if claims else here)
        matches = self._fetch(here)
        if len(matches) < len(here):
            self.view.reader.refresh(changes)
            self._load()
            return
        for match in matches.values():
            self.round.note(match.judged.evidence.id, is_done=match.judged.state is not EvidenceState.PROPOSED)
        if touched - set(here) or changes.reports:
            self._ask("matches.more", self.round.merge)
        if shown is not None and (shown.record.claim.id in claims or shown.judged.evidence.id in touched):
            self._show_match()
        self.view.reader.refresh(changes)
        self._count()
        self._show_state()

    def _show_match(self) -> None:
        match = self.round.item()
        if match is None:
            self.view.reader.clear()
            return
        item = match.judged.evidence
        self.view.show_match(match.judged, match.record)
        self.view.reader.load(item.report_id)
        text = self.view.reader.text
        text.set_current(None)
        text.mark(item.start, item.end)
        text.set_terms(passage_places(item, text.source()))
        self._preview(match)

    def _preview(self, match: _Match) -> None:
        """Ask what each answer would make of the claim."""
        evidence_id = match.judged.evidence.id

        def work_out(desk: Desk) -> _Previews:
            now, proposed = desk.evidence.preview(evidence_id)
            return _Previews(now, proposed, {r: desk.evidence.preview(evidence_id, r)[1] for r in RELATION_ACTIONS})

        def show(found: _Previews) -> None:
            if self.round.current == evidence_id:
                self.view.show_previews(found.now, found.proposed, found.would)

        self.view.clear_previews()
        self.jobs.look("matches.preview", work_out, show)

    def _show_state(self) -> None:
        self.view.show_place(self.round.position, self.round.total, self.round.done)
        self.view.middle.setCurrentIndex(1 if self.round.is_over else 0)
        if self.round.is_over:
            self._tell_empty()
        self.conditions_changed.emit()

    def _tell_empty(self) -> None:
        nothing, left = self.view.nothing, self.view.waiting_mentions
        if left and not self.view.mentions.isChecked():
            nothing.tell(
                self.tr("No passage waits that would decide a claim"),
                self.tr("1 passage only mentions or repeats one.")
                if left == 1
                else self.tr("{count} passages only mention or repeat one.").format(count=f"{left:,}"),
                self.tr("Look at them too"),
            )
        elif self._answered:
            nothing.tell(
                self.tr("Every match has been looked at"),
                self.tr("What became of the claims now rests on what you accepted."),
                self.tr("See the claims"),
            )
        else:
            nothing.tell(
                self.tr("No matches wait"),
                self.tr("When a later report bears on a claim in this desk, the passage is proposed here."),
                self.tr("Add reports"),
            )

    def _after_empty(self) -> None:
        if self.view.waiting_mentions and not self.view.mentions.isChecked():
            self.view.mentions.click()
        else:
            self.show_screen.emit("claims" if self._answered else "add")

    def _open_claim(self) -> None:
        match = self.round.item()
        if match is not None:
            self.open_claim.emit(match.record.claim.id)

    def _open_source(self) -> None:
        match = self.round.item()
        if match is not None:
            item = match.judged.evidence
            self.open_report.emit(item.report_id, item.start, item.end)

    def _fetch(self, ids: Sequence[int]) -> dict[int, _Match]:
        """Fetch matches; one that was taken back since then is left out."""
        try:
            judged = self.desk.evidence.records(ids)
        except UnknownRecordError:
            return {i: found for i in ids for found in self._fetch([i]).values()} if len(ids) > 1 else {}
        wanted = list(dict.fromkeys(each.evidence.claim_id for each in judged))
        records = {record.claim.id: record for record in self.desk.claims.records(wanted)}
        return {
            each.evidence.id: _Match(each, records[each.evidence.claim_id])
            for each in judged
            if each.evidence.claim_id in records
        }

    def _row(self, item: object) -> Row:
        assert isinstance(item, _Match)
        evidence = item.judged.evidence
        is_done = self.round.is_done(evidence.id)
        sign = relation_chip(item.judged.relation, restates=evidence.restates)
        if is_done and item.judged.state is EvidenceState.REJECTED:
            sign = state_chip(EvidenceState.REJECTED)
        below = (
            relation_word(item.judged.relation, restates=evidence.restates),
            day_phrase(evidence.published),
            shown_line(evidence.outlet),
        )
        words = "  ·  ".join(part for part in below if part)
        return Row(claim_line(item.record.claim), words, sign, is_quiet=is_done)

    def _spoken(self, match: _Match) -> str:
        evidence = match.judged.evidence
        where = shown_line(evidence.outlet) or shown_line(evidence.report_title)
        return self.tr("{state}: a passage of {day} in {outlet} {relation} the claim: {claim}").format(
            state=state_word(match.judged.state),
            day=day_phrase(evidence.published),
            outlet=where,
            relation=relation_word(match.judged.relation, restates=evidence.restates).lower(),
            claim=claim_line(match.record.claim),
        )
