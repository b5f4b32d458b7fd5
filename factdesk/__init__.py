"""FactDesk keeps the book on claims in the news: what was claimed, by whom, when it falls due, what became of it.

>>> from factdesk import open_desk
>>> with open_desk("china.factdesk") as desk:  # doctest: +SKIP
...     desk.reports.add(["report.txt"])
...     desk.export.write("overdue.csv", "outcome:overdue")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factdesk.desk import Desk, open_desk

__all__ = ["Desk", "open_desk"]


def __getattr__(name: str) -> object:
    """Load the desk when it is asked for, so that ``import factdesk`` costs nothing."""
    if name in __all__:
        from factdesk import desk

        return getattr(desk, name)
    raise AttributeError(name)
