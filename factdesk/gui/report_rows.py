"""How a report is told in one row of a list, to the eye and to the ear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication

from factdesk.gui.queue import Row
from factdesk.gui.shown_text import shown_line
from factdesk.gui.words import byline
from factdesk.model import ReportHead


def copies(heads: Sequence[ReportHead]) -> dict[int, int]:
    """Return, for each report that tells the story of an earlier one in the same words, that earlier report."""
    first: dict[int, ReportHead] = {}
    for head in sorted(heads, key=lambda h: (h.published or date.max, h.id)):
        first.setdefault(head.origin_id, head)
    return {head.id: first[head.origin_id].id for head in heads if first[head.origin_id].id != head.id}


def row_of(head: ReportHead, copy_of: int | None) -> Row:
    """Return what the row of a report shows."""
    title = shown_line(head.title) or _tr("Untitled report")
    parts = [byline(replace(head, author=None)), _claims(head.claims)]
    if head.language != "en":
        parts.append(head.language)
    if copy_of is not None:
        parts.insert(0, _tr("copy"))
    return Row(title, "  ·  ".join(parts), tip=f"{title} — {spoken(head, copy_of)}")


def spoken(head: ReportHead, copy_of: int | None) -> str:
    """Return a report in one sentence."""
    copy = _tr(", a copy of report {number}").format(number=copy_of) if copy_of is not None else ""
    return _tr("{title}. {byline}, language {language}, {claims}{copy}.").format(
        title=shown_line(head.title),
        byline=byline(head).replace("  ·  ", ", "),
        language=head.language,
        claims=_claims(head.claims),
        copy=copy,
    )


def _claims(number: int) -> str:
    return _tr("1 claim") if number == 1 else _tr("{number} claims").format(number=number)


def _tr(text: str) -> str:
    return QCoreApplication.translate("report_rows", text)
