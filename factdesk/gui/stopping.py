"""Ctrl+C in the terminal and the system's wish to end a program, in good order: as if the window had been closed."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopping(QObject):
    """Calls ``stop`` on the main thread when the program is told to end.

    Python looks at signals only while it runs, which it does not while Qt waits: a socket wakes it.

    Args:
        stop: ends the event loop.
        parent: as in Qt.
    """

    def __init__(self, stop: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._here, self._there = socket.socketpair()
        self._there.setblocking(False)
        self._before = {number: signal.signal(number, lambda *_: stop()) for number in _SIGNALS}
        self._fd_before = signal.set_wakeup_fd(self._there.fileno())
        notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(lambda *_: self._here.recv(64))

    def remove(self) -> None:
        """Put everything back as it was."""
        signal.set_wakeup_fd(self._fd_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._here.close()
        self._there.close()
