"""Boundaries: the borders of townships, villages, grids and groups, each drawn once.

Where a border of a higher rank runs along the same line, only the higher one is drawn (`below`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.layers.layer import clipped, line_runs_mm, visible_shapes
from gridmap.layers.linework import Edges, border_lines
from gridmap.layers.style import Styles
from gridmap.layers.surface import Path, PathStyle, Surface
from gridmap.layers.view import MapView
from gridmap.model.features import Grid, Surface2D, Township, Village, VillagerGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryLayer:
    """Border lines of one rank, their boxes (n, 4), and all edges of their areas.

    `style_name` is a key of [paths]; with "-below" added it names the white line under the border.
    """

    style_name: str
    lines: NDArray[np.object_]
    bounds_m: NDArray[np.float64]
    edges: Edges

    def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Draw the white line, then the border, where the view shows them."""
        shown = visible_shapes(self.bounds_m, view)
        if not len(shown):
            return
        cut = clipped(self.lines[shown], view)
        runs = line_runs_mm(_one_by_one(cut), view)
        if runs:
            path = Path(tuple(runs))
            surface.paths([path], styles.path(f"{self.style_name}-below"))
            surface.paths([path], styles.path(self.style_name))


class TownshipLayer(BoundaryLayer):
    """The borders of townships."""

    @classmethod
    def of(cls, townships: Iterable[Township]) -> TownshipLayer:
        """Prepare the borders of the townships that have a shape."""
        return cls(**_prepared("township", [item.geometry for item in townships], ()))


class VillageLayer(BoundaryLayer):
    """The borders of villages."""

    @classmethod
    def of(
        cls, villages: Iterable[Village], *, below: Sequence[BoundaryLayer] = ()
    ) -> VillageLayer:
        """Prepare the borders of the villages that have a shape.

        What runs along the borders of the layers they lie `below` is left out.
        """
        return cls(**_prepared("village", [item.geometry for item in villages], below))


class GridLayer(BoundaryLayer):
    """The borders of grids."""

    @classmethod
    def of(cls, grids: Iterable[Grid], *, below: Sequence[BoundaryLayer] = ()) -> GridLayer:
        """Prepare the borders of the grids that have a shape.

        What runs along the borders of the layers they lie `below` is left out.
        """
        return cls(**_prepared("grid", [item.geometry for item in grids], below))


class GroupLayer(BoundaryLayer):
    """The borders of villager groups."""

    @classmethod
    def of(
        cls, groups: Iterable[VillagerGroup], *, below: Sequence[BoundaryLayer] = ()
    ) -> GroupLayer:
        """Prepare the borders of the groups that have a shape.

        What runs along the borders of the layers they lie `below` is left out.
        """
        return cls(**_prepared("group", [item.geometry for item in groups], below))


def _prepared(
    style_name: str, shapes: Sequence[Surface2D | None], below: Sequence[BoundaryLayer]
) -> dict[str, Any]:
    """Return the fields of a layer: each stretch of border once, as long unbroken lines."""
    areas = np.array([item for item in shapes if item is not None], dtype=object)
    hidden = np.concatenate([layer.edges for layer in below]) if below else None
    lines, edges = border_lines(areas, hidden)
    return {
        "style_name": style_name,
        "lines": lines,
        "bounds_m": shapely.bounds(lines).reshape(-1, 4),
        "edges": edges,
    }


def _one_by_one(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the lines joined where cutting at the window's corner broke them: dashes run on."""
    merged: NDArray[np.object_] = shapely.get_parts(shapely.line_merge(shapely.get_parts(shapes)))
    return merged


def draw_wash(surface: Surface, view: MapView, inside: Surface2D, styles: Styles) -> None:
    """Wash the land outside an area (in metres) with white, so that the own land stands out."""
    surface.paths(
        [Path((_window(view), *_rings_mm(inside, view)), closed=True)], styles.path("wash")
    )


def draw_inner_tint(surface: Surface, view: MapView, inside: Surface2D, styles: Styles) -> None:
    """Tint the strip inside the edge of an area (in metres)."""
    width_m = styles.size_mm("inner-tint") / view.mm_per_m
    simple = shapely.simplify(inside, 0.05 / view.mm_per_m)
    strip = shapely.difference(simple, shapely.buffer(simple, -width_m, join_style="mitre"))
    _fill(surface, view, strip, styles.path("inner-tint"))


def draw_area(surface: Surface, view: MapView, area: Surface2D, style: PathStyle) -> None:
    """Fill and stroke an area given in metres, cut to the view's window."""
    _fill(surface, view, area, style)


def _fill(surface: Surface, view: MapView, area: Surface2D, style: PathStyle) -> None:
    rings = _rings_mm(area, view)
    if rings:
        surface.paths([Path(tuple(rings), closed=True)], style)


def _rings_mm(area: Surface2D, view: MapView) -> list[NDArray[np.float64]]:
    cut = clipped(np.array([area], dtype=object), view)
    rings = shapely.get_rings(shapely.get_parts(cut))
    return line_runs_mm(rings, view)


def _window(view: MapView) -> NDArray[np.float64]:
    left, top = view.x_mm, view.y_mm
    right, bottom = left + view.width_mm, top + view.height_mm
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
