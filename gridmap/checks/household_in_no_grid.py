"""A household on the map that lies in no grid."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, bounds_of, door_and_head
from gridmap.i18n import tr
from gridmap.model.features import Grid

RULE = "household_in_no_grid"


def find(context: Context) -> Iterable[Problem]:
    """Return households with a position that no grid holds and that were given to none."""
    if not context.reader.count(Grid):
        return
    for home in context.relations.households_in_grid.get(None, ()):
        if home.geometry is None:
            continue
        village = context.village_of(home)
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr(
                "Household {household} of {village} lies in no grid.",
                household=door_and_head(home),
                village=village,
            ),
            feature_ids=(home.id,),
            where=village,
            bounds_m=bounds_of(home),
        )
