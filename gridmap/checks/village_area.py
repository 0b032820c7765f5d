"""A village of a size that no village has: its outline is in a wrong system or of another thing."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Village

RULE = "village_area"
LEAST_M2 = 1e4
MOST_M2 = 5e8


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Villages of an impossible size")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return villages of under 0.01 or over 500 km2."""
    for village in chosen(context, Village, units):
        if village.geometry is None or LEAST_M2 <= village.geometry.area <= MOST_M2:
            continue
        yield Problem(
            rule=RULE,
            severity=Severity.ERROR,
            message=tr(
                "The outline of {village} covers {area} km²; no village is that size.",
                village=village.name,
                area=f"{village.geometry.area / 1e6:,.4g}",
            ),
            feature_ids=(village.id,),
            where=village.name,
            bounds_m=bounds_of(village),
            value=float(village.geometry.area),
        )


def touched(reach: Reach) -> Ids:
    """Villages that changed."""
    return reach.ids(Village)
