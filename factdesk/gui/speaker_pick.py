"""Same speaker as…: whom else a speaker is, picked from the speakers of the desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from factdesk.desk import Desk
from factdesk.gui.icons import icon
from factdesk.gui.jobs import Jobs
from factdesk.gui.list_keys import ListKeys
from factdesk.gui.plain import PlainLabel, tip
from factdesk.gui.shown_text import shown_line
from factdesk.gui.speaker_table import also_known, claims_of
from factdesk.model import Speaker

_MOST = 40
_DELAY_MS = 120
_ROLE = Qt.ItemDataRole.UserRole


class SpeakerPick(QDialog):
    """A line to type in, the speakers whose names fit, and what picking one would do.

    Args:
        speaker: whose other self is looked for.
        jobs: searches the desk.
        parent: as in Qt.
    """

    def __init__(self, speaker: Speaker, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._jobs = jobs
        self.setWindowTitle(self.tr("Same speaker"))
        heading = self.tr("“{name}” is the same speaker as").format(name=shown_line(speaker.name))
        self.line = QLineEdit()
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.setPlaceholderText(self.tr("Words of a name"))
        self.line.setAccessibleName(heading)
        self.list = QListWidget()
        self.line.installEventFilter(ListKeys(self.list))
        self.list.setAccessibleName(self.tr("Speakers"))
        self.list.setUniformItemSizes(True)
        self.words = PlainLabel(role="muted")
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok_button = self.box.button(QDialogButtonBox.StandardButton.Ok)
        self.ok_button.setText(self.tr("Same speaker"))
        self.ok_button.setProperty("role", "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        for widget in (PlainLabel(heading, role="heading"), self.line, self.list, self.words, self.box):
            layout.addWidget(widget)
        layout.setStretch(2, 1)
        self.resize(520, 460)
        self._soon = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._soon.timeout.connect(self._search)
        self.line.textChanged.connect(self._soon.start)
        self.list.currentItemChanged.connect(self._tell)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.box.accepted.connect(self.accept)
        self.box.rejected.connect(self.reject)
        self._search()

    @property
    def picked(self) -> Speaker | None:
        """The other speaker."""
        item = self.list.currentItem()
        found = item.data(_ROLE) if item is not None else None
        return found if isinstance(found, Speaker) else None

    def accept(self) -> None:
        """See QDialog."""
        if self.picked is not None:
            super().accept()

    def _search(self) -> None:
        words, speaker = self.line.text().strip(), self._speaker
        self._jobs.look("speakers.pick", lambda desk: likely(desk, speaker, words), self._show)

    def _show(self, speakers: Sequence[Speaker]) -> None:
        self.list.clear()
        for one in speakers:
            also = also_known(one)
            item = QListWidgetItem(f"{shown_line(one.name)}  ·  {claims_of(one)}{'  ·  ' + also if also else ''}")
            item.setData(_ROLE, one)
            item.setToolTip(tip(", ".join(shown_line(each.name) for each in one.names)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._tell()

    def _tell(self) -> None:
        other = self.picked
        self.ok_button.setEnabled(other is not None)
        if other is None:
            self.words.setText(self.tr("No other speaker of this desk has such a name."))
            return
        words = self.tr("{claims} of “{name}” will count for “{other}”. It can be undone.")
        self.words.setText(
            words.format(
                claims=claims_of(self._speaker), name=shown_line(self._speaker.name), other=shown_line(other.name)
            )
        )


def likely(desk: Desk, speaker: Speaker, words: str) -> list[Speaker]:
    """Return the speakers whose names hold some words; without words those who share one with the speaker first."""
    if words:
        found = list(desk.speakers.ids(words, limit=_MOST))
    else:
        shared = [one for part in reversed(speaker.name.split()) for one in desk.speakers.ids(part, limit=_MOST)]
        found = [*shared, *desk.speakers.ids(limit=_MOST)]
    others = [one for one in dict.fromkeys(found) if one != speaker.id]
    return desk.speakers.records(others[:_MOST])
