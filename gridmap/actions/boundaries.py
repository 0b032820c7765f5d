"""Verbs on the borders of grids: reshape a piece, move, insert and delete a corner."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from shapely import LineString, MultiPolygon, Polygon

from gridmap.actions.land import (
    Part,
    land_changes,
    land_near,
    outline_of,
    partition_of_village,
    parts_of,
)
from gridmap.errors import GeometryError
from gridmap.geo import partition_corners, partition_drawing, partition_reshape
from gridmap.geo.partition import Partition, settle
from gridmap.geo.partition_corners import Corner
from gridmap.geo.partition_edges import Surface, to_mm
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset, edited
from gridmap.model.document import FeatureReader, Trial
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
    kinds: Sequence[type[Part]] = (Grid,),
) -> Changeset:
    """Return the changeset that moves a corner for all grids (or groups) of a village that have it.

    The village's outline keeps its corner unless `with_outline` (`move_outline_vertex`). Points are
    in metres. Raises: GeometryError if there is no such corner or borders would cross.
    """
    if with_outline and partition_corners.has_corner(outline_of(reader, village), _corner(start)):
        return move_outline_vertex(reader, village, start, end)
    return _for_kinds(
        reader,
        village,
        kinds,
        lambda partition: partition_corners.move_corner(partition, start, end),
        tr("Move a corner"),
    )


def move_outline_vertex(
    reader: FeatureReader,
    village: FeatureId,
    start: tuple[float, float],
    end: tuple[float, float],
) -> Changeset:
    """Return the changeset that moves a corner of a village's outline for all who have it.

    Grids and groups of the village, neighbouring villages with theirs, and the township follow.
    Where a grid's border is in the way the grid is cut to the new outline, and the title says so;
    land that the village gains is in no grid.
    Raises: GeometryError where an outline would cross itself or a neighbour's border.
    """
    name = reader.get(village, Village).name
    title = tr("Move the border of {village}", village=name)
    partition = partition_of_village(reader, village)
    try:
        after = partition_corners.move_corner(partition, start, end, with_outline=True)
        changes = land_changes(reader, title, after, village=village)
        leave_out: set[str] = _own(reader, village)
    except GeometryError:
        changes = _cut_to_outline(reader, village, start, end)
        leave_out = {village, *parts_of(reader, village), *parts_of(reader, village, VillagerGroup)}
    old, new = _corner(start), _corner(end)
    return _with_neighbours(
        reader,
        changes,
        village,
        lambda shape: partition_corners.moved_corner(_with_corner(shape, old), old, new),
        leave_out=leave_out,
    )


def insert_vertex(
    reader: FeatureReader,
    village: FeatureId,
    x_m: float,
    y_m: float,
    *,
    tolerance_m: float,
    kinds: Sequence[type[Part]] = (Grid,),
) -> Changeset:
    """Return the changeset that adds a corner to the border nearest to a point.

    Raises: GeometryError if no border lies within the tolerance.
    """
    return _for_kinds(
        reader,
        village,
        kinds,
        lambda partition: partition_corners.insert_corner(
            partition, x_m, y_m, tolerance_m=tolerance_m
        ),
        tr("Insert a corner"),
    )


def delete_vertex(
    reader: FeatureReader,
    village: FeatureId,
    x_m: float,
    y_m: float,
    *,
    kinds: Sequence[type[Part]] = (Grid,),
    with_outline: bool = False,
) -> Changeset:
    """Return the changeset that deletes a corner for all grids (or groups) of a village with it.

    A corner of the village's outline goes only `with_outline`, and then for all around it too.
    Raises: GeometryError where borders meet in it, or where the village's outline has it.
    """
    changes = _for_kinds(
        reader,
        village,
        kinds if not with_outline else (Grid,),
        lambda partition: partition_corners.delete_corner(
            partition, x_m, y_m, with_outline=with_outline
        ),
        tr("Delete a corner"),
    )
    if not with_outline:
        return changes
    corner = _corner((x_m, y_m))
    return _with_neighbours(
        reader,
        changes,
        village,
        lambda shape: partition_corners.deleted_corner(shape, corner),
        leave_out={village, *changes.ids()},
    )


def _for_kinds(
    reader: FeatureReader,
    village: FeatureId,
    kinds: Sequence[type[Part]],
    operate: Callable[[Partition], Partition],
    title: str,
) -> Changeset:
    """Return one changeset of an operation on a village's grids, groups or both."""
    trial = Trial(reader)
    for kind in kinds:
        after = operate(partition_of_village(trial, village, kind))
        trial.apply(land_changes(trial, title, after, village=village))
    return trial.changes(title)


def _cut_to_outline(
    reader: FeatureReader,
    village: FeatureId,
    start: tuple[float, float],
    end: tuple[float, float],
) -> Changeset:
    """Return the changeset that moves a corner of the outline alone and cuts what lies beyond it.

    Raises: GeometryError where the outline would cross itself or a grid would lose all its land.
    """
    feature = reader.get(village, Village)
    outline = partition_corners.moved_corner(
        outline_of(reader, village), _corner(start), _corner(end)
    )
    if not outline.is_valid:
        raise GeometryError(
            tr("The borders of {name} would cross.", name=feature.name),
            hint=tr("Set the corner down nearer to where it was."),
        )
    trial = Trial(reader)
    trial.apply(edited("", [(feature, replace(feature, geometry=outline))]))
    cut: list[str] = []
    kinds: tuple[type[Part], ...] = (Grid, VillagerGroup)
    for kind in kinds:
        parts = parts_of(trial, village, kind)
        after = settle(Partition(outline_of(trial, village), parts))[0]
        trial.apply(land_changes(trial, "", after, village=village))
        cut += [
            reader.get(FeatureId(key), kind).name
            for key, shape in parts.items()
            if shape.area - after.grids[key].area > _NOISE_M2
        ]
    title = tr(
        "Move the border of {village}; cut to it: {names}",
        village=feature.name,
        names=tr(", ").join(cut) or "–",
    )
    return trial.changes(title)


def _with_corner(shape: Surface, corner: Corner) -> Surface:
    """Return land whose edge runs through a corner with this corner."""
    return partition_corners.with_corners(shape, np.array([corner], dtype=np.int64))


def _with_neighbours(
    reader: FeatureReader,
    changes: Changeset,
    village: FeatureId,
    rewrite: Callable[[Surface], Surface],
    *,
    leave_out: Collection[str],
) -> Changeset:
    """Return changes of a village and the same rewriting of the land that lies around it.

    Raises: GeometryError if a neighbour's borders would cross.
    """
    cut = {change.id: change.new for change in changes}
    moved: list[Change] = []
    for item in land_near(reader, outline_of(reader, village), leave_out=leave_out):
        base = cut.get(item.id, item)
        assert isinstance(base, Township | Village | VillagerGroup | Grid)
        assert base.geometry is not None
        shape = rewrite(base.geometry)
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
