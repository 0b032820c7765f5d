"""A care record that ended so long ago that it has to be deleted."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.care_records import record_problems
from gridmap.checks.problem import Context, Problem, Severity, Units, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.care import is_deletable
from gridmap.model.features import CareRecord

RULE = "care_kept_too_long"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Records whose time is over")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return records that ended and were kept as long as their category says."""
    over = (
        record
        for record in chosen(context, CareRecord, units)
        if is_deletable(record, context.catalogue, on=context.on)
    )
    return record_problems(context, over, rule=RULE, severity=Severity.WARNING, message=_message)


def touched(reach: Reach) -> Ids:
    """Records that changed, or whose household did."""
    return reach.records


def _message(person: str, village: str) -> str:
    return tr(
        "The record of {person} of {village} was kept as long as it may be; it is to be deleted.",
        person=person,
        village=village,
    )
