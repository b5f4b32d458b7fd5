"""A list of ids whose rows are fetched a page at a time, so that a hundred thousand of them are there at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

T = TypeVar("T")
_PAGE = 64
_MOST_ROWS = 64 * _PAGE
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1


class PagedList(QAbstractListModel, Generic[T]):
    """Ids with a cache of rows. ``data`` only looks into the cache; what is missing is fetched right after.

    Args:
        fetch: gives the rows of ids that are still there, by id.
        spoken: says a row in one sentence, for screen readers.
        parent: as in Qt.
    """

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], dict[int, T]],
        spoken: Callable[[T], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._spoken = spoken
        self._ids: list[int] = []
        self._rows: dict[int, int] | None = None
        self._items: dict[int, T] = {}
        self._wanted: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch_wanted)

    @property
    def ids(self) -> Sequence[int]:
        """The ids in the order they are shown."""
        return self._ids

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show these ids."""
        self.beginResetModel()
        self._ids, self._rows = list(ids), None
        self._items.clear()
        self._wanted.clear()
        self.endResetModel()

    def append(self, ids: Sequence[int]) -> None:
        """Put more ids at the end."""
        if ids:
            self.beginInsertRows(QModelIndex(), len(self._ids), len(self._ids) + len(ids) - 1)
            self._ids += ids
            self._rows = None
            self.endInsertRows()

    def move_to_end(self, row: int) -> None:
        """Put one id behind all others."""
        last = len(self._ids)
        if row < last - 1 and self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), last):
            self._ids.append(self._ids.pop(row))
            self._rows = None
            self.endMoveRows()

    def row_of(self, wanted: int) -> int:
        """Return the row of an id, -1 where it is not here."""
        if self._rows is None:
            self._rows = {item: row for row, item in enumerate(self._ids)}
        return self._rows.get(wanted, -1)

    def item(self, wanted: int) -> T | None:
        """Return one row at once, fetched if need be; null where it is gone."""
        if wanted not in self._items:
            self._items.update(self._fetch([wanted]))
        return self._items.get(wanted)

    def forget(self, ids: Sequence[int] | None) -> None:
        """Fetch these rows again when they are next looked at; null: all."""
        gone = list(self._items) if ids is None else ids
        for each in gone:
            self._items.pop(each, None)
        rows = [row for row in map(self.row_of, gone) if row >= 0]
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))

    def touch(self, wanted: int) -> None:
        """Have a row painted anew."""
        row = self.row_of(wanted)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See QAbstractItemModel; never queries."""
        if not index.isValid():
            return None
        found = self._items.get(self._ids[index.row()])
        if role == ITEM_ROLE:
            if found is None:
                self._want(index.row())
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(found) if found is not None else "…"
        return None

    def _want(self, row: int) -> None:
        self._wanted.add(row // _PAGE)
        if not self._soon.isActive():
            self._soon.start()

    def _fetch_wanted(self) -> None:
        pages, self._wanted = sorted(self._wanted), set()
        if len(self._items) > _MOST_ROWS:
            self._items.clear()
        for page in pages:
            first = page * _PAGE
            ids = self._ids[first : first + _PAGE]
            if ids:
                self._items.update(self._fetch([i for i in ids if i not in self._items]))
                self.dataChanged.emit(self.index(first), self.index(first + len(ids) - 1))
