"""Masks: small counts, names and phone numbers as they may be shown (domain.md section 3)."""

from __future__ import annotations

from typing import Final

from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import CareRecord

SMALL_COUNT: Final = 5
"""Counts from one to just below this are printed as "<5", so that nobody is picked out."""


def masked_count(count: int) -> str:
    """Return a count as the summary edition prints it: 1 to 4 become "<5"."""
    return f"<{SMALL_COUNT}" if 0 < count < SMALL_COUNT else str(count)


def masked_name(name: str) -> str:
    """Return a name with its middle hidden: 王小明 -> 王*明, 王明 -> 王*."""
    if len(name) <= 1:
        return name
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def masked_phone(phone: str) -> str:
    """Return a phone number with its middle four digits hidden: 138****1234."""
    digits = [char for char in phone if char.isdigit()]
    if len(digits) < 8:
        return "*" * len(digits)
    return "".join(digits[:3]) + "****" + "".join(digits[-4:])


def person_on_lists(record: CareRecord) -> str:
    """Return what lists, messages and the history call the person of a care record.

    Nobody of a restricted category is named there: only the officer responsible and the data
    steward may know. A category that the program does not ship is restricted.
    """
    category = load_catalogue().care.get(record.category)
    if category is None or category.is_restricted:
        return tr("a restricted record")
    return record.person
