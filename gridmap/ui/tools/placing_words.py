"""What the ways of placing have in common: their names, and how a household is called."""

from __future__ import annotations

from gridmap.i18n import tr
from gridmap.model.features import Household
from gridmap.ui.kinds import door_words
from gridmap.ui.tools.tool import Choice


def placing_choices() -> tuple[Choice, ...]:
    """Return the ways of placing."""
    return (
        Choice("point", tr("One by one")),
        Choice("lane", tr("Along a lane")),
        Choice("buildings", tr("Into buildings")),
    )


def spoken(household: Household) -> str:
    """Return door and head, or the roster's number where there is no door: 12号 王小明."""
    first = door_words(household.door) or tr("roster {number}", number=household.number or "–")
    return f"{first} {household.head}".rstrip()
