"""The box for the words of a query: what there is to ask for is offered while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from factdesk.gui.icons import icon
from factdesk.gui.query_text import Offer, offers

_ASK_AFTER_MS = 140
_ASK_AFTER_PAUSE_MS = 800
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OF_OFFERS = (*_ENTER, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape, Qt.Key.Key_Tab)


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
        self._soon.timeout.connect(self._paused)
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
        if self._list.isVisible() and event.key() in _OF_OFFERS and not self._is_plain_enter(event):
            # The completer does what these keys mean to the offers, but only if the field leaves them alone.
            event.ignore()
        elif event.key() in _ENTER:
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

    def _is_plain_enter(self, event: QKeyEvent) -> bool:
        """Tell whether this is Enter while no offer is picked: it asks what was typed."""
        # Not the current offer: lists make their first row current by themselves.
        is_enter = event.key() in _ENTER and not self._list.selectionModel().hasSelection()
        if is_enter:
            self._list.hide()
        return is_enter

    def _changed(self) -> None:
        # The beginning of a field's name is hardly what somebody looks for; a moment more shows.
        may_be_field = any(offer.words.endswith(":") for offer in self._offers)
        self._soon.start(_ASK_AFTER_PAUSE_MS if may_be_field and self.text() else _ASK_AFTER_MS)

    def _paused(self) -> None:
        """Ask, unless the person is about to pick a value."""
        before = self.text()[: self.cursorPosition()]
        if not (self._list.isVisible() and before.endswith((":", ","))):
            self._ask()

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
            self._list.clearSelection()
        else:
            self._list.hide()
        self._changed()

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
