"""The model of the Claims table: ids in order and a cache of rows, fetched before they come into view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from factdesk.gui.claim_row import ClaimRow, row_of, spoken
from factdesk.gui.columns import COLUMNS, Column, title
from factdesk.gui.shown_text import editable
from factdesk.model import ClaimRecord

Index = QModelIndex | QPersistentModelIndex
Fetched = Callable[[Sequence[ClaimRecord]], None]
Fetch = Callable[[Sequence[int], Fetched], None]
PAGE = 128
_MOST_ROWS = 64 * PAGE
_DISPLAY = Qt.ItemDataRole.DisplayRole
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_FLAGS = tuple(_PLAIN | Qt.ItemFlag.ItemIsEditable if kind.field else _PLAIN for kind in COLUMNS)
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class Stage(Enum):
    """How far something typed into a cell has come."""

    SAVING = "saving"
    SAVED = "saved"
    """Written, but the row was not fetched anew yet."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a cell and is not in the row yet."""

    claim_id: int
    field: str
    words: str
    stage: Stage
    why: str = ""


class ClaimModel(QAbstractTableModel):
    """Claims by id. ``data`` only looks into the cache; rows are fetched by :meth:`look_at`, a page at a time.

    Args:
        fetch: gives the records of ids, now or later; ids that are gone are left out.
        parent: as in Qt.
    """

    typed = Signal(int, str, str)
    """Somebody typed into a cell: the claim's id, the field, the words."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: Sequence[int] = ()
        self._at: dict[int, int] | None = None
        self._rows: dict[int, ClaimRow] = {}
        self._stale: set[int] = set()
        self._gone: set[int] = set()
        self._typed: dict[tuple[int, str], Typed] = {}
        self._is_fetching = False
        self._looked_at = (0, 0)

    @property
    def ids(self) -> Sequence[int]:
        """The claims' numbers in the order shown."""
        return self._ids

    def set_ids(self, ids: Sequence[int], records: Sequence[ClaimRecord] = ()) -> None:
        """Show these claims; ``records`` are some of them that are known already."""
        self.beginResetModel()
        self._ids, self._at = ids, None
        self._is_fetching = False
        self._gone.clear()
        self._take(records)
        self.endResetModel()

    def take(self, records: Sequence[ClaimRecord]) -> None:
        """Put records into their rows."""
        self._take(records)
        self._touch([record.claim.id for record in records])

    def forget(self, ids: Sequence[int] | None) -> None:
        """Fetch these rows anew (null: all); until then they show what they did."""
        self._stale.update(self._rows if ids is None else ids)
        self._gone.clear()
        self.look_at(*self._looked_at)

    def row_at(self, row: int) -> ClaimRow | None:
        """Return a row if it is there already."""
        return self._rows.get(self._ids[row]) if 0 <= row < len(self._ids) else None

    def row_number(self, claim_id: int) -> int:
        """Return where a claim stands, -1 where it does not."""
        if self._at is None:
            self._at = {each: row for row, each in enumerate(self._ids)}
        return self._at.get(claim_id, -1)

    def look_at(self, first: int, last: int) -> None:
        """Fetch what is missing of the pages around these rows; they are in view, or about to be."""
        self._looked_at = first, last
        if self._is_fetching or not self._ids:
            return
        begin, end = (first // PAGE) * PAGE, (last // PAGE + 1) * PAGE
        missing = self._missing(begin, end) or self._missing(begin - PAGE, end + PAGE)
        if missing:
            self._is_fetching = True
            self._fetch(missing, lambda records: self._fetched(missing, records))

    def typed_into(self, claim_id: int, field: str) -> Typed | None:
        """Return what was typed into a cell and is not in the row yet."""
        return self._typed.get((claim_id, field))

    def set_typed(self, typed: Typed) -> None:
        """Show what was typed in its cell."""
        self._typed[typed.claim_id, typed.field] = typed
        self._touch([typed.claim_id])

    def drop_typed(self, claim_id: int, field: str) -> None:
        """Show again what is stored."""
        self._typed.pop((claim_id, field), None)
        self._touch([claim_id])

    def refused(self) -> list[Typed]:
        """Return what was typed and could not be saved."""
        return [typed for typed in self._typed.values() if typed.stage is Stage.REFUSED]

    def words_to_edit(self, row: int, column: int) -> str | None:
        """Return what an editor begins with, null where nothing can be typed."""
        found, field = self.row_at(row), COLUMNS[column].field
        if found is None or not field:
            return None
        typed = self._typed.get((found.claim_id, field))
        return typed.words if typed else stored_words(found.record, field)

    def rowCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """See QAbstractItemModel."""
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY:
            return title(section)
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """See QAbstractItemModel; never queries."""
        if not index.isValid() or role not in (_DISPLAY, _SPOKEN, Qt.ItemDataRole.EditRole):
            return None
        row = self._rows.get(self._ids[index.row()])
        if row is None:
            return "…"
        if role == _SPOKEN:
            return spoken(row.record)
        if role == Qt.ItemDataRole.EditRole:
            return self.words_to_edit(index.row(), index.column())
        field = COLUMNS[index.column()].field
        typed = self._typed.get((row.claim_id, field)) if field else None
        return typed.words if typed else words_of(row, Column(index.column()))

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """See QAbstractItemModel."""
        field = COLUMNS[index.column()].field if index.isValid() else ""
        row = self.row_at(index.row()) if field else None
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        words, claim_id = str(value), row.claim_id
        if words == stored_words(row.record, field):
            self.drop_typed(claim_id, field)
            return True
        self.set_typed(Typed(claim_id, field, words, Stage.SAVING))
        self.typed.emit(claim_id, field, words)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """See QAbstractItemModel."""
        return _FLAGS[index.column()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    def _missing(self, begin: int, end: int) -> list[int]:
        wanted = self._ids[max(0, begin) : max(0, end)]
        return [i for i in wanted if (i not in self._rows or i in self._stale) and i not in self._gone]

    def _fetched(self, asked: Sequence[int], records: Sequence[ClaimRecord]) -> None:
        self._is_fetching = False
        self._gone.update(set(asked) - {record.claim.id for record in records})
        self.take(records)
        self.look_at(*self._looked_at)

    def _take(self, records: Sequence[ClaimRecord]) -> None:
        if len(self._rows) > _MOST_ROWS:
            first, last = self._looked_at
            kept = self._ids[max(0, first - PAGE) : last + PAGE]
            self._rows = {i: self._rows[i] for i in kept if i in self._rows}
        for record in records:
            row = row_of(record)
            self._rows[row.claim_id] = row
            self._stale.discard(row.claim_id)
            for kind in COLUMNS:
                typed = self._typed.get((row.claim_id, kind.field)) if kind.field else None
                if typed is not None and typed.stage is Stage.SAVED:
                    del self._typed[row.claim_id, kind.field]

    def _touch(self, ids: Sequence[int]) -> None:
        rows = [row for row in map(self.row_number, ids) if row >= 0]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(COLUMNS) - 1))


def words_of(row: ClaimRow, column: Column) -> str:
    """Return what a cell says."""
    match column:
        case Column.OUTCOME:
            return f"{row.outcome.word}, {row.below_outcome}" if row.below_outcome else row.outcome.word
        case Column.DUE:
            return " ".join(part for part in (row.due, row.slip) if part)
        case Column.REVIEW:
            return row.review.word
        case Column.EVIDENCE:
            return f"{row.record.status.confirms} : {row.record.status.contradicts}"
        case _:
            return str(getattr(row, _TEXTS[column]))


_TEXTS = {
    Column.CLAIM: "text",
    Column.SPEAKER: "speaker",
    Column.OUTLET: "outlet",
    Column.PUBLISHED: "published",
    Column.TAGS: "tags",
    Column.KIND: "kind",
    Column.SCORE: "score",
}


def stored_words(record: ClaimRecord, field: str) -> str:
    """Return a field of a claim as a person would type it."""
    claim = record.claim
    match field:
        case "text":
            words = claim.text
        case "speaker":
            words = claim.speaker or ""
        case "due":
            words = claim.due.text if claim.due else ""
        case _:
            words = ", ".join(claim.tags)
    return " ".join(editable(words).split())
