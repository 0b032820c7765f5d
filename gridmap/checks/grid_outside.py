"""A grid that reaches beyond its village."""

from __future__ import annotations

from collections.abc import Iterable

import shapely

from gridmap.checks.problem import Context, Problem, Severity, Units, chosen, sound
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Grid, Village

RULE = "grid_outside"
LEAST_M2 = 1.0


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Grids that reach beyond their village")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return grids of which more than 1 m2 lies outside their village, with the area."""
    for grid in chosen(context, Grid, units):
        village = context.reader.find(grid.village, Village)
        if village is None or village.geometry is None or grid.geometry is None:
            continue
        if shapely.covers(village.geometry, grid.geometry):
            continue
        outline, shape = sound([village.geometry, grid.geometry])
        rest = shape.difference(outline)
        if rest.area <= LEAST_M2:
            continue
        yield Problem(
            rule=RULE,
            severity=Severity.ERROR,
            message=tr(
                "{area} m² of {grid} lie outside {village}.",
                area=f"{rest.area:,.0f}",
                grid=grid.name,
                village=village.name,
            ),
            feature_ids=(grid.id,),
            where=village.name,
            bounds_m=rest.bounds,
            value=float(rest.area),
        )


def touched(reach: Reach) -> Ids:
    """Grids that changed, or whose village did."""
    return reach.grid_land
