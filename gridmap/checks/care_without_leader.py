"""A care record without a leader in charge."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.care_records import active_records, record_problems
from gridmap.checks.problem import Context, Problem, Severity
from gridmap.i18n import tr
from gridmap.model.duties import is_held

RULE = "care_without_leader"


def find(context: Context) -> Iterable[Problem]:
    """Return records without a responsible leader at any level."""
    missing = (
        record
        for record in active_records(context)
        if not is_held(context.responsibilities.of_record(record).leader)
    )
    return record_problems(context, missing, rule=RULE, severity=Severity.WARNING, message=_message)


def _message(person: str, village: str) -> str:
    return tr("No leader answers for {person} of {village}.", person=person, village=village)
