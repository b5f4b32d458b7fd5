"""The sentence of a claim as it is edited: what was changed of the report's words is marked, and what is unsure."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from factdesk.gui import theme
from factdesk.gui.plain import tip
from factdesk.gui.wording_words import edit_spoken, is_told, unsure_phrase
from factdesk.model import Claim, Wording
from factdesk.model.wording import in_force, pieces, place_of

_FEWEST_LINES = 2
_MOST_LINES = 6
_TINT = 30


class SentenceEdit(QPlainTextEdit):
    """A sentence over as many lines as it needs, with the places marked where it is not in the report's words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._claim: Claim | None = None
        self._told: list[tuple[int, int, str]] = []
        self.wording: Wording | None = None
        """How the sentence that stands here came out of the quote; null where that was not recorded."""
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)
        self.textChanged.connect(self._mark)

    def show_sentence(self, claim: Claim | None, text: str) -> None:
        """Show a sentence of a claim."""
        self._claim = claim
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._mark()

    def sizeHint(self) -> QSize:
        """See QWidget."""
        return QSize(240, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See QWidget."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme; see QWidget."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "wording"):
            self._mark()

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell of a marked place what it is; see QAbstractScrollArea."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.cursorForPosition(event.pos()).position()
            words = next((words for start, end, words in self._told if start <= at <= end), "")
            QToolTip.showText(event.globalPos(), tip(words), self.viewport())
            return True
        return super().viewportEvent(event)

    def _fit(self) -> None:
        lines = min(max(round(self.document().size().height()), _FEWEST_LINES), _MOST_LINES)
        is_long = self.document().size().height() > _MOST_LINES
        as_needed, never = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(as_needed if is_long else never)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 22)

    def _mark(self) -> None:
        """Mark the sentence as it stands now, what was just typed included."""
        claim, text = self._claim, self.toPlainText()
        made = claim.wording if claim is not None else None
        self.wording = in_force(claim.quote, claim.start, made, text) if claim is not None and made else None
        found = list(self._places(claim)) if claim is not None else []
        self._told = [(start, end, words) for start, end, words, _ in found]
        self.setExtraSelections([self._selection(*place) for place in found])

    def _places(self, claim: Claim) -> Iterator[tuple[int, int, str, bool]]:
        """Yield start and end in Qt's positions, what to say of the place, and whether it is unsure."""
        if self.wording is None:
            return
        text = self.toPlainText()
        for piece in pieces(claim.quote, claim.start, self.wording.edits):
            if piece.edit is not None and is_told(piece.edit) and piece.text.strip():
                lead = len(piece.text) - len(piece.text.lstrip())
                yield _units(text[: piece.at + lead]), _units(text[: piece.until]), edit_spoken(piece.edit), False
        for span in self.wording.unresolved:
            last = place_of(max(span.start, span.end - 1), span.end, claim.quote, claim.start, self.wording.edits)
            if last is not None:
                start = max(0, last[1] - (span.end - span.start))
                yield _units(text[:start]), _units(text[: last[1]]), unsure_phrase(span), True

    def _selection(self, start: int, end: int, words: str, is_unsure: bool) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        colours = theme.colours()
        ink = QColor(colours.on_alarm if is_unsure else colours.accent)
        ground = QColor(colours.alarm) if is_unsure else QColor(ink)
        if not is_unsure:
            ground.setAlpha(_TINT)
        how = QTextCharFormat()
        how.setBackground(ground)
        how.setUnderlineColor(ink)
        styles = QTextCharFormat.UnderlineStyle
        how.setUnderlineStyle(styles.DotLine if is_unsure else styles.SingleUnderline)
        mark.cursor, mark.format = cursor, how
        return mark


def _units(text: str) -> int:
    """Return how long a text is in Qt's positions, which are UTF-16 units."""
    return sum(2 if ord(letter) > 0xFFFF else 1 for letter in text)
