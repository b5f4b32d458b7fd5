"""Opening a desk's file: what it is, who may write, how it is connected, and the one kind of transaction there is."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from factdesk.errors import DeskFileError, DeskLockedError, FactDeskError
from factdesk.store import schema
from factdesk.store.lock import WriteLock

if TYPE_CHECKING:
    from factdesk.store.schema import Migration

_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID_AT = 68
_WAIT_SECONDS = 5.0
_FULL = {sqlite3.SQLITE_FULL}
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}

Row = tuple[Any, ...]
Values = Sequence[object] | Mapping[str, object]


class DamagedFileError(DeskFileError):
    """What SQLite reads of the file makes no sense."""


class Database:
    """One connection to a desk; with ``lock`` the only one in the world that writes to it."""

    def __init__(self, conn: sqlite3.Connection, path: Path, lock: WriteLock | None) -> None:
        self.path = path
        self._conn = conn
        self._lock = lock
        self._depth = 0
        self._identity = _identity(path)

    def __enter__(self) -> Database:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def is_writable(self) -> bool:
        """Whether this connection may write."""
        return self._lock is not None

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._conn.in_transaction

    def close(self) -> None:
        """Close the connection and let others write; a second time does nothing."""
        self._conn.close()
        if self._lock is not None:
            self._lock.release()

    def execute(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """Run one statement.

        Raises:
            DeskFileError: the disk is full or the file is damaged or cannot be written.
            DeskLockedError: another program holds the file.
        """
        with _told(self.path):
            return self._conn.execute(sql, values)

    def executemany(self, sql: str, rows: Iterator[Sequence[object]] | Sequence[Sequence[object]]) -> None:
        """Run one statement for many rows; raises as :meth:`execute` does."""
        with _told(self.path):
            self._conn.executemany(sql, rows)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Return all rows of a query; raises as :meth:`execute` does."""
        with _told(self.path):
            return self._conn.execute(sql, values).fetchall()

    def value(self, sql: str, values: Values = ()) -> Any:
        """Return the first column of the first row of a query, or None where there is no row."""
        with _told(self.path):
            row = self._conn.execute(sql, values).fetchone()
        return row[0] if row else None

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Do all that is in the block or none of it; a block in a block is a savepoint.

        The outer block takes the write lock at once, so that nothing read in it can be out of date when it writes.
        """
        if not self.is_writable:
            raise DeskLockedError(f"The desk “{self.path.name}” is open for reading only.")
        if not self._depth and _identity(self.path) != self._identity:
            raise DeskFileError(
                f"The desk “{self.path.name}” was moved, deleted or replaced while it was open; nothing was saved. "
                "Put the file back, or open the desk where it is now."
            )
        name = f"level_{self._depth}"
        self.execute(f"SAVEPOINT {name}" if self._depth else "BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
            self.execute(f"RELEASE {name}" if self._depth > 1 else "COMMIT")
        except BaseException:
            self._roll_back(name)
            raise
        finally:
            self._depth -= 1

    def _roll_back(self, name: str) -> None:
        # A full disk or an i/o error may have rolled everything back already.
        if not self._conn.in_transaction:
            return
        if self._depth > 1:
            self._conn.execute(f"ROLLBACK TO {name}")
            self._conn.execute(f"RELEASE {name}")
        else:
            self._conn.execute("ROLLBACK")


def open_database(path: Path, *, write: bool, steps: tuple[Migration, ...] = schema.STEPS) -> Database:
    """Open a desk; with ``write`` a missing one is made and an old one brought up to date after a backup.

    Raises:
        DeskFileError: it is no desk, was made by a newer program, is damaged, or lies where nothing can be written.
        DeskLockedError: another program is writing to it.
    """
    path = Path(path).expanduser().absolute()
    if write and path.is_symlink():
        path = path.resolve()
    _look_at(path, write=write)
    if not write:
        return Database(_connect_to_read(path, steps), path, None)
    lock = WriteLock(path)
    try:
        return Database(_connect_to_write(path, steps), path, lock)
    except BaseException:
        lock.release()
        raise


def _look_at(path: Path, *, write: bool) -> None:
    """Tell from its first bytes whether a file is a desk, before SQLite is let near it."""
    if path.is_dir():
        raise DeskFileError(f"“{path}” is a folder, not a desk.")
    if not path.exists():
        if not write:
            raise DeskFileError(f"There is no desk at “{path}”.")
        return
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise DeskFileError(f"“{path}” cannot be read: {error.strerror or error}.") from error
    if not head and write:
        return
    if not head.startswith(_MAGIC):
        raise DeskFileError(f"“{path}” is not a desk: it was not made by FactDesk.")
    mark = int.from_bytes(head[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4], "big")
    if mark != schema.APPLICATION_ID:
        raise DeskFileError(f"“{path}” is a database of another program, not a desk.")


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell one file from another that came under its name; null where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _connect_to_read(path: Path, steps: tuple[Migration, ...]) -> sqlite3.Connection:
    """Open without ever writing; where not even SQLite's helper files can be made, as a file that nobody changes."""
    with _told(path):
        conn = _connect(path, "mode=ro")
        try:
            version = _version(conn)
        except sqlite3.OperationalError:
            conn.close()
            if os.access(path.parent, os.W_OK) or _has_wal(path):
                raise
            conn = _connect(path, "mode=ro&immutable=1")
            version = _version(conn)
        try:
            _refuse_newer(path, version, steps)
            _refuse_older(path, version, steps)
            conn.execute("PRAGMA query_only = ON")
        except BaseException:
            conn.close()
            raise
        return conn


def _connect_to_write(path: Path, steps: tuple[Migration, ...]) -> sqlite3.Connection:
    """Open for writing under the lock, making or upgrading the desk first."""
    if not path.exists() or path.stat().st_size == 0:
        _create(path, steps)
    elif not os.access(path, os.W_OK):
        raise DeskFileError(f"“{path}” cannot be written: it is read-only.")
    with _told(path):
        _refuse_newer(path, _version_of(path), steps)
        conn = _connect(path, "mode=rw")
        try:
            if _version(conn) < len(steps):
                _upgrade(conn, path, steps)
            conn.execute("PRAGMA journal_mode = WAL")
            conn.execute("PRAGMA synchronous = FULL")
        except BaseException:
            conn.close()
            raise
        return conn


def _connect(path: Path, how: str) -> sqlite3.Connection:
    # isolation_level None: transactions are begun by Database.atomic alone.
    conn = sqlite3.connect(f"{path.as_uri()}?{how}", uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA cell_size_check = ON")
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("PRAGMA recursive_triggers = ON")
    conn.create_function("casefold", 1, _casefold, deterministic=True)
    return conn


def _casefold(value: object) -> str | None:
    return value.casefold() if isinstance(value, str) else None


def _version_of(path: Path) -> int:
    conn = _connect(path, "mode=ro")
    try:
        return _version(conn)
    finally:
        conn.close()


def _version(conn: sqlite3.Connection) -> int:
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


def _refuse_newer(path: Path, version: int, steps: tuple[Migration, ...]) -> None:
    if version > len(steps):
        raise DeskFileError(
            f"“{path.name}” was made by a newer FactDesk (its format is {version}, this program knows {len(steps)}); "
            "install the newer program to open it. Nothing was changed."
        )


def _refuse_older(path: Path, version: int, steps: tuple[Migration, ...]) -> None:
    if version < len(steps):
        raise DeskFileError(
            f"“{path.name}” was made by an older FactDesk; open it once for writing to bring it up to date."
        )


def _create(path: Path, steps: tuple[Migration, ...]) -> None:
    """Make a desk beside its place and move it there, so that a half-made one is never found."""
    draft = path.with_name(f".{path.name}.new")
    with _told(path):
        draft.unlink(missing_ok=True)
        conn = sqlite3.connect(draft, isolation_level=None)
        try:
            _apply(conn, steps)
            conn.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        finally:
            conn.close()
        draft.replace(path)


def _upgrade(conn: sqlite3.Connection, path: Path, steps: tuple[Migration, ...]) -> None:
    """Back an older desk up beside itself, then bring it up to date."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    backup = path.with_name(f"{path.stem}.before-format-{len(steps)}.{stamp}{path.suffix}")
    conn.execute("VACUUM INTO ?", (str(backup),))
    _apply(conn, steps)


def _apply(conn: sqlite3.Connection, steps: tuple[Migration, ...]) -> None:
    from sqlite_utils import Database as SqliteUtilsDatabase

    schema.migrate(SqliteUtilsDatabase(conn, execute_plugins=False), steps)


def _has_wal(path: Path) -> bool:
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn trouble of the disk or the file into a sentence; everything else is a bug and passes."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        trouble = _sentence(path, error)
        if trouble is None:
            raise
        raise trouble from error
    except OSError as error:
        raise DeskFileError(f"“{path}” cannot be written: {error.strerror or error}.") from error


def _sentence(path: Path, error: sqlite3.DatabaseError) -> FactDeskError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return DeskLockedError(f"Another program is writing to “{path.name}”; try again when it is done.")
    if code in _FULL:
        return DeskFileError(f"The disk is full: “{path.name}” could not be written. Free some space and try again.")
    if code in _BROKEN:
        return DamagedFileError(f"“{path.name}” is damaged; run “factdesk check” on it or restore a backup.")
    if code in _UNWRITABLE:
        return DeskFileError(f"“{path}” cannot be opened or written: {error}.")
    return None
