"""What tests of the care mode share: its page, selecting, pressing keys."""

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridmap.model.features import CareRecord
from gridmap.ui.care.page import CarePage
from gridmap.ui.main_window import MainWindow
from gridmap.ui.modes import CARE
from tests.helpers.build import fid
from tests.helpers.window import settle

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def page_of(window: MainWindow) -> CarePage:
    """Show the care mode and return its page."""
    window.view.workspace.show_mode(CARE)
    page = window.view.workspace.book.page(CARE)
    assert isinstance(page, CarePage)
    return page


def select(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Select a feature and wait for the panels."""
    window.session.select((fid(name),))
    settle(qtbot, window)


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifiers: Any = CONTROL) -> None:
    """Press a key in the window."""
    qtbot.keyClick(window, key, modifiers)


def records_of(window: MainWindow, household: str) -> list[CareRecord]:
    """Return the care records of a household."""
    return [item for item in window.session.document.all(CareRecord) if item.household == household]
