"""VillageBorders: which village a draft lies in, and the ways along its borders."""

from __future__ import annotations

from typing import Final

import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from gridmap.actions.land import partition_of_village
from gridmap.errors import GridMapError
from gridmap.geo.partition import Partition
from gridmap.geo.partition_drawing import free_land
from gridmap.geo.tracing import trace
from gridmap.layers.surface import Coordinates
from gridmap.model.document import Document
from gridmap.model.features import FeatureId, Grid, Household, Village
from gridmap.ui.tools.tool import Spot

_MOST_WAYS_KEPT: Final = 32


class VillageBorders:
    """Answers about the villages of a document, each partition made once for a state of it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._revision = -1
        self._partitions: dict[FeatureId, Partition | None] = {}
        self._free: dict[FeatureId, BaseGeometry] = {}
        self._ways: dict[tuple[FeatureId | None, Spot, Spot], tuple[Coordinates, ...]] = {}

    def village_at(self, x_m: float, y_m: float) -> FeatureId | None:
        """Return the village whose outline covers a point."""
        spot = Point(x_m, y_m)
        for village in self._document.in_box(Village, spot.bounds):
            if village.geometry is not None and village.geometry.covers(spot):
                return village.id
        return None

    def village_of(self, shape: BaseGeometry) -> FeatureId | None:
        """Return the village that holds most of a line or of an outline that may be rough."""
        sound = shape if shape.is_valid else shapely.make_valid(shape)
        best: tuple[float, FeatureId] | None = None
        for village in self._document.in_box(Village, shape.bounds):
            if village.geometry is None:
                continue
            shared = sound.intersection(village.geometry)
            size = shared.area or shared.length
            if size > 0 and (best is None or size > best[0]):
                best = size, village.id
        return best[1] if best is not None else None

    def grid_of(self, line: LineString) -> FeatureId | None:
        """Return the grid that holds most of a line."""
        best: tuple[float, FeatureId] | None = None
        for grid in self._document.in_box(Grid, line.bounds):
            shared = line.intersection(grid.geometry).length if grid.geometry is not None else 0.0
            if shared > 0 and (best is None or shared > best[0]):
                best = shared, grid.id
        return best[1] if best is not None else None

    def partition(self, village: FeatureId | None) -> Partition | None:
        """Return a village's partition; None without outline or where grids need repair first."""
        if self._revision != self._document.revision:
            self._partitions.clear()
            self._free.clear()
            self._ways.clear()
            self._revision = self._document.revision
        if village is None:
            return None
        if village not in self._partitions:
            try:
                self._partitions[village] = partition_of_village(self._document, village)
            except GridMapError:
                self._partitions[village] = None
        return self._partitions[village]

    def free(self, village: FeatureId | None) -> BaseGeometry | None:
        """Return the land of a village in no grid; None where nothing is known of it."""
        partition = self.partition(village)
        if partition is None or village is None:
            return None
        if village not in self._free:
            self._free[village] = free_land(partition)
            shapely.prepare(self._free[village])
        return self._free[village]

    def ways(
        self, village: FeatureId | None, start: Spot, end: Spot, *, tolerance_m: float
    ) -> tuple[Coordinates, ...]:
        """Return the ways along borders from one point to another, the shorter first."""
        partition = self.partition(village)
        if partition is None or start == end:
            return ()
        key = (village, start, end)
        if key not in self._ways:
            if len(self._ways) >= _MOST_WAYS_KEPT:
                self._ways.clear()
            found = trace(partition, Point(start), Point(end), tolerance_m=tolerance_m)
            self._ways[key] = tuple(shapely.get_coordinates(way.line) for way in found)
        return self._ways[key]

    def households_in(self, shape: BaseGeometry) -> int:
        """Return how many households stand on a piece of land."""
        if shape.is_empty:
            return 0
        near = self._document.in_box(Household, shape.bounds)
        points = [home.geometry for home in near if home.geometry is not None]
        return int(shapely.covers(shape, points).sum()) if points else 0
