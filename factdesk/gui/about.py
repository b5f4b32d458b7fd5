"""What FactDesk says of itself."""

from __future__ import annotations


def about_text() -> str:
    """Return what the About box says."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("factdesk")
    except PackageNotFoundError:
        number = ""
    return (
        f"FactDesk {number}\n\nKeeps the book on claims in the news: what was claimed, by whom, when it falls due, "
        "and what became of it.\n\nMIT licence. Everything stays on this machine."
    )
