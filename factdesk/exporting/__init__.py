"""Records turned into CSV, JSON and tables; nothing here knows where they come from."""

from factdesk.exporting.columns import brief_columns, cells, columns
from factdesk.exporting.files import write_file
from factdesk.exporting.records import (
    claim_record,
    draft_record,
    due_record,
    evidence_record,
    judgement_record,
    quote_record,
    report_record,
    speaker_record,
    time_record,
)
from factdesk.exporting.rows import disarmed, write_csv, write_json, write_jsonl
from factdesk.exporting.terminal import table

__all__ = [
    "brief_columns",
    "cells",
    "claim_record",
    "columns",
    "disarmed",
    "draft_record",
    "due_record",
    "evidence_record",
    "judgement_record",
    "quote_record",
    "report_record",
    "speaker_record",
    "table",
    "time_record",
    "write_csv",
    "write_file",
    "write_json",
    "write_jsonl",
]
