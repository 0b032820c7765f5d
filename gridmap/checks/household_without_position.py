"""A household of the roster that is not on the map yet."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, door_and_head
from gridmap.i18n import tr
from gridmap.model.features import Household
from gridmap.model.relations import has_position

RULE = "household_without_position"


def find(context: Context) -> Iterable[Problem]:
    """Return households without a position."""
    for home in context.reader.all(Household):
        if has_position(home):
            continue
        village = context.village_of(home)
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr(
                "Household {household} of {village} has no position on the map.",
                household=door_and_head(home),
                village=village,
            ),
            feature_ids=(home.id,),
            where=village,
        )
