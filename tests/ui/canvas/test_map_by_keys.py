"""The whole of map work without a mouse: looking, going from house to house, drawing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridmap.model.features import Area, FeatureId, Grid, Household, Project, Village
from gridmap.synth.practice_village import practice_village
from gridmap.ui.canvas.feature_walk import next_feature
from gridmap.ui.tools.toolbox import make_tool
from tests.helpers.map_window import MapWindow, session_of


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MapWindow:
    """A map of the practice village."""
    return MapWindow(qtbot, session_of(practice_village(), tmp_path))


def press(window: MapWindow, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        window.qtbot.keyClick(window.canvas, key)


def test_tab_goes_through_what_is_in_sight_and_then_leaves_the_map(window: MapWindow) -> None:
    document = window.session.document
    window.canvas.setFocus()
    seen = []
    while window.canvas.focusNextPrevChild(True) and len(seen) < 100:
        if not window.session.selection or next(iter(window.session.selection)) in seen:
            break
        seen.append(next(iter(window.session.selection)))
    placed = [item.id for item in document.all(Household) if item.geometry is not None]
    assert set(placed) <= set(seen)
    tops = [document.find_any(key).geometry.y for key in seen]
    assert tops == sorted(tops, reverse=True)


def test_shift_tab_goes_back_to_the_feature_before(window: MapWindow) -> None:
    ids = [item.id for item in window.session.document.all(Household) if item.geometry]
    document = window.session.document
    second = next_feature(document, ids, (), forward=True)
    third = next_feature(document, ids, (second,), forward=True)
    assert next_feature(document, ids, (third,), forward=False) == second
    assert next_feature(document, ids, (second,), forward=False) is None


def test_where_very_many_are_in_sight_tab_leaves_the_map(window: MapWindow) -> None:
    many = [FeatureId(str(number)) for number in range(100)]
    assert next_feature(window.session.document, many, (), forward=True) is None


def test_enter_opens_the_form_of_what_is_selected(window: MapWindow, qtbot: QtBot) -> None:
    chosen = next(iter(window.session.document.all(Household)))
    window.session.select((chosen.id,))
    with qtbot.waitSignal(window.canvas.activated) as told:
        press(window, Qt.Key.Key_Return)
    assert told.args == [chosen.id]


def test_the_menu_key_opens_the_menu_beside_the_selection(window: MapWindow, qtbot: QtBot) -> None:
    chosen = next(item for item in window.session.document.all(Household) if item.geometry)
    window.session.select((chosen.id,))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    with qtbot.waitSignal(window.canvas.context_requested) as told:
        QApplication.sendEvent(window.canvas, event)
    hits, at = told.args
    assert hits == (chosen.id,)
    assert window.canvas.mapFromGlobal(at) == window.pixel_of(chosen.id)


def test_arrows_move_the_map_and_plus_magnifies(window: MapWindow) -> None:
    view = window.canvas.view
    press(window, Qt.Key.Key_Right)
    assert window.canvas.view.center_x_m > view.center_x_m
    scale = window.canvas.scale_denominator
    press(window, Qt.Key.Key_Plus)
    assert window.canvas.scale_denominator < scale


def test_a_grid_is_drawn_with_the_arrow_keys_and_enter_alone(qtbot: QtBot, tmp_path: Path) -> None:
    features = [item for item in practice_village() if isinstance(item, Project | Village | Area)]
    window = MapWindow(qtbot, session_of(features, tmp_path))
    (village,) = window.session.document.all(Village)
    window.canvas.zoom_to(village.geometry.buffer(150).bounds)
    window.canvas.set_tool(make_tool("draw_grid", window.session, window.canvas))
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Down, 2)
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Left, 2)
    press(window, Qt.Key.Key_Return)
    assert window.session.document.count(Grid) == 0
    press(window, Qt.Key.Key_Return)
    (grid,) = window.session.document.all(Grid)
    assert grid.geometry.area > 500


def test_enter_finishes_as_before_for_who_draws_with_the_mouse(window: MapWindow) -> None:
    window.canvas.set_tool(make_tool("measure", window.session, window.canvas))
    press(window, Qt.Key.Key_Right)
    window.point_to(QPoint(300, 300))
    before = window.canvas.tool.guide()
    press(window, Qt.Key.Key_Return)
    assert window.canvas.tool.guide() == before
