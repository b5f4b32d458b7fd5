"""Progress and cancel for long work, without knowing who runs it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from factdesk.errors import Cancelled

Listener = Callable[[int, int, str], None]


class Task:
    """Handed to long work, which calls :meth:`step` in every loop.

    Args:
        listener: called with (steps done, steps in all, what is being done); total 0 means unknown.
    """

    def __init__(self, listener: Listener | None = None) -> None:
        self._listener = listener
        self._cancelled = Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step; may be called from any thread."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._cancelled.is_set()

    def step(self, done: int, total: int, label: str = "") -> None:
        """Tell how far the work is.

        Raises:
            Cancelled: somebody asked the work to stop.
        """
        if self._cancelled.is_set():
            raise Cancelled("Cancelled.")
        if self._listener is not None:
            self._listener(done, total, label)
