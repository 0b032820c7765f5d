"""A villager group that is not drawn."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import VillagerGroup
from gridmap.model.relations import has_position

RULE = "group_without_area"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Groups that are not drawn")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return groups without an area."""
    for group in chosen(context, VillagerGroup, units):
        if has_position(group):
            continue
        village = context.village_name(group.village)
        yield Problem(
            rule=RULE,
            severity=Severity.NOTE,
            message=tr("{group} of {village} is not drawn.", group=group.name, village=village),
            feature_ids=(group.id,),
            where=village,
        )


def touched(reach: Reach) -> Ids:
    """Groups that changed."""
    return reach.groups
