"""Circles of a distance round a place, with their words where the map shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gridmap.export.page import PageCanvas
from gridmap.layers.shapes import circle
from gridmap.layers.surface import TextRun
from gridmap.layers.view import MapView

_EDGE_MM: Final = (9.0, 4.0)
"""How far a circle's words stay inside the map's edge, across and down."""

_DROP_MM: Final = 1.0


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle round a point of the ground, in metres, with its words."""

    x_m: float
    y_m: float
    radius_m: float
    text: str


def draw_rings(canvas: PageCanvas, view: MapView, rings: Sequence[Ring]) -> None:
    """Draw circles, and their words at the lowest point of each that is on the map."""
    style = canvas.styles.text("ring")
    for ring in rings:
        x_mm, y_mm = view.to_mm(np.array([(ring.x_m, ring.y_m)]))[0].tolist()
        radius_mm = ring.radius_m * view.mm_per_m
        canvas.surface.paths([circle(x_mm, y_mm, radius_mm)], canvas.styles.path("ring"))
        at = lowest_point(view, (x_mm, y_mm), radius_mm)
        if at is not None:
            canvas.surface.text([TextRun(ring.text, at[0], at[1] + _DROP_MM, "center")], style)


def lowest_point(
    view: MapView, middle_mm: tuple[float, float], radius_mm: float
) -> tuple[float, float] | None:
    """Return the lowest point of a circle well inside a view's window; None: all are outside.

    Of two equally low the right one.
    """
    turn = np.radians(np.arange(0.0, 360.0, 1.0))
    points = np.column_stack([np.sin(turn), np.cos(turn)]) * radius_mm + np.array(middle_mm)
    low = np.array([view.x_mm + _EDGE_MM[0], view.y_mm + _EDGE_MM[1]])
    high = np.array([
        view.x_mm + view.width_mm - _EDGE_MM[0], view.y_mm + view.height_mm - _EDGE_MM[1],
    ])  # fmt: skip
    inside = points[((points >= low) & (points <= high)).all(axis=1)]
    if not len(inside):
        return None
    x_mm, y_mm = inside[np.lexsort((-inside[:, 0], -inside[:, 1].round(3)))[0]].tolist()
    return x_mm, y_mm
