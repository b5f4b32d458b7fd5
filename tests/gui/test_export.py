"""The Export screen: exactly the view of the Claims screen, rows and order; again with one key."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from factdesk.desk import Desk
from factdesk.gui.claims import ClaimsPanel
from factdesk.gui.export import ExportPanel
from factdesk.gui.export_preview import PreviewModel
from factdesk.gui.jobs import InlineJobs
from factdesk.gui.last_export import last_order
from factdesk.gui.window import Window
from factdesk.model import Review
from tests.gui.claims_screen import ids


@pytest.fixture
def panel(filled: Desk, jobs: InlineJobs, themed: QApplication, qtbot: object, tmp_path: Path) -> ExportPanel:
    """The Export screen of a desk with three claims."""
    shown = ExportPanel(filled, jobs)
    qtbot.addWidget(shown)  # type: ignore[attr-defined]
    jobs.changed.connect(shown.refresh)
    shown.resize(1100, 700)
    shown.show()
    shown.activate()
    send_to(shown, tmp_path / "out.csv")
    return shown


def send_to(panel: ExportPanel, path: Path) -> None:
    panel.path.selectAll()
    QTest.keyClicks(panel.path, str(path))


def click(widget: object) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def lines(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_the_file_is_what_the_claims_screen_shows_in_its_order(window: Window, filled: Desk, tmp_path: Path) -> None:
    window.show_claims("-tunnel")
    claims = window.panel("claims")
    assert isinstance(claims, ClaimsPanel)
    claims.table.sort_chosen.emit("-due")
    window.commands.run("export.open")
    export = window.panel("export")
    assert isinstance(export, ExportPanel)
    send_to(export, tmp_path / "view.csv")
    click(export.export_button)
    expected = tmp_path / "expected.csv"
    filled.export.write(expected, "-tunnel", preset="excel", sort="-due")
    assert (tmp_path / "view.csv").read_bytes() == expected.read_bytes()
    assert [int(line[0]) for line in lines(expected)[1:]] == ids(claims)
    assert len(ids(claims)) == 2


def test_the_preview_shows_each_cell_as_it_is_written(panel: ExportPanel, desk: Desk, tmp_path: Path) -> None:
    desk.claims.edit(desk.claims.ids()[0], text="=HYPERLINK(1) is armed", speaker="+1 person")
    panel.refresh(None)
    click(panel.export_button)
    written = lines(tmp_path / "out.csv")
    model = panel.preview.preview
    shown = [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]
    assert list(model.columns) == written[0]
    assert shown == [[" ".join(cell.split()) for cell in line] for line in written[1:]]
    assert panel.count.text() == "3 claims"
    assert "2 cells that a spreadsheet would take for formulas" in panel.result.text()
    assert "'=HYPERLINK(1) is armed" in shown[0]


def test_for_programs_nothing_is_changed(panel: ExportPanel, desk: Desk, tmp_path: Path) -> None:
    desk.claims.edit(desk.claims.ids()[0], text="=1+1")
    click(panel.presets["programs"])
    click(panel.export_button)
    expected = tmp_path / "expected.csv"
    desk.export.write(expected)
    assert (tmp_path / "out.csv").read_bytes() == expected.read_bytes()
    assert "apostrophe" not in panel.result.text()


def test_only_verified_records_where_asked_for(panel: ExportPanel, desk: Desk, tmp_path: Path) -> None:
    desk.claims.review([2], Review.VERIFIED)
    click(panel.verified)
    assert panel.count.text() == "1 claim"
    click(panel.export_button)
    assert [line[0] for line in lines(tmp_path / "out.csv")[1:]] == ["2"]


@pytest.mark.parametrize(("what", "words"), [("evidence", "0 pieces of evidence"), ("reports", "1 report")])
def test_evidence_and_reports_are_exported_too(panel: ExportPanel, tmp_path: Path, what: str, words: str) -> None:
    click(panel.whats[what])
    assert panel.count.text() == words
    click(panel.export_button)
    assert panel.result.text() == f"{words} written to out.csv."
    assert panel.folder_button.isVisible()


def test_a_query_that_cannot_be_read_says_why_and_nothing_is_written(panel: ExportPanel, tmp_path: Path) -> None:
    panel.show_query("outcome:maybe")
    assert "not “maybe”" in panel.trouble.text()
    assert not panel.export_button.isEnabled()
    panel.export()
    assert not (tmp_path / "out.csv").exists()
    panel.show_query("")
    assert panel.export_button.isEnabled()


def test_a_folder_that_is_not_there_is_told_in_a_sentence(panel: ExportPanel, tmp_path: Path) -> None:
    send_to(panel, tmp_path / "nowhere" / "out.csv")
    click(panel.export_button)
    assert "There is no folder" in panel.result.text()
    assert panel.export_button.isEnabled()
    assert last_order(panel.desk.path) is None


def test_the_last_export_is_repeated_to_the_same_file_from_any_screen(
    panel: ExportPanel, window: Window, desk: Desk, tmp_path: Path
) -> None:
    panel.show_query("tunnel")
    click(panel.presets["programs"])
    click(panel.export_button)
    path = tmp_path / "out.csv"
    path.unlink()
    desk.claims.edit(2, text="The tunnel stays open.")
    window.show_screen("claims")
    window.update_conditions()
    assert window.commands.can("export.repeat")
    window.commands.run("export.repeat")
    expected = tmp_path / "expected.csv"
    desk.export.write(expected, "tunnel")
    assert path.read_bytes() == expected.read_bytes()
    assert "The tunnel stays open." in path.read_text(encoding="utf-8")
    assert window.status.note.text() == "1 claim written to out.csv."


def test_copying_gives_the_same_as_a_file_for_programs(panel: ExportPanel, desk: Desk, tmp_path: Path) -> None:
    click(panel.copy_button)
    expected = tmp_path / "expected.csv"
    desk.export.write(expected)
    text = QGuiApplication.clipboard().text()
    assert text.replace("\r\n", "\n") == expected.read_bytes().decode().replace("\r\n", "\n")
    assert panel.result.text() == "3 claims copied as CSV."


def test_the_name_says_what_and_when_and_a_file_that_is_there_is_announced(panel: ExportPanel, tmp_path: Path) -> None:
    panel.path.selectAll()
    QTest.keyClick(panel.path, Qt.Key.Key_Delete)
    panel.show_query("outcome:overdue due:<7d")
    assert Path(panel.path.text()).name == "test-claims-outcome-overdue-due-7d-2026-03-20.csv"
    there = tmp_path / "there.csv"
    there.write_text("x")
    panel.ask_path = lambda _path: str(there)
    click(panel.choose_button)
    assert panel.replaces.text() == "Replaces the file that is there."


def test_the_preview_model_keeps_the_rules_of_models(qapp: QApplication) -> None:
    model = PreviewModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_lines(("a", "b"), [("1", "<b>2</b>\n3"), ("4", "5")])
    assert model.index(0, 1).data() == "<b>2</b> 3"
    model.show_lines((), [])
    assert tester.model() is model
