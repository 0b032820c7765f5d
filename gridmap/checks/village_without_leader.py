"""A village for which no leader answers."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.duties import LEADER
from gridmap.model.features import Duty, Officer, Village

RULE = "village_without_leader"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Villages without a leader")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return villages without a responsible leader on the day, their own or the township's."""
    for village in chosen(context, Village, units):
        if _has_leader(context, village):
            continue
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr("No leader answers for {village}.", village=village.name),
            feature_ids=(village.id,),
            where=village.name,
            bounds_m=bounds_of(village),
        )


def touched(reach: Reach) -> Ids:
    """Every village where a village, a duty or an officer changed: they are few."""
    changed = reach.ids(Village, Duty, Officer)
    return reach.all(Village) | changed if changed else frozenset()


def _has_leader(context: Context, village: Village) -> bool:
    scopes = context.responsibilities.scopes_of(village.id)
    post = context.responsibilities.post(LEADER, scopes)
    return post is not None and post.officer is not None
