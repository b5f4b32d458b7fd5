"""The model and the widget of the Claims table: what is fetched when, what is shown of hostile text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextDocumentFragment
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from factdesk.desk import Desk
from factdesk.gui import theme
from factdesk.gui.badges import Tone, outcome_chip, tone_colour
from factdesk.gui.claim_row import row_of
from factdesk.gui.claim_table import PAGE, ClaimModel, Fetched
from factdesk.gui.claim_view import ClaimTable
from factdesk.gui.columns import COLUMNS, Column
from factdesk.gui.jobs import InlineJobs
from factdesk.gui.plain import tip
from factdesk.model import Bound, ClaimRecord, Due, Outcome, Precision, Review, Status
from tests.gui.claims_screen import HOSTILE, open_claims
from tests.gui.conftest import capture_of

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class Store:
    """Gives records when the test says so, and remembers what was asked for."""

    def __init__(self, record: ClaimRecord) -> None:
        self._record = record
        self.asked: list[Sequence[int]] = []
        self._waiting: list[tuple[Sequence[int], Fetched]] = []

    def fetch(self, ids: Sequence[int], fetched: Fetched) -> None:
        self.asked.append(ids)
        self._waiting.append((ids, fetched))

    def answer(self) -> None:
        while self._waiting:
            ids, fetched = self._waiting.pop(0)
            fetched([renumbered(self._record, each) for each in ids])


def renumbered(record: ClaimRecord, claim_id: int) -> ClaimRecord:
    from dataclasses import replace

    return replace(record, claim=replace(record.claim, id=claim_id))


@pytest.fixture
def record(filled: Desk) -> ClaimRecord:
    return next(filled.claims.select())


@pytest.fixture
def store(record: ClaimRecord) -> Store:
    return Store(record)


def test_the_model_keeps_the_rules_of_models(store: Store, qapp: QApplication) -> None:
    model = ClaimModel(store.fetch)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_ids(range(1, 500))
    model.look_at(0, 20)
    store.answer()
    model.setData(model.index(3, Column.CLAIM), "Other words")
    model.forget([4])
    store.answer()
    model.set_ids([7, 5], [])
    model.set_ids([])
    assert tester.model() is model


def test_data_never_asks_for_rows_and_looking_fetches_whole_pages_around(store: Store, qapp: QApplication) -> None:
    model = ClaimModel(store.fetch)
    model.set_ids(range(1, 100_001))
    assert model.index(50_000, Column.CLAIM).data() == "…"
    assert store.asked == []
    model.look_at(50_000, 50_020)
    first = 50_000 // PAGE * PAGE
    assert list(store.asked[0]) == list(range(first + 1, first + PAGE + 1))
    model.look_at(50_010, 50_030)
    assert len(store.asked) == 1, "one request at a time"
    store.answer()
    assert model.row_at(50_000) is not None
    assert len(store.asked) == 2, "then the pages beside it"
    assert sum(map(len, store.asked)) == 3 * PAGE


def test_rows_that_are_gone_are_not_asked_for_again_and_again(qapp: QApplication) -> None:
    asked: list[Sequence[int]] = []

    def nothing(ids: Sequence[int], fetched: Fetched) -> None:
        asked.append(ids)
        fetched([])

    model = ClaimModel(nothing)
    model.set_ids([1, 2, 3])
    model.look_at(0, 3)
    model.look_at(0, 3)
    assert len(asked) == 1


def test_scrolling_through_everything_keeps_few_rows(store: Store, qapp: QApplication) -> None:
    model = ClaimModel(store.fetch)
    model.set_ids(range(1, 15_001))
    for first in range(0, 15_000, 100):
        model.look_at(first, first + 20)
        store.answer()
        assert model.row_at(first) is not None
    assert len(model._rows) < 10_000


def test_a_row_is_one_spoken_sentence(record: ClaimRecord, store: Store, qapp: QApplication) -> None:
    model = ClaimModel(store.fetch)
    model.set_ids([record.claim.id], [record])
    said = model.index(0, Column.DUE).data(SPOKEN)
    assert said == (
        "Overdue: The bridge will open by 1 March 2026; said by The minister; due by 1 Mar 2026; "
        "Daily Post, 5 Jan 2026; 0 confirm, 0 contradict; record new."
    )


def test_a_moved_date_is_shown_with_the_first_one_and_the_slip(record: ClaimRecord) -> None:
    from dataclasses import replace
    from datetime import date

    new = Due("by May", None, date(2026, 5, 31), Bound.BY, Precision.MONTH, "r", "/2026-05")
    status = replace(record.status, due_in_force=new, moves=1, slip_days=91, outcome=Outcome.PENDING, provisional=True)
    row = row_of(replace(record, status=status))
    assert (row.due, row.due_was, row.slip) == ("by 31 May 2026", "by 1 Mar 2026", "+91 d")
    assert row.below_outcome == "provisional"


def test_hostile_text_is_one_plain_line(desk: Desk, jobs: InlineJobs, themed: QApplication, qtbot: object) -> None:
    desk.reports.add_captures([capture_of("<i>Title</i>", "It will rain.", outlet="Evil\nDaily \u202eylid <b>")])
    desk.claims.edit(desk.claims.ids()[0], text=HOSTILE, speaker=HOSTILE)
    panel = open_claims(desk, jobs)
    qtbot.addWidget(panel)  # type: ignore[attr-defined]
    model = panel.table.claims
    for column in range(len(COLUMNS)):
        shown = str(model.index(0, column).data())
        assert "\n" not in shown
        assert "\u202e" not in shown
        assert len(shown) <= 600
    assert str(model.index(0, Column.CLAIM).data()).startswith("<b>Bold</b> ⟦RLO⟧evil⟦PDF⟧ &amp; <img")
    row = model.row_at(0)
    assert row is not None
    words = panel.table._delegate.tip_of(row, Column.PUBLISHED)
    assert words == "5 Jan 2026, Evil Daily ⟦RLO⟧ylid <b>"
    assert QTextDocumentFragment.fromHtml(tip(words)).toPlainText() == words
    painted = panel.table.grab()
    assert painted.height() > 0


def test_columns_are_remembered_with_order_and_width(store: Store, themed: QApplication, qtbot: object) -> None:
    table = ClaimTable(store.fetch)
    qtbot.addWidget(table)  # type: ignore[attr-defined]
    table.resize(1000, 400)
    table.show()
    table.columns.show_column(Column.TAGS, is_shown=True)
    table.columns.show_column(Column.REVIEW, is_shown=False)
    table.columns.moveSection(table.columns.visualIndex(Column.TAGS), 0)
    table.columns.resizeSection(Column.SPEAKER, 177)
    table.columns.remember()
    again = ClaimTable(store.fetch)
    qtbot.addWidget(again)  # type: ignore[attr-defined]
    assert again.columns.shown()[0] == Column.TAGS
    assert Column.REVIEW not in again.columns.shown()
    assert again.columns.sectionSize(Column.SPEAKER) == 177
    actions = {action.text(): action for action in again.columns.column_menu().actions()}
    assert not actions["Review"].isChecked()
    actions["As they were at first"].trigger()
    assert again.columns.shown()[0] == Column.OUTCOME


def test_a_hundred_thousand_rows_are_chosen_and_painted(store: Store, themed: QApplication, qtbot: object) -> None:
    table = ClaimTable(store.fetch)
    qtbot.addWidget(table)  # type: ignore[attr-defined]
    table.resize(1000, 600)
    table.show()
    table.show_ids(range(1, 100_001))
    store.answer()
    table.selectAll()
    QTest.qWait(1)
    assert table.count_chosen() == 100_000


def test_only_rows_that_come_into_view_are_painted_when_scrolling(
    store: Store, themed: QApplication, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = ClaimTable(store.fetch)
    qtbot.addWidget(table)  # type: ignore[attr-defined]
    table.resize(1000, 600)
    table.show()
    table.show_ids(range(1, 1001))
    store.answer()
    QTest.qWait(20)
    painted: list[int] = []
    paint: Callable[..., None] = table._delegate.paint
    monkeypatch.setattr(table._delegate, "paint", lambda p, o, i: (painted.append(i.row()), paint(p, o, i)))
    table.verticalScrollBar().setValue(table.verticalHeader().defaultSectionSize())
    QTest.qWait(20)
    assert painted
    assert len(set(painted)) <= 4


@pytest.mark.parametrize("chosen", list(theme.Theme)[1:])
def test_every_outcome_can_be_read_on_rows_that_are_chosen_and_on_others(
    chosen: theme.Theme, themed: QApplication
) -> None:
    theme.apply(themed, chosen)
    palette, colours = themed.palette(), theme.colours()
    for outcome in Outcome:
        colour = tone_colour(outcome_chip(outcome).tone, palette)
        fill = QColor(colour)
        base = QColor(colours.base)
        mixed = [round(c * 26 / 255 + b * 229 / 255) for c, b in zip(fill.getRgb()[:3], base.getRgb()[:3], strict=True)]
        assert theme.contrast(colour.name(), QColor(*mixed).name()) >= 4.5, outcome
    for tone in Tone:
        assert theme.contrast(tone_colour(tone, palette).name(), colours.selection) >= 4.45, tone


def test_review_and_provisional_are_said_in_words_not_only_in_colour(record: ClaimRecord) -> None:
    from dataclasses import replace

    claim = replace(record.claim, review=Review.FLAGGED)
    status: Status = replace(record.status, outcome=Outcome.LATE, provisional=False, days_late=6)
    row = row_of(ClaimRecord(claim, status))
    assert (row.review.word, row.outcome.word, row.below_outcome) == ("Flagged", "Late", "by 6 d")
