from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridmap.model.changes import edited, removed
from gridmap.model.features import FeatureId, Household, Note
from gridmap.ui.canvas import viewport
from gridmap.ui.canvas.map_canvas import MapCanvas
from gridmap.ui.tools.pan import PanTool
from tests.helpers.build import at
from tests.helpers.map_window import SIZE_PX, MapWindow, darkest

MIDDLE = QPoint(SIZE_PX[0] // 2, SIZE_PX[1] // 2)
EMPTY = QPoint(40, 460)


def move_house(window: MapWindow, name: str, x_m: float, y_m: float) -> None:
    house = window.session.document.get(FeatureId(name), Household)
    window.session.apply(edited("move", [(house, replace(house, geometry=at(x_m, y_m)))]))


def test_the_canvas_opens_with_the_whole_project_in_sight(window: MapWindow) -> None:
    min_x, min_y, max_x, max_y = window.canvas.view.bounds_m
    assert min_x < 430_000 < 430_800 < max_x
    assert min_y < 3_880_000 < 3_880_400 < max_y
    assert darkest(window.picture(), window.pixel_of("h01")) < 60


def test_dragging_empty_ground_moves_the_map_with_the_pointer(window: MapWindow) -> None:
    before = window.canvas.screen_view.point_m(MIDDLE.x(), MIDDLE.y())
    window.drag(MIDDLE, MIDDLE + QPoint(120, -40))
    after = window.canvas.screen_view.point_m(MIDDLE.x() + 120, MIDDLE.y() - 40)
    assert after == pytest.approx(before, abs=1e-6)
    assert not window.session.selection


def test_middle_button_moves_the_map_from_on_top_of_a_house(window: MapWindow) -> None:
    start = window.pixel_of("h10")
    window.drag(start, start + QPoint(60, 10), button=Qt.MouseButton.MiddleButton)
    assert window.pixel_of("h10") == start + QPoint(60, 10)
    assert not window.session.selection


def test_space_held_down_moves_the_map_even_with_shift(window: MapWindow) -> None:
    start = window.pixel_of("h10")
    window.qtbot.keyPress(window.canvas, Qt.Key.Key_Space)
    assert window.canvas.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    window.drag(start, start + QPoint(30, 30), modifiers=Qt.KeyboardModifier.ShiftModifier)
    window.qtbot.keyRelease(window.canvas, Qt.Key.Key_Space)
    assert window.pixel_of("h10") == start + QPoint(30, 30)
    assert not window.session.selection
    assert window.canvas.cursor().shape() == Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize("notches", [1, 3, -2])
def test_the_wheel_keeps_the_ground_under_the_pointer(window: MapWindow, notches: int) -> None:
    pointer = QPoint(210, 130)
    before = window.canvas.screen_view.point_m(pointer.x(), pointer.y())
    scale = window.canvas.scale_denominator
    window.wheel(pointer, notches)
    after = window.canvas.screen_view.point_m(pointer.x(), pointer.y())
    assert after == pytest.approx(before, abs=1e-6)
    assert window.canvas.scale_denominator == pytest.approx(scale / 1.25**notches)


def test_a_pinch_keeps_the_ground_between_the_fingers(window: MapWindow) -> None:
    pointer = QPointF(500, 300)
    before = window.canvas.screen_view.point_m(500, 300)
    scale = window.canvas.scale_denominator
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        pointer,
        pointer,
        window.canvas.mapToGlobal(pointer),
        0.5,
        QPointF(),
    )
    QApplication.sendEvent(window.canvas, event)
    assert window.canvas.scale_denominator == pytest.approx(scale / 1.5)
    assert window.canvas.screen_view.point_m(500, 300) == pytest.approx(before, abs=1e-6)


def test_home_shows_everything_after_zooming_far_in(window: MapWindow) -> None:
    whole = window.canvas.view
    window.wheel(QPoint(100, 100), 12)
    window.key(Qt.Key.Key_Home)
    assert window.canvas.view.scale_denominator == pytest.approx(whole.scale_denominator)
    assert window.canvas.view.center_x_m == pytest.approx(whole.center_x_m)


def test_plus_and_minus_magnify_about_the_middle_and_arrows_move(window: MapWindow) -> None:
    scale, center = window.canvas.scale_denominator, window.canvas.view.center_x_m
    window.key(Qt.Key.Key_Plus)
    assert window.canvas.scale_denominator == pytest.approx(scale / 1.5)
    assert window.canvas.view.center_x_m == pytest.approx(center)
    window.key(Qt.Key.Key_Minus)
    window.key(Qt.Key.Key_Right)
    assert window.canvas.scale_denominator == pytest.approx(scale)
    assert window.canvas.view.center_x_m > center


def test_zooming_stops_at_the_finest_and_the_coarsest_scale(window: MapWindow) -> None:
    for _ in range(40):
        window.canvas.zoom_by(2.0)
    assert window.canvas.scale_denominator == pytest.approx(50)
    for _ in range(60):
        window.canvas.zoom_by(0.5)
    assert window.canvas.scale_denominator == pytest.approx(20_000_000)


def test_zoom_to_selection_shows_one_house_with_ground_around_it(window: MapWindow) -> None:
    window.session.select([FeatureId("h05")])
    window.canvas.zoom_to_selection()
    min_x, _, max_x, _ = window.canvas.view.bounds_m
    assert window.pixel_of("h05") == MIDDLE
    assert 60 <= max_x - min_x < 200


def test_set_scale_is_measured_on_the_screen(window: MapWindow) -> None:
    window.canvas.set_scale(1000)
    low, _, high, _ = window.canvas.view.bounds_m
    assert (high - low) / SIZE_PX[0] == pytest.approx(1000 * 25.4 / 96 / 1000)


def test_hovering_names_the_house_and_leaving_forgets_it(window: MapWindow) -> None:
    heard: list[str] = []
    window.canvas.hovered.connect(heard.append)
    window.qtbot.mouseMove(window.canvas, window.pixel_of("h06"))
    window.qtbot.mouseMove(window.canvas, EMPTY)
    assert heard == ["h06", ""]
    window.qtbot.mouseMove(window.canvas, window.pixel_of("h06"))
    QApplication.sendEvent(window.canvas, QEvent(QEvent.Type.Leave))
    assert heard[-1] == ""


def test_moving_the_pointer_tells_plane_metres(window: MapWindow) -> None:
    heard: list[tuple[float, float]] = []
    window.canvas.pointer_moved.connect(lambda x, y: heard.append((x, y)))
    window.qtbot.mouseMove(window.canvas, QPoint(100, 200))
    assert heard[-1] == pytest.approx(window.canvas.screen_view.point_m(100, 200))


def test_double_click_on_a_house_activates_it(window: MapWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.canvas.activated) as heard:
        window.double_click(window.pixel_of("h07"))
    assert heard.args == ["h07"]


def test_double_click_on_empty_ground_zooms_in_there(window: MapWindow) -> None:
    before = window.canvas.screen_view.point_m(EMPTY.x(), EMPTY.y())
    scale = window.canvas.scale_denominator
    window.double_click(EMPTY)
    assert window.canvas.scale_denominator < scale / 1.5
    assert window.canvas.screen_view.point_m(EMPTY.x(), EMPTY.y()) == pytest.approx(before)


def test_right_click_selects_the_house_and_asks_for_its_verbs(
    window: MapWindow, qtbot: QtBot
) -> None:
    place = window.pixel_of("h08")
    where = window.canvas.mapToGlobal(place)
    with qtbot.waitSignal(window.canvas.context_requested) as heard:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where)
        QApplication.sendEvent(window.canvas, event)
    assert heard.args is not None
    assert heard.args[0][0] == "h08"
    assert heard.args[1] == where
    assert window.session.selection == {"h08"}


def test_an_edit_repaints_the_old_and_the_new_place(window: MapWindow) -> None:
    old = window.pixel_of("h10")
    assert darkest(window.picture(), old) < 60
    move_house(window, "h10", 250, 260)
    window.settle()
    picture = window.picture()
    assert darkest(picture, old) > 150
    assert darkest(picture, window.pixel_of("h10")) < 60


def test_undo_brings_the_picture_back(window: MapWindow) -> None:
    before = window.picture()
    move_house(window, "h10", 250, 260)
    window.settle()
    assert window.picture() != before
    window.session.undo()
    window.settle()
    assert window.picture() == before


def test_what_was_moved_is_hit_at_its_new_place_only(window: MapWindow) -> None:
    old = window.pixel_of("h10")
    move_house(window, "h10", 250, 260)
    new = window.pixel_of("h10")
    assert "h10" not in window.canvas.hits_at(old.x(), old.y())
    assert window.canvas.hits_at(new.x(), new.y())[0] == "h10"


def test_a_removed_note_leaves_the_picture(window: MapWindow) -> None:
    note = window.session.document.get(FeatureId("n1"), Note)
    window.canvas.zoom_to_features((note.id,))
    window.settle()
    before = window.picture()
    window.session.apply(removed("gone", [note]))
    window.settle()
    assert window.picture() != before
    assert "n1" not in window.canvas.hits_at(MIDDLE.x(), MIDDLE.y())


def test_selection_is_drawn_over_the_map_and_taken_off(window: MapWindow) -> None:
    before = window.picture()
    window.session.select([FeatureId("h10"), FeatureId("w11"), FeatureId("l1")])
    assert window.picture() != before
    window.session.select([])
    assert window.picture() == before


def test_very_many_selected_are_marked_a_moment_later(
    window: MapWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(viewport, "_MOST_AT_ONCE", 0)
    plain = window.picture()
    window.session.select((FeatureId("h01"),))
    qtbot.waitUntil(lambda: window.picture() != plain)
    window.session.select(())
    qtbot.waitUntil(lambda: window.picture() == plain)


def test_labels_stay_where_they_are_while_the_map_moves(window: MapWindow) -> None:
    before = dict(window.canvas.labels)
    assert before
    for _ in range(4):
        window.drag(MIDDLE, MIDDLE - QPoint(80, 30))
    window.settle()
    after = window.canvas.labels
    kept = before.keys() & after.keys()
    assert len(kept) > 5
    for key in kept:
        assert after[key].box_mm == pytest.approx(before[key].box_mm, abs=1e-6)


def test_escape_with_another_tool_goes_back_to_select(window: MapWindow, qtbot: QtBot) -> None:
    window.canvas.set_tool(PanTool())
    assert window.canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    with qtbot.waitSignal(window.canvas.hint_changed) as heard:
        window.key(Qt.Key.Key_Escape)
    assert heard.args == [window.canvas.tool.hint]
    assert window.canvas.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_larger_symbols_keep_the_ground_in_sight(window: MapWindow) -> None:
    before = window.canvas.view.bounds_m
    window.canvas.set_magnification(1.36 * 1.5)
    window.settle()
    assert window.canvas.view.bounds_m == pytest.approx(before)


def test_a_resized_window_shows_everything_until_the_map_is_moved(window: MapWindow) -> None:
    window.canvas.resize(400, 300)
    min_x, _, max_x, _ = window.canvas.view.bounds_m
    assert min_x < 430_000 < 430_800 < max_x


def test_a_resized_window_keeps_centre_and_scale(window: MapWindow) -> None:
    window.wheel(QPoint(300, 200), 1)
    center, scale = window.canvas.view.center_x_m, window.canvas.scale_denominator
    window.canvas.resize(500, 420)
    window.settle()
    assert window.canvas.view.center_x_m == pytest.approx(center)
    assert window.canvas.scale_denominator == pytest.approx(scale)
    assert window.canvas.grab().width() == 500


def test_refresh_paints_the_same_picture_again(window: MapWindow) -> None:
    before = window.picture()
    window.canvas.refresh()
    window.settle()
    assert window.picture() == before


def test_the_thread_ends_with_the_widget(window: MapWindow) -> None:
    canvas = MapCanvas(window.session)
    thread = canvas.painting_thread
    assert thread.is_running
    shiboken6.delete(canvas)
    assert not thread.is_running
    move_house(window, "h10", 250, 260)
