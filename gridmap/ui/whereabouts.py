"""Where things are: the box in metres to show when somebody asks for a feature. No Qt."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.model.changes import Bounds
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Officer,
    Village,
    VillagerGroup,
    geometry_of,
)
from gridmap.model.relations import Relations

_AROUND_A_POINT_M = 60.0


def bounds_of(
    reader: FeatureReader, relations: Relations, ids: Iterable[FeatureId]
) -> Bounds | None:
    """Return the box in metres around features, None where none of them has a place.

    A point gets some country around it; a village, group or grid without an outline gets the box of
    its households; an officer the box of the scopes of the duties.
    """
    boxes = [
        box
        for feature_id in ids
        if (feature := reader.find_any(feature_id)) is not None
        and (box := _bounds(reader, relations, feature)) is not None
    ]
    return union(boxes)


def union(boxes: Iterable[Bounds]) -> Bounds | None:
    """Return the box around boxes, None where there are none."""
    known = list(boxes)
    if not known:
        return None
    low_x, low_y, high_x, high_y = zip(*known, strict=True)
    return min(low_x), min(low_y), max(high_x), max(high_y)


def _bounds(reader: FeatureReader, relations: Relations, feature: Feature) -> Bounds | None:
    geometry = geometry_of(feature)
    if geometry is not None and not geometry.is_empty:
        low_x, low_y, high_x, high_y = geometry.bounds
        if low_x == high_x and low_y == high_y:
            around = _AROUND_A_POINT_M
            return low_x - around, low_y - around, high_x + around, high_y + around
        return low_x, low_y, high_x, high_y
    return union(
        box
        for member in _members(reader, relations, feature)
        if (box := _bounds(reader, relations, member)) is not None
    )


def _members(reader: FeatureReader, relations: Relations, feature: Feature) -> list[Feature]:
    if isinstance(feature, Village):
        return list(relations.households_in_village.get(feature.id, ()))
    if isinstance(feature, VillagerGroup):
        return list(relations.households_in_group.get(feature.id, ()))
    if isinstance(feature, Grid):
        return list(relations.households_in_grid.get(feature.id, ()))
    if isinstance(feature, CareRecord):
        household = reader.find(feature.household, Household)
        return [household] if household is not None else []
    if isinstance(feature, Officer):
        scopes = [duty.scope for duty in reader.all(Duty) if duty.officer == feature.id]
        found = [reader.find_any(scope) for scope in scopes]
        return [scope for scope in found if scope is not None and not isinstance(scope, Officer)]
    return []


def with_room(bounds_m: Bounds) -> Bounds:
    """Return a box with at least 40 m of country around it."""
    low_x, low_y, high_x, high_y = bounds_m
    return low_x - 40.0, low_y - 40.0, high_x + 40.0, high_y + 40.0
