"""The way back from a page that was opened from another one."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from factdesk.gui.actions import BY_ID
from factdesk.gui.commands import tip_of
from factdesk.gui.icons import icon


class Crumb(QFrame):
    """A slim bar with one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crumb")
        self.button = QPushButton()
        self.button.setProperty("role", "link")
        self.button.setIcon(icon("back"))
        self.button.setToolTip(tip_of(BY_ID["go.back"]))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 12, 3)
        layout.addWidget(self.button)
        layout.addStretch(1)

    def show_way(self, words: str) -> None:
        """Show where it goes back to; no words hide the way."""
        self.button.setText(words)
        self.setVisible(bool(words))
