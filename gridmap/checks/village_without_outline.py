"""A village whose outline is not known."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, bounds_of
from gridmap.i18n import tr
from gridmap.model.features import Village

RULE = "village_without_outline"


def find(context: Context) -> Iterable[Problem]:
    """Return villages without an outline."""
    for village in context.reader.all(Village):
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
