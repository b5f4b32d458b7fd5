"""Saying that reports are copies of one story, or that one is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from factdesk.desk import Desk
from factdesk.gui.jobs import Jobs
from factdesk.gui.picker import Picker, Question
from factdesk.gui.shown_text import shown_line
from factdesk.gui.words import byline
from factdesk.model import ReportHead

_MOST = 40


class CopyActs:
    """Asks of which report another is a copy, and writes.

    Args:
        jobs: what reads and writes.
        parent: of the dialog.
    """

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        self._jobs = jobs
        self._parent = parent

    def handlers_of(self, head: ReportHead, *, has_copies: bool) -> dict[str, Callable[[], None]]:
        """Return what each action would do with a report."""
        found: dict[str, Callable[[], None]] = {"report.merge": partial(self.ask, head)}
        if has_copies:
            found["report.split"] = partial(self.split, head.id)
        return found

    def ask(self, head: ReportHead) -> None:
        """Ask of which report this one is a copy."""
        dialog = Picker(_question(head), self._jobs, self._parent)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.picked is not None:
            into = dialog.picked.id
            self._jobs.write(lambda desk, _: desk.reports.merge(into, [head.id]), label=_tr("Copy of another report"))

    def split(self, report_id: int) -> None:
        """Say that a report is no copy of the others."""
        self._jobs.write(lambda desk, _: desk.reports.split(report_id), label=_tr("No copy of the others"))


def others(desk: Desk, head: ReportHead, words: str) -> list[ReportHead]:
    """Return the reports of other origins that hold some words, those nearest in time first."""
    day = head.published
    found = [one for one in desk.reports.select(words) if one.origin_id != head.origin_id]
    if day is not None:
        found.sort(key=lambda one: abs((one.published - day).days) if one.published else 10**6)
    return found[:_MOST]


def _question(head: ReportHead) -> Question[ReportHead]:
    return Question(
        title=_tr("Copy of another report"),
        asks=_tr("Of which report is this one a copy?"),
        about=shown_line(head.title),
        placeholder=_tr("Words of the other report"),
        agree=_tr("It is a copy"),
        does=lambda _: _tr("Both count once from now on, and what you decided of a passage in one holds in the other."),
        nothing=_tr("No other report of this desk has such words."),
        search=lambda desk, words: others(desk, head, words),
        row=lambda one: (shown_line(one.title), byline(one)),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("reports", text)
