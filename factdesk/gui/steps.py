"""Undo and redo in the window: what can be taken back, and the note after each step with its Undo button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal

from factdesk.gui.jobs import Jobs
from factdesk.gui.messages import StatusLine
from factdesk.model import Changes, Op

_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class Step:
    """What one decision wrote: one op, or several of one batch."""

    first: Op
    """The op by which it is undone."""
    likes: int = 1
    """How many of its ops are of the first one's kind, such as reports added at once."""

    @property
    def is_step(self) -> bool:
        """Whether it did something new, rather than undo or redo."""
        return self.first.undoes is None and self.first.redoes is None

    @property
    def words(self) -> str:
        """What it did, in the words of the menus."""
        more = self.likes - 1
        return self.first.summary + (QCoreApplication.translate("steps", " and %n more", "", more) if more else "")

    @property
    def can_be_undone(self) -> bool:
        """Whether it is in effect."""
        return self.is_step and not self.first.is_undone


def steps_of(ops: Sequence[Op]) -> list[Step]:
    """Gather ops, newest first, into steps, newest first."""
    steps: dict[int, Step] = {}
    for op in ops:
        known = steps.get(op.batch)
        if known is None:
            steps[op.batch] = Step(op)
        else:
            # Older ops come later: the one that began the step has the last word.
            likes = known.likes + 1 if op.name == known.first.name else 1 + _same(ops, op)
            steps[op.batch] = replace(known, first=op, likes=likes)
    return list(steps.values())


def _same(ops: Sequence[Op], op: Op) -> int:
    return sum(other.batch == op.batch and other.name == op.name and other.id > op.id for other in ops)


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
        step = next((step for step in steps_of(ops) if step.first.id == op_id), None)
        if step is not None:
            self._note(step)
        self.changed.emit()

    def _note(self, step: Step) -> None:
        if step.first.undoes is not None:
            self._line.say(step.words, button=self.tr("Redo"), act=self.redo)
        else:
            op_id = step.first.id if step.first.redoes is None else None
            self._line.say(step.words, button=self.tr("Undo"), act=partial(self.undo, op_id))


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
