"""Rows to a file that is whole or not there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from factdesk import registry
from factdesk.errors import FactDeskError
from factdesk.exporting.columns import columns
from factdesk.exporting.rows import PROGRAMS, Row


def write_file(path: str | Path, what: str, rows: Iterable[Row], *, preset: str = PROGRAMS) -> int:
    """Write rows to a file in the format of its suffix and return how many.

    The rows go to a new file beside it, which takes its place once it is safely on disk: whatever happens, the path
    holds either what it held before or the whole new file, and a link of that name is replaced, not followed.

    Args:
        path: the file; the suffix chooses among CSV, JSON, JSON lines and what plug-ins add.
        what: ``claims``, ``evidence`` or ``reports``.
        rows: the records.
        preset: for CSV, ``excel`` or ``programs``.

    Raises:
        FactDeskError: the file cannot be written, or there is no such table, format or preset.
    """
    target = Path(path)
    names = columns(what)
    write = registry.load(_writer(target))
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}-", suffix=".part")
    except (OSError, ValueError) as error:
        raise FactDeskError(_why(target, error)) from error
    part = Path(name)
    try:
        with open(handle, "w", encoding="utf-8", newline="", errors="replace") as stream:
            count: int = write(rows, names, stream, preset=preset)
            _to_disk(stream)
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except OSError as error:
        raise FactDeskError(_why(target, error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return count


def _writer(target: Path) -> str:
    known = registry.exporters()
    suffix = target.suffix.lower()
    if suffix not in known:
        raise FactDeskError(f"The file's name must end in one of {', '.join(sorted(known))}: “{target.name}”.")
    return known[suffix]


def _to_disk(stream: TextIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _umask() -> int:
    """The rights that an ordinary new file would not get; there is no way to ask without setting."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _why(target: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"There is no folder {target.parent} to write {target.name} to: make it, or choose another."
    if isinstance(error, PermissionError):
        return f"You may not write {target.name} in {target.parent}: choose another folder."
    if isinstance(error, IsADirectoryError):
        return f"{target} is a folder: give the file another name."
    return f"{target} could not be written ({getattr(error, 'strerror', None) or error})."
