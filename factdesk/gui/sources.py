"""The Sources screen: who says what is claimed, under which names, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from factdesk.desk import Desk
from factdesk.gui.actions import BY_ID
from factdesk.gui.commands import words_of
from factdesk.gui.empty_state import EmptyState
from factdesk.gui.icons import icon
from factdesk.gui.jobs import Jobs
from factdesk.gui.panel import Panel
from factdesk.gui.query_text import toggled
from factdesk.gui.shown_text import shown_line
from factdesk.gui.speaker_acts import SpeakerActs
from factdesk.gui.speaker_card import SpeakerCard
from factdesk.gui.speaker_table import SpeakerTable
from factdesk.model import Changes, Speaker

_FIRST = 64
_DELAY_MS = 120
_USUAL_SORT = "-claims"
_MENU = ("speaker.claims", "speaker.same", "speaker.merge", "speaker.split")


@dataclass(frozen=True, slots=True)
class Listing:
    """The speakers a search finds: numbers in order, and the records of the first."""

    words: str
    sort: str
    ids: Sequence[int]
    first: Sequence[Speaker]


class SourcesPanel(Panel):
    """All speakers, or those a name is looked for of."""

    name = "sources"

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, jobs, parent)
        self._sort = _USUAL_SORT
        self._is_stale = True
        self.search = QLineEdit()
        self.count = QLabel()
        self.merge_button = QPushButton()
        self.table = SpeakerTable(self._fetch)
        self.card = SpeakerCard()
        self.empty = EmptyState()
        self.acts = SpeakerActs(jobs, self)
        self._body = QStackedLayout()
        self._soon = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._build()
        self._connect()

    def activate(self) -> None:
        """See Panel."""
        if self._is_stale:
            self._load()
        if not self.search.hasFocus():
            (self.table if self.table.speakers.ids else self.search).setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """See Panel."""
        self._is_stale = True
        if self.isVisible():
            self._load()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """See Panel."""
        found: dict[str, Callable[[], None]] = {"filter.focus": self._focus_search}
        speaker = self.table.current()
        if speaker is not None:
            found["speaker.claims"] = self._show_claims
            found["speaker.same"] = self._ask_same
        if len(self.table.chosen()) > 1:
            found["speaker.merge"] = self._merge
        if self.card.may_split():
            found["speaker.split"] = self.card.split
        return found

    def show_query(self, query: str) -> None:
        """Show the speakers whose names hold these words."""
        self.search.setText(query)
        self._soon.stop()
        self._load()

    def _load(self) -> None:
        self._is_stale = False
        words, sort = self.search.text().strip(), self._sort
        self.jobs.look("sources.list", lambda desk: listing(desk, words, sort), self._show)

    def _show(self, found: Listing) -> None:
        self.table.show_speakers(found.ids, found.first)
        self.table.show_sort(found.sort)
        count = len(found.ids)
        self.count.setText(
            self.tr("1 speaker") if count == 1 else self.tr("{count} speakers").format(count=f"{count:,}")
        )
        if not found.ids and found.words:
            self.empty.tell(
                self.tr("Nobody of that name"),
                self.tr("No speaker of this desk has a name with these words."),
                self.tr("Show all speakers"),
            )
        elif not found.ids:
            self.empty.tell(
                self.tr("Nobody is quoted yet"),
                self.tr("Add reports: who says something in them is listed here, with what became of it."),
                self.tr("Add reports"),
            )
        self._body.setCurrentIndex(0 if found.ids else 1)
        self.card.setVisible(bool(found.ids))
        if found.ids and self.search.hasFocus() and not found.words:
            self.table.setFocus()
        self._chosen()

    def _fetch(self, ids: Sequence[int], done: Callable[[Sequence[Speaker]], None]) -> None:
        self.jobs.look("sources.rows", lambda desk: desk.speakers.records(ids), done)

    def _chosen(self) -> None:
        speaker = self.table.current()
        self.card.show_speaker(speaker)
        chosen = self.table.chosen()
        self.merge_button.setVisible(len(chosen) > 1 and speaker is not None)
        if speaker is not None and len(chosen) > 1:
            words = self.tr("These {count} are one: {name}")
            self.merge_button.setText(words.format(count=len(chosen), name=shown_line(speaker.name)).replace("&", "&&"))
        self.conditions_changed.emit()

    def _merge(self) -> None:
        into = self.table.current_id()
        if into is not None:
            self.acts.merge(into, [one for one in self.table.chosen() if one != into])

    def _ask_same(self) -> None:
        speaker_id = self.table.current_id()
        if speaker_id is not None:
            self.acts.ask_same(speaker_id)

    def _show_claims(self) -> None:
        speaker = self.table.current()
        if speaker is not None:
            self.show_claims.emit(toggled("", "speaker", speaker.name))

    def _sort_by(self, sort: str) -> None:
        self._sort = sort
        self._load()

    def _cleared(self) -> None:
        if self.search.text().strip():
            self.show_query("")
            self.search.setFocus()
        else:
            self.show_screen.emit("add")

    def _typed(self) -> None:
        self._soon.start()

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _menu(self, at: QPoint) -> None:
        handlers = self.handlers()
        menu = QMenu(self)
        for name in _MENU:
            if name in handlers:
                menu.addAction(icon(BY_ID[name].icon), words_of(BY_ID[name]), handlers[name])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _connect(self) -> None:
        self._soon.timeout.connect(self._load)
        self.search.textEdited.connect(self._typed)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.chosen_changed.connect(self._chosen)
        self.table.sort_chosen.connect(self._sort_by)
        self.table.opened.connect(self._show_claims)
        self.table.customContextMenuRequested.connect(self._menu)
        self.card.claims_asked.connect(self._show_claims)
        self.card.same_asked.connect(self._ask_same)
        self.card.split_asked.connect(self.acts.split)
        self.card.names.itemSelectionChanged.connect(self.conditions_changed)
        self.merge_button.clicked.connect(self._merge)
        self.empty.pressed.connect(self._cleared)

    def _build(self) -> None:
        title = QLabel(self.tr("Speakers"))
        title.setProperty("role", "title")
        self.count.setProperty("role", "muted")
        self.merge_button.setProperty("role", "primary")
        policy = self.merge_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.merge_button.setSizePolicy(policy)
        self.merge_button.hide()
        self.search.setPlaceholderText(self.tr("Search: words of a name"))
        self.search.setAccessibleName(self.tr("Search speakers"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        head = QHBoxLayout()
        for widget in (title, self.count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.merge_button)
        top = QVBoxLayout()
        top.setContentsMargins(24, 20, 16, 12)
        top.setSpacing(12)
        top.addLayout(head)
        top.addWidget(self.search)
        # A widget without a parent would be a window of its own for a moment, and take the focus with it.
        self.table.setParent(self)
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        page = QVBoxLayout()
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(top)
        page.addLayout(self._body, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(page, 1)
        across.addWidget(self.card)


def listing(desk: Desk, words: str, sort: str) -> Listing:
    """List the speakers whose names hold some words, with the records of the first."""
    ids = desk.speakers.ids(words, sort=sort)
    return Listing(words, sort, ids, desk.speakers.records(ids[:_FIRST]))
