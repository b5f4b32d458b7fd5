"""The columns of the Claims table: what there is, what is shown, how wide; remembered on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, auto

from PySide6.QtCore import QT_TRANSLATE_NOOP, QByteArray, QCoreApplication, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from factdesk.gui.badges import chip_size, outcome_chip, review_chip
from factdesk.gui.preferences import preferences
from factdesk.model import Outcome, Review

_KEY = "claims/columns/4"
_REMEMBER_AFTER_MS = 400
_PADDING = 8
_SIGN = 8


class Column(IntEnum):
    """A column by its place in the model."""

    OUTCOME = 0
    CLAIM = auto()
    SPEAKER = auto()
    DUE = auto()
    OUTLET = auto()
    PUBLISHED = auto()
    REVIEW = auto()
    EVIDENCE = auto()
    TAGS = auto()
    KIND = auto()
    SCORE = auto()


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """What a column is called, how it sorts and what can be typed into it."""

    title: object
    width: int
    sort: str = ""
    """The key of the order by this column; empty where there is none."""
    field: str = ""
    """What of the claim is edited in it; empty where nothing is."""
    is_shown: bool = True
    begins_descending: bool = False


COLUMNS: tuple[ColumnKind, ...] = (
    ColumnKind(QT_TRANSLATE_NOOP("claims", "Outcome"), 100, "outcome"),
    ColumnKind(QT_TRANSLATE_NOOP("claims", "Claim"), 320, "text", "text"),
    ColumnKind(QT_TRANSLATE_NOOP("claims", "Speaker"), 100, "speaker", "speaker"),
    ColumnKind(QT_TRANSLATE_NOOP("claims", "Due"), 140, "due", "due"),
    ColumnKind(QT_TRANSLATE_NOOP("claims", "Outlet"), 120, "outlet", is_shown=False),
    ColumnKind(QT_TRANSLATE_NOOP("claims", "Published"), 122, "published", begins_descending=True),
    ColumnKind(QT_TRANSLATE_NOOP("claims", "Review"), 80, "review"),
    ColumnKind(QT_TRANSLATE_NOOP("claims", "Evidence"), 74),
    ColumnKind(QT_TRANSLATE_NOOP("claims", "Tags"), 104, "", "tags", is_shown=False),
    ColumnKind(QT_TRANSLATE_NOOP("claims", "Kind"), 96, is_shown=False),
    ColumnKind(QT_TRANSLATE_NOOP("claims", "Score"), 60, "score", is_shown=False, begins_descending=True),
)
SMALLEST_CLAIM = 220
SORTS = {kind.sort: Column(at) for at, kind in enumerate(COLUMNS) if kind.sort}


def title(column: int) -> str:
    """Return what a column is called."""
    return QCoreApplication.translate("claims", str(COLUMNS[column].title))


class ColumnHeader(QHeaderView):
    """The table's header: columns can be moved, sized, hidden; the sentence takes the room that is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._fits = False
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumSectionSize(48)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.choose(self.mapToGlobal(at)))
        self.sectionResized.connect(self._resized)
        self._soon = QTimer(self, singleShot=True, interval=_REMEMBER_AFTER_MS)
        self.sectionMoved.connect(self._soon.start)
        self._soon.timeout.connect(self.remember)

    def restore(self) -> None:
        """Show the columns as they were last, or as they are at first."""
        kept = preferences().value(_KEY)
        if not (isinstance(kept, QByteArray) and self.restoreState(kept)):
            self.reset_columns()
        self.fit()

    def remember(self) -> None:
        """Keep order, widths and what is shown."""
        preferences().setValue(_KEY, self.saveState())

    def reset_columns(self) -> None:
        """Show the columns as they are at first."""
        for at, kind in enumerate(COLUMNS):
            self.moveSection(self.visualIndex(at), at)
            self.resizeSection(at, max(kind.width, self._widest_chip(at)))
            self.setSectionHidden(at, not kind.is_shown)

    def _widest_chip(self, column: int) -> int:
        """Return the room that the longest word of a column of chips takes; 0 for other columns."""
        chips = {Column.OUTCOME: map(outcome_chip, Outcome), Column.REVIEW: map(review_chip, Review)}
        metrics = self.fontMetrics()
        return max((chip_size(chip, metrics).width() + _PADDING for chip in chips.get(Column(column), ())), default=0)

    def show_column(self, column: int, *, is_shown: bool) -> None:
        """Show or hide a column; the sentence stays."""
        if column != Column.CLAIM:
            self.setSectionHidden(column, not is_shown)
            self.fit()
            self.remember()

    def shown(self) -> Sequence[int]:
        """Return the columns that are shown, from left to right."""
        order = (self.logicalIndex(at) for at in range(self.count()))
        return [column for column in order if not self.isSectionHidden(column)]

    def fit(self) -> None:
        """Give the sentence the room that the other columns leave."""
        if self._fits or self.count() <= Column.CLAIM:
            return
        rest = sum(self.sectionSize(column) for column in self.shown() if column != Column.CLAIM)
        self._fits = True
        self.resizeSection(Column.CLAIM, max(SMALLEST_CLAIM, self.viewport().width() - rest))
        self._fits = False

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the sign of the order too, which a style sheet leaves out; see QHeaderView."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section != self.sortIndicatorSection():
            return
        is_up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        words = self.fontMetrics().horizontalAdvance(title(section))
        left = min(rect.left() + _PADDING + words + 6, rect.right() - _SIGN - 2)
        top = rect.center().y() - _SIGN // 4
        points = [QPointF(left, top), QPointF(left + _SIGN, top), QPointF(left + _SIGN / 2, top + _SIGN / 2 + 1)]
        if is_up:
            points = [QPointF(point.x(), 2 * rect.center().y() - point.y() + 1) for point in points]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
        painter.drawPolygon(points)
        painter.restore()

    def choose(self, at: QPoint) -> None:
        """Open the list of columns."""
        menu = self.column_menu()
        menu.popup(at)
        menu.aboutToHide.connect(menu.deleteLater)

    def column_menu(self) -> QMenu:
        """Make the list of columns, each to be shown or hidden."""
        menu = QMenu(self)
        for column in range(len(COLUMNS)):
            action = menu.addAction(title(column))
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(column))
            action.setEnabled(column != Column.CLAIM)
            action.toggled.connect(lambda on, column=column: self.show_column(column, is_shown=on))
        menu.addSeparator()
        menu.addAction(self.tr("As they were at first"), self._start_over)
        return menu

    def _start_over(self) -> None:
        self.reset_columns()
        self.fit()
        self.remember()

    def _resized(self, column: int, _old: int, _new: int) -> None:
        if not self._fits and column != Column.CLAIM:
            self.fit()
            if self.isVisible():
                self._soon.start()
