"""Verbs of the log: history, undo, redo."""

from __future__ import annotations

from factdesk.desk.context import Context
from factdesk.model import Changes, Op


class Log:
    """Every step of this desk; each can be undone as long as nothing later depends on it."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def history(self, *, limit: int = 200, before: int | None = None) -> list[Op]:
        """Return steps, newest first; ``before`` an op's id pages on."""
        return self._context.store.history(limit, before)

    def of_claim(self, claim_id: int) -> list[Op]:
        """Return the steps that touched a claim or its evidence, oldest first."""
        return self._context.store.history_of_claim(claim_id)

    def undo(self, op_id: int | None = None) -> Changes:
        """Take back a step, by default the newest one in effect; works after a restart too.

        Raises:
            FactDeskError: there is nothing to undo, or a later step depends on it.
        """
        self._context.forget_decisions()
        return self._context.store.undo(op_id, self._context.actor, self._context.clock())

    def redo(self) -> Changes:
        """Do again what was undone last, as long as nothing new was done since.

        Raises:
            FactDeskError: there is nothing to redo.
        """
        self._context.forget_decisions()
        return self._context.store.redo(self._context.actor, self._context.clock())
