"""The record form: sentence, speaker, kind, due date and tags of one claim, saved without a button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from factdesk.gui.changes_list import ChangesList
from factdesk.gui.claim_edit import ClaimEdit, still_unsaved, tags_of
from factdesk.gui.due_field import DueField
from factdesk.gui.field_keys import FieldKeys
from factdesk.gui.jobs import Jobs
from factdesk.gui.plain import PlainLabel
from factdesk.gui.sentence_edit import SentenceEdit
from factdesk.gui.shown_text import editable
from factdesk.gui.words import kind_word
from factdesk.model import Changes, Claim, ClaimRecord, Edit, Kind
from factdesk.model.wording import without


class RecordForm(QWidget):
    """Shows one claim's record and saves what is changed on Enter, Ctrl+Enter and on leaving a field.

    Args:
        jobs: saves, and reads due words.
        parent: as in Qt.
    """

    done = Signal()
    """The person is finished with a field; the focus may go back to the queue."""
    advanced = Signal()
    """Ctrl+Enter: go to the next; what was typed is saved."""
    refused = Signal(str)
    """The sentence why something could not be saved; it stays in the form."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._claim: Claim | None = None
        self._saving: ClaimEdit | None = None
        self._unsaved: dict[int, ClaimEdit] = {}
        self.sentence = SentenceEdit()
        self.changes = ChangesList()
        self.speaker = QLineEdit()
        self.via = PlainLabel(role="muted")
        self.kind = QComboBox()
        for kind in Kind:
            self.kind.addItem(kind_word(kind), kind)
        self.due = DueField(jobs)
        self.tags = QLineEdit()
        self._keys = FieldKeys(self)
        self._build()
        self._connect()
        self.show_record(None)

    def _build(self) -> None:
        self.speaker.setPlaceholderText(self.tr("the report's own voice"))
        self.tags.setPlaceholderText(self.tr("tags, with commas between"))
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(8)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        said, who = _stacked(self.sentence, self.changes), _stacked(self.speaker, self.via)
        for words, field, widget in (
            (self.tr("Claim"), self.sentence, said),
            (self.tr("Speaker"), self.speaker, who),
            (self.tr("Due"), self.due, self.due),
            (self.tr("Kind"), self.kind, self.kind),
            (self.tr("Tags"), self.tags, self.tags),
        ):
            label = QLabel(words)
            label.setProperty("role", "muted")
            label.setBuddy(field)
            field.setAccessibleName(words)
            rows.addRow(label, widget)

    def _connect(self) -> None:
        self._keys.watch(self.sentence, self.speaker, self.due.words, self.tags, self.kind)
        self._keys.left.connect(self.save)
        self._keys.done.connect(self._finish)
        self._keys.advanced.connect(self._advance)
        self.kind.activated.connect(self.save)
        self.sentence.textChanged.connect(lambda: self.changes.show_wording(self.sentence.wording))
        self.changes.put_back.connect(self.put_back)
        self.changes.emptied.connect(self.done)
        self.due.picked.connect(self.save)

    @property
    def claim_id(self) -> int | None:
        """The claim that is shown."""
        return self._claim.id if self._claim else None

    def edit_sentence(self) -> None:
        """Put the cursor behind the sentence."""
        self.sentence.setFocus()
        self.sentence.moveCursor(QTextCursor.MoveOperation.End)

    def edit_due(self) -> None:
        """Put the cursor into the due words, all of them selected."""
        self.due.words.setFocus()
        self.due.words.selectAll()

    def edit_tags(self) -> None:
        """Put the cursor behind the tags, ready for another one."""
        self.tags.setFocus()
        if self.tags.text().strip() and not self.tags.text().rstrip().endswith(","):
            self.tags.setText(self.tags.text().rstrip() + ", ")
        self.tags.end(False)

    def put_back(self, edit: Edit) -> None:
        """Put the report's own words back into the sentence for one change, and save that."""
        claim, wording = self._claim, self.sentence.wording
        if claim is not None and wording is not None and edit in wording.edits:
            self.sentence.setPlainText(without(claim.quote, claim.start, wording.edits, edit))
            self.save()

    def show_record(self, record: ClaimRecord | None) -> None:
        """Show a claim; what could not be saved of it before stands in its fields again."""
        self.save()
        self._claim = record.claim if record else None
        self._saving = None
        self.changes.begin()
        self.setEnabled(record is not None)
        self._fill(self._claim)
        if self._claim is not None and self._claim.id in self._unsaved:
            self._put_back(self._unsaved[self._claim.id])

    def update_record(self, record: ClaimRecord) -> None:
        """Follow a change of the claim that is shown; fields that were typed into keep what was typed."""
        if self._claim is None or record.claim.id != self._claim.id:
            return
        kept = still_unsaved(self.pending(), self._saving, self._claim, record.claim)
        if not kept:
            self._saving = None
        self._claim = record.claim
        self._fill(self._claim, kept)

    def pending(self) -> ClaimEdit:
        """Return what was changed and is not saved yet."""
        claim = self._claim
        if claim is None:
            return ClaimEdit(0)
        text, speaker = self.sentence.toPlainText().strip(), self.speaker.text().strip()
        kind, tags = Kind(self.kind.currentData()), tags_of(self.tags.text())
        return ClaimEdit(
            claim.id,
            text=None if text == editable(claim.text) else text,
            speaker=None if speaker == _line(claim.speaker) else speaker,
            kind=None if kind is claim.kind else kind,
            due=self.due.edit(),
            tags_add=tuple(t for t in tags if t not in claim.tags),
            tags_remove=tuple(t for t in claim.tags if t not in tags),
        )

    def trouble(self) -> str:
        """Return why what stands in the form cannot be saved, empty where it can."""
        if self._claim is None:
            return ""
        if not self.sentence.toPlainText().strip():
            return self.tr("A claim needs a sentence.")
        return self.due.trouble()

    def take(self) -> ClaimEdit:
        """Return what is to be saved, and take it for saved: the caller writes it with its own step."""
        edit = self.pending()
        if edit == self._saving:
            return ClaimEdit(edit.claim_id)
        self._saving = edit
        return edit

    def keep(self, edit: ClaimEdit) -> None:
        """Remember an edit that could not be saved; it comes back when its claim is shown again."""
        self._unsaved[edit.claim_id] = edit
        if self.claim_id == edit.claim_id:
            self._saving = None
            self._put_back(edit)

    def save(self) -> None:
        """Save what was changed."""
        edit = self.pending()
        if not edit or edit == self._saving or self.trouble():
            self._not_saved(edit)
            return
        self._saving = edit

        def saved(_: Changes) -> None:
            self._unsaved.pop(edit.claim_id, None)

        def failed(why: str) -> None:
            self.keep(edit)
            self.refused.emit(why)

        self._jobs.write(lambda desk, _: edit.save(desk), label=self.tr("Save"), done=saved, failed=failed)

    def _not_saved(self, edit: ClaimEdit) -> None:
        if not edit:
            self._unsaved.pop(edit.claim_id, None)
        elif self.trouble():
            self._unsaved[edit.claim_id] = edit
            self.refused.emit(self.trouble())

    def forget(self, claim_id: int) -> None:
        """An edit was saved after all."""
        self._unsaved.pop(claim_id, None)

    def _finish(self) -> None:
        self.save()
        self.done.emit()

    def _advance(self) -> None:
        self.save()
        if not self.trouble():
            self.advanced.emit()

    def _fill(self, claim: Claim | None, kept: ClaimEdit | None = None) -> None:
        """Put a claim's stored values into every field that holds nothing unsaved."""
        kept = kept or ClaimEdit(0)
        typed = self.sentence.toPlainText() if kept.text is not None else editable(claim.text) if claim else ""
        self.sentence.show_sentence(claim, typed)
        self.changes.show_wording(self.sentence.wording)
        if kept.speaker is None:
            _set_line(self.speaker, _line(claim.speaker) if claim else "")
        via = claim.via if claim else None
        self.via.setText(self.tr("via {who}").format(who=via) if via else "")
        self.via.setVisible(bool(via))
        if kept.kind is None:
            self.kind.setCurrentIndex(self.kind.findData(claim.kind) if claim else -1)
        if kept.due is None or claim is None:
            self.due.show_claim(claim)
        else:
            self.due.follow(claim)
        if not kept.tags_add and not kept.tags_remove:
            _set_line(self.tags, ", ".join(claim.tags) if claim else "")

    def _put_back(self, edit: ClaimEdit) -> None:
        if edit.text is not None:
            self.sentence.show_sentence(self._claim, edit.text)
        if edit.speaker is not None:
            self.speaker.setText(edit.speaker)
        if edit.kind is not None:
            self.kind.setCurrentIndex(self.kind.findData(edit.kind))
        if edit.due is not None:
            self.due.restore(edit.due)
        if self._claim is not None and (edit.tags_add or edit.tags_remove):
            kept = [t for t in self._claim.tags if t not in edit.tags_remove]
            self.tags.setText(", ".join([*kept, *edit.tags_add]))


def _stacked(field: QWidget, below: QWidget) -> QWidget:
    """Return a field with something under it."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(field)
    column.addWidget(below)
    both.setFocusProxy(field)
    return both


def _set_line(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
        field.setCursorPosition(0)


def _line(text: str | None) -> str:
    return " ".join(editable(text or "").split())
