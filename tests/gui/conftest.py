"""What the tests of the window share: a desk with an engine that needs no model, jobs without threads, a window."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from factdesk.desk import Desk, Source, open_desk
from factdesk.gui import theme
from factdesk.gui.jobs import InlineJobs
from factdesk.gui.triage import TriagePanel
from factdesk.gui.window import Window
from factdesk.model import (
    Bound,
    Capture,
    Claim,
    ClaimDraft,
    ClaimWords,
    Due,
    EvidenceDraft,
    GivenClaim,
    Kind,
    Posting,
    Precision,
    PublishedBy,
    Reading,
    Relation,
    Report,
)

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
_MONTHS = list(month_name)[1:]
_DAY = re.compile(rf"by (\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")
_SENTENCE = re.compile(r"[^.\n]+\.")


class PlainEngine:
    """Reads sentences with "will" as claims due by the day they name; "has" with the same object confirms them."""

    def read(self, source: Source) -> Reading:
        claims = tuple(
            draft_of(source.text, m.start(), m.end()) for m in _SENTENCE.finditer(source.text) if " will " in m[0]
        )
        return Reading(source.language, (), claims, (), (), (), "plain 1")

    def drafts(self, given: Sequence[GivenClaim], source: Source, reading: Reading, by: str) -> list[ClaimDraft | None]:
        found = [(source.text.find(item.quote), item.quote) for item in given]
        return [draft_of(source.text, at, at + len(quote)) if at >= 0 else None for at, quote in found]

    def probes(self, reading: Reading, title: str) -> tuple[str, ...]:
        return ()

    def likeliest(
        self, reading: Reading, title: str, postings: Sequence[Posting], limit: int
    ) -> tuple[tuple[int, float], ...]:
        return tuple((claim_id, 1.0) for claim_id in sorted({i for posting in postings for i in posting.claims}))

    def promising(
        self,
        reading: Reading,
        title: str,
        likely: Sequence[tuple[int, float]],
        alike: Sequence[tuple[int, float]],
        found: Sequence[ClaimWords],
        limit: int,
    ) -> tuple[int, ...]:
        return tuple(claim.id for claim in found)

    def claim_terms(self, claim: Claim) -> tuple[str, ...]:
        return tuple(claim.text.rstrip(".").split())

    def match(
        self, report: Report, reading: Reading, claims: Sequence[Claim], country: str, threshold: float | None = None
    ) -> tuple[EvidenceDraft, ...]:
        return tuple(
            evidence_of(claim, m.start(), m.group().strip(), report)
            for claim in claims
            for m in _SENTENCE.finditer(report.text)
            if " has " in m[0] and m[0].split()[-1] in claim.text
        )

    def fold(
        self, drafts: Sequence[ClaimDraft], published: date | None, claims: Sequence[Claim]
    ) -> tuple[list[ClaimDraft], list[EvidenceDraft]]:
        return list(drafts), []

    def due(self, words: str, base: date | None, language: str, country: str) -> Due | None:
        return due_of(words)


def due_of(words: str) -> Due | None:
    found = _DAY.search(words)
    if found is None:
        return None
    day = date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    return Due(found[0], None, day, Bound.BY, Precision.DAY, "plain.day", f"/{day}")


def draft_of(text: str, start: int, end: int) -> ClaimDraft:
    quote = text[start:end]
    start += len(quote) - len(quote.lstrip())
    quote = quote.strip()
    score = 0.4 if "perhaps" in quote else 0.8
    return ClaimDraft(
        start,
        start + len(quote),
        quote,
        quote,
        "The minister",
        None,
        Kind.EVENT,
        due_of(quote),
        (),
        (),
        score,
        "plain 1",
    )


def evidence_of(claim: Claim, start: int, quote: str, report: Report) -> EvidenceDraft:
    at = report.text.index(quote, start)
    reasons = ("The same thing.",)
    return EvidenceDraft(
        claim.id, at, at + len(quote), quote, Relation.CONFIRMS, False, 0.9, reasons, None, report.published, "plain 1"
    )


def capture_of(title: str, text: str, published: date | None = date(2026, 1, 5), outlet: str = "Daily Post") -> Capture:
    from hashlib import sha256

    return Capture(
        title=title,
        outlet=outlet,
        author=None,
        url=None,
        published=published,
        published_by=PublishedBy.GIVEN if published else PublishedBy.UNKNOWN,
        captured_at=NOW,
        language="en",
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        original=text.encode(),
        media_type="text/plain",
    )


BRIDGE = capture_of(
    "Minister names dates",
    "The bridge will open by 1 March 2026.\n\nThe tunnel will be closed by 25 March 2026.\n\n"
    "Prices will fall by 1 June 2026.\n",
)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that ticks a second at each look."""
    moment = NOW

    def now() -> datetime:
        nonlocal moment
        moment += timedelta(seconds=1)
        return moment

    return now


@pytest.fixture
def desk(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Desk]:
    """An empty desk one can write to, on 20 March 2026."""
    with open_desk(tmp_path / "test.factdesk", actor="Ann", clock=clock, engine=PlainEngine()) as opened:
        yield opened


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """The desk with one report and its three claims: one overdue, one due soon, one pending."""
    desk.reports.add_captures([BRIDGE])
    return desk


@pytest.fixture
def jobs(desk: Desk, qapp: QApplication) -> InlineJobs:
    """Jobs that do everything at once."""
    return InlineJobs(desk)


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme."""
    theme.apply(qapp, theme.Theme.LIGHT)
    yield qapp
    qapp.setStyleSheet("")


@pytest.fixture
def window(qtbot: object, desk: Desk, jobs: InlineJobs, themed: QApplication) -> Iterator[Window]:
    """A window on the desk, shown."""
    shown = Window()
    qtbot.addWidget(shown)  # type: ignore[attr-defined]
    shown.show_desk(desk, jobs)
    shown.show()
    qtbot.waitExposed(shown)  # type: ignore[attr-defined]
    yield shown
    jobs.close()
    shown.clear_desk()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def triage(filled, window) -> TriagePanel:
    window.show_screen("triage")
    return window.panel("triage")
