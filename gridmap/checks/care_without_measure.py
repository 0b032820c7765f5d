"""A care record for which nothing is planned, under way or done."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, bounds_of
from gridmap.i18n import tr
from gridmap.model.care import is_active
from gridmap.model.features import CareRecord, Household

RULE = "care_without_measure"


def find(context: Context) -> Iterable[Problem]:
    """Return records without a measure."""
    for record in context.reader.all(CareRecord):
        if not is_active(record, on=context.on):
            continue
        if any(measure.state != "dropped" for measure in record.measures):
            continue
        home = context.reader.find(record.household, Household)
        village = context.village_of(home)
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr(
                "No measure is set for {person} of {village}.",
                person=record.person,
                village=village,
            ),
            feature_ids=(record.id,),
            where=village,
            bounds_m=bounds_of(home),
        )
