"""How the Claim page looks: what is claimed, what became of it and why, its timeline, its evidence, its record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSlider,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from factdesk.gui.badges import ChipLabel, outcome_chip, review_chip
from factdesk.gui.claim_story import dues_of
from factdesk.gui.evidence_list import EvidenceList
from factdesk.gui.jobs import Jobs
from factdesk.gui.plain import ElidedLink, FlowLayout, PlainLabel, flush, line, tip
from factdesk.gui.record import RecordForm
from factdesk.gui.shown_text import shown_line
from factdesk.gui.timeline import Story, Timeline
from factdesk.gui.wording_words import claim_line
from factdesk.gui.words import day_phrase, due_phrase, kind_word, outcome_word, review_word, slip_phrase
from factdesk.model import ClaimRecord, JudgedEvidence, Op, Outcome, Review

_WIDEST = 1160
_HISTORY = 40


class ClaimView(QWidget):
    """The widgets of the Claim page."""

    day_chosen = Signal(object)
    """A day to look at the claim as of; null for today."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = PlainLabel(role="muted", wrap=False)
        self.source = ElidedLink()
        self.sentence = PlainLabel(role="title")
        self.speaker = PlainLabel()
        self.outcome = ChipLabel(outcome_chip(Outcome.PENDING))
        self.review = ChipLabel(review_chip(Review.NEW))
        self.why = PlainLabel()
        self.settled = PlainLabel(role="muted")
        self.dues = QWidget()
        self.timeline = Timeline()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.as_of = PlainLabel(wrap=False)
        self.today = QPushButton(self.tr("Back to today"))
        self.evidence = EvidenceList()
        self.history = PlainLabel(role="muted")
        self.form = RecordForm(jobs)
        self.verify = QPushButton(self.tr("Verify"))
        self.reject = QPushButton(self.tr("Reject"))
        self.flag = QPushButton(self.tr("Flag"))
        self.reopen = QPushButton(self.tr("Reopen"))
        self.set_outcome = QPushButton(self.tr("Set outcome by hand…"))
        self.clear_outcome = QPushButton(self.tr("Clear outcome set by hand"))
        self._first = date.min
        self._build()

    def _build(self) -> None:
        self.today.setProperty("role", "link")
        self.verify.setProperty("role", "primary")
        self.slider.setAccessibleName(self.tr("Show the claim as of a past day"))
        self.slider.valueChanged.connect(self._slid)
        self.today.clicked.connect(lambda: self.slider.setValue(self.slider.maximum()))
        FlowLayout(self.dues, gap=8)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        self.page = _scrolled(self._page())
        self.page.setAccessibleName(self.tr("Claim"))
        split.addWidget(self.page)
        split.addWidget(self._record())
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([900, 340])
        outer.addWidget(split)

    def _page(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        across = QHBoxLayout(page)
        across.setContentsMargins(32, 20, 24, 24)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self.sentence)
        column.addWidget(self.speaker)
        column.addWidget(self.dues)
        column.addSpacing(4)
        column.addLayout(self._outcome())
        column.addSpacing(8)
        column.addWidget(self.timeline)
        column.addLayout(self._day())
        column.addSpacing(12)
        column.addWidget(self.evidence)
        column.addSpacing(12)
        column.addWidget(PlainLabel(self.tr("History"), role="heading"))
        column.addWidget(line())
        column.addWidget(self.history)
        column.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        inner.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        across.addWidget(inner, 1)
        across.addStretch(0)
        return page

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.kind)
        row.addLayout(flush(self.source), 1)
        return row

    def _outcome(self) -> QVBoxLayout:
        chips = QHBoxLayout()
        chips.setSpacing(8)
        chips.addWidget(self.outcome)
        chips.addWidget(self.review)
        chips.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(chips)
        column.addWidget(self.why)
        column.addWidget(self.settled)
        return column

    def _day(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.as_of)
        row.addWidget(self.slider, 1)
        row.addWidget(self.today)
        return row

    def _record(self) -> QWidget:
        page = QWidget()
        page.setMinimumWidth(280)
        page.setMaximumWidth(420)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(self.tr("Record"), role="heading"))
        column.addWidget(self.form)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.verify, self.reject, self.flag, self.reopen):
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addWidget(self.set_outcome)
        column.addWidget(self.clear_outcome)
        return page

    def show_claim(self, record: ClaimRecord, evidence: Sequence[JudgedEvidence], day: date, today: date) -> None:
        """Show a claim as it was on a day."""
        claim, status = record.claim, record.status
        is_now = day >= today
        self.kind.setText(kind_word(claim.kind))
        self.source.set_words(
            "  ·  ".join(shown_line(w) for w in (day_phrase(claim.published), claim.outlet, claim.report_title) if w)
        )
        self.source.setToolTip(tip(self.tr("Show the words in their report: “{q}”").format(q=shown_line(claim.quote))))
        self.sentence.setText(claim_line(claim))
        self.speaker.setText(self._who(record))
        self.outcome.set_chip(outcome_chip(status.outcome, provisional=status.provisional))
        self.review.set_chip(review_chip(claim.review))
        self.review.setToolTip(tip(self._reviewed(record)))
        self.why.setText(status.why)
        self.settled.setText(self._settled(record))
        self.settled.setVisible(bool(self.settled.text()))
        self._show_dues(record, evidence)
        self.evidence.show_matches(evidence, can_decide=is_now)
        self._order_tabs()
        self.as_of.setText(self.tr("As of today") if is_now else self.tr("As of {day}").format(day=day_phrase(day)))
        self.today.setVisible(not is_now)
        self.timeline.set_as_of(None if is_now else day)
        for button in (self.verify, self.reject, self.flag, self.set_outcome, self.clear_outcome, self.reopen):
            button.setEnabled(is_now)
        self.form.setEnabled(is_now)
        self.verify.setVisible(claim.review is not Review.VERIFIED)
        self.reject.setVisible(claim.review is not Review.REJECTED)
        self.flag.setVisible(claim.review is not Review.FLAGGED)
        self.reopen.setVisible(claim.review is not Review.NEW)

    def _order_tabs(self) -> None:
        """Let Tab go down the page and then to the record; the evidence is made anew each time."""
        parts = [self.source, self.slider, self.today, *self.evidence.controls(), self.form.sentence]
        for before, after in pairwise(parts):
            self.setTabOrder(before, after)

    def show_story(self, story: Story) -> None:
        """Show the timeline, and let the slider go from its first day to today."""
        self.timeline.show_story(story)
        if self._first != story.made or self.slider.maximum() != (story.until - story.made).days:
            is_at_end = self.slider.value() == self.slider.maximum()
            value = self.slider.value()
            self._first = story.made
            self.slider.blockSignals(True)
            self.slider.setRange(0, (story.until - story.made).days)
            self.slider.setPageStep(max(1, self.slider.maximum() // 10))
            self.slider.setValue(self.slider.maximum() if is_at_end else value)
            self.slider.blockSignals(False)
        self.slider.setEnabled(self.slider.maximum() > 0)

    def to_today(self) -> None:
        """Put the slider to today without telling anybody."""
        self.slider.blockSignals(True)
        self.slider.setValue(self.slider.maximum())
        self.slider.blockSignals(False)

    def show_history(self, ops: Sequence[Op]) -> None:
        """Show what was done with the claim, newest first."""
        lines = [
            f"{day_phrase(op.at.date())} {op.at:%H:%M}  ·  {shown_line(op.actor)}  ·  {shown_line(op.summary)}"
            + (self.tr("  (undone)") if op.is_undone else "")
            for op in reversed(ops[-_HISTORY:])
        ]
        self.history.setText("\n".join(lines))

    def _slid(self, value: int) -> None:
        is_now = value >= self.slider.maximum()
        self.day_chosen.emit(None if is_now else self._first + timedelta(days=value))

    def _who(self, record: ClaimRecord) -> str:
        claim = record.claim
        if not claim.speaker:
            return self.tr("Said in the report’s own voice")
        via = self.tr(", via {via}").format(via=shown_line(claim.via)) if claim.via else ""
        named = claim.speaker_name or claim.speaker
        as_is = (
            "" if named == claim.speaker else self.tr(" (in the report: {name})").format(name=shown_line(claim.speaker))
        )
        return shown_line(named) + as_is + via

    def _reviewed(self, record: ClaimRecord) -> str:
        claim = record.claim
        if claim.reviewed_by is None or claim.reviewed_at is None:
            return self.tr("Nobody has looked at this record yet.")
        return self.tr("{review} by {who} on {day}").format(
            review=review_word(claim.review), who=claim.reviewed_by, day=day_phrase(claim.reviewed_at.date())
        )

    def _settled(self, record: ClaimRecord) -> str:
        status = record.status
        if not status.provisional or status.settled_outcome is None:
            return ""
        return self.tr("Provisional: rests on evidence nobody has accepted yet. Settled so far: {outcome}.").format(
            outcome=outcome_word(status.settled_outcome).lower()
        )

    def _show_dues(self, record: ClaimRecord, evidence: Sequence[JudgedEvidence]) -> None:
        layout = self.dues.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        dues = dues_of(record, evidence)
        layout.addWidget(PlainLabel(self.tr("Due") if dues else self.tr("No due date"), role="muted", wrap=False))
        for place, due in enumerate(dues):
            label = PlainLabel(due_phrase(due), wrap=False)
            label.setToolTip(tip(due.explanation or due.text))
            if place < len(dues) - 1:
                font = label.font()
                font.setStrikeOut(True)
                label.setFont(font)
                label.setProperty("role", "muted")
                label.setAccessibleName(self.tr("was due {due}").format(due=due_phrase(due)))
            layout.addWidget(label)
        status = record.status
        if status.moves:
            moved = self.tr("%n move(s)", "", status.moves).replace("(s)", "" if status.moves == 1 else "s")
            slip = f", {slip_phrase(status.slip_days)}" if status.slip_days is not None else ""
            layout.addWidget(PlainLabel(moved + slip, role="muted", wrap=False))
        self.dues.updateGeometry()


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
