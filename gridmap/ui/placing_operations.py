"""The commands that put households on the map, with the reason why one is grey."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from gridmap.i18n import tr
from gridmap.model.features import Household
from gridmap.model.relations import has_position
from gridmap.ui.operations import Operation, ToolVerbs, by_name, tool_operation, why_read_only

if TYPE_CHECKING:
    from gridmap.session import Session


class PlacingVerbs(ToolVerbs, Protocol):
    """What takes tools in hand and households off the map."""

    def take_off_map(self) -> None:
        """Take the selected households off the map."""


def placing_operations(
    verbs: PlacingVerbs, why_nobody_waits: Callable[[], str | None]
) -> dict[str, Operation]:
    """Return the commands on where households stand, by name.

    `why_nobody_waits` says why nobody can be placed, None where somebody can.
    """
    found = (
        tool_operation(
            verbs,
            "place_household",
            (tr("Place households"), tr("Place"), "N"),
            tr("Put the households of the roster on the map, one after the other."),
            lambda session: _why_no_map(session) or why_nobody_waits(),
        ),
        tool_operation(
            verbs,
            "new_household",
            (tr("New household"), tr("New house"), "Shift+N"),
            tr("Add a household that is on no roster; it gets the next free number."),
            _why_no_map,
        ),
        tool_operation(
            verbs,
            "move_households",
            (tr("Move households"), tr("Move house"), "Shift+M"),
            tr("Drag households to where they stand."),
            why_read_only,
        ),
        Operation(
            name="take_off_map",
            title=tr("Take off the map"),
            shortcuts=("Ctrl+Del",),
            hint=tr("The selected households wait on the roster again; nothing is lost."),
            run=verbs.take_off_map,
            disabled_reason=why_none_placed,
        ),
    )
    return by_name(found)


def why_none_placed(session: Session) -> str | None:
    """Return why no selected household can be taken off the map, None where one can."""
    reason = why_read_only(session)
    if reason is not None:
        return reason
    found = (session.document.find(key, Household) for key in session.selection)
    if any(item is not None and has_position(item) for item in found):
        return None
    return tr("No household that is on the map is selected.")


def _why_no_map(session: Session) -> str | None:
    reason = why_read_only(session)
    if reason is None and session.document.project.epsg is None:
        return tr("The project has no map yet on which a household could stand.")
    return reason
