"""Duties that a file names, added where nobody else holds the post."""

from __future__ import annotations

from datetime import date

from gridmap.i18n import tr
from gridmap.importers.intake import Intake
from gridmap.model.duties import is_on_duty
from gridmap.model.features import Duty, FeatureId, Officer, new_id


def give_duty(
    intake: Intake,
    index: int,
    role: str,
    scope: FeatureId,
    officer: Officer,
    *,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> None:
    """Add a duty; an empty post is filled, one that somebody else holds is left and noted."""
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
    duty_id = held[0].id if held else new_id()
    intake.draft.put(
        Duty(
            id=duty_id,
            role=role,
            scope=scope,
            officer=officer.id,
            valid_from=valid_from,
            valid_to=valid_to,
        )
    )
