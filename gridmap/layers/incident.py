"""The area of an incident, hatched, and the ways out of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.layers.layer import area_paths_mm, clipped, visible_shapes
from gridmap.layers.style import Styles
from gridmap.layers.surface import Path, Surface
from gridmap.layers.view import MapView


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLayer:
    """Parts of an area and lines as arrays, in metres."""

    parts: NDArray[np.object_]
    routes: NDArray[np.object_]

    @classmethod
    def of(cls, area: BaseGeometry, routes: Iterable[BaseGeometry] = ()) -> IncidentLayer:
        """Prepare an area and the ways that lead out of it."""
        lines = np.array(list(routes), dtype=object)
        return cls(parts=shapely.get_parts(area), routes=shapely.get_parts(lines))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the path styles that some view may show."""
        area = ("incident", "incident-edge") if len(self.parts) else ()
        return (*area, "escape-route") if len(self.routes) else area

    def names_in(self, view: MapView) -> tuple[str, ...]:
        """Return what a view shows: the area's edge, else its hatching, and the ways out."""
        window = shapely.box(*view.bounds_m)
        rings = shapely.get_rings(self.parts)
        ways = ("escape-route",) if shapely.intersects(self.routes, window).any() else ()
        if shapely.intersects(rings, window).any():
            return ("incident-edge", *ways)
        if shapely.intersects(self.parts, window).any():
            return ("incident", *ways)
        return ways

    def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Draw the ways that the view shows, then hatch the area and draw its edge."""
        shown = visible_shapes(shapely.bounds(self.routes).reshape(-1, 4), view)
        ways = [Path((view.to_mm(shapely.get_coordinates(line)),)) for line in self.routes[shown]]
        if ways:
            surface.paths(ways, styles.path("escape-route"))
        shown = visible_shapes(shapely.bounds(self.parts).reshape(-1, 4), view)
        if not len(shown):
            return
        paths = area_paths_mm(clipped(self.parts[shown], view), view)
        surface.paths(paths, styles.path("incident"))
        edges = [
            Path((view.to_mm(shapely.get_coordinates(ring)),), closed=True)
            for ring in shapely.get_rings(self.parts[shown])
        ]
        surface.paths(edges, styles.path("incident-edge"))
