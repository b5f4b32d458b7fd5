"""Files, folders and standard input: the bytes of every report, or a sentence why there are none."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factdesk import registry
from factdesk.errors import UnreadableInputError
from factdesk.intake.document import Document, Reader

LARGEST_FILE = 32_000_000
"""Bytes of one report's file; a page with its pictures inlined stays far below."""
MANIFESTS = (".jsonl", ".ndjson", ".csv")

_BINARY = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3", "a recording"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 8192
_PAGE_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body")


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one report and the name they came under ("" for standard input)."""

    data: bytes
    name: str


def read_file(path: Path, *, largest: int = LARGEST_FILE) -> Source:
    """Return the bytes of one file.

    Raises:
        UnreadableInputError: it is missing, may not be read, is no ordinary file, is empty or too large.
    """
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise UnreadableInputError("This is a folder, not a file.")
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableInputError("This is not an ordinary file.")
        if about.st_size > largest:
            raise UnreadableInputError(too_large("file", about.st_size, largest))
        return Source(path.read_bytes(), path.name)
    except (OSError, ValueError) as error:
        raise UnreadableInputError(_why(error)) from error


def too_large(what: str, size: int, largest: int) -> str:
    """Return the sentence for something over a limit, in bytes or characters."""
    return (
        f"The {what} is too large ({size / 1e6:.1f} million characters; "
        f"the most is {largest / 1e6:g} million): split it into its reports."
    )


def read_document(source: Source, url: str | None) -> Document:
    """Read the bytes of one report in the format that its name, or else its beginning, tells.

    Raises:
        UnreadableInputError: nothing here can read it, or there is nothing in it.
    """
    if not source.data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableInputError("The file is empty.")
    suffix = Path(source.name).suffix.lower()
    known = registry.importers()
    if suffix not in known and (kind := binary_kind(source.data)):
        raise UnreadableInputError(f"This is {kind}: save it as text or as a web page and add that.")
    if suffix and suffix not in known:
        raise UnreadableInputError(
            f"Files of the kind {suffix} are not read: save it as one of {', '.join(sorted(known))}."
        )
    if suffix in ("", ".txt", ".text"):
        suffix = _sniffed(source.data)
    elif (kind := binary_kind(source.data)) and known[suffix].startswith("factdesk."):
        raise UnreadableInputError(f"This is {kind}, whatever its name says: save it as text and add that.")
    reader: Reader = registry.load(known[suffix])
    return reader(source.data, source.name, url)


def files_in(folder: Path) -> list[Path]:
    """Return the readable files of a folder and the folders in it, manifests first, else in the order of their names.

    Raises:
        UnreadableInputError: there are none, or the folder may not be read.
    """
    suffixes = {*registry.importers(), *MANIFESTS}
    try:
        found = sorted(path for path in _walk(folder) if path.suffix.lower() in suffixes)
    except OSError as error:
        raise UnreadableInputError(_why(error)) from error
    if not found:
        raise UnreadableInputError(f"There is no file in this folder that can be read ({', '.join(sorted(suffixes))}).")
    return sorted(found, key=lambda path: path.suffix.lower() not in MANIFESTS)


def binary_kind(data: bytes) -> str | None:
    """Return what a file that is no text is, in words; null for text."""
    for magic, kind in _BINARY:
        if data.startswith(magic):
            return kind
    sample = data[:_SAMPLE]
    if sample.startswith(_MARKS) or _has_zeros_of_utf16(sample):
        return None
    controls = sum(1 for byte in sample if byte < 0x20 and byte not in b"\t\n\r\f\x1b")
    return "not a text file" if controls * 10 > len(sample) else None


def _has_zeros_of_utf16(sample: bytes) -> bool:
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return max(even, odd) * 5 > len(sample) and min(even, odd) * 10 < max(even, odd)


def _sniffed(data: bytes) -> str:
    if kind := binary_kind(data):
        raise UnreadableInputError(f"This is {kind}: save it as text or as a web page and add that.")
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return ".html" if start.startswith(_PAGE_OPENINGS) else ".txt"


def _walk(folder: Path) -> Iterator[Path]:
    def stop(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise error

    for place, folders, names in os.walk(folder, onerror=stop):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in names if not name.startswith("."))


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return "There is no such file."
    if isinstance(error, PermissionError):
        return "You may not read this file: ask its owner for the right to, or add a copy of it."
    return f"The file cannot be read ({error.strerror or error})."
