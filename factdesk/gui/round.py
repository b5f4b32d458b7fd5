"""Going round a queue: one item at a time, decided ones stay where they were, skipped ones come back at the end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Signal

from factdesk.gui.paged import PagedList
from factdesk.gui.queue import QueueView

T = TypeVar("T")


class Round(QObject, Generic[T]):
    """A queue with its place: which item is looked at, and which have been dealt with.

    Args:
        view: shows the queue.
        model: its ids and rows.
        parent: as in Qt.
    """

    moved = Signal()
    """Another item, or none, is looked at."""
    changed = Signal()
    """Place, number or what is done has changed."""

    def __init__(self, view: QueueView, model: PagedList[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._view = view
        self._done: set[int] = set()
        self._current: int | None = None
        view.setModel(model)
        view.selectionModel().currentChanged.connect(self._selected)

    @property
    def current(self) -> int | None:
        """The id that is looked at."""
        return self._current

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.model.ids)

    @property
    def done(self) -> int:
        """How many have been dealt with."""
        return len(self._done)

    @property
    def position(self) -> int:
        """The place of the current one, counted from 1; 0 where there is none."""
        return self._row() + 1

    @property
    def is_over(self) -> bool:
        """Whether nothing waits and nothing is looked at."""
        return self._current is None and self.done >= self.total

    def is_done(self, wanted: int) -> bool:
        """Tell whether an item has been dealt with."""
        return wanted in self._done

    def item(self) -> T | None:
        """Return the row of the current id."""
        return self.model.item(self._current) if self._current is not None else None

    def load(self, ids: Sequence[int]) -> None:
        """Show a queue anew; the current item stays if it is still there."""
        kept = self._current
        self._view.selectionModel().blockSignals(True)
        self.model.set_ids(ids)
        self._view.selectionModel().blockSignals(False)
        self._done.clear()
        row = self.model.row_of(kept) if kept is not None else -1
        if ids:
            self._view.go_to(max(row, 0))
            self._look_at(self.model.ids[max(row, 0)], again=row >= 0)
        else:
            self._look_at(None)
        self.changed.emit()

    def merge(self, ids: Sequence[int]) -> None:
        """Put what has come in behind the others; what is gone makes the queue start anew."""
        known, now = set(self.model.ids), set(ids)
        if known - now - self._done:
            self.load(ids)
            return
        self.model.append([i for i in ids if i not in known])
        if self._current is None and now - self._done:
            self.go_on()
        self.changed.emit()

    def choose(self, wanted: int) -> bool:
        """Look at an item, if it is in the queue."""
        row = self.model.row_of(wanted)
        if row >= 0:
            self._view.go_to(row)
        return row >= 0

    def add(self, wanted: int) -> None:
        """Put an item at the end, if it is not in the queue."""
        if self.model.row_of(wanted) < 0:
            self.model.append([wanted])

    def step(self, by: int) -> None:
        """Look at the next row, or the one before."""
        row = self._row()
        if row >= 0 and 0 <= row + by < self.total:
            self._view.go_to(row + by)

    def skip(self) -> None:
        """Leave the current item for the end of the queue."""
        row = self._row()
        if row < 0:
            return
        following = self._following(row)
        self.model.move_to_end(row)
        if following is not None:
            self.choose(following)
        self.changed.emit()

    def go_on(self) -> None:
        """Look at the next item that waits, from the top again after the last one."""
        following = self._following(self._row())
        if following is None:
            self._view.selectionModel().clear()
            self._look_at(None)
        else:
            self.choose(following)
        self.changed.emit()

    def note(self, wanted: int, *, is_done: bool) -> None:
        """Take note whether an item has been dealt with."""
        if is_done and self.model.row_of(wanted) >= 0:
            self._done.add(wanted)
        else:
            self._done.discard(wanted)
        self.model.touch(wanted)

    def _row(self) -> int:
        return self.model.row_of(self._current) if self._current is not None else -1

    def _following(self, row: int) -> int | None:
        ids = self.model.ids
        places = chain(range(row + 1, len(ids)), range(max(row, 0)))
        return next((ids[place] for place in places if ids[place] not in self._done), None)

    def _selected(self, index: QModelIndex, _: QModelIndex) -> None:
        self._look_at(self.model.ids[index.row()] if index.isValid() else None)

    def _look_at(self, wanted: int | None, *, again: bool = False) -> None:
        if wanted != self._current or again:
            self._current = wanted
            self.moved.emit()
            self.changed.emit()
