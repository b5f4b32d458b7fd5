"""The table of speakers: each with the other names reports have for them, and what became of their claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from factdesk.gui import theme
from factdesk.gui.badges import outcome_chip, outcome_word, paint_shape, tone_colour
from factdesk.gui.plain import tip
from factdesk.gui.shown_text import shown_line
from factdesk.model import Outcome, Speaker

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int], Callable[[Sequence[Speaker]], None]], None]
OUTCOMES = (
    Outcome.PENDING,
    Outcome.OVERDUE,
    Outcome.CONFIRMED,
    Outcome.LATE,
    Outcome.PARTLY,
    Outcome.CONTRADICTED,
)
"""Outcomes with a column of their own."""
SORTS = ("name", "claims", *(str(outcome) for outcome in OUTCOMES))
"""What each column sorts by."""
_NAME = 0
_PAGE = 64
_ROW = 46
_SIGN = 11
_GAP = 6
_PADDING = 16
"""Right of a number and its heading: room for the sign of the order."""
_ROOM = 12
_FIRST_OUTCOME = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROOT = QModelIndex()


class SpeakerModel(QAbstractTableModel):
    """Speakers by number with a cache of their records; ``data`` only looks into the cache, pages come by ``fetch``."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: Sequence[int] = ()
        self._found: dict[int, Speaker] = {}
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch_wanted)

    @property
    def ids(self) -> Sequence[int]:
        """The speakers' numbers in the order shown."""
        return self._ids

    def show_speakers(self, ids: Sequence[int], known: Sequence[Speaker] = ()) -> None:
        """Show these; ``known`` are those whose records are there already."""
        self.beginResetModel()
        self._ids = ids
        self._found = {speaker.id: speaker for speaker in known}
        self._wanted.clear()
        self._asked.clear()
        self.endResetModel()

    def speaker(self, row: int) -> Speaker | None:
        """Return the record of a row if it is there."""
        return self._found.get(self._ids[row]) if 0 <= row < len(self._ids) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(SORTS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See QAbstractItemModel."""
        if way is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _heading(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == _NAME else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See QAbstractItemModel; never queries."""
        if not index.isValid():
            return None
        speaker = self._found.get(self._ids[index.row()])
        if speaker is None:
            self._want(index.row())
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_line(speaker.name) if index.column() == _NAME else _number(_count(speaker, index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != _NAME:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(speaker)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == _NAME:
            return tip(", ".join(shown_line(one.name) for one in speaker.names))
        return None

    def _want(self, row: int) -> None:
        page = row // _PAGE
        if page not in self._asked:
            self._wanted.add(page)
            if not self._soon.isActive():
                self._soon.start()

    def _fetch_wanted(self) -> None:
        pages, self._wanted = self._wanted, set()
        self._asked |= pages
        ids = [one for page in sorted(pages) for one in self._ids[page * _PAGE : (page + 1) * _PAGE]]
        if ids:
            self._fetch(ids, partial(self._take, self._ids))

    def _take(self, ids: Sequence[int], speakers: Sequence[Speaker]) -> None:
        if ids is self._ids:
            self._found.update({speaker.id: speaker for speaker in speakers})
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(SORTS) - 1))


class _NameDelegate(QStyledItemDelegate):
    """Paints the name, and the other names below it."""

    def __init__(self, model: SpeakerModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        speaker = self._model.speaker(index.row())
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if speaker is None:
            return
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        quiet = option.palette.color(role) if is_selected else QColor(theme.colours().muted)
        painter.save()
        box = option.rect.adjusted(24, 0, -8, 0)
        line = option.fontMetrics.height()
        also = also_known(speaker)
        top = box.top() + (box.height() - (2 * line + 2 if also else line)) // 2
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        for words, ink, face, at in (
            (shown_line(speaker.name), option.palette.color(role), font, top),
            (also, quiet, option.font, top + line + 2),
        ):
            painter.setFont(face)
            painter.setPen(ink)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box.left(), at + painter.fontMetrics().ascent(), shown)
        painter.restore()


class _CountDelegate(QStyledItemDelegate):
    """Paints how many claims have come to an outcome, with the outcome's shape; nothing where there are none."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        words = index.data(Qt.ItemDataRole.DisplayRole)
        if not words or index.column() < _FIRST_OUTCOME:
            return
        chip, palette = outcome_chip(OUTCOMES[index.column() - _FIRST_OUTCOME]), option.palette
        box = option.rect
        left = box.right() - _PADDING - option.fontMetrics.horizontalAdvance(words) - _GAP - _SIGN
        sign = QRectF(left, box.center().y() - _SIGN / 2 + 0.5, _SIGN, _SIGN)
        paint_shape(painter, sign, chip.shape, tone_colour(chip.tone, palette), palette.color(QPalette.ColorRole.Base))


class SpeakerTable(QTableView):
    """Speakers in rows; a click on a heading sorts, Enter and a double click open."""

    opened = Signal()
    chosen_changed = Signal()
    sort_chosen = Signal(str)

    def __init__(self, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.speakers = SpeakerModel(fetch, self)
        self.setModel(self.speakers)
        self.setItemDelegate(_CountDelegate(self))
        self.setItemDelegateForColumn(_NAME, _NameDelegate(self.speakers, self))
        self.setObjectName("speakers")
        self.setAccessibleName(self.tr("Speakers"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self._set_header()
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self.selectionModel().currentChanged.connect(self.chosen_changed)

    def show_speakers(self, ids: Sequence[int], known: Sequence[Speaker]) -> None:
        """Show these speakers; who was chosen stays so as far as they are still there."""
        current = self.current_id()
        row, scrolled = max(0, self.currentIndex().row()), self.verticalScrollBar().value()
        self.speakers.show_speakers(ids, known)
        at = next((n for n, one in enumerate(ids) if one == current), min(row, len(ids) - 1))
        if at >= 0:
            self.selectRow(at)
            self.verticalScrollBar().setValue(scrolled)
        self.chosen_changed.emit()

    def show_sort(self, sort: str) -> None:
        """Show in the header what the speakers are sorted by."""
        order = Qt.SortOrder.DescendingOrder if sort.startswith("-") else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(SORTS.index(sort.removeprefix("-")), order)

    def choose(self, speaker_id: int) -> None:
        """Go to a speaker if they are in the list."""
        at = next((n for n, one in enumerate(self.speakers.ids) if one == speaker_id), -1)
        if at >= 0:
            self.selectRow(at)
            self.scrollTo(self.speakers.index(at, _NAME))

    def current_id(self) -> int | None:
        """Return the speaker the keyboard is on."""
        row = self.currentIndex().row()
        return self.speakers.ids[row] if 0 <= row < len(self.speakers.ids) else None

    def current(self) -> Speaker | None:
        """Return the record the keyboard is on, if it is there."""
        return self.speakers.speaker(self.currentIndex().row())

    def chosen(self) -> list[int]:
        """Return the speakers chosen, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.speakers.ids[row] for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See QWidget."""
        if event.key() in _ENTER and not event.modifiers() and self.current() is not None:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _set_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(48)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for section in range(1, len(SORTS)):
            words = header.fontMetrics().horizontalAdvance(_heading(section))
            header.resizeSection(section, words + _PADDING + _ROOM)
        header.sectionClicked.connect(self._header_clicked)

    def _header_clicked(self, section: int) -> None:
        header = self.horizontalHeader()
        descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        self.sort_chosen.emit(("-" if descending else "") + SORTS[section])


def also_known(speaker: Speaker) -> str:
    """Return the other names of a speaker in one line; empty where there are none."""
    by_word = {_bare(one.name): shown_line(one.name) for one in reversed(speaker.names)}
    others = [name for word, name in reversed(by_word.items()) if word != _bare(speaker.name)]
    return _tr("also {names}").format(names=", ".join(others)) if others else ""


def spoken(speaker: Speaker) -> str:
    """Say a speaker in one sentence, for a screen reader."""
    counted = [f"{claims} {outcome_word(outcome)}" for outcome, claims in speaker.outcomes]
    names = also_known(speaker)
    return "; ".join(part for part in (shown_line(speaker.name), names, claims_of(speaker), ", ".join(counted)) if part)


def claims_of(speaker: Speaker) -> str:
    """Write how many claims a speaker made."""
    return _tr("1 claim") if speaker.claims == 1 else _tr("{count} claims").format(count=f"{speaker.claims:,}")


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ").removesuffix("'s").removesuffix("’s")


def _count(speaker: Speaker, column: int) -> int:
    return speaker.claims if column == 1 else speaker.count(OUTCOMES[column - _FIRST_OUTCOME])


def _number(count: int) -> str:
    return f"{count:,}" if count else ""


def _heading(section: int) -> str:
    if section == _NAME:
        return _tr("Speaker")
    return _tr("Claims") if section == 1 else outcome_word(OUTCOMES[section - _FIRST_OUTCOME])


def _tr(text: str) -> str:
    return QCoreApplication.translate("speakers", text)
