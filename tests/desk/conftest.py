"""A desk of its own for each test, with a clock that ticks and an engine that reads marks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from factdesk import open_desk
from tests.desk.engines import MarkedEngine


class Ticking:
    """A clock that moves one second at every look."""

    def __init__(self):
        self.now = datetime(2026, 6, 1, 12, tzinfo=UTC)

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def engine():
    return MarkedEngine()


@pytest.fixture
def desk(tmp_path, engine):
    with open_desk(tmp_path / "d.factdesk", actor="ann", clock=Ticking(), engine=engine) as opened:
        yield opened
