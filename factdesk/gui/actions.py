"""The one table of actions: menus, buttons, shortcuts, key list and finder are made from it."""

from __future__ import annotations

from dataclasses import dataclass

_DECIDING = ("triage", "matches")


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do.

    Keys are alternatives in Qt's portable words, separated by "; ". Keys without Ctrl or Alt act only in ``screens``
    and never while typing; other keys act everywhere. In a text field the field's own keys come first, except
    where ``typing`` is set.
    """

    id: str
    text: str
    icon: str
    keys: str
    menu: str
    screens: tuple[str, ...] = ()
    typing: bool = False

    def key_words(self) -> tuple[str, ...]:
        """Return the keys one by one."""
        return tuple(word for word in self.keys.split("; ") if word)


ACTIONS: tuple[Action, ...] = (
    Action("desk.new", "New desk…", "file-plus", "Ctrl+Shift+N", "Desk", typing=True),
    Action("desk.open", "Open desk…", "folder", "Ctrl+O", "Desk", typing=True),
    Action("desk.close", "Close desk", "close", "Ctrl+W", "Desk", typing=True),
    Action("add.reports", "Add reports…", "add-page", "Ctrl+I", "Desk", typing=True),
    Action("export.open", "Export…", "export", "Ctrl+E", "Desk", typing=True),
    Action("export.repeat", "Repeat last export", "repeat", "Ctrl+Shift+E", "Desk", typing=True),
    Action("app.quit", "Quit", "quit", "Ctrl+Q", "Desk", typing=True),
    Action("edit.undo", "Undo", "undo", "Ctrl+Z", "Edit"),
    Action("edit.redo", "Redo", "redo", "Ctrl+Shift+Z; Ctrl+Y", "Edit"),
    Action("find.anything", "Find anything or any command…", "search", "Ctrl+K", "Edit", typing=True),
    Action("filter.focus", "Filter", "filter", "Ctrl+F; /", "Edit", typing=True),
    Action("claim.new", "New claim", "claim-new", "Ctrl+N", "Claim", typing=True),
    Action("claim.open", "Open claim", "claim", "Alt+Return", "Claim"),
    Action("claim.source", "Show source at the quote", "quote", "Ctrl+Shift+S", "Claim", typing=True),
    Action("claim.verify", "Verify", "verify", "A", "Claim", ("triage",)),
    Action("claim.reject", "Reject", "reject", "X", "Claim", ("triage",)),
    Action("claim.flag", "Flag", "flag", "F", "Claim", ("triage",)),
    Action("claim.skip", "Skip", "skip", "Space", "Claim", _DECIDING),
    Action("claim.less_likely", "Less likely claims too", "claims", "L", "Claim", ("triage",)),
    Action("claim.reopen", "Reopen", "reopen", "", "Claim"),
    Action("claim.reopen_last", "Reopen the last decision", "back", "Backspace", "Claim", _DECIDING),
    Action("claim.edit_sentence", "Edit sentence", "edit", "E", "Claim", ("triage",)),
    Action("claim.edit_due", "Edit due date", "calendar", "D", "Claim", ("triage",)),
    Action("claim.edit_tags", "Edit tags", "tag", "T", "Claim", ("triage",)),
    Action("claim.set_outcome", "Set outcome by hand…", "outcome", "Ctrl+Shift+O", "Claim", typing=True),
    Action("claim.clear_outcome", "Clear outcome set by hand", "outcome-clear", "", "Claim"),
    Action("claim.fold", "Same as an earlier claim…", "fold", "Ctrl+Shift+P", "Claim", typing=True),
    Action("speaker.claims", "Show claims of this speaker", "claims", "", "Claim"),
    Action("speaker.same", "Same speaker as…", "link", "Ctrl+Shift+J", "Claim", typing=True),
    Action("speaker.merge", "These speakers are one", "link", "", "Claim"),
    Action("speaker.split", "Not the same speaker", "unrelated", "", "Claim"),
    Action("report.merge", "Copy of another report…", "copy", "Ctrl+Shift+M", "Claim", typing=True),
    Action("report.split", "No copy of the others", "unrelated", "", "Claim"),
    Action("match.accept", "Accept as proposed", "verify", "A", "Match", ("matches",)),
    Action("match.confirms", "Confirms", "confirms", "1", "Match", ("matches",)),
    Action("match.contradicts", "Contradicts", "contradicts", "2", "Match", ("matches",)),
    Action("match.partly", "Partly", "partly", "3", "Match", ("matches",)),
    Action("match.moves", "Moves the date", "moves", "4", "Match", ("matches",)),
    Action("match.unrelated", "Unrelated", "unrelated", "5; X", "Match", ("matches",)),
    Action("match.unfold", "Make it a claim of its own", "unfold", "O; Ctrl+Shift+U", "Match", ("matches",)),
    Action("match.mentions", "Mentions and repetitions too", "mentions", "L", "Match", ("matches",)),
    Action("item.next", "Next", "next", "J", "Go", _DECIDING),
    Action("item.previous", "Previous", "previous", "K", "Go", _DECIDING),
    Action("go.back", "Back", "back", "Alt+Left", "Go", typing=True),
    Action("screen.desk", "Desk", "desk", "Alt+1", "Go", typing=True),
    Action("screen.triage", "Triage", "triage", "Alt+2", "Go", typing=True),
    Action("screen.matches", "Matches", "matches", "Alt+3", "Go", typing=True),
    Action("screen.claims", "Claims", "claims", "Alt+4", "Go", typing=True),
    Action("screen.reports", "Reports", "reports", "Alt+5", "Go", typing=True),
    Action("screen.add", "Add reports", "add-page", "Alt+6", "Go", typing=True),
    Action("screen.export", "Export", "export", "Alt+7", "Go", typing=True),
    Action("screen.history", "History", "history", "Alt+8", "Go", typing=True),
    Action("screen.sources", "Sources", "sources", "Alt+0", "Go", typing=True),
    Action("screen.settings", "Settings", "settings", "Alt+9", "Go", typing=True),
    Action("view.columns", "Columns…", "columns", "", "View"),
    Action("view.theme", "Next theme", "theme", "Ctrl+Shift+T", "View", typing=True),
    Action("help.keys", "Keys", "keys", "F1; ?", "Help", typing=True),
    Action("help.about", "About FactDesk", "about", "", "Help"),
)

BY_ID = {action.id: action for action in ACTIONS}


def is_plain(key: str) -> bool:
    """Tell whether a key is a letter, digit or the like, which must never act while somebody types."""
    return "+" not in key and not (key[:1] == "F" and key[1:].isdigit())
