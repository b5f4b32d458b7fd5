"""The running program: opening, switching, refusing and closing desks, with its threads."""

from __future__ import annotations

import threading

import pytest

from factdesk.desk import open_desk
from factdesk.gui import preferences, program
from factdesk.gui.jobs import ThreadedJobs
from factdesk.gui.program import Program
from factdesk.model import Review
from tests.gui.conftest import BRIDGE, PlainEngine


@pytest.fixture
def running(qtbot, themed, monkeypatch):
    """A program whose desks read without a process."""
    monkeypatch.setattr(
        program, "ThreadedJobs", lambda path, parent: ThreadedJobs(path, engine=PlainEngine(), parent=parent)
    )
    made = Program(themed)
    qtbot.addWidget(made.window)
    yield made
    made.end()


def _on_desk(qtbot, running, name):
    qtbot.waitUntil(lambda: running.window.windowTitle() == f"{name} – FactDesk" and running.window.current == "desk")


def test_the_window_is_there_before_its_desk(running, qtbot, tmp_path):
    running.start(tmp_path / "new.factdesk")
    assert running.window.isVisible()
    assert running.window.current == ""
    _on_desk(qtbot, running, "new")
    assert (tmp_path / "new.factdesk").exists()


def test_without_a_name_the_last_desk_is_opened(running, qtbot, tmp_path):
    open_desk(tmp_path / "last.factdesk").close()
    running.start(None)
    _on_desk(qtbot, running, "last")


def test_another_desk_takes_the_place_of_the_present_one(running, qtbot, tmp_path):
    running.open_desk(tmp_path / "one.factdesk")
    _on_desk(qtbot, running, "one")
    running.window.show_screen("history")
    running.open_desk(tmp_path / "two.factdesk")
    _on_desk(qtbot, running, "two")
    assert running.window.panel("history").desk.path.stem == "two"
    open_desk(tmp_path / "one.factdesk").close()


def test_a_file_that_is_no_desk_is_told_and_another_can_be_opened(running, qtbot, tmp_path):
    letter = tmp_path / "letter.factdesk"
    letter.write_text("Dear Sir, this is no desk at all. " * 100, encoding="utf-8")
    running.open_desk(letter)
    qtbot.waitUntil(lambda: "letter.factdesk" in running.window.welcome.why)
    assert letter.read_text(encoding="utf-8").startswith("Dear Sir")
    running.open_desk(tmp_path / "good.factdesk")
    _on_desk(qtbot, running, "good")


def test_a_desk_open_elsewhere_is_shown_and_cannot_be_changed(running, qtbot, tmp_path):
    with open_desk(tmp_path / "held.factdesk", engine=PlainEngine()) as holder:
        holder.reports.add_captures([BRIDGE])
        running.open_desk(tmp_path / "held.factdesk")
        _on_desk(qtbot, running, "held")
        qtbot.waitUntil(lambda: running.window.panel("desk").cards["to_review"].count == 3)
        assert "read-only" in running.window.messages.text
        running.jobs.write(lambda desk, _: desk.claims.review([1], Review.VERIFIED), label="x")
        qtbot.waitUntil(lambda: "already open" in running.window.messages.text)
        assert holder.claims.get(1).claim.review is Review.NEW


def test_closing_remembers_when_the_desk_was_looked_at(running, qtbot, tmp_path):
    path = tmp_path / "seen.factdesk"
    running.open_desk(path)
    _on_desk(qtbot, running, "seen")
    assert preferences.last_looked(path) is None
    running.close_desk()
    assert preferences.last_looked(path) is not None
    assert running.window.current == ""
    assert not [t for t in threading.enumerate() if t.name.startswith("factdesk-")]
