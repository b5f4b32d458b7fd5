"""The table of actions as Qt actions: menus, shortcuts, and which of them can act right now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from factdesk.gui.actions import ACTIONS, BY_ID, Action, is_plain
from factdesk.gui.icons import icon
from factdesk.gui.keys import native

Handler = Callable[[], None]
_MENUS = ("Desk", "Edit", "Claim", "Match", "Go", "View", "Help")
_LONGEST = 48
_GAP_ABOVE = frozenset(
    {
        "add.reports",
        "export.open",
        "app.quit",
        "find.anything",
        "claim.verify",
        "claim.edit_sentence",
        "claim.set_outcome",
        "match.confirms",
        "claim.fold",
        "report.merge",
        "speaker.claims",
        "match.unfold",
        "go.back",
        "help.about",
    }
)


class Commands(QObject):
    """All actions of one window.

    Keys without Ctrl or Alt are set only while a screen is shown in which they act, so that one letter can mean
    different things in different screens.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._handlers: Mapping[str, Handler] = {}
        self._actions: dict[str, QAction] = {}
        for action in ACTIONS:
            made = QAction(icon(action.icon), words_of(action), window)
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            made.triggered.connect(lambda _checked=False, name=action.id: self.run(name))
            window.addAction(made)
            self._actions[action.id] = made
        self.bind({}, "")

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def bind(self, handlers: Mapping[str, Handler], screen: str) -> None:
        """Say what each action does now; those without a handler are disabled."""
        self._handlers = handlers
        for action in ACTIONS:
            made = self._actions[action.id]
            made.setEnabled(action.id in handlers)
            keys = [QKeySequence(key) for key in action.key_words() if _acts_in(action, key, screen)]
            if made.shortcuts() != keys:
                made.setShortcuts(keys)

    def can(self, action_id: str) -> bool:
        """Tell whether an action can act now."""
        return action_id in self._handlers

    def run(self, action_id: str) -> None:
        """Do an action, if it can act now."""
        handler = self._handlers.get(action_id)
        if handler is not None:
            handler()

    def tell(self, action_id: str, about: str) -> None:
        """Say in the menu what an action is about, such as the step that would be undone."""
        words = words_of(BY_ID[action_id])
        short = about if len(about) <= _LONGEST else about[: _LONGEST - 1].rstrip() + "…"
        self._actions[action_id].setText(f"{words}: {short}".replace("&", "&&") if about else words)

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus."""
        menus = {name: bar.addMenu(QCoreApplication.translate("actions", f"&{name}")) for name in _MENUS}
        for action in ACTIONS:
            self._add_to(menus[action.menu], action)

    def _add_to(self, menu: QMenu, action: Action) -> None:
        if action.id in _GAP_ABOVE and not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(self._actions[action.id])


def words_of(action: Action) -> str:
    """Return the action's words in the person's language."""
    return QCoreApplication.translate("actions", action.text)


def tip_of(action: Action) -> str:
    """Return the action's words with its keys, for a tooltip."""
    keys = " ".join(native(key) for key in action.key_words()[:1])
    return f"{words_of(action).rstrip('…')} ({keys})" if keys else words_of(action).rstrip("…")


def _acts_in(action: Action, key: str, screen: str) -> bool:
    return not is_plain(key) or not action.screens or screen in action.screens
