"""The reader: a report's head and its text with every claim lit in the colour of its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QSizePolicy, QVBoxLayout, QWidget

from factdesk.desk import Desk
from factdesk.errors import UnknownRecordError
from factdesk.gui.badges import outcome_chip
from factdesk.gui.jobs import Jobs
from factdesk.gui.plain import ElidedLabel, ElidedLink, PlainLabel, tip
from factdesk.gui.report_text import Lit, ReportText
from factdesk.gui.shown_text import shown_line
from factdesk.gui.wording_words import claim_line
from factdesk.gui.words import byline, outcome_word
from factdesk.model import Changes, ClaimRecord, GivenClaim, Report, Span

_FURNITURE_AFTER_MS = 500
_READ_AGAIN_MOST = 60_000
"""Longer reports are not read a second time only to dim their furniture."""


class Reader(QWidget):
    """One report. Load it with :meth:`open_at`; a click on a lit claim tells which.

    Args:
        desk: the main thread's read-only view.
        jobs: reads the report again in the background to dim what is not part of the story; null never does.
        lights: whether the claims of the report are lit.
        parent: as in Qt.
    """

    claim_clicked = Signal(int)

    def __init__(
        self, desk: Desk, jobs: Jobs | None = None, *, lights: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lights = lights
        self._desk = desk
        self._jobs = jobs
        self._report: Report | None = None
        self._looked_at: int | None = None
        self.title = PlainLabel(role="title")
        self.byline = ElidedLabel(quiet=True, least=180)
        self.address = ElidedLink()
        self.address.setMinimumWidth(140)
        self.address.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.address.clicked.connect(self._ask_to_open)
        self.text = ReportText()
        self.text.claim_clicked.connect(self.claim_clicked)
        self._soon = QTimer(self, singleShot=True, interval=_FURNITURE_AFTER_MS)
        self._soon.timeout.connect(self._look_for_furniture)
        self._build()

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(32, 16, 24, 8)
        self.text.column_moved.connect(lambda left: head.setContentsMargins(left, 16, 24, 8))
        head.setSpacing(4)
        head.addWidget(self.title)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.byline)
        below.addWidget(self.address, 1)
        head.addLayout(below)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self.text, 1)

    @property
    def report_id(self) -> int | None:
        """The report that is shown."""
        return self._report.id if self._report else None

    @property
    def report(self) -> Report | None:
        """The report that is shown, with its text."""
        return self._report

    def open_at(self, report_id: int, start: int = 0, end: int = 0) -> None:
        """Show a report and, unless both are 0, bring the span to the middle, framed."""
        self.load(report_id)
        if (start, end) != (0, 0):
            self.text.mark(start, end)

    def load(self, report_id: int) -> None:
        """Show a report from its beginning; one that is shown already stays where it is."""
        if self.report_id == report_id:
            return
        self.show_report(self._desk.reports.get(report_id))

    def selected(self) -> GivenClaim | None:
        """Return the selected words as a claim to add by hand."""
        span = self.text.selected_span()
        return GivenClaim(self._report.text[slice(*span)]) if self._report is not None and span is not None else None

    def show_report(self, report: Report) -> None:
        """Show a report with the claims the desk holds of it lit."""
        self._report = report
        self.title.setText(shown_line(report.title) or self.tr("Untitled report"))
        self.byline.set_text(byline(report))
        self._show_address(report.url)
        self.text.set_source(report.text)
        self.light()
        self._looked_at = None
        self._look_soon()

    def point(self, start: int, end: int) -> None:
        """Light words of the report that something else on the screen speaks of; nothing where start is end."""
        self.text.set_terms([_words_at(self.text.source(), start, end)] if (start, end) != (0, 0) else [])

    def clear(self) -> None:
        """Show nothing."""
        self._report = None
        self._soon.stop()
        self.title.setText("")
        self.byline.set_text("")
        self._show_address(None)
        self.text.set_source("")

    def lit(self) -> Sequence[Lit]:
        """Return the spans that are lit."""
        return self.text.lit()

    def light(self) -> None:
        """Light the claims of the report as they are now."""
        if self._report is not None and self._lights:
            records = self._desk.claims.records(self._desk.reports.claim_ids(self._report.id))
            self.text.set_lit(lit_claims(records))

    def refresh(self, changes: Changes | None) -> None:
        """Follow a change, if it concerns this report or a claim that is lit."""
        if self._report is None:
            return
        if changes is None or self._report.id in changes.reports:
            self._show_again(self._report.id)
        elif changes.claims or changes.evidence:
            self.light()

    def _show_again(self, report_id: int) -> None:
        current = self.text.current()
        try:
            report = self._desk.reports.get(report_id)
        except UnknownRecordError:
            self.clear()
            return
        self.show_report(report)
        self.text.set_current(current)

    def _show_address(self, url: str | None) -> None:
        shown = shown_line(url or "")
        self.address.setVisible(bool(shown))
        self.address.set_words(shown)
        self.address.setToolTip(tip(self.tr("Open in the browser: {url}").format(url=shown)))
        self.address.setAccessibleName(self.tr("Open the report's address in the browser"))

    def _ask_to_open(self) -> None:
        url = (self._report.url or "") if self._report else ""
        if urlsplit(url).scheme not in ("http", "https"):
            QMessageBox.information(
                self, self.tr("Not opened"), self.tr("Only addresses that begin with http or https are opened.")
            )
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Open address"))
        box.setTextFormat(box.textFormat().PlainText)
        box.setText(self.tr("Open this address in the browser? This leaves the desk and uses the network."))
        box.setInformativeText(shown_line(url))
        box.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        if box.exec() == QMessageBox.StandardButton.Open.value:
            QDesktopServices.openUrl(QUrl(url))

    def showEvent(self, event: QShowEvent) -> None:
        """See QWidget."""
        super().showEvent(event)
        self._look_soon()

    def _look_soon(self) -> None:
        """Look for furniture once the person stays with a report."""
        report = self._report
        if report is not None and self._looked_at != report.id and len(report.text) <= _READ_AGAIN_MOST:
            self._soon.start()

    def _look_for_furniture(self) -> None:
        if self._jobs is None or self._report is None or not self.isVisible():
            return
        self._looked_at = self._report.id
        report_id = self._report.id

        def dim(answer: tuple[Span, ...]) -> None:
            if self.report_id == report_id:
                self.text.set_furniture(answer)

        self._jobs.look("reader.furniture", lambda desk: desk.reports.read(report_id).furniture, dim)


def _words_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place to light; where words were put in, that of the word before them."""
    if start < end:
        return start, end
    before = text[:start].rstrip()
    return max(before.rfind(" "), before.rfind("\n")) + 1, len(before)


def lit_claims(records: Sequence[ClaimRecord]) -> list[Lit]:
    """Return the spans of claims with the chips of their outcomes."""
    return [
        Lit(
            r.claim.id,
            r.claim.start,
            r.claim.end,
            outcome_chip(r.status.outcome, provisional=r.status.provisional),
            f"{outcome_word(r.status.outcome)}: {claim_line(r.claim)}",
        )
        for r in records
    ]
