"""A village in which nobody is recorded."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, bounds_of
from gridmap.i18n import tr
from gridmap.model.features import Village

RULE = "village_without_household"


def find(context: Context) -> Iterable[Problem]:
    """Return villages without any household."""
    for village in context.reader.all(Village):
        if context.relations.households_in_village.get(village.id):
            continue
        yield Problem(
            rule=RULE,
            severity=Severity.NOTE,
            message=tr("{village} has no household.", village=village.name),
            feature_ids=(village.id,),
            where=village.name,
            bounds_m=bounds_of(village),
        )
