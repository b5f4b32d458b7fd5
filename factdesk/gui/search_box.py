"""The box for the words of a query: what there is to ask for is offered while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from factdesk.gui.icons import icon
from factdesk.gui.query_text import Offer, offers

_ASK_AFTER_MS = 140


class SearchBox(QLineEdit):
    """Says what is asked for a moment after the last key, and at once with Enter."""

    asked = Signal(str)
    left_below = Signal()
    """Enter or Down: on to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.known: Mapping[str, Sequence[str]] = {}
        self._offers: list[Offer] = []
        self._words = QStringListModel(self)
        self._list = QListView()
        self._popup = QCompleter(self._words, self)
        self._popup.setPopup(self._list)
        self._popup.setWidget(self)
        self._popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup.activated.connect(self._complete)
        self._soon = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._soon.timeout.connect(self._ask)
        self._asked = ""
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setPlaceholderText(self.tr("Search: words, outcome:overdue, due:<7d, speaker:Name, -tag:x …"))
        self.setAccessibleName(self.tr("Search claims"))
        self.textChanged.connect(self._changed)
        self.textEdited.connect(self._offer)

    def set_query(self, query: str) -> None:
        """Show a query that is asked already."""
        self._soon.stop()
        self._asked = query
        if self.text() != query:
            self.setText(query)
            self._soon.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks at once, Escape clears, Down shows what there is to ask for or goes on to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
            self.left_below.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            if self.text():
                self.left_below.emit()
            else:
                self._offer()
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        self._soon.start()

    def _ask(self) -> None:
        self._soon.stop()
        if self.text() != self._asked:
            self._asked = self.text()
            self.asked.emit(self._asked)

    def _offer(self) -> None:
        self._offers = offers(self.text(), self.cursorPosition(), self.known)
        self._words.setStringList([offer.words for offer in self._offers])
        if self._offers:
            self._popup.complete()
        else:
            self._list.hide()

    def _complete(self, words: str) -> None:
        offer = next((each for each in self._offers if each.words == words), None)
        if offer is None:
            return
        rest = self.text()[offer.end :]
        gap = "" if words.endswith(":") or rest.startswith((" ", ",")) else " "
        self.setText(self.text()[: offer.start] + words + gap + rest)
        self.setCursorPosition(offer.start + len(words) + len(gap))
        if words.endswith(":"):
            self._offer()
        else:
            self._ask()
