"""Deliberate gaps: what a real office would have missed, so that the checks have something to find.

The rest of the generator keeps everything in order; whatever is wrong in a synthetic township is
put there here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import numpy as np
import shapely
from shapely import Point, Polygon

from gridmap.model.care import visit_interval
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import CareRecord, Duty, FeatureId, Grid, Household, Place, Visit
from gridmap.synth.areas import Areas
from gridmap.synth.care import RESTRICTED
from gridmap.synth.plan import AS_OF

WITHOUT_POSITION: Final = 18
WITHOUT_MEASURE: Final = 4
OVERDUE: Final = 22
REVIEW_LAPSED: Final = 2
WITHOUT_DEPUTY: Final = 5
WITHOUT_CONTACT: Final = 3
TERM_OVER: Final = date(2026, 6, 30)
GAP_RADIUS_M: Final = 95.0


@dataclass(slots=True, kw_only=True)
class Draft:
    """Everything that can get a gap."""

    areas: Areas
    duties: list[Duty]
    households: list[Household]
    places: list[Place]
    records: list[CareRecord]
    visits: list[Visit]


def add_gaps(draft: Draft, rng: np.random.Generator) -> None:
    """Put the gaps of one township into a draft; a county of many townships gets as many as one."""
    _empty_posts(draft, rng)
    _lose_positions(draft, rng)
    _spoil_care(draft, rng)
    _override_grid(draft)
    _cut_grid(draft)
    for index in _some(len(draft.places), WITHOUT_CONTACT, rng):
        draft.places[index] = replace(draft.places[index], contact="", phone="")


def _some(total: int, count: int, rng: np.random.Generator) -> list[int]:
    chosen: list[int] = rng.choice(total, size=min(count, total), replace=False).tolist()
    return sorted(chosen)


def _empty_posts(draft: Draft, rng: np.random.Generator) -> None:
    """Leave one grid without a head, let one head's term end, one group without a head.

    Some have no deputy.
    """
    heads = [index for index, duty in enumerate(draft.duties) if duty.role == "grid_head"]
    empty, over = (heads[index] for index in _some(len(heads), 2, rng))
    draft.duties[empty] = replace(draft.duties[empty], officer=None)
    draft.duties[over] = replace(draft.duties[over], valid_to=TERM_OVER)
    auxiliaries = [index for index, duty in enumerate(draft.duties) if duty.role == "auxiliary"]
    vacant = auxiliaries[int(rng.integers(len(auxiliaries)))]
    draft.duties[vacant] = replace(draft.duties[vacant], officer=None)
    alone = [
        index
        for index, duty in enumerate(draft.duties)
        if duty.role in {"grid_head", "auxiliary", "doctor"} and index not in {empty, over, vacant}
    ]
    for chosen in _some(len(alone), WITHOUT_DEPUTY, rng):
        draft.duties[alone[chosen]] = replace(draft.duties[alone[chosen]], deputy=None)


def _lose_positions(draft: Draft, rng: np.random.Generator) -> None:
    """Leave some households of the roster without a place on the map."""
    cared_for = {record.household for record in draft.records}
    free = [index for index, home in enumerate(draft.households) if home.id not in cared_for]
    for chosen in _some(len(free), WITHOUT_POSITION, rng):
        draft.households[free[chosen]] = replace(
            draft.households[free[chosen]],
            geometry=None,
            located_by="",
            accuracy_m=None,
            located_on=None,
        )


def _spoil_care(draft: Draft, rng: np.random.Generator) -> None:
    """Leave some records without measure, let some visits fall overdue and some reviews lapse."""
    ordinary = [
        index for index, record in enumerate(draft.records) if record.category not in RESTRICTED
    ]
    chosen = [
        ordinary[index]
        for index in _some(len(ordinary), WITHOUT_MEASURE + REVIEW_LAPSED + OVERDUE, rng)
    ]
    order = [chosen[index] for index in rng.permutation(len(chosen))]
    for index in order[:WITHOUT_MEASURE]:
        draft.records[index] = replace(draft.records[index], measures=())
    for index in order[WITHOUT_MEASURE : WITHOUT_MEASURE + REVIEW_LAPSED]:
        draft.records[index] = replace(draft.records[index], review_by=AS_OF - timedelta(days=52))
    late = {
        draft.records[index].id: int(rng.integers(3, 70))
        for index in order[WITHOUT_MEASURE + REVIEW_LAPSED :]
    }
    _fall_behind(draft, late)


def _fall_behind(draft: Draft, late: dict[FeatureId, int]) -> None:
    """Move the visits of records back in time until the next one is that many days late."""
    newest: dict[FeatureId, date] = {}
    for visit in draft.visits:
        if visit.record in late and visit.result != "not_met":
            newest[visit.record] = max(visit.day, newest.get(visit.record, visit.day))
    records = {record.id: record for record in draft.records}
    for index, visit in enumerate(draft.visits):
        if visit.record in late:
            interval = visit_interval(records[visit.record], load_catalogue())
            target = AS_OF - timedelta(days=interval + late[visit.record])
            draft.visits[index] = replace(visit, day=visit.day - (newest[visit.record] - target))


def _override_grid(draft: Draft) -> None:
    """Let one household belong to the other grid of its village, with the reason."""
    by_village: dict[FeatureId, list[Grid]] = {}
    for grid in draft.areas.grids:
        by_village.setdefault(grid.village, []).append(grid)
    first, second = next(grids for grids in by_village.values() if len(grids) == 2)
    assert first.geometry is not None
    assert second.geometry is not None
    near = [
        (first.geometry.distance(household.geometry), index)
        for index, household in enumerate(draft.households)
        if household.geometry is not None
        and household.village == first.village
        and second.geometry.contains(household.geometry)
    ]
    index = min(near)[1]
    draft.households[index] = replace(
        draft.households[index],
        grid_override=first.id,
        grid_override_reason="与第一网格共用院坝，住户要求归第一网格",
    )


def _cut_grid(draft: Draft) -> None:
    """Take a small piece without houses or places out of one grid: land that nobody looks after."""
    located: list[Household | Place] = [*draft.households, *draft.places]
    points = [item.geometry for item in located if item.geometry is not None]
    tree = shapely.STRtree(points)
    for number, grid in enumerate(draft.areas.grids):
        piece = _free_piece(grid, tree)
        if piece is not None and isinstance(grid.geometry, Polygon):
            smaller = replace(grid, geometry=grid.geometry.difference(piece))
            draft.areas = _with_grid(draft.areas, number, smaller)
            return


def _free_piece(grid: Grid, tree: shapely.STRtree) -> Polygon | None:
    if not isinstance(grid.geometry, Polygon):
        return None
    ring: Sequence[tuple[float, ...]] = list(grid.geometry.exterior.coords)
    for spot in ring[:: max(len(ring) // 24, 1)]:
        disc = Point(spot).buffer(GAP_RADIUS_M, quad_segs=5)
        rest = grid.geometry.difference(disc)
        is_clear = not tree.query(disc, predicate="dwithin", distance=8.0).size
        if (
            is_clear
            and isinstance(rest, Polygon)
            and len(rest.interiors) == len(grid.geometry.interiors)
        ):
            return disc
    return None


def _with_grid(areas: Areas, number: int, grid: Grid) -> Areas:
    grids = tuple(grid if index == number else other for index, other in enumerate(areas.grids))
    same = tuple(grid if other.id == grid.id else other for other in areas.grid_of_group)
    return replace(areas, grids=grids, grid_of_group=same)
