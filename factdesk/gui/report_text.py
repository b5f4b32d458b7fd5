"""The text of a report, with its claims lit: plain text only, whatever stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from factdesk.gui import theme
from factdesk.gui.badges import Chip, paint_shape, tone_colour
from factdesk.gui.plain import tip
from factdesk.gui.shown_text import ShownText
from factdesk.gui.theme import READING_MEASURE, reading_font
from factdesk.model import Span

_GUTTER = 26
_LEFT = 8
_GAP = 9
_MOST_PARAGRAPHS = 20_000
_LINE_HEIGHT = 150
_LIT_ALPHA = 46
_CURRENT_ALPHA = 110


@dataclass(frozen=True, slots=True)
class Lit:
    """A span of the text that is lit; ``key`` is what a click on it tells (a claim's id)."""

    key: int
    start: int
    end: int
    chip: Chip
    words: str
    """Shown when the mouse rests on it."""


class ReportText(QTextEdit):
    """Report text in a column of about 75 characters, spans lit, the current one stronger and centred."""

    claim_clicked = Signal(int)
    selection_settled = Signal()
    """The selection has changed and has been still for a moment."""
    column_moved = Signal(int)
    """Where the text begins, in pixels from the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setProperty("role", "reading")
        self.setAccessibleName(self.tr("Report text"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self._shown = ShownText("")
        self._source = ""
        self._lit: tuple[Lit, ...] = ()
        self._current: int | None = None
        self._mark: tuple[int, int] | None = None
        self._furniture: tuple[Span, ...] = ()
        self._terms: tuple[tuple[int, int], ...] = ()
        self._pressed: QPoint | None = None
        self._wanted: tuple[int, int] | None = None
        self._still = QTimer(self, singleShot=True, interval=150)
        self._still.timeout.connect(self.selection_settled)
        self.selectionChanged.connect(self._still.start)

    def set_source(self, text: str) -> None:
        """Show a text from its beginning, with nothing lit."""
        self._source = text
        self._shown = ShownText(text)
        self._lit, self._current, self._mark, self._furniture, self._terms = (), None, None, (), ()
        self._wanted = None
        self.setDocument(_document(self._shown.text, self))
        self._mark_up()
        self.verticalScrollBar().setValue(0)

    def source(self) -> str:
        """Return the text as it stands in the report."""
        return self._source

    def set_lit(self, lit: Sequence[Lit]) -> None:
        """Light these spans."""
        self._lit = tuple(sorted(lit, key=lambda item: (item.start, -item.end)))
        self._mark_up()

    def lit(self) -> Sequence[Lit]:
        """Return the spans that are lit."""
        return self._lit

    def set_current(self, key: int | None) -> None:
        """Light one span stronger and bring it to the middle."""
        self._current = key
        found = next((item for item in self._lit if item.key == key), None)
        if found is not None:
            self._mark = None
            self.centre(found.start, found.end)
        self._mark_up()

    def current(self) -> int | None:
        """Return the key of the span that is lit stronger."""
        return self._current

    def mark(self, start: int, end: int) -> None:
        """Frame a span that is no claim, such as the passage of a piece of evidence, and bring it to the middle."""
        self._mark = (start, end)
        self._mark_up()
        self.centre(start, end)

    def terms(self) -> Sequence[tuple[int, int]]:
        """Return the places that are underlined."""
        return self._terms

    def set_terms(self, terms: Sequence[tuple[int, int]]) -> None:
        """Underline the words that decided."""
        self._terms = tuple(terms)
        self._mark_up()

    def set_furniture(self, spans: Sequence[Span]) -> None:
        """Dim what is not part of the story."""
        self._furniture = tuple(spans)
        self._mark_up()

    def selected_span(self) -> tuple[int, int] | None:
        """Return the selected code points of the report's text, without blanks at their ends."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start = self._shown.offset(cursor.selectionStart())
        end = self._shown.offset(cursor.selectionEnd())
        words = self._source[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        return (start, end) if start < end else None

    def select(self, start: int, end: int) -> None:
        """Select a span."""
        self.setTextCursor(self._cursor(start, end))

    def centre(self, start: int, end: int) -> None:
        """Bring a span to the middle of what is seen."""
        self._wanted = (start, end)
        if self.isVisible():
            self._centre_now()

    def _centre_now(self) -> None:
        if self._wanted is None:
            return
        start, end = self._wanted
        first = self._cursor(start, start)
        last = self._cursor(end, end)
        self.document().documentLayout().blockBoundingRect(last.block())
        top = self.cursorRect(first).top()
        bottom = self.cursorRect(last).bottom()
        bar = self.verticalScrollBar()
        room = self.viewport().height()
        middle = (top + bottom) // 2 if bottom - top < room else top + room // 3
        bar.setValue(bar.value() + middle - room // 2)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._shown.position(start))
        cursor.setPosition(self._shown.position(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark_up(self) -> None:
        """Light everything anew; later selections lie over earlier ones."""
        marks = [self._selection(span.start, span.end, _dim()) for span in self._furniture]
        ordered = sorted(self._lit, key=lambda item: item.key == self._current)
        marks += [self._selection(item.start, item.end, self._light(item)) for item in ordered]
        if self._mark is not None:
            marks.append(self._selection(*self._mark, _frame(self.palette())))
        marks += [self._selection(start, end, _decisive(self.palette())) for start, end in self._terms]
        self.setExtraSelections(marks)
        self.viewport().update()

    def _selection(self, start: int, end: int, how: QTextCharFormat) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = self._cursor(start, end)
        mark.format = how
        return mark

    def _light(self, item: Lit) -> QTextCharFormat:
        is_current = item.key == self._current
        colour = tone_colour(item.chip.tone, self.palette())
        how = QTextCharFormat()
        ground = QColor(colour)
        ground.setAlpha(_CURRENT_ALPHA if is_current else _LIT_ALPHA)
        how.setBackground(ground)
        how.setUnderlineColor(colour)
        how.setFontUnderline(True)
        how.setUnderlineStyle(
            QTextCharFormat.UnderlineStyle.SingleUnderline if is_current else QTextCharFormat.UnderlineStyle.DotLine
        )
        return how

    def _at(self, point: QPoint) -> Lit | None:
        """Return the innermost lit span under a point of the viewport."""
        cursor = self.cursorForPosition(point)
        box = self.cursorRect(cursor)
        if not box.adjusted(-14, -4, 14, 4).contains(point):
            return None
        place = cursor.position()
        offset = self._shown.offset(place if point.x() >= box.left() else max(place - 1, 0))
        inside = [item for item in self._lit if item.start <= offset < item.end]
        return min(inside, key=lambda item: (item.end - item.start, item.key != self._current), default=None)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show what a lit span says of itself; see QAbstractScrollArea."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(event.pos())
            QToolTip.showText(event.globalPos(), tip(found.words) if found else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See QWidget."""
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click that selects nothing chooses the claim under it."""
        super().mouseReleaseEvent(event)
        if self._pressed is None or self.textCursor().hasSelection():
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() < 4:
            found = self._at(event.position().toPoint())
            if found is not None:
                self.claim_clicked.emit(found.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See QWidget."""
        super().mouseMoveEvent(event)
        over = self._at(event.position().toPoint()) if not event.buttons() else None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let letters pass to the screen's keys; only moving, selecting and copying belong to the text."""
        if event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the measure and what was in the middle; see QWidget."""
        width = QFontMetrics(reading_font()).averageCharWidth() * READING_MEASURE + _GUTTER
        spare = max(0, self.width() - width - self.verticalScrollBar().sizeHint().width())
        left = max(_LEFT, spare // 2)
        self.setViewportMargins(left, 8, max(spare - left, 8), 8)
        super().resizeEvent(event)
        self.column_moved.emit(self.viewport().x() + _GUTTER)
        if self._wanted is not None:
            QTimer.singleShot(0, self._centre_now)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Reading on by hand ends the centring; see QWidget."""
        self._wanted = None
        super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme; see QWidget."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_terms"):
            self._mark_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and beside the first line of each lit span its shape."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        taken: set[int] = set()
        for item in self._lit:
            box = self.cursorRect(self._cursor(item.start, item.start))
            if box.bottom() < event.rect().top() or box.top() > event.rect().bottom() or box.top() in taken:
                continue
            taken.add(box.top())
            place = QRectF(4, box.center().y() - 5.5, 11, 11)
            colour = tone_colour(item.chip.tone, self.palette())
            paint_shape(painter, place, item.chip.shape, colour, self.palette().color(QPalette.ColorRole.Base))
        painter.end()


def _document(text: str, parent: ReportText) -> QTextDocument:
    """Lay out nothing yet: text goes in before the view has the document, which is four times as fast."""
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(reading_font())
    document.setDocumentMargin(0)
    paragraph = QTextBlockFormat()
    paragraph.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    paragraph.setBottomMargin(2)
    cursor = QTextCursor(document)
    cursor.setBlockFormat(paragraph)
    cursor.insertText(text)
    _close_up(document)
    frame = document.rootFrame().frameFormat()
    frame.setLeftMargin(_GUTTER)
    document.rootFrame().setFrameFormat(frame)
    return document


def _close_up(document: QTextDocument) -> None:
    """Make blank lines between paragraphs a gap, not a line."""
    if document.blockCount() > _MOST_PARAGRAPHS:
        return
    gap = QTextBlockFormat()
    gap.setLineHeight(_GAP, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    block = document.begin()
    while block.isValid():
        if block.length() == 1:
            QTextCursor(block).setBlockFormat(gap)
        block = block.next()


def _dim() -> QTextCharFormat:
    """Return a colour between muted and disabled: plainly set back, and still readable."""
    muted, disabled = QColor(theme.colours().muted), QColor(theme.colours().disabled)
    how = QTextCharFormat()
    how.setForeground(
        QColor(
            (muted.red() + disabled.red()) // 2,
            (muted.green() + disabled.green()) // 2,
            (muted.blue() + disabled.blue()) // 2,
        )
    )
    return how


def _frame(palette: QPalette) -> QTextCharFormat:
    how = QTextCharFormat()
    ground = QColor(palette.color(QPalette.ColorRole.Accent))
    ground.setAlpha(54)
    how.setBackground(ground)
    how.setProperty(QTextFormat.Property.FontWeight, 500)
    return how


def _decisive(palette: QPalette) -> QTextCharFormat:
    how = QTextCharFormat()
    how.setFontUnderline(True)
    how.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    how.setUnderlineColor(palette.color(QPalette.ColorRole.Accent))
    how.setFontWeight(700)
    return how
