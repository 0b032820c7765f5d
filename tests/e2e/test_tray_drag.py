"""Households are dragged from the tray onto the map of the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridmap.actions.placing import take_off_map
from gridmap.model.features import FeatureId, Household
from gridmap.ui.main_window import MainWindow
from tests.helpers.build import Tiny, at
from tests.helpers.window import open_project, open_window, settle, tiny_project

WAITING = tuple(FeatureId(f"h{number:02d}") for number in (3, 7, 11))
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(qtbot: QtBot, tiny: Tiny, tmp_path: Path) -> Iterator[MainWindow]:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        session = window.session
        session.apply(take_off_map(session.document, WAITING))
        settle(qtbot, window)
        window.view.workspace.canvas.zoom_full()
        yield window


def rows(window: MainWindow, *households: FeatureId) -> QMimeData:
    model = window.view.workspace.left.tray.rows
    return model.mimeData([model.index_of(key) for key in households])


def over(window: MainWindow, data: QMimeData, x_m: float, y_m: float) -> QPoint:
    """Drag over the map; return the pixel."""
    canvas = window.view.workspace.canvas
    point = at(x_m, y_m)
    x_px, y_px = canvas.screen_view.point_px(point.x, point.y)
    pixel = QPoint(round(x_px), round(y_px))
    action = Qt.DropAction.CopyAction
    QApplication.sendEvent(canvas, QDragEnterEvent(pixel, action, data, LEFT, PLAIN))
    QApplication.sendEvent(canvas, QDragMoveEvent(pixel, action, data, LEFT, PLAIN))
    return pixel


def drop(window: MainWindow, data: QMimeData, x_m: float, y_m: float) -> None:
    pixel = over(window, data, x_m, y_m)
    event = QDropEvent(QPointF(pixel), Qt.DropAction.CopyAction, data, LEFT, PLAIN)
    QApplication.sendEvent(window.view.workspace.canvas, event)
    assert event.isAccepted()


def test_one_household_lands_where_it_is_let_go_and_the_tool_is_put_away(
    window: MainWindow,
) -> None:
    canvas = window.view.workspace.canvas
    drop(window, rows(window, WAITING[1]), 250, 260)
    house = window.session.document.get(WAITING[1], Household)
    assert house.geometry.distance(at(250, 260)) < 2 * canvas.screen_view.m_per_px
    assert canvas.tool.name == "select"
    assert window.session.undo_title.startswith("Place household")


def test_several_are_a_queue_the_first_lands_and_the_others_are_armed_in_turn(
    qtbot: QtBot, window: MainWindow
) -> None:
    workspace = window.view.workspace
    drop(window, rows(window, WAITING[0], WAITING[2]), 250, 260)
    document = window.session.document
    assert document.get(WAITING[0], Household).geometry is not None
    assert workspace.placing.queue.armed.id == WAITING[2]
    qtbot.mouseClick(workspace.canvas, LEFT, pos=workspace.canvas.rect().center())
    assert document.get(WAITING[2], Household).geometry is not None
    assert document.get(WAITING[1], Household).geometry is None


def test_a_drag_that_leaves_the_map_leaves_no_trace(window: MainWindow) -> None:
    canvas = window.view.workspace.canvas
    over(window, rows(window, WAITING[0]), 250, 260)
    assert canvas.tool.name == "place_household"
    QApplication.sendEvent(canvas, QDragLeaveEvent())
    assert canvas.tool.name == "select"
    assert window.session.document.get(WAITING[0], Household).geometry is None


def test_shift_and_click_gather_rows_to_drag_and_take_no_tool(
    qtbot: QtBot, window: MainWindow
) -> None:
    tray = window.view.workspace.left.tray
    window.view.workspace.left.tabs.choose("tray")
    for number in (0, 2):
        place = tray.list.visualRect(tray.rows.index(number)).center()
        qtbot.mouseClick(tray.list.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, place)
    chosen = tray.list.selectionModel().selectedRows()
    assert len(chosen) == 2
    assert window.view.workspace.canvas.tool.name == "select"
