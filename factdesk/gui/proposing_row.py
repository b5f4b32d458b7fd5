"""From what score on matches are proposed: where decisions have moved it, the switch, and starting anew."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from factdesk.gui.plain import PlainLabel
from factdesk.gui.words import day_phrase
from factdesk.model import Proposing
from factdesk.settings import DeskSettings


class ProposingRow(QWidget):
    """A check box, what it means now, and two buttons."""

    asked = Signal(str, str)
    """A setting and the words to set it to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = QCheckBox(self.tr("Your decisions move the score from which on matches are proposed"))
        self.now = PlainLabel(role="muted")
        self.anew = QPushButton(self.tr("Start anew"))
        self.all = QPushButton(self.tr("Count all decisions"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.anew)
        buttons.addWidget(self.all)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.switch)
        box.addWidget(self.now)
        box.addLayout(buttons)
        self.switch.clicked.connect(lambda on: self.asked.emit("adapt", "on" if on else "off"))
        self.anew.clicked.connect(lambda: self.asked.emit("adapt_since", "now"))
        self.all.clicked.connect(lambda: self.asked.emit("adapt_since", ""))

    def show_state(self, settings: DeskSettings, proposing: Proposing) -> None:
        """Show where the score is and why."""
        self.switch.setChecked(settings.adapt)
        self.now.setText(proposing_phrase(settings, proposing))
        self.anew.setVisible(settings.adapt)
        self.anew.setEnabled(proposing.decisions > 0)
        self.all.setVisible(settings.adapt and bool(settings.adapt_since))


def proposing_phrase(settings: DeskSettings, now: Proposing) -> str:
    """Say from what score on matches are proposed, how it came to that and how far it can go."""
    first = _tr("Matches are proposed from {now} % sure on").format(now=_percent(now.threshold))
    if not settings.adapt:
        return _tr("{first}, whatever you decide.").format(first=first)
    since = settings.since()
    counted = _tr("1 decision") if now.decisions == 1 else _tr("{all} decisions").format(all=f"{now.decisions:,}")
    counted += _tr(" since {day}").format(day=day_phrase(since.date())) if since is not None else ""
    counted += _tr(", {agreed} of them accepted").format(agreed=f"{now.accepted:,}") if now.decisions else ""
    if now.decisions < now.least:
        moved = _tr("It begins to move with {least} decisions ({counted} so far)").format(
            least=now.least, counted=counted
        )
    else:
        moved = _tr("It began at {base} % and rests on {counted}").format(base=_percent(now.base), counted=counted)
    limits = _tr("It always stays between {low} % and {high} %.").format(
        low=_percent(now.lowest), high=_percent(now.highest)
    )
    return f"{first}. {moved}. {limits}"


def _percent(score: float) -> int:
    return round(100 * score)


def _tr(text: str) -> str:
    return QCoreApplication.translate("settings", text)
