"""How Triage looks: queue, report and record side by side. What it does is in triage.py."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from factdesk.desk import Desk
from factdesk.gui.badges import ChipLabel, outcome_chip, review_chip
from factdesk.gui.empty_state import EmptyState
from factdesk.gui.jobs import Jobs
from factdesk.gui.key_button import KeyButton
from factdesk.gui.plain import PlainLabel, tip
from factdesk.gui.queue import QueueView
from factdesk.gui.reader import Reader
from factdesk.gui.record import RecordForm
from factdesk.gui.review_filter import LastDecisions, ReviewFilter
from factdesk.model import Outcome, Review

_LARGE = 46


class TriageView(QWidget):
    """The widgets of Triage."""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = ReviewFilter()
        self.less_likely = QToolButton()
        self.count = PlainLabel(role="heading", wrap=False)
        self.bar = QProgressBar()
        self.queue = QueueView()
        self.reader = Reader(desk, jobs)
        self.form = RecordForm(jobs)
        self.outcome = ChipLabel(outcome_chip(Outcome.PENDING))
        self.review = ChipLabel(review_chip(Review.NEW))
        self.origin = PlainLabel(role="muted")
        self.verify = KeyButton("claim.verify", height=_LARGE, is_primary=True)
        self.reject = KeyButton("claim.reject", height=_LARGE)
        self.flag = KeyButton("claim.flag")
        self.skip = KeyButton("claim.skip")
        self.last = LastDecisions()
        self.nothing = EmptyState()
        self.middle = QStackedWidget()
        self._build()

    def _build(self) -> None:
        self.queue.setAccessibleName(self.tr("Claims to review"))
        self.less_likely.setCheckable(True)
        self.less_likely.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.less_likely.setToolTip(tip(self.tr("Also list the claims that fewer editors would keep (key L)")))
        self.tell_less_likely(0)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._top())
        outer.addWidget(self.bar)
        self.work = QSplitter(Qt.Orientation.Horizontal)
        self.work.setChildrenCollapsible(False)
        for part, stretch in ((self._queued(), 0), (self.reader, 1), (self._record(), 0)):
            self.work.addWidget(part)
            self.work.setStretchFactor(self.work.count() - 1, stretch)
        self.work.setSizes([270, 660, 350])
        self.middle.addWidget(self.work)
        self.middle.addWidget(self.nothing)
        outer.addWidget(self.middle, 1)
        self.queue.setFrameShape(QFrame.Shape.NoFrame)

    def tell_less_likely(self, count: int) -> None:
        """Show how many claims the queue leaves out; where there are none there is nothing to press."""
        self.less_likely.setText(self.tr("Less likely {count}").format(count=f"{count:,}"))
        self.less_likely.setVisible(bool(count))

    def _top(self) -> QWidget:
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        row.addWidget(self.filter)
        row.addWidget(self.less_likely)
        row.addStretch(1)
        row.addWidget(self.count)
        return top

    def _record(self) -> QWidget:
        page = QWidget()
        page.setMinimumWidth(300)
        page.setMaximumWidth(460)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        column.addWidget(self._scrolled(), 1)
        buttons = QGridLayout()
        buttons.setContentsMargins(16, 0, 16, 0)
        buttons.setSpacing(8)
        for place, button in enumerate((self.verify, self.reject, self.flag, self.skip)):
            buttons.addWidget(button, place // 2, place % 2)
        column.addLayout(buttons)
        return page

    def _queued(self) -> QWidget:
        """Return the queue with the last decisions under it: the buttons must not move under the mouse."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.queue, 1)
        column.addWidget(self.last)
        self.last.setContentsMargins(16, 8, 8, 12)
        return page

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("role", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 16, 16, 0)
        column.setSpacing(8)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        chips.addWidget(self.review)
        chips.addWidget(self.outcome)
        chips.addStretch(1)
        column.addLayout(chips)
        column.addWidget(self.form)
        column.addWidget(self.origin)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area
