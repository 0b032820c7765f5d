"""FreeLand: the land in no grid of the villages in sight, worked out once for their state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from shapely.geometry.base import BaseGeometry

from gridmap.geo.changed_land import changed_boxes
from gridmap.layers.free_land import FreeLandLayer, land_in_no_grid
from gridmap.layers.view import MapView
from gridmap.model.changes import Bounds, Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Grid, Village, geometry_of

Shapes = tuple[BaseGeometry, ...]


class FreeLand:
    """Belongs to the painting thread. Villages that have no grid at all are left alone."""

    def __init__(self) -> None:
        self._known: dict[FeatureId, tuple[Shapes, Shapes]] = {}
        self._grids: dict[FeatureId, list[BaseGeometry]] | None = None

    def forget_grids(self) -> None:
        """Group the grids anew: some have changed. What stayed the same is kept."""
        self._grids = None

    def in_view(self, reader: FeatureReader, view: MapView) -> FreeLandLayer:
        """Return the land in no grid of the villages that a view meets."""
        if self._grids is None:
            self._grids = _grids_by_village(reader)
        left, low, right, top = view.bounds_m
        pieces = [
            piece
            for village in reader.all(Village)
            if village.id in self._grids
            and (outline := village.geometry) is not None
            and (box := outline.bounds)[0] <= right
            and box[2] >= left
            and box[1] <= top
            and box[3] >= low
            for piece in self._of(village.id, outline, self._grids[village.id])
        ]
        return FreeLandLayer.of(pieces)

    def _of(self, village: FeatureId, outline: BaseGeometry, grids: list[BaseGeometry]) -> Shapes:
        made_of = (outline, *grids)
        known = self._known.get(village)
        if known is None or not _are_same(known[0], made_of):
            known = self._known[village] = made_of, land_in_no_grid(outline, grids)
        return known[1]


def reshaped_land(changeset: Changeset, reader: FeatureReader) -> Iterable[Bounds]:
    """Yield boxes in metres that hold all land that came to a grid or was taken from one.

    A grid that goes to another village takes all of its land along. A village that gets its first
    grid or loses its last one is hatched as a whole, or no longer: its box is among them. `reader`
    is the state after the changeset.
    """
    yield from _begun_or_ended(changeset, reader)
    for change in changeset:
        sides = [side for side in (change.old, change.new) if isinstance(side, Grid)]
        shapes = [geometry_of(side) for side in sides]
        held = [shape for shape in shapes if shape is not None and not shape.is_empty]
        if len(held) == 2 and sides[0].village == sides[1].village:
            yield from changed_boxes(*held)
        else:
            yield from (shape.bounds for shape in held)


def _begun_or_ended(changeset: Changeset, reader: FeatureReader) -> Iterable[Bounds]:
    """Yield the boxes of villages that had no grid and have one now, or the other way round."""
    old: dict[FeatureId, set[FeatureId]] = defaultdict(set)
    new: dict[FeatureId, set[FeatureId]] = defaultdict(set)
    for change in changeset:
        for side, found in ((change.old, old), (change.new, new)):
            if isinstance(side, Grid) and side.geometry is not None:
                found[side.village].add(side.id)
    touched = old.keys() | new.keys()
    held = {key: set[FeatureId]() for key in touched}
    for grid in reader.all(Grid) if touched else ():
        if grid.village in touched and grid.geometry is not None:
            held[grid.village].add(grid.id)
    for key, now in held.items():
        before = (now - new[key]) | old[key]
        village = reader.find(key, Village)
        if bool(before) != bool(now) and village is not None and village.geometry is not None:
            yield village.geometry.bounds


def _are_same(first: Shapes, second: Shapes) -> bool:
    if len(first) != len(second):
        return False
    return all(one is other for one, other in zip(first, second, strict=True))


def _grids_by_village(reader: FeatureReader) -> dict[FeatureId, list[BaseGeometry]]:
    grids: dict[FeatureId, list[BaseGeometry]] = defaultdict(list)
    for grid in reader.all(Grid):
        if grid.geometry is not None:
            grids[grid.village].append(grid.geometry)
    return grids
