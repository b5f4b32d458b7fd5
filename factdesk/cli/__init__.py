"""One command per verb; the only place that prints."""

from factdesk.cli.program import program, run

__all__ = ["program", "run"]
