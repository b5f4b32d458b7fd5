"""Every verb a person has; the only door to the rooms."""

from factdesk.desk.context import now_utc
from factdesk.desk.core import Desk, open_desk
from factdesk.desk.engine import DirectEngine, Engine, Source
from factdesk.desk.known import known_desks
from factdesk.desk.sample import make_sample_desk
from factdesk.desk.stateless import (
    capture_files,
    capture_text,
    judge_pairs,
    judge_trouble,
    likely_from,
    read_claims,
    read_quotes,
    read_times,
    understood_dates,
)

__all__ = [
    "Desk",
    "DirectEngine",
    "Engine",
    "Source",
    "capture_files",
    "capture_text",
    "judge_pairs",
    "judge_trouble",
    "known_desks",
    "likely_from",
    "make_sample_desk",
    "now_utc",
    "open_desk",
    "read_claims",
    "read_quotes",
    "read_times",
    "understood_dates",
]
