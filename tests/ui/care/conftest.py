"""The window with the tiny project open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gridmap.ui.main_window import MainWindow
from tests.helpers.build import Tiny
from tests.helpers.window import open_project, open_window, tiny_project


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> Iterator[MainWindow]:
    """Return the window with the tiny project open."""
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        yield window
