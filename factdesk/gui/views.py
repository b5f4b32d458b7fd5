"""Saved views of the Claims screen: a query and an order under a name, as a row of tabs; kept on this machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from factdesk.gui.icons import icon
from factdesk.gui.plain import FlowLayout, tip
from factdesk.gui.preferences import preferences

USUAL_SORT = "due"
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class View:
    """What is shown and in which order, under a name."""

    name: str
    query: str
    sort: str = USUAL_SORT


def starting_views(tr_all: str, tr_review: str, tr_overdue: str, tr_soon: str) -> tuple[View, ...]:
    """Return the views there are before anybody saved one."""
    return (
        View(tr_all, ""),
        View(tr_review, "review:new", "-published"),
        View(tr_overdue, "outcome:overdue -review:rejected"),
        View(tr_soon, "outcome:pending due:<7d -review:rejected"),
    )


def kept_views(desk: Path) -> list[View] | None:
    """Return the views saved for a desk, null where none ever was."""
    kept = preferences().value(_key(desk))
    if not isinstance(kept, str):
        return None
    try:
        return [View(str(each["name"]), str(each["query"]), str(each["sort"])) for each in json.loads(kept)]
    except (ValueError, KeyError, TypeError):
        return None


def keep_views(desk: Path, views: Sequence[View]) -> None:
    """Save the views of a desk."""
    preferences().setValue(_key(desk), json.dumps([asdict(view) for view in views]))


def _key(desk: Path) -> str:
    return f"views/{sha256(str(desk.resolve()).encode()).hexdigest()[:16]}"


class ViewTabs(QWidget):
    """The views as tabs, and the button that saves the present one.

    Args:
        desk: the file they belong to.
        parent: as in Qt.
    """

    chosen = Signal(object)

    def __init__(self, desk: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        kept = kept_views(desk)
        self.views = list(kept) if kept is not None else list(self._starting())
        self._now = View("", "")
        self._buttons: list[QToolButton] = []
        self.save_button = QPushButton(icon("add"), self.tr("Save view"))
        self.save_button.setProperty("role", "quiet")
        self.save_button.setToolTip(self.tr("Keep this search and order under a name"))
        self.name_field = _NameField()
        self.name_field.hide()
        self.save_button.clicked.connect(self.begin_naming)
        self.name_field.named.connect(self._named)
        self.name_field.given_up.connect(self._end_naming)
        self._tabs = QWidget()
        self._flow = FlowLayout(self._tabs, gap=2)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self._tabs, 1)
        box.addWidget(self.name_field)
        box.addWidget(self.save_button)
        self._fill()

    def button(self, name: str) -> QToolButton | None:
        """Return the tab of a view."""
        return next((b for b, view in zip(self._buttons, self.views, strict=True) if view.name == name), None)

    def show_current(self, query: str, sort: str) -> None:
        """Mark the view that is shown, if it is one that was saved."""
        self._now = View("", query, sort)
        found = False
        for button, view in zip(self._buttons, self.views, strict=True):
            is_it = (view.query.split(), view.sort) == (query.split(), sort)
            button.setChecked(is_it)
            found = found or is_it
        self.save_button.setEnabled(not found)

    def begin_naming(self) -> None:
        """Ask for the name of the present view."""
        self.save_button.hide()
        self.name_field.clear()
        self.name_field.show()
        self.name_field.setFocus()

    def _starting(self) -> tuple[View, ...]:
        return starting_views(self.tr("All"), self.tr("To review"), self.tr("Overdue"), self.tr("Due in 7 days"))

    def _named(self, name: str) -> None:
        self.views = [view for view in self.views if view.name != name]
        self.views.append(View(name, self._now.query, self._now.sort))
        self._changed()
        self._end_naming()

    def _end_naming(self) -> None:
        self.name_field.hide()
        self.save_button.show()

    def _changed(self) -> None:
        keep_views(self._desk, self.views)
        self._fill()
        self.show_current(self._now.query, self._now.sort)

    def _fill(self) -> None:
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(view) for view in self.views]
        for button in self._buttons:
            self._flow.addWidget(button)
        self._tabs.updateGeometry()

    def _button(self, view: View) -> QToolButton:
        button = QToolButton()
        button.setText(view.name.replace("&", "&&"))
        button.setAccessibleName(self.tr("View {name}").format(name=view.name))
        button.setToolTip(tip(view.query or self.tr("every claim")))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        button.clicked.connect(lambda: self._choose(view))
        button.customContextMenuRequested.connect(lambda at: self._menu(view, button.mapToGlobal(at)))
        return button

    def _choose(self, view: View) -> None:
        self.show_current(self._now.query, self._now.sort)
        self.chosen.emit(view)

    def _menu(self, view: View, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Remove view “{name}”").format(name=view.name), lambda: self.remove(view))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def remove(self, view: View) -> None:
        """Take a view away; its claims stay."""
        self.views = [each for each in self.views if each != view]
        self._changed()


class _NameField(QLineEdit):
    """Where a view gets its name: Enter keeps it, Escape and leaving do not."""

    named = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Name of this view"))
        self.setAccessibleName(self.tr("Name of this view"))
        self.setMaxLength(_LONGEST_NAME)
        self.setFixedWidth(180)

    def event(self, event: QEvent) -> bool:
        """Escape is this field's own while it is open; see QObject."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() is QEvent.Type.KeyPress:
                self.given_up.emit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See QWidget."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            name = " ".join(self.text().split())
            if name:
                self.named.emit(name)
            else:
                self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """See QWidget."""
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.given_up.emit()
