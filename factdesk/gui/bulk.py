"""What can be done with the claims chosen in the table: one undo step each, with the exact number in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from factdesk.gui.actions import BY_ID
from factdesk.gui.claim_edit import tags_of
from factdesk.gui.commands import words_of
from factdesk.gui.icons import icon
from factdesk.gui.plain import PlainLabel
from factdesk.model import Review

REVIEWS = {
    "claim.verify": Review.VERIFIED,
    "claim.reject": Review.REJECTED,
    "claim.flag": Review.FLAGGED,
    "claim.reopen": Review.NEW,
}
"""What each action says of a record."""
_OTHERS = ("claim.edit_tags", "claim.set_outcome")


class BulkBar(QWidget):
    """The number of claims chosen and a button for each thing that can be done with all of them."""

    asked = Signal(str)
    """The id of an action."""
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.label.setProperty("role", "heading")
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.label)
        row.addSpacing(6)
        for name in (*REVIEWS, *_OTHERS):
            row.addWidget(self._button(name))
        row.addStretch(1)
        row.addWidget(self._clear_button())

    def show_count(self, count: int, *, total: int) -> None:
        """Name the exact number on everything that would touch it."""
        self.label.setText(self.tr("{count} chosen").format(count=f"{count:,}"))
        self.label.setToolTip(self.tr("{count} of {total} claims").format(count=f"{count:,}", total=f"{total:,}"))
        for name, button in self.buttons.items():
            whole = _whole(name, count)
            button.setText(whole if name == "claim.verify" else _verb(name))
            button.setAccessibleName(whole)
            button.setToolTip(whole)

    def _button(self, name: str) -> QPushButton:
        action = BY_ID[name]
        button = QPushButton(icon(action.icon), _verb(name))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.asked.emit(name))
        self.buttons[name] = button
        return button

    def _clear_button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("close"))
        words = self.tr("Choose none (Escape)")
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(self.cleared)
        return button


class TagDialog(QDialog):
    """Asks for tags to add to claims and to take from them.

    Args:
        about: which claims.
        there: tags that claims have already, for completion.
        on_them: tags of the claims themselves, shown as those that can go.
        parent: as in Qt.
    """

    def __init__(
        self, about: str, there: Sequence[str], on_them: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tags"))
        self.add_field = _tag_field(self.tr("Add tags, with commas between them"), there)
        self.remove_field = _tag_field(self.tr("Take away tags"), on_them or there)
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok_button = self.box.button(QDialogButtonBox.StandardButton.Ok)
        self.ok_button.setText(self.tr("Change tags"))
        self.ok_button.setProperty("role", "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(self.tr("Tags of {claims}").format(claims=about), role="heading"))
        layout.addWidget(self.add_field)
        layout.addWidget(self.remove_field)
        if on_them:
            layout.addWidget(PlainLabel(self.tr("On them now: {tags}").format(tags=", ".join(on_them)), role="muted"))
        layout.addWidget(self.box)
        self.setMinimumWidth(420)
        for field in (self.add_field, self.remove_field):
            field.textChanged.connect(self._tell)
        self.box.accepted.connect(self.accept)
        self.box.rejected.connect(self.reject)
        self._tell()

    @property
    def added(self) -> tuple[str, ...]:
        """The tags to add."""
        return tags_of(self.add_field.text())

    @property
    def removed(self) -> tuple[str, ...]:
        """The tags to take away."""
        return tags_of(self.remove_field.text())

    def _tell(self) -> None:
        self.ok_button.setEnabled(bool(self.added or self.removed))


def claims_phrase(count: int) -> str:
    """Write a number of claims: ``1 claim``, ``1,204 claims``."""
    return _tr("1 claim") if count == 1 else _tr("{count} claims").format(count=f"{count:,}")


def _verb(name: str) -> str:
    match name:
        case "claim.edit_tags":
            return _tr("Tag…")
        case "claim.set_outcome":
            return _tr("Set outcome…")
        case _:
            return words_of(BY_ID[name])


def _whole(name: str, count: int) -> str:
    claims = claims_phrase(count)
    match name:
        case "claim.edit_tags":
            return _tr("Tag {claims}…").format(claims=claims)
        case "claim.set_outcome":
            return _tr("Set outcome of {claims}…").format(claims=claims)
        case _:
            return f"{_verb(name)} {claims}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("claims", text)


def _tag_field(words: str, there: Sequence[str]) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(words)
    field.setAccessibleName(words)
    completer = QCompleter(list(there), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    field.setCompleter(completer)
    return field
