"""The window as a whole: screens, messages, undo, what it loads, how it starts without a display."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date
from itertools import product

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import QLineEdit, QMessageBox

from factdesk.desk import open_desk
from factdesk.errors import FactDeskError
from factdesk.gui import preferences, theme
from factdesk.gui.badges import Tone, tone_colour
from factdesk.gui.display import why_no_window
from factdesk.gui.finder import Finder
from factdesk.gui.screens import SCREENS
from factdesk.gui.steps import newest_redoable, newest_undoable
from factdesk.gui.theme import CONTRAST, DARK, LIGHT, Theme
from factdesk.model import Op, Review
from tests.gui.conftest import BRIDGE, NOW, capture_of

_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


def test_every_screen_opens_by_its_rail_button_and_its_key(filled, window, qtbot):
    in_rail = [screen.name for screen in SCREENS if screen.in_rail]
    for name in in_rail:
        qtbot.mouseClick(window.rail.button(name), Qt.MouseButton.LeftButton)
        assert window.current == name
        assert window.rail.button(name).isChecked()
    for name in in_rail:
        (shortcut,) = window.commands[f"screen.{name}"].shortcuts()
        qtbot.keyClick(window, shortcut.toString()[-1], _ALT)
        assert window.current == name


def test_nothing_that_was_still_waiting_asks_a_desk_that_is_closed(filled, window, qtbot):
    for screen in SCREENS:
        if screen.in_rail:
            qtbot.mouseClick(window.rail.button(screen.name), Qt.MouseButton.LeftButton)
    panels = [
        window.stack.widget(n) for n in range(window.stack.count()) if window.stack.widget(n) is not window.welcome
    ]
    waiting = [timer for panel in panels for timer in panel.findChildren(QTimer) if timer.isSingleShot()]
    assert waiting
    for timer in waiting:
        timer.start(0)
    window.clear_desk()
    assert not any(timer.isActive() for timer in waiting)
    assert not any(panel.isVisible() for panel in panels)


def test_a_step_is_told_and_undone_from_the_keyboard(filled, window, jobs, qtbot):
    (first, *_) = filled.claims.ids("")
    jobs.write(lambda desk, _: desk.claims.review([first], Review.VERIFIED), label="Verify")
    assert "Verify" in window.status.note.text()
    assert window.status.act_button.isVisible()
    assert window.commands["edit.undo"].text().startswith("Undo: Verify")
    qtbot.keyClick(window, "Z", _CTRL)
    assert filled.claims.get(first).claim.review is Review.NEW
    assert window.status.note.text().startswith("Undo: Verify")
    qtbot.waitUntil(window.commands["edit.redo"].isEnabled)
    qtbot.keyClick(window, "Z", _CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert filled.claims.get(first).claim.review is Review.VERIFIED


def test_the_undo_button_takes_back_the_step_it_stands_beside(filled, window, jobs, qtbot):
    first, second, _ = filled.claims.ids("")
    jobs.write(lambda desk, _: desk.claims.review([first], Review.VERIFIED), label="Verify")
    filled.claims.review([second], Review.FLAGGED)
    qtbot.mouseClick(window.status.act_button, Qt.MouseButton.LeftButton)
    assert filled.claims.get(first).claim.review is Review.NEW
    assert filled.claims.get(second).claim.review is Review.FLAGGED


def test_counts_stand_in_the_rail_and_overdue_in_the_status_line(filled, window, jobs):
    window.show_desk(filled, jobs)
    assert window.rail.button("triage").count == 3
    assert window.status.overdue.text() == "1 overdue"


def test_the_overdue_count_shows_exactly_what_it_counts(filled, window, jobs, qtbot):
    late = capture_of("Old", "The dam will be built by 1 March 2025.", date(2025, 1, 5))
    jobs.write(lambda desk, _: desk.reports.add_captures([late]), label="x")
    assert window.status.overdue.text() == "2 overdue"
    (dam,) = filled.claims.ids("dam")
    jobs.write(lambda desk, _: desk.claims.review([dam], Review.REJECTED), label="x")
    assert window.status.overdue.text() == "1 overdue"
    qtbot.mouseClick(window.status.overdue, Qt.MouseButton.LeftButton)
    assert window.current == "claims"
    assert len(filled.claims.ids(window.panel("claims").query())) == 1


def test_trouble_is_shown_in_a_bar_and_can_be_closed(window, jobs, qtbot):
    def fail(_desk, _task):
        raise FactDeskError("The file is full.")

    jobs.write(fail, label="x")
    assert window.messages.isVisible()
    assert window.messages.text == "The file is full."


def test_without_a_desk_there_are_ways_to_open_one(window, qtbot):
    window.clear_desk("“a.factdesk” is not a desk.")
    assert not window.rail.isEnabled()
    assert not window.commands["edit.undo"].isEnabled()
    with qtbot.waitSignal(window.open_desk_asked):
        window.commands["desk.open"].trigger()


def test_files_dropped_anywhere_go_to_add_reports(window, tmp_path):
    file = tmp_path / "bridge.txt"
    file.write_text("Published 5 January 2026\n\nThe bridge will open by 1 March 2026.\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(drop)
    assert window.current == "add"
    assert len(window.panel("add").adding.items) == 1


def test_the_finder_finds_claims_and_commands(filled, window, jobs, qtbot):
    finder = Finder(window.commands, jobs, window)
    qtbot.addWidget(finder)
    finder.show()
    qtbot.keyClicks(finder.line, "tunnel")
    qtbot.waitUntil(lambda: finder.list.count() == 2)
    opened = []
    finder.open_claim.connect(opened.append)
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    (claim,) = filled.claims.records(filled.claims.ids("tunnel"))
    assert opened == [claim.claim.id]


def test_the_finder_runs_a_command(window, jobs, qtbot):
    finder = Finder(window.commands, jobs, window)
    qtbot.addWidget(finder)
    finder.show()
    qtbot.keyClicks(finder.line, "hist")
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert window.current == "history"


def test_words_that_are_no_query_are_looked_for_as_they_stand(filled, window, jobs, qtbot):
    filled.reports.add_captures([capture_of("Note: outcome:unknown words", "Nothing.")])
    finder = Finder(window.commands, jobs, window)
    qtbot.addWidget(finder)
    finder.line.setText("outcome:unknown")
    finder._search()
    assert finder.list.count() <= 1


def test_the_theme_goes_round_and_is_remembered(window, qapp):
    seen = []
    for _ in Theme:
        window.commands["view.theme"].trigger()
        seen.append(theme.chosen(qapp))
        assert preferences.theme() is seen[-1]
    assert set(seen) == set(Theme)


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST])
def test_text_is_readable_on_every_ground_it_stands_on(colours):
    pairs = [
        *product((colours.text, colours.muted), (colours.window, colours.base, colours.raised)),
        (colours.on_selection, colours.selection),
        (colours.on_accent, colours.accent),
        (colours.accent, colours.base),
        (colours.accent, colours.window),
        (colours.text, colours.notice),
        (colours.on_alarm, colours.alarm),
    ]
    for ink, ground in pairs:
        assert theme.contrast(ink, ground) >= 4.5, (ink, ground)


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST])
@pytest.mark.parametrize("tone", list(Tone))
def test_the_words_of_outcomes_are_readable(colours, tone):
    ink = tone_colour(tone, theme.palette_of(colours)).name()
    for ground in (colours.base, colours.window, colours.raised, colours.selection):
        assert theme.contrast(ink, ground) >= 4.5, (tone, ground)


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST])
def test_the_edges_of_what_can_be_typed_into_or_pressed_are_seen(colours):
    for ground in (colours.base, colours.window):
        assert theme.contrast(colours.edge, ground) >= 3
        assert theme.contrast(colours.accent, ground) >= 3


def test_contrast_is_that_of_the_guideline():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_page_has_a_way_back_to_where_it_was_opened(filled, window, qtbot):
    (claim, *_) = filled.claims.ids("")
    window.show_screen("claims")
    window.open_claim(claim)
    assert window.current == "claim"
    assert window.rail.button("claims").isChecked()
    assert window.crumb.button.text() == "Back to Claims"
    window.open_report(filled.claims.get(claim).claim.report_id)
    assert window.crumb.button.text() == "Back to the claim"
    qtbot.keyClick(window, Qt.Key.Key_Left, _ALT)
    assert (window.current, window.panel("claim").claim_id) == ("claim", claim)
    qtbot.mouseClick(window.crumb.button, Qt.MouseButton.LeftButton)
    assert window.current == "claims"
    assert not window.crumb.isVisible()


@pytest.mark.parametrize("answer", [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes])
def test_closing_asks_while_a_text_is_not_added(window, monkeypatch, answer):
    asked = []
    monkeypatch.setattr(QMessageBox, "question", lambda _parent, _title, words: asked.append(words) or answer)
    assert window.may_leave()
    window.show_screen("add")
    window.panel("add").paste.setPlainText("A draft")
    assert window.close() is (answer is QMessageBox.StandardButton.Yes)
    assert "not added yet" in asked[0]
    window.panel("add").paste.clear()


def test_a_count_is_spoken_with_its_screen(filled, window, jobs):
    window.show_desk(filled, jobs)
    spoken = QAccessible.queryAccessibleInterface(window.rail.button("triage"))
    assert spoken.text(QAccessible.Text.Name) == "Triage, 3 waiting"


def test_a_hidden_screen_catches_up_when_it_is_shown(filled, window, jobs):
    window.show_screen("history")
    window.show_screen("desk")
    before = window.panel("history").model.rowCount()
    jobs.write(lambda desk, _: desk.claims.review(list(desk.claims.ids("")), Review.VERIFIED), label="x")
    window.show_screen("history")
    assert window.panel("history").model.rowCount() == before + 1


def _op(number, *, undoes=None, redoes=None, is_undone=False):
    return Op(number, NOW, "Ann", "claim.verify", "Verify", number, undoes, redoes, is_undone)


def test_what_can_be_undone_and_redone_follows_the_log():
    verify, undo = _op(1), _op(2, undoes=1)
    assert newest_undoable([verify]) == verify
    undone = [undo, _op(1, is_undone=True)]
    assert newest_undoable(undone) is None
    assert newest_redoable(undone) == undo
    assert newest_redoable([_op(3), *undone]) is None
    assert newest_redoable([_op(3, redoes=2), _op(2, undoes=1, is_undone=True), verify]) is None


@pytest.mark.skipif(sys.platform != "linux", reason="displays are looked for on Linux only")
def test_without_a_display_there_is_a_sentence():
    assert "no display" in why_no_window({})
    assert why_no_window({"QT_QPA_PLATFORM": "offscreen"}) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are looked for on Linux only")
def test_libraries_that_are_missing_are_named_with_their_packages():
    def load(library):
        if "xcb-cursor" in library:
            raise OSError(library)

    assert why_no_window({"DISPLAY": ":987"}, load).endswith("apt-get install libxcb-cursor0")
    assert why_no_window({"DISPLAY": ":987", "WAYLAND_DISPLAY": "wayland-0"}, load) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="displays are looked for on Linux only")
def test_a_display_that_does_not_answer_is_told():
    assert "does not answer" in why_no_window({"DISPLAY": ":987"}, lambda _: None)


def _run(code, **environment):
    base = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "-c", code], env=base | environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.skipif(sys.platform != "linux", reason="displays are looked for on Linux only")
def test_starting_without_a_display_raises_before_qt_is_asked(tmp_path):
    code = (
        "import sys\nfrom factdesk.gui.app import run\nfrom factdesk.errors import FactDeskError\n"
        "try:\n    run(None)\nexcept FactDeskError as error:\n    print(error)\n"
        "assert 'PySide6' not in sys.modules\n"
    )
    done = _run(code, FACTDESK_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "no display" in done.stdout


def test_the_windows_process_never_loads_the_language_tools(tmp_path):
    code = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from factdesk.gui.app import make_application
from factdesk.gui.program import Program
app = make_application(["factdesk"])
program = Program(app)
program.start(Path({str(tmp_path / "a.factdesk")!r}))
def look():
    if program.window.current:
        for screen in ("triage", "matches", "add", "history", "settings"):
            program.window.show_screen(screen)
        QTimer.singleShot(200, app.quit)
    else:
        QTimer.singleShot(20, look)
QTimer.singleShot(20, look)
app.exec()
program.end()
heavy = {{"spacy", "trafilatura", "dateparser", "holidays", "py3langid", "onnxruntime"}} & set(sys.modules)
assert not heavy, heavy
print("ok")
"""
    done = _run(code, FACTDESK_HOME=str(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert done.stdout.strip() == "ok", done.stderr


def test_a_field_keeps_its_letters_on_every_screen(filled, window, jobs, qtbot):
    for name in ("triage", "matches", "add"):
        window.show_screen(name)
        for field in window.panel(name).findChildren(QLineEdit):
            if field.isVisible() and field.isEnabled() and not field.isReadOnly():
                field.setFocus()
                field.clear()
                qtbot.keyClicks(field, "axf")
                assert field.text() == "axf"
    assert [r.claim.review for r in filled.claims.records(filled.claims.ids(""))] == [Review.NEW] * 3
    assert BRIDGE.title in filled.reports.select()[0].title


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_told_to_end_it_closes_its_desk_and_its_process(tmp_path):
    code = f"""
import sys
from pathlib import Path
from factdesk.gui.app import run
sys.exit(run(Path({str(tmp_path / "a.factdesk")!r})))
"""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "FACTDESK_HOME": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stderr=subprocess.PIPE, text=True) as running:
        until = time.monotonic() + 30
        while not (tmp_path / "desks.json").exists() and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.5)
        running.send_signal(signal.SIGTERM)
        said = running.communicate(timeout=30)[1]
    assert running.returncode == 0, said
    assert (tmp_path / "window.ini").exists()
    open_desk(tmp_path / "a.factdesk").close()
