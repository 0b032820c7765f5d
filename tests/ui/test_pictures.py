"""A picture below the map comes in through the window and is in the next atlas."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from gridmap.importers.underlays import add_picture
from gridmap.progress import run_job
from gridmap.store.pictures import kept_pictures, pictures_folder, pictures_in, show_picture
from gridmap.ui.dialogs.pictures import PicturesDialog
from gridmap.ui.main_window import MainWindow
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, build_tiny
from tests.helpers.window import open_project, open_window, settle, tiny_project, when_shown

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


@pytest.fixture
def project(tmp_path: Path) -> Path:
    tiny = build_tiny()
    path = tiny_project(tmp_path, tiny)
    epsg = tiny.project.epsg
    run_job(add_picture(path, drone(tmp_path), plane_epsg=epsg, epsg=epsg))
    return path


def with_list(qtbot: QtBot, window: MainWindow, act: Callable[[PicturesDialog], None]) -> None:
    """Open the list of pictures through its command, wait for its lines, act, close it."""

    def begin(dialog: PicturesDialog) -> None:
        qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() > 0, timeout=WAIT_MS)
        act(dialog)
        dialog.reject()

    when_shown(PicturesDialog, begin)
    window.view.actions_by_name["pictures"].trigger()


def test_the_list_tells_size_and_day_and_leaves_a_picture_out(qtbot: QtBot, project: Path) -> None:
    def untick(dialog: PicturesDialog) -> None:
        item = dialog.list.topLevelItem(0)
        assert [item.text(column) for column in (0, 2)] == ["drone.jpg", "400 × 400 m"]
        assert item.text(1).startswith("20")
        assert item.text(3).endswith(" MB")
        with qtbot.waitSignal(dialog.changed):
            item.setCheckState(0, Qt.CheckState.Unchecked)

    with open_window(qtbot) as window:
        open_project(qtbot, window, project)
        assert window.view.workspace.atlas.spec().underlay
        with qtbot.waitSignal(window.view.workspace.pictures_changed, timeout=WAIT_MS):
            with_list(qtbot, window, untick)
        assert window.view.workspace.atlas.spec().underlay == ""
        assert [item.is_shown for item in kept_pictures(pictures_folder(project))] == [False]


@pytest.mark.parametrize(("answer", "stays"), [("Leave it as it is", True), ("Delete", False)])
def test_a_picture_is_deleted_only_after_a_question(
    qtbot: QtBot, project: Path, answer: str, stays: bool
) -> None:
    def press(box: QMessageBox) -> None:
        assert "cannot be undone" in box.informativeText()
        button = next(item for item in box.buttons() if item.text() == answer)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def delete(dialog: PicturesDialog) -> None:
        when_shown(QMessageBox, press)
        qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
        count = 1 if stays else 0
        qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == count, timeout=WAIT_MS)
        assert dialog.remove_button.isEnabled() is stays

    with open_window(qtbot) as window:
        open_project(qtbot, window, project)
        with_list(qtbot, window, delete)
    assert bool(pictures_in(pictures_folder(project))) is stays
    assert (project.parent / "drone.jpg").exists()


def test_a_saved_copy_prints_with_the_picture(
    qtbot: QtBot, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = project.parent / "stick" / "copy.gpkg"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with open_window(qtbot) as window:
        open_project(qtbot, window, project)
        window.save_copy()
        toast = window.view.workspace.toast
        qtbot.waitUntil(lambda: "is whole" in toast.text, timeout=WAIT_MS)
        assert "“copy.pictures”" in toast.text
        open_project(qtbot, window, target)
        assert window.view.workspace.atlas.spec().underlay == str(pictures_folder(target))


def test_the_map_shows_the_pictures_until_they_are_switched_off(
    qtbot: QtBot, project: Path
) -> None:
    def greens(window: MainWindow) -> int:
        canvas = window.view.workspace.canvas
        qtbot.waitUntil(lambda: canvas.is_sharp, timeout=WAIT_MS)
        image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(-1, 4)[:, :3].astype(int)
        return int((pixels[:, 1] - pixels[:, 2] > 8).sum())

    with open_window(qtbot) as window:
        open_project(qtbot, window, project)
        action = window.view.actions_by_name["pictures_on_map"]
        assert action.isChecked()
        canvas = window.view.workspace.canvas
        qtbot.waitUntil(lambda: greens(window) > 10_000, timeout=WAIT_MS)
        with qtbot.waitSignal(canvas.frame_shown, timeout=WAIT_MS):
            action.trigger()
        qtbot.waitUntil(lambda: greens(window) < 6_000, timeout=WAIT_MS)
        assert not action.isChecked()
        window.close_project()
        open_project(qtbot, window, project)
        assert not window.view.actions_by_name["pictures_on_map"].isChecked()
        window.view.actions_by_name["pictures_on_map"].trigger()
        qtbot.waitUntil(lambda: greens(window) > 10_000, timeout=WAIT_MS)
        (picture,) = kept_pictures(pictures_folder(project))
        show_picture(picture, is_shown=False)
        window.view.workspace.pictures_changed.emit()
        qtbot.waitUntil(lambda: greens(window) < 6_000, timeout=WAIT_MS)
