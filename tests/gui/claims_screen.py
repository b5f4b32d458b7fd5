"""What the tests of the Claims and Export screens share: a desk with claims of all sorts, and hands."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from factdesk.desk import Desk
from factdesk.gui.claims import ClaimsPanel
from factdesk.gui.columns import Column
from factdesk.gui.jobs import InlineJobs

HOSTILE = "<b>Bold</b> \u202eevil\u202c &amp; <img src='file:///etc/passwd'> will " + "very " * 2000 + "\nlong line."


def open_claims(desk: Desk, jobs: InlineJobs) -> ClaimsPanel:
    """Show the Claims screen of a desk, told of changes as the window would tell it."""
    panel = ClaimsPanel(desk, jobs)
    jobs.changed.connect(panel.refresh)
    panel.resize(1100, 700)
    panel.show()
    panel.activate()
    QTest.qWait(1)
    return panel


def ids(panel: ClaimsPanel) -> list[int]:
    """Return the claims listed."""
    return list(panel.table.claims.ids)


def click(view: QAbstractItemView, index: QModelIndex, held: Qt.KeyboardModifier | None = None) -> None:
    """Click a row or cell with the mouse."""
    view.scrollTo(index)
    at = view.visualRect(index).center()
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, held or Qt.KeyboardModifier.NoModifier, QPoint(at.x(), at.y())
    )


def double_click(view: QAbstractItemView, index: QModelIndex) -> None:
    """Click a cell twice."""
    at = view.visualRect(index).center()
    click(view, index)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def cell(panel: ClaimsPanel, row: int, column: Column) -> QModelIndex:
    """Return a cell of the table."""
    return panel.table.claims.index(row, column)


def typed(words: str, *, then: Qt.Key | None = None) -> None:
    """Type words over what is selected in the field that has the focus."""
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, words)
    if then is not None:
        QTest.keyClick(field, then)


def until(condition: Callable[[], bool], limit_ms: int = 3000) -> None:
    """Wait until something is so."""
    end = monotonic() + limit_ms / 1000
    while not condition():
        assert monotonic() < end, "waited in vain"
        QTest.qWait(5)


def focus(widget: QWidget) -> None:
    """Give a widget of a shown window the focus."""
    widget.window().activateWindow()
    widget.setFocus()
    QTest.qWait(1)
