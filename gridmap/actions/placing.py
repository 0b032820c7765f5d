"""Putting households on the map, moving them and taking them off it again.

A household that is placed keeps its number, door, group and village: only where it stands changes.
Every verb takes the day on which it is done, for `located_on`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import shapely
from shapely import LineString, Point

from gridmap.actions.edits import held
from gridmap.errors import UsageError
from gridmap.geo.house_spots import Side, Spot, free_spot, middle_of, spots_along
from gridmap.geo.walking_order import order_along, walking_order
from gridmap.i18n import tr
from gridmap.model.changes import Changeset, edited
from gridmap.model.document import Document, FeatureReader
from gridmap.model.features import ORIGIN_TAG, Area, FeatureId, Household

BUILDING: Final = "building"
DRAWN: Final = "drawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneSpacing:
    """How households stand along a lane: metres from one to the next, from its middle, and where.

    Side "both" sets pairs that face each other, left before right.
    """

    spacing_m: float = 12.0
    offset_m: float = 6.0
    side: Side = "both"


def place_household(
    reader: FeatureReader, household: FeatureId, point: Point, *, on: date
) -> Changeset:
    """Return the changeset that puts one household at a point in metres.

    Raises: UsageError where the household is gone or the project has no plane yet.
    """
    return place_households(reader, {household: (point.x, point.y)}, on=on)


def place_households(
    reader: FeatureReader, spots: Mapping[FeatureId, Spot], *, on: date
) -> Changeset:
    """Return the changeset that puts several households at their spots in metres.

    Raises: UsageError where one is gone or the project has no plane yet.
    """
    require_plane(reader)
    pairs = []
    for household_id, (x_m, y_m) in spots.items():
        old = held(reader, household_id, Household)
        pairs.append((old, drawn_at(old, Point(x_m, y_m), on)))
    if len(pairs) == 1:
        title = tr("Place household {name}", name=name_of(pairs[0][0]))
    else:
        title = tr("Place {count} households", count=len(pairs))
    return edited(title, pairs)


def spot_for(
    point: Spot,
    footprint: Area | None,
    neighbours: Iterable[Household],
    *,
    itself: FeatureId | None = None,
) -> Spot:
    """Return where a household stands that is put at a point: in a building at its middle.

    Where another one stands already it moves to the next spot of a ring about it. `neighbours` are
    the households near by; `itself` is not in its own way.
    """
    shape = footprint.geometry if footprint is not None else None
    taken = [
        (item.geometry.x, item.geometry.y)
        for item in neighbours
        if item.geometry is not None and item.id != itself
    ]
    x_m, y_m = middle_of(shape) if shape is not None else point
    return free_spot(x_m, y_m, taken, footprint=shape)


def move_households(
    reader: FeatureReader, households: Iterable[FeatureId], dx_m: float, dy_m: float, *, on: date
) -> Changeset:
    """Return the changeset that moves households by metres to the east and north.

    Those that are not on the map are passed over. Raises: UsageError where one is gone.
    """
    pairs = []
    for old in (held(reader, household_id, Household) for household_id in households):
        if old.geometry is not None and (dx_m or dy_m):
            point = Point(old.geometry.x + dx_m, old.geometry.y + dy_m)
            pairs.append((old, drawn_at(old, point, on)))
    if len(pairs) == 1:
        return edited(tr("Move household {name}", name=name_of(pairs[0][0])), pairs)
    return edited(tr("Move {count} households", count=len(pairs)), pairs)


def take_off_map(reader: FeatureReader, households: Iterable[FeatureId]) -> Changeset:
    """Return the changeset that takes households off the map; they wait on the roster again.

    Raises: UsageError where one is gone.
    """
    pairs = [
        (old, replace(old, geometry=None, located_by="", accuracy_m=None, located_on=None))
        for old in (held(reader, household_id, Household) for household_id in households)
        if old.geometry is not None
    ]
    if len(pairs) == 1:
        return edited(tr("Take household {name} off the map", name=name_of(pairs[0][0])), pairs)
    return edited(tr("Take {count} households off the map", count=len(pairs)), pairs)


def spots_on_lane(count: int, lane: LineString, spacing: LaneSpacing) -> list[Spot]:
    """Return the spots in metres for at most `count` households along a lane."""
    return spots_along(
        lane,
        count,
        spacing_m=spacing.spacing_m,
        side=spacing.side,
        offset_m=spacing.offset_m,
    )


def place_along_line(
    reader: FeatureReader,
    households: Sequence[FeatureId],
    lane: LineString,
    spacing: LaneSpacing,
    *,
    on: date,
) -> Changeset:
    """Return the changeset that drops households along a lane, in order, as many as it has room.

    Raises: UsageError where one is gone or the project has no plane yet.
    """
    spots = spots_on_lane(len(households), lane, spacing)
    return place_households(reader, dict(zip(households, spots, strict=False)), on=on)


def match_buildings_to_rows(
    reader: FeatureReader,
    buildings: Sequence[FeatureId],
    households: Sequence[FeatureId],
    *,
    start_m: Spot,
    lane: LineString | None = None,
) -> list[tuple[FeatureId, FeatureId]]:
    """Return pairs of building and household: the buildings as one walks past, the rows in order.

    With a lane they come as one passes them along it, from its end nearer to `start_m`; else by a
    short walk that begins at the building nearest `start_m`. What is over on either side stays
    unpaired. Raises: UsageError where a building is gone.
    """
    middles = [_middle(reader, building) for building in buildings]
    if lane is None:
        order = walking_order(middles, start_m=start_m)
    else:
        order = order_along(middles, _from_nearer_end(lane, start_m))
    walked = [buildings[index] for index in order]
    return list(zip(walked, households, strict=False))


def place_in_buildings(
    reader: FeatureReader, pairs: Sequence[tuple[FeatureId, FeatureId]], *, on: date
) -> Changeset:
    """Return the changeset that puts each household into the middle of its building.

    Raises: UsageError where a building or a household is gone.
    """
    spots = {household: _middle(reader, building) for building, household in pairs}
    return place_households(reader, spots, on=on)


def empty_buildings(buildings: Sequence[Area], households: Iterable[Household]) -> list[Area]:
    """Return the buildings in which no household stands, in their order."""
    places = [item.geometry for item in households if item.geometry is not None]
    shapes = [item.geometry for item in buildings]
    if not places or not shapes:
        return list(buildings)
    occupied = set(shapely.STRtree(shapes).query(places, predicate="covered_by")[1].tolist())
    return [item for index, item in enumerate(buildings) if index not in occupied]


def building_at(document: Document, x_m: float, y_m: float) -> Area | None:
    """Return the building whose footprint holds a point in metres."""
    for area in document.in_box(Area, (x_m, y_m, x_m, y_m)):
        shape = area.geometry
        if area.area_kind == BUILDING and shape and shapely.intersects_xy(shape, x_m, y_m):
            return area
    return None


def require_plane(reader: FeatureReader) -> None:
    """Raise UsageError where nothing has decided yet what a metre of the project is."""
    if reader.project.epsg is None:
        raise UsageError(
            tr("The project has no map yet on which a household could stand."),
            hint=tr("Import the villages' outlines or another map file first."),
        )


def drawn_at(household: Household, point: Point, on: date) -> Household:
    """Return a household as it is after somebody has put it at a point by hand."""
    tags = tuple(pair for pair in household.tags if pair[0] != ORIGIN_TAG)
    return replace(
        household, geometry=point, located_by=DRAWN, located_on=on, accuracy_m=None, tags=tags
    )


def name_of(household: Household) -> str:
    """Return what people call a household in a list: door and head, else its number."""
    words = " ".join(part for part in (household.door, household.head) if part)
    return words or household.number


def _middle(reader: FeatureReader, building: FeatureId) -> Spot:
    area = held(reader, building, Area)
    if area.geometry is None:
        raise UsageError(tr("What you wanted to change is no longer there."))
    return middle_of(area.geometry)


def _from_nearer_end(lane: LineString, start_m: Spot) -> LineString:
    first, last = Point(lane.coords[0]), Point(lane.coords[-1])
    here = Point(start_m)
    return lane if here.distance(first) <= here.distance(last) else LineString(lane.coords[::-1])
