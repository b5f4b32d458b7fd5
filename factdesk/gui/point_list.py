"""Sentences as a list of points."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt

from factdesk.gui.plain import PlainLabel
from factdesk.gui.shown_text import shown_line


class PointList(PlainLabel):
    """Sentences one below the other, each behind a dash under which its further lines do not run."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)

    def show_points(self, points: Sequence[str]) -> None:
        """Show sentences as they stand, markup in them too; without any the list is hidden."""
        lines = [shown_line(point) for point in points]
        rows = "".join(
            f'<tr><td style="padding-right: 6px">–</td><td width="100%">{escape(line)}</td></tr>' for line in lines
        )
        self.setText(f'<table cellspacing="0" cellpadding="0" width="100%">{rows}</table>')
        self.setAccessibleName(" ".join(lines))
        self.setVisible(bool(lines))
