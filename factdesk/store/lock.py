"""One writing process at a time: a lock of the operating system on a file beside the desk.

The lock ends with the process however it ends; the file stays and its mere existence means nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from factdesk.errors import DeskFileError, DeskLockedError

LOCK_SUFFIX = ".lock"
# Windows locks bytes against reading too: take one far behind the text that says who holds it.
_LOCKED_BYTE = 1 << 30


class WriteLock:
    """The right to write to one desk, held until :meth:`release` or the end of the process.

    Raises:
        DeskLockedError: another program, or another part of this one, holds it.
        DeskFileError: no file can be made beside the desk.
    """

    def __init__(self, desk: Path) -> None:
        path = desk.with_name(desk.name + LOCK_SUFFIX)
        try:
            self._file: int | None = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        except OSError as error:
            raise DeskFileError(
                f"“{desk}” cannot be written: nothing can be made in its folder ({error.strerror or error})."
            ) from error
        try:
            _lock(self._file)
        except OSError as error:
            holder = _holder(self._file)
            self.release()
            raise DeskLockedError(
                f"The desk “{desk.name}” is already open for writing{holder}; close it there, or open it to read only."
            ) from error
        os.ftruncate(self._file, 0)
        _write(self._file)

    def release(self) -> None:
        """Let others write; a second time does nothing."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _write(file: int) -> None:
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, str(os.getpid()).encode())


def _holder(file: int) -> str:
    os.lseek(file, 0, os.SEEK_SET)
    text = os.read(file, 32).decode("ascii", "replace").strip()
    return f" (process {text})" if text.isdigit() else ""


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
