"""Paints the cells of the Claims table from rows read once, and edits four of them in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QToolTip, QWidget

from factdesk.gui import theme
from factdesk.gui.badges import Shape, Tone, chip_size, paint_chip, paint_shape, tone_colour
from factdesk.gui.claim_editor import CellEditing
from factdesk.gui.claim_row import ClaimRow
from factdesk.gui.claim_table import ClaimModel, Index, Stage, Typed
from factdesk.gui.columns import COLUMNS, Column
from factdesk.gui.plain import draw_wrapped, tip

PADDING = 8
_SIGN = 11
_ELLIPSIS = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def row_height(font: QFont) -> int:
    """Return the height of a row: two lines of text and some air."""
    return 2 * QFontMetrics(font).lineSpacing() + 16


class Ink:
    """The colours and fonts of one table, looked up once a theme."""

    def __init__(self, palette: QPalette, font: QFont) -> None:
        role = QPalette.ColorRole
        # A copy: the option it comes from lives only as long as one call.
        self.palette = QPalette(palette)
        self.key = (palette.cacheKey(), font.key())
        self.text = palette.color(role.Text)
        self.muted = QColor(theme.colours().muted)
        self.selected_text = palette.color(role.HighlightedText)
        self.highlight = palette.color(role.Highlight)
        self.accent = palette.color(role.Accent)
        self.line = palette.color(role.Midlight)
        self.raised = palette.color(role.AlternateBase)
        self.alarm = QColor(theme.colours().on_alarm)
        self.late = tone_colour(Tone.LATE, palette)
        self.small = QFont(font)
        self.small.setPixelSize(max(11, QFontMetrics(font).height() - 5))
        self.struck = QFont(self.small)
        self.struck.setStrikeOut(True)


class ClaimDelegate(CellEditing):
    """One delegate for all columns.

    Args:
        model: where rows are read, without the way through ``data``.
        parent: the table.
    """

    def __init__(self, model: ClaimModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._ink = Ink(parent.palette(), parent.font())
        self._painters: dict[int, Callable[[QPainter, QRect, ClaimRow, Ink, QColor], None]] = {
            Column.OUTCOME: self._paint_outcome,
            Column.DUE: self._paint_due,
            Column.PUBLISHED: self._paint_published,
            Column.REVIEW: self._paint_review,
            Column.EVIDENCE: self._paint_evidence,
        }

    def prepare(self, palette: QPalette, font: QFont) -> None:
        """Look colours and fonts up for what is painted next."""
        if (palette.cacheKey(), font.key()) != self._ink.key:
            self._ink = Ink(palette, font)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """See QStyledItemDelegate."""
        return QSize(COLUMNS[index.column()].width, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See QStyledItemDelegate."""
        ink, box = self._ink, option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(box, ink.highlight)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), ink.line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(ink.accent, 1))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        row, column = self._model.row_at(index.row()), index.column()
        inner = box.adjusted(PADDING, 4, -PADDING, -5)
        if row is None:
            self._paint_waiting(painter, inner, column, ink)
            return
        text = ink.selected_text if is_selected else ink.text
        field = COLUMNS[column].field
        typed = self._model.typed_into(row.claim_id, field) if field else None
        painter.setFont(option.font)
        if typed is not None:
            self._paint_typed(painter, inner, typed, ink, text)
        elif column in self._painters:
            self._painters[column](painter, inner, row, ink, text)
        else:
            self._paint_words(painter, inner, row, column, ink, text)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show what was cut off and why a claim is what it is, as plain text; see QAbstractItemDelegate."""
        row = self._model.row_at(index.row()) if event.type() is QEvent.Type.ToolTip else None
        if row is None:
            return False
        QToolTip.showText(event.globalPos(), tip(self.tip_of(row, Column(index.column()))), view)
        return True

    def tip_of(self, row: ClaimRow, column: Column) -> str:
        """Return what the tooltip of a cell says."""
        field = COLUMNS[column].field
        typed = self._model.typed_into(row.claim_id, field) if field else None
        if typed is not None and typed.stage is Stage.REFUSED:
            return self.tr("Not saved: {why}").format(why=typed.why)
        match column:
            case Column.OUTCOME:
                return row.record.status.why
            case Column.DUE:
                return self._due_tip(row)
            case Column.REVIEW:
                by = row.record.claim.reviewed_by
                return self.tr("{review} by {name}").format(review=row.review.word, name=by) if by else row.review.word
            case Column.EVIDENCE:
                status = row.record.status
                return self.tr("{confirms} origins confirm it, {contradicts} contradict it.").format(
                    confirms=status.confirms, contradicts=status.contradicts
                )
            case Column.PUBLISHED:
                return f"{row.published or self.tr('date not known')}, {row.outlet}"
            case _:
                return str(self._model.index(self._model.row_number(row.claim_id), column).data() or "")

    def _due_tip(self, row: ClaimRow) -> str:
        due = row.record.claim.due
        if due is None and not row.due:
            return self.tr("No due date.")
        words = self.tr("Due {due}").format(due=row.due)
        if row.due_was:
            words += self.tr("; first {was}, moved {times}×").format(was=row.due_was, times=row.record.status.moves)
        return f"{words}. {self.tr('In the report')}: “{due.text}”. {due.explanation}" if due else words

    def _paint_waiting(self, painter: QPainter, box: QRect, column: int, ink: Ink) -> None:
        if column == Column.CLAIM:
            bar = QRect(box.left(), box.center().y() - 4, box.width() * 2 // 3, 8)
            painter.fillRect(bar, ink.raised)

    def _paint_typed(self, painter: QPainter, box: QRect, typed: Typed, ink: Ink, text: QColor) -> None:
        is_refused = typed.stage is Stage.REFUSED
        painter.setPen(ink.alarm if is_refused else text)
        words = self.tr("not saved: {words}").format(words=typed.words) if is_refused else typed.words
        draw_wrapped(painter, box, words, 2)

    def _paint_words(self, painter: QPainter, box: QRect, row: ClaimRow, column: int, ink: Ink, text: QColor) -> None:
        words = str(getattr(row, _TEXT_OF[Column(column)]))
        is_main = column == Column.CLAIM
        painter.setPen(text if is_main or text == ink.selected_text else ink.muted)
        self._draw_lines(painter, box, words)

    def _draw_lines(self, painter: QPainter, box: QRect, words: str) -> None:
        """Draw words in one line where they fit, else in two."""
        if painter.fontMetrics().horizontalAdvance(words) <= box.width():
            painter.drawText(box, _LEFT, words)
        else:
            draw_wrapped(painter, box, words, 2)

    def _paint_outcome(self, painter: QPainter, box: QRect, row: ClaimRow, ink: Ink, text: QColor) -> None:
        if not row.below_outcome:
            self._paint_chip(painter, box, row, ink, text)
            return
        self._paint_chip(painter, QRect(box.left(), box.top(), box.width(), 21), row, ink, text)
        painter.setFont(ink.small)
        painter.setPen(text if text == ink.selected_text else ink.muted)
        painter.drawText(box.adjusted(8, 21, 0, 2), _LEFT, row.below_outcome)

    def _paint_chip(self, painter: QPainter, box: QRect, row: ClaimRow, ink: Ink, text: QColor) -> None:
        """Paint the outcome; on a chosen row on the table's own ground, where its colour can be read."""
        if text == ink.selected_text:
            size = chip_size(row.outcome, painter.fontMetrics())
            ground = QRectF(box.left(), box.top() + (box.height() - size.height()) // 2, size.width(), size.height())
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.palette.color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(ground, size.height() / 2, size.height() / 2)
            painter.restore()
        paint_chip(painter, box, row.outcome, ink.palette)

    def _paint_due(self, painter: QPainter, box: QRect, row: ClaimRow, ink: Ink, text: QColor) -> None:
        quiet = text if text == ink.selected_text else ink.muted
        painter.setPen(text)
        metrics = painter.fontMetrics()
        if not (row.due_was or row.slip):
            painter.setPen(text if row.due else quiet)
            self._draw_lines(painter, box, row.due or "–")
            return
        upper = QRect(box.left(), box.top(), box.width(), box.height() // 2)
        painter.drawText(upper, _LEFT, metrics.elidedText(row.due, _ELLIPSIS, box.width()))
        lower = QRect(box.left(), box.center().y() + 1, box.width(), box.height() // 2)
        painter.setFont(ink.small)
        painter.setPen(text if text == ink.selected_text else ink.late)
        painter.drawText(lower, _LEFT, row.slip)
        room = painter.fontMetrics().horizontalAdvance(row.slip) + 6 if row.slip else 0
        painter.setFont(ink.struck)
        painter.setPen(quiet)
        rest = lower.adjusted(room, 0, 0, 0)
        painter.drawText(rest, _LEFT, painter.fontMetrics().elidedText(row.due_was, _ELLIPSIS, rest.width()))

    def _paint_published(self, painter: QPainter, box: QRect, row: ClaimRow, ink: Ink, text: QColor) -> None:
        """Paint the day and, below it, the outlet."""
        quiet = text if text == ink.selected_text else ink.muted
        painter.setPen(text)
        upper = QRect(box.left(), box.top(), box.width(), box.height() // 2) if row.outlet else box
        painter.drawText(upper, _LEFT, row.published or "–")
        painter.setFont(ink.small)
        painter.setPen(quiet)
        lower = QRect(box.left(), box.center().y() + 1, box.width(), box.height() // 2)
        painter.drawText(lower, _LEFT, painter.fontMetrics().elidedText(row.outlet, _ELLIPSIS, lower.width()))

    def _paint_review(self, painter: QPainter, box: QRect, row: ClaimRow, ink: Ink, text: QColor) -> None:
        paint_chip(painter, box, row.review, ink.palette, outline=False)

    def _paint_evidence(self, painter: QPainter, box: QRect, row: ClaimRow, ink: Ink, text: QColor) -> None:
        status, left = row.record.status, box.left()
        quiet = text if text == ink.selected_text else ink.muted
        if not (status.confirms or status.contradicts):
            painter.setPen(quiet)
            painter.drawText(box, _LEFT, "–")
            return
        for count, shape, tone in (
            (status.confirms, Shape.DISC_TICK, Tone.GOOD),
            (status.contradicts, Shape.DISC_CROSS, Tone.BAD),
        ):
            if count:
                left = self._paint_count(painter, QRect(left, box.top(), 40, box.height()), count, (shape, tone), ink)

    def _paint_count(self, painter: QPainter, box: QRect, count: int, sign: tuple[Shape, Tone], ink: Ink) -> int:
        colour = tone_colour(sign[1], ink.palette)
        place = QRectF(box.left(), box.center().y() - _SIGN / 2 + 0.5, _SIGN, _SIGN)
        paint_shape(painter, place, sign[0], colour, ink.palette.color(QPalette.ColorRole.Base))
        painter.setPen(colour)
        words = box.adjusted(_SIGN + 4, 0, 0, 0)
        painter.drawText(words, _LEFT, str(count))
        return words.left() + painter.fontMetrics().horizontalAdvance(str(count)) + 8


_TEXT_OF = {
    Column.CLAIM: "text",
    Column.SPEAKER: "speaker",
    Column.OUTLET: "outlet",
    Column.TAGS: "tags",
    Column.KIND: "kind",
    Column.SCORE: "score",
}
