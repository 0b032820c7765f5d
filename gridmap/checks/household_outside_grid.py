"""A household that is assigned by hand to a grid in which it does not stand, or needlessly."""

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

RULE = "household_outside_grid"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Households outside their grid")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return households whose grid was set by hand without a reason, or to a grid that is gone.

    One that stands in another grid for a reason is only noted.
    """
    for home in chosen(context, Household, units):
        if home.grid_override is None:
            continue
        found = _message(context, home)
        if found is None:
            continue
        message, severity = found
        yield Problem(
            rule=RULE,
            severity=severity,
            message=message,
            feature_ids=(home.id,),
            where=context.village_of(home),
            bounds_m=bounds_of(home),
        )


def touched(reach: Reach) -> Ids:
    """Households that changed; all that are assigned by hand where a grid changed."""
    if not reach.ids(Grid):
        return reach.homes
    homes = reach.context.reader.all(Household)
    return reach.homes.union(home.id for home in homes if home.grid_override is not None)


def _message(context: Context, home: Household) -> tuple[str, Severity] | None:
    given = context.reader.find(home.grid_override, Grid)
    names = {"household": door_and_head(home), "village": context.village_of(home)}
    if given is None:
        text = tr("Household {household} of {village} is assigned to a grid that is gone.", **names)
        return text, Severity.WARNING
    stands_in = context.reader.find(context.relations.grid_by_position.get(home.id), Grid)
    if stands_in is None or stands_in.id == given.id:
        return None
    names |= {"grid": given.name, "other": stands_in.name, "reason": home.grid_override_reason}
    if not home.grid_override_reason.strip():
        text = tr(
            "Household {household} of {village} is assigned to {grid} but stands in {other}; "
            "no reason is given.",
            **names,
        )
        return text, Severity.WARNING
    text = tr(
        "Household {household} of {village} is assigned to {grid} but stands in {other}: {reason}",
        **names,
    )
    return text, Severity.NOTE
