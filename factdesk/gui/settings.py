"""Settings: those of the desk, which travel with its file, and the look of the window."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from factdesk.desk import Desk
from factdesk.gui import preferences, theme
from factdesk.gui.jobs import Jobs
from factdesk.gui.keys import KeyList
from factdesk.gui.panel import Panel
from factdesk.gui.plain import ElidedLabel
from factdesk.gui.proposing_row import ProposingRow
from factdesk.gui.theme import Theme
from factdesk.model import Changes
from factdesk.settings import DeskSettings

_WIDTH = 760
_FIELD = 360


def countries() -> list[tuple[str, str]]:
    """Return (code, name) of every country, by name; codes are ISO 3166-1 alpha-2."""
    found = {
        QLocale.territoryToCode(territory): QLocale.territoryToString(territory)
        for territory in QLocale.Country
        if territory is not QLocale.Country.AnyTerritory
    }
    return sorted(((c, name) for c, name in found.items() if len(c) == 2 and c.isalpha()), key=lambda pair: pair[1])


class SettingsPanel(Panel):
    """What can be set; every change of the desk's settings is a step that can be undone."""

    name = "settings"

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, jobs, parent)
        self.zone = _choice([(name, name) for name in sorted(available_timezones())])
        self.country = _choice([(code, f"{name} ({code})") for code, name in countries()])
        self.threshold = QDoubleSpinBox()
        self.threshold.setRange(0.0, 1.0)
        self.threshold.setSingleStep(0.05)
        self.threshold.setKeyboardTracking(False)
        self.threshold.lineEdit().setTextMargins(5, 0, 0, 0)
        self.proposing = ProposingRow()
        self.look = QComboBox()
        for chosen, words in (
            (Theme.SYSTEM, self.tr("As the system")),
            (Theme.LIGHT, self.tr("Light")),
            (Theme.DARK, self.tr("Dark")),
            (Theme.CONTRAST, self.tr("High contrast")),
        ):
            self.look.addItem(words, chosen)
        self._is_filling = False
        self._build()
        self._fill()
        self.zone.activated.connect(lambda _: self._set("time_zone", self.zone.currentData()))
        self.country.activated.connect(lambda _: self._set("country", self.country.currentData()))
        self.threshold.valueChanged.connect(lambda value: self._set("threshold", f"{value:.2f}"))
        self.proposing.asked.connect(self._set)
        self.look.activated.connect(lambda _: self._set_look(Theme(self.look.currentData())))

    def activate(self) -> None:
        """See Panel."""
        self._fill()
        self.zone.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """See Panel."""
        if self.isVisible():
            self._fill()

    def _set(self, name: str, value: object) -> None:
        if self._is_filling or value is None or str(value) == self._stored(name):
            return
        words = str(value)
        self.jobs.write(lambda desk, _: desk.set_setting(name, words), label=self.tr("Settings"), failed=self._refused)

    def _stored(self, name: str) -> str:
        value = getattr(self.desk.settings, name)
        return f"{value:.2f}" if isinstance(value, float) else self.desk.settings.words(name)

    def _refused(self, why: str) -> None:
        self.jobs.failed.emit(why)
        self._fill()

    def _set_look(self, chosen: Theme) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, chosen)
            preferences.set_theme(chosen)

    def _fill(self) -> None:
        self._is_filling = True
        stored = self.desk.settings
        self.zone.setCurrentIndex(self.zone.findData(stored.time_zone))
        self.country.setCurrentIndex(self.country.findData(stored.country))
        self.threshold.setValue(stored.threshold)
        self.jobs.look("settings.proposing", lambda desk: desk.proposing(), partial(self.proposing.show_state, stored))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.look.setCurrentIndex(self.look.findData(theme.chosen(app)))
        self._is_filling = False

    def _build(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        page.setMaximumWidth(_WIDTH)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 20, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(_label(self.tr("Settings"), "title"))
        layout.addSpacing(8)
        layout.addWidget(_label(self.tr("This desk"), "heading"))
        path = ElidedLabel(str(self.desk.path), quiet=True)
        layout.addWidget(path)
        editors: dict[str, QWidget] = {"time_zone": self.zone, "country": self.country, "threshold": self.threshold}
        for item in fields(DeskSettings):
            if item.name not in editors:
                continue
            layout.addWidget(_row(self.tr(item.metadata["label"]), self.tr(item.metadata["help"]), editors[item.name]))
        layout.addSpacing(16)
        layout.addWidget(_label(self.tr("Learning from decisions"), "heading"))
        layout.addWidget(self.proposing)
        layout.addSpacing(16)
        layout.addWidget(_label(self.tr("This machine"), "heading"))
        layout.addWidget(_row(self.tr("Look"), self.tr("Light, dark or high contrast."), self.look))
        keys = QPushButton(self.tr("Show all keys"))
        keys.clicked.connect(lambda: KeyList(self).open())
        layout.addWidget(keys, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)


def _choice(pairs: list[tuple[str, str]]) -> QComboBox:
    """Make a box to choose from many by typing a part of the name."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for data, words in pairs:
        box.addItem(words, data)
    completer = box.completer()
    if isinstance(completer, QCompleter):
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return box


def _row(name: str, words: str, editor: QWidget) -> QWidget:
    row = QWidget()
    form = QFormLayout(row)
    form.setContentsMargins(0, 4, 0, 4)
    form.setHorizontalSpacing(16)
    label = QLabel(name)
    label.setFixedWidth(120)
    editor.setFixedWidth(_FIELD)
    editor.setAccessibleName(name)
    editor.setAccessibleDescription(words)
    form.addRow(label, editor)
    explained = _label(words, "muted")
    explained.setWordWrap(True)
    form.addRow("", explained)
    return row


def _label(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", role)
    return label
