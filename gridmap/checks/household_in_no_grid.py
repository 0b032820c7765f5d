"""A household on the map that lies in no grid."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import (
    Context,
    Problem,
    Severity,
    Units,
    bounds_of,
    chosen,
    door_and_head,
)
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Grid, Household

RULE = "household_in_no_grid"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Households in no grid")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return households with a position that no grid holds and that were given to none."""
    if not context.reader.count(Grid):
        return
    for home in chosen(context, Household, units):
        if home.geometry is None or context.relations.grid_of.get(home.id) is not None:
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


def touched(reach: Reach) -> Ids:
    """Households that changed or moved; all of them where the first grid came or the last went."""
    drawn = reach.ids(Grid)
    if drawn and reach.context.reader.count(Grid) <= len(drawn):
        return reach.all(Household) | reach.homes
    return reach.homes
