"""Status bar, removing and sloppy grids through the real window, by mouse and key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from shapely import Polygon

from gridmap.actions.grids import remove_grid
from gridmap.actions.land import partition_of_village
from gridmap.geo.partition import flaws
from gridmap.model.features import FeatureId, Grid, Household, Note
from gridmap.ui.dialogs.import_files import ImportDialog
from gridmap.ui.main_window import MainWindow
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, Tiny
from tests.helpers.window import (
    WAIT_MS,
    id_set,
    open_project,
    open_window,
    settle,
    tiny_project,
    when_shown,
)
from tests.importers.helpers import geojson

V1 = FeatureId("v1")


@pytest.fixture
def window(qtbot: QtBot, tiny: Tiny, tmp_path: Path) -> Iterator[MainWindow]:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        yield window


def test_a_scale_is_typed_and_coordinates_are_told_in_the_chosen_system(
    qtbot: QtBot, window: MainWindow
) -> None:
    workspace = window.view.workspace
    line = workspace.status.scale.lineEdit()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    line.selectAll()
    qtbot.keyClicks(line, "1500")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert round(workspace.canvas.scale_denominator) == 1500
    assert "1 : 1\u2009500" in workspace.status.text
    qtbot.mouseMove(workspace.canvas, QPoint(200, 200))
    assert "E 43" in workspace.status.coordinates.text()
    workspace.status.coordinates.menu_of_systems().actions()[1].trigger()
    assert "E 104." in workspace.status.coordinates.text()
    assert window.settings.ui["map"]["coordinates"] == "degrees"


def test_s_suspends_snapping_and_the_status_bar_says_so(qtbot: QtBot, window: MainWindow) -> None:
    workspace = window.view.workspace
    assert "Snapping: on" in workspace.status.text
    workspace.canvas.setFocus()
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_S)
    assert "Snapping: off" in workspace.status.text
    assert not workspace.canvas.is_snapping
    qtbot.mouseClick(workspace.status.snapping, Qt.MouseButton.LeftButton)
    assert workspace.canvas.is_snapping
    assert "Snapping: on" in workspace.status.text


def test_delete_removes_a_note_unasked_and_a_grid_only_after_saying_what_hangs_on_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    session, canvas = window.session, window.view.workspace.canvas
    canvas.setFocus()
    session.select(id_set("n1"))
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert session.document.find(FeatureId("n1"), Note) is None
    session.select(id_set("w11"))
    seen: list[str] = []

    def answer(box: QMessageBox, words: str) -> None:
        seen.append(box.informativeText())
        button = next(item for item in box.buttons() if item.text() == words)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    when_shown(QMessageBox, lambda box: answer(box, "Keep"))
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert session.document.find(FeatureId("w11"), Grid) is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    canvas.setFocus()
    when_shown(QMessageBox, lambda box: answer(box, "Remove"))
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert session.document.find(FeatureId("w11"), Grid) is None
    assert "4 households of 第1网格 are then in no grid." in seen[0]
    assert "1 duties held for 第1网格 end." in seen[1]
    session.undo()
    assert session.document.find(FeatureId("w11"), Grid) is not None
    settle(qtbot, window)


def test_a_household_is_not_lost_by_the_delete_key_without_a_question(
    qtbot: QtBot, window: MainWindow
) -> None:
    session, canvas = window.session, window.view.workspace.canvas
    canvas.setFocus()
    session.select(id_set("h03"))
    when_shown(QMessageBox, lambda box: qtbot.keyClick(box, Qt.Key.Key_Escape))
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert session.document.find(FeatureId("h03"), Household) is not None


def sloppy_grids(folder: Path) -> Path:
    """Write two grids of the first village that overlap and gape by up to a metre and a half."""
    shapes = (
        [(0, 0), (200.6, 0), (199.2, 200), (201, 400), (0, 400)],
        [(199, 0), (400, 0), (400, 400), (200, 400), (200.9, 200)],
    )
    rows = [
        (
            Polygon([(ORIGIN_X_M + x, ORIGIN_Y_M + y) for x, y in shape]).wkt,
            {"网格名称": f"新{number}网格", "村": "柳树湾村"},
        )
        for number, shape in enumerate(shapes, start=1)
    ]
    return geojson(folder / "网格.geojson", rows, "urn:ogc:def:crs:EPSG::4544")


def test_sloppy_grids_are_shown_and_repaired_before_they_come_in(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session = window.session
    for grid in ("w11", "w12"):
        session.apply(remove_grid(session.document, FeatureId(grid)))
    path = sloppy_grids(tmp_path)
    said: list[str] = []

    def take(dialog: ImportDialog) -> None:
        dialog.use_files((path,))
        qtbot.waitUntil(dialog.take.isEnabled, timeout=WAIT_MS)
        assert dialog.fit.isVisible()
        said.append(dialog.fit.words.text())
        assert dialog.fit.list.topLevelItem(0).childCount() == 2
        assert not [grid for grid in session.document.all(Grid) if grid.village == V1]
        dialog.fit.tolerance.setValue(1.8)
        qtbot.waitUntil(dialog.take.isEnabled, timeout=WAIT_MS)
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)

    when_shown(ImportDialog, take)
    window.view.actions_by_name["import"].trigger()
    assert "corners of 2 grids would move" in said[0]
    partition = partition_of_village(session.document, V1)
    assert len(partition.grids) == 2
    assert flaws(partition) == []
    assert sum(shape.area for shape in partition.grids.values()) == 160_000
    settle(qtbot, window)


def test_the_edit_menu_changes_the_state_of_all_selected_households(
    qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    menu = window.view.workspace.desk.household_menu(window)
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["No household is selected."]
    session.select(id_set("h01", "h02"))
    menu.aboutToShow.emit()
    state = next(action.menu() for action in menu.actions() if action.text() == "State")
    next(action for action in state.actions() if action.text() == "Ruin").trigger()
    for key in ("h01", "h02"):
        assert session.document.get(FeatureId(key), Household).status == "ruin"
    assert session.selection == {"h01", "h02"}
    settle(qtbot, window)
