"""Work behind the window: what writes, and what is slow. The only place that knows threads and processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from factdesk.desk import Desk, Engine, open_desk
from factdesk.errors import DeskLockedError, FactDeskError
from factdesk.gui.worker import Reader, WorkerEngine
from factdesk.model import Changes
from factdesk.task import Listener, Task

T = TypeVar("T")
Opener = Callable[[], Desk]
Capturing = WorkerEngine | Reader
Post = Callable[[Callable[[], None]], None]

_LOOKERS = 2
_FINISH_SECONDS = 5.0
"""How long closing waits for the report that is being read, before its process is ended."""
_PROGRESS_SECONDS = 0.05


class Jobs(QObject):
    """Runs verbs away from the window; every answer and signal arrives on the main thread."""

    changed = Signal(object)
    """The :class:`Changes` of a verb that wrote something."""
    failed = Signal(str)
    """The sentence of a FactDeskError nobody else took."""
    progress = Signal(int, int, str)
    """Steps done, steps in all (0: not known), what is being done."""
    cancelled = Signal()
    """Somebody wants everything stopped; what would go on by itself stops too."""
    busy_changed = Signal(bool)
    """Whether anything is being written or waits to be."""

    @property
    def read_only_why(self) -> str:
        """Why nothing can be written, in a sentence; empty where it can."""
        return ""

    def write(
        self,
        verb: Callable[[Desk, Task], T],
        *,
        label: str,
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> Task:
        """Run a verb on the desk's one writer; the answer goes to ``done``, the sentence of an error to ``failed``.

        Before ``done``, ``changed`` carries the verb's :class:`Changes`, also where it answers with something that
        holds them as ``.changes``.
        """
        raise NotImplementedError

    def look(self, key: str, verb: Callable[[Desk], T], done: Callable[[T], None]) -> None:
        """Run a slow read on a read-only desk of its own; of one key only the newest request is answered."""
        raise NotImplementedError

    def capture(
        self, verb: Callable[[Capturing], T], done: Callable[[T], None], failed: Callable[[str], None] | None = None
    ) -> None:
        """Turn files or text into captures in the reading process; every request is answered."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Ask all that is being written to stop at its next step; what waits is not begun."""
        self.cancelled.emit()

    def close(self) -> None:
        """Cancel what runs, wait for it and close the desks."""
        raise NotImplementedError


class InlineJobs(Jobs):
    """Runs everything at once in the caller's thread: for tests.

    Args:
        desk: a writable desk; slow reads use it too.
        parent: as in Qt.
    """

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_closed = False

    def write(
        self,
        verb: Callable[[Desk, Task], T],
        *,
        label: str,
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> Task:
        """See :meth:`Jobs.write`."""
        task = Task(lambda at, total, words: self.progress.emit(at, total, words or label))
        self.busy_changed.emit(True)
        try:
            answer = verb(self._desk, task)
        except FactDeskError as error:
            self.busy_changed.emit(False)
            (failed or self.failed.emit)(str(error))
            return task
        self.busy_changed.emit(False)
        _tell(self, answer, done)
        return task

    def look(self, key: str, verb: Callable[[Desk], T], done: Callable[[T], None]) -> None:
        """See :meth:`Jobs.look`."""
        if self._is_closed:
            return
        try:
            answer = verb(self._desk)
        except FactDeskError as error:
            self.failed.emit(str(error))
            return
        done(answer)

    def capture(
        self, verb: Callable[[Capturing], T], done: Callable[[T], None], failed: Callable[[str], None] | None = None
    ) -> None:
        """See :meth:`Jobs.capture`."""
        try:
            answer = verb(Reader())
        except FactDeskError as error:
            (failed or self.failed.emit)(str(error))
            return
        done(answer)

    def close(self) -> None:
        """See :meth:`Jobs.close`."""
        self._is_closed = True


@dataclass(frozen=True, slots=True)
class _Order:
    """One verb on its way to a thread; ``deliver`` runs there and gives what to do on the main thread."""

    deliver: Callable[[Desk], Callable[[], None] | None]
    refuse: Callable[[str], None]


class _Lane(Thread):
    """A thread with a desk of its own, opened and closed in it, that works through a queue."""

    def __init__(self, name: str, open_own: Opener, queue: SimpleQueue[_Order | None], post: Post) -> None:
        super().__init__(name=name, daemon=True)
        self._open = open_own
        self._queue = queue
        self._post = post
        self._desk: Desk | None = None

    def run(self) -> None:
        while (order := self._queue.get()) is not None:
            try:
                self._desk = self._desk or self._open()
            except FactDeskError as error:
                self._post(partial(order.refuse, str(error)))
                continue
            after = order.deliver(self._desk)
            if after is not None:
                self._post(after)
        if self._desk is not None:
            self._desk.close()


class ThreadedJobs(Jobs):
    """One writing thread, two looking threads and one reading process for one desk.

    Args:
        path: the desk's file, made if it is not there.
        engine: reads and judges; by default a process of its own.
        parent: as in Qt.
    """

    opened = Signal()
    """The desk is there; from now on it can be read, and written unless :attr:`read_only_why` says why not."""
    refused = Signal(str)
    """The desk cannot be opened, and why."""
    _arrived = Signal(object)

    def __init__(self, path: Path, *, engine: Engine | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine: Engine = engine if engine is not None else WorkerEngine()
        self._path = path
        self._why = ""
        self._tasks: list[Task] = []
        self._newest: dict[str, int] = {}
        self._asked = count()
        self._is_closed = False
        self._writes: SimpleQueue[_Order | None] = SimpleQueue()
        self._looks: SimpleQueue[_Order | None] = SimpleQueue()
        self._lanes = [_Lane("factdesk-writer", self._open_writer, self._writes, self._arrived.emit)]
        self._lanes += [
            _Lane(f"factdesk-look-{n}", self._open_reader, self._looks, self._arrived.emit) for n in range(_LOOKERS)
        ]
        self._arrived.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    @property
    def read_only_why(self) -> str:
        """See :attr:`Jobs.read_only_why`."""
        return self._why

    def start(self) -> None:
        """Open the desk; ``opened`` or ``refused`` answers."""
        for lane in self._lanes:
            lane.start()
        self._writes.put(_Order(lambda _desk: self.opened.emit, self.refused.emit))

    def warm(self) -> None:
        """Start the reading process and have it load its models, behind the window's back."""
        engine = self.engine
        if isinstance(engine, WorkerEngine) and not self._why:
            self._looks.put(_Order(lambda _desk: _guarded(engine.warm, self.failed.emit), self.failed.emit))

    def reader(self) -> Desk:
        """Open a read-only view for the calling thread."""
        return self._open_reader()

    def write(
        self,
        verb: Callable[[Desk, Task], T],
        *,
        label: str,
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> Task:
        """See :meth:`Jobs.write`."""
        task = Task(self._listener(label))
        fail = failed or self.failed.emit
        if self._why or self._is_closed:
            fail(self._why)
            return task
        self._begin(task)

        def deliver(desk: Desk) -> Callable[[], None]:
            if task.is_cancelled:
                return partial(self._end, task, partial(fail, "Cancelled."))
            answers: list[T] = []
            trouble = _guarded(lambda: answers.append(verb(desk, task)), fail)
            return partial(self._end, task, trouble or (lambda: _tell(self, answers[0], done)))

        self._writes.put(_Order(deliver, lambda why: self._end(task, partial(fail, why))))
        return task

    def look(self, key: str, verb: Callable[[Desk], T], done: Callable[[T], None]) -> None:
        """See :meth:`Jobs.look`."""
        number = self._newest[key] = next(self._asked)

        def deliver(desk: Desk) -> Callable[[], None] | None:
            if self._newest[key] != number:
                return None
            answers: list[T] = []
            trouble = _guarded(lambda: answers.append(verb(desk)), self.failed.emit)
            return lambda: self._answer(key, number, trouble or (lambda: done(answers[0])))

        self._looks.put(_Order(deliver, self.failed.emit))

    def capture(
        self, verb: Callable[[Capturing], T], done: Callable[[T], None], failed: Callable[[str], None] | None = None
    ) -> None:
        """See :meth:`Jobs.capture`."""
        fail = failed or self.failed.emit
        asked: Capturing = self.engine if isinstance(self.engine, WorkerEngine) else Reader()

        def deliver(_desk: Desk) -> Callable[[], None]:
            answers: list[T] = []
            trouble = _guarded(lambda: answers.append(verb(asked)), fail)
            return trouble or (lambda: done(answers[0]))

        self._looks.put(_Order(deliver, fail))

    def cancel(self) -> None:
        """See :meth:`Jobs.cancel`."""
        super().cancel()
        for task in self._tasks:
            task.cancel()

    def close(self) -> None:
        """See :meth:`Jobs.close`."""
        if self._is_closed:
            return
        self._is_closed = True
        self.cancel()
        self._writes.put(None)
        for _ in range(_LOOKERS):
            self._looks.put(None)
        running = [lane for lane in self._lanes if lane.is_alive()]
        until = monotonic() + _FINISH_SECONDS
        if self._tasks:
            for lane in running:
                lane.join(max(0.0, until - monotonic()))
        if isinstance(self.engine, WorkerEngine):
            self.engine.close()
        for lane in running:
            lane.join(_FINISH_SECONDS)

    def _open_writer(self) -> Desk:
        """Open the writable desk, or, while another program holds it, a view that only reads."""
        try:
            return open_desk(self._path, engine=self.engine)
        except DeskLockedError as error:
            self._why = str(error)
            return self._open_reader()

    def _open_reader(self) -> Desk:
        return open_desk(self._path, write=False, engine=self.engine)

    def _listener(self, label: str) -> Listener:
        last = 0.0

        def tell(at: int, total: int, words: str) -> None:
            nonlocal last
            if monotonic() - last >= _PROGRESS_SECONDS or at == total:
                last = monotonic()
                self._arrived.emit(lambda: self.progress.emit(at, total, words or label))

        return tell

    def _begin(self, task: Task) -> None:
        self._tasks.append(task)
        if len(self._tasks) == 1:
            self.busy_changed.emit(True)

    def _end(self, task: Task, after: Callable[[], None]) -> None:
        self._tasks.remove(task)
        if not self._tasks:
            self.busy_changed.emit(False)
        after()

    def _answer(self, key: str, number: int, after: Callable[[], None]) -> None:
        if self._newest[key] == number:
            after()

    @Slot(object)
    def _arrive(self, after: Callable[[], None]) -> None:
        """Do on the main thread what a thread has left to do; after closing nobody waits for it any more."""
        if not self._is_closed:
            after()


def changes_of(answer: object) -> Changes | None:
    """Return the changes in a verb's answer, null where it changed nothing."""
    found = answer if isinstance(answer, Changes) else getattr(answer, "changes", None)
    return found if isinstance(found, Changes) and found.op_id is not None else None


def _tell(jobs: Jobs, answer: T, done: Callable[[T], None] | None) -> None:
    changes = changes_of(answer)
    if changes is not None:
        jobs.changed.emit(changes)
    if done is not None:
        done(answer)


def _guarded(work: Callable[[], None], failed: Callable[[str], None]) -> Callable[[], None] | None:
    """Run work in a thread and return what its trouble leaves to do on the main thread, null where there was none."""
    try:
        work()
    except FactDeskError as error:
        return partial(failed, str(error))
    except Exception as bug:
        return partial(_raise, bug, failed)
    return None


def _raise(bug: Exception, failed: Callable[[str], None]) -> None:
    failed("This did not work because of a fault in FactDesk.")
    raise bug
