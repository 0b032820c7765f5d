"""A grid with too many or too few households for one grid head."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, bounds_of
from gridmap.i18n import tr
from gridmap.model.features import Grid

RULE = "grid_size"
FEWEST = 20
MOST = 300


def find(context: Context) -> Iterable[Problem]:
    """Return grids with over 300 or under 20 households."""
    for grid in context.reader.all(Grid):
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
