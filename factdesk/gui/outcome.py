"""Setting an outcome by hand: one of those that people may set, with a note that says why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QPaintEvent, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from factdesk.gui.badges import chip_size, outcome_chip, paint_chip
from factdesk.gui.icons import icon
from factdesk.gui.plain import ElidedLink, PlainLabel, flush, tip
from factdesk.model import Outcome

BY_HAND = (
    Outcome.CONFIRMED,
    Outcome.LATE,
    Outcome.PARTLY,
    Outcome.CONTRADICTED,
    Outcome.DISPUTED,
    Outcome.UNRESOLVABLE,
)
"""Pending and overdue follow from the calendar."""
_WIDTH = 460
_IN_A_ROW = 3


class OutcomeButton(QPushButton):
    """An outcome to choose, drawn as its chip."""

    def __init__(self, outcome: Outcome, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outcome = outcome
        self._chip = outcome_chip(outcome)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(self._chip.word)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """See QWidget."""
        return chip_size(self._chip, self.fontMetrics()) + QSize(20, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See QWidget."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        palette = self.palette()
        ink = palette.color(QPalette.ColorRole.HighlightedText) if self.isChecked() else None
        paint_chip(painter, self.rect().adjusted(10, 0, -6, 0), self._chip, palette, ink=ink, outline=False)
        painter.end()


class OutcomeDialog(QDialog):
    """Asks for an outcome and a note.

    Args:
        outcome: what is set by hand now, null where nothing is.
        parent: as in Qt.
        about: which claims this is about, in words.
        proposals: notes that fit these claims; a few that fit any claim are offered beside them.
        can_hand_back: whether there may be an outcome set by hand that can be cleared.
    """

    def __init__(
        self,
        outcome: Outcome | None,
        parent: QWidget | None = None,
        *,
        about: str = "",
        proposals: Sequence[str] = (),
        can_hand_back: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Set outcome by hand"))
        self._is_handed_back = False
        self.group = QButtonGroup(self)
        self.buttons = {each: OutcomeButton(each) for each in BY_HAND}
        self.note_field = QPlainTextEdit()
        self.note_field.setPlaceholderText(self.tr("Why: what you know, and where it stands"))
        self.note_field.setAccessibleName(self.tr("Note, needed"))
        self.note_field.setTabChangesFocus(True)
        self.note_field.setFixedHeight(84)
        self.why_not = PlainLabel(role="muted")
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.set_button = self.box.button(QDialogButtonBox.StandardButton.Ok)
        self.set_button.setText(self.tr("Set outcome"))
        self.set_button.setProperty("role", "primary")
        self.back_button = QPushButton(self.tr("Hand back to its evidence"))
        self.back_button.setToolTip(self.tr("Clear what was set by hand: evidence and calendar decide again"))
        self.back_button.setAutoDefault(False)
        self.back_button.setVisible(can_hand_back)
        self.proposals = [ElidedLink(words) for words in (*proposals, *self._common_notes())]
        self._build(about)
        for each, button in self.buttons.items():
            button.setChecked(each is outcome)
        self.buttons[outcome if outcome in self.buttons else BY_HAND[0]].setFocus()
        self._order_keys()
        self._tell()

    @property
    def outcome(self) -> Outcome | None:
        """What was chosen; null hands the claims back to their evidence."""
        chosen = self.group.checkedButton()
        return chosen.outcome if isinstance(chosen, OutcomeButton) and not self._is_handed_back else None

    @property
    def note(self) -> str:
        """What was noted, as one paragraph."""
        return self.note_field.toPlainText().strip()

    def _build(self, about: str) -> None:
        chips = QGridLayout()
        chips.setSpacing(8)
        for at, button in enumerate(self.buttons.values()):
            self.group.addButton(button)
            chips.addWidget(button, *divmod(at, _IN_A_ROW))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(self.tr("What became of it?"), role="heading"))
        if about:
            layout.addWidget(PlainLabel(about, role="muted"))
        layout.addLayout(chips)
        layout.addWidget(self.note_field)
        layout.addLayout(self._proposed())
        layout.addWidget(self.why_not)
        self.box.addButton(self.back_button, QDialogButtonBox.ButtonRole.ResetRole)
        layout.addWidget(self.box)
        self.setMinimumWidth(_WIDTH)
        self.group.buttonClicked.connect(self._picked)
        self.note_field.textChanged.connect(self._tell)
        self.back_button.clicked.connect(self._hand_back)
        self.box.accepted.connect(self.accept)
        self.box.rejected.connect(self.reject)

    def _common_notes(self) -> tuple[str, ...]:
        return (
            self.tr("Known from a source that is not on this desk."),
            self.tr("The reports on this desk do not settle it."),
        )

    def _proposed(self) -> QVBoxLayout:
        """Return the proposals as links, so that a note can be made without typing."""
        column = QVBoxLayout()
        column.setSpacing(0)
        for link in self.proposals:
            link.setIcon(icon("add"))
            link.setToolTip(tip(link.words()))
            link.setAutoDefault(False)
            link.clicked.connect(partial(self._propose, link))
            column.addLayout(flush(link))
        return column

    def _propose(self, link: ElidedLink) -> None:
        self.note_field.setPlainText("\n".join(part for part in (self.note, link.words()) if part))
        self.set_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_keys(self) -> None:
        """Go from the note to what sets the outcome; what throws the note away comes last."""
        cancel = self.box.button(QDialogButtonBox.StandardButton.Cancel)
        for button in (self.set_button, cancel):
            button.setIcon(QIcon())
        order = (*self.buttons.values(), self.note_field, *self.proposals, self.set_button, cancel, self.back_button)
        for first, second in pairwise(order):
            self.setTabOrder(first, second)
        self.set_button.setToolTip("Ctrl+Enter")
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.set_button.click)

    def _picked(self, _button: QAbstractButton) -> None:
        self.note_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _hand_back(self) -> None:
        self._is_handed_back = True
        self.accept()

    def _tell(self) -> None:
        has_outcome = self.group.checkedButton() is not None
        self.set_button.setEnabled(has_outcome and bool(self.note))
        if not has_outcome:
            self.why_not.setText(self.tr("Choose an outcome; it stands until it is handed back or undone."))
        elif not self.note:
            self.why_not.setText(self.tr("Say in the note why: it stays in the history and in exports."))
        else:
            self.why_not.setText(self.tr("It stands until it is handed back or undone."))
