"""The Desk screen: five counts that are filters, the next ten due, and when everything falls due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from factdesk import paths
from factdesk.desk import Desk
from factdesk.gui import preferences
from factdesk.gui.adding import Adding, State
from factdesk.gui.counts import DUE_SOON, OVERDUE, CountCard
from factdesk.gui.due_list import DueList
from factdesk.gui.icons import icon
from factdesk.gui.jobs import Jobs
from factdesk.gui.panel import Panel
from factdesk.gui.strip import Strip, Week, first_day, weeks_of
from factdesk.gui.words import day_phrase
from factdesk.model import Changes, ClaimRecord, DeskCounts, Outcome

_NEXT = 10
_STRIP_MOST = 5000
_OPEN = "outcome:pending,overdue -review:rejected"


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the screen shows."""

    today: date
    counts: DeskCounts
    next_due: tuple[ClaimRecord, ...]
    weeks: tuple[Week, ...]
    earlier: int
    """Overdue since before the strip begins."""
    is_empty: bool


def overview(desk: Desk, since: datetime | None) -> Overview:
    """Look a desk over."""
    today, counts = desk.today(), desk.counts(since)
    ids = desk.claims.ids("outcome:pending -due:none -review:rejected", limit=_NEXT)
    in_strip = desk.claims.ids(f"{_OPEN} due:>={first_day(today).isoformat()}", limit=_STRIP_MOST)
    days = [
        (due.to_day, record.status.outcome is Outcome.OVERDUE)
        for record in desk.claims.records(list(in_strip))
        if (due := record.status.due_in_force) is not None and due.to_day is not None
    ]
    is_empty = not any((counts.to_review, counts.overdue, len(ids))) and not desk.reports.select()
    earlier = counts.overdue - sum(is_overdue for _, is_overdue in days)
    return Overview(today, counts, tuple(desk.claims.records(list(ids))), weeks_of(days, today), earlier, is_empty)


class StartPanel(Panel):
    """Where a person begins: what waits, what is due."""

    name = "desk"

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, jobs, parent)
        self._since = preferences.last_looked(desk.path)
        self._is_stale = True
        self._begin = date.min
        self.cards: dict[str, CountCard] = {}
        self.list = DueList()
        self.strip = Strip()
        self._title = QLabel(desk.path.stem)
        self._day = QLabel()
        self.earlier = QPushButton()
        self._nothing_due = QLabel(self.tr("No claim is waiting for its day."))
        self.add_button = QPushButton(self.tr("Add reports"))
        self.sample_button = QPushButton(icon("sample"), self.tr("Make the sample desk here"))
        self._making = QLabel()
        self.adding = Adding(jobs, ask_for_dates=False, parent=self)
        self._empty = self._empty_page()
        self._full = self._full_page()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._full)
        self._pages.addWidget(self._empty)
        self.list.chosen.connect(self.open_claim)
        self.strip.chosen.connect(self._show_days)
        self.earlier.setProperty("role", "link")
        self.earlier.clicked.connect(lambda: self.show_claims.emit(f"{OVERDUE} due:<{self._begin.isoformat()}"))
        self.add_button.clicked.connect(partial(self.show_screen.emit, "add"))
        self.sample_button.clicked.connect(self._make_sample)
        self.adding.finished.connect(self._made)

    def activate(self) -> None:
        """See Panel."""
        if self._is_stale:
            self._load()
        self.cards["to_review"].setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """See Panel."""
        self._is_stale = True
        if self.isVisible():
            self._load()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """See Panel."""
        index = self.list.currentIndex()
        if not index.isValid():
            return {}
        claim_id = self.list.due_model.record(index).claim.id
        return {"claim.open": partial(self.open_claim.emit, claim_id)}

    def _load(self) -> None:
        self._is_stale = False
        since = self._since
        self.jobs.look("desk.overview", lambda desk: overview(desk, since), self._show)

    def _show(self, seen: Overview) -> None:
        self._begin = first_day(seen.today)
        self._day.setText(day_phrase(seen.today))
        for name, card in self.cards.items():
            card.set_count(getattr(seen.counts, name))
        self.list.set_records(seen.next_due)
        self.list.setVisible(bool(seen.next_due))
        self._nothing_due.setVisible(not seen.next_due)
        self.strip.show_weeks(seen.weeks, seen.today)
        self.earlier.setText(self.tr("{n} overdue since before").format(n=f"{seen.earlier:,}"))
        self.earlier.setVisible(seen.earlier > 0)
        page = self._empty if seen.is_empty else self._full
        if self._pages.currentWidget() is not page:
            self._pages.setCurrentWidget(page)
            # The answer may come when the person is on another screen already: the focus is left there.
            if self.isVisible():
                (self.add_button if seen.is_empty else self.cards["to_review"]).setFocus()
        self.conditions_changed.emit()

    def _show_days(self, first: date, last: date) -> None:
        self.show_claims.emit(f"{_OPEN} due:{first.isoformat()}..{last.isoformat()}")

    def _show_changed(self) -> None:
        if self._since is None:
            self.show_screen.emit("history")
        else:
            self.show_claims.emit(f"changed:{self._since.isoformat()}")

    def _make_sample(self) -> None:
        self.sample_button.setEnabled(False)
        self._making.setText(self.tr("Reading the sample reports; this takes some seconds."))
        self.adding.add_files([paths.resource("sample", "reports.jsonl")])

    def _made(self) -> None:
        self.sample_button.setEnabled(True)
        trouble = "; ".join(f"{item.label}: {item.why}" for item in self.adding.items if item.state is State.FAILED)
        self._making.setText(trouble)
        if trouble:
            self.jobs.failed.emit(trouble)

    def _card_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        tips = {
            "to_review": self.tr("Claims nobody has looked at yet: go through them in Triage"),
            "matches_to_review": self.tr("Passages of later reports that may tell what became of a claim"),
            "due_soon": self.tr("Pending claims whose last due day is today or in the next 7 days"),
            "overdue": self.tr("Claims whose last due day is over, with nothing decisive reported"),
            "changed": self.tr("Claims touched since this desk was last closed here"),
        }
        for name, word, picture, go in (
            ("to_review", self.tr("To review"), "triage", partial(self.show_screen.emit, "triage")),
            ("matches_to_review", self.tr("Matches to review"), "matches", partial(self.show_screen.emit, "matches")),
            ("due_soon", self.tr("Due in 7 days"), "calendar", partial(self.show_claims.emit, DUE_SOON)),
            ("overdue", self.tr("Overdue, no report yet"), "overdue", partial(self.show_claims.emit, OVERDUE)),
            ("changed", self.tr("Changed meanwhile"), "changed", self._show_changed),
        ):
            card = CountCard(word, picture, alarming=name == "overdue")
            card.setToolTip(tips[name])
            card.clicked.connect(go)
            self.cards[name] = card
            row.addWidget(card)
        return row

    def _full_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 20, 24, 24)
        layout.setSpacing(8)
        head = QHBoxLayout()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "title")
        self._day.setProperty("role", "muted")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._day)
        layout.addLayout(head)
        layout.addSpacing(4)
        layout.addLayout(self._card_row())
        layout.addSpacing(16)
        layout.addWidget(_heading(self.tr("Next due")))
        self._nothing_due.setProperty("role", "muted")
        layout.addWidget(self._nothing_due)
        layout.addWidget(self.list)
        layout.addSpacing(16)
        over = QHBoxLayout()
        over.addWidget(_heading(self.tr("When open claims fall due, by week")))
        over.addStretch(1)
        over.addWidget(self.earlier)
        layout.addLayout(over)
        layout.addWidget(self.strip)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        return scroll

    def _empty_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setSpacing(12)
        title = QLabel(self.tr("Nothing on this desk yet"))
        title.setProperty("role", "title")
        words = QLabel(
            self.tr(
                "Add news reports: FactDesk finds their claims, holds later reports against them and keeps the dates."
            )
        )
        words.setProperty("role", "muted")
        self.add_button.setProperty("role", "primary")
        self._making.setProperty("role", "muted")
        self._making.setTextFormat(Qt.TextFormat.PlainText)
        self._making.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.sample_button)
        buttons.addStretch(1)
        layout.addStretch(2)
        for label in (title, words):
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(buttons)
        layout.addWidget(self._making, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        return page


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "heading")
    return label
