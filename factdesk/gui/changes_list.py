"""What was changed on the way from the report's words to the sentence, a line each, and what stayed unsure."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from factdesk.gui.icons import icon
from factdesk.gui.plain import ElidedLabel, PlainLabel, tip
from factdesk.gui.wording_words import edit_phrase, edit_reason, edit_spoken, is_told, unsure_phrase
from factdesk.model import Edit, Span, Wording

_FEW = 4
"""Lines shown before the rest is asked for."""
_SIDE = 22
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Delete)


class _Button(QToolButton):
    """A small button whose keys are its own while it has the focus, whatever the screen does with them."""

    focused = Signal(bool)

    def event(self, event: QEvent) -> bool:
        """See QWidget."""
        if isinstance(event, QKeyEvent) and event.key() in _PRESS:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self.click()
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """See QWidget."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """See QWidget."""
        super().focusOutEvent(event)
        self.focused.emit(False)


class ChangeRow(QWidget):
    """One change or one unsure word; resting on it or its button lights the words in the report."""

    pointed = Signal(bool)
    pressed = Signal()

    def __init__(self, words: str, reason: str, spoken: str, *, sign: str, does: str) -> None:
        super().__init__()
        self.button = _Button()
        self.button.setProperty("role", "small")
        self.button.setIcon(icon(sign))
        self.button.setIconSize(QSize(14, 14))
        self.button.setFixedSize(_SIDE, _SIDE)
        self.button.setAccessibleName(f"{spoken} {does}")
        self.button.setToolTip(tip(does))
        self.button.clicked.connect(self.pressed)
        self.button.focused.connect(self.pointed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(ElidedLabel(words, least=60), 1)
        if reason:
            why = PlainLabel(reason, role="muted", wrap=False)
            why.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            row.addWidget(why)
        row.addWidget(self.button)

    def enterEvent(self, event: QEnterEvent) -> None:
        """See QWidget."""
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """See QWidget."""
        super().leaveEvent(event)
        self.pointed.emit(self.button.hasFocus())


class ChangesList(QWidget):
    """The changes of one sentence; nothing is shown where there are none."""

    pointed = Signal(int, int)
    """Words of the report to light; 0, 0 for none."""
    looked_up = Signal(int, int)
    """Words of the report to bring into view."""
    put_back = Signal(object)
    """The edit in whose place the report's own words are wanted."""
    emptied = Signal()
    """The last line with the focus is gone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = Wording()
        self._is_whole = False
        self.rows: list[ChangeRow] = []
        self.more = QPushButton()
        self.more.setProperty("role", "link")
        self.more.setCursor(Qt.CursorShape.PointingHandCursor)
        self.more.clicked.connect(self._show_all)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 2, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(self.tr("How this sentence was made"))
        self.setVisible(False)

    def show_wording(self, wording: Wording | None) -> None:
        """Show how a sentence was made, null where that was not recorded."""
        wording = wording or Wording()
        if wording != self._wording:
            self._wording = wording
            self._rebuild()

    def begin(self) -> None:
        """Another claim comes: its lines are shown short again."""
        self._is_whole = False
        self._wording = Wording()
        self._rebuild()

    def _show_all(self) -> None:
        self._is_whole = True
        had = self.more.hasFocus()
        self._rebuild()
        if had and len(self.rows) > _FEW:
            self.rows[_FEW].button.setFocus()

    def _rebuild(self) -> None:
        focused = next((n for n, row in enumerate(self.rows) if row.button.hasFocus()), None)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        edits = [edit for edit in self._wording.edits if is_told(edit)]
        made = [*map(self._unsure, self._wording.unresolved), *map(self._changed, edits)]
        self.rows = made if self._is_whole or len(made) <= _FEW + 1 else made[:_FEW]
        for place, row in enumerate(self.rows):
            self._box.insertWidget(place, row)
        rest = len(made) - len(self.rows)
        self.more.setText(self.tr("{n} more changes").format(n=rest))
        self.more.setVisible(rest > 0)
        self.setVisible(bool(made))
        if focused is not None:
            self._refocus(focused)

    def _refocus(self, place: int) -> None:
        self.pointed.emit(0, 0)
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].button.setFocus()
        else:
            self.emptied.emit()

    def _changed(self, edit: Edit) -> ChangeRow:
        does = self.tr("Put the report’s words back") if edit.original.strip() else self.tr("Take it out again")
        row = ChangeRow(edit_phrase(edit), edit_reason(edit), edit_spoken(edit), sign="undo", does=does)
        row.setToolTip(tip(edit_spoken(edit)))
        row.pressed.connect(lambda: self.put_back.emit(edit))
        row.pointed.connect(lambda is_on: self._point(edit.start, edit.end, is_on=is_on))
        return row

    def _unsure(self, span: Span) -> ChangeRow:
        words = unsure_phrase(span)
        row = ChangeRow(words, "", words, sign="warning", does=self.tr("Show the word in the report"))
        row.pressed.connect(lambda: self.looked_up.emit(span.start, span.end))
        row.pointed.connect(lambda is_on: self._point(span.start, span.end, is_on=is_on))
        return row

    def _point(self, start: int, end: int, *, is_on: bool) -> None:
        self.pointed.emit(start if is_on else 0, end if is_on else 0)
