"""Undo and redo in the window: what can be taken back, and the note after each step with its Undo button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from factdesk.gui.jobs import Jobs
from factdesk.gui.messages import StatusLine
from factdesk.model import Changes, Op

_LOOKED_AT = 100


class Steps(QObject):
    """Follows the log of the desk that is shown.

    Args:
        line: where notes are shown.
        parent: as in Qt.
    """

    trouble = Signal(str)
    changed = Signal()
    """What can be undone or redone has changed."""

    def __init__(self, line: StatusLine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self._jobs: Jobs | None = None
        self.undoable: Op | None = None
        self.redoable: Op | None = None
        """The step, not the undo of it."""

    def set_jobs(self, jobs: Jobs | None) -> None:
        """Follow another desk, or none."""
        self._jobs = jobs
        self.undoable = self.redoable = None
        if jobs is not None:
            jobs.changed.connect(self._told)
            self._look(None)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what undo and redo would do now."""
        handlers: dict[str, Callable[[], None]] = {}
        if self.undoable is not None:
            handlers["edit.undo"] = self.undo
        if self.redoable is not None:
            handlers["edit.redo"] = self.redo
        return handlers

    def undo(self, op_id: int | None = None) -> None:
        """Take back a step, by default the newest."""
        if self._jobs is not None:
            self._jobs.write(lambda desk, _: desk.log.undo(op_id), label=self.tr("Undo"), failed=self.trouble.emit)

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._jobs is not None:
            self._jobs.write(lambda desk, _: desk.log.redo(), label=self.tr("Redo"), failed=self.trouble.emit)

    def _told(self, changes: Changes) -> None:
        self._look(changes.op_id)

    def _look(self, op_id: int | None) -> None:
        if self._jobs is not None:
            jobs = self._jobs
            jobs.look("steps", lambda desk: desk.log.history(limit=_LOOKED_AT), partial(self._learn, jobs, op_id))

    def _learn(self, jobs: Jobs, op_id: int | None, ops: Sequence[Op]) -> None:
        if jobs is not self._jobs:
            return
        undo = newest_redoable(ops)
        self.undoable = newest_undoable(ops)
        self.redoable = next((op for op in ops if undo is not None and op.id == undo.undoes), undo)
        op = next((op for op in ops if op.id == op_id), None)
        if op is not None:
            self._note(op)
        self.changed.emit()

    def _note(self, op: Op) -> None:
        if op.undoes is not None:
            self._line.say(op.summary, button=self.tr("Redo"), act=self.redo)
        else:
            step = op.batch if op.redoes is None else None
            self._line.say(op.summary, button=self.tr("Undo"), act=partial(self.undo, step))


def newest_undoable(ops: Sequence[Op]) -> Op | None:
    """Return the newest step in effect, of ops newest first."""
    return next((op for op in ops if op.undoes is None and op.redoes is None and not op.is_undone), None)


def newest_redoable(ops: Sequence[Op]) -> Op | None:
    """Return the newest undo that nothing new was done since, of ops newest first."""
    for op in ops:
        if op.undoes is not None and not op.is_undone:
            return op
        if op.undoes is None and op.redoes is None:
            return None
    return None
