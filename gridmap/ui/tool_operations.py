"""The commands that draw, with the reason why one is grey."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from gridmap.i18n import tr
from gridmap.model.features import Village
from gridmap.ui.operations import Operation, why_read_only

if TYPE_CHECKING:
    from gridmap.session import Session
    from gridmap.ui.operations import Reason


class ToolVerbs(Protocol):
    """What takes tools in hand."""

    def use_tool(self, name: str) -> None:
        """Take a tool in hand by its name."""

    def is_tool(self, name: str) -> bool:
        """Whether this tool is in hand."""


def drawing_operations(verbs: ToolVerbs) -> dict[str, Operation]:
    """Return the commands that take a drawing tool in hand, by name."""
    found = (
        _tool(
            verbs,
            "draw_grid",
            (tr("Draw grid"), tr("Grid"), "G"),
            tr("Click round a piece of a village; it becomes a grid that fits its neighbours."),
            _why_no_village,
        ),
    )
    return {operation.name: operation for operation in found}


def _tool(
    verbs: ToolVerbs, name: str, words: tuple[str, str, str], hint: str, reason: Reason
) -> Operation:
    """Return the command of a tool; `words` are its title, its word on the tool bar and its key."""
    title, word, key = words
    return Operation(
        name=f"tool_{name}",
        title=title,
        word=word,
        icon=name.replace("_", "-"),
        shortcuts=(key,) if key else (),
        hint=hint,
        run=partial(verbs.use_tool, name),
        is_checked=partial(verbs.is_tool, name),
        disabled_reason=reason,
    )


def _why_no_village(session: Session) -> str | None:
    reason = why_read_only(session)
    if reason is not None:
        return reason
    if any(village.geometry is not None for village in session.document.all(Village)):
        return None
    return tr("No village has an outline yet.")
