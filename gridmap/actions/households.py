"""Verbs on households."""

from __future__ import annotations

import re
from typing import Final

from gridmap.actions.edits import edit_fields, held
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import STATUSES, FeatureId, Household

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
    }
)
MOST_PEOPLE: Final = 99
_PHONE = re.compile(r"[\d\s+\-()/、,，]*")


def edit_household(reader: FeatureReader, household: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives a household other values in EDITABLE fields.

    Raises: UsageError for a status, count of people or phone number that cannot be.
    """
    old = held(reader, household, Household)
    if "status" in fields and fields["status"] not in STATUSES:
        raise UsageError(tr("“{text}” is not a state of living.", text=fields["status"]))
    for name in ("registered", "living"):
        if name in fields:
            _check_people(fields[name])
    phone = str(fields.get("phone", ""))
    if not _PHONE.fullmatch(phone):
        raise UsageError(
            tr("“{text}” is not a phone number.", text=phone),
            hint=tr("Write digits only, several numbers with a comma between."),
        )
    title = tr("Edit household {name}", name=old.door or old.head or old.number)
    return edit_fields(old, fields, allowed=EDITABLE, title=title)


def _check_people(count: object) -> None:
    if count is None:
        return
    if not isinstance(count, int) or not 0 <= count <= MOST_PEOPLE:
        raise UsageError(
            tr("“{text}” is not a number of people.", text=count),
            hint=tr("Write a whole number from 0 to {most}.", most=MOST_PEOPLE),
        )
