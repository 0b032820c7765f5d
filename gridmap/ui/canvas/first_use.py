"""Use every Qt type that painting needs once, in the window's thread, before another thread does.

WORKAROUND: PySide6 (6.8 to 6.11) makes its Python types at their first use, and doing so in two
threads at once crashes the interpreter. The painting thread would else be the second of the two.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from gridmap.layers.surface import Font, Path, PathStyle, TextRun, TextStyle
from gridmap.ui.canvas.qt_surface import QtSurface
from gridmap.ui.canvas.stamps import StampCache

_SIDE_PX = 8
_FONTS: tuple[Font, ...] = ("regular", "bold", "italic")
_RING = np.array([[0.0, 0.0], [6.0, 0.0], [6.0, 6.0], [0.0, 6.0]])
_STYLES = (
    PathStyle(fill="#808080"),
    PathStyle(fill="#80808080", hatch_mm=1.0),
    PathStyle(stroke="#808080", width_mm=0.5),
    PathStyle(stroke="#808080", width_mm=0.5, dash_mm=(1.0, 1.0)),
    PathStyle(stroke="#808080", width_mm=0.5, dash_mm=(0.0, 1.0), round_ends=True),
)


@cache
def use_qt_types_once() -> None:
    """Draw with each verb of QtSurface that maps need on a tiny picture, in the window's thread."""
    image = QImage(_SIDE_PX, _SIDE_PX, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.setTransform(QTransform())
    surface = QtSurface(painter, size_mm=(8.0, 8.0), px_per_mm=1.0, stamps=StampCache())
    try:
        with surface.clip(0.0, 0.0, 8.0, 8.0):
            for style in _STYLES:
                surface.paths([Path((_RING,), closed=True)], style)
                surface.paths([Path((_RING, _RING / 2.0), closed=True)], style)
                surface.paths([Path((_RING,))], style)
        surface.markers("household-occupied", _RING, size_mm=2.0)
        for font in _FONTS:
            words = TextStyle(size_pt=8.0, font=font, halo_mm=0.5)
            surface.text([TextRun("1", 4.0, 4.0), TextRun("1", 4.0, 4.0, "center", 30.0)], words)
    finally:
        painter.end()
