"""What every test starts from: its own user folder, no display, no network."""

from __future__ import annotations

import logging
import os
import socket

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def user_folder(tmp_path, monkeypatch):
    """Redirect the user's folder, so that no test sees another's desks or the user's own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("FACTDESK_HOME", str(folder))
    monkeypatch.delenv("FACTDESK_DESK", raising=False)
    return folder


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Fail whatever reaches for the network: FactDesk works offline."""

    def refuse(self, address, *rest):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            raise AssertionError(f"the network was reached for: {address}")
        return connect(self, address, *rest)

    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(autouse=True)
def no_unexpected_warnings(caplog):
    """Fail a test in which FactDesk logs a warning that the test did not expect (and clear)."""
    yield
    unexpected = [
        record
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.startswith("factdesk")
    ]
    assert not unexpected, [record.getMessage() for record in unexpected]
