"""A village whose outline is not known."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Village

RULE = "village_without_outline"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Villages without an outline")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return villages without an outline."""
    for village in chosen(context, Village, units):
        if village.geometry is not None:
            continue
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr("{village} has no outline.", village=village.name),
            feature_ids=(village.id,),
            where=village.name,
            bounds_m=bounds_of(village),
        )


def touched(reach: Reach) -> Ids:
    """Villages that changed."""
    return reach.ids(Village)
