"""The look of the window: colour tokens, light or dark, and one style sheet made from them.

The map itself stays on paper white whatever the theme.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from importlib import resources
from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from gridmap.i18n import CHINESE, language
from gridmap.settings import Settings

TEXT_SCALES: Final = (100, 125, 150)
THEMES: Final = ("system", "light", "dark")
BASE_PX: Final = 15

_CHINESE_FAMILIES: Final = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Sarasa UI SC",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)
_LATIN_FAMILIES: Final = (
    "Segoe UI",
    "Helvetica Neue",
    "Noto Sans",
    "Ubuntu",
    "Cantarell",
    "DejaVu Sans",
    "Liberation Sans",
)
_WIDE_FAMILY: Final = "DejaVu Sans"
"""The only family of a bare Linux; an eighth wider than the others, for which there is no room."""

_WIDE_STRETCH: Final = 88
_BUNDLED: Final = "GridMap Sans SC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours as #RRGGBB. Text keeps a contrast of 4.5:1 on `panel`, `window`, `selected`."""

    is_dark: bool
    scale: float
    window: str
    panel: str
    field: str
    text: str
    text2: str
    text3: str
    disabled: str
    line: str
    field_line: str
    hover: str
    selected: str
    accent: str
    accent_hover: str
    on_accent: str
    link: str
    amber_back: str
    amber_text: str
    green: str
    red: str
    toast: str
    toast_text: str
    toast_link: str

    def px(self, value: float) -> int:
        """Return a length at 100 % as pixels at this text size."""
        return round(value * self.scale)


LIGHT: Final = Theme(
    is_dark=False,
    scale=1.0,
    window="#F1F3F6",
    panel="#FFFFFF",
    field="#FFFFFF",
    text="#1E2227",
    text2="#4B535C",
    text3="#5F6872",
    disabled="#9AA2AB",
    line="#DDE1E6",
    field_line="#BCC3CB",
    hover="#F1F4F8",
    selected="#E3EBF6",
    accent="#1F5FA8",
    accent_hover="#184D8A",
    on_accent="#FFFFFF",
    link="#1F5FA8",
    amber_back="#FBEBD0",
    amber_text="#7A4A00",
    green="#2A6B33",
    red="#B3261E",
    toast="#1E2227",
    toast_text="#FFFFFF",
    toast_link="#9CC7F5",
)

DARK: Final = replace(
    LIGHT,
    is_dark=True,
    window="#16191D",
    panel="#1F242A",
    field="#282E35",
    text="#ECEFF2",
    text2="#C3CAD1",
    text3="#A3ACB5",
    disabled="#666F79",
    line="#363D45",
    field_line="#525B65",
    hover="#2A3038",
    selected="#263B54",
    accent="#2A6DB8",
    accent_hover="#2E72BE",
    link="#8FC0F2",
    amber_back="#4A3610",
    amber_text="#F6CF8A",
    green="#86CF90",
    red="#FF9A90",
    toast="#ECEFF2",
    toast_text="#1E2227",
    toast_link="#174A84",
)


def theme_of(settings: Settings) -> Theme:
    """Return the theme that the settings ask for; "system" follows the desktop's scheme."""
    wanted = settings.ui.get("theme", "system")
    if wanted == "system":
        is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    else:
        is_dark = wanted == "dark"
    theme = DARK if is_dark else LIGHT
    if settings.ui.get("high_contrast", False):
        theme = _high_contrast(theme)
    scale = settings.text_scale if settings.text_scale in TEXT_SCALES else 100
    return replace(theme, scale=scale / 100)


def _high_contrast(theme: Theme) -> Theme:
    if theme.is_dark:
        black, white = "#000000", "#FFFFFF"
        return replace(
            theme,
            window=black,
            panel=black,
            field=black,
            text=white,
            text2=white,
            text3=white,
            disabled="#8A939C",
            line="#9AA3AC",
            field_line=white,
            link="#B9DBFF",
            selected="#123E70",
        )
    return replace(
        theme,
        window="#E9ECF0",
        text="#000000",
        text2="#000000",
        text3="#1E2227",
        disabled="#7A838C",
        line="#5F6872",
        field_line="#000000",
        accent="#0B3F7A",
        link="#0B3F7A",
        selected="#CFE0F5",
        amber_text="#4A2C00",
        red="#8F1A13",
        green="#14501D",
    )


def resource_file(*parts: str) -> Path:
    """Return the path of a shipped resource file."""
    return Path(str(resources.files("gridmap").joinpath("resources", *parts)))


def stylesheet(theme: Theme) -> str:
    """Return the style sheet in the theme's colours; lengths over 2 px grow with the text."""
    text = resource_file("window.qss").read_text("utf-8")
    tokens = {item.name: getattr(theme, item.name) for item in fields(Theme)}
    tokens["icons"] = resource_file("icons").as_posix()
    filled = Template(text).substitute(tokens)
    return re.sub(r"\b(\d+)px", lambda found: f"{_scaled(int(found[1]), theme)}px", filled)


def _scaled(length_px: int, theme: Theme) -> int:
    return length_px if length_px <= 2 else theme.px(length_px)


def palette(theme: Theme) -> QPalette:
    """Return the palette for what the style sheet does not reach."""
    result = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.field,
        QPalette.ColorRole.AlternateBase: theme.hover,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.ToolTipBase: theme.toast,
        QPalette.ColorRole.ToolTipText: theme.toast_text,
        QPalette.ColorRole.PlaceholderText: theme.text3,
        QPalette.ColorRole.Link: theme.link,
    }
    for role, color in roles.items():
        result.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return result


def interface_font(theme: Theme) -> QFont:
    """Return the system's Chinese font, the bundled one where the system has none.

    English is set in the system's own font first: quotation marks of a Chinese font are twice as
    wide as English ones.
    """
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    known = set(QFontDatabase.families())
    chinese: str | None = next((family for family in _CHINESE_FAMILIES if family in known), None)
    if chinese is None:
        chinese = _load_bundled()
    own = [] if language() == CHINESE and chinese else [_latin_family(font, known)]
    font.setFamilies([*own, *([chinese] if chinese else [])])
    if _WIDE_FAMILY in own:
        font.setStretch(_WIDE_STRETCH)
    font.setPixelSize(theme.px(BASE_PX))
    return font


def _latin_family(font: QFont, known: Collection[str]) -> str:
    """Return the system's family; another where it is a Chinese one or only stands for one."""
    name = font.family()
    if not name.startswith("Sans") and name in known and name not in _CHINESE_FAMILIES:
        return name
    return next((family for family in _LATIN_FAMILIES if family in known), name)


def _load_bundled() -> str | None:
    """Register the bundled font with Qt; return its family, None where it is not installed."""
    for name in sorted(resource_file("fonts").glob("GridMapSansSC-Regular*.ttf")):
        if QFontDatabase.addApplicationFont(str(name)) >= 0:
            return _BUNDLED
    return None
