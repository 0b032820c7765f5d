"""A grid with too many or too few households for one grid head."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Grid

RULE = "grid_size"
FEWEST = 20
MOST = 300


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Grids with too many or too few households")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return grids with over 300 or under 20 households."""
    for grid in chosen(context, Grid, units):
        count = len(context.relations.households_in_grid.get(grid.id, ()))
        if FEWEST <= count <= MOST:
            continue
        village = context.village_name(grid.village)
        names = {"grid": grid.name, "village": village, "count": count}
        yield Problem(
            rule=RULE,
            severity=Severity.NOTE,
            message=tr("{grid} of {village} has only {count} households.", **names)
            if count < FEWEST
            else tr("{grid} of {village} has {count} households, too many for one grid.", **names),
            feature_ids=(grid.id,),
            where=village,
            bounds_m=bounds_of(grid),
            value=float(count),
        )


def touched(reach: Reach) -> Ids:
    """Grids that changed, or a household of theirs."""
    return reach.grids
