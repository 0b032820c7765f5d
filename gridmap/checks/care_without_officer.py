"""A care record that nobody looks after."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.care_records import active_records, record_problems
from gridmap.checks.problem import Context, Problem, Severity, Units
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.duties import GRID_HEAD, RESPONSIBLE, is_held

RULE = "care_without_officer"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("People in care without an officer")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return records without a responsible officer at any level."""
    missing = (
        record
        for record in active_records(context, units)
        if not is_held(context.responsibilities.of_record(record).officer)
    )
    return record_problems(context, missing, rule=RULE, severity=Severity.ERROR, message=_message)


def touched(reach: Reach) -> Ids:
    """Records that changed, or for which somebody else may answer now."""
    return reach.answered_records(RESPONSIBLE, GRID_HEAD)


def _message(person: str, village: str) -> str:
    return tr("Nobody is responsible for {person} of {village}.", person=person, village=village)
