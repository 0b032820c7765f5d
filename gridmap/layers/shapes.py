"""Rectangles, segments and rounded rectangles as paths, in millimetres."""

from __future__ import annotations

import numpy as np

from gridmap.layers.surface import Coordinates, Path


def rectangle(x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Path:
    """Return a rectangle as a closed path."""
    right, bottom = x_mm + width_mm, y_mm + height_mm
    return Path(
        (np.array([(x_mm, y_mm), (right, y_mm), (right, bottom), (x_mm, bottom)]),), closed=True
    )


def segment(x0_mm: float, y0_mm: float, x1_mm: float, y1_mm: float) -> Path:
    """Return a straight line as a path."""
    return Path((np.array([(x0_mm, y0_mm), (x1_mm, y1_mm)]),))


def circle(x_mm: float, y_mm: float, radius_mm: float) -> Path:
    """Return a circle as a closed path of short sides."""
    count = max(24, min(120, int(radius_mm * 4)))
    angles = np.linspace(0.0, 2 * np.pi, count, endpoint=False)
    points = np.column_stack([np.cos(angles), np.sin(angles)]) * radius_mm
    return Path((points + np.array([x_mm, y_mm]),), closed=True)


def rounded_rectangle(
    x_mm: float, y_mm: float, width_mm: float, height_mm: float, *, radius_mm: float
) -> Path:
    """Return a rectangle with rounded corners as a closed path."""
    angles = np.radians(np.linspace(0.0, 90.0, 6))
    corner = np.column_stack([np.cos(angles), np.sin(angles)]) * radius_mm
    inset = radius_mm
    centres = (
        (x_mm + width_mm - inset, y_mm + height_mm - inset),
        (x_mm + inset, y_mm + height_mm - inset),
        (x_mm + inset, y_mm + inset),
        (x_mm + width_mm - inset, y_mm + inset),
    )
    turns: tuple[Coordinates, ...] = (
        corner,
        corner[:, ::-1] * np.array([-1.0, 1.0]),
        -corner,
        corner[:, ::-1] * np.array([1.0, -1.0]),
    )
    return Path(
        (np.vstack([turn + centre for turn, centre in zip(turns, centres, strict=True)]),),
        closed=True,
    )
