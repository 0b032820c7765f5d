"""Loads what a project needs to be shown, a piece at a time, so that the window never stands still.

All of it in one go takes a fifth of a second of the window's thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer

PIECES: Final = (
    "gridmap.layers.labels",
    "gridmap.export.house_labels",
    "gridmap.ui.canvas.qt_surface",
    "gridmap.ui.canvas.scene",
    "gridmap.ui.canvas.render",
    "gridmap.ui.canvas.viewport",
    "gridmap.ui.canvas.map_canvas",
    "gridmap.ui.live_digest",
    "gridmap.ui.find_box",
    "gridmap.ui.left_panel",
    "gridmap.ui.panels.properties",
    "gridmap.ui.status_bar",
    "gridmap.ui.workspace",
    "gridmap.ui.project_view",
    "gridmap.ui.widgets.date_field",
    "gridmap.ui.care.posts",
    "gridmap.ui.tables.columns",
    "gridmap.ui.tables.delegate",
    "gridmap.ui.tables.table",
    "gridmap.ui.tables.deck",
)
"""What is needed first comes first; the tables are not seen at the start, but soon."""


def preload(owner: QObject) -> None:
    """Load the pieces one after the other while the owner's window does its work between them.

    Whoever needs one earlier loads it then; a piece that is there costs nothing.
    """
    _load_next(owner, iter(PIECES))


def _load_next(owner: QObject, pieces: Iterator[str]) -> None:
    name = next(pieces, None)
    if name is not None:
        import_module(name)
        QTimer.singleShot(0, owner, lambda: _load_next(owner, pieces))
