"""Verbs on care records: tag a person, edit, measures, who answers, review, end, delete in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from gridmap.actions.duties import ONE_DAY, end_duty, give_duty
from gridmap.actions.edits import clean_text, edit_fields, held, required
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.care import is_deletable
from gridmap.model.categories import catalogue_of, is_switched_on, rule_of
from gridmap.model.changes import Change, Changeset, added, edited, removed
from gridmap.model.document import FeatureReader, Trial
from gridmap.model.duties import LEADER, RESPONSIBLE
from gridmap.model.features import (
    MEASURE_STATES,
    CareRecord,
    Duty,
    FeatureId,
    Fetch,
    Household,
    Measure,
    Place,
    Visit,
    new_id,
)
from gridmap.model.masks import person_on_lists

EDITABLE: Final = frozenset(
    {
        "person",
        "category",
        "birth_year",
        "need",
        "help_wanted",
        "helper",
        "helper_household",
        "deputy_helper",
        "route",
        "shelter",
        "drill_on",
        "deputy",
        "visit_days",
        "basis",
        "notice_on",
        "consent_on",
        "start",
        "review_by",
    }
)
REVIEW_DAYS: Final = 365
"""Days from the start of a record to its first review, unless somebody sets another day."""

MOST_VISIT_DAYS: Final = 366
_FIRST_YEAR: Final = 1900
_OWN_FIELD: Final = {LEADER: "leader", RESPONSIBLE: "officer"}
_NEXT_STATE: Final = {"planned": "doing", "doing": "done"}


def tag_person(
    reader: FeatureReader,
    household: FeatureId,
    *,
    category: str,
    person: str,
    on: date,
    **fields: object,
) -> Changeset:
    """Return the changeset that opens a care record for a resident of a household.

    Start is the day, review a year on, the basis that of the category, unless EDITABLE fields say
    otherwise. Leader and officer are those of the grid and village until somebody names others.

    Raises: UsageError for a household that is gone, a category that is unknown or not switched on,
    no name, a field that cannot be, or a person who has such a record already.
    """
    home = held(reader, household, Household)
    bare = CareRecord(id=new_id(), household=home.id, person="", category=category)
    values: dict[str, object] = {
        "start": on,
        "review_by": on + timedelta(days=REVIEW_DAYS),
        "basis": rule_of(reader, category).basis or default_basis(),
        **fields,
        "person": person,
        "category": category,
    }
    record = _edited(reader, bare, values)
    for other in reader.all(CareRecord):
        if _is_same_need(other, record) and (other.end is None or other.end >= on):
            raise UsageError(
                tr("{person} of this household has such a record already.", person=record.person)
            )
    return added(tr("Tag {person}", person=person_on_lists(record)), [record])


def default_basis() -> str:
    """Return the basis of a record where the office has laid down none for its category."""
    return tr("Public service duty of the township")


def edit_record(reader: FeatureReader, record: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives a record other values in EDITABLE fields.

    Raises: UsageError for a value that cannot be; the record stays as it was.
    """
    old = held(reader, record, CareRecord)
    new = _edited(reader, old, fields)
    return edited(tr("Edit the record of {person}", person=person_on_lists(old)), [(old, new)])


def set_measures(
    reader: FeatureReader, record: FeatureId, measures: Iterable[Measure]
) -> Changeset:
    """Return the changeset that gives a record these measures; lines without words are left out.

    Raises: UsageError for a state that is none or a text that is too long.
    """
    old = held(reader, record, CareRecord)
    kept = tuple(_clean_measure(item) for item in measures if item.what.strip())
    title = tr("Measures for {person}", person=person_on_lists(old))
    return edited(title, [(old, replace(old, measures=kept))])


def advance_measure(reader: FeatureReader, record: FeatureId, number: int) -> Changeset:
    """Return the changeset that takes a measure a step on: planned, under way, done.

    `number` counts from 0. Raises: UsageError where it is done, dropped or not there.
    """
    old = held(reader, record, CareRecord)
    if not 0 <= number < len(old.measures):
        raise UsageError(tr("What you wanted to change is no longer there."))
    measure = old.measures[number]
    state = _NEXT_STATE.get(measure.state)
    if state is None:
        raise UsageError(tr("“{what}” is finished already.", what=measure.what))
    measures = list(old.measures)
    measures[number] = replace(measure, state=state)
    return set_measures(reader, record, measures)


def assign_record(
    reader: FeatureReader,
    record: FeatureId,
    *,
    role: str,
    officer: FeatureId | None,
    valid_from: date,
) -> Changeset:
    """Return the changeset by which a record has its own leader or officer from a day on.

    `role` is LEADER or RESPONSIBLE; `officer` None: the grid's or village's answers again. Who was
    named in the record itself until then becomes a duty that ends the day before, so that an as-of
    date still answers for the past. Raises: UsageError as `give_duty` does.
    """
    old = held(reader, record, CareRecord)
    title = tr("Who answers for {person}", person=person_on_lists(old))
    trial = Trial(reader)
    trial.apply(Changeset("", tuple(own_to_duty(trial, old, role, last_day=valid_from - ONE_DAY))))
    if officer is not None:
        trial.apply(
            give_duty(trial, role=role, scope=old.id, officer=officer, valid_from=valid_from)
        )
        return trial.changes(title)
    for duty in list(trial.all(Duty)):
        is_over = duty.valid_to is not None and duty.valid_to < valid_from
        if duty.scope == old.id and duty.role == role and not is_over:
            trial.apply(end_duty(trial, duty.id, last_day=valid_from - ONE_DAY))
    return trial.changes(title)


def own_to_duty(
    reader: FeatureReader, record: CareRecord, role: str, *, last_day: date
) -> list[Change]:
    """Return the changes that turn a record's own leader or officer into a duty until a day.

    Duties for the record that the name in it has overruled are cut off where it began. None where
    it names nobody; where the record began later the name is only taken out.
    """
    name = _OWN_FIELD[role]
    own: FeatureId | None = getattr(record, name)
    if own is None:
        return []
    cleared: dict[str, Any] = {name: None}
    changes: list[Change] = [Change(record, replace(record, **cleared))]
    changes += _without_overruled(reader, record, role)
    if record.start is None or record.start <= last_day:
        past = Duty(
            id=new_id(),
            role=role,
            scope=record.id,
            officer=own,
            valid_from=record.start,
            valid_to=last_day,
        )
        changes.append(Change(None, past))
    return changes


def _without_overruled(reader: FeatureReader, record: CareRecord, role: str) -> list[Change]:
    start = record.start or date.min
    changes = []
    for duty in reader.all(Duty):
        if duty.scope != record.id or duty.role != role:
            continue
        if (duty.valid_from or date.min) >= start:
            changes.append(Change(duty, None))
        elif (duty.valid_to or date.max) >= start:
            changes.append(Change(duty, replace(duty, valid_to=start - ONE_DAY)))
    return changes


def review_record(
    reader: FeatureReader, record: FeatureId, *, on: date, review_by: date | None = None
) -> Changeset:
    """Return the changeset that says the need was looked at again; the next review is a year on.

    Raises: UsageError for a next review that is not after the day.
    """
    old = held(reader, record, CareRecord)
    following = review_by or on + timedelta(days=REVIEW_DAYS)
    if following <= on:
        raise UsageError(tr("The next review must be after today."))
    title = tr("Review the record of {person}", person=person_on_lists(old))
    return edited(title, [(old, replace(old, review_by=following))])


def end_record(reader: FeatureReader, record: FeatureId, *, on: date, reason: str) -> Changeset:
    """Return the changeset that ends a record; it is kept as long as its category says.

    Raises: UsageError without a reason or for a day before the start.
    """
    old = held(reader, record, CareRecord)
    required(reason, tr("Say why the record ends."))
    if old.start is not None and on < old.start:
        raise UsageError(tr("The record began on {day}; it cannot end before.", day=old.start))
    title = tr("End the record of {person}", person=person_on_lists(old))
    return edited(title, [(old, replace(old, end=on, end_reason=clean_text(reason)))])


def reopen_record(reader: FeatureReader, record: FeatureId) -> Changeset:
    """Return the changeset that takes the end of a record back."""
    old = held(reader, record, CareRecord)
    title = tr("Reopen the record of {person}", person=person_on_lists(old))
    return edited(title, [(old, replace(old, end=None, end_reason=""))])


def delete_expired(reader: FeatureReader, records: Iterable[FeatureId], *, on: date) -> Changeset:
    """Return the changeset that deletes records whose time is over, with their visits and duties.

    Raises: UsageError for one that must still be kept.
    """
    gone = [held(reader, record, CareRecord) for record in records]
    catalogue = catalogue_of(reader)
    for record in gone:
        if not is_deletable(record, catalogue, on=on):
            raise UsageError(tr("The record of {person} must still be kept.", person=record.person))
    title = tr("Delete {count} expired records", count=len(gone))
    return removed(title, [*hanging_on(reader, gone), *gone])


def hanging_on(reader: FeatureReader, records: Iterable[CareRecord]) -> list[Fetch | Visit | Duty]:
    """Return what goes with care records: how far fetching them is, their visits and duties."""
    ids = {record.id for record in records}
    return [
        *(item for item in reader.all(Fetch) if item.record in ids),
        *(item for item in reader.all(Visit) if item.record in ids),
        *(item for item in reader.all(Duty) if item.scope in ids),
    ]


def _is_same_need(one: CareRecord, other: CareRecord) -> bool:
    return (one.household, one.category, one.person) == (
        other.household,
        other.category,
        other.person,
    )


def _edited(reader: FeatureReader, old: CareRecord, fields: dict[str, object]) -> CareRecord:
    """Return a record with other values. Raises: UsageError for one that cannot be."""
    change = edit_fields(old, fields, allowed=EDITABLE, title="")
    new = change.changes[0].new if change else old
    assert isinstance(new, CareRecord)
    required(new.person, tr("A care record needs the person's name."))
    if new.person != old.person and not any(char.isalpha() for char in new.person):
        raise UsageError(tr("“{text}” is not a person's name.", text=new.person))
    _check_category(reader, old, new)
    _check_figures(new)
    _check_references(reader, new)
    if new.start is not None and new.review_by is not None and new.review_by <= new.start:
        raise UsageError(tr("The review must come after the start."))
    return new


def _check_category(reader: FeatureReader, old: CareRecord, new: CareRecord) -> None:
    category = catalogue_of(reader).care.get(new.category)
    if category is None:
        raise UsageError(tr("“{text}” is not a care category.", text=new.category))
    is_kept = old.person and old.category == new.category
    if not is_kept and not is_switched_on(reader, category):
        raise UsageError(
            tr("The category {name} is not switched on.", name=category.short_name),
            hint=tr("It needs a purpose, a basis, a time to keep, an interval and an owner first."),
        )


def _check_figures(record: CareRecord) -> None:
    year = record.birth_year
    if year is not None and not _FIRST_YEAR <= year <= date.today().year:
        raise UsageError(
            tr("“{text}” is not a year of birth.", text=year),
            hint=tr("Write the year in four digits, never the full date."),
        )
    days = record.visit_days
    if days is not None and not 1 <= days <= MOST_VISIT_DAYS:
        raise UsageError(
            tr("“{text}” is not a number of days between visits.", text=days),
            hint=tr(
                "Write 1 to {most}, or leave it empty for the usual one.", most=MOST_VISIT_DAYS
            ),
        )


def _check_references(reader: FeatureReader, record: CareRecord) -> None:
    if record.helper_household is not None:
        if record.helper_household == record.household:
            raise UsageError(tr("The helper lives in another house; for kin at home write a name."))
        held(reader, record.helper_household, Household)
    if record.shelter is not None:
        held(reader, record.shelter, Place)


def _clean_measure(measure: Measure) -> Measure:
    if measure.state not in MEASURE_STATES:
        raise UsageError(tr("“{text}” is not a state of a measure.", text=measure.state))
    return replace(
        measure,
        what=clean_text(measure.what),
        who=clean_text(measure.who),
        when=clean_text(measure.when),
    )
