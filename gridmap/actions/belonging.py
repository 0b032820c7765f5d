"""What holds for several households at once: group, grid by override, state; and new ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

import shapely
from shapely import Point

from gridmap.actions.edits import held, required
from gridmap.actions.placing import DRAWN, name_of, require_plane
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset, added, edited
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    STATUSES,
    FeatureId,
    Grid,
    Household,
    Village,
    VillagerGroup,
    new_id,
)
from gridmap.model.roster import next_number

A = TypeVar("A", VillagerGroup, Village)

LONGEST_REASON: Final = 100


def new_household(
    reader: FeatureReader,
    point: Point,
    *,
    on: date,
    door: str = "",
    beside: Household | None = None,
) -> Changeset:
    """Return the changeset that adds a household at a point in metres, with a door if it has one.

    Village and group are those whose area holds the point; a group that is drawn nowhere is taken
    from the neighbour `beside`. The number is the next free one, no other household is changed.
    Raises: UsageError where the project has no plane yet.
    """
    require_plane(reader)
    group = _area_at(reader, VillagerGroup, point)
    village = reader.find(group.village, Village) if group is not None else None
    village = village or _area_at(reader, Village, point)
    if group is None and beside is not None:
        group = _group_of_neighbour(reader, beside, village)
    household = Household(
        id=new_id(),
        village=village.id if village is not None else None,
        group=group.id if group is not None else None,
        number=next_number(reader, village=village, group=group),
        door=door,
        located_by=DRAWN,
        located_on=on,
        geometry=point,
    )
    return added(tr("New household {number}", number=door or household.number), [household])


def set_status(reader: FeatureReader, households: Iterable[FeatureId], status: str) -> Changeset:
    """Return the changeset that gives households a state: occupied, seasonal, vacant or ruin.

    Raises: UsageError for another state or a household that is gone.
    """
    if status not in STATUSES:
        raise UsageError(tr("“{text}” is not a state of living.", text=status))
    olds = _held(reader, households)
    title = tr("Set the state of {names}", names=_names(olds))
    return edited(title, [(old, replace(old, status=status)) for old in olds])


def move_to_group(
    reader: FeatureReader, households: Iterable[FeatureId], group: FeatureId
) -> Changeset:
    """Return the changeset that moves households to a villager group, and to its village.

    Numbers and doors stay. Raises: UsageError where the group or a household is gone.
    """
    goal = held(reader, group, VillagerGroup)
    olds = _held(reader, households)
    title = tr("Move {names} to {group}", names=_names(olds), group=goal.name)
    return edited(title, [(old, replace(old, group=goal.id, village=goal.village)) for old in olds])


def override_grid(
    reader: FeatureReader, households: Iterable[FeatureId], grid: FeatureId, *, reason: str
) -> Changeset:
    """Return the changeset that gives households to a grid in which they do not stand.

    Raises: UsageError without a reason, with a long one, or where something is gone.
    """
    required(reason, tr("Say why these households belong to a grid in which they do not stand."))
    words = reason.strip()
    if len(words) > LONGEST_REASON:
        raise UsageError(
            tr("The text has {count} characters.", count=len(words)),
            hint=tr("At most {most} fit.", most=LONGEST_REASON),
        )
    goal = held(reader, grid, Grid)
    olds = _held(reader, households)
    title = tr("Assign {names} to {grid}", names=_names(olds), grid=goal.name)
    return edited(
        title,
        [(old, replace(old, grid_override=goal.id, grid_override_reason=words)) for old in olds],
    )


def clear_override(reader: FeatureReader, households: Iterable[FeatureId]) -> Changeset:
    """Return the changeset that lets the position decide the grid of households again.

    Raises: UsageError where a household is gone.
    """
    olds = _held(reader, households)
    title = tr("Let the position decide the grid of {names}", names=_names(olds))
    return edited(
        title, [(old, replace(old, grid_override=None, grid_override_reason="")) for old in olds]
    )


def _held(reader: FeatureReader, households: Iterable[FeatureId]) -> list[Household]:
    return [held(reader, household_id, Household) for household_id in households]


def _names(households: list[Household]) -> str:
    if len(households) == 1:
        return name_of(households[0]) or tr("a household")
    return tr("{count} households", count=len(households))


def _group_of_neighbour(
    reader: FeatureReader, beside: Household, village: Village | None
) -> VillagerGroup | None:
    """Return the neighbour's group where it has no area that could say no, in this village."""
    group = reader.find(beside.group, VillagerGroup) if beside.group is not None else None
    if group is None or group.geometry is not None or village is None:
        return None
    return group if group.village == village.id else None


def _area_at(reader: FeatureReader, kind: type[A], point: Point) -> A | None:
    """Return the first area of a kind that covers a point."""
    areas = [area for area in reader.all(kind) if area.geometry is not None]
    if not areas:
        return None
    inside = shapely.covers([area.geometry for area in areas], point)
    return next((area for area, is_inside in zip(areas, inside, strict=True) if is_inside), None)
