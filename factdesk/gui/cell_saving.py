"""Saving what was typed into a cell; what is refused stays where it was typed, with the sentence that says why."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from factdesk.desk import Desk
from factdesk.gui.claim_edit import ClaimEdit, tags_of
from factdesk.gui.claim_table import Stage, Typed
from factdesk.gui.claim_view import ClaimTable
from factdesk.gui.columns import COLUMNS
from factdesk.gui.due_field import DueEdit
from factdesk.gui.jobs import Jobs
from factdesk.gui.plain import PlainLabel
from factdesk.model import Changes


class UnsavedBar(QFrame):
    """Says what could not be saved and why."""

    again = Signal()
    discarded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messages")
        self.setProperty("level", "alarm")
        self.words = PlainLabel()
        self.again_button = QPushButton(self.tr("Edit again"))
        self.discard_button = QPushButton(self.tr("Discard"))
        self.discard_button.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self.again_button)
        row.addWidget(self.discard_button)
        self.again_button.clicked.connect(self.again)
        self.discard_button.clicked.connect(self.discarded)
        self.hide()

    def show_typed(self, typed: Typed | None, count: int) -> None:
        """Show one thing that was not saved, of so many; null hides the bar."""
        self.setVisible(typed is not None)
        if typed is not None:
            more = self.tr(" ({count} more)").format(count=count - 1) if count > 1 else ""
            self.words.setText(self.tr("Not saved: {why}").format(why=typed.why) + more)


class CellSaving(QObject):
    """Stands between the table's cells and the desk.

    Args:
        table: where people type.
        jobs: what writes.
        bar: where trouble is shown.
        parent: as in Qt.
    """

    wanted = Signal(int)
    """The claim with this number is to be edited again and is not in the list."""

    def __init__(self, table: ClaimTable, jobs: Jobs, bar: UnsavedBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._jobs = jobs
        self._bar = bar
        self._again: tuple[int, str] | None = None
        self._just_refused: Typed | None = None
        table.claims.typed.connect(self._save)
        table.editing_ended.connect(self._ended)
        table.given_up.connect(self._given_up)
        bar.again.connect(self._edit_again)
        bar.discarded.connect(self._discard)

    def try_again(self) -> None:
        """Open the cell that somebody asked to edit again, once its row is there."""
        if self._again is None or self._table.is_editing:
            return
        claim_id, field = self._again
        row = self._table.claims.row_number(claim_id)
        if self._table.claims.row_at(row) is not None:
            self._again = None
            self._table.edit_cell(claim_id, field)

    def unfinished(self) -> str:
        """Return in a sentence what was typed and could not be saved."""
        refused = self._table.claims.refused()
        return (
            self.tr("“{words}” is not saved: {why}").format(words=refused[-1].words, why=refused[-1].why)
            if refused
            else ""
        )

    def _save(self, claim_id: int, field: str, words: str) -> None:
        row = self._table.claims.row_at(self._table.claims.row_number(claim_id))
        if row is None:
            return
        edit = edit_of(claim_id, field, words, row.record.claim.tags)
        typed = Typed(claim_id, field, words, Stage.SAVING)

        def verb(desk: Desk, _task: object) -> Changes:
            return edit.save(desk)

        self._jobs.write(
            verb,
            label=self.tr("Save"),
            done=lambda _changes: self._saved(typed),
            failed=lambda why: self._refused(replace(typed, stage=Stage.REFUSED, why=why)),
        )

    def _saved(self, typed: Typed) -> None:
        self._table.claims.set_typed(replace(typed, stage=Stage.SAVED))
        self._table.claims.forget([typed.claim_id])
        self._tell()

    def _refused(self, typed: Typed) -> None:
        self._table.claims.set_typed(typed)
        self._tell()
        self._just_refused = typed
        self._ended()

    def _ended(self) -> None:
        """Open the cell again under the hands of whoever stayed on it; nobody is called back from elsewhere."""
        typed, index = self._just_refused, self._table.currentIndex()
        if self._table.is_editing:
            return
        self._just_refused = None
        if typed is None or not self._table.hasFocus():
            return
        if self._table.current_id() == typed.claim_id and COLUMNS[index.column()].field == typed.field:
            self._table.edit_cell(typed.claim_id, typed.field)

    def _given_up(self, claim_id: int, field: str) -> None:
        typed = self._table.claims.typed_into(claim_id, field)
        if typed is not None and typed.stage is Stage.REFUSED:
            self._table.claims.drop_typed(claim_id, field)
            self._tell()

    def _edit_again(self) -> None:
        refused = self._table.claims.refused()
        if refused:
            last = refused[-1]
            self._again = (last.claim_id, last.field)
            if self._table.claims.row_number(last.claim_id) < 0:
                self.wanted.emit(last.claim_id)
            else:
                self.try_again()

    def _discard(self) -> None:
        for typed in self._table.claims.refused()[-1:]:
            self._table.claims.drop_typed(typed.claim_id, typed.field)
        self._tell()

    def _tell(self) -> None:
        refused = self._table.claims.refused()
        self._bar.show_typed(refused[-1] if refused else None, len(refused))


def edit_of(claim_id: int, field: str, words: str, tags: tuple[str, ...]) -> ClaimEdit:
    """Return what typing these words into a field means."""
    match field:
        case "text":
            return ClaimEdit(claim_id, text=words)
        case "speaker":
            return ClaimEdit(claim_id, speaker=words)
        case "due":
            return ClaimEdit(claim_id, due=DueEdit(words))
        case _:
            wanted = tags_of(words)
            add = tuple(tag for tag in wanted if tag not in tags)
            return ClaimEdit(claim_id, tags_add=add, tags_remove=tuple(tag for tag in tags if tag not in wanted))
