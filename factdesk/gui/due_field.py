"""Due words and the interval they are read as, at once, with the rule's reason and other readings to pick."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from factdesk.desk import Desk
from factdesk.errors import FactDeskError
from factdesk.gui.day_field import Calendar, read_day
from factdesk.gui.icons import icon
from factdesk.gui.jobs import Jobs
from factdesk.gui.plain import ElidedLink, PlainLabel, flush, tip
from factdesk.gui.shown_text import editable
from factdesk.gui.words import due_phrase
from factdesk.model import Claim, Due

_READ_AFTER_MS = 120
_MOST_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class DueEdit:
    """What a person made of a due date: words to read, or another reading picked as it is; neither: clear it."""

    words: str
    picked: Due | None = None


class DueField(QWidget):
    """Shows and edits one claim's due date. Nothing is stored here."""

    changed = Signal()
    """Something was typed."""
    picked = Signal()
    """Another reading was picked."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._claim: Claim | None = None
        self._read: Due | None = None
        self._picked: Due | None = None
        self._trouble = ""
        self.words = QLineEdit()
        self.words.setAccessibleName(self.tr("Due words"))
        self.words.setPlaceholderText(self.tr("no due date: type 14 May 2026, by the end of June …"))
        self.calendar: Calendar | None = None
        self.calendar_action = QAction(
            icon("calendar"), self.tr("Choose a day; a second, later one makes a span"), self
        )
        self.calendar_action.triggered.connect(self.open_calendar)
        self.words.addAction(self.calendar_action, QLineEdit.ActionPosition.TrailingPosition)
        self.interval = PlainLabel()
        self.interval.setAccessibleName(self.tr("Due date as read"))
        self.reason = PlainLabel(role="muted")
        self.others = QVBoxLayout()
        self._soon = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._soon.timeout.connect(self._ask)
        self.words.textEdited.connect(self._typed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for part in (self.words, self.interval, self.reason):
            box.addWidget(part)
        self.others.setSpacing(0)
        box.addLayout(self.others)
        self.setFocusProxy(self.words)

    def show_claim(self, claim: Claim | None) -> None:
        """Show a claim's due date as it is stored."""
        self._soon.stop()
        self._claim, self._picked, self._trouble = claim, None, ""
        self._read = claim.due if claim else None
        self.words.setText(_stored_words(claim))
        self.words.setCursorPosition(0)
        self._tell()

    def follow(self, claim: Claim) -> None:
        """Take note of the claim as it is stored now, and keep what was typed."""
        self._claim = claim

    def edit(self) -> DueEdit | None:
        """Return what differs from the stored due date, null where nothing does."""
        if self._claim is None:
            return None
        words = self.words.text().strip()
        if self._picked is not None:
            return DueEdit(words, self._picked)
        return None if words == _stored_words(self._claim) else DueEdit(words)

    def trouble(self) -> str:
        """Return the sentence why the words cannot be read, empty where they can or are not read yet."""
        return self._trouble

    def restore(self, edit: DueEdit) -> None:
        """Put back an edit that could not be saved."""
        self.words.setText(edit.words)
        self._picked = edit.picked
        self._ask()

    def pick(self, due: Due) -> None:
        """Take another reading as it is."""
        former = self._picked or self._read
        self._picked = replace(due, alternatives=_without(due, former))
        self._tell()
        self.picked.emit()

    def open_calendar(self) -> None:
        """Show a calendar under the words, at the day they mean."""
        due = self._picked or self._read
        self.calendar = Calendar(due.to_day or due.from_day if due else None, self.words)
        self.calendar.chosen.connect(self._choose)
        self.calendar.open_under(self.words)

    def _choose(self, day: date) -> None:
        """Take a day from the calendar: a later one after a day makes a span of days."""
        first = read_day(self.words.text())
        span = first is not None and first < day
        self.words.setText(f"{first}..{day}" if span else f"{day}")
        self.words.setFocus()
        self._typed()

    def _typed(self) -> None:
        self._picked = None
        self.changed.emit()
        self._soon.start()

    def _ask(self) -> None:
        claim, words = self._claim, self.words.text().strip()
        if claim is None:
            return
        if self._picked is not None or not words or words == _stored_words(claim):
            self._answered(words, claim.id, self._picked or (claim.due if words else None))
            return
        claim_id = claim.id

        def answered(answer: Due | str) -> None:
            self._answered(words, claim_id, answer)

        self.interval.setText(self.tr("reading …"))
        self._jobs.look("due.words", lambda desk: _read(desk, claim_id, words), answered)

    def _answered(self, words: str, claim_id: int, answer: Due | str | None) -> None:
        if self._claim is None or self._claim.id != claim_id or self.words.text().strip() != words:
            return
        self._trouble = answer if isinstance(answer, str) else ""
        self._read = None if isinstance(answer, str) else answer
        self._tell()

    def _tell(self) -> None:
        due = self._picked or self._read
        self.interval.setProperty("role", "alarm" if self._trouble else "heading")
        self.interval.style().polish(self.interval)
        self.interval.setText(self._trouble or (due_phrase(due) if self._claim else ""))
        self.reason.setText(self._why(due) if due else "")
        self.reason.setVisible(bool(self.reason.text()))
        while (item := self.others.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for other in due.alternatives[:_MOST_ALTERNATIVES] if due else ():
            holder = QWidget()
            holder.setLayout(flush(self._button(other)))
            self.others.addWidget(holder)
            self.others.setContentsMargins(0, 0, 0, 0)

    def _why(self, due: Due) -> str:
        """Say how the words were read, and by which rule."""
        rule = self.tr("Rule: {rule}.").format(rule=due.rule) if due.rule else ""
        return " ".join(filter(None, (due.explanation, rule)))

    def _button(self, due: Due) -> QPushButton:
        button = ElidedLink(self.tr("or {due}").format(due=due_phrase(due)))
        button.setToolTip(tip(due.explanation))
        button.clicked.connect(lambda: self.pick(due))
        return button


def _stored_words(claim: Claim | None) -> str:
    return " ".join(editable(claim.due.text).split()) if claim and claim.due else ""


def _without(due: Due, former: Due | None) -> tuple[Due, ...]:
    """Return the readings that remain when one is picked: the former one first."""
    if former is None:
        return ()
    readings = (replace(former, alternatives=()), *former.alternatives)
    return tuple(r for r in readings if (r.from_day, r.to_day, r.bound) != (due.from_day, due.to_day, due.bound))


def _read(desk: Desk, claim_id: int, words: str) -> Due | str:
    """Read due words on a desk of the background; trouble comes back as its sentence."""
    try:
        return desk.claims.read_due(claim_id, words)
    except FactDeskError as error:
        return str(error)
