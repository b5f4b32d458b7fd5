"""Find anything or any command: one line, one list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QIcon, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from factdesk.desk import Desk
from factdesk.errors import FactDeskError
from factdesk.gui import theme
from factdesk.gui.actions import ACTIONS
from factdesk.gui.commands import Commands, words_of
from factdesk.gui.icons import icon
from factdesk.gui.jobs import Jobs
from factdesk.gui.keys import native
from factdesk.gui.list_keys import ListKeys
from factdesk.model import ClaimRecord, ReportHead, Speaker

_DELAY_MS = 120
_SHORTEST = 2
_MOST_CLAIMS = 12
_MOST_REPORTS = 6
_MOST_SPEAKERS = 4
_WIDTH = 640
_KEYS = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Found:
    """Claims and reports that hold the words, and speakers whose names do."""

    words: str
    claims: tuple[ClaimRecord, ...]
    reports: tuple[ReportHead, ...]
    speakers: tuple[Speaker, ...]


class _RowDelegate(QStyledItemDelegate):
    """Writes the keys of a command at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        keys = index.data(_KEYS)
        if keys:
            c = theme.colours()
            is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setPen(QColor(c.on_selection if is_selected else c.muted))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(option.rect.adjusted(0, 0, -12, 0), flags, keys)


class Finder(QDialog):
    """A line to type in and below it commands, speakers, claims and reports that fit.

    Args:
        commands: the actions; those that cannot act now are left out.
        jobs: searches the desk.
        parent: as in Qt.
    """

    open_claim = Signal(int)
    open_report = Signal(int)
    open_speaker = Signal(str)
    """The name a speaker is shown by."""

    def __init__(self, commands: Commands, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Find anything"))
        self._commands = commands
        self._jobs = jobs
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Words of a claim or a report, a speaker, or a command"))
        self.line.setAccessibleName(self.tr("Find"))
        self.list = QListWidget()
        self.line.installEventFilter(ListKeys(self.list))
        self.list.setIconSize(QSize(18, 18))
        self.list.setItemDelegate(_RowDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("Found"))
        self._empty = QLabel(self.tr("Nothing found."))
        self._empty.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        for widget in (self.line, self._empty, self.list):
            layout.addWidget(widget)
        layout.setStretch(2, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._search)
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self._take_current)
        self.list.itemClicked.connect(self._take)
        self.resize(_WIDTH, 420)
        self._fill(None)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look for nothing more once it is closed."""
        self._timer.stop()
        super().hideEvent(event)

    def _typed(self) -> None:
        self._fill(None)
        self._timer.start()

    def _search(self) -> None:
        words = self.line.text().strip()
        if len(words) >= _SHORTEST:
            self._jobs.look("finder", lambda desk: search(desk, words), self._show)

    def _show(self, found: Found) -> None:
        if found.words == self.line.text().strip():
            self._fill(found)

    def _fill(self, found: Found | None) -> None:
        self.list.clear()
        words = self.line.text().strip().casefold()
        seen: set[str] = set()
        for action in ACTIONS:
            text = words_of(action).rstrip("…")
            fits = self._commands.can(action.id) and all(part in text.casefold() for part in words.split())
            if fits and text not in seen:
                seen.add(text)
                keys = "   ".join(native(key) for key in action.key_words())
                self._add(icon(action.icon), text, partial(self._commands.run, action.id), keys)
        for speaker in found.speakers if found else ():
            self._add(icon("sources"), speaker.name, partial(self.open_speaker.emit, speaker.name))
        for record in found.claims if found else ():
            self._add(icon("claim"), record.claim.text, partial(self.open_claim.emit, record.claim.id))
        for head in found.reports if found else ():
            self._add(icon("reports"), f"{head.title} – {head.outlet}", partial(self.open_report.emit, head.id))
        self.list.setCurrentRow(0)
        self._empty.setVisible(found is not None and self.list.count() == 0)

    def _add(self, picture: QIcon, text: str, act: Callable[[], None], keys: str = "") -> None:
        item = QListWidgetItem(picture, " ".join(text.split()))
        item.setData(Qt.ItemDataRole.UserRole, act)
        item.setData(_KEYS, keys)
        self.list.addItem(item)

    def _take_current(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        act: Callable[[], None] = item.data(Qt.ItemDataRole.UserRole)
        self.close()
        act()


def search(desk: Desk, words: str) -> Found:
    """Return speakers, claims and reports that hold all the words; words that are no query are taken as a phrase."""
    try:
        ids: Sequence[int] = desk.claims.ids(words, sort="-published", limit=_MOST_CLAIMS)
        reports = desk.reports.select(words)
    except FactDeskError:
        phrase = '"' + words.replace('"', " ") + '"'
        ids, reports = desk.claims.ids(phrase, limit=_MOST_CLAIMS), desk.reports.select(phrase)
    speakers = desk.speakers.records(desk.speakers.ids(words, limit=_MOST_SPEAKERS))
    return Found(words, tuple(desk.claims.records(list(ids))), tuple(reports[:_MOST_REPORTS]), tuple(speakers))
