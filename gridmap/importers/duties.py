"""Duties that a file names, added where nobody else holds the post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gridmap.i18n import tr
from gridmap.importers.intake import Intake
from gridmap.importers.text import names_in, phones_in
from gridmap.model.duties import is_on_duty
from gridmap.model.features import Duty, FeatureId, Officer, new_id


def officers_of(intake: Intake, field: str, index: int) -> list[Officer]:
    """Return the officers whom a cell names (周海燕、王五 are two), made where they are new."""
    names = names_in(intake.cell(field, index))
    phones = phones_in(intake.cell(f"{field}_phone", index), len(names))
    return [intake.draft.officer(*person) for person in zip(names, phones, strict=True)]


def give_duty(
    intake: Intake,
    index: int,
    role: str,
    scope: FeatureId,
    people: Sequence[Officer],
    *,
    term: tuple[date | None, date | None] = (None, None),
) -> None:
    """Add a duty; an empty post is filled, one that somebody else holds is left and noted.

    Of several people the second is the deputy; `term` is from and to, both included.
    """
    officer, *others = people
    held = [
        duty
        for duty in intake.draft.all(Duty)
        if duty.scope == scope and duty.role == role and is_on_duty(duty, date.today())
    ]
    if any(duty.officer == officer.id for duty in held):
        return
    if any(duty.officer is not None for duty in held):
        intake.change(
            index, tr("somebody else already holds the post; it was left as it is"), officer.name
        )
        return
    if len(others) > 1:
        left = "、".join(item.name for item in others[1:])
        intake.change(index, tr("more than two people are named for one post"), left)
    intake.draft.put(
        Duty(
            id=held[0].id if held else new_id(),
            role=role,
            scope=scope,
            officer=officer.id,
            deputy=others[0].id if others else None,
            valid_from=term[0],
            valid_to=term[1],
        )
    )
