"""The menus of the window, as lists of operation names: with a project and on the start page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from gridmap.i18n import CHINESE, ENGLISH, language, tr
from gridmap.ui.dialogs.about import show_about
from gridmap.ui.menus import Actions, add_menu
from gridmap.ui.modes import modes
from gridmap.ui.theme import TEXT_SCALES

if TYPE_CHECKING:
    from gridmap.ui.main_window import MainWindow
    from gridmap.ui.operations import Operation


_LINE = None
_START = ("new", "open", "practice", _LINE, "backups", _LINE, "quit")
_FILE = (
    *("new", "open", "practice", _LINE, "import", "add_picture", "pictures", _LINE),
    *("atlas", "review_map", _LINE),
    *("save_copy", "backups", "erase_deleted", _LINE, "close", "quit"),
)
_PRINT = (
    *("print_booklet", "print_file", "calibrate_printer", _LINE),
    *("poster", "wall_map", "safety_cards", "day_sheet", "emergency_numbers", _LINE),
    *("print_runs", "copy_register"),
)
_EDIT = (
    "undo",
    "redo",
    "history",
    "author",
    _LINE,
    "find",
    "clear_selection",
    _LINE,
    "take_off_map",
    "remove",
)
_VIEW = (
    *("zoom_full", "zoom_selection", "snapping", "pictures_on_map", _LINE),
    *("panel_left", "panel_right", "panel_bottom", "next_part", _LINE),
    *(
        "table_households",
        "grids",
        "table_officers",
        "problems",
        "next_problem",
        "previous_problem",
        _LINE,
    ),
)
_DRAW = (
    *("tool_select", "tool_pan", "tool_measure", _LINE),
    *("tool_draw_grid", "tool_reshape_border", "tool_split_grid", "tool_merge_grids"),
    *("tool_edit_vertices", "tool_fill_land", _LINE),
    *("tool_place_household", "tool_move_households", "tool_new_household", _LINE),
    *("tool_place_place", "tool_draw_line", "tool_draw_group", "tool_draw_village", "tool_note"),
    *(_LINE, "repair_grids"),
)

_LOOK_TOOLS = ("tool_select", "tool_pan", "zoom_full", "tool_measure")
_GRID_TOOLS = ("tool_draw_grid", "tool_reshape_border", "tool_split_grid", "tool_merge_grids")
_MORE_DRAWING = (
    *("tool_edit_vertices", "tool_fill_land", "tool_draw_line"),
    *("tool_draw_group", "tool_draw_village", "tool_note"),
)
_HOUSE_TOOLS = (
    *("tool_place_household", "tool_new_household", "tool_move_households"),
    "tool_place_place",
)
_WORK = ("import", "grids", "problems", "atlas")

_HELP = ("guide", "manual")
_LARGE: Final = 1.5
_LETTER: Final = re.compile(r"\(&\w\)")


def tool_groups() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Return the groups of the tool bar: name, buttons, and what waits behind More."""
    return (
        (tr("Looking"), _LOOK_TOOLS, ()),
        (tr("Drawing"), _GRID_TOOLS, _MORE_DRAWING),
        (tr("Houses and places"), _HOUSE_TOOLS, ()),
        (tr("Work"), _WORK, ()),
    )


_CARE = (
    *("tag_person", "record_visit", "visits_due", _LINE),
    *("mode_incident", _LINE),
    *("new_officer", "handover", "care_categories"),
)


def start_menus(bar: QMenuBar, actions: Actions, window: MainWindow) -> None:
    """Fill the menu bar of the start page."""
    actions.refresh(None)
    add_menu(bar, _title(tr("&File"), window), _of(actions, _START))
    add_menu(bar, _title(tr("&View"), window), look_menus(bar, window))
    add_menu(bar, _title(tr("&Help"), window), [*_of(actions, _HELP), None, _about(window)])


def project_menus(
    bar: QMenuBar, actions: Actions, window: MainWindow, *, households: QMenu
) -> None:
    """Fill the menu bar of an open project; `households` are the verbs on selected ones."""
    add_menu(bar, _title(tr("&File"), window), _of(actions, _FILE))
    add_menu(bar, _title(tr("&Edit"), window), [*_of(actions, _EDIT), households])
    looks = look_menus(bar, window)
    add_menu(bar, _title(tr("&View"), window), [*_of(actions, _view()), *looks])
    add_menu(bar, _title(tr("&Care"), window), _of(actions, _CARE))
    add_menu(bar, _title(tr("&Tools"), window), _of(actions, _DRAW))
    add_menu(bar, _title(tr("&Print"), window), _of(actions, _PRINT))
    helps = [*_of(actions, (*_HELP, "shortcuts")), None, _about(window)]
    add_menu(bar, _title(tr("&Help"), window), helps)


def commands_by_menu(operations: Iterable[Operation]) -> list[tuple[str, list[Operation]]]:
    """Return the menus' titles, each with its commands, for the sheet of keys."""
    known = {operation.name: operation for operation in operations}
    menus = (
        (tr("File"), _FILE),
        (tr("Edit"), _EDIT),
        (tr("View"), _view()),
        (tr("Tools"), _DRAW),
        (tr("Care"), _CARE),
        (tr("Print"), _PRINT),
        (tr("Help"), (*_HELP, "shortcuts")),
    )
    return [
        (title, [known[name] for name in names if name is not None and name in known])
        for title, names in menus
    ]


def _view() -> tuple[str | None, ...]:
    """Return the View menu: every mode there is, then the rest."""
    return (*(f"mode_{mode.name}" for mode in modes() if not mode.under), _LINE, *_VIEW)


def _title(title: str, window: MainWindow) -> str:
    """Return a menu's title; a letter in brackets goes where large text needs its room."""
    return title if window.theme.scale < _LARGE else _LETTER.sub("", title)


def _of(actions: Actions, names: Iterable[str | None]) -> list[QAction | QMenu | None]:
    return [None if name is None else actions[name] for name in names]


def look_menus(bar: QMenuBar, window: MainWindow) -> list[QAction | QMenu | None]:
    """Return text size, theme, contrast and language."""
    size = QMenu(tr("Text size"), bar)
    group = QActionGroup(size)
    for percent in TEXT_SCALES:
        action = _choice(size, group, f"{percent} %", window.settings.text_scale == percent)
        action.triggered.connect(lambda _on=False, p=percent: window.use_text_scale(p))
    theme = QMenu(tr("Colours"), bar)
    group = QActionGroup(theme)
    chosen = window.settings.ui.get("theme", "system")
    for name, words in (
        ("system", tr("As the system")),
        ("light", tr("Light")),
        ("dark", tr("Dark")),
    ):
        action = _choice(theme, group, words, chosen == name)
        action.triggered.connect(lambda _on=False, n=name: window.use_theme(n))
    theme.addSeparator()
    contrast = theme.addAction(tr("High contrast"))
    contrast.setCheckable(True)
    contrast.setChecked(bool(window.settings.ui.get("high_contrast")))
    contrast.triggered.connect(window.use_high_contrast)
    speech = QMenu(tr("Language"), bar)
    group = QActionGroup(speech)
    for code, name in ((CHINESE, "中文"), (ENGLISH, "English")):
        action = _choice(speech, group, name, language() == code)
        action.triggered.connect(lambda _on=False, c=code: window.use_language(c))
    return [size, theme, speech]


def _choice(menu: QMenu, group: QActionGroup, words: str, is_on: bool) -> QAction:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(is_on)
    group.addAction(action)
    return action


def _about(window: MainWindow) -> QAction:
    action = QAction(tr("About GridMap"), window)
    action.triggered.connect(lambda: show_about(window, window.theme))
    return action
