"""One record picked out of many: a line to type in, those that fit, and what picking one would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from factdesk.desk import Desk
from factdesk.gui.icons import icon
from factdesk.gui.jobs import Jobs
from factdesk.gui.list_keys import ListKeys
from factdesk.gui.plain import PlainLabel, tip

T = TypeVar("T")
_LONGEST = 150
_DELAY_MS = 120
_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """What is asked, in words, and where the answers come from."""

    title: str
    asks: str
    about: str
    """The record that another is picked for."""
    placeholder: str
    agree: str
    """On the button."""
    does: Callable[[T], str]
    """What picking one would do."""
    nothing: str
    """Where no record fits."""
    search: Callable[[Desk, str], Sequence[T]]
    row: Callable[[T], tuple[str, str]]
    """The words of a record, and what stands below them."""


class Picker(QDialog, Generic[T]):
    """Asks for one record.

    Args:
        question: what is asked.
        jobs: searches the desk.
        parent: as in Qt.
    """

    def __init__(self, question: Question[T], jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._jobs = jobs
        self.setWindowTitle(question.title)
        self.line = QLineEdit()
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.setPlaceholderText(question.placeholder)
        self.line.setAccessibleName(question.placeholder)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.setAccessibleName(question.asks)
        self.line.installEventFilter(ListKeys(self.list))
        self.words = PlainLabel(role="muted")
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok_button = self.box.button(QDialogButtonBox.StandardButton.Ok)
        self.ok_button.setText(question.agree)
        self.ok_button.setProperty("role", "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        asks, about = PlainLabel(question.asks, role="muted"), PlainLabel(question.about, role="heading")
        for widget in (asks, about, self.line, self.list, self.words, self.box):
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
    def picked(self) -> T | None:
        """The record that is chosen."""
        item = self.list.currentItem()
        found: T | None = item.data(_ROLE) if item is not None else None
        return found

    def accept(self) -> None:
        """See QDialog."""
        if self.picked is not None:
            super().accept()

    def _search(self) -> None:
        words, search = self.line.text().strip(), self._question.search
        self._jobs.look("picker", lambda desk: search(desk, words), self._show)

    def _show(self, records: Sequence[T]) -> None:
        self.list.clear()
        for one in records:
            words, below = self._question.row(one)
            short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
            item = QListWidgetItem(f"{short}\n{below}" if below else short)
            item.setData(_ROLE, one)
            item.setToolTip(tip(words))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._tell()

    def _tell(self) -> None:
        picked = self.picked
        self.ok_button.setEnabled(picked is not None)
        self.words.setText(self._question.nothing if picked is None else self._question.does(picked))
