"""Verbs of exporting: a view becomes a file, or the first rows of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from factdesk import exporting
from factdesk.desk.claims import Claims
from factdesk.desk.context import Context
from factdesk.desk.evidence import EvidenceVerbs
from factdesk.desk.reports import Reports
from factdesk.desk.speakers import Speakers
from factdesk.model import AsOf, Exported

Row = Mapping[str, object]


class Export:
    """Files for other programs: what a query selects, in its order."""

    def __init__(
        self, context: Context, claims: Claims, evidence: EvidenceVerbs, reports: Reports, speakers: Speakers
    ) -> None:
        self._context = context
        self._claims = claims
        self._evidence = evidence
        self._reports = reports
        self._speakers = speakers

    def rows(
        self, query: str = "", *, what: str = "claims", as_of: AsOf | date | None = None, sort: str = "due"
    ) -> Iterator[Row]:
        """Yield records with the keys of the command line's JSON.

        Raises:
            FactDeskError: there is nothing of the name ``what``, or the query cannot be read.
        """
        exporting.columns(what)
        if what == "evidence":
            return (exporting.evidence_record(item) for item in self._evidence.select(query, as_of=as_of))
        if what == "reports":
            return (exporting.report_record(head) for head in self._reports.select(query))
        if what == "speakers":
            return (exporting.speaker_record(one) for one in self._speakers.select(query))
        return (exporting.claim_record(record) for record in self._claims.select(query, as_of=as_of, sort=sort))

    def write(
        self,
        path: str | Path,
        query: str = "",
        *,
        what: str = "claims",
        preset: str = "programs",
        as_of: AsOf | date | None = None,
        sort: str = "due",
    ) -> int:
        """Write what a query selects as CSV and return how many records that were; the file is whole or not there.

        Args:
            path: the file; one that is there is replaced.
            query: the search language of the Claims screen.
            what: ``claims``, ``evidence``, ``reports`` or ``speakers``, whose query is words of a name.
            preset: ``excel`` adds a byte order mark and disarms formula cells, ``programs`` changes nothing.
            as_of: the desk as it was on that day.
            sort: as for :meth:`Claims.ids`.

        Raises:
            FactDeskError: the file cannot be written, or something asked for does not exist.
        """
        return exporting.write_file(path, what, self.rows(query, what=what, as_of=as_of, sort=sort), preset=preset)

    def save(
        self, path: str | Path, query: str = "", *, what: str = "claims", preset: str = "programs", sort: str = "due"
    ) -> Exported:
        """Do what :meth:`write` does and tell also how many cells were disarmed for spreadsheets.

        Raises:
            FactDeskError: the file cannot be written, or something asked for does not exist.
        """
        disarmed = 0

        def watched() -> Iterator[Row]:
            nonlocal disarmed
            for row in self.rows(query, what=what, sort=sort):
                disarmed += sum(exporting.disarmed(cell) != cell for cell in exporting.cells(what, row))
                yield row

        is_for_sheets = preset == "excel" and Path(path).suffix.lower() == ".csv"
        rows = watched() if is_for_sheets else self.rows(query, what=what, sort=sort)
        records = exporting.write_file(path, what, rows, preset=preset)
        return Exported(records, disarmed)

    def preview(
        self,
        query: str = "",
        *,
        what: str = "claims",
        limit: int = 20,
        preset: str = "programs",
        as_of: AsOf | date | None = None,
        sort: str = "due",
    ) -> tuple[tuple[str, ...], list[Sequence[str]]]:
        """Return the header and the cells of the first lines exactly as :meth:`write` would write them."""
        rows = islice(self.rows(query, what=what, as_of=as_of, sort=sort), limit)
        lines: list[Sequence[str]] = [exporting.cells(what, row) for row in rows]
        if preset == "excel":
            lines = [tuple(map(exporting.disarmed, line)) for line in lines]
        return exporting.columns(what), lines
