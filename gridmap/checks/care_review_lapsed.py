"""A care record whose review is so late that it is left out of print."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.care import is_active, is_review_lapsed
from gridmap.model.features import CareRecord, Household
from gridmap.model.masks import person_on_lists

RULE = "care_review_lapsed"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Records whose review is late")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return records whose review is over 30 days late."""
    for record in chosen(context, CareRecord, units):
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
                person=person_on_lists(record),
                village=village,
                day=record.review_by,
            ),
            feature_ids=(record.id,),
            where=village,
            bounds_m=bounds_of(home),
        )


def touched(reach: Reach) -> Ids:
    """Records that changed, or whose household did."""
    return reach.records
