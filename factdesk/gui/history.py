"""History: every step in the words of the menus, newest first; each can be undone while nothing later depends on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from factdesk.desk import Desk
from factdesk.gui import theme
from factdesk.gui.icons import icon, paint_icon
from factdesk.gui.jobs import Jobs
from factdesk.gui.panel import Panel
from factdesk.gui.plain import tip
from factdesk.gui.steps import Step, steps_of
from factdesk.gui.words import day_phrase
from factdesk.model import Changes, Op

_PAGE = 200
_ROW = 34
_WHEN = 170
_WHO = 130
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class HistoryModel(QAbstractListModel):
    """Steps, fetched page by page."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ops: list[Op] = []
        self._steps: list[Step] = []
        self._has_more = True

    @property
    def zone(self) -> tzinfo:
        """The desk's time zone."""
        return self._desk.settings.zone()

    def load(self) -> None:
        """Begin anew with the newest."""
        self.beginResetModel()
        self._ops, self._has_more = [], True
        self._read()
        self.endResetModel()

    def step(self, index: _Index) -> Step:
        """Return the step of a row."""
        return self._steps[index.row()]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self._steps)

    def canFetchMore(self, parent: _Index) -> bool:
        """See QAbstractItemModel."""
        return self._has_more and not parent.isValid()

    def fetchMore(self, parent: _Index) -> None:
        """Read on; steps that go over the border of pages grow, so the rows are laid anew."""
        self.layoutAboutToBeChanged.emit()
        self._read()
        self.layoutChanged.emit()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See QAbstractItemModel."""
        if not index.isValid():
            return None
        step = self._steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words_of(step)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.words_of(step))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            undone = self.tr(" Undone.") if step.first.is_undone else ""
            return f"{self.words_of(step)}. {step.first.actor}, {self.when(step)}.{undone}"
        return None

    def words_of(self, step: Step) -> str:
        """Return what a step did."""
        return step.words

    def when(self, step: Step) -> str:
        """Return when, in the desk's time zone."""
        at = step.first.at.astimezone(self.zone)
        return f"{day_phrase(at.date())}, {at:%H:%M}"

    def _read(self) -> None:
        before = self._ops[-1].id if self._ops else None
        page = self._desk.log.history(limit=_PAGE, before=before)
        self._has_more = len(page) == _PAGE
        self._ops += page
        self._steps = steps_of(self._ops)


class _StepDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(320, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, HistoryModel):
            return
        step, c = model.step(index), theme.colours()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_selected or is_hovered:
            painter.fillRect(option.rect, QColor(c.selection if is_selected else c.raised))
        box = option.rect.adjusted(12, 0, -12, 0)
        quiet = QColor(c.on_selection if is_selected else c.muted)
        ink = quiet if step.first.is_undone or not step.is_step else QColor(c.on_selection if is_selected else c.text)
        if not step.is_step:
            name = "undo" if step.first.undoes is not None else "redo"
            paint_icon(painter, QRect(box.left() + _WHEN, box.center().y() - 7, 16, 16), name, quiet)
        what = box.adjusted(_WHEN + 24, 0, -_WHO, 0)
        painter.setFont(option.font)
        _draw(painter, QRect(box.left(), box.top(), _WHEN, box.height()), model.when(step), quiet)
        _draw(painter, QRect(what.right() + 12, box.top(), _WHO - 12, box.height()), step.first.actor, quiet)
        struck = option.font
        struck.setStrikeOut(step.first.is_undone)
        painter.setFont(struck)
        _draw(painter, what, model.words_of(step), ink)


def _draw(painter: QPainter, box: QRect, text: str, colour: QColor) -> None:
    painter.setPen(colour)
    shown = painter.fontMetrics().elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class HistoryPanel(Panel):
    """The log of the desk."""

    name = "history"

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, jobs, parent)
        self.model = HistoryModel(desk)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_StepDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("Steps, newest first"))
        self.undo_button = QPushButton(icon("undo"), self.tr("Undo this step"))
        self.redo_button = QPushButton(icon("redo"), self.tr("Redo"))
        self._nothing = QLabel(self.tr("Nothing was done on this desk yet."))
        self._nothing.setProperty("role", "muted")
        self._is_stale = True
        self._build()
        self.list.selectionModel().currentChanged.connect(self._update)
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)

    def activate(self) -> None:
        """See Panel."""
        if self._is_stale:
            self._load()
        self.list.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """See Panel."""
        self._is_stale = True
        if self.isVisible():
            self._load()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """See Panel."""
        return {}

    def undo(self) -> None:
        """Take back the step that is selected."""
        step = self._current()
        if step is not None:
            op_id = step.first.id
            self.jobs.write(lambda desk, _: desk.log.undo(op_id), label=self.tr("Undo"))

    def redo(self) -> None:
        """Do again what was undone last."""
        self.jobs.write(lambda desk, _: desk.log.redo(), label=self.tr("Redo"))

    def _current(self) -> Step | None:
        index = self.list.currentIndex()
        return self.model.step(index) if index.isValid() else None

    def _load(self) -> None:
        self._is_stale = False
        row = max(0, self.list.currentIndex().row())
        self.model.load()
        self.list.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1)))
        self._nothing.setVisible(self.model.rowCount() == 0)
        self.list.setVisible(self.model.rowCount() > 0)
        self._update()

    def _update(self) -> None:
        step = self._current()
        self.undo_button.setEnabled(step is not None and step.can_be_undone)
        first = self.model.step(self.model.index(0)) if self.model.rowCount() else None
        self.redo_button.setEnabled(first is not None and first.first.undoes is not None and not first.first.is_undone)

    def _build(self) -> None:
        title = QLabel(self.tr("History"))
        title.setProperty("role", "title")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.undo_button)
        head.addWidget(self.redo_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._nothing)
        layout.addWidget(self.list, 1)
