"""The Sources screen: speakers with all their names and counts; put together and taken apart by hand."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu

from factdesk.cli import run
from factdesk.desk import Desk, open_desk
from factdesk.gui.actions import BY_ID
from factdesk.gui.claims import ClaimsPanel
from factdesk.gui.commands import words_of
from factdesk.gui.finder import Finder
from factdesk.gui.jobs import InlineJobs
from factdesk.gui.picker import Picker
from factdesk.gui.sources import SourcesPanel
from factdesk.gui.speaker_table import spoken
from factdesk.gui.triage import TriagePanel
from factdesk.gui.window import Window
from factdesk.model import Outcome
from tests.gui.claims_screen import focus, open_claims, typed
from tests.gui.conftest import NOW, PlainEngine, capture_of

NAMES = ("Ada Okoro", "Okoro", "The Harbour Mistress", "Bea Linde", "President Ada Okoro")


def said(desk: Desk) -> None:
    """Add a claim of each of five names in a report of its own."""
    for number, name in enumerate(NAMES):
        text = f"The bridge number {number} will open by 1 March 2026.\n"
        desk.reports.add_captures([capture_of(f"Bridge {number}", text, date(2026, 1, 5 + number))])
        desk.claims.edit(max(desk.claims.ids()), speaker=name)


@pytest.fixture
def spoken_of(desk: Desk) -> Desk:
    said(desk)
    return desk


@pytest.fixture
def panel(spoken_of: Desk, jobs: InlineJobs, themed: QApplication, qtbot: object) -> SourcesPanel:
    made = SourcesPanel(spoken_of, jobs)
    qtbot.addWidget(made)  # type: ignore[attr-defined]
    jobs.changed.connect(made.refresh)
    made.resize(1100, 700)
    made.show()
    made.activate()
    return made


def shown(panel: SourcesPanel) -> list[str]:
    model = panel.table.speakers
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def pick(monkeypatch: pytest.MonkeyPatch, words: str, *, then: Qt.Key = Qt.Key.Key_Return) -> list[str]:
    """Have somebody type words into the dialog that comes up and press a key; returns what it then said."""
    told: list[str] = []

    def answer(dialog: Picker) -> int:
        dialog.show()
        focus(dialog.line)
        QTest.keyClicks(dialog.line, words)
        QTest.qWait(200)
        told.append(dialog.words.text())
        QTest.keyClick(dialog.line, then)
        return dialog.result()

    monkeypatch.setattr(Picker, "exec", answer)
    return told


def test_speakers_are_listed_with_their_names_and_counts(panel: SourcesPanel) -> None:
    assert shown(panel) == ["Ada Okoro", "Bea Linde", "The Harbour Mistress"]
    QAbstractItemModelTester(panel.table.speakers, QAbstractItemModelTester.FailureReportingMode.Fatal)
    okoro = panel.table.speakers.speaker(0)
    assert okoro is not None
    assert (okoro.claims, okoro.count(Outcome.OVERDUE)) == (3, 3)
    assert spoken(okoro) == "Ada Okoro; also Okoro, President Ada Okoro; 3 claims; 3 Overdue"
    assert panel.count.text() == "3 speakers"
    assert panel.card.name.text() == "Ada Okoro"
    assert panel.card.names.count() == 3


def test_words_of_any_name_find_a_speaker_and_nobody_is_told(panel: SourcesPanel) -> None:
    focus(panel.search)
    typed("presid")
    QTest.qWait(200)
    assert shown(panel) == ["Ada Okoro"]
    typed("zzz")
    QTest.qWait(200)
    assert shown(panel) == []
    assert panel.empty.heading.text() == "Nobody of that name"
    QTest.mouseClick(panel.empty.button, Qt.MouseButton.LeftButton)
    assert len(shown(panel)) == 3


def test_a_desk_without_speakers_offers_to_add_reports(
    desk: Desk, jobs: InlineJobs, themed: QApplication, qtbot: object
) -> None:
    panel = SourcesPanel(desk, jobs)
    qtbot.addWidget(panel)  # type: ignore[attr-defined]
    panel.show()
    panel.activate()
    asked: list[str] = []
    panel.show_screen.connect(asked.append)
    QTest.mouseClick(panel.empty.button, Qt.MouseButton.LeftButton)
    assert asked == ["add"]


def test_a_heading_sorts_and_turns_round(panel: SourcesPanel) -> None:
    header = panel.table.horizontalHeader()

    def click(section: int) -> None:
        at = QPoint(header.sectionViewportPosition(section) + 5, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    click(0)
    first = shown(panel)
    click(0)
    assert shown(panel) == first[::-1]
    assert sorted(first) in (first, first[::-1])


def test_enter_shows_the_claims_of_a_speaker_under_all_names(panel: SourcesPanel, spoken_of: Desk) -> None:
    asked: list[str] = []
    panel.show_claims.connect(asked.append)
    focus(panel.table)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert asked == ['speaker:="Ada Okoro"']
    assert len(spoken_of.claims.ids(asked[0])) == 3


def test_two_speakers_chosen_are_made_one_and_undone(panel: SourcesPanel, spoken_of: Desk) -> None:
    panel.table.selectRow(0)
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    panel.table.selectionModel().select(panel.table.speakers.index(2, 0), rows)
    assert panel.merge_button.text() == "These 2 are one: Ada Okoro"
    QTest.mouseClick(panel.merge_button, Qt.MouseButton.LeftButton)
    assert shown(panel) == ["Ada Okoro", "Bea Linde"]
    assert spoken_of.log.history()[0].summary == "Same speaker as “Ada Okoro”: “The Harbour Mistress”"
    spoken_of.log.undo()
    panel.refresh(None)
    assert len(shown(panel)) == 3


def test_a_name_is_taken_out_with_the_delete_key(panel: SourcesPanel) -> None:
    names = panel.card.names
    focus(names)
    names.setCurrentRow(next(n for n in range(names.count()) if names.item(n).text().startswith("President")))
    QTest.keyClick(names, Qt.Key.Key_Delete)
    # Now there are two of the last name, so that it alone says nothing.
    assert sorted(shown(panel)) == ["Ada Okoro", "Bea Linde", "Okoro", "President Ada Okoro", "The Harbour Mistress"]


def test_same_speaker_is_picked_by_typing(panel: SourcesPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    panel.table.selectRow(shown(panel).index("The Harbour Mistress"))
    told = pick(monkeypatch, "okor")
    panel.handlers()["speaker.same"]()
    assert told == ["1 claim of “The Harbour Mistress” will count for “Ada Okoro”. It can be undone."]
    assert shown(panel) == ["Ada Okoro", "Bea Linde"]


def test_who_cancels_changes_nothing(panel: SourcesPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    pick(monkeypatch, "", then=Qt.Key.Key_Escape)
    panel.handlers()["speaker.same"]()
    assert len(shown(panel)) == 3


@pytest.fixture
def claims(spoken_of: Desk, jobs: InlineJobs, themed: QApplication, qtbot: object) -> ClaimsPanel:
    made = open_claims(spoken_of, jobs)
    qtbot.addWidget(made)  # type: ignore[attr-defined]
    return made


def test_a_claim_shows_the_speaker_of_the_desk_and_can_be_taken_from_it(claims: ClaimsPanel, spoken_of: Desk) -> None:
    (short,) = [r.claim.id for r in spoken_of.claims.records(spoken_of.claims.ids()) if r.claim.speaker == "Okoro"]
    claims.table.selectRow(claims.table.claims.row_number(short))
    row = claims.table.claims.row_at(claims.table.currentIndex().row())
    assert row is not None
    assert row.speaker == "Ada Okoro"
    claims.handlers()["speaker.split"]()
    row = claims.table.claims.row_at(claims.table.claims.row_number(short))
    assert row is not None
    assert row.speaker == "Okoro"
    assert "speaker.split" not in claims.handlers()


@pytest.mark.parametrize("screen", ["claim", "triage", "claims"])
def test_the_speaker_of_a_claim_is_put_to_another_from_wherever_the_claim_is(
    spoken_of: Desk, window: Window, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    (claim_id,) = spoken_of.claims.ids('speaker:="The Harbour Mistress"')
    pick(monkeypatch, "ada")
    window.open_claim(claim_id) if screen == "claim" else window.show_screen(screen)
    if screen == "triage":
        panel = window.panel("triage")
        assert isinstance(panel, TriagePanel)
        while (item := panel.round.item()) is not None and item.claim.id != claim_id:
            panel.handlers()["item.next"]()
    elif screen == "claims":
        window.show_claims(f"claim:{claim_id}")
    window.update_conditions()
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert spoken_of.claims.get(claim_id).claim.speaker_name == "Ada Okoro"


def test_a_speaker_is_put_to_another_from_the_facet(claims: ClaimsPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    pick(monkeypatch, "ada")
    index = claims.facets.index_of("speaker", "The Harbour Mistress")
    claims.facets.scrollTo(index)
    claims.facets.customContextMenuRequested.emit(claims.facets.visualRect(index).center())
    (menu,) = claims.facets.findChildren(QMenu)
    (action,) = menu.actions()
    assert action.text() == words_of(BY_ID["speaker.same"])
    action.trigger()
    speakers = next(facet for facet in claims.desk.claims.facets() if facet.name == "speaker")
    assert speakers.values == (("Ada Okoro", 4), ("Bea Linde", 1))


def test_a_speaker_is_found_by_any_name_from_wherever_one_is(spoken_of: Desk, window: Window) -> None:
    window.commands.run("find.anything")
    (finder,) = window.findChildren(Finder)
    QTest.keyClicks(finder.line, "presid")
    QTest.qWait(250)
    rows = [finder.list.item(row).text() for row in range(finder.list.count())]
    finder.list.setCurrentRow(rows.index("Ada Okoro"))
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    assert window.current == "sources"
    panel = window.panel("sources")
    assert isinstance(panel, SourcesPanel)
    assert shown(panel) == ["Ada Okoro"]


def test_library_command_line_and_window_come_to_the_same_files(
    spoken_of: Desk, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.factdesk"
    spoken_of._context.store._db.execute("VACUUM INTO ?", (str(copy),))
    other = Path(shutil.copy(copy, tmp_path / "other.factdesk"))

    with open_desk(copy, engine=PlainEngine(), clock=lambda: NOW) as desk:
        desk.speakers.merge(desk.speakers.find("Ada Okoro").id, [desk.speakers.find("harbour").id])
        desk.speakers.split("Okoro")
    for command in (("merge-speakers", "Ada Okoro", "harbour"), ("split-speaker", "Okoro")):
        assert run(["--desk", str(other), *command], lambda _: 1) == 0

    window.commands.run("screen.sources")
    panel = window.panel("sources")
    assert isinstance(panel, SourcesPanel)
    panel.table.selectRow(shown(panel).index("The Harbour Mistress"))
    pick(monkeypatch, "ada")
    window.update_conditions()
    window.commands.run("speaker.same")
    panel.table.choose(spoken_of.speakers.find("Ada Okoro").id)
    names = panel.card.names
    names.setCurrentRow(next(n for n in range(names.count()) if names.item(n).text().startswith("Okoro")))
    window.update_conditions()
    window.commands.run("speaker.split")

    for what in ("claims", "speakers"):
        files = []
        for number, path in enumerate((copy, other, None)):
            desk = spoken_of if path is None else open_desk(path, write=False, clock=lambda: NOW)
            desk.export.write(tmp_path / f"{what}{number}.csv", what=what, as_of=date(2026, 3, 20))
            files.append((tmp_path / f"{what}{number}.csv").read_bytes())
            if path is not None:
                desk.close()
        assert files[0] == files[1] == files[2], what
    assert b"Ada Okoro; President Ada Okoro; The Harbour Mistress" in files[0]
