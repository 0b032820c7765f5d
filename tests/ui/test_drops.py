"""Files dropped onto the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.build import Tiny
from tests.helpers.window import open_project, open_window, tiny_project


def _drop(window, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy = QPointF(300, 300), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(place, copy, data, left, none))


def test_a_project_that_is_dropped_opens(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    path = tiny_project(tmp_path, tiny)
    with open_window(qtbot) as window:
        with qtbot.waitSignal(window.project_opened, timeout=20_000):
            _drop(window, path)
        assert window.path == path


def test_a_map_file_dropped_on_an_open_project_goes_to_the_import(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_file = tmp_path / "villages.geojson"
    map_file.write_text("{}", "utf-8")
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        taken: list[tuple[Path, ...]] = []
        monkeypatch.setattr(window.view, "import_files", taken.append)
        _drop(window, map_file)
        qtbot.waitUntil(lambda: bool(taken))
        assert taken == [(map_file,)]


def test_a_map_file_dropped_on_the_start_page_begins_a_project(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_file = tmp_path / "villages.geojson"
    map_file.write_text("{}", "utf-8")
    with open_window(qtbot) as window:
        taken: list[tuple[Path, ...]] = []
        monkeypatch.setattr(window, "new_project", taken.append)
        _drop(window, map_file)
        qtbot.waitUntil(lambda: bool(taken))
        assert taken == [(map_file,)]


def test_files_dropped_on_a_project_for_reading_only_are_refused_with_the_reason(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    map_file = tmp_path / "villages.geojson"
    map_file.write_text("{}", "utf-8")
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny), read_only=True)
        _drop(window, map_file)
        toast = window.view.workspace.toast
        qtbot.waitUntil(lambda: "reading only" in toast.text)
