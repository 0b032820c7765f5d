"""The commands on the open project: edit, look, work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from gridmap.i18n import tr
from gridmap.ui.modes import modes
from gridmap.ui.operations import Operation, by_name, tool_operation, why_read_only

if TYPE_CHECKING:
    from gridmap.session import Session


class MapVerbs(Protocol):
    """What the workspace of an open project can do."""

    def undo(self) -> None:
        """Take the last act back."""

    def redo(self) -> None:
        """Bring the last act that was taken back in again."""

    def begin_find(self) -> None:
        """Put the cursor into the find box."""

    def show_shortcuts(self) -> None:
        """Show the sheet of keyboard shortcuts."""

    def use_tool(self, name: str) -> None:
        """Take a tool in hand by its name."""

    def is_tool(self, name: str) -> bool:
        """Whether this tool is in hand."""

    def clear_selection(self) -> None:
        """Select nothing."""

    def zoom_full(self) -> None:
        """Show the whole project."""

    def zoom_selection(self) -> None:
        """Show what is selected."""

    def import_files(self) -> None:
        """Take files into the project."""

    def show_mode(self, mode: str) -> None:
        """Arrange the window for a kind of work."""

    def is_mode(self, mode: str) -> bool:
        """Whether the window is arranged for this kind of work."""

    def toggle_panel(self, name: str) -> None:
        """Show or hide the left, right or bottom panel."""

    def is_panel_shown(self, name: str) -> bool:
        """Whether a panel is shown."""

    def focus_next_part(self) -> None:
        """Put the keyboard into the next part of the window."""

    def show_table(self, name: str) -> None:
        """Show the grids or the problems below the map."""


def map_operations(verbs: MapVerbs) -> dict[str, Operation]:
    """Return the commands on the open project, by name."""
    found = (
        *_undo_operations(verbs),
        *_find_operations(verbs),
        *_tool_operations(verbs),
        *_zoom_operations(verbs),
        *_panel_operations(verbs),
        *_mode_operations(verbs),
        *_work_operations(verbs),
        *_table_operations(verbs),
    )
    return by_name(found)


def _undo_operations(verbs: MapVerbs) -> tuple[Operation, ...]:
    return (
        Operation(
            name="undo",
            title=tr("Undo"),
            word=tr("Undo"),
            icon="undo",
            shortcuts=("Ctrl+Z",),
            hint=tr("Take the last change back."),
            run=verbs.undo,
            disabled_reason=_why_no_undo,
            live_title=_undo_title,
        ),
        Operation(
            name="redo",
            title=tr("Redo"),
            word=tr("Redo"),
            icon="redo",
            shortcuts=("Ctrl+Shift+Z", "Ctrl+Y"),
            hint=tr("Bring the last change that was taken back in again."),
            run=verbs.redo,
            disabled_reason=_why_no_redo,
            live_title=_redo_title,
        ),
    )


def _find_operations(verbs: MapVerbs) -> tuple[Operation, ...]:
    return (
        Operation(
            name="find",
            title=tr("Find…"),
            icon="search",
            shortcuts=("Ctrl+F", "Ctrl+K"),
            hint=tr("Find a person, a door, a place, a grid or an officer."),
            run=verbs.begin_find,
        ),
        Operation(
            name="clear_selection",
            title=tr("Select nothing"),
            shortcuts=("Ctrl+Shift+A",),
            hint=tr("Take everything out of the selection."),
            run=verbs.clear_selection,
            disabled_reason=_why_no_selection,
        ),
    )


def _tool_operations(verbs: MapVerbs) -> tuple[Operation, ...]:
    tools = (
        (
            "select",
            (tr("Select"), tr("Select"), "V"),
            tr("Click selects; Shift adds to the selection."),
        ),
        ("pan", (tr("Move the map"), tr("Move"), "H"), tr("Drag the map; nothing can be changed.")),
        ("measure", (tr("Measure"), tr("Measure"), "M"), tr("Measure a distance or an area.")),
    )
    return tuple(tool_operation(verbs, name, words, hint) for name, words, hint in tools)


def _mode_operations(verbs: MapVerbs) -> tuple[Operation, ...]:
    return tuple(
        Operation(
            name=f"mode_{mode.name}",
            title=mode.title,
            shortcuts=(f"Ctrl+{number}",),
            hint=mode.hint,
            run=partial(verbs.show_mode, mode.name),
            is_checked=partial(verbs.is_mode, mode.name),
        )
        for number, mode in enumerate(modes(), start=1)
    )


def _zoom_operations(verbs: MapVerbs) -> tuple[Operation, ...]:
    return (
        Operation(
            name="zoom_full",
            title=tr("Show everything"),
            word=tr("Overview"),
            icon="full",
            shortcuts=("Home",),
            hint=tr("Show the whole project on the map."),
            run=verbs.zoom_full,
        ),
        Operation(
            name="zoom_selection",
            title=tr("Show the selection"),
            word=tr("Go to"),
            icon="zoom-selection",
            shortcuts=("Ctrl+E",),
            hint=tr("Show on the map what is selected."),
            run=verbs.zoom_selection,
            disabled_reason=_why_no_selection,
        ),
    )


def _panel_operations(verbs: MapVerbs) -> tuple[Operation, ...]:
    panels = (
        ("left", tr("Contents on the left"), "panel-left", "F2"),
        ("right", tr("Details on the right"), "panel-right", "F3"),
        ("bottom", tr("Tables below"), "panel-bottom", "F4"),
    )
    return (
        Operation(
            name="next_part",
            title=tr("Next part of the window"),
            shortcuts=("F6",),
            hint=tr("Go on by keyboard: contents, map, details, tables."),
            run=verbs.focus_next_part,
        ),
        *(
            Operation(
                name=f"panel_{name}",
                title=title,
                icon=icon,
                shortcuts=(key,),
                hint=tr("Show or hide this part of the window."),
                run=partial(verbs.toggle_panel, name),
                is_checked=partial(verbs.is_panel_shown, name),
            )
            for name, title, icon, key in panels
        ),
    )


def _work_operations(verbs: MapVerbs) -> tuple[Operation, ...]:
    return (
        Operation(
            name="import",
            title=tr("Import files…"),
            word=tr("Import"),
            icon="import",
            shortcuts=("Ctrl+I",),
            hint=tr("Take map files, tables or a roster into the project."),
            run=verbs.import_files,
            disabled_reason=why_read_only,
        ),
        Operation(
            name="atlas",
            title=tr("Make the atlas…"),
            word=tr("Atlas"),
            icon="atlas",
            shortcuts=("Ctrl+Shift+P",),
            hint=tr("Make printable booklets of the villages."),
            run=lambda: verbs.show_mode("atlas"),
        ),
        Operation(
            name="shortcuts",
            title=tr("Keyboard shortcuts"),
            shortcuts=("F1", "?"),
            hint=tr("Show what each key does."),
            run=verbs.show_shortcuts,
        ),
    )


def _table_operations(verbs: MapVerbs) -> tuple[Operation, ...]:
    return (
        Operation(
            name="grids",
            title=tr("List of grids and officers"),
            word=tr("Grids"),
            icon="table",
            shortcuts=("Ctrl+G",),
            hint=tr("List all grids with who looks after each."),
            run=lambda: verbs.show_table("grids"),
        ),
        Operation(
            name="problems",
            title=tr("Check for problems"),
            word=tr("Problems"),
            icon="warning",
            shortcuts=("Ctrl+P",),
            hint=tr("List what is wrong or missing, with the place on the map."),
            run=lambda: verbs.show_table("problems"),
        ),
        Operation(
            name="history",
            title=tr("History"),
            icon="history",
            shortcuts=("Ctrl+H",),
            hint=tr("List every act with who, when and what; go back to any of them."),
            run=lambda: verbs.show_table("history"),
        ),
    )


def _why_no_undo(session: Session) -> str | None:
    if session.can_undo:
        return None
    return why_read_only(session) or tr("There is nothing to take back.")


def _why_no_redo(session: Session) -> str | None:
    if session.can_redo:
        return None
    return why_read_only(session) or tr("There is nothing to bring back.")


def _why_no_selection(session: Session) -> str | None:
    return None if session.selection else tr("Nothing is selected.")


def _undo_title(session: Session) -> str:
    if not session.can_undo:
        return tr("Undo")
    return tr("Undo “{title}”", title=session.undo_title)


def _redo_title(session: Session) -> str:
    if not session.can_redo:
        return tr("Redo")
    return tr("Redo “{title}”", title=session.redo_title)
