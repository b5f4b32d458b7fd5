"""One export as a value: done once, remembered on this machine, done again to the same file."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from factdesk.desk import Desk
from factdesk.desk.records import columns, write_csv
from factdesk.errors import FactDeskError
from factdesk.gui.jobs import Jobs
from factdesk.gui.preferences import preferences
from factdesk.gui.views import USUAL_SORT
from factdesk.model import Exported

EXCEL = "excel"
PROGRAMS = "programs"
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What to write, in which order, for whom, and where."""

    path: str
    query: str = ""
    what: str = "claims"
    preset: str = EXCEL
    sort: str = USUAL_SORT


@dataclass(frozen=True, slots=True)
class ExportAnswer:
    """What became of an order: what was written, or why not."""

    order: ExportOrder
    exported: Exported | None = None
    why: str = ""


def last_order(desk: Path) -> ExportOrder | None:
    """Return what was exported last from a desk, null where nothing was."""
    kept = preferences().value(_key(desk))
    try:
        return ExportOrder(**json.loads(kept)) if isinstance(kept, str) else None
    except (ValueError, TypeError):
        return None


def run(jobs: Jobs, desk: Path, order: ExportOrder, done: Callable[[ExportAnswer], None]) -> None:
    """Do an order behind the window and remember it. A desk that is only read can be exported too."""

    def told(answer: ExportAnswer) -> None:
        if answer.exported is not None:
            preferences().setValue(_key(desk), json.dumps(asdict(order)))
        done(answer)

    jobs.look("export.write", lambda opened: _write(opened, order), told)


def sentence(answer: ExportAnswer) -> str:
    """Say what became of an order."""
    if answer.exported is None:
        return answer.why
    exported, name = answer.exported, Path(answer.order.path).name
    words = _tr("{records} written to {name}.").format(
        records=records_phrase(answer.order.what, exported.records), name=name
    )
    if exported.disarmed == 1:
        words += " " + _tr("1 cell that a spreadsheet would take for a formula got an apostrophe before it.")
    elif exported.disarmed:
        words += " " + _tr(
            "{count} cells that a spreadsheet would take for formulas got an apostrophe before them."
        ).format(count=f"{exported.disarmed:,}")
    return words


def csv_of(desk: Desk, order: ExportOrder) -> tuple[str, str, str]:
    """Return what would be written for programs as text, how many records that is, and why it cannot be made."""
    stream = io.StringIO(newline="")
    try:
        rows = desk.export.rows(order.query, what=order.what, sort=order.sort)
        count = write_csv(rows, columns(order.what), stream)
    except FactDeskError as error:
        return "", "", str(error)
    return stream.getvalue(), records_phrase(order.what, count), ""


def show_in_folder(order: ExportOrder) -> None:
    """Open the folder of an order's file in the desktop's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(order.path).resolve().parent)))


def records_phrase(what: str, count: int) -> str:
    """Write a number of records: ``1 claim``, ``57 claims``, ``12 pieces of evidence``, ``3 reports``."""
    one, many = {
        "claims": (_tr("1 claim"), _tr("{count} claims")),
        "evidence": (_tr("1 piece of evidence"), _tr("{count} pieces of evidence")),
        "reports": (_tr("1 report"), _tr("{count} reports")),
    }[what]
    return one if count == 1 else many.format(count=f"{count:,}")


def default_path(desk: Path, what: str, query: str, today: date) -> str:
    """Return where an export would go: beside the last one, under a name that says what and when."""
    last = last_order(desk)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(last.path).parent if last else Path(documents or Path.home())
    asked = re.sub(r"[^\w]+", "-", query.casefold()).strip("-_")[:_LONGEST_NAME].strip("-")
    name = "-".join(part for part in (desk.stem, what, asked, today.isoformat()) if part)
    return str((folder if folder.is_dir() else Path.home()) / f"{name}.csv")


def _write(desk: Desk, order: ExportOrder) -> ExportAnswer:
    try:
        exported = desk.export.save(order.path, order.query, what=order.what, preset=order.preset, sort=order.sort)
    except FactDeskError as error:
        return ExportAnswer(order, why=str(error))
    return ExportAnswer(order, exported)


def _key(desk: Path) -> str:
    return f"export/{sha256(str(desk.resolve()).encode()).hexdigest()[:16]}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)
