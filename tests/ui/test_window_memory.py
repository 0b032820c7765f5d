"""A project comes back as it was left: mode, table and place; damaged memory does no harm."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gridmap.model.features import FeatureId
from gridmap.settings import Settings, load_settings
from tests.helpers.build import Tiny
from tests.helpers.window import open_project, open_window, tiny_project


def test_mode_table_and_place_of_each_project_come_back(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    first, second = (tiny_project(tmp_path, tiny, name) for name in ("first", "second"))
    with open_window(qtbot) as window:
        open_project(qtbot, window, first)
        workspace = window.view.workspace
        workspace.go_to(FeatureId("h07"))
        workspace.show_table("history")
        workspace.show_mode("atlas")
        view, scale = workspace.canvas.view, workspace.canvas.scale_denominator
        open_project(qtbot, window, second)
        assert window.view.workspace.mode == "draw"
    with open_window(qtbot, load_settings()) as window:
        open_project(qtbot, window, first)
        workspace = window.view.workspace
        assert workspace.mode == "atlas"
        assert workspace.bottom.tabs.current() == "history"
        assert workspace.canvas.view.center_x_m == pytest.approx(view.center_x_m, abs=0.1)
        assert workspace.canvas.view.center_y_m == pytest.approx(view.center_y_m, abs=0.1)
        assert workspace.canvas.scale_denominator == pytest.approx(scale, rel=0.01)


@pytest.mark.parametrize(
    "memory", ["rubbish", {"mode": "of another version", "table": 7, "center_m": ["x", 1]}]
)
def test_what_is_remembered_may_be_of_another_version(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, memory: object
) -> None:
    path = tiny_project(tmp_path, tiny)
    settings = Settings(ui={"project_views": {str(path): memory}})
    with open_window(qtbot, settings) as window:
        open_project(qtbot, window, path)
        assert window.view.workspace.mode == "draw"
