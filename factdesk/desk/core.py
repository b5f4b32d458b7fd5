"""The desk itself: one open file, its settings, its clock, and the verbs by noun."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from factdesk import paths
from factdesk.desk import known
from factdesk.desk.claims import Claims
from factdesk.desk.context import Clock, Context, now_utc
from factdesk.desk.engine import DirectEngine, Engine
from factdesk.desk.evidence import EvidenceVerbs
from factdesk.desk.export import Export
from factdesk.desk.log import Log
from factdesk.desk.reports import Reports
from factdesk.desk.speakers import Speakers
from factdesk.errors import FactDeskError
from factdesk.model import Changes, DeskCounts, Problem, Proposing
from factdesk.settings import DeskSettings

if TYPE_CHECKING:
    pass


class Desk:
    """One desk and every verb a person has, by noun: reports, claims, evidence, speakers, log, export.

    Verbs that write return :class:`~factdesk.model.Changes` (or a result that holds one): what they touched.
    A desk belongs to the thread that opened it; :meth:`reader` gives another thread its own read-only view.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self.reports = Reports(context)
        self.evidence = EvidenceVerbs(context)
        self.claims = Claims(context)
        self.speakers = Speakers(context)
        self.log = Log(context)
        self.export = Export(context, self.claims, self.evidence, self.reports, self.speakers)

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The desk's file."""
        return self._context.store.path

    @property
    def is_writable(self) -> bool:
        """Whether this view may write."""
        return self._context.store.is_writable

    @property
    def actor(self) -> str:
        """Who acts: the name that decisions carry."""
        return self._context.actor

    @property
    def settings(self) -> DeskSettings:
        """The settings stored in this desk."""
        return self._context.settings

    def today(self) -> date:
        """Return the calendar day in the desk's time zone."""
        return self._context.today()

    def set_setting(self, name: str, value: str) -> Changes:
        """Set one of :class:`~factdesk.settings.DeskSettings` by name; an undoable step.

        ``now`` for a moment is the present one.

        Raises:
            FactDeskError: no setting of that name, or the value cannot be used.
        """
        stored = self._context.stored_settings()
        if name not in DeskSettings.__dataclass_fields__:
            raise FactDeskError(
                f"There is no setting “{name}”; there are {', '.join(DeskSettings.__dataclass_fields__)}."
            )
        value = self._context.clock().isoformat() if (name, value) == ("adapt_since", "now") else value
        DeskSettings.from_stored({**stored, name: value})
        with self._context.step("setting.set", f"Set {name} to {value}") as step:
            step.set_setting(name, value)
        return step.changes

    def proposing(self) -> Proposing:
        """Return from what score on passages are proposed, from how many decisions that follows, and its limits."""
        return self._context.proposing()

    def counts(self, since: datetime | None = None) -> DeskCounts:
        """Return the counts of the start screen; ``changed`` counts from ``since`` on."""
        return self._context.store.counts(self.today(), since)

    def check(self, *, repair: bool = False) -> list[Problem]:
        """Check the file and that every stored state equals its log; an empty list is a sound desk."""
        return self._context.store.check(repair)

    def reader(self) -> Desk:
        """Open a second, read-only view of the same file, for another thread or the window's drawing."""
        return open_desk(
            self.path, write=False, actor=self.actor, clock=self._context.clock, engine=self._context.engine
        )

    def close(self) -> None:
        """Close the file; the desk cannot be used after it."""
        self._context.store.close()


def open_desk(
    path: str | Path | None = None,
    *,
    write: bool = True,
    actor: str | None = None,
    clock: Clock = now_utc,
    engine: Engine | None = None,
) -> Desk:
    """Open a desk, made if the file is not there.

    Args:
        path: the desk's file; by default the desk opened last, else the default desk in the user's data folder.
        write: False opens a read-only view, beside which another program may write.
        actor: the name that decisions carry; by default the user's login name.
        clock: tells the present moment, aware.
        engine: reads and judges; by default in this process, loaded when first needed.

    Raises:
        DeskLockedError: another program is writing to this desk.
        DeskFileError: the file is not a desk, is damaged, or was made by a newer FactDesk.
    """
    from factdesk.store import open_store

    file = Path(path) if path is not None else known.last_desk() or paths.default_desk()
    store = open_store(file, write=write, now=clock)
    if write:
        known.remember(file)
    return Desk(Context(store, actor or known.login_name(), clock, engine or DirectEngine()))
