"""Which claims Triage goes through, and what was decided last."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from factdesk.gui.badges import Chip, paint_shape, review_chip, tone_colour
from factdesk.gui.plain import ElidedLink, PlainLabel, tip
from factdesk.gui.shown_text import shown_line
from factdesk.gui.words import review_word
from factdesk.model import Facet, Review

_ORDER = (Review.NEW, Review.FLAGGED, Review.VERIFIED, Review.REJECTED)
_KEPT = 10
_SHOWN = 5
_ICON = 12


class ReviewFilter(QWidget):
    """New, Flagged, Verified, Rejected: one at a time, with their counts."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[Review, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for review in _ORDER:
            button = QToolButton()
            button.setText(review_word(review))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._chooser(review))
            self._group.addButton(button)
            self._buttons[review] = button
            row.addWidget(button)
        self._buttons[Review.NEW].setChecked(True)

    def button(self, review: Review) -> QToolButton:
        """Return the button of a review state."""
        return self._buttons[review]

    def set_chosen(self, review: Review) -> None:
        """Show which is chosen."""
        self._buttons[review].setChecked(True)

    def set_counts(self, facets: Sequence[Facet]) -> None:
        """Show how many claims there are of each."""
        found = next((dict(facet.values) for facet in facets if facet.name == "review"), {})
        for review, button in self._buttons.items():
            button.setText(f"{review_word(review)} {found.get(review, 0):,}")

    def _chooser(self, review: Review) -> Callable[[], None]:
        return lambda: self.chosen.emit(review)


@dataclass(frozen=True, slots=True)
class LastDecision:
    """One decision of this sitting."""

    claim_id: int
    words: str
    review: Review
    was: Review


class LastDecisions(QWidget):
    """The last decisions, newest first; a click reopens one."""

    reopen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made: deque[LastDecision] = deque(maxlen=_KEPT)
        self._heading = PlainLabel(self.tr("Last decisions"), role="muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self._heading)
        box.addLayout(self._rows)
        self._tell()

    def made(self) -> Sequence[LastDecision]:
        """Return the decisions, newest first."""
        return list(self._made)

    def add(self, decision: LastDecision) -> None:
        """Put a decision on top; an earlier one on the same claim goes."""
        self.drop(decision.claim_id)
        self._made.appendleft(decision)
        self._tell()

    def drop(self, claim_id: int) -> LastDecision | None:
        """Take the decision on a claim out and return it."""
        found = next((d for d in self._made if d.claim_id == claim_id), None)
        if found is not None:
            self._made.remove(found)
            self._tell()
        return found

    def clear(self) -> None:
        """Forget them all."""
        self._made.clear()
        self._tell()

    def _tell(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for decision in list(self._made)[:_SHOWN]:
            self._rows.addWidget(self._row(decision))
        self.setVisible(bool(self._made))

    def _row(self, decision: LastDecision) -> QPushButton:
        words = shown_line(decision.words)
        button = ElidedLink(words)
        button.setIcon(chip_icon(review_chip(decision.review), self))
        button.setIconSize(QSize(_ICON, _ICON))
        button.setAccessibleName(
            self.tr("{review}: {claim}. Reopen").format(review=review_word(decision.review), claim=words)
        )
        button.setToolTip(tip(self.tr("Reopen: {claim}").format(claim=words)))
        button.clicked.connect(lambda: self.reopen.emit(decision.claim_id))
        return button


def chip_icon(chip: Chip, widget: QWidget) -> QIcon:
    """Return a chip's shape in its colour, for buttons."""
    ratio = 2
    picture = QPixmap(_ICON * ratio, _ICON * ratio)
    picture.fill(QColor(0, 0, 0, 0))
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    palette = widget.palette()
    box = picture.deviceIndependentSize()
    paint_shape(
        painter, QRectF(QPointF(0, 0), box), chip.shape, tone_colour(chip.tone, palette), palette.base().color()
    )
    painter.end()
    return QIcon(picture)
