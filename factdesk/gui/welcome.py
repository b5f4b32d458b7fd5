"""What the window shows while no desk is open: why, and the ways to open one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from factdesk.desk import known_desks
from factdesk.gui.icons import icon
from factdesk.gui.plain import ElidedLabel

_WIDTH = 520
_MOST = 6


class Welcome(QWidget):
    """Open another desk, make one, or choose one of those opened before."""

    new_asked = Signal()
    open_asked = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        self._layout = QVBoxLayout(column)
        self._layout.setSpacing(12)
        title = QLabel("FactDesk")
        title.setProperty("role", "title")
        self._why = QLabel()
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setWordWrap(True)
        self._known = QVBoxLayout()
        self._known.setSpacing(2)
        for part in (title, self._why):
            self._layout.addWidget(part)
        self._layout.addLayout(self._buttons())
        self._layout.addSpacing(8)
        self._layout.addLayout(self._known)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)

    @property
    def why(self) -> str:
        """What is said."""
        return self._why.text()

    def set_why(self, why: str) -> None:
        """Say why no desk is shown, and list the desks opened before."""
        self._why.setText(why or self.tr("A desk is one file with your reports, their claims and what became of them."))
        while (item := self._known.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for path in known_desks()[:_MOST]:
            self._known.addWidget(self._row(path))

    def wait(self, name: str) -> None:
        """Say that a desk is being opened."""
        self._why.setText(self.tr("Opening {name} …").format(name=name))

    def _row(self, path: Path) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(path.stem)
        button.setProperty("role", "link")
        button.clicked.connect(partial(self.chosen.emit, str(path)))
        folder = ElidedLabel(str(path.parent), quiet=True)
        layout.addWidget(button)
        layout.addWidget(folder, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        opening = QPushButton(icon("folder"), self.tr("Open desk…"))
        opening.clicked.connect(self.open_asked)
        making = QPushButton(icon("file-plus"), self.tr("New desk…"))
        making.clicked.connect(self.new_asked)
        row = QHBoxLayout()
        row.addWidget(opening)
        row.addWidget(making)
        row.addStretch(1)
        return row
