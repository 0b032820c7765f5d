"""Every part of the window has a name, is reached by keyboard, and cuts no words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QMenu, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from gridmap.i18n import CHINESE, ENGLISH, set_language
from gridmap.model.features import FeatureId
from gridmap.settings import Settings
from gridmap.ui.dialogs.import_files import ImportDialog
from gridmap.ui.dialogs.new_project import NewProjectDialog
from gridmap.ui.dialogs.shortcuts import ShortcutSheet
from gridmap.ui.main_window import MainWindow
from gridmap.ui.manual import ManualWindow
from gridmap.ui.modes import modes
from gridmap.ui.window_menus import commands_by_menu
from tests.helpers.build import Tiny
from tests.helpers.walk import cut_texts, spoken_name, stops, tab_round, where
from tests.helpers.window import open_project, open_window, settle, tiny_project

LOOKS = [(language, percent) for language in (ENGLISH, CHINESE) for percent in (100, 125, 150)]


def scenes(qtbot: QtBot, window: MainWindow, folder: Path, tiny: Tiny) -> Iterator[tuple]:
    """Show one part of the program after the other; yield its name and its widget."""
    yield "start page", window
    open_project(qtbot, window, tiny_project(folder, tiny))
    workspace = window.view.workspace
    for feature in ("h01", "w11", "v1", "p1", "o1"):
        workspace.go_to(FeatureId(feature))
        settle(qtbot, window)
        yield f"details of {feature}", window
    for table in workspace.bottom.names:
        workspace.show_table(table)
        settle(qtbot, window)
        yield f"table {table}", window
    workspace.toggle_panel("bottom")
    for mode in modes():
        workspace.show_mode(mode.name)
        settle(qtbot, window)
        yield f"mode {mode.name}", window


def dialogs(window: MainWindow, folder: Path) -> Iterator[QDialog]:
    """Make the dialogs that one meets on the usual way."""
    yield NewProjectDialog(window, folder, window.theme)
    yield ManualWindow(window, window.theme)
    if window.view is not None:
        yield ShortcutSheet(
            window, commands_by_menu(window.view.actions_by_name.operations), window.theme
        )
        yield ImportDialog(
            window,
            window.session,
            window.runner,
            window.theme,
            folder=folder,
            project=window.path,
        )


def test_everything_that_takes_the_keyboard_has_a_name(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    nameless: list[str] = []
    with open_window(qtbot) as window:
        for scene, root in scenes(qtbot, window, tmp_path, tiny):
            nameless += [f"{scene}: {where(item)}" for item in stops(root) if not spoken_name(item)]
        for dialog in dialogs(window, tmp_path):
            dialog.show()
            nameless += [where(item) for item in stops(dialog) if not spoken_name(item)]
            dialog.close()
    assert not nameless, "\n".join(sorted(set(nameless)))


def test_the_tab_key_reaches_everything_and_comes_round(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        window.activateWindow()
        missed = _missed(window, window.start_page)
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        workspace = window.view.workspace
        workspace.go_to(FeatureId("h07"))
        workspace.show_table("problems")
        settle(qtbot, window)
        missed += _missed(window, workspace.left.tree.tree)
    assert not missed, "\n".join(missed)


def _missed(window: MainWindow, first: QWidget) -> list[str]:
    """Return what the Tab key does not reach though it takes the keyboard by Tab."""
    first.setFocus()
    assert window.focusWidget() is first
    reached = tab_round(window)
    wanted = [item for item in stops(window) if item.isEnabled() and _takes_tab(item)]
    return [where(item) for item in wanted if item not in reached]


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & 0x1)


def test_every_command_stands_in_a_menu_and_every_menu_opens_by_a_letter(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    for language in (ENGLISH, CHINESE):
        set_language(language)
        with open_window(qtbot, Settings(language=language)) as window:
            open_project(qtbot, window, tiny_project(tmp_path, tiny, f"tiny-{language}"))
            (bar,) = window.findChildren(QMenuBar)
            letters = [action.text().partition("&")[2][:1] for action in bar.actions()]
            assert all(letters)
            assert len(set(letters)) == len(letters)
            inside = {action.objectName() for action in _all_actions(bar)}
            missing = {
                operation.name for operation in window.view.actions_by_name.operations
            } - inside
            assert not missing


def _all_actions(bar: QMenuBar) -> Iterator:
    menus = [action.menu() for action in bar.actions()]
    while menus:
        menu = menus.pop()
        assert isinstance(menu, QMenu)
        for action in menu.actions():
            yield action
            if action.menu() is not None:
                menus.append(action.menu())


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_no_words_are_cut_on_a_small_screen(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, language: str, percent: int
) -> None:
    set_language(language)
    cut: list[str] = []
    with open_window(qtbot, Settings(language=language, text_scale=percent)) as window:
        for scene, root in scenes(qtbot, window, tmp_path, tiny):
            window.resize(1366, 768)
            settled: list[str] = []
            for _ in range(20):
                # What a table has to say may come a moment later, and be laid out after that.
                settled = list(cut_texts(root))
                if not settled:
                    break
                qtbot.wait(50)
            if window.width() > 1366 or window.height() > 768:
                cut.append(f"{scene}: the window is {window.size().toTuple()}")
            cut += [f"{scene}: {line}" for line in settled]
    assert not cut, "\n".join(sorted(set(cut)))
