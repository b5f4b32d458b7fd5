"""Web pages that were saved: the article's text without the page around it, and what the page says of itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from factdesk.errors import UnreadableInputError
from factdesk.intake.decoding import declared_charset, decode
from factdesk.intake.document import Document
from factdesk.intake.pagedates import published_in_metadata
from factdesk.model import PublishedBy

if TYPE_CHECKING:
    from trafilatura.settings import Document as Page

_MOST_ELEMENTS = 40_000
"""Reading takes seconds up to here and grows with the square; the longest live blogs have half as many."""
_FEWEST_CHARACTERS = 200
"""A precise extraction shorter than this has as a rule missed the article."""


def read(data: bytes, name: str, url: str | None) -> Document:
    """Read a saved page: text and metadata by trafilatura, the date by the page's metadata or htmldate.

    Raises:
        UnreadableInputError: there is no article in the page.
    """
    from lxml.html import HtmlElement
    from trafilatura import load_html

    decoded = decode(data, declared=declared_charset(data))
    tree: HtmlElement | None = load_html(decoded.text.replace("\x00", ""))
    if tree is None:
        raise UnreadableInputError("There is no web page in this file.")
    if (size := sum(1 for _ in tree.iter())) > _MOST_ELEMENTS:
        raise UnreadableInputError(
            f"The page is too large to be read ({size:,} elements): copy the article and paste it instead."
        )
    published, by, told = _published(tree, url)
    page, tried = _extract(tree, url)
    return Document(
        "\n\n".join(line for line in (page.text or "").splitlines() if line.strip()),
        "text/html",
        title=page.title or "",
        outlet=page.sitename or "",
        author=page.author or None,
        url=url or page.url or None,
        published=published,
        published_by=by,
        notes=(*decoded.notes, *tried, *told),
    )


def _extract(tree: Any, url: str | None) -> tuple[Page, tuple[str, ...]]:
    precise = _article(tree, url, is_precise=True)
    if precise is not None and len(precise.text or "") >= _FEWEST_CHARACTERS:
        return precise, ()
    generous = _article(tree, url, is_precise=False)
    found = max(filter(None, (generous, precise)), key=lambda page: len(page.text or ""), default=None)
    if found is None or not (found.text or "").strip():
        raise UnreadableInputError("No article text was found in this page: copy the text and paste it instead.")
    if found is precise:
        return found, ()
    return found, ("The article was hard to tell from the page around it: look at the text.",)


def _article(tree: Any, url: str | None, *, is_precise: bool) -> Page | None:
    from copy import deepcopy

    from trafilatura import bare_extraction

    page = bare_extraction(
        deepcopy(tree),
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
        favor_precision=is_precise,
        favor_recall=not is_precise,
    )
    return None if isinstance(page, dict) else page


def _published(tree: Any, url: str | None) -> tuple[date | None, PublishedBy, tuple[str, ...]]:
    """The date of publication, never that of an update, where the page tells them apart."""
    from copy import deepcopy

    from htmldate import find_date

    if day := published_in_metadata(tree):
        return day, PublishedBy.METADATA, ()
    guess = find_date(deepcopy(tree), extensive_search=True, original_date=True, url=url)
    if guess:
        return date.fromisoformat(guess), PublishedBy.GUESSED, ("The date was guessed from the page's markup.",)
    return None, PublishedBy.UNKNOWN, ()
