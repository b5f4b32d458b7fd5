"""Work behind the window: what writes, and what is slow. The only place that knows threads and processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from factdesk.desk import Desk
from factdesk.errors import FactDeskError
from factdesk.model import Changes
from factdesk.task import Task

T = TypeVar("T")


class Jobs(QObject):
    """Runs verbs away from the window; every answer and signal arrives on the main thread."""

    changed = Signal(object)
    """The :class:`Changes` of a verb that wrote something."""
    failed = Signal(str)
    """The sentence of a FactDeskError nobody else took."""
    progress = Signal(int, int, str)
    busy_changed = Signal(bool)

    def write(
        self,
        verb: Callable[[Desk, Task], T],
        *,
        label: str,
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> Task:
        """Run a verb on the desk's one writer; the answer goes to ``done``, the sentence of an error to ``failed``.

        Afterwards ``changed`` carries the verb's :class:`Changes`, also where it answers with something that holds
        them as ``.changes``.
        """
        raise NotImplementedError

    def look(self, key: str, verb: Callable[[Desk], T], done: Callable[[T], None]) -> None:
        """Run a slow read on a read-only desk of its own; of one key only the newest request is answered."""
        raise NotImplementedError

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
        changes = changes_of(answer)
        if changes is not None:
            self.changed.emit(changes)
        if done is not None:
            done(answer)
        return task

    def look(self, key: str, verb: Callable[[Desk], T], done: Callable[[T], None]) -> None:
        """See :meth:`Jobs.look`."""
        try:
            answer = verb(self._desk)
        except FactDeskError as error:
            self.failed.emit(str(error))
            return
        done(answer)

    def close(self) -> None:
        """See :meth:`Jobs.close`."""


def changes_of(answer: object) -> Changes | None:
    """Return the changes in a verb's answer, null where it changed nothing."""
    found = answer if isinstance(answer, Changes) else getattr(answer, "changes", None)
    return found if isinstance(found, Changes) and found.op_id is not None else None
