"""Time expressions: found in a report, read against its day, and the one that governs a claim."""

from factdesk.reading.dates.due import governing_due
from factdesk.reading.dates.engine import find_times
from factdesk.reading.dates.typed import read_due_words

__all__ = ["find_times", "governing_due", "read_due_words"]
