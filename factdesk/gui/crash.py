"""When something happens that nobody expected: it is shown with its details, and FactDesk goes on."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

Details = str


class CrashDialog(QDialog):
    """What happened, in words to copy.

    Args:
        details: the traceback and the versions.
        parent: as in Qt.
    """

    def __init__(self, details: Details, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Something went wrong"))
        words = QLabel(
            self.tr(
                "This is a fault in FactDesk. Everything stored so far is safe; what you did just now may not be. "
                "You can go on working. To have it mended, send these details:"
            )
        )
        words.setWordWrap(True)
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(self.tr("Details"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy details"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details.toPlainText()))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (words, self.details, buttons):
            layout.addWidget(widget)
        self.resize(640, 420)


class CrashReporter(QObject):
    """Takes what no one else took, on any thread, prints it and hands it to ``show`` on the main thread.

    Args:
        show: is given the details.
        parent: as in Qt.
    """

    _fell = Signal(str)

    def __init__(self, show: Callable[[Details], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._is_showing = False
        self._told: set[Details] = set()
        self._fell.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._before = (sys.excepthook, threading.excepthook)
        self._qt_before = qInstallMessageHandler(qt_says)
        sys.excepthook = self._raised
        threading.excepthook = self._raised_in_thread

    def remove(self) -> None:
        """Put everything back as it was."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(self._qt_before)

    def _raised(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, Exception):
            self._fell.emit(details_of(error))

    def _raised_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._raised(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(str)
    def _tell(self, details: Details) -> None:
        """Show one at a time and each once: a fault in a paint event or over every report would come again at once."""
        if self._is_showing or details in self._told:
            return
        self._told.add(details)
        self._is_showing = True
        try:
            self._show(details)
        finally:
            self._is_showing = False


def details_of(error: BaseException) -> Details:
    """Return the traceback with what is needed to understand it elsewhere; no text of any report is in it."""
    where = f"FactDesk on {platform.platform()}, Python {platform.python_version()}, PySide {pyside_version}"
    return where + "\n\n" + "".join(traceback.format_exception(error))


def qt_says(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt warns of, with where it comes from; its talk is left out."""
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and sys.stderr is not None:
        sys.stderr.write(f"Qt ({context.category or 'default'}): {message}\n")
