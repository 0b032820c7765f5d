"""From features to the partition of a village, and from its new state to a Changeset.

A corner that the village's outline gains (where a new border meets it) is also given to everything
else that has the same edge: neighbouring villages, their grids, groups and the township. So what
was joined without a gap stays so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np
import shapely

from gridmap.actions.edits import held
from gridmap.errors import UsageError
from gridmap.geo.partition import Partition, partition_of
from gridmap.geo.partition_corners import Corners, corners_gained, with_corners
from gridmap.geo.partition_edges import Surface
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Grid, Township, Village, VillagerGroup

Part: TypeAlias = Grid | VillagerGroup
Land: TypeAlias = Township | Village | Part

_NEAR_M: Final = 0.01


def outline_of(reader: FeatureReader, village: FeatureId) -> Surface:
    """Return the outline of a village. Raises: UsageError where it is gone or has none."""
    feature = held(reader, village, Village)
    if feature.geometry is None:
        raise UsageError(
            tr("{village} has no outline yet.", village=feature.name),
            hint=tr("Draw the outline of the village first, or import it from a file."),
        )
    return feature.geometry


def partition_of_village(
    reader: FeatureReader, village: FeatureId, kind: type[Part] = Grid
) -> Partition:
    """Return the partition of a village as it is stored: its grids, or its villager groups.

    Raises: UsageError where it has no outline; GeometryError where its grids need repair first.
    """
    return partition_of(outline_of(reader, village), parts_of(reader, village, kind))


def parts_of(
    reader: FeatureReader, village: FeatureId, kind: type[Part] = Grid
) -> dict[str, Surface]:
    """Return the shapes of a village's grids (or groups) by id, those that have one."""
    return {
        part.id: part.geometry
        for part in reader.all(kind)
        if part.village == village and part.geometry is not None
    }


def land_changes(
    reader: FeatureReader,
    title: str,
    after: Partition,
    *,
    village: FeatureId,
    new: Sequence[Part] = (),
    others: Iterable[Change] = (),
) -> Changeset:
    """Return the changeset that brings a village's outline and grids (or groups) into a new state.

    `new` are features whose keys are in the partition; `others` are changes that belong to the same
    act. Features that are stored but not in the partition are left to `others`.
    """
    old_village = reader.get(village, Village)
    held_parts = [reader.find_any(FeatureId(key)) for key in after.grids]
    changes = [
        Change(old, replace(old, geometry=after.grids[old.id]))
        for old in held_parts
        if isinstance(old, Grid | VillagerGroup) and old.geometry is not after.grids[old.id]
    ]
    changes += [Change(None, replace(part, geometry=after.grids[part.id])) for part in new]
    if old_village.geometry is not after.outline:
        changes.append(Change(old_village, replace(old_village, geometry=after.outline)))
        changes += _cut_neighbours(reader, old_village, after)
    return Changeset(title, (*changes, *others))


def land_near(reader: FeatureReader, shape: Surface, *, leave_out: Collection[str]) -> list[Land]:
    """Return townships, villages, groups and grids whose bounding box meets a shape's.

    Without those whose ids are to be left out.
    """
    kinds: tuple[type[Land], ...] = (Township, Village, VillagerGroup, Grid)
    items = [
        item
        for kind in kinds
        for item in reader.all(kind)
        if item.geometry is not None and item.id not in leave_out
    ]
    if not items:
        return []
    boxes = shapely.bounds(np.array([item.geometry for item in items], dtype=object))
    low, high = np.array(shape.buffer(_NEAR_M).bounds).reshape(2, 2)
    meets = (boxes[:, :2] <= high).all(axis=1) & (boxes[:, 2:] >= low).all(axis=1)
    return [items[index] for index in np.flatnonzero(meets).tolist()]


def changed_land(items: Iterable[Land], change: Callable[[Surface], Surface]) -> Iterable[Change]:
    """Return the changes of shapes (all have one) that a rewriting changes and that stay valid."""
    for item in items:
        assert item.geometry is not None
        shape = change(item.geometry)
        if shape is not item.geometry and shape.is_valid:
            yield Change(item, replace(item, geometry=shape))


def _cut_neighbours(
    reader: FeatureReader, old_village: Village, after: Partition
) -> Iterable[Change]:
    """Return the corners that an outline gained as changes of everything else that shares them.

    Parts of the village that the act removes are left alone: they are not in the new state.
    """
    before = outline_of(reader, old_village.id)
    corners = corners_gained(before, after.outline)
    kinds = {type(reader.find_any(FeatureId(key))) for key in after.grids}
    own = {old_village.id, *after.grids}
    kinds_of_part: tuple[type[Part], ...] = (Grid, VillagerGroup)
    parts = {
        item.id
        for kind in kinds_of_part
        if kind in kinds
        for item in reader.all(kind)
        if item.village == old_village.id
    }
    return cut_land(reader, before, corners, leave_out={*own, *parts})


def cut_land(
    reader: FeatureReader, near: Surface, corners: Corners, *, leave_out: Collection[str]
) -> list[Change]:
    """Return the changes that give corners to all land near a shape whose edges run through."""
    if not len(corners):
        return []
    items = land_near(reader, near, leave_out=leave_out)
    return list(changed_land(items, lambda shape: with_corners(shape, corners)))
