"""A sentence with some of its words underlined; nothing in the text itself is ever interpreted."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from factdesk.gui.deciding_words import places_of
from factdesk.gui.plain import PlainLabel


class MarkedLabel(PlainLabel):
    """A label whose plain text is kept beside what is drawn of it.

    Args:
        role: as for :class:`PlainLabel`.
        parent: as in Qt.
    """

    def __init__(self, *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(role=role, parent=parent)
        self.setTextFormat(Qt.TextFormat.RichText)

    def show_words(self, text: str, marked: Sequence[str]) -> None:
        """Show a text with these words underlined wherever they stand in it."""
        self.setAccessibleName(text)
        drawn, at = [], 0
        for start, end in places_of(marked, text, 0, len(text)):
            if start >= at:
                drawn += [escape(text[at:start]), f"<u>{escape(text[start:end])}</u>"]
                at = end
        self.setText("".join([*drawn, escape(text[at:])]))

    def words(self) -> str:
        """Return the plain text."""
        return self.accessibleName()
