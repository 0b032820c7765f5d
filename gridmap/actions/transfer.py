"""Passing a group, a grid or some care records from one officer to another, from a day on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gridmap.actions.care import assign_record
from gridmap.actions.duties import give_duty
from gridmap.actions.edits import held
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader, Trial
from gridmap.model.duties import GRID_HEAD, RESPONSIBLE, is_on_duty
from gridmap.model.duty_words import scope_name
from gridmap.model.features import CareRecord, Duty, FeatureId, Officer


def transfer_scope(
    reader: FeatureReader,
    scope: FeatureId,
    *,
    giver: FeatureId,
    taker: FeatureId,
    records: Iterable[FeatureId] = (),
    on: date,
) -> Changeset:
    """Return the changeset that passes a group or grid to another officer from a day on.

    The giver's own posts for it go over; where the giver answers through a wider scope, the taker
    becomes the responsible officer of this one. `records` are those in it that name the giver
    themselves. The past stays as it was.

    Raises: UsageError where somebody is gone, or giver and taker are one.
    """
    to = _check(reader, giver, taker)
    title = tr("Pass {what} to {officer}", what=scope_name(reader, scope), officer=to.name)
    trial = Trial(reader)
    own = [
        duty
        for duty in reader.all(Duty)
        if duty.scope == scope
        and duty.officer == giver
        and duty.role in (RESPONSIBLE, GRID_HEAD)
        and is_on_duty(duty, on)
    ]
    deputy = _deputy_of(reader, taker, on)
    for role in [duty.role for duty in own] or [RESPONSIBLE]:
        trial.apply(
            give_duty(trial, role=role, scope=scope, officer=taker, valid_from=on, deputy=deputy)
        )
    _pass_records(trial, records, taker, on)
    return trial.changes(title)


def transfer_records(
    reader: FeatureReader,
    records: Iterable[FeatureId],
    *,
    giver: FeatureId,
    taker: FeatureId,
    on: date,
) -> Changeset:
    """Return the changeset that passes care records to another officer from a day on.

    Raises: UsageError where somebody is gone, or giver and taker are one.
    """
    to = _check(reader, giver, taker)
    chosen = list(records)
    trial = Trial(reader)
    _pass_records(trial, chosen, taker, on)
    return trial.changes(
        tr("Pass {count} care records to {officer}", count=len(chosen), officer=to.name)
    )


def _pass_records(trial: Trial, records: Iterable[FeatureId], taker: FeatureId, on: date) -> None:
    for key in records:
        held(trial, key, CareRecord)
        trial.apply(assign_record(trial, key, role=RESPONSIBLE, officer=taker, valid_from=on))


def _deputy_of(reader: FeatureReader, officer: FeatureId, on: date) -> FeatureId | None:
    """Return who stands in for an officer elsewhere, so that the new post has a deputy too."""
    for duty in reader.all(Duty):
        is_own = duty.officer == officer and duty.role in (RESPONSIBLE, GRID_HEAD)
        if is_own and duty.deputy not in (None, officer) and is_on_duty(duty, on):
            return duty.deputy
    return None


def _check(reader: FeatureReader, giver: FeatureId, taker: FeatureId) -> Officer:
    held(reader, giver, Officer)
    to = held(reader, taker, Officer)
    if giver == taker:
        raise UsageError(
            tr("{officer} answers for it already.", officer=to.name),
            hint=tr("Choose somebody else."),
        )
    return to
