"""The look: own palettes for light, dark and high contrast on Fusion, one style sheet, two fonts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from factdesk import paths

READING_MEASURE = 75
"""Characters of report text in a line, about."""
_TEXT_PX = 13
_MIDDLE = 128
_READING_PX = 15
_SERIFS = ("Charter", "Source Serif 4", "Source Serif Pro", "Georgia", "Noto Serif", "Liberation Serif", "DejaVu Serif")


class Theme(StrEnum):
    """What a person can choose; ``system`` follows the desktop where Qt can tell."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme; every text colour is readable (4.5:1) on each ground it stands on."""

    window: str
    base: str
    raised: str
    """Hovered rows, quiet buttons."""
    text: str
    muted: str
    disabled: str
    line: str
    """Between parts; carries no meaning."""
    edge: str
    """Round what can be typed into or pressed."""
    accent: str
    on_accent: str
    selection: str
    on_selection: str
    notice: str
    """Ground of the message bar, and of its errors."""
    alarm: str
    on_alarm: str


LIGHT = Colours(
    window="#f5f4f1",
    base="#ffffff",
    raised="#efede8",
    text="#1d1c1a",
    muted="#5c5954",
    disabled="#9a968f",
    line="#dfdcd5",
    edge="#8d887f",
    accent="#1f5fae",
    on_accent="#ffffff",
    selection="#e0ecfa",
    on_selection="#14273d",
    notice="#e6eef8",
    alarm="#fbe9e6",
    on_alarm="#8f1d12",
)
DARK = Colours(
    window="#1b1c1f",
    base="#232428",
    raised="#2d2f34",
    text="#eae8e3",
    muted="#aaa79f",
    disabled="#6d6b67",
    line="#36383d",
    edge="#75777e",
    accent="#86b4f3",
    on_accent="#0e1a2a",
    selection="#2a3c55",
    on_selection="#f3f6fb",
    notice="#22344c",
    alarm="#46231f",
    on_alarm="#ffb4a8",
)
CONTRAST = Colours(
    window="#000000",
    base="#000000",
    raised="#1c1c1c",
    text="#ffffff",
    muted="#e4e4e4",
    disabled="#9c9c9c",
    line="#8a8a8a",
    edge="#ffffff",
    accent="#ffd84a",
    on_accent="#000000",
    selection="#143a66",
    on_selection="#ffffff",
    notice="#002a5c",
    alarm="#4a0000",
    on_alarm="#ffffff",
)
_OF_THEME = {Theme.LIGHT: LIGHT, Theme.DARK: DARK, Theme.CONTRAST: CONTRAST}
_PROPERTY = "factdesk_theme"


def apply(app: QApplication, theme: Theme) -> None:
    """Put a theme on the whole program; calling it again changes it."""
    app.setProperty(_PROPERTY, str(theme))
    colours = _OF_THEME[_effective(theme)]
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(_text_font())
    app.setPalette(palette_of(colours))
    sheet = paths.resource("theme.qss").read_text(encoding="utf-8")
    tick = "tick-white" if QColor(colours.on_accent).lightness() > _MIDDLE else "tick-black"
    app.setStyleSheet(Template(sheet).substitute(asdict(colours), icons=paths.resource("icons").as_posix(), tick=tick))


def chosen(app: QApplication) -> Theme:
    """Return the theme that was applied last."""
    return Theme(app.property(_PROPERTY) or Theme.SYSTEM)


def colours() -> Colours:
    """Return the colours in force."""
    app = QApplication.instance()
    return _OF_THEME[_effective(chosen(app))] if isinstance(app, QApplication) else LIGHT


def following(theme: Theme) -> Theme:
    """Return the theme that comes after this one in turn."""
    themes = list(Theme)
    return themes[(themes.index(theme) + 1) % len(themes)]


def palette_of(c: Colours) -> QPalette:
    """Make a palette of a theme's colours."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for which, colour in {
        role.Window: c.window,
        role.WindowText: c.text,
        role.Base: c.base,
        role.AlternateBase: c.raised,
        role.Text: c.text,
        role.Button: c.base,
        role.ButtonText: c.text,
        role.BrightText: c.on_alarm,
        role.ToolTipBase: c.base,
        role.ToolTipText: c.text,
        role.PlaceholderText: c.muted,
        role.Highlight: c.selection,
        role.HighlightedText: c.on_selection,
        role.Accent: c.accent,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.Light: c.raised,
        role.Midlight: c.line,
        role.Mid: c.line,
        role.Dark: c.edge,
        role.Shadow: c.edge,
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(group.Disabled, which, QColor(c.disabled))
    palette.setColor(group.Disabled, role.Highlight, QColor(c.raised))
    palette.setColor(group.Disabled, role.HighlightedText, QColor(c.disabled))
    return palette


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (light + 0.05) / (dark + 0.05)


def reading_font() -> QFont:
    """Return the font for report text: a serif that is there, at 15 pixels."""
    there = set(QFontDatabase.families())
    font = QFont(next((name for name in _SERIFS if name in there), QGuiApplication.font().family()))
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(_READING_PX)
    return font


def _text_font() -> QFont:
    """Return the desktop's font, 13 pixels high unless the desktop asks for larger."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(
        max(_TEXT_PX, font.pixelSize(), round(font.pointSizeF() * 96 / 72) if font.pointSize() > 0 else 0)
    )
    return font


def _effective(theme: Theme) -> Theme:
    if theme is not Theme.SYSTEM:
        return theme
    hints = QGuiApplication.styleHints()
    wish = getattr(hints, "accessibility", lambda: None)()
    if wish is not None and wish.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return Theme.CONTRAST
    return Theme.DARK if hints.colorScheme() is Qt.ColorScheme.Dark else Theme.LIGHT


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
