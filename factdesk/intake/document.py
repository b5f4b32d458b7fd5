"""What a reader makes of one file: the border between the file formats and the rest of intake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from factdesk.model import PublishedBy


@dataclass(frozen=True, slots=True)
class Document:
    """The readable content of one file, as far as its format tells.

    A plug-in reader is a function of (bytes, file name, url or None) that returns one of these or raises
    :class:`factdesk.errors.UnreadableInputError`.
    """

    text: str
    media_type: str
    title: str = ""
    outlet: str = ""
    author: str | None = None
    url: str | None = None
    published: date | None = None
    published_by: PublishedBy = PublishedBy.UNKNOWN
    notes: tuple[str, ...] = ()


Reader = Callable[[bytes, str, str | None], Document]


@dataclass(frozen=True, slots=True)
class Given:
    """What the person or the manifest says of a report; it stands above whatever the file says."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: date | None = None

    def over(self, other: Given) -> Given:
        """Return this with its gaps filled from ``other``."""
        return Given(
            title=self.title or other.title,
            outlet=self.outlet or other.outlet,
            author=self.author or other.author,
            url=self.url or other.url,
            published=self.published or other.published,
        )
