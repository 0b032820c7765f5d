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

ATLAS_PIECES: Final = (
    "gridmap.geo.crs",
    "gridmap.export.pdf.canvas",
    "gridmap.export.pdf.document",
    "gridmap.export.imposition.calibration",
    "gridmap.ui.printing.joining",
    "gridmap.ui.atlas.page",
    "gridmap.export.sheet_page",
    "gridmap.export.plan",
    "gridmap.export.cards",
    "gridmap.export.front",
    "gridmap.export.village_pages",
    "gridmap.export.tasks",
    "gridmap.export.preview",
    "gridmap.ui.atlas.page_image",
)
"""What the atlas needs: for later, when the project has long been in sight."""

_PAUSE_MS: Final = 30


def preload(owner: QObject) -> None:
    """Load the pieces one after the other while the owner's window does its work between them.

    Whoever needs one earlier loads it then; a piece that is there costs nothing.
    """
    _load_next(owner, iter(PIECES), 0)


def preload_atlas(owner: QObject) -> None:
    """Load what the atlas needs, with pauses in which the window answers."""
    _load_next(owner, iter(ATLAS_PIECES), _PAUSE_MS)


def _load_next(owner: QObject, pieces: Iterator[str], pause_ms: int) -> None:
    name = next(pieces, None)
    if name is not None:
        import_module(name)
        QTimer.singleShot(pause_ms, owner, lambda: _load_next(owner, pieces, pause_ms))
