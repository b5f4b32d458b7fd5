"""From what a reader found and what a person said to one capture, ready to be stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from urllib.parse import urlsplit

from factdesk.errors import UnreadableInputError
from factdesk.intake.cleaning import clean_line, clean_text
from factdesk.intake.dating import Dated, dated, is_date_line, is_in_future
from factdesk.intake.document import Document, Given
from factdesk.intake.files import too_large
from factdesk.intake.language import language_of
from factdesk.intake.plain import author_in
from factdesk.model import Capture, GivenClaim, PublishedBy

LONGEST_TEXT = 2_000_000
"""Characters of one report: a long book. More is as a rule an archive that should be split into its reports."""
_LONGEST_TITLE = 160
_FEWEST_TITLE_WORDS = 3
_FEWEST_TITLE_LETTERS = 12
_EXCERPT = 80
_HOST_PREFIXES = ("www.", "m.", "amp.", "edition.")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from: its bytes and, where it was a file, its name."""

    data: bytes
    file_name: str | None = None


def capture_document(
    document: Document, origin: Origin, given: Given, *, now: datetime, claims: tuple[GivenClaim, ...] = ()
) -> Capture:
    """Return the capture of one document; what was given stands above what the document says of itself.

    Raises:
        UnreadableInputError: there is no text in it, or more than a report can hold.
    """
    if len(document.text) > LONGEST_TEXT:
        raise UnreadableInputError(too_large("text", len(document.text), LONGEST_TEXT))
    cleaned = clean_text(document.text)
    if not any(char.isalnum() for char in cleaned.text):
        raise UnreadableInputError("There is no text in it.")
    url, refused = _address(given.url or document.url)
    when = _dated(document, given, cleaned.text, origin.file_name, url, now)
    return Capture(
        title=_title(given, document, cleaned.text, origin.file_name),
        outlet=clean_line(given.outlet or document.outlet) or _host(url),
        author=clean_line(given.author or document.author or "") or None,
        url=url,
        published=when.day,
        published_by=when.by,
        captured_at=now,
        language=language_of(cleaned.text),
        text=cleaned.text,
        sha256=sha256(cleaned.text.encode()).hexdigest(),
        original=origin.data,
        media_type=document.media_type,
        claims=claims,
        notes=tuple(dict.fromkeys((*document.notes, *cleaned.notes, *refused, *when.notes))),
    )


def _dated(document: Document, given: Given, text: str, file_name: str | None, url: str | None, now: datetime) -> Dated:
    """A given date is taken as given, with a note if it lies ahead; a found one that lies ahead is refused."""
    if given.published is not None:
        ahead = is_in_future(given.published, now)
        notes = ("The given date of publication lies in the future.",) if ahead else ()
        return Dated(given.published, PublishedBy.GIVEN, notes)
    if document.published is None:
        return dated(text, file_name=file_name, url=url, now=now)
    if is_in_future(document.published, now):
        refused = f"The date {document.published.isoformat()} lies in the future and was not taken."
        other = dated(text, file_name=file_name, url=url, now=now)
        return Dated(other.day, other.by, (refused, *other.notes))
    return Dated(document.published, document.published_by)


def _title(given: Given, document: Document, text: str, file_name: str | None) -> str:
    named = clean_line(given.title or document.title)
    return named or _heading(text) or (PurePath(file_name).stem if file_name else "") or _excerpt(text)


def _heading(text: str) -> str:
    """The first line that reads like a heading, before the story begins."""
    lines = [line.strip() for line in text[: 20 * _LONGEST_TITLE].splitlines() if line.strip()]
    for line in lines[:-1]:
        if is_date_line(line) or author_in(line) or _is_label(line):
            continue
        return "" if len(line) > _LONGEST_TITLE or line.endswith((".", ":", ";", ",", "。")) else clean_line(line)
    return ""


def _is_label(line: str) -> bool:
    """A line too short to be a heading: "watch now", "World", "EXCLUSIVE"."""
    return len(line.split()) < _FEWEST_TITLE_WORDS and len(line) < _FEWEST_TITLE_LETTERS


def _excerpt(text: str) -> str:
    line = clean_line(text[: 4 * _EXCERPT].strip().splitlines()[0])
    if len(line) <= _EXCERPT:
        return line
    cut = line[:_EXCERPT]
    return (cut.rpartition(" ")[0] or cut).rstrip(",;:–—- ") + "…"


def _address(url: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Only web addresses are kept: anything else could be opened by a click later on."""
    if not url:
        return None, ()
    line = clean_line(url)
    if is_web_address(line) and " " not in line:
        return line, ()
    return None, (f"The address was left out, since it is not one of the web: “{line[:80]}”.",)


def is_web_address(item: str) -> bool:
    """Whether a text is an http or https address with a host."""
    try:
        parts = urlsplit(item)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _host(url: str | None) -> str:
    host = (urlsplit(url).hostname or "") if url else ""
    for prefix in _HOST_PREFIXES:
        if host.startswith(prefix) and host.count(".") > 1:
            return host[len(prefix) :]
    return host
