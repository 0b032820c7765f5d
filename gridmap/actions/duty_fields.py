"""Duties edited field by field, as a table does it; what lies in the past stays true."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from gridmap.actions.duties import give_duty, set_deputy, set_term
from gridmap.actions.edits import held
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader, Trial
from gridmap.model.features import Duty, FeatureId

EDITABLE: Final = frozenset({"officer", "deputy", "valid_from", "valid_to"})


def edit_duty(reader: FeatureReader, duty: FeatureId, *, on: date, **fields: Any) -> Changeset:
    """Return the changeset that gives a duty other EDITABLE values.

    Another officer or deputy holds from the day `on`; until then it stays as it was. The term is
    corrected. Raises: UsageError as the single verbs in actions/duties.py do.
    """
    unknown = set(fields) - EDITABLE
    if unknown:
        raise ValueError(sorted(unknown))
    trial = Trial(reader)
    titles: list[str] = []

    def carry_out(changeset: Changeset) -> None:
        titles.append(changeset.title)
        trial.apply(changeset)

    if {"valid_from", "valid_to"} & set(fields):
        old = held(trial, duty, Duty)
        term = {"valid_from": old.valid_from, "valid_to": old.valid_to}
        carry_out(set_term(trial, duty, **{**term, **_only(fields, term)}))
    if "deputy" in fields:
        carry_out(set_deputy(trial, duty, fields["deputy"], valid_from=on))
    if "officer" in fields:
        old = held(trial, duty, Duty)
        if fields["officer"] != old.officer:
            carry_out(_pass_on(trial, old, fields["officer"], on))
    return trial.changes(titles[-1] if titles else "")


def _pass_on(reader: FeatureReader, old: Duty, officer: FeatureId | None, on: date) -> Changeset:
    begin = max(on, old.valid_from or on)
    return give_duty(
        reader,
        role=old.role,
        scope=old.scope,
        officer=officer,
        deputy=old.deputy if old.deputy != officer else None,
        valid_from=begin,
        valid_to=old.valid_to if old.valid_to is None or old.valid_to >= begin else None,
    )


def _only(fields: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name in names}
