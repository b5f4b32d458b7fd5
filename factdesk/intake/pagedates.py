"""The publication date that a page's own metadata states: JSON-LD, meta elements, microdata.

A modification date is never taken for it. What the markup only suggests is left to htmldate.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from factdesk.intake.days import days_in

_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "citation_publication_date",
    "article.published",
    "published_at",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "article_date_original",
    "originalpublicationdate",
    "rnews:datepublished",
)
"""Names that sites give the publication date in meta elements, the most exact first."""
_ARTICLE = re.compile(r"article|posting|report|review|webpage|creativework|liveblog", re.IGNORECASE)
_ISO = re.compile(r"^\s*(\d{4}-\d{2}-\d{2})(?:[T ]|\s*$)")
_LARGEST_JSON = 2_000_000
_DEEPEST = 8


def published_in_metadata(tree: Any) -> date | None:
    """Return the publication date that a parsed page states of itself, or null.

    Args:
        tree: the page as lxml parsed it.
    """
    return next((day for text in _stated(tree) if (day := _day(text))), None)


def _stated(tree: Any) -> Iterator[str]:
    yield from _in_json_ld(tree)
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := meta.get("content"):
            named.setdefault(name.lower(), content)
    yield from (named[name] for name in _META if name in named)
    for element in tree.xpath('//*[@itemprop="datePublished"]'):
        yield element.get("datetime") or element.get("content") or element.text_content()


def _in_json_ld(tree: Any) -> Iterator[str]:
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        text = script.text or ""
        if len(text) > _LARGEST_JSON:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(data, _DEEPEST)


def _articles(data: object, depth: int) -> Iterator[str]:
    """The publication dates of the articles in JSON-LD; comments and videos have dates of their own."""
    if depth and isinstance(data, list):
        for item in data:
            yield from _articles(item, depth - 1)
    elif depth and isinstance(data, dict):
        if _ARTICLE.search(str(data.get("@type", ""))) and isinstance(data.get("datePublished"), str):
            yield data["datePublished"]
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(data.get(key), depth - 1)


def _day(text: str) -> date | None:
    """The calendar day as written, in the outlet's own time zone."""
    if match := _ISO.match(text):
        try:
            return date.fromisoformat(match[1])
        except ValueError:
            return None
    if found := days_in(text):
        return found[0].day
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None
