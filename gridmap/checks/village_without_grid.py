"""A village that no grid covers."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, bounds_of
from gridmap.i18n import tr
from gridmap.model.features import Village

RULE = "village_without_grid"


def find(context: Context) -> Iterable[Problem]:
    """Return villages without any grid."""
    for village in context.reader.all(Village):
        if context.relations.grids_in_village.get(village.id):
            continue
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr("{village} has no grid.", village=village.name),
            feature_ids=(village.id,),
            where=village.name,
            bounds_m=bounds_of(village),
        )
