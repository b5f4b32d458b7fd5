"""What every verb needs: the open file, who acts, the clock and the engine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from factdesk.desk.engine import Engine
from factdesk.model import AsOf, Proposing
from factdesk.settings import DeskSettings

if TYPE_CHECKING:
    from factdesk.store import Step, Store

Clock = Callable[[], datetime]
_READINGS = 32
"""Readings of reports kept while a desk is open."""

_DECIDING_NOTHING = ("report.add", "report.read", "report.match")
"""Steps of an import: a thousand reports ask no thousand times what follows from the decisions so far."""


def now_utc() -> datetime:
    """Return the present moment; the only place that reads the clock."""
    return datetime.now(UTC)


class Context:
    """What every verb needs: the open file, who acts, the clock and the engine."""

    def __init__(self, store: Store, actor: str, clock: Clock, engine: Engine) -> None:
        self.store = store
        self.actor = actor
        self.clock = clock
        self.engine = engine
        self._proposing: Proposing | None = None
        self.read = lru_cache(maxsize=_READINGS)(engine.read)

    @property
    def settings(self) -> DeskSettings:
        """The settings stored in the desk."""
        return DeskSettings.from_stored(self.stored_settings())

    def stored_settings(self) -> dict[str, str]:
        """Return the words of those settings that were ever set."""
        words = {name: self.store.setting(name) for name in DeskSettings.__dataclass_fields__}
        return {name: word for name, word in words.items() if word is not None}

    def proposing(self) -> Proposing:
        """Return from what score on passages are proposed in this desk, as its people's decisions have it."""
        from factdesk import matching

        if self._proposing is None:
            settings = self.settings
            decided = self.store.decided_scores(settings.since()) if settings.adapt else []
            found = matching.adapted(matching.base_threshold(), decided)
            if not self.store.is_writable:
                return found
            self._proposing = found
        return self._proposing

    def forget_decisions(self) -> None:
        """Work out anew what follows from people's decisions when it is asked for next."""
        self._proposing = None

    def today(self) -> date:
        """Return the calendar day in the desk's time zone."""
        return self.clock().astimezone(self.settings.zone()).date()

    def moment(self, as_of: AsOf | date | None) -> AsOf:
        """Complete a moment: today where none is given."""
        if isinstance(as_of, AsOf):
            return as_of
        return AsOf(as_of or self.today())

    def step(self, name: str, summary: str, *, batch: int | None = None) -> AbstractContextManager[Step]:
        """Begin one entry of the log: one transaction, done or undone as a whole."""
        if name not in _DECIDING_NOTHING:
            self.forget_decisions()
        return self.store.step(name, summary, actor=self.actor, at=self.clock(), batch=batch)
