"""A care record whose visit is late."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.care import is_active, is_review_lapsed, visit_due
from gridmap.model.features import CareRecord, Household
from gridmap.model.masks import person_on_lists

RULE = "care_overdue"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Visits that are late")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return records whose next visit was due before the day, with the days."""
    for record in chosen(context, CareRecord, units):
        if not is_active(record, on=context.on):
            continue
        if record.category not in context.catalogue.care or is_review_lapsed(record, on=context.on):
            continue
        visits = context.relations.visits_of.get(record.id, ())
        due = visit_due(record, visits, context.catalogue, on=context.on)
        if due.days_late <= 0:
            continue
        home = context.reader.find(record.household, Household)
        village = context.village_of(home)
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr(
                "The visit to {person} of {village} is {days} days late.",
                person=person_on_lists(record),
                village=village,
                days=due.days_late,
            ),
            feature_ids=(record.id,),
            where=village,
            bounds_m=bounds_of(home),
            value=float(due.days_late),
        )


def touched(reach: Reach) -> Ids:
    """Records that changed, or whose household or visits did."""
    return reach.records
