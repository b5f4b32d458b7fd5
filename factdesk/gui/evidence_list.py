"""The evidence on one claim: confirms and contradicts side by side, moves and mentions below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from factdesk.gui.badges import ChipLabel, relation_chip, state_chip
from factdesk.gui.plain import ElidedLink, PlainLabel, flush, line, tip
from factdesk.gui.shown_text import shown_line
from factdesk.gui.words import day_phrase, due_phrase, relation_word
from factdesk.model import EvidenceState, JudgedEvidence, Relation

_SHOWN = 12
_LONGEST_QUOTE = 420


class EvidenceItem(QFrame):
    """One passage with its report, and what a person said of it."""

    decided = Signal(int, object)
    """Evidence and the state it is to have."""
    unfolded = Signal(int)
    """Evidence that is to be a claim of its own."""
    source_asked = Signal(int)

    def __init__(self, match: JudgedEvidence, *, can_decide: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.match = match
        item = match.evidence
        self.setAccessibleName(_spoken(match))
        quote = shown_line(item.quote)
        self.quote = PlainLabel(quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…")
        self.quote.setToolTip(tip("\n".join(item.reasons)))
        self.source = ElidedLink(self._where())
        self.source.setToolTip(tip(self.tr("Show it in “{title}”").format(title=shown_line(item.report_title))))
        self.source.clicked.connect(partial(self.source_asked.emit, item.id))
        self.source.setParent(self)
        self.accept = self._button(self.tr("Accept"), EvidenceState.ACCEPTED)
        self.reject = self._button(self.tr("Reject"), EvidenceState.REJECTED)
        self.reopen = self._button(self.tr("Reopen"), EvidenceState.PROPOSED)
        self.own = QPushButton(self.tr("Own claim"), self)
        self.own.setToolTip(tip(self.tr("Make it a claim of its own, which is never folded into this one again")))
        self.own.setAccessibleName(self.tr("Make it a claim of its own: {quote}").format(quote=quote))
        self.own.clicked.connect(partial(self.unfolded.emit, item.id))
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 8, 0, 8)
        box.setSpacing(4)
        box.addWidget(self.quote)
        box.addLayout(flush(self.source))
        box.addLayout(self._foot(can_decide=can_decide))

    @property
    def can_unfold(self) -> bool:
        """Whether it repeats the claim, so far as anybody said."""
        return self.match.evidence.restates and self.match.state is not EvidenceState.REJECTED

    def _where(self) -> str:
        item = self.match.evidence
        words = [shown_line(item.outlet), day_phrase(item.published)]
        words.append(self.tr("origin {number}").format(number=item.origin_id))
        return "  ·  ".join(word for word in words if word)

    def _foot(self, *, can_decide: bool) -> QHBoxLayout:
        match = self.match
        row = QHBoxLayout()
        row.setSpacing(8)
        is_named = match.relation in (Relation.CONFIRMS, Relation.CONTRADICTS)
        if not is_named:
            row.addWidget(ChipLabel(relation_chip(match.relation, restates=match.evidence.restates)))
        if match.relation is Relation.MOVES:
            to = due_phrase(match.new_due) if match.new_due else self.tr("no new date")
            row.addWidget(PlainLabel(f"→ {to}", wrap=False))
        row.addWidget(ChipLabel(state_chip(match.state)))
        if match.state is EvidenceState.PROPOSED:
            sure = self.tr("{score} % sure").format(score=round(100 * match.evidence.score))
            row.addWidget(PlainLabel(sure, role="muted", wrap=False))
        elif match.decided_by:
            row.addWidget(PlainLabel(shown_line(match.decided_by), role="muted", wrap=False))
        row.addStretch(1)
        is_open = match.state is EvidenceState.PROPOSED
        row.addWidget(self.own)
        self.own.setVisible(can_decide and self.can_unfold)
        for button in (self.accept, self.reject, self.reopen):
            row.addWidget(button)
            button.setVisible(can_decide and (button is self.reopen) != is_open)
        return row

    def _button(self, words: str, state: EvidenceState) -> QPushButton:
        button = QPushButton(words, self)
        button.setAccessibleName(f"{words}: {shown_line(self.match.evidence.quote)}")
        button.clicked.connect(partial(self.decided.emit, self.match.evidence.id, state))
        return button


class EvidenceGroup(QWidget):
    """The passages of some relations under one heading."""

    decided = Signal(int, object)
    unfolded = Signal(int)
    source_asked = Signal(int)

    def __init__(self, heading: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading_words = heading
        self._nothing_words = nothing
        self._matches: Sequence[JudgedEvidence] = ()
        self._shows_all = False
        self._can_decide = True
        self.heading = PlainLabel(heading, role="heading", wrap=False)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.heading)
        box.addWidget(line())
        box.addLayout(self.rows)
        box.addStretch(1)

    def items(self) -> list[EvidenceItem]:
        """Return the passages that are shown."""
        places = (self.rows.itemAt(place) for place in range(self.rows.count()))
        widgets = [place.widget() for place in places if place is not None]
        return [widget for widget in widgets if isinstance(widget, EvidenceItem)]

    def show_matches(self, matches: Sequence[JudgedEvidence], *, can_decide: bool) -> None:
        """Show these passages, the newest first."""
        self._matches = sorted(matches, key=_newest_first)
        self._can_decide = can_decide
        self.heading.setText(f"{self._heading_words}  {len(matches)}" if matches else self._heading_words)
        self._fill()

    def _fill(self) -> None:
        while (taken := self.rows.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._matches if self._shows_all else self._matches[:_SHOWN]
        for match in shown:
            item = EvidenceItem(match, can_decide=self._can_decide)
            item.decided.connect(self.decided)
            item.unfolded.connect(self.unfolded)
            item.source_asked.connect(self.source_asked)
            self.rows.addWidget(item)
        if len(shown) < len(self._matches):
            self.rows.addWidget(self._more())
        if not self._matches:
            self.rows.addWidget(PlainLabel(self._nothing_words, role="muted"))

    def _more(self) -> QPushButton:
        button = QPushButton(self.tr("Show all {number}").format(number=len(self._matches)))
        button.setProperty("role", "link")
        button.clicked.connect(self._show_all)
        return button

    def _show_all(self) -> None:
        self._shows_all = True
        self._fill()


class EvidenceList(QWidget):
    """All evidence on a claim, by what it says."""

    decided = Signal(int, object)
    unfolded = Signal(int)
    source_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.confirms = EvidenceGroup(self.tr("Confirms"), self.tr("Nothing reported that confirms it."))
        self.contradicts = EvidenceGroup(self.tr("Contradicts"), self.tr("Nothing reported that contradicts it."))
        self.others = EvidenceGroup(self.tr("Moves and mentions"), "")
        sides = QHBoxLayout()
        sides.setSpacing(32)
        for group in (self.confirms, self.contradicts):
            sides.addWidget(group, 1, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addLayout(sides)
        box.addWidget(self.others)
        for group in (self.confirms, self.contradicts, self.others):
            group.decided.connect(self.decided)
            group.unfolded.connect(self.unfolded)
            group.source_asked.connect(self.source_asked)

    def show_matches(self, matches: Sequence[JudgedEvidence], *, can_decide: bool = True) -> None:
        """Show these passages."""
        sides = {
            Relation.CONFIRMS: self.confirms,
            Relation.PARTLY: self.confirms,
            Relation.CONTRADICTS: self.contradicts,
        }
        for group in (self.confirms, self.contradicts, self.others):
            chosen = [match for match in matches if sides.get(match.relation, self.others) is group]
            group.show_matches(chosen, can_decide=can_decide)
        self.others.setVisible(bool(self.others.items()))

    def controls(self) -> list[QWidget]:
        """Return what can be focused, in the order it is read."""
        return [
            part for item in self.items() for part in (item.source, item.own, item.accept, item.reject, item.reopen)
        ]

    def items(self) -> list[EvidenceItem]:
        """Return all passages that are shown."""
        return [*self.confirms.items(), *self.contradicts.items(), *self.others.items()]


def _newest_first(match: JudgedEvidence) -> tuple[bool, int, int]:
    item = match.evidence
    is_rejected = match.state is EvidenceState.REJECTED
    return (is_rejected, -(item.published.toordinal() if item.published else 0), item.id)


def _spoken(match: JudgedEvidence) -> str:
    item = match.evidence
    relation = relation_word(match.relation, restates=item.restates)
    words = (relation, shown_line(item.outlet), day_phrase(item.published), shown_line(item.quote))
    return ", ".join(word for word in words if word)
