"""The Claims screen: what there is, by facets and words, in a table; decided, edited and exported from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QStackedLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from factdesk.desk import Desk
from factdesk.errors import FactDeskError
from factdesk.gui.actions import BY_ID
from factdesk.gui.bulk import BulkBar, claims_phrase
from factdesk.gui.cell_saving import CellSaving, UnsavedBar
from factdesk.gui.claim_acts import ClaimActs
from factdesk.gui.claim_table import PAGE, Fetched
from factdesk.gui.claim_view import ClaimTable
from factdesk.gui.commands import words_of
from factdesk.gui.empty_state import EmptyState
from factdesk.gui.facets import FacetList
from factdesk.gui.fold_acts import FoldActs
from factdesk.gui.icons import icon
from factdesk.gui.jobs import Jobs
from factdesk.gui.panel import Panel
from factdesk.gui.plain import PlainLabel
from factdesk.gui.query_text import toggled
from factdesk.gui.search_box import SearchBox
from factdesk.gui.speaker_acts import SpeakerActs
from factdesk.gui.views import USUAL_SORT, View, ViewTabs
from factdesk.model import Changes, ClaimRecord, Facet

_BAR_HEIGHT = 40
_FACETS_WIDTH = 180
_MENU = (
    ("claim.open", "claim.source"),
    ("claim.verify", "claim.reject", "claim.flag", "claim.reopen"),
    ("claim.edit_sentence", "claim.edit_due", "claim.edit_tags"),
    ("claim.set_outcome", "claim.clear_outcome"),
    ("claim.fold",),
    ("speaker.same", "speaker.split"),
)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a query selects: numbers in order, the records of those in view, or why it cannot be read."""

    query: str
    sort: str
    ids: Sequence[int] = ()
    records: Sequence[ClaimRecord] = ()
    why: str = ""


class ClaimsPanel(Panel):
    """All claims, or those a query selects."""

    name = "claims"

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, jobs, parent)
        self._query, self._sort = "", USUAL_SORT
        self._shown = ("", "")
        self._is_stale = True
        self._is_waiting = False
        self.tabs = ViewTabs(desk.path)
        self.search = SearchBox()
        self.trouble = PlainLabel(role="alarm")
        self.facets = FacetList()
        self.table = ClaimTable(self._fetch)
        self.count = QLabel()
        self.bulk = BulkBar()
        self.empty = EmptyState()
        self.unsaved = UnsavedBar()
        self.saving = CellSaving(self.table, jobs, self.unsaved, self)
        self.acts = ClaimActs(self.table, jobs, lambda: self.search.known.get("tag", ()), self)
        self.speakers = SpeakerActs(jobs, self)
        self.folding = FoldActs(jobs, self)
        self._head = QStackedWidget()
        self._body = QStackedLayout()
        self._build()
        self._connect()

    def activate(self) -> None:
        """See Panel."""
        if self._is_stale:
            self._load()
        if not self.search.hasFocus():
            (self.table if self._body.currentWidget() is self.table else self.search).setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """See Panel."""
        self._is_stale = True
        self.table.claims.forget(changes.claims if changes is not None and not changes.reports else None)
        if self.isVisible():
            self._load()

    def show_query(self, query: str) -> None:
        """See Panel."""
        self.set_view(query, USUAL_SORT)

    def query(self) -> str:
        """See Panel."""
        return self._query

    def sort(self) -> str:
        """Return the order in view."""
        return self._sort

    def set_view(self, query: str, sort: str) -> None:
        """Show what a query selects, in an order."""
        self.search.set_query(query)
        self._ask(query, sort)

    def unfinished(self) -> str:
        """See Panel."""
        self.table.finish_editing()
        return self.saving.unfinished()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """See Panel."""
        found: dict[str, Callable[[], None]] = {
            "filter.focus": self._focus_search,
            "view.columns": self._choose_columns,
        }
        record = self.table.current_record()
        found |= self.acts.handlers()
        if record is not None:
            claim = record.claim
            found |= self.folding.handlers_of(claim)
            found["claim.open"] = partial(self.open_claim.emit, claim.id)
            found["claim.source"] = partial(self.open_report.emit, claim.report_id, claim.start, claim.end)
            found |= self.speakers.handlers_of(claim)
            found["claim.edit_sentence"] = partial(self.table.edit_current, "text")
            found["claim.edit_due"] = partial(self.table.edit_current, "due")
        return found

    def _ask(self, query: str, sort: str) -> None:
        self._query, self._sort = query, sort
        self.facets.facets.mark(query)
        self._load()

    def _load(self) -> None:
        query, sort, top = self._query, self._sort, self.table.first_in_view()
        self._is_stale = False
        self.jobs.look("claims.list", lambda desk: listing(desk, query, sort, top), self._show)
        self.jobs.look("claims.facets", lambda desk: _facets(desk, query), partial(self._show_facets, query))

    def _show(self, listed: Listing) -> None:
        if self.table.is_editing:
            self._is_waiting = True
            return
        if listed.why:
            self._tell_trouble(listed.why)
            return
        self._tell_trouble("")
        is_same_view = self._shown == (listed.query, listed.sort)
        self._shown = (listed.query, listed.sort)
        self.table.show_ids(listed.ids, listed.records, is_same_view=is_same_view)
        self.table.show_sort(listed.sort)
        self.tabs.show_current(listed.query, listed.sort)
        self.count.setText(claims_phrase(len(listed.ids)))
        self._show_body(listed)
        self.saving.try_again()
        self.view_changed.emit(listed.query, listed.sort)
        self._chosen()

    def _show_body(self, listed: Listing) -> None:
        if not listed.ids and listed.query.strip():
            self.empty.tell(
                self.tr("No claim matches"),
                self.tr("Nothing on this desk fits everything that is asked for at once."),
                self.tr("Clear the filter"),
            )
        elif not listed.ids:
            self.empty.tell(
                self.tr("No claims on this desk yet"),
                self.tr("Add reports: FactDesk reads their claims and lists them here."),
                self.tr("Add reports"),
            )
        has_rows = bool(listed.ids)
        self._body.setCurrentIndex(0 if has_rows else 1)
        self.facets.setVisible(has_rows or bool(listed.query.strip()))
        self._head.setVisible(has_rows)

    def _show_facets(self, query: str, facets: Sequence[Facet] | None) -> None:
        if facets is None:
            return
        self.facets.facets.show_facets(facets, query)
        known = dict(self.search.known)
        for facet in facets:
            values = [value for value, _ in facet.values]
            known[facet.name] = list(dict.fromkeys((*values, *known.get(facet.name, ()))))
        self.search.known = known

    def _tell_trouble(self, why: str) -> None:
        self.trouble.setText(why)
        self.trouble.setVisible(bool(why))

    def _fetch(self, ids: Sequence[int], fetched: Fetched) -> None:
        wanted = list(ids)
        self.jobs.look("claims.rows", lambda desk: _records(desk, wanted), fetched)

    def _chosen(self) -> None:
        count = self.table.count_chosen()
        self.bulk.show_count(count, total=len(self.table.claims.ids))
        self._head.setCurrentIndex(1 if count else 0)
        self.conditions_changed.emit()

    def _edited(self) -> None:
        if self._is_waiting:
            self._is_waiting = False
            self._load()

    def _toggle_facet(self, facet: str, value: str) -> None:
        query = toggled(self._query, facet, value)
        self.search.set_query(query)
        self._ask(query, self._sort)

    def _cleared(self) -> None:
        if self._query.strip():
            self.set_view("", self._sort)
            self.search.setFocus()
        else:
            self.show_screen.emit("add")

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _focus_table(self) -> None:
        if self.table.claims.ids:
            self.table.setFocus()

    def _choose_columns(self) -> None:
        button = self._columns_button
        self.table.columns.choose(button.mapToGlobal(QPoint(0, button.height())))

    def _menu(self, at: QPoint) -> None:
        handlers = self.handlers()
        menu = QMenu(self)
        for group in _MENU:
            for name in group:
                if name in handlers:
                    menu.addAction(icon(BY_ID[name].icon), words_of(BY_ID[name]), handlers[name])
            menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _connect(self) -> None:
        self.search.asked.connect(lambda query: self._ask(query, self._sort))
        self.search.left_below.connect(self._focus_table)
        self.facets.toggled.connect(self._toggle_facet)
        self.facets.same_asked.connect(self.speakers.ask_named)
        self.tabs.chosen.connect(self._show_view)
        self.table.sort_chosen.connect(lambda sort: self._ask(self._query, sort))
        self.table.opened.connect(self.open_claim)
        self.table.copy_asked.connect(lambda: self.acts.copy(self._sort))
        self.table.chosen_changed.connect(self._chosen)
        self.table.editing_ended.connect(self._edited)
        self.table.customContextMenuRequested.connect(self._menu)
        self.bulk.asked.connect(self.acts.act)
        self.bulk.cleared.connect(self.table.clearSelection)
        self.empty.pressed.connect(self._cleared)
        self.saving.wanted.connect(lambda claim_id: self.set_view(f"claim:{claim_id}", self._sort))

    def _show_view(self, view: View) -> None:
        self.set_view(view.query, view.sort)
        self._focus_table()

    def _build(self) -> None:
        self.trouble.hide()
        self._columns_button = QToolButton()
        self._columns_button.setIcon(icon("columns"))
        self._columns_button.setToolTip(self.tr("Columns"))
        self._columns_button.setAccessibleName(self.tr("Columns"))
        self._columns_button.clicked.connect(self._choose_columns)
        plain = QWidget()
        row = QHBoxLayout(plain)
        row.setContentsMargins(0, 0, 0, 0)
        self.count.setProperty("role", "muted")
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self._columns_button)
        self._head.addWidget(plain)
        self._head.addWidget(self.bulk)
        self._head.setFixedHeight(_BAR_HEIGHT)
        # A widget without a parent would be a window of its own for a moment, and take the focus with it.
        self.table.setParent(self)
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        right = QWidget()
        page = QVBoxLayout(right)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 0)
        top.setSpacing(4)
        for part in (self.tabs, self.search, self.trouble, self.unsaved, self._head):
            top.addWidget(part)
        page.addLayout(top)
        page.addLayout(self._body, 1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.facets)
        across.addWidget(right)
        across.setStretchFactor(1, 1)
        across.setSizes([_FACETS_WIDTH, 1000])
        across.setChildrenCollapsible(True)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(across)


def listing(desk: Desk, query: str, sort: str, top: int) -> Listing:
    """List the claims of a query with the records of those in view; trouble comes back as its sentence."""
    try:
        ids = desk.claims.ids(query, sort=sort)
        first = min(top, max(0, len(ids) - PAGE))
        return Listing(query, sort, ids, desk.claims.records(ids[first : first + PAGE]))
    except FactDeskError as error:
        return Listing(query, sort, why=str(error))


def _facets(desk: Desk, query: str) -> list[Facet] | None:
    """Count, unless the query cannot be read, which the list tells."""
    try:
        return desk.claims.facets(query)
    except FactDeskError:
        return None


def _records(desk: Desk, ids: Sequence[int]) -> list[ClaimRecord]:
    """Return the records of ids; those withdrawn meanwhile are left out."""
    try:
        return desk.claims.records(ids)
    except FactDeskError:
        pass
    found = []
    for claim_id in ids:
        try:
            found += desk.claims.records([claim_id])
        except FactDeskError:
            continue
    return found
