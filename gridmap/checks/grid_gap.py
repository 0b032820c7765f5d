"""Land of a village that lies in no grid."""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from shapely import Polygon

from gridmap.checks.problem import Context, Problem, Severity
from gridmap.i18n import tr
from gridmap.model.features import Village

RULE = "grid_gap"
LEAST_M2 = 1.0


def find(context: Context) -> Iterable[Problem]:
    """Return for villages with grids the pieces of land over 1 m2 that none holds."""
    for village in context.reader.all(Village):
        grids = context.relations.grids_in_village.get(village.id, ())
        shapes = [grid.geometry for grid in grids if grid.geometry is not None]
        if village.geometry is None or not shapes:
            continue
        covered = shapely.union_all([shapely.make_valid(shape) for shape in shapes])
        rest = shapely.make_valid(village.geometry).difference(covered)
        for piece in shapely.get_parts(rest):
            if isinstance(piece, Polygon) and piece.area > LEAST_M2:
                yield _problem(village, piece)


def _problem(village: Village, piece: Polygon) -> Problem:
    return Problem(
        rule=RULE,
        severity=Severity.WARNING,
        message=tr(
            "{area} m² of {village} lie in no grid.",
            area=f"{piece.area:,.0f}",
            village=village.name,
        ),
        feature_ids=(village.id,),
        where=village.name,
        bounds_m=piece.bounds,
        value=float(piece.area),
    )
