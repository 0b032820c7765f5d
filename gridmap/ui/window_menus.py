"""The menus of the window: with a project and on the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from gridmap.i18n import CHINESE, ENGLISH, language, tr
from gridmap.ui.dialogs.about import show_about
from gridmap.ui.menus import Actions, add_menu
from gridmap.ui.theme import TEXT_SCALES

if TYPE_CHECKING:
    from gridmap.ui.main_window import MainWindow


def start_menus(bar: QMenuBar, actions: Actions, window: MainWindow) -> None:
    """Fill the menu bar of the start page."""
    actions.refresh(None)
    names = ("new", "open", "practice")
    add_menu(bar, tr("File"), [*(actions[name] for name in names), None, actions["quit"]])
    add_menu(bar, tr("View"), look_menus(bar, window))
    add_menu(bar, tr("Help"), [_about(window)])


def project_menus(bar: QMenuBar, actions: Actions, window: MainWindow) -> None:
    """Fill the menu bar of an open project."""
    add_menu(
        bar,
        tr("File"),
        [
            actions["new"],
            actions["open"],
            actions["practice"],
            None,
            actions["import"],
            actions["atlas"],
            None,
            actions["close"],
            actions["quit"],
        ],
    )
    add_menu(
        bar,
        tr("Edit"),
        [
            actions["undo"],
            actions["redo"],
            None,
            actions["find"],
            actions["clear_selection"],
            None,
            actions["take_off_map"],
        ],
    )
    panels = [actions[f"panel_{name}"] for name in ("left", "right", "bottom")]
    add_menu(
        bar,
        tr("View"),
        [
            actions["zoom_full"],
            actions["zoom_selection"],
            None,
            *panels,
            None,
            *look_menus(bar, window),
        ],
    )
    tools = [actions[f"tool_{name}"] for name in ("select", "pan", "measure")]
    drawing = [
        actions[f"tool_{name}"]
        for name in (
            "draw_grid",
            "reshape_border",
            "split_grid",
            "merge_grids",
            "edit_vertices",
            "fill_land",
        )
    ]
    others = [
        actions[f"tool_{name}"]
        for name in ("place_place", "draw_line", "draw_group", "draw_village", "note")
    ]
    placing = [
        actions[f"tool_{name}"] for name in ("place_household", "move_households", "new_household")
    ]
    add_menu(
        bar,
        tr("Tools"),
        [
            *tools,
            None,
            *drawing,
            None,
            *placing,
            None,
            *others,
            None,
            actions["grids"],
            actions["problems"],
        ],
    )
    add_menu(bar, tr("Help"), [actions["shortcuts"], None, _about(window)])


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
