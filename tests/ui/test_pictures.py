"""A picture below the map comes in through the window and is in the next atlas."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gridmap.store.pictures import pictures_folder, pictures_in
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, build_tiny
from tests.helpers.window import open_project, open_window, settle, tiny_project

WAIT_MS = 20_000


def drone(folder: Path) -> Path:
    file = folder / "drone.jpg"
    Image.new("RGB", (400, 400), (90, 140, 80)).save(file)
    numbers = (1, 0, 0, -1, ORIGIN_X_M, ORIGIN_Y_M + 400)
    file.with_suffix(".jgw").write_text("\n".join(str(number) for number in numbers), "ascii")
    return file


def test_a_picture_is_kept_beside_the_project_and_in_the_atlas(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = drone(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    with open_window(qtbot) as window:
        path = tiny_project(tmp_path, build_tiny())
        open_project(qtbot, window, path)
        panel = window.view.workspace.atlas
        assert panel.spec().underlay == ""
        window.view.actions_by_name["add_picture"].trigger()
        qtbot.waitUntil(lambda: bool(pictures_in(pictures_folder(path))), timeout=WAIT_MS)
        settle(qtbot, window)
        spec = panel.spec()
        assert spec.underlay == str(pictures_folder(path))
        assert spec.base_map.startswith("drone.jpg")
