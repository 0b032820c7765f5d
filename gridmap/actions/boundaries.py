"""Verbs on the borders of grids: reshape a piece, move, insert and delete a corner."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from shapely import LineString

from gridmap.actions.land import (
    changed_land,
    land_changes,
    land_near,
    outline_of,
    partition_of_village,
    parts_of,
)
from gridmap.geo import partition_corners, partition_drawing, partition_reshape
from gridmap.geo.partition_corners import Corner
from gridmap.geo.partition_edges import to_mm
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId


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
    old, new = _corner(start), _corner(end)
    others = _around(reader, village, old, new) if after.outline is not partition.outline else ()
    title = tr("Move a corner")
    return _merged(land_changes(reader, title, after, village=village), others)


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


def _around(
    reader: FeatureReader,
    village: FeatureId,
    old: Corner,
    new: Corner,
) -> list[Change]:
    """Return the same move of a corner for what lies around a village and has it too."""
    own = {village, *parts_of(reader, village)}
    items = land_near(reader, outline_of(reader, village), leave_out=own)
    return list(changed_land(items, lambda shape: partition_corners.moved_corner(shape, old, new)))


def _merged(changeset: Changeset, others: Iterable[Change]) -> Changeset:
    """Return a changeset with changes of other features; those it has already win."""
    known = changeset.ids()
    fresh = tuple(change for change in others if change.id not in known)
    return Changeset(changeset.title, (*changeset.changes, *fresh))


def _corner(point: tuple[float, float]) -> Corner:
    x_mm, y_mm = to_mm(np.array(point)).tolist()
    return x_mm, y_mm
