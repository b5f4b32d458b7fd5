"""The screens by name: what stands in the rail and who builds it, which happens when a screen is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from factdesk.desk import Desk
from factdesk.gui.jobs import Jobs
from factdesk.gui.panel import Panel

Build = Callable[[Desk, Jobs], Panel]


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen; in the rail unless it is only ever opened from another one."""

    name: str
    build: Build
    in_rail: bool = True
    gap: bool = False
    """A gap above it in the rail."""


def _start(desk: Desk, jobs: Jobs) -> Panel:
    from factdesk.gui.start import StartPanel

    return StartPanel(desk, jobs)


def _triage(desk: Desk, jobs: Jobs) -> Panel:
    from factdesk.gui.triage import TriagePanel

    return TriagePanel(desk, jobs)


def _matches(desk: Desk, jobs: Jobs) -> Panel:
    from factdesk.gui.matches import MatchesPanel

    return MatchesPanel(desk, jobs)


def _claims(desk: Desk, jobs: Jobs) -> Panel:
    from factdesk.gui.claims import ClaimsPanel

    return ClaimsPanel(desk, jobs)


def _claim(desk: Desk, jobs: Jobs) -> Panel:
    from factdesk.gui.claim import ClaimPanel

    return ClaimPanel(desk, jobs)


def _reports(desk: Desk, jobs: Jobs) -> Panel:
    from factdesk.gui.reports import ReportsPanel

    return ReportsPanel(desk, jobs)


def _sources(desk: Desk, jobs: Jobs) -> Panel:
    from factdesk.gui.sources import SourcesPanel

    return SourcesPanel(desk, jobs)


def _export(desk: Desk, jobs: Jobs) -> Panel:
    from factdesk.gui.export import ExportPanel

    return ExportPanel(desk, jobs)


def _add(desk: Desk, jobs: Jobs) -> Panel:
    from factdesk.gui.add import AddPanel

    return AddPanel(desk, jobs)


def _history(desk: Desk, jobs: Jobs) -> Panel:
    from factdesk.gui.history import HistoryPanel

    return HistoryPanel(desk, jobs)


def _settings(desk: Desk, jobs: Jobs) -> Panel:
    from factdesk.gui.settings import SettingsPanel

    return SettingsPanel(desk, jobs)


SCREENS: tuple[Screen, ...] = (
    Screen("desk", _start),
    Screen("triage", _triage, gap=True),
    Screen("matches", _matches),
    Screen("claims", _claims, gap=True),
    Screen("claim", _claim, in_rail=False),
    Screen("reports", _reports),
    Screen("sources", _sources),
    Screen("add", _add, gap=True),
    Screen("export", _export),
    Screen("history", _history, gap=True),
    Screen("settings", _settings),
)
