"""The sample desk: the sample reports through the same verbs as anybody's reports."""

from __future__ import annotations

from factdesk import paths
from factdesk.desk.core import Desk
from factdesk.model import ImportResult
from factdesk.task import Task


def make_sample_desk(desk: Desk, task: Task | None = None) -> ImportResult:
    """Add the sample reports to a desk, in the order of their dates."""
    return desk.reports.add([paths.resource("sample", "reports.jsonl")], task=task)
