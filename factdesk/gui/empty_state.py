"""What a list shows when there is nothing in it: why, and the one thing to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from factdesk.gui.plain import PlainLabel

_WIDTH = 420


class EmptyState(QWidget):
    """A heading, a sentence and a button in the middle of the room."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = PlainLabel(role="title")
        self.words = PlainLabel(role="muted")
        self.button = QPushButton()
        self.button.setProperty("role", "primary")
        self.button.clicked.connect(self.pressed)
        for label in (self.heading, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        inner = QVBoxLayout(column)
        inner.setSpacing(12)
        inner.addWidget(self.heading)
        inner.addWidget(self.words)
        inner.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        # Stretches, not an alignment: an aligned widget is not given the height its wrapped words need.
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column)
        across.addStretch(1)
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addLayout(across)
        box.addStretch(3)

    def tell(self, heading: str, words: str, button: str = "") -> None:
        """Say what is the matter; without words for a button there is none."""
        self.heading.setText(heading)
        self.words.setText(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))
