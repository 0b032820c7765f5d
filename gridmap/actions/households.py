"""Verbs on households."""

from __future__ import annotations

from typing import Any, Final

from gridmap.actions.edits import edit_fields, held, required
from gridmap.actions.phones import check_phone
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    STATUSES,
    FeatureId,
    Grid,
    Household,
    Village,
    VillagerGroup,
)

EDITABLE: Final = frozenset(
    {
        "door",
        "head",
        "pinyin",
        "number",
        "registered",
        "living",
        "status",
        "access_note",
        "phone",
        "village",
        "group",
        "grid_override",
        "grid_override_reason",
        "located_by",
        "accuracy_m",
        "located_on",
        "verified_by",
        "verified_on",
    }
)
MOST_PEOPLE: Final = 99
LEAST_ACCURATE_M: Final = 10_000.0
LOCATED_BY: Final = ("", "drawn", "gps", "import", "sketch")


def edit_household(reader: FeatureReader, household: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives a household other values in EDITABLE fields.

    Another group brings its village along; another village lets go of a group that lies elsewhere.
    A grid in which it does not stand needs its reason; without a grid the position decides again.

    Raises: UsageError for a status, count of people, phone number, way or accuracy that cannot be,
    for a village, group or grid that is gone, and for a grid without a reason.
    """
    old = held(reader, household, Household)
    if "status" in fields and fields["status"] not in STATUSES:
        raise UsageError(tr("“{text}” is not a state of living.", text=fields["status"]))
    for name in ("registered", "living"):
        if name in fields:
            _check_people(fields[name])
    check_phone(str(fields.get("phone", "")))
    _check_located(fields)
    belonging = {**_belonging(reader, old, fields), **_grid(reader, old, fields)}
    title = tr("Edit household {name}", name=old.door or old.head or old.number)
    return edit_fields(old, {**fields, **belonging}, allowed=EDITABLE, title=title)


def _belonging(
    reader: FeatureReader, old: Household, fields: dict[str, Any]
) -> dict[str, FeatureId | None]:
    """Return village and group so that they fit each other."""
    if fields.get("group") is not None:
        group = held(reader, fields["group"], VillagerGroup)
        if fields.get("village") not in (None, group.village):
            village = held(reader, fields["village"], Village)
            raise UsageError(
                tr("{group} is not a group of {village}.", group=group.name, village=village.name),
                hint=tr("Choose a group of that village, or no group."),
            )
        return {"group": group.id, "village": group.village}
    if fields.get("village") is not None and "group" not in fields:
        village = held(reader, fields["village"], Village)
        own = reader.find(old.group, VillagerGroup)
        if own is not None and own.village != village.id:
            return {"group": None}
    return {}


def _grid(reader: FeatureReader, old: Household, fields: dict[str, Any]) -> dict[str, object]:
    """Return grid and reason so that neither stands alone."""
    if not {"grid_override", "grid_override_reason"} & set(fields):
        return {}
    goal = fields.get("grid_override", old.grid_override)
    reason = str(fields.get("grid_override_reason", "")).strip()
    if goal is None:
        if reason:
            raise UsageError(
                tr("There is no grid for which this could be the reason."),
                hint=tr("Choose the grid first."),
            )
        return {"grid_override_reason": ""}
    held(reader, goal, Grid)
    if goal == old.grid_override and "grid_override_reason" not in fields:
        return {}
    required(reason, tr("Say why these households belong to a grid in which they do not stand."))
    return {}


def _check_located(fields: dict[str, Any]) -> None:
    way = fields.get("located_by", "")
    if way not in LOCATED_BY:
        raise UsageError(tr("“{text}” is not a way to locate a house.", text=way))
    accuracy_m = fields.get("accuracy_m")
    if accuracy_m is not None and not 0 <= accuracy_m <= LEAST_ACCURATE_M:
        raise UsageError(
            tr("“{text}” is not an accuracy in metres.", text=accuracy_m),
            hint=tr("Write a number from 0 to {most}.", most=f"{LEAST_ACCURATE_M:.0f}"),
        )


def _check_people(count: object) -> None:
    if count is None:
        return
    if not isinstance(count, int) or not 0 <= count <= MOST_PEOPLE:
        raise UsageError(
            tr("“{text}” is not a number of people.", text=count),
            hint=tr("Write a whole number from 0 to {most}.", most=MOST_PEOPLE),
        )
