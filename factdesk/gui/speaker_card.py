"""One speaker beside the table: the names reports have for them, and what became of their claims."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from factdesk.gui.badges import ChipLabel, outcome_chip
from factdesk.gui.icons import icon
from factdesk.gui.plain import PlainLabel, tip
from factdesk.gui.shown_text import shown_line
from factdesk.gui.speaker_table import claims_of
from factdesk.model import Speaker

_WIDTH = 300
_MOST_ROWS = 10
_NAME = Qt.ItemDataRole.UserRole


class _Names(QListWidget):
    """The names; Delete says of one that it is somebody else's."""

    taken_out = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See QWidget."""
        if event.key() == Qt.Key.Key_Delete:
            self.taken_out.emit()
        else:
            super().keyPressEvent(event)


class SpeakerCard(QWidget):
    """Shows the speaker the table is on."""

    claims_asked = Signal()
    same_asked = Signal()
    split_asked = Signal(str)
    """A name, as reports have it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self._speaker: Speaker | None = None
        self.name = PlainLabel(role="title")
        self.count = PlainLabel(role="muted")
        self.names = _Names()
        self.claims_button = QPushButton(icon("claims"), self.tr("Show claims"))
        self.same_button = QPushButton(icon("link"), self.tr("Same speaker as…"))
        self.split_button = QPushButton(icon("unrelated"), self.tr("Not the same speaker"))
        self._outcomes = QGridLayout()
        self._build()
        self.claims_button.clicked.connect(self.claims_asked)
        self.same_button.clicked.connect(self.same_asked)
        self.split_button.clicked.connect(self._split)
        self.names.taken_out.connect(self._split)
        self.names.currentRowChanged.connect(self._update)

    def show_speaker(self, speaker: Speaker | None) -> None:
        """Show a speaker; null shows nothing."""
        self.setEnabled(speaker is not None)
        if speaker is None or speaker == self._speaker:
            return
        self._speaker = speaker
        self.name.setText(shown_line(speaker.name))
        self.count.setText(claims_of(speaker))
        self._show_outcomes(speaker)
        self._show_names(speaker)

    def may_split(self) -> bool:
        """Tell whether the name that is chosen could be somebody else's."""
        return self._speaker is not None and len(self._speaker.names) > 1 and self.names.currentItem() is not None

    def split(self) -> None:
        """Say that the name that is chosen is somebody else's."""
        self._split()

    def _split(self) -> None:
        item = self.names.currentItem()
        if self.may_split() and item is not None:
            self.split_asked.emit(item.data(_NAME))

    def _show_outcomes(self, speaker: Speaker) -> None:
        while (item := self._outcomes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (outcome, claims) in enumerate(speaker.outcomes):
            number = QLabel(f"{claims:,}")
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._outcomes.addWidget(ChipLabel(outcome_chip(outcome)), row, 0, Qt.AlignmentFlag.AlignLeft)
            self._outcomes.addWidget(number, row, 1)

    def _show_names(self, speaker: Speaker) -> None:
        self.names.clear()
        for one in speaker.names:
            by_hand = self.tr("  ·  by hand") if one.by_hand else ""
            item = QListWidgetItem(f"{shown_line(one.name)}  ·  {one.claims:,}{by_hand}")
            item.setData(_NAME, one.name)
            item.setToolTip(tip(shown_line(one.name)))
            self.names.addItem(item)
        self.names.setCurrentRow(0)
        row = max(1, self.names.sizeHintForRow(0))
        self.names.setFixedHeight(min(len(speaker.names), _MOST_ROWS) * row + 2 * self.names.frameWidth() + 2)
        self._update()

    def _update(self) -> None:
        has_others = self._speaker is not None and len(self._speaker.names) > 1
        self.split_button.setVisible(has_others)
        item = self.names.currentItem()
        if has_others and item is not None:
            words = self.tr("“{name}” is somebody else").format(name=shown_line(item.data(_NAME)))
            self.split_button.setToolTip(tip(words))
            self.split_button.setAccessibleDescription(words)

    def _build(self) -> None:
        self.names.setAccessibleName(self.tr("Names in reports"))
        self.names.setUniformItemSizes(True)
        self.names.setIconSize(QSize(0, 0))
        self._outcomes.setColumnStretch(1, 1)
        self._outcomes.setVerticalSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(self.name)
        layout.addWidget(self.count)
        layout.addLayout(self._outcomes)
        layout.addSpacing(4)
        layout.addWidget(self.claims_button)
        layout.addSpacing(12)
        layout.addWidget(PlainLabel(self.tr("Names in reports"), role="heading"))
        layout.addWidget(self.names)
        layout.addSpacing(4)
        layout.addWidget(self.same_button)
        layout.addWidget(self.split_button)
        layout.addStretch(1)
