"""Verbs on visits: record one, a batch from a paper tick sheet, correct or remove one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from gridmap.actions.edits import clean_text, held
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.care import visit_interval
from gridmap.model.categories import catalogue_of
from gridmap.model.changes import Changeset, added, edited, removed
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    VISIT_RESULTS,
    VISIT_WAYS,
    CareRecord,
    FeatureId,
    Officer,
    Visit,
    new_id,
)
from gridmap.model.masks import person_on_lists

LONGEST_NOTE: Final = 100
NOT_MET: Final = "not_met"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One line of a paper tick sheet: which record, how it went, on which day."""

    record: FeatureId
    result: str
    day: date
    way: str = "home"
    note: str = ""


def record_visit(
    reader: FeatureReader,
    record: FeatureId,
    *,
    day: date,
    on: date,
    officer: FeatureId | None = None,
    **fields: object,
) -> Changeset:
    """Return the changeset that records a visit to a care record's person.

    `on` is today; further fields are way, result, referral, next_day and note. Without a next day
    it follows from the interval (`next_visit`); one that was not met leaves the clock as it is.

    Raises: UsageError for a day to come, a way or result that is none, a long note, a next day
    that is not after the visit.
    """
    visit = _visit(reader, record, day, officer, **fields)
    _check(reader, visit, on)
    person = person_on_lists(held(reader, record, CareRecord))
    return added(tr("Visit to {person}", person=person), [visit])


def record_batch(
    reader: FeatureReader,
    ticks: Sequence[Tick],
    *,
    on: date,
    officer: FeatureId | None = None,
) -> Changeset:
    """Return the one changeset that records the visits of a paper tick sheet.

    Raises: UsageError as `record_visit`, naming the line; then none is recorded.
    """
    visits = []
    for number, tick in enumerate(ticks, start=1):
        try:
            visit = _visit(
                reader,
                tick.record,
                tick.day,
                officer,
                way=tick.way,
                result=tick.result,
                note=tick.note,
            )
            _check(reader, visit, on)
        except UsageError as error:
            raise UsageError(
                tr("Line {number}: {what}", number=number, what=error.message), hint=error.hint
            ) from error
        visits.append(visit)
    return added(tr("{count} visits from a tick sheet", count=len(visits)), visits)


def edit_visit(reader: FeatureReader, visit: FeatureId, *, on: date, **fields: object) -> Changeset:
    """Return the changeset that corrects a visit. Raises: UsageError as `record_visit`."""
    old = held(reader, visit, Visit)
    new = replace(old, **fields)  # type: ignore[arg-type]
    new = replace(new, note=clean_text(new.note), referral=clean_text(new.referral))
    _check(reader, new, on)
    return edited(tr("Correct a visit"), [(old, new)])


def remove_visits(reader: FeatureReader, visits: Iterable[FeatureId]) -> Changeset:
    """Return the changeset that removes visits that were recorded by mistake."""
    gone = [held(reader, visit, Visit) for visit in visits]
    return removed(tr("Remove {count} visits", count=len(gone)), gone)


def next_visit(reader: FeatureReader, record: CareRecord, *, day: date, result: str) -> date | None:
    """Return when the next visit is due if one on a day had this result; None: no interval.

    After one at which nobody was met the clock goes on as before: None.
    """
    days = visit_interval(record, catalogue_of(reader))
    return day + timedelta(days=days) if days and result != NOT_MET else None


def _visit(
    reader: FeatureReader,
    record: FeatureId,
    day: date,
    officer: FeatureId | None,
    **fields: object,
) -> Visit:
    held(reader, record, CareRecord)
    visit = Visit(id=new_id(), record=record, day=day, officer=officer, **fields)  # type: ignore[arg-type]
    return replace(visit, note=clean_text(visit.note), referral=clean_text(visit.referral))


def _check(reader: FeatureReader, visit: Visit, on: date) -> None:
    if visit.day > on:
        raise UsageError(tr("A visit on {day} has not happened yet.", day=visit.day))
    if visit.way not in VISIT_WAYS:
        raise UsageError(tr("“{text}” is not a way of visiting.", text=visit.way))
    if visit.result not in VISIT_RESULTS:
        raise UsageError(tr("“{text}” is not a result of a visit.", text=visit.result))
    if visit.officer is not None:
        held(reader, visit.officer, Officer)
    if len(visit.note) > LONGEST_NOTE:
        raise UsageError(
            tr("The note has {count} characters.", count=len(visit.note)),
            hint=tr("At most {most} fit.", most=LONGEST_NOTE),
        )
    if visit.next_day is not None and visit.next_day <= visit.day:
        raise UsageError(tr("The next visit must be after this one."))
