"""A report's text becomes claims, quotes and dates."""

from factdesk.reading.dates import Understood, understood
from factdesk.reading.furniture import furniture
from factdesk.reading.given import draft_given, locate
from factdesk.reading.passages import analyse
from factdesk.reading.report import find_quotes, find_times_of, read_report
from factdesk.reading.score import likely_from

__all__ = [
    "Understood",
    "analyse",
    "draft_given",
    "find_quotes",
    "find_times_of",
    "furniture",
    "likely_from",
    "locate",
    "read_report",
    "understood",
]
