"""Verbs on grids."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from shapely import LineString

from gridmap.actions.edits import edit_fields, held, required
from gridmap.actions.grid_names import free_names
from gridmap.actions.land import land_changes, outline_of, partition_of_village, parts_of
from gridmap.errors import UsageError
from gridmap.geo import partition_drawing, partition_repair
from gridmap.geo.partition import Partition, without
from gridmap.geo.partition_edges import Surface
from gridmap.geo.partition_repair import Repair
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import Duty, FeatureId, Grid, Household, Village, new_id

EDITABLE: Final = frozenset({"name", "code"})
_CODE: Final = re.compile(r"[0-9A-Za-z\-]*")


def edit_grid(reader: FeatureReader, grid: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives a grid another name or code.

    Raises: UsageError for an empty name, or a code of wrong shape or that another grid has.
    """
    old = held(reader, grid, Grid)
    if "name" in fields:
        required(fields["name"], tr("A grid needs a name."))
    code = str(fields.get("code", "")).strip()
    if not _CODE.fullmatch(code):
        raise UsageError(
            tr("“{code}” is not a grid code.", code=code),
            hint=tr("A grid code has digits, letters and dashes only."),
        )
    for other in reader.all(Grid):
        if code and other.code == code and other.id != grid:
            raise UsageError(
                tr("The code {code} belongs to {name} already.", code=code, name=other.name),
                hint=tr("Choose a code that no other grid has."),
            )
    title = tr("Edit grid {name}", name=old.name)
    return edit_fields(old, fields, allowed=EDITABLE, title=title)


def draw_grid(
    reader: FeatureReader,
    village: FeatureId,
    outline: Surface,
    *,
    name: str = "",
    take: bool = False,
    tolerance_m: float = partition_drawing.TOLERANCE_M,
) -> Changeset:
    """Return the changeset that adds a grid from a roughly drawn outline in metres.

    It is cut to the village and to the other grids (with `take` it takes their land), and gets the
    next free name and code where `name` is empty.
    Raises: UsageError for a village without outline; GeometryError if no land is left for it.
    """
    partition = partition_of_village(reader, village)
    free_name, code = next(free_names(reader, village))
    grid = Grid(id=new_id(), name=name.strip() or free_name, village=village, code=code)
    after = partition_drawing.insert_grid(
        partition, grid.id, outline, take=take, tolerance_m=tolerance_m
    )
    title = tr("Draw grid {name}", name=grid.name)
    return land_changes(reader, title, after, village=village, new=[grid])


def outline_grid(
    reader: FeatureReader,
    grid: FeatureId,
    outline: Surface,
    *,
    take: bool = False,
    tolerance_m: float = partition_drawing.TOLERANCE_M,
) -> Changeset:
    """Return the changeset that draws the outline of a grid that is there already, or a new one.

    Raises: as `draw_grid`.
    """
    old = held(reader, grid, Grid)
    partition = without(partition_of_village(reader, old.village), old.id)
    after = partition_drawing.insert_grid(
        partition, old.id, outline, take=take, tolerance_m=tolerance_m
    )
    return land_changes(reader, tr("Draw grid {name}", name=old.name), after, village=old.village)


def split_grid(
    reader: FeatureReader,
    grid: FeatureId,
    line: LineString,
    *,
    tolerance_m: float = partition_drawing.TOLERANCE_M,
) -> Changeset:
    """Return the changeset that cuts a grid along a line.

    The largest part stays the old grid, with its officers; the others become new grids. Households
    fall to the part that holds them, also those assigned to the grid by hand that stand in it.
    Raises: GeometryError where the line does not cut the grid in two.
    """
    old = held(reader, grid, Grid)
    partition = partition_of_village(reader, old.village)
    if old.id not in partition.grids:
        raise _without_outline(old)
    names = free_names(reader, old.village)
    made: list[Grid] = []

    def new_key() -> str:
        name, code = next(names)
        made.append(Grid(id=new_id(), name=name, village=old.village, code=code))
        return made[-1].id

    after = partition_drawing.split_grid(
        partition, old.id, line, new_key=new_key, tolerance_m=tolerance_m
    )
    title, followers = tr("Split grid {name}", name=old.name), _followers(reader, old, after, made)
    return land_changes(reader, title, after, village=old.village, new=made, others=followers)


def _followers(
    reader: FeatureReader, old: Grid, after: Partition, made: Iterable[Grid]
) -> list[Change]:
    """Return households assigned to a grid by hand as they follow to the parts they stand in."""
    return [
        Change(item, replace(item, grid_override=grid.id))
        for item in _overridden(reader, [old.id])
        for grid in made
        if item.geometry is not None and after.grids[grid.id].contains(item.geometry)
    ]


def merge_grids(
    reader: FeatureReader, grids: Collection[FeatureId], *, keep: FeatureId
) -> Changeset:
    """Return the changeset that joins grids of one village into `keep`, whose officers stay.

    Duties of the others end with them; households assigned to them by hand follow.
    Raises: UsageError for grids of different villages; GeometryError if they do not share borders.
    """
    members = [held(reader, grid, Grid) for grid in dict.fromkeys(grids)]
    kept = held(reader, keep, Grid)
    if kept not in members or {member.village for member in members} != {kept.village}:
        raise UsageError(
            tr("Only grids of one village can be merged."),
            hint=tr("Choose grids of the same village."),
        )
    partition = partition_of_village(reader, kept.village)
    for member in members:
        if member.id not in partition.grids:
            raise _without_outline(member)
    after = partition_drawing.merge_grids(
        partition, [member.id for member in members], keep=kept.id
    )
    gone = [member for member in members if member.id != kept.id]
    followers = [
        Change(item, replace(item, grid_override=kept.id))
        for item in _overridden(reader, [member.id for member in gone])
    ]
    title = tr("Merge {count} grids into {name}", count=len(members), name=kept.name)
    return land_changes(
        reader, title, after, village=kept.village, others=[*followers, *_ended(reader, gone)]
    )


def remove_grid(reader: FeatureReader, grid: FeatureId) -> Changeset:
    """Return the changeset that removes a grid; its land is then in no grid.

    Its duties go with it, and households assigned to it by hand are assigned by position again.
    """
    old = held(reader, grid, Grid)
    released = [
        Change(item, replace(item, grid_override=None, grid_override_reason=""))
        for item in _overridden(reader, [old.id])
    ]
    return Changeset(tr("Remove grid {name}", name=old.name), (*released, *_ended(reader, [old])))


def fill_gap(
    reader: FeatureReader,
    village: FeatureId,
    x_m: float,
    y_m: float,
    *,
    into: FeatureId | None = None,
) -> Changeset:
    """Return the changeset that gives the land in no grid at a point to a grid.

    That is `into`, else the grid with the longest common border.
    Raises: GeometryError if there is no such land or no grid beside it.
    """
    partition = partition_of_village(reader, village)
    after = partition_drawing.fill_gap(partition, x_m, y_m, into=into)
    name = next(
        reader.get(FeatureId(key), Grid).name
        for key, shape in after.grids.items()
        if shape is not partition.grids[key] and shape.area > partition.grids[key].area
    )
    return land_changes(reader, tr("Fill a gap with {name}", name=name), after, village=village)


def repair_grids(
    reader: FeatureReader,
    village: FeatureId,
    *,
    tolerance_m: float = partition_repair.TOLERANCE_M,
) -> tuple[Changeset, Repair]:
    """Return the changeset that makes imported grids of a village fit, and what it moves.

    Show the list before the changeset is applied. The village's outline stays as it is.
    Raises: UsageError for a village without outline; GeometryError if a grid has no land of its
    own.
    """
    name = held(reader, village, Village).name
    outline = outline_of(reader, village)
    found = partition_repair.repair(outline, parts_of(reader, village), tolerance_m=tolerance_m)
    title = tr("Repair the grids of {village}", village=name)
    return land_changes(reader, title, found.partition, village=village), found


def _ended(reader: FeatureReader, grids: Iterable[Grid]) -> list[Change]:
    """Return the removal of grids and of the duties held for them."""
    gone = {grid.id: grid for grid in grids}
    duties = [Change(duty, None) for duty in reader.all(Duty) if duty.scope in gone]
    return [*duties, *(Change(grid, None) for grid in gone.values())]


def _overridden(reader: FeatureReader, grids: Iterable[FeatureId]) -> list[Household]:
    wanted = frozenset(grids)
    given = (item for item in reader.all(Household) if item.grid_override is not None)
    return [item for item in given if item.grid_override in wanted]


def _without_outline(grid: Grid) -> UsageError:
    return UsageError(
        tr("{grid} has no outline on the map yet.", grid=grid.name),
        hint=tr("Draw it first."),
    )
