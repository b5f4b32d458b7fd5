"""The table of actions and who gets a key press."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from factdesk import paths
from factdesk.gui.actions import ACTIONS, BY_ID, is_plain
from factdesk.gui.commands import Commands
from factdesk.gui.icons import icon
from factdesk.gui.keys import KeyGuard, KeyList
from factdesk.gui.screens import SCREENS

_SINGLE = [(action, key) for action in ACTIONS for key in action.key_words() if is_plain(key)]


def test_every_action_has_an_id_of_its_own_and_an_icon():
    assert len(BY_ID) == len(ACTIONS)
    for action in ACTIONS:
        assert paths.resource("icons", f"{action.icon}.svg").is_file(), action.id


def test_every_icon_draws_something(qapp):
    for action in ACTIONS:
        picture = icon(action.icon).pixmap(24, 24).toImage()
        drawn = sum(picture.pixelColor(x, y).alpha() > 0 for x in range(24) for y in range(24))
        assert drawn > 20, action.icon


def test_keys_are_ones_that_qt_knows():
    for action in ACTIONS:
        for key in action.key_words():
            assert QKeySequence(key).toString() == key, action.id


@pytest.mark.parametrize("screen", [screen.name for screen in SCREENS])
def test_no_key_means_two_things_on_one_screen(screen):
    def keys(action):
        return {k for k in action.key_words() if not is_plain(k) or not action.screens or screen in action.screens}

    for one, other in combinations(ACTIONS, 2):
        assert not keys(one) & keys(other), (one.id, other.id)


def test_every_screen_in_the_rail_has_an_action():
    for screen in SCREENS:
        if screen.in_rail:
            assert f"screen.{screen.name}" in BY_ID


def test_single_letters_decide_nothing_outside_triage_and_matches():
    for action, _ in _SINGLE:
        if action.menu in ("Claim", "Match"):
            assert action.screens
            assert set(action.screens) <= {"triage", "matches"}


@pytest.fixture
def form(qtbot, qapp):
    """A window with all actions of the triage screen, a line, a text and a button."""

    class Form(QWidget):
        def __init__(self):
            super().__init__()
            self.done = []
            self.line, self.text, self.button = QLineEdit(), QPlainTextEdit(), QPushButton("OK")
            layout = QVBoxLayout(self)
            for widget in (self.line, self.text, self.button):
                layout.addWidget(widget)
            self.commands = Commands(self)
            self.commands.bind({a.id: lambda name=a.id: self.done.append(name) for a in ACTIONS}, "triage")

    guard = KeyGuard()
    qapp.installEventFilter(guard)
    made = Form()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    yield made
    qapp.removeEventFilter(guard)


@pytest.mark.parametrize("field", ["line", "text"])
def test_typing_letters_writes_and_decides_nothing(form, qtbot, field):
    widget = getattr(form, field)
    widget.setFocus()
    qtbot.keyClicks(widget, "axf 12 edtjk?/")
    assert form.done == []
    assert (widget.text() if field == "line" else widget.toPlainText()) == "axf 12 edtjk?/"
    qtbot.keyClick(widget, Qt.Key.Key_Backspace)
    assert form.done == []


def test_letters_act_when_nobody_types(form, qtbot):
    form.button.setFocus()
    for key in "AXF":
        qtbot.keyClick(form.button, key)
    assert form.done == ["claim.verify", "claim.reject", "claim.flag"]


def test_a_button_in_focus_is_pressed_by_space_and_enter(form, qtbot):
    pressed = []
    form.button.clicked.connect(lambda: pressed.append(True))
    form.button.setFocus()
    qtbot.keyClick(form.button, Qt.Key.Key_Space)
    assert pressed == [True]
    qtbot.keyClick(form.button, Qt.Key.Key_Return)
    assert pressed == [True, True]
    assert form.done == []


@pytest.mark.parametrize(("key", "action"), [("E", "export.open"), ("K", "find.anything"), ("F", "filter.focus")])
def test_commands_act_while_typing_though_the_field_knows_the_key(form, qtbot, key, action):
    form.line.setFocus()
    qtbot.keyClick(form.line, key, Qt.KeyboardModifier.ControlModifier)
    assert form.done == [action]


def test_undo_is_the_fields_while_it_has_something_to_undo(form, qtbot):
    form.line.setFocus()
    qtbot.keyClicks(form.line, "word")
    qtbot.keyClick(form.line, "Z", Qt.KeyboardModifier.ControlModifier)
    assert (form.line.text(), form.done) == ("", [])
    qtbot.keyClick(form.line, "Z", Qt.KeyboardModifier.ControlModifier)
    assert form.done == ["edit.undo"]


def test_an_action_without_a_handler_is_disabled(form):
    form.commands.bind({"edit.undo": lambda: None}, "claims")
    assert form.commands["edit.undo"].isEnabled()
    assert not form.commands["edit.redo"].isEnabled()
    assert form.commands["claim.verify"].shortcuts() == []


def test_the_key_list_names_every_key(qtbot):
    dialog = KeyList()
    qtbot.addWidget(dialog)
    from PySide6.QtWidgets import QLabel

    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for action in ACTIONS:
        for key in action.key_words():
            assert QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) in words
