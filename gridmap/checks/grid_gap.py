"""Land of a village that lies in no grid."""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from shapely import Polygon

from gridmap.checks.problem import Context, Problem, Severity, Units, chosen, sound
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Village

RULE = "grid_gap"
LEAST_M2 = 10.0
LEAST_WIDTH_M = 1.0


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Land in no grid")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return for each village with grids the land that none holds, all pieces in one problem.

    Pieces under 10 m2 or narrower than a metre are what drawing leaves and are not counted.
    """
    for village in chosen(context, Village, units):
        grids = context.relations.grids_in_village.get(village.id, ())
        shapes = [grid.geometry for grid in grids if grid.geometry is not None]
        if village.geometry is None or not shapes:
            continue
        outline, *parts = sound([village.geometry, *shapes])
        rest = outline.difference(shapely.union_all(parts))
        pieces = [
            piece
            for piece in shapely.get_parts(rest)
            if isinstance(piece, Polygon) and _is_of_note(piece)
        ]
        if pieces:
            yield _problem(village, pieces)


def touched(reach: Reach) -> Ids:
    """Villages that changed, or a grid of theirs."""
    return reach.village_land


def _is_of_note(piece: Polygon) -> bool:
    if piece.area < LEAST_M2:
        return False
    return not shapely.is_empty(shapely.buffer(piece, -LEAST_WIDTH_M / 2.0))


def _problem(village: Village, pieces: list[Polygon]) -> Problem:
    area_m2 = sum(piece.area for piece in pieces)
    left, bottom, right, top = shapely.total_bounds(pieces).tolist()
    return Problem(
        rule=RULE,
        severity=Severity.WARNING,
        message=tr(
            "{area} m² of {village} lie in no grid, in {count} pieces.",
            area=f"{area_m2:,.0f}",
            village=village.name,
            count=len(pieces),
        ),
        feature_ids=(village.id,),
        where=village.name,
        bounds_m=(left, bottom, right, top),
        value=float(area_m2),
    )
