"""A care record that nobody looks after."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, bounds_of
from gridmap.i18n import tr
from gridmap.model.care import is_active
from gridmap.model.features import CareRecord, Household

RULE = "care_without_officer"


def find(context: Context) -> Iterable[Problem]:
    """Return records without a responsible officer at any level."""
    for record in context.reader.all(CareRecord):
        if not is_active(record, on=context.on):
            continue
        post = context.responsibilities.of_record(record).officer
        if post is not None and post.officer is not None:
            continue
        home = context.reader.find(record.household, Household)
        village = context.village_of(home)
        yield Problem(
            rule=RULE,
            severity=Severity.ERROR,
            message=tr(
                "Nobody is responsible for {person} of {village}.",
                person=record.person,
                village=village,
            ),
            feature_ids=(record.id,),
            where=village,
            bounds_m=bounds_of(home),
        )
