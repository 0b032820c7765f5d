"""A care record whose review is so late that it is left out of print."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, bounds_of
from gridmap.i18n import tr
from gridmap.model.care import is_active, is_review_lapsed
from gridmap.model.features import CareRecord, Household

RULE = "care_review_lapsed"


def find(context: Context) -> Iterable[Problem]:
    """Return records whose review is over 30 days late."""
    for record in context.reader.all(CareRecord):
        if not is_active(record, on=context.on):
            continue
        if record.review_by is None or not is_review_lapsed(record, on=context.on):
            continue
        home = context.reader.find(record.household, Household)
        village = context.village_of(home)
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr(
                "The record of {person} of {village} was to be reviewed by {day}; "
                "it is left out of print until then.",
                person=record.person,
                village=village,
                day=record.review_by,
            ),
            feature_ids=(record.id,),
            where=village,
            bounds_m=bounds_of(home),
        )
