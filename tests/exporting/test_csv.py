"""CSV says exactly what the records say, opens in a spreadsheet without harm, and is never held in memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.errors import FactDeskError
from factdesk.exporting import (
    cells,
    claim_record,
    columns,
    evidence_record,
    report_record,
    write_csv,
)
from factdesk.exporting.rows import disarmed
from tests.exporting.builders import EVIDENCE, HEAD, RECORD

ROWS = {"claims": claim_record(RECORD), "evidence": evidence_record(EVIDENCE), "reports": report_record(HEAD)}
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def parsed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def written(rows: list[dict[str, object]], names: tuple[str, ...], preset: str = "programs") -> str:
    stream = io.StringIO(newline="")
    assert write_csv(rows, names, stream, preset=preset) == len(rows)
    return stream.getvalue()


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_what_is_parsed_back_is_what_was_written(pairs: list[tuple[str, str]]) -> None:
    rows: list[dict[str, object]] = [{"a": a, "b": b} for a, b in pairs]
    assert parsed(written(rows, ("a", "b"))) == [["a", "b"], *map(list, pairs)]


def test_line_ends_are_crlf_and_the_header_is_there_without_rows() -> None:
    assert written([], ("a", "b")) == "a,b\r\n"
    assert written([{"a": 'x "y"\nz', "b": 1}], ("a", "b")) == 'a,b\r\n"x ""y""\nz",1\r\n'


@pytest.mark.parametrize("what", ROWS)
def test_every_column_has_its_cell(what: str) -> None:
    header, line = parsed(written([ROWS[what]], columns(what)))
    assert tuple(header) == columns(what)
    assert tuple(line) == cells(what, ROWS[what])
    assert len(set(header)) == len(header)


def test_a_claim_lies_flat_with_its_due_dates_links_who_and_when() -> None:
    cell = dict(zip(columns("claims"), cells("claims", ROWS["claims"]), strict=True))
    assert (cell["due_text"], cell["due_from"], cell["due_to"]) == ("by 1 May 2031", "", "2031-05-01")
    assert (cell["due_bound"], cell["due_precision"], cell["due_edtf"]) == ("by", "day", "../2031-05-01")
    assert (cell["due_in_force_from"], cell["due_in_force_to"]) == ("", "2031-06-01")
    assert (cell["tags"], cell["entities"]) == ("bridge; city", "Ilse Brandt; Elm Bridge")
    assert (cell["quantities"], cell["provisional"]) == ("40 million euros", "true")
    assert (cell["reviewed_by"], cell["reviewed_at"]) == ("ana", "2031-01-04T10:30:00+00:00")
    assert (cell["id"], cell["report_id"], cell["url"]) == ("7", "3", "https://example.org/bridge")


def test_a_claim_without_a_due_date_has_empty_cells_for_it() -> None:
    bare = {**ROWS["claims"], "due": None, "due_in_force": None}
    cell = dict(zip(columns("claims"), cells("claims", bare), strict=True))
    assert {cell[name] for name in cell if name.startswith("due_")} == {""}


def test_a_column_that_no_record_has_is_a_bug_and_not_an_empty_cell() -> None:
    with pytest.raises(KeyError, match="colour"):
        written([ROWS["reports"]], ("id", "colour"))
    with pytest.raises(KeyError, match="form"):
        written([ROWS["claims"]], ("due_form",))


def test_for_excel_there_is_a_byte_order_mark_and_programs_get_none() -> None:
    assert written([], ("a",), "excel").startswith("\ufeff")
    assert not written([], ("a",), "programs").startswith("\ufeff")


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+SUM(A1)",
        "-2+3",
        "@cmd",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        "  =1",
        "＝1",
        "＋1",
        "－A",
        "＠x",
        "\u00a0=1",
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed_for_excel_alone(cell: str) -> None:
    assert disarmed(cell) == f"'{cell}"
    assert parsed(written([{"a": cell}], ("a",), "excel"))[1] == [f"'{cell}"]
    assert parsed(written([{"a": cell}], ("a",)))[1] == [cell]


@pytest.mark.parametrize(
    "cell", ["-12", "+3.5", "-1,000.25", "-4e-3", "-5%", "", "a=b", "3-4", "'quoted'", "2031-05-01"]
)
def test_numbers_and_ordinary_text_stay_as_they_are(cell: str) -> None:
    assert disarmed(cell) == cell


def test_rows_are_written_one_by_one() -> None:
    stream = io.StringIO(newline="")
    seen: list[int] = []

    def rows() -> Iterator[dict[str, object]]:
        for number in range(3):
            seen.append(stream.getvalue().count("\r\n"))
            yield {"a": number}

    write_csv(rows(), ("a",), stream)
    assert seen == [1, 2, 3]


def test_an_unknown_table_or_preset_is_told_with_what_there_is() -> None:
    with pytest.raises(FactDeskError, match="claims, evidence, reports"):
        columns("dossier")
    with pytest.raises(FactDeskError, match="excel, programs"):
        written([], ("a",), "calc")


def test_a_record_within_a_record_is_its_text_and_json_where_it_has_none() -> None:
    row: dict[str, object] = {"cue": {"start": 1, "end": 5, "text": "said"}, "scores": {"moves": 0.5}, "none": None}
    assert parsed(written([row], ("cue", "scores", "none")))[1] == ["said", '{"moves": 0.5}', ""]
