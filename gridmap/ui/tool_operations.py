"""The commands that draw, with the reason why one is grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridmap.i18n import tr
from gridmap.model.features import Grid, Village
from gridmap.ui.operations import (
    Operation,
    Reason,
    ToolVerbs,
    by_name,
    tool_operation,
    why_read_only,
)

if TYPE_CHECKING:
    from gridmap.session import Session


def drawing_operations(verbs: ToolVerbs) -> dict[str, Operation]:
    """Return the commands that take a drawing tool in hand, by name."""
    rows = (*_grid_tools(), *_corner_tools(), *_other_tools())
    return by_name(
        tool_operation(verbs, name, words, hint, reason) for name, words, hint, reason in rows
    )


Row = tuple[str, tuple[str, str, str], str, Reason]
"""A tool's name; its title, its word on the tool bar and its key; its hint; why it may be grey."""


def _grid_tools() -> tuple[Row, ...]:
    return (
        (
            "draw_grid",
            (tr("Draw grid"), tr("Draw grid"), "G"),
            tr("Click round a piece of a village; it becomes a grid that fits its neighbours."),
            _why_no_village,
        ),
        (
            "reshape_border",
            (tr("Reshape border"), tr("Border"), "B"),
            tr("Draw where the border of two grids should run; both follow."),
            _why_no_grid,
        ),
        (
            "split_grid",
            (tr("Split grid"), tr("Split"), "X"),
            tr("Draw a line across a grid; it becomes two."),
            _why_no_grid,
        ),
        (
            "merge_grids",
            (tr("Merge grids"), tr("Merge"), "J"),
            tr("Make one grid of several and choose whose name and officers stay."),
            _why_no_two_grids,
        ),
    )


def _corner_tools() -> tuple[Row, ...]:
    return (
        (
            "edit_vertices",
            (tr("Edit corners"), tr("Corners"), "E"),
            tr("Move, add or remove corners of grids, groups, village borders, lanes and ponds."),
            _why_no_map,
        ),
        (
            "fill_land",
            (tr("Fill land in no grid"), tr("Fill"), "F"),
            tr("Give hatched land to the grid beside it with one click."),
            _why_no_grid,
        ),
    )


def _other_tools() -> tuple[Row, ...]:
    return (
        (
            "place_place",
            (tr("Key place"), tr("Places"), "P"),
            tr("Put schools, clinics, shelters, wells and other places on the map."),
            _why_no_map,
        ),
        (
            "draw_line",
            (tr("Draw lane or water"), tr("Lanes"), "L"),
            tr("Draw a road, lane, stream, ditch or wall, a pond, a wood or a house."),
            _why_no_map,
        ),
        (
            "draw_group",
            (tr("Group boundary"), tr("Groups"), "Shift+G"),
            tr("Draw which land belongs to a villager group."),
            _why_no_village,
        ),
        (
            "draw_village",
            (tr("Village outline"), tr("Village"), "Shift+V"),
            tr("Draw the outline of a village that has none yet, or of a new one."),
            _why_no_map,
        ),
        (
            "note",
            (tr("Pin a note"), tr("Note"), "Shift+T"),
            tr("Pin a note to the map for the people who draw; it is never printed."),
            _why_no_map,
        ),
    )


def _why_no_village(session: Session) -> str | None:
    reason = why_read_only(session)
    if reason is not None:
        return reason
    if any(village.geometry is not None for village in session.document.all(Village)):
        return None
    return tr("No village has an outline yet.")


def _why_no_grid(session: Session) -> str | None:
    if any(grid.geometry is not None for grid in session.document.all(Grid)):
        return why_read_only(session)
    return why_read_only(session) or tr("No grid is drawn yet.")


def _why_no_two_grids(session: Session) -> str | None:
    drawn = [grid for grid in session.document.all(Grid) if grid.geometry is not None]
    if len(drawn) > 1:
        return why_read_only(session)
    return why_read_only(session) or tr("There are no two grids to merge.")


def _why_no_map(session: Session) -> str | None:
    if session.document.project.epsg is not None:
        return why_read_only(session)
    return why_read_only(session) or tr("The project has no map yet: import a map file first.")
