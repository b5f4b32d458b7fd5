"""The main job through the window: with keys alone, with the mouse alone, and to the same CSV as everywhere else."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from factdesk import open_desk
from factdesk.cli import run
from factdesk.desk import context
from factdesk.errors import NoDisplayError
from factdesk.gui import program, theme
from factdesk.gui.adding import State
from factdesk.gui.columns import Column
from factdesk.gui.jobs import ThreadedJobs
from factdesk.gui.program import Program
from factdesk.model import Outcome, Passage, Review
from tests.gui.conftest import PlainEngine
from tests.journeys.hands import (
    ALT,
    CLICKS,
    CTRL,
    KEYS,
    NONE,
    SHIFT,
    Watch,
    click,
    click_cell,
    click_menu,
    focused,
    in_dialog,
    press,
    tab_to,
    type_words,
    until,
    without,
)
from tests.journeys.story import write_manifest

NOW = datetime(2025, 10, 1, 9, tzinfo=UTC)
FIRST = (
    "The minister spoke about the works on the river on Monday and named three dates. "
    "The bridge will open by 1 March 2025. The tunnel will be closed by 25 March 2024. "
    "Prices will fall by 1 June 2031."
)
LATER = "The mayor cut the ribbon on Sunday before a large crowd. Everybody has seen the bridge by 1 March 2025."
QUERY = "outcome:overdue"
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
ADDED_MS = 120_000
"""The first report waits for parsers and models to load, which a busy machine takes its time for."""


class RiverEngine(PlainEngine):
    """The plain engine, which also says what to look stored claims up by."""

    def read(self, source):
        found = re.finditer(r"[^.\n]+\.", source.text)
        passages = tuple(Passage(m.start(), m.end(), m.group()) for m in found)
        return replace(super().read(source), passages=passages)

    def probes(self, reading, title):
        return tuple(word for p in reading.passages for word in p.text.rstrip(".").split())


@pytest.fixture
def clock(monkeypatch):
    """Let every verb happen at the same moment, by the same person, so that files can be compared to the byte."""

    class Frozen(datetime):
        @classmethod
        def now(cls, tz=None):
            return NOW

    monkeypatch.setattr(context, "datetime", Frozen)
    monkeypatch.setattr("factdesk.desk.known.login_name", lambda: "ann")


@pytest.fixture
def start(qtbot, qapp, monkeypatch):
    """Return what starts the program on a desk and waits for it; with the plain engine unless told otherwise."""
    theme.apply(qapp, theme.Theme.LIGHT)
    running = []

    def begin(path, *, is_real=False):
        while running:
            running.pop().end()
        if not is_real:
            monkeypatch.setattr(
                program, "ThreadedJobs", lambda path, parent: ThreadedJobs(path, engine=RiverEngine(), parent=parent)
            )
        made = Program(qapp)
        qtbot.addWidget(made.window)
        running.append(made)
        made.start(path)
        until(lambda: made.window.current == "desk")
        made.window.activateWindow()
        return made

    yield begin
    while running:
        running.pop().end()
    qapp.setStyleSheet("")


def records(path, query=""):
    """Read the desk beside the window."""
    with open_desk(path, write=False) as desk:
        return list(desk.claims.select(query))


def by_word(path):
    return {record.claim.text.removeprefix("The ").split()[0]: record for record in records(path)}


def outcomes(path):
    return {word: (r.status.outcome, r.status.provisional) for word, r in by_word(path).items()}


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def paste_with_keys(panel, text, day, outlet):
    QApplication.clipboard().setText(text)
    press("V", CTRL)
    press(Qt.Key.Key_Tab)
    type_words(day)
    press(Qt.Key.Key_Tab)
    type_words(outlet)
    rows = len(panel.adding.items)
    press(Qt.Key.Key_Return, CTRL)
    until(lambda: len(panel.adding.items) > rows and panel.adding.items[-1].state is State.ADDED, ADDED_MS)


def drop(window, *files):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    window.dropEvent(QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE))


def test_the_main_job_with_the_keyboard_alone(start, clock, tmp_path):
    path, failed = tmp_path / "keys.factdesk", []
    window = start(path).window
    with without(CLICKS):
        press("I", CTRL)
        add = window.panel("add")
        paste_with_keys(add, FIRST, "2024-01-05", "Daily Post")
        paste_with_keys(add, LATER, "2025-02-24", "Evening News")
        press("2", ALT)
        triage = window.panel("triage")
        until(lambda: triage.round.current is not None)
        press("A")
        press("X")
        press("F")
        until(lambda: triage.round.current is None)
        until(lambda: by_word(path)["Prices"].claim.review is Review.FLAGGED)
        assert by_word(path)["bridge"].claim.review is Review.VERIFIED
        assert by_word(path)["tunnel"].claim.review is Review.REJECTED
        press("3", ALT)
        matches = window.panel("matches")
        until(lambda: matches.round.current is not None)
        assert outcomes(path)["bridge"] == (Outcome.CONFIRMED, True)
        press("A")
        until(lambda: outcomes(path)["bridge"] == (Outcome.CONFIRMED, False))
        press("4", ALT)
        claims = window.panel("claims")
        until(lambda: len(claims.table.claims.ids) == 3)
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        until(lambda: window.current == "claim")

        def contradict(dialog):
            press(Qt.Key.Key_Down)
            assert focused() is dialog.buttons[Outcome.CONTRADICTED]
            press(Qt.Key.Key_Space)
            type_words("It opened for walkers only.")
            press(Qt.Key.Key_Return, CTRL)

        in_dialog(contradict, failed)
        press("O", CTRL | SHIFT)
        assert not failed, failed
        # A desktop gives the window back its focus; without one nobody does.
        window.activateWindow()
        until(lambda: outcomes(path)["bridge"] == (Outcome.CONTRADICTED, False))
        press("Z", CTRL)
        until(lambda: outcomes(path)["bridge"] == (Outcome.CONFIRMED, False))
        until(window.commands["edit.undo"].isEnabled)
        press("Z", CTRL)
        until(lambda: outcomes(path)["bridge"] == (Outcome.CONFIRMED, True))
        press("4", ALT)
        press("F", CTRL)
        type_words(QUERY)
        press(Qt.Key.Key_Return)
        window.activateWindow()
        until(lambda: len(claims.table.claims.ids) == 1)
        press("E", CTRL)
        export = window.panel("export")
        until(lambda: export.query() == QUERY)
        tab_to(export.path)
        press("A", CTRL)
        type_words(str(tmp_path / "keys.csv"))
        tab_to(export.export_button)
        press(Qt.Key.Key_Return)
        until((tmp_path / "keys.csv").exists)
    with open_desk(path, write=False) as desk:
        desk.export.write(tmp_path / "library.csv", QUERY, preset="excel")
    assert (tmp_path / "keys.csv").read_bytes() == (tmp_path / "library.csv").read_bytes()
    (row,) = rows_of((tmp_path / "keys.csv").read_bytes())
    assert row["text"].startswith("The tunnel")


def test_the_main_job_with_the_mouse_alone(start, clock, tmp_path, monkeypatch):
    path, failed = tmp_path / "mouse.factdesk", []
    for name, text, day in (("first", FIRST, "5 January 2024"), ("later", LATER, "24 February 2025")):
        (tmp_path / f"{name}.txt").write_text(f"Published {day}\n\n{text}\n", encoding="utf-8")
    monkeypatch.setattr(
        "factdesk.gui.export.last_export.default_path", lambda *_: str(tmp_path / "mouse.csv"), raising=True
    )
    window = start(path).window
    with without(KEYS):
        drop(window, tmp_path / "first.txt", tmp_path / "later.txt")
        add = window.panel("add")
        until(lambda: [item.state for item in add.adding.items] == [State.ADDED] * 2, ADDED_MS)
        click(window.rail.button("triage"))
        triage = window.panel("triage")
        until(lambda: triage.round.current is not None)
        for button in (triage.view.verify, triage.view.reject, triage.view.flag):
            click(button)
        until(lambda: triage.round.current is None)
        click(window.rail.button("matches"))
        matches = window.panel("matches")
        until(lambda: matches.round.current is not None)
        click(matches.view.accept)
        until(lambda: outcomes(path)["bridge"] == (Outcome.CONFIRMED, False))
        click(window.rail.button("claims"))
        claims = window.panel("claims")
        until(lambda: len(claims.table.claims.ids) == 3)
        click_cell(claims.table, claims.table.claims.index(1, Column.OUTCOME))

        def contradict(dialog):
            click(dialog.buttons[Outcome.CONTRADICTED])
            click(dialog.proposals[0])
            click(dialog.set_button)

        in_dialog(contradict, failed)
        click_menu(window, "Claim", window.commands["claim.set_outcome"])
        assert not failed, failed
        until(lambda: outcomes(path)["bridge"] == (Outcome.CONTRADICTED, False))
        until(lambda: "contradicted" in window.status.note.text())
        click(window.status.act_button)
        until(lambda: outcomes(path)["bridge"] == (Outcome.CONFIRMED, False))
        until(lambda: "Accept" in window.commands["edit.undo"].text())
        click_menu(window, "Edit", window.commands["edit.undo"])
        until(lambda: outcomes(path)["bridge"] == (Outcome.CONFIRMED, True))
        until(lambda: _row_of(claims.facets, "Overdue") >= 0)
        click_cell(claims.facets, claims.facets.model().index(_row_of(claims.facets, "Overdue"), 0))
        until(lambda: len(claims.table.claims.ids) == 1)
        click_menu(window, "Desk", window.commands["export.open"])
        export = window.panel("export")
        until(lambda: QUERY in export.query() and export.export_button.isEnabled())
        click(export.export_button)
        until((tmp_path / "mouse.csv").exists)
    with open_desk(path, write=False) as desk:
        desk.export.write(tmp_path / "library.csv", QUERY, preset="excel")
    assert (tmp_path / "mouse.csv").read_bytes() == (tmp_path / "library.csv").read_bytes()


def _row_of(view, word):
    spoken = [str(view.model().index(row, 0).data(_SPOKEN)) for row in range(view.model().rowCount())]
    return next((row for row, words in enumerate(spoken) if word in words), -1)


def test_window_library_and_command_line_write_the_same_csv(start, clock, tmp_path):
    manifest = write_manifest(tmp_path / "bridge", given=True)
    path = tmp_path / "window.factdesk"
    made = start(path, is_real=True)
    window = made.window
    drop(window, manifest)
    add = window.panel("add")
    until(lambda: [item.state for item in add.adding.items] == [State.ADDED] * 3, ADDED_MS)
    press("2", ALT)
    triage = window.panel("triage")
    until(lambda: triage.round.current is not None)
    chosen = triage.round.current
    press("A")
    until(lambda: {r.claim.id: r for r in records(path)}[chosen].claim.review is Review.VERIFIED)
    press("3", ALT)
    matches = window.panel("matches")
    until(lambda: matches.round.current is not None)
    accepted = matches.round.current
    press("A")
    made.jobs.write(lambda desk, _: desk.export.write(tmp_path / "window.csv"), label="x")
    until((tmp_path / "window.csv").exists)
    with open_desk(tmp_path / "library.factdesk") as desk:
        desk.reports.add([manifest])
        desk.claims.review([chosen], Review.VERIFIED)
        desk.evidence.decide([accepted], accept=True)
        desk.export.write(tmp_path / "library.csv")

    def factdesk(*arguments):
        def no_window(desk):
            raise NoDisplayError("There is no display here.")

        return run(["--desk", str(tmp_path / "cli.factdesk"), *map(str, arguments)], no_window)

    assert factdesk("import", manifest) == 0
    assert factdesk("verify", chosen) == 0
    assert factdesk("decide", accepted, "--accept") == 0
    assert factdesk("export", tmp_path / "cli.csv") == 0
    assert (tmp_path / "window.csv").read_bytes() == (tmp_path / "library.csv").read_bytes()
    assert (tmp_path / "window.csv").read_bytes() == (tmp_path / "cli.csv").read_bytes()
    assert any(row["review"] == "verified" for row in rows_of((tmp_path / "window.csv").read_bytes()))


@pytest.mark.parametrize("by", ["menu", "keys"])
def test_a_step_is_taken_back_after_the_window_was_closed_and_opened_again(start, tmp_path, by):
    path = tmp_path / "again.factdesk"
    with open_desk(path, engine=RiverEngine()) as desk:
        desk.reports.add_captures([desk.reports.capture_text(FIRST, published=date(2024, 1, 5))])
    window = start(path).window
    press("2", ALT)
    triage = window.panel("triage")
    until(lambda: triage.round.current is not None)
    press("A")
    until(lambda: len(records(path, "review:verified")) == 1)
    window = start(path).window
    until(window.commands["edit.undo"].isEnabled)
    if by == "menu":
        click_menu(window, "Edit", window.commands["edit.undo"])
    else:
        press("Z", CTRL)
    until(lambda: not records(path, "review:verified"))


def test_nothing_typed_is_lost_when_a_text_cannot_be_taken(start, tmp_path):
    window = start(tmp_path / "lost.factdesk").window
    press("I", CTRL)
    add = window.panel("add")
    type_words("  \t ?!")
    add.outlet.setText("Daily Post")
    add.published.setText("the day before")
    press(Qt.Key.Key_Return, CTRL)
    assert "Write the date" in add._told.text()
    assert add._told.isVisible()
    assert add.paste.toPlainText().strip() == "?!"
    assert (add.outlet.text(), add.published.text()) == ("Daily Post", "the day before")
    add.paste.clear()


def test_a_second_window_is_told_and_changes_nothing(start, tmp_path):
    path = tmp_path / "held.factdesk"
    with open_desk(path, engine=RiverEngine()) as holder:
        holder.reports.add_captures([holder.reports.capture_text(FIRST, published=date(2024, 1, 5))])
        window = start(path).window
        assert "read-only" in window.messages.text
        press("2", ALT)
        triage = window.panel("triage")
        until(lambda: triage.round.current is not None)
        press("A")
        until(lambda: "already open" in window.messages.text)
        assert all(r.claim.review is Review.NEW for r in holder.claims.select(""))
        press("I", CTRL)
        drop(window, tmp_path / "no-such.txt")
        add = window.panel("add")
        until(lambda: [item.state for item in add.adding.items] == [State.FAILED])
    assert len(records(path)) == 3


def test_no_screen_flashes_up_as_a_window_of_its_own_or_loses_the_focus(start, qapp, tmp_path):
    path = tmp_path / "calm.factdesk"
    with open_desk(path, engine=RiverEngine()) as desk:
        desk.reports.add_captures([desk.reports.capture_text(FIRST, published=date(2024, 1, 5))])
    window = start(path).window
    watch = Watch(frozenset({QEvent.Type.WindowDeactivate}))
    qapp.installEventFilter(watch)
    for number in "123456789":
        press(number, ALT)
        QTest.qWait(60)
        assert QApplication.focusWidget() is not None, window.current
        assert window.panel(window.current).isAncestorOf(QApplication.focusWidget()), window.current
    qapp.removeEventFilter(watch)
    assert watch.seen == 0
