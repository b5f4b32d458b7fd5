"""Same as an earlier claim…: which claim another merely repeats, picked from those made before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from factdesk.desk import Desk
from factdesk.gui.icons import icon
from factdesk.gui.jobs import Jobs
from factdesk.gui.list_keys import ListKeys
from factdesk.gui.plain import PlainLabel, tip
from factdesk.gui.shown_text import shown_line
from factdesk.gui.wording_words import claim_line
from factdesk.gui.words import day_phrase
from factdesk.model import Claim

_MOST = 40
_LONGEST = 150
_DELAY_MS = 120
_ROLE = Qt.ItemDataRole.UserRole


class FoldPick(QDialog):
    """A line to type in, the earlier claims that fit, and what picking one would do.

    Args:
        claim: the claim that repeats another.
        jobs: searches the desk.
        parent: as in Qt.
    """

    def __init__(self, claim: Claim, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._claim = claim
        self._jobs = jobs
        self.setWindowTitle(self.tr("Same as an earlier claim"))
        self.line = QLineEdit()
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.setPlaceholderText(self.tr("Words of the earlier claim"))
        self.line.setAccessibleName(self.tr("Words of the claim that this one repeats"))
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.setAccessibleName(self.tr("Earlier claims"))
        self.line.installEventFilter(ListKeys(self.list))
        self.words = PlainLabel(role="muted")
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok_button = self.box.button(QDialogButtonBox.StandardButton.Ok)
        self.ok_button.setText(self.tr("It repeats this one"))
        self.ok_button.setProperty("role", "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(self.tr("Which earlier claim does this one repeat?"), role="muted"))
        layout.addWidget(PlainLabel(claim_line(claim), role="heading"))
        for widget in (self.line, self.list, self.words, self.box):
            layout.addWidget(widget)
        layout.setStretch(3, 1)
        self.resize(620, 520)
        self._soon = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._soon.timeout.connect(self._search)
        self.line.textChanged.connect(self._soon.start)
        self.list.currentItemChanged.connect(self._tell)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.box.accepted.connect(self.accept)
        self.box.rejected.connect(self.reject)
        self._search()

    @property
    def picked(self) -> Claim | None:
        """The earlier claim."""
        item = self.list.currentItem()
        found = item.data(_ROLE) if item is not None else None
        return found if isinstance(found, Claim) else None

    def accept(self) -> None:
        """See QDialog."""
        if self.picked is not None:
            super().accept()

    def _search(self) -> None:
        words, claim = self.line.text().strip(), self._claim
        self._jobs.look("claims.fold", lambda desk: earlier(desk, claim, words), self._show)

    def _show(self, claims: Sequence[Claim]) -> None:
        self.list.clear()
        for one in claims:
            where = (one.speaker_name or one.speaker or "", one.outlet, day_phrase(one.published))
            below = "  ·  ".join(shown_line(part) for part in where if part)
            words = claim_line(one)
            short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
            item = QListWidgetItem(f"{short}\n{below}")
            item.setData(_ROLE, one)
            item.setToolTip(tip(words))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._tell()

    def _tell(self) -> None:
        is_any = self.picked is not None
        self.ok_button.setEnabled(is_any)
        self.words.setText(
            self.tr("Its report becomes a source of the earlier claim, and what was found on it goes there too.")
            if is_any
            else self.tr("No earlier claim of this desk has such words.")
        )


def earlier(desk: Desk, claim: Claim, words: str) -> list[Claim]:
    """Return the claims made no later than one that hold some words; without words those most like it."""
    found = list(desk.claims.ids(words, limit=4 * _MOST)) if words else desk.claims.similar(claim.id, limit=_MOST)
    claims = [record.claim for record in desk.claims.records(found)]
    last = claim.published or date.max
    return [one for one in claims if one.id != claim.id and (one.published or date.min) <= last][:_MOST]
