"""How Matches looks: queue, the later report at its passage, the claim with what the passage would make of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from factdesk.desk import Desk
from factdesk.gui.badges import ChipLabel, outcome_chip, relation_chip
from factdesk.gui.deciding_words import claim_words
from factdesk.gui.empty_state import EmptyState
from factdesk.gui.field_keys import FieldKeys
from factdesk.gui.icons import icon
from factdesk.gui.jobs import Jobs
from factdesk.gui.key_button import KeyButton
from factdesk.gui.marked_label import MarkedLabel
from factdesk.gui.plain import ElidedLink, PlainLabel, flush, line, tip
from factdesk.gui.point_list import PointList
from factdesk.gui.queue import QueueView
from factdesk.gui.reader import Reader
from factdesk.gui.shown_text import shown_line
from factdesk.gui.wording_words import claim_line
from factdesk.gui.words import (
    day_phrase,
    due_gap_phrase,
    due_phrase,
    gap_phrase,
    outcome_word,
    relation_word,
    slip_phrase,
)
from factdesk.model import ClaimRecord, JudgedEvidence, Outcome, Relation, Status

_LARGE = 46
RELATION_ACTIONS = {
    Relation.CONFIRMS: "match.confirms",
    Relation.CONTRADICTS: "match.contradicts",
    Relation.PARTLY: "match.partly",
    Relation.MOVES: "match.moves",
    Relation.UNRELATED: "match.unrelated",
}


class MatchView(QWidget):
    """The widgets of Matches."""

    chosen = Signal(object)
    """A relation was pressed."""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = PlainLabel(role="heading", wrap=False)
        self.bar = QProgressBar()
        self.queue = QueueView()
        self.reader = Reader(desk, jobs, lights=False)
        self.gap = PlainLabel()
        self.outcome = ChipLabel(outcome_chip(Outcome.PENDING))
        self.sentence = MarkedLabel(role="heading")
        self.source = ElidedLink()
        self.due = PlainLabel()
        self.relation = ChipLabel(relation_chip(Relation.MENTIONS))
        self.score = PlainLabel(role="muted")
        self.reasons = PointList()
        self.becomes = ChipLabel(outcome_chip(Outcome.PENDING))
        self.arrow = PlainLabel("→", wrap=False)
        self.why = PlainLabel(role="muted")
        self.accept = KeyButton("match.accept", height=_LARGE, is_primary=True)
        self.relations = {relation: KeyButton(action, height=_LARGE) for relation, action in RELATION_ACTIONS.items()}
        self.skip = KeyButton("claim.skip", height=_LARGE)
        self.unfold = KeyButton("match.unfold", height=_LARGE)
        self.mentions = QToolButton()
        self.waiting_mentions = 0
        self.new_due = QLineEdit()
        self.due_keys = FieldKeys(self)
        self.nothing = EmptyState()
        self.middle = QStackedWidget()
        self._build()

    def _build(self) -> None:
        self.queue.setAccessibleName(self.tr("Matches to review"))
        self.queue.setFrameShape(QFrame.Shape.NoFrame)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.new_due.setPlaceholderText(self.tr("new date in words, Enter; empty if none is named"))
        self.new_due.setAccessibleName(self.tr("New due date in words"))
        self.new_due.hide()
        self.due_keys.watch(self.new_due)
        for relation, button in self.relations.items():
            button.clicked.connect(partial(self.chosen.emit, relation))
        work = QSplitter(Qt.Orientation.Horizontal)
        work.setChildrenCollapsible(False)
        for part, stretch in ((self.queue, 0), (self.reader, 1), (self._claim(), 0)):
            work.addWidget(part)
            work.setStretchFactor(work.count() - 1, stretch)
        work.setSizes([250, 640, 390])
        self.middle.addWidget(work)
        self.middle.addWidget(self.nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._top())
        outer.addWidget(self.bar)
        outer.addWidget(self.middle, 1)

    def _top(self) -> QWidget:
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(PlainLabel(self.tr("Does the later passage tell what became of the claim?"), wrap=False))
        self.mentions.setCheckable(True)
        self.mentions.setIcon(icon("mentions"))
        self.mentions.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.mentions.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.mentions.setToolTip(tip(self.tr("Also list what only mentions or repeats a claim (key L)")))
        self.tell_mentions(0)
        row.addSpacing(12)
        row.addWidget(self.mentions)
        row.addStretch(1)
        row.addWidget(self.count)
        top.setMinimumHeight(44)
        return top

    def _claim(self) -> QWidget:
        page = QWidget()
        page.setMinimumWidth(330)
        page.setMaximumWidth(480)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        column.addWidget(self._scrolled(), 1)
        buttons = QGridLayout()
        buttons.setContentsMargins(16, 0, 16, 0)
        buttons.setSpacing(8)
        for side in (0, 1):
            buttons.setColumnStretch(side, 1)
        buttons.addWidget(self.accept, 0, 0, 1, 2)
        for place, button in enumerate((*self.relations.values(), self.skip)):
            buttons.addWidget(button, 1 + place // 2, place % 2)
        buttons.addWidget(self.unfold, 4, 0, 1, 2)
        buttons.addWidget(self.new_due, 5, 0, 1, 2)
        column.addLayout(buttons)
        return page

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("role", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 16, 16, 8)
        column.setSpacing(8)
        proposed = QHBoxLayout()
        proposed.addWidget(self.relation)
        proposed.addWidget(self.score, 1)
        column.addWidget(PlainLabel(self.tr("The claim"), role="muted"))
        column.addWidget(self.sentence)
        column.addLayout(flush(self.source))
        column.addWidget(self.due)
        column.addWidget(self.gap)
        column.addSpacing(4)
        column.addWidget(line())
        column.addSpacing(4)
        column.addWidget(PlainLabel(self.tr("Proposed"), role="muted"))
        column.addLayout(proposed)
        column.addWidget(self.reasons)
        column.addSpacing(4)
        column.addWidget(line())
        column.addSpacing(4)
        column.addWidget(PlainLabel(self.tr("Outcome"), role="muted"))
        leads = QHBoxLayout()
        for part in (self.outcome, self.arrow, self.becomes):
            leads.addWidget(part)
        leads.addStretch(1)
        column.addLayout(leads)
        column.addWidget(self.why)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def tell_mentions(self, count: int) -> None:
        """Show how many passages only mention or repeat a claim; where there are none there is nothing to press."""
        self.waiting_mentions = count
        self.mentions.setText(self.tr("Mentions {count}").format(count=f"{count:,}"))
        self.mentions.setVisible(bool(count) or self.mentions.isChecked())

    def show_match(self, match: JudgedEvidence, record: ClaimRecord) -> None:
        """Show a piece of evidence and the claim it bears on."""
        item, claim, status = match.evidence, record.claim, record.status
        self.sentence.show_words(claim_line(claim), claim_words(item))
        self.source.set_words(
            "  ·  ".join(shown_line(p) for p in (claim.speaker, claim.outlet, day_phrase(claim.published)) if p)
        )
        self.source.setToolTip(tip(self.tr("Open the claim’s page")))
        due = self.tr("Due {due}").format(due=due_phrase(claim.due)) if claim.due else self.tr("No due date")
        if status.moves and status.due_in_force is not None:
            due += self.tr(", in force {due}").format(due=due_phrase(status.due_in_force))
        self.due.setText(due)
        self.gap.setText(_when(match, record))
        self.relation.set_chip(relation_chip(match.relation, restates=item.restates))
        self.unfold.setVisible(item.restates)
        sure = self.tr("{score} % sure").format(score=round(100 * item.score))
        to = self.tr(", new due date {due}").format(due=due_phrase(match.new_due)) if match.new_due else ""
        self.score.setText(sure + to)
        self.reasons.show_points(item.reasons)
        self.reasons.setToolTip(tip(self.tr("The words they rest on are underlined in both texts.")))
        self.accept.words = self.tr("Accept: {relation}").format(
            relation=relation_word(match.relation, restates=item.restates).lower()
        )
        self.new_due.hide()
        self.new_due.clear()

    def show_previews(self, now: Status, proposed: Status, would: Mapping[Relation, Status]) -> None:
        """Show what the claim is on accepted evidence, and what each answer would make of it."""
        self.outcome.set_chip(replace(outcome_chip(now.outcome), word=in_words(now)))
        self.outcome.setToolTip(tip(now.why))
        self.becomes.set_chip(replace(outcome_chip(proposed.outcome, provisional=True), word=in_words(proposed)))
        self.becomes.setAccessibleName(self.tr("would become {outcome}").format(outcome=in_words(proposed)))
        is_new = in_words(proposed) != in_words(now)
        self.arrow.setVisible(is_new)
        self.becomes.setVisible(is_new)
        self.why.setText(proposed.why if is_new else self.tr("Accepting it changes no outcome."))
        self.accept.set_below(_leads_to(now, proposed))
        for relation, button in self.relations.items():
            status = would.get(relation)
            button.set_below(_leads_to(now, status) if status else "")
            button.setToolTip(tip(status.why) if status else "")

    def clear_previews(self) -> None:
        """Show no consequences until they are worked out."""
        self.arrow.hide()
        self.becomes.hide()
        self.why.setText("")
        for button in (self.accept, *self.relations.values()):
            button.set_below("")

    def show_place(self, at: int, total: int, done: int) -> None:
        """Show the place in the queue."""
        self.count.setText(self.tr("{at} of {total}").format(at=f"{at:,}", total=f"{total:,}") if at else "")
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def ask_new_due(self) -> None:
        """Ask to what date it is moved."""
        self.new_due.show()
        self.new_due.setFocus()


def in_words(status: Status) -> str:
    """Write an outcome with the days that belong to it: ``Late, +13 days``; ``Pending, due 14–15 May 2026``."""
    words = outcome_word(status.outcome)
    if status.outcome is Outcome.LATE and status.days_late:
        return f"{words}, {slip_phrase(status.days_late)}"
    if status.outcome in (Outcome.PENDING, Outcome.OVERDUE) and status.moves and status.due_in_force:
        return f"{words}, {due_phrase(status.due_in_force)}"
    return words


def _when(match: JudgedEvidence, record: ClaimRecord) -> str:
    """Say when the passage appeared: how long after the claim, and where that lies to the due date in force."""
    item, moved = match.evidence, record.status.due_in_force
    due = record.claim.due if match.relation is Relation.MOVES else moved or record.claim.due
    gaps = (gap_phrase(record.claim.published, item.published), due_gap_phrase(due, item.published))
    words = QCoreApplication.translate("MatchView", "Passage of {day}, {gaps}")
    return words.format(day=day_phrase(item.published), gaps=", ".join(gap for gap in gaps if gap))


def _leads_to(now: Status, then: Status) -> str:
    return f"= {in_words(now)}" if in_words(then) == in_words(now) else f"→ {in_words(then)}"
