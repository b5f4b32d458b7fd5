"""The table of what is being added: one row an item, with what was found out and what became of it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from factdesk.gui import theme
from factdesk.gui.adding import Adding, Item, State
from factdesk.gui.badges import Tone, tone_colour
from factdesk.gui.day_field import DayField, read_day
from factdesk.gui.icons import tinted
from factdesk.gui.plain import tip
from factdesk.gui.words import day_phrase, known_by_words

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
REPORT, OUTLET, PUBLISHED, LANGUAGE, COPY, CLAIMS, MATCHES, STATE = range(8)
_WIDTHS = {REPORT: 260, OUTLET: 110, PUBLISHED: 180, LANGUAGE: 88, COPY: 78, CLAIMS: 60, MATCHES: 72}
_PICTURES = {
    State.WAITING: ("more", Tone.QUIET),
    State.UNDATED: ("calendar", Tone.OVERDUE),
    State.READING: ("reports", Tone.ACCENT),
    State.ADDED: ("done", Tone.GOOD),
    State.KNOWN: ("copy", Tone.QUIET),
    State.FAILED: ("warning", Tone.BAD),
    State.STOPPED: ("close", Tone.QUIET),
}


class AddModel(QAbstractTableModel):
    """What is being added."""

    def __init__(self, adding: Adding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._adding = adding
        self._rows = 0
        adding.appended.connect(self._appended)
        adding.changed.connect(self._changed)

    def reset(self) -> None:
        """The list was cut."""
        self.beginResetModel()
        self._rows = len(self._adding.items)
        self.endResetModel()

    def item(self, index: _Index) -> Item:
        """Return the item of a row."""
        return self._adding.items[index.row()]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else STATE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See QAbstractItemModel."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (
            self.tr("Report"),
            self.tr("Outlet"),
            self.tr("Published"),
            self.tr("Language"),
            self.tr("Copy of"),
            self.tr("Claims"),
            self.tr("Matches"),
            self.tr("State"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See QAbstractItemModel."""
        if not index.isValid():
            return None
        item, column = self.item(index), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._words(item, column).split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._words(item, column))
        if role == Qt.ItemDataRole.EditRole and column == PUBLISHED:
            return item.published.isoformat() if item.published else ""
        if role == Qt.ItemDataRole.DecorationRole and column == STATE:
            return self._picture(item)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(item, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (CLAIMS, MATCHES):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(item, column) if column else f"{item.label}. {self._words(item, STATE)}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """See QAbstractItemModel."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item = self.item(index)
        can_be_dated = item.state is not State.READING and (item.capture is not None or item.added is not None)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == PUBLISHED and can_be_dated else flags

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """See QAbstractItemModel."""
        day = read_day(str(value))
        if role != Qt.ItemDataRole.EditRole or day is None:
            return False
        if day != self.item(index).published:
            self._adding.set_published(index.row(), day)
        return True

    def _words(self, item: Item, column: int) -> str:
        added, capture = item.added, item.capture
        match column:
            case 0:
                return item.label
            case 1:
                return capture.outlet if capture else ""
            case 2:
                return self._date_words(item) if capture or added else ""
            case 3:
                is_known = capture is not None and capture.language not in ("", "und")
                return capture.language if capture and is_known else self.tr("unknown") if capture else ""
            case 4:
                return self.tr("report {n}").format(n=added.copy_of) if added and added.copy_of else ""
            case 5:
                return str(added.claims) if added else ""
            case 6:
                return str(added.evidence) if added else ""
            case _:
                return self._state_words(item)

    def _date_words(self, item: Item) -> str:
        if item.published is None:
            return self.tr("no date found")
        return f"{day_phrase(item.published)}, {known_by_words(item.published_by)}"

    def _state_words(self, item: Item) -> str:
        words = {
            State.WAITING: self.tr("Waits"),
            State.UNDATED: self.tr("Needs its date"),
            State.READING: self.tr("Being read…"),
            State.ADDED: self.tr("Added"),
            State.KNOWN: self.tr("Already here"),
            State.FAILED: self.tr("Not added"),
            State.STOPPED: self.tr("Stopped"),
        }[item.state]
        return f"{words}. {item.why}" if item.why else words

    def _picture(self, item: Item) -> QIcon:
        name, tone = _PICTURES[item.state]
        return tinted(name, self._tone(tone))

    def _tone(self, tone: Tone) -> QColor:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.colours().base))
        return tone_colour(tone, palette)

    def _ink(self, item: Item, column: int) -> QColor | None:
        if column == PUBLISHED and item.published is None:
            return self._tone(Tone.OVERDUE)
        return self._tone(Tone.BAD) if column == STATE and item.state is State.FAILED else None

    def _appended(self, count: int) -> None:
        if count:
            self.beginInsertRows(_ROOT, self._rows, self._rows + count - 1)
            self._rows += count
            self.endInsertRows()

    def _changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, STATE))


class DayDelegate(QStyledItemDelegate):
    """Edits a publication date in a :class:`DayField`."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """See QStyledItemDelegate."""
        field = DayField(parent)
        field.setAccessibleName(self.tr("Published"))
        field.picked.connect(lambda: self._take(field))
        return field

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """See QStyledItemDelegate."""
        if isinstance(editor, DayField):
            editor.set_day(read_day(str(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """See QStyledItemDelegate."""
        if isinstance(editor, DayField):
            model.setData(index, editor.text())

    def _take(self, field: DayField) -> None:
        self.commitData.emit(field)
        self.closeEditor.emit(field)


class AddTable(QTableView):
    """The table. Typing on a row gives it its date; so does a click on a date that is missing."""

    def __init__(self, model: AddModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("Reports being added"))
        self.setObjectName("items")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(16, 16))
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(32)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.setItemDelegateForColumn(PUBLISHED, DayDelegate(self))
        self.clicked.connect(self._clicked)

    def ask_date(self, row: int) -> None:
        """Go to the date of a row, so that it can be typed at once."""
        self.setFocus()
        self.setCurrentIndex(self.model().index(row, PUBLISHED))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See QWidget."""
        place = self.currentIndex().siblingAtColumn(PUBLISHED)
        can_edit = bool(place.flags() & Qt.ItemFlag.ItemIsEditable) if place.isValid() else False
        is_editing = self.state() is self.State.EditingState
        if can_edit and not is_editing and (event.key() == Qt.Key.Key_F2 or _is_undated(place)):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter or event.key() == Qt.Key.Key_F2 or event.text().isalnum():
                self.setCurrentIndex(place)
            if is_enter:
                self.edit(place)
                return
        super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        can_edit = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        if can_edit and index.column() == PUBLISHED and _is_undated(index):
            self.edit(index)


def _is_undated(index: QModelIndex) -> bool:
    return not index.data(Qt.ItemDataRole.EditRole)
