"""From features to the partition of a village, and from its new state to a Changeset.

A corner that the village's outline gains (where a new border meets it) is also given to everything
else that has the same edge: neighbouring villages, their grids, groups and the township. So what
was joined without a gap stays so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

import shapely

from gridmap.actions.edits import held
from gridmap.errors import UsageError
from gridmap.geo.partition import Partition, partition_of
from gridmap.geo.partition_corners import cuts_between, with_cuts
from gridmap.geo.partition_edges import Surface
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Grid, Township, Village, VillagerGroup

Land: TypeAlias = Township | Village | VillagerGroup | Grid

_NEAR_M = 0.01


def outline_of(reader: FeatureReader, village: FeatureId) -> Surface:
    """Return the outline of a village. Raises: UsageError where it is gone or has none."""
    feature = held(reader, village, Village)
    if feature.geometry is None:
        raise UsageError(
            tr("{village} has no outline yet.", village=feature.name),
            hint=tr("Draw the outline of the village first, or import it from a file."),
        )
    return feature.geometry


def grids_of(reader: FeatureReader, village: FeatureId) -> dict[str, Surface]:
    """Return the shapes of a village's grids by id."""
    return {
        grid.id: grid.geometry
        for grid in reader.all(Grid)
        if grid.village == village and grid.geometry is not None
    }


def partition_of_village(reader: FeatureReader, village: FeatureId) -> Partition:
    """Return the partition of a village as it is stored.

    Raises: UsageError where it has no outline; GeometryError where its grids need repair first.
    """
    return partition_of(outline_of(reader, village), grids_of(reader, village))


def village_of_grid(reader: FeatureReader, grid: FeatureId) -> FeatureId:
    """Return the village of a grid. Raises: UsageError where the grid is gone."""
    return held(reader, grid, Grid).village


def land_changes(
    reader: FeatureReader,
    title: str,
    after: Partition,
    *,
    village: FeatureId,
    new_grids: Sequence[Grid] = (),
    others: Iterable[Change] = (),
) -> Changeset:
    """Return the changeset that brings a village's outline and grids into a new state.

    `new_grids` are features whose keys are in the partition; `others` are changes that belong to
    the same act. Grids that are stored but not in the partition are removed by `others`.
    """
    old_village = reader.get(village, Village)
    changes = [
        Change(old, replace(old, geometry=after.grids[old.id]))
        for old in reader.all(Grid)
        if old.id in after.grids and old.geometry is not after.grids[old.id]
    ]
    changes += [Change(None, replace(grid, geometry=after.grids[grid.id])) for grid in new_grids]
    if old_village.geometry is not after.outline:
        changes.append(Change(old_village, replace(old_village, geometry=after.outline)))
        changes += _cut_neighbours(reader, old_village, after)
    return Changeset(title, (*changes, *others))


def land_near(reader: FeatureReader, shape: Surface, *, leave_out: FeatureId) -> list[Land]:
    """Return townships, villages, groups and grids whose bounding box meets a shape's.

    Without the village `leave_out` and its grids.
    """
    kinds: tuple[type[Land], ...] = (Township, Village, VillagerGroup, Grid)
    window = shapely.box(*shape.buffer(_NEAR_M).bounds)
    return [
        item
        for kind in kinds
        for item in reader.all(kind)
        if item.geometry is not None
        and item.id != leave_out
        and not (isinstance(item, Grid) and item.village == leave_out)
        and shapely.box(*item.geometry.bounds).intersects(window)
    ]


def changed_land(items: Iterable[Land], change: Callable[[Surface], Surface]) -> Iterable[Change]:
    """Return the changes of shapes that a rewriting changes and that stay valid."""
    for item in items:
        if item.geometry is None:
            continue
        shape = change(item.geometry)
        if shape is not item.geometry and shape.is_valid:
            yield Change(item, replace(item, geometry=shape))


def _cut_neighbours(
    reader: FeatureReader, old_village: Village, after: Partition
) -> Iterable[Change]:
    before = old_village.geometry
    cuts = cuts_between(before, after.outline) if before is not None else {}
    if before is None or not cuts:
        return []
    items = land_near(reader, before, leave_out=old_village.id)
    return list(changed_land(items, lambda shape: with_cuts(shape, cuts)))
