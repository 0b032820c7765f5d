"""A village for which no leader answers."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, bounds_of
from gridmap.i18n import tr
from gridmap.model.duties import LEADER
from gridmap.model.features import Village

RULE = "village_without_leader"


def find(context: Context) -> Iterable[Problem]:
    """Return villages without a responsible leader on the day, their own or the township's."""
    for village in context.reader.all(Village):
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


def _has_leader(context: Context, village: Village) -> bool:
    scopes = context.responsibilities.scopes_of(village.id)
    post = context.responsibilities.post(LEADER, scopes)
    return post is not None and post.officer is not None
