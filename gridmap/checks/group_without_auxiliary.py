"""A villager group without an auxiliary (its head)."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.duties import AUXILIARY
from gridmap.model.features import VillagerGroup

RULE = "group_without_auxiliary"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Groups without an auxiliary")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return groups for which nobody is auxiliary on the day."""
    for group in chosen(context, VillagerGroup, units):
        posts = [post for post in context.responsibilities.held(group.id) if post.role == AUXILIARY]
        if any(post.officer is not None for post in posts):
            continue
        village = context.village_name(group.village)
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr("{group} of {village} has no auxiliary.", group=group.name, village=village),
            feature_ids=(group.id,),
            where=village,
            bounds_m=bounds_of(group),
        )


def touched(reach: Reach) -> Ids:
    """Groups that changed, or a duty held for them."""
    return reach.groups | reach.scopes
