"""What the rules about care records share: which records count, and how a finding names one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.model.care import is_active
from gridmap.model.features import CareRecord, Household
from gridmap.model.masks import person_on_lists


def active_records(context: Context, units: Units) -> Iterator[CareRecord]:
    """Yield the records (with `units` of these) whose need has begun and not ended."""
    records = chosen(context, CareRecord, units)
    return (item for item in records if is_active(item, on=context.on))


def record_problems(
    context: Context,
    records: Iterable[CareRecord],
    *,
    rule: str,
    severity: Severity,
    message: Callable[[str, str], str],
) -> Iterator[Problem]:
    """Yield a problem for each record; `message` words it from the person and the village."""
    for record in records:
        home = context.reader.find(record.household, Household)
        village = context.village_of(home)
        yield Problem(
            rule=rule,
            severity=severity,
            message=message(person_on_lists(record), village),
            feature_ids=(record.id,),
            where=village,
            bounds_m=bounds_of(home),
        )
