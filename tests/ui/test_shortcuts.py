"""The sheet of keys is complete, grouped, searchable and can be printed."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from gridmap.ui.dialogs.shortcuts import ShortcutSheet, key_groups, sheet_html
from gridmap.ui.window_menus import commands_by_menu
from tests.helpers.build import Tiny
from tests.helpers.window import open_project, open_window, tiny_project


def test_every_command_with_a_key_stands_on_the_sheet_once(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        operations = window.view.actions_by_name.operations
        groups = key_groups(commands_by_menu(operations))
        listed = [line.keys for group in groups for line in group.lines]
        for operation in operations:
            if operation.shortcuts:
                assert listed.count(operation.shortcuts) == 1, operation.name
            assert operation.hint, operation.name


def test_typing_narrows_the_sheet_by_word_and_by_key(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        menus = commands_by_menu(window.view.actions_by_name.operations)
        sheet = ShortcutSheet(window, menus, window.theme)
        qtbot.addWidget(sheet)
        everything = len(sheet.titles)
        qtbot.keyClicks(sheet.line, "ctrl+z")
        assert sheet.titles[0] == "Undo"
        assert len(sheet.titles) < 4
        sheet.line.setText("snapping")
        assert "No snapping while it is down" in sheet.titles
        sheet.line.clear()
        assert len(sheet.titles) == everything


def test_the_printed_page_has_the_gestures_of_the_tools() -> None:
    page = sheet_html(key_groups([]))
    for words in ("Ctrl and drag", "Backspace", "Alt", "Space and drag", "Arrow keys", "Esc"):
        assert words in page
