"""The window fits the smallest screen there is in offices, at every text size."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gridmap.i18n import set_language
from gridmap.settings import Settings
from gridmap.ui.modes import modes
from tests.helpers.build import Tiny
from tests.helpers.window import open_project, open_window, settle, tiny_project

SMALLEST_PX = 1366, 768


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("percent", [100, 125, 150])
def test_the_window_fits_the_smallest_screen_in_every_mode(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, language: str, percent: int
) -> None:
    set_language(language)
    with open_window(qtbot, Settings(language=language, text_scale=percent)) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        for mode in modes():
            window.view.workspace.show_mode(mode.name)
            settle(qtbot, window)
            needed = window.minimumSizeHint().toTuple()
            assert needed[0] <= SMALLEST_PX[0], (mode.name, needed)
            assert needed[1] <= SMALLEST_PX[1], (mode.name, needed)
