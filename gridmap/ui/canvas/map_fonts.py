"""The map's own font, the one the printed atlas uses: screen and paper fit alike."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from gridmap.layers.surface import TextStyle

MAP_FAMILY: Final = "GridMap Sans SC"
PT_PER_MM: Final = 72.0 / 25.4


@cache
def map_family() -> str:
    """Return the family of the map's text: the bundled font, else (file absent) the system's own.

    Needs a QGuiApplication; to be called on its thread before a worker draws text.
    """
    folder = resources.files("gridmap") / "resources" / "fonts"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.lower().endswith((".ttf", ".otf")):
            QFontDatabase.addApplicationFont(str(entry))
    if MAP_FAMILY in QFontDatabase.families():
        return MAP_FAMILY
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def map_font(style: TextStyle, *, px_per_mm: float) -> QFont:
    """Return the font of a text style for a surface of so many device pixels per millimetre.

    The size is right on an image of 72 dots per inch, where a point is a pixel (stamps.py).
    """
    font = QFont(map_family())
    font.setPointSizeF(max(style.size_pt / PT_PER_MM * px_per_mm, 1.0))
    font.setBold(style.font == "bold")
    font.setItalic(style.font == "italic")
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
