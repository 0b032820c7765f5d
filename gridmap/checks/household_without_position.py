"""A household of the roster that is not on the map yet."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, chosen, door_and_head
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Household
from gridmap.model.relations import has_position

RULE = "household_without_position"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Households not on the map yet")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return households without a position."""
    for home in chosen(context, Household, units):
        if has_position(home):
            continue
        village = context.village_of(home)
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr(
                "Household {household} of {village} has no position on the map.",
                household=door_and_head(home),
                village=village,
            ),
            feature_ids=(home.id,),
            where=village,
        )


def touched(reach: Reach) -> Ids:
    """Households that changed."""
    return reach.homes
