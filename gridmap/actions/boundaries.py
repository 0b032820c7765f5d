"""Verbs on the borders of grids: reshape a piece, move, insert and delete a corner."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from shapely import LineString, MultiPolygon, Polygon

from gridmap.actions.land import land_changes, land_near, outline_of, partition_of_village, parts_of
from gridmap.errors import GeometryError
from gridmap.geo import partition_corners, partition_drawing, partition_reshape
from gridmap.geo.partition import Partition, settle
from gridmap.geo.partition_corners import Corner
from gridmap.geo.partition_edges import Surface, to_mm
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    Feature,
    FeatureId,
    Grid,
    Township,
    Village,
    VillagerGroup,
    geometry_of,
)

_NOISE_M2: Final = 0.01


def reshape_border(
    reader: FeatureReader,
    village: FeatureId,
    line: LineString,
    *,
    between: tuple[FeatureId | None, FeatureId | None] | None = None,
    tolerance_m: float = partition_drawing.TOLERANCE_M,
) -> Changeset:
    """Return the changeset in which a drawn line replaces a piece of a border of two grids.

    Also of a grid and land in no grid (None). Both sides follow; `between` names them where the
    line alone leaves a choice.
    Raises: GeometryError if the line does not start and end on one common border.
    """
    partition = partition_of_village(reader, village)
    after = partition_reshape.reshape_border(
        partition, line, between=between, tolerance_m=tolerance_m
    )
    return land_changes(reader, tr("Reshape a border"), after, village=village)


def move_vertex(
    reader: FeatureReader,
    village: FeatureId,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    with_outline: bool = False,
) -> Changeset:
    """Return the changeset that moves a corner for all grids of a village that have it.

    The village's outline keeps its corner unless `with_outline`; then neighbouring villages, their
    grids, groups and the township that have the same corner follow too. Points are in metres.
    Raises: GeometryError if there is no such corner or borders would cross.
    """
    partition = partition_of_village(reader, village)
    after = partition_corners.move_corner(partition, start, end, with_outline=with_outline)
    changes = land_changes(reader, tr("Move a corner"), after, village=village)
    if after.outline is partition.outline:
        return changes
    return _with_neighbours(reader, changes, village, (_corner(start), _corner(end)))


def insert_vertex(
    reader: FeatureReader, village: FeatureId, x_m: float, y_m: float, *, tolerance_m: float
) -> Changeset:
    """Return the changeset that adds a corner to the border nearest to a point.

    Raises: GeometryError if no border lies within the tolerance.
    """
    partition = partition_of_village(reader, village)
    after = partition_corners.insert_corner(partition, x_m, y_m, tolerance_m=tolerance_m)
    return land_changes(reader, tr("Insert a corner"), after, village=village)


def delete_vertex(reader: FeatureReader, village: FeatureId, x_m: float, y_m: float) -> Changeset:
    """Return the changeset that deletes a corner for all grids of a village that have it.

    Raises: GeometryError where borders meet in it, or where the village's outline has it.
    """
    partition = partition_of_village(reader, village)
    after = partition_corners.delete_corner(partition, x_m, y_m)
    return land_changes(reader, tr("Delete a corner"), after, village=village)


def _with_neighbours(
    reader: FeatureReader,
    changes: Changeset,
    village: FeatureId,
    move: tuple[Corner, Corner],
) -> Changeset:
    """Return changes of a village and the same move of a corner for all that lies around it.

    Land around with an edge through the corner gets the corner first.
    Raises: GeometryError if a neighbour's borders would cross.
    """
    old, new = move
    corners = np.array([old], dtype=np.int64)
    cut = {change.id: change.new for change in changes}
    moved: list[Change] = []
    for item in land_near(reader, outline_of(reader, village), leave_out=_own(reader, village)):
        base = cut.get(item.id, item)
        assert isinstance(base, Township | Village | VillagerGroup | Grid)
        assert base.geometry is not None
        shape = partition_corners.with_corners(base.geometry, corners)
        shape = partition_corners.moved_corner(shape, old, new)
        if not shape.is_valid:
            raise GeometryError(
                tr("The borders of {name} would cross.", name=item.name),
                hint=tr("Set the corner down nearer to where it was."),
            )
        if shape is not base.geometry:
            moved.append(Change(item, replace(base, geometry=shape)))
    known = {change.id for change in moved}
    kept = [change for change in changes if change.id not in known]
    return _checked(reader, Changeset(changes.title, (*kept, *moved)), village)


def _own(reader: FeatureReader, village: FeatureId) -> set[str]:
    return {village, *parts_of(reader, village)}


def _checked(reader: FeatureReader, changes: Changeset, village: FeatureId) -> Changeset:
    """Return changes that spoil no neighbouring village's grids. Raises: GeometryError."""
    new = {change.id: change.new for change in changes}
    neighbours = {item.id for item in new.values() if isinstance(item, Village)} - {village}
    for neighbour in neighbours:
        before = reader.get(neighbour, Village)
        after = new[neighbour]
        shapes = parts_of(reader, neighbour)
        moved = {key: _shape(new.get(FeatureId(key)), shape) for key, shape in shapes.items()}
        rim = _known(before.geometry)
        doubtful_m2 = settle(Partition(rim, shapes))[1]
        if settle(Partition(_shape(after, rim), moved))[1] > doubtful_m2 + _NOISE_M2:
            raise GeometryError(
                tr("The grids of {name} would cross or leave it.", name=before.name),
                hint=tr("Set the corner down nearer to where it was."),
            )
    return changes


def _shape(feature: Feature | None, otherwise: Surface) -> Surface:
    changed = feature is not None and geometry_of(feature)
    return changed if isinstance(changed, Polygon | MultiPolygon) else otherwise


def _known(shape: Surface | None) -> Surface:
    assert shape is not None
    return shape


def _corner(point: tuple[float, float]) -> Corner:
    x_mm, y_mm = to_mm(np.array(point)).tolist()
    return x_mm, y_mm
