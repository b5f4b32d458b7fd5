"""Time expressions: found in a report, read against its day, and the one that governs a claim."""

from factdesk.reading.dates.due import governing_due
from factdesk.reading.dates.engine import find_times, find_times_unparsed
from factdesk.reading.dates.typed import read_due_words
from factdesk.reading.dates.understood import Understood, understood

__all__ = ["Understood", "find_times", "find_times_unparsed", "governing_due", "read_due_words", "understood"]
