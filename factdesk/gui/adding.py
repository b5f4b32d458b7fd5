"""Adding reports one by one: captured first, then stored and read in the order of publication, all as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from factdesk.desk import now_utc
from factdesk.gui.jobs import Jobs
from factdesk.model import Added, Capture, Failure, ImportResult, PublishedBy

Captured = tuple[Sequence[Capture], Sequence[Failure]]


class State(StrEnum):
    """How far an item is."""

    WAITING = "waiting"
    UNDATED = "undated"
    """Captured, but its date is not known: relative dates cannot be read, so a person is asked first."""
    READING = "reading"
    ADDED = "added"
    KNOWN = "known"
    """The desk has this text already."""
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a person wants added, and what became of it."""

    label: str
    state: State
    capture: Capture | None = None
    added: Added | None = None
    why: str = ""
    batch: int = 0
    """Which of the person's requests it belongs to."""

    @property
    def published(self) -> date | None:
        """The publication date as far as it is known."""
        if self.added is not None:
            return self.added.published
        return self.capture.published if self.capture is not None else None

    @property
    def published_by(self) -> PublishedBy:
        """How it is known."""
        if self.added is not None:
            return self.added.published_by
        return self.capture.published_by if self.capture is not None else PublishedBy.UNKNOWN


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text with what a person said of it; what is null is found out."""

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None


class Adding(QObject):
    """A list of items that works itself off, one report at a time, so that decisions can come between.

    Args:
        jobs: captures and writes.
        ask_for_dates: hold back what has no publication date until a person gave one or waved it through.
        parent: as in Qt.
    """

    appended = Signal(int)
    """So many items came to the end of the list."""
    changed = Signal(int)
    """The item at this place is not what it was."""
    finished = Signal()
    """Nothing is left to do by itself."""

    def __init__(self, jobs: Jobs, *, ask_for_dates: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[Item] = []
        self._jobs = jobs
        self._asks = ask_for_dates
        self._files: list[tuple[Path, int]] = []
        self._stopped_files: list[tuple[Path, int]] = []
        self._is_capturing = False
        self._current: int | None = None
        self._batch = 0
        self._steps: dict[int, int] = {}
        """The first op of each request that has one."""
        jobs.cancelled.connect(self.stop)

    @property
    def is_busy(self) -> bool:
        """Whether something is being captured or added."""
        return self._is_capturing or self._current is not None

    @property
    def left(self) -> int:
        """How many items are still to be captured, dated or added."""
        open_states = (State.WAITING, State.UNDATED, State.READING)
        return len(self._files) + sum(item.state in open_states for item in self.items)

    @property
    def files_stopped(self) -> int:
        """How many files were never looked at, because everything was stopped before."""
        return len(self._stopped_files)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files, folders and manifests."""
        self._batch += 1
        self._files += [(path, self._batch) for path in paths]
        self._capture_next()

    def add_text(self, pasted: Pasted, failed: Callable[[str], None], done: Callable[[], None]) -> None:
        """Add a text; ``failed`` gets the sentence if it cannot be taken, ``done`` is called once it is in the list."""
        self._batch += 1
        batch = self._batch
        now = now_utc()

        def keep(capture: Capture) -> None:
            done()
            self._captured(batch, ([capture], ()))

        self._jobs.capture(
            lambda reader: reader.capture_text(
                pasted.text, now, pasted.published, pasted.outlet, pasted.title, pasted.url
            ),
            keep,
            failed,
        )

    def set_published(self, row: int, published: date) -> None:
        """Give an item's publication date: before it is read if there is still time, else in the desk."""
        item = self.items[row]
        if item.state in (State.WAITING, State.UNDATED, State.STOPPED) and item.capture is not None:
            capture = replace(item.capture, published=published, published_by=PublishedBy.GIVEN)
            self._put(row, replace(item, capture=capture, state=State.WAITING))
            self._add_next()
        elif item.added is not None:
            report_id = item.added.report_id
            added = replace(item.added, published=published, published_by=PublishedBy.GIVEN)
            self._jobs.write(
                lambda desk, _: desk.reports.set_published(report_id, published),
                label=self.tr("Publication date"),
                done=lambda _: self._put(row, replace(item, added=added)),
            )

    def wave_through(self) -> None:
        """Add what is held back without a date."""
        for row, item in enumerate(self.items):
            if item.state is State.UNDATED:
                self._put(row, replace(item, state=State.WAITING))
        self._asks, asked = False, self._asks
        self._add_next()
        self._asks = asked

    def stop(self) -> None:
        """Add nothing more; what is in the list stays and can be taken up again."""
        self._stopped_files += self._files
        self._files.clear()
        for row, item in enumerate(self.items):
            if item.state is State.WAITING:
                self._put(row, replace(item, state=State.STOPPED))

    def go_on(self) -> None:
        """Take up again what was stopped or failed, as a new step."""
        self._steps.clear()
        for row, item in enumerate(self.items):
            if item.state in (State.STOPPED, State.FAILED) and item.capture is not None:
                self._put(row, replace(item, state=State.WAITING, why=""))
        self._files += self._stopped_files
        self._stopped_files.clear()
        self._capture_next()

    def clear_done(self) -> None:
        """Forget the items that are in the desk; those that failed stay listed."""
        if not self.is_busy:
            self.items = [item for item in self.items if item.state not in (State.ADDED, State.KNOWN)]

    def _capture_next(self) -> None:
        """Capture file by file, so that neither cancel nor the reading of other reports waits for many."""
        if self._is_capturing:
            return
        if not self._files:
            self._add_next()
            return
        self._is_capturing = True
        path, batch = self._files.pop(0)
        now = now_utc()

        def keep(captured: Captured) -> None:
            self._is_capturing = False
            self._captured(batch, captured)

        self._jobs.capture(lambda reader: reader.capture_files([path], now), keep, partial(self._lost, path, batch))

    def _lost(self, path: Path, batch: int, why: str) -> None:
        self._is_capturing = False
        self._captured(batch, ((), (Failure(path.name, why),)))

    def _captured(self, batch: int, captured: Captured) -> None:
        captures, failures = captured
        new = [Item(c.title, self._first_state(c), c, batch=batch) for c in captures]
        new += [Item(Path(f.item).name or f.item, State.FAILED, why=f.why, batch=batch) for f in failures]
        self.items += new
        self.appended.emit(len(new))
        self._capture_next()

    def _first_state(self, capture: Capture) -> State:
        return State.UNDATED if self._asks and capture.published is None else State.WAITING

    def _add_next(self) -> None:
        if self._current is not None or self._is_capturing:
            return
        waiting = [row for row, item in enumerate(self.items) if item.state is State.WAITING]
        if not waiting:
            self.finished.emit()
            return
        row = min(waiting, key=lambda row: (self.items[row].batch, self.items[row].published or date.max, row))
        item = self.items[row]
        assert item.capture is not None
        capture, step = item.capture, self._steps.get(item.batch)
        self._current = row
        self._put(row, replace(item, state=State.READING))
        self._jobs.write(
            lambda desk, _: desk.reports.add_captures([capture], batch=step),
            label=capture.title,
            done=partial(self._added, row),
            failed=partial(self._not_added, row),
        )
        if self._current == row:
            self._tell_progress(item)

    def _tell_progress(self, item: Item) -> None:
        mine = [i for i in self.items if i.batch == item.batch and i.state not in (State.FAILED, State.UNDATED)]
        done = sum(i.state in (State.ADDED, State.KNOWN) for i in mine)
        self._jobs.progress.emit(done, len(mine), item.label)

    def _added(self, row: int, result: ImportResult) -> None:
        item = self.items[row]
        if result.changes.op_id is not None:
            self._steps.setdefault(item.batch, result.changes.op_id)
        if result.failed:
            self._not_added(row, result.failed[0].why)
            return
        added = result.added[0]
        state = State.ADDED if added.is_new else State.KNOWN
        self._put(row, replace(item, label=added.title, state=state, added=added, why=" ".join(added.notes)))
        self._go_on_after()

    def _not_added(self, row: int, why: str) -> None:
        self._put(row, replace(self.items[row], state=State.FAILED, why=why))
        self._go_on_after()

    def _go_on_after(self) -> None:
        self._current = None
        self._add_next()

    def _put(self, row: int, item: Item) -> None:
        self.items[row] = item
        self.changed.emit(row)
