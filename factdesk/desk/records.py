"""Records and writers of the exporting room, for whoever prints."""

from factdesk.exporting import (
    brief_columns,
    cells,
    claim_record,
    columns,
    draft_record,
    evidence_record,
    judgement_record,
    quote_record,
    report_record,
    speaker_record,
    table,
    time_record,
    write_csv,
    write_json,
    write_jsonl,
)

__all__ = [
    "brief_columns",
    "cells",
    "claim_record",
    "columns",
    "draft_record",
    "evidence_record",
    "judgement_record",
    "quote_record",
    "report_record",
    "speaker_record",
    "table",
    "time_record",
    "write_csv",
    "write_json",
    "write_jsonl",
]
