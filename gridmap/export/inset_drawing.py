"""Drawing the insets of a sheet: ground, frames with captions, and where they belong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from gridmap.export.fit_text import fit
from gridmap.export.frames import Rect
from gridmap.export.inset_search import CAPTION_MM
from gridmap.export.map_layers import MapLayers
from gridmap.export.sheet_layout import Inset
from gridmap.i18n import tr
from gridmap.layers.metrics import baseline_mm, text_width_mm
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import Path, Surface, TextRun
from gridmap.layers.view import MapView
from gridmap.model.features import Surface2D

DOT_MM: Final = 1.1
"""The side of a house that is only told of: its symbol with its label stands in an inset."""


def draw_inset_grounds(
    surface: Surface,
    insets: Sequence[Inset],
    origin: tuple[float, float],
    *,
    layers: MapLayers,
    own: Surface2D | None,
    styles: Styles,
) -> list[MapView]:
    """Draw what lies below the symbols of a map and of its insets; return the insets' views.

    `origin` is the upper left corner of the map on the page. On the map itself: dots for the
    houses of an inset, and the outline of its ground.
    """
    for inset in insets:
        _draw_outline(surface, inset, origin, styles)
    views = []
    for inset in insets:
        rect = inset.rect.moved(*origin)
        view = replace(inset.view, x_mm=rect.x_mm, y_mm=rect.y_mm)
        with surface.clip(rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm):
            surface.paths([_path(rect)], styles.path("paper"))
            layers.draw_ground(surface, view, styles)
            layers.draw_boundaries(surface, view, styles, own=own)
        views.append(view)
    return views


def draw_inset_frames(
    surface: Surface, insets: Sequence[Inset], origin: tuple[float, float], *, styles: Styles
) -> None:
    """Draw the frames of insets and their captions over the map."""
    for inset in insets:
        rect = inset.rect.moved(*origin)
        surface.paths([_path(rect)], styles.path("inset"))
        width_mm, height_mm = CAPTION_MM
        text, style = fit(inset_caption(inset), styles.text("inset-caption"), width_mm - 2.0)
        needed_mm = text_width_mm(text, style) + 2.0
        plate = Rect(rect.x_mm, rect.y_mm, min(needed_mm, width_mm, rect.width_mm), height_mm)
        surface.paths([_path(plate)], styles.path("inset-caption"))
        y_mm = baseline_mm(plate.y_mm, plate.height_mm, style)
        surface.text([TextRun(text, plate.x_mm + 1.0, y_mm)], style)


def _draw_outline(
    surface: Surface, inset: Inset, origin: tuple[float, float], styles: Styles
) -> None:
    if len(inset.dots_mm):
        half = DOT_MM / 2
        dots = (inset.dots_mm + np.array(origin) - half).tolist()
        surface.paths([rectangle(x, y, DOT_MM, DOT_MM) for x, y in dots], styles.path("inset-dot"))
    if inset.outline is None:
        return
    outline = inset.outline.moved(*origin)
    surface.paths([_path(outline)], styles.path("inset-outline"))
    link = _link(outline, inset.rect.moved(*origin))
    if link is not None:
        surface.paths([segment(*link)], styles.path("inset-link"))
    style = styles.text("inset-name")
    at = (outline.x_mm + 0.8, outline.y_mm + 3.4)
    surface.text([TextRun(inset_name(inset), *at)], style)


def _link(outline: Rect, frame: Rect) -> tuple[float, float, float, float] | None:
    """Return the shortest line between two boxes; None where they meet."""
    if outline.touches(frame):
        return None
    (x1, x2), (y1, y2) = (
        _nearest(outline.x_mm, outline.right_mm, frame.x_mm, frame.right_mm),
        _nearest(outline.y_mm, outline.bottom_mm, frame.y_mm, frame.bottom_mm),
    )
    return x1, y1, x2, y2


def _nearest(low: float, high: float, other_low: float, other_high: float) -> tuple[float, float]:
    """Return the points of two spans that are nearest to each other; the middle of what they share.

    The first is of the first span.
    """
    if high < other_low:
        return high, other_low
    if other_high < low:
        return low, other_high
    middle = (max(low, other_low) + min(high, other_high)) / 2
    return middle, middle


def inset_name(inset: Inset) -> str:
    """Return what an inset is called on its sheet."""
    return tr("Inset {number}", number=inset.number)


def inset_caption(inset: Inset) -> str:
    """Return name and scale of an inset, and where it lies if the map does not show it."""
    scale = int(inset.view.scale_denominator)
    parts = [f"{inset_name(inset)} 1:{scale}"]
    if inset.outline is None:
        parts.append(away_text(*inset.away_m))
    return "  ".join(parts)


def away_text(east_m: float, north_m: float) -> str:
    """Return how far away and in which direction a place lies, to ten metres."""
    metres = round(math.hypot(east_m, north_m) / 10) * 10
    eighth = round(math.degrees(math.atan2(east_m, north_m)) / 45) % 8
    return (
        tr("{metres} m to the north", metres=metres),
        tr("{metres} m to the north-east", metres=metres),
        tr("{metres} m to the east", metres=metres),
        tr("{metres} m to the south-east", metres=metres),
        tr("{metres} m to the south", metres=metres),
        tr("{metres} m to the south-west", metres=metres),
        tr("{metres} m to the west", metres=metres),
        tr("{metres} m to the north-west", metres=metres),
    )[eighth]


def _path(rect: Rect) -> Path:
    return rectangle(rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm)
