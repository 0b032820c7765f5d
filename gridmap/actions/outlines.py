"""Verbs on the outlines of villages and villager groups: draw one, cut to its neighbours."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import shapely

from gridmap.actions.edits import held, required
from gridmap.actions.grid_names import numeral
from gridmap.actions.land import cut_land, land_changes, partition_of_village
from gridmap.errors import UsageError
from gridmap.geo import partition_drawing
from gridmap.geo.partition import Partition, partition_of, without
from gridmap.geo.partition_corners import corners_gained
from gridmap.geo.partition_edges import Surface
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Township, Village, VillagerGroup, new_id

_MARGIN_M: Final = 50.0


def draw_village(
    reader: FeatureReader,
    outline: Surface,
    *,
    name: str = "",
    village: FeatureId | None = None,
    tolerance_m: float = partition_drawing.TOLERANCE_M,
) -> Changeset:
    """Return the changeset that adds a village from a roughly drawn outline in metres.

    It is cut to the villages around it. `village` names one that is there but has no outline yet;
    otherwise a new one with `name` is made.
    Raises: UsageError without a name, for a village that has an outline, or in a project whose
    plane no map has decided yet; GeometryError if the land belongs to other villages already.
    """
    if reader.project.epsg is None:
        raise UsageError(
            tr("The project has no map yet to draw on."),
            hint=tr("Import the villages' outlines or another map file first."),
        )
    old = held(reader, village, Village) if village is not None else None
    if old is not None and old.geometry is not None:
        raise UsageError(
            tr("{village} has an outline already.", village=old.name),
            hint=tr("Move its corners instead."),
        )
    if old is None:
        required(name, tr("A village needs a name."))
    drawn = old or Village(id=new_id(), name=name.strip(), township=_only_township(reader))
    before = _villages_around(reader, outline)
    after = partition_drawing.insert_grid(before, drawn.id, outline, tolerance_m=tolerance_m)
    changes = [Change(old, replace(drawn, geometry=after.grids[drawn.id]))]
    for key in before.grids:
        neighbour = reader.get(FeatureId(key), Village)
        if neighbour.geometry is not after.grids[key]:
            changes.append(Change(neighbour, replace(neighbour, geometry=after.grids[key])))
    gained = [corners_gained(shape, after.grids[key]) for key, shape in before.grids.items()]
    corners = np.concatenate([*gained, np.empty((0, 2), dtype=np.int64)])
    changes += cut_land(reader, before.outline, corners, leave_out=after.grids)
    return Changeset(tr("Draw village {name}", name=drawn.name), tuple(changes))


def draw_group(
    reader: FeatureReader,
    village: FeatureId,
    outline: Surface,
    *,
    group: FeatureId | None = None,
    take: bool = False,
    tolerance_m: float = partition_drawing.TOLERANCE_M,
) -> Changeset:
    """Return the changeset that draws the outline of a villager group in metres.

    It is cut to the village and to the other groups. `group` names one that is there already;
    otherwise a new one with the next number is made.
    Raises: UsageError for a village without outline; GeometryError if no land is left for it.
    """
    partition = partition_of_village(reader, village, VillagerGroup)
    old = held(reader, group, VillagerGroup) if group is not None else None
    drawn = old or _next_group(reader, village)
    after = partition_drawing.insert_grid(
        without(partition, drawn.id), drawn.id, outline, take=take, tolerance_m=tolerance_m
    )
    return land_changes(
        reader,
        tr("Draw group {name}", name=drawn.name),
        after,
        village=village,
        new=[drawn] if old is None else [],
    )


def _next_group(reader: FeatureReader, village: FeatureId) -> VillagerGroup:
    numbers = [item.number for item in reader.all(VillagerGroup) if item.village == village]
    number = max(numbers, default=0) + 1
    return VillagerGroup(id=new_id(), name=f"{numeral(number)}组", village=village, number=number)


def _villages_around(reader: FeatureReader, outline: Surface) -> Partition:
    """Return the villages near an outline, as parts of a piece of ground that holds them all."""
    reach = shapely.box(*outline.bounds)
    near: dict[str, Surface] = {
        item.id: item.geometry
        for item in reader.all(Village)
        if item.geometry is not None and shapely.box(*item.geometry.bounds).intersects(reach)
    }
    bounds = shapely.total_bounds([outline, *near.values()])
    return partition_of(shapely.box(*bounds).buffer(_MARGIN_M, join_style="mitre"), near)


def _only_township(reader: FeatureReader) -> FeatureId | None:
    townships = list(reader.all(Township))
    return townships[0].id if len(townships) == 1 else None
