"""Every command has a title, a sentence about it, a shortcut of its own, and a reason when grey."""

from collections import Counter
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gridmap.model.features import FeatureId
from gridmap.session import open_session
from gridmap.ui.file_operations import file_operations
from gridmap.ui.map_operations import map_operations
from gridmap.ui.menus import Actions
from gridmap.ui.theme import LIGHT, resource_file
from tests.helpers.build import Tiny
from tests.helpers.window import open_project, open_window, tiny_project


class Verbs:
    """Stands for window and workspace: every verb does nothing."""

    def __getattr__(self, name: str):
        return lambda *_words: False


@pytest.fixture
def operations():
    verbs = Verbs()
    return {**file_operations(verbs), **map_operations(verbs)}


def test_no_two_commands_share_a_shortcut(operations) -> None:
    keys = Counter(key for item in operations.values() for key in item.shortcuts)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_command_says_in_a_sentence_what_it_does(operations) -> None:
    for operation in operations.values():
        assert operation.title
        assert operation.hint.endswith("."), operation.name
        if operation.icon:
            assert resource_file("icons", f"{operation.icon}.svg").is_file()


def test_a_grey_command_gives_its_reason_and_a_live_one_does_not(
    qtbot: QtBot, operations, tmp_path: Path, tiny: Tiny
) -> None:
    from PySide6.QtWidgets import QWidget

    owner = QWidget()
    qtbot.addWidget(owner)
    actions = Actions(operations, owner, LIGHT)
    session = open_session(tiny_project(tmp_path, tiny))
    actions.refresh(session)
    assert not actions["zoom_selection"].isEnabled()
    assert "Nothing is selected." in actions["zoom_selection"].toolTip()
    session.select([FeatureId("h01")])
    actions.refresh(session)
    assert actions["zoom_selection"].isEnabled()
    assert "Nothing is selected." not in actions["zoom_selection"].toolTip()
    session.close()


def test_every_command_of_a_project_is_in_a_menu(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    from PySide6.QtWidgets import QMenuBar

    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        bar = window.view.findChild(QMenuBar)
        in_menus = {
            action.objectName() for menu in bar.actions() for action in menu.menu().actions()
        }
        verbs = Verbs()
        names = {*file_operations(verbs), *map_operations(verbs)}
        assert names <= in_menus
