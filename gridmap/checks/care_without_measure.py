"""A care record for which nothing is planned, under way or done."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.care_records import active_records, record_problems
from gridmap.checks.problem import Context, Problem, Severity, Units
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import CareRecord

RULE = "care_without_measure"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("People in care without a measure")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return records without a measure."""
    missing = (record for record in active_records(context, units) if not _has_measure(record))
    return record_problems(context, missing, rule=RULE, severity=Severity.WARNING, message=_message)


def touched(reach: Reach) -> Ids:
    """Records that changed, or whose household did."""
    return reach.records


def _message(person: str, village: str) -> str:
    return tr("No measure is set for {person} of {village}.", person=person, village=village)


def _has_measure(record: CareRecord) -> bool:
    return any(measure.state != "dropped" for measure in record.measures)
