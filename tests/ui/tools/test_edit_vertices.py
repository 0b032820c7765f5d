import pytest
import shapely
from PySide6.QtCore import Qt

from gridmap.model.features import Area, FeatureId, Grid, Line, Village, VillagerGroup
from tests.helpers.build import at
from tests.helpers.drawing import Hand, shape_of
from tests.helpers.map_window import MapWindow

V1 = FeatureId("v1")
SHIFT = Qt.KeyboardModifier.ShiftModifier


def corners(hand: Hand, grid: str) -> int:
    return len(shapely.get_coordinates(shape_of(hand.session.document.get(FeatureId(grid), Grid))))


def test_a_click_on_a_border_adds_a_corner_that_a_drag_moves_for_both_grids(
    window: MapWindow,
) -> None:
    hand = Hand(window, "edit_vertices")
    before = corners(hand, "w11"), corners(hand, "w12")
    hand.click((202, 180))
    assert (corners(hand, "w11"), corners(hand, "w12")) == (before[0] + 1, before[1] + 1)
    hand.drag((201, 180), (230, 180))
    first, second = (shape_of(grid).area for grid in hand.grids(V1))
    assert 85_000 < first < 87_000
    assert first + second == 160_000
    assert hand.flaws(V1) == []


def test_delete_removes_the_corner_pointed_at(window: MapWindow) -> None:
    hand = Hand(window, "edit_vertices")
    before = corners(hand, "w11")
    hand.click((202, 180))
    hand.point_to((200, 181))
    hand.key(Qt.Key.Key_Delete)
    assert corners(hand, "w11") == before
    assert hand.flaws(V1) == []


def test_a_corner_of_the_village_moves_only_with_shift_and_then_for_everybody(
    window: MapWindow,
) -> None:
    hand = Hand(window, "edit_vertices")
    before = hand.all(Grid)
    hand.drag((400, 400), (400, 370))
    assert "belongs to the village's outline" in hand.error
    assert hand.all(Grid) == before
    window.drag(hand.pixel((400, 400)), hand.pixel((400, 370)), modifiers=SHIFT)
    assert hand.error == ""
    villages = [hand.session.document.get(FeatureId(key), Village) for key in ("v1", "v2")]
    near = [shape_of(village).boundary.distance(at(400, 370)) < 2 for village in villages]
    assert near == [True, True]
    assert hand.flaws(V1) == []
    assert hand.flaws(FeatureId("v2")) == []


def test_escape_in_a_drag_leaves_no_trace(window: MapWindow) -> None:
    hand = Hand(window, "edit_vertices")
    hand.click((202, 180))
    grids = hand.all(Grid)
    start, end = hand.pixel((200, 180)), hand.pixel((240, 180))
    window.drag(start, end, is_dropped=False)
    hand.key(Qt.Key.Key_Escape)
    window.qtbot.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, pos=end)
    assert hand.all(Grid) == grids


def test_a_drag_on_empty_ground_moves_the_map(window: MapWindow) -> None:
    hand = Hand(window, "edit_vertices")
    view = window.canvas.view
    hand.drag((90, 190), (120, 190))
    assert window.canvas.view != view


def test_a_corner_that_would_cross_a_border_stays_and_the_bar_says_why(window: MapWindow) -> None:
    hand = Hand(window, "edit_vertices")
    hand.click((202, 180))
    grids = hand.all(Grid)
    hand.drag((200, 180), (-60, 180))
    assert hand.error
    assert hand.all(Grid) == grids


def test_a_corner_of_a_lane_is_moved_added_and_removed(window: MapWindow) -> None:
    hand = Hand(window, "edit_vertices")
    lane = FeatureId("l1")
    hand.drag((100, 105), (100, 125))
    assert hand.error == ""
    road = window.session.document.get(lane, Line).geometry
    assert shapely.get_coordinates(road)[1].tolist() == pytest.approx(
        [at(100, 125).x, at(100, 125).y], abs=2
    )
    count = len(shapely.get_coordinates(road))
    hand.click((250, 112.5))
    assert (
        len(shapely.get_coordinates(window.session.document.get(lane, Line).geometry)) == count + 1
    )
    hand.point_to((250, 112.5))
    hand.key(Qt.Key.Key_Delete)
    assert len(shapely.get_coordinates(window.session.document.get(lane, Line).geometry)) == count
    for _ in range(3):
        window.session.undo()
    assert (
        shapely.get_coordinates(window.session.document.get(lane, Line).geometry)[1, 1]
        == at(100, 105).y
    )


def test_a_corner_of_a_pond_moves_and_a_pond_keeps_three_corners(window: MapWindow) -> None:
    hand = Hand(window, "edit_vertices")
    before = shape_of(window.session.document.get(FeatureId("a2"), Area)).area
    hand.drag((340, 330), (360, 350))
    after = shape_of(window.session.document.get(FeatureId("a2"), Area)).area
    assert after > before + 300
    hand.point_to((300, 330))
    hand.key(Qt.Key.Key_Delete)
    hand.point_to((300, 300))
    hand.key(Qt.Key.Key_Delete)
    assert "Too few corners" in hand.error


def test_a_border_of_two_groups_gets_a_corner_that_moves_for_both(window: MapWindow) -> None:
    hand = Hand(window, "edit_vertices")
    hand.click((100, 201))
    assert hand.error == ""
    hand.drag((100, 200), (100, 240))
    groups = {item.id: shape_of(item) for item in hand.all(VillagerGroup)}
    assert groups["g11"].area > 80_000 + 1_000
    assert groups["g11"].area + groups["g12"].area == pytest.approx(160_000)
    assert groups["g11"].intersection(groups["g12"]).area == 0
    assert {grid.id for grid in hand.all(Grid)} == {"w11", "w12", "w21"}
    assert shape_of(window.session.document.get(FeatureId("w11"), Grid)).area == 80_000


def test_without_snapping_corners_can_still_be_taken_in_hand(window: MapWindow) -> None:
    window.canvas.set_snapping(False)
    hand = Hand(window, "edit_vertices")
    hand.click((202, 180))
    hand.drag((200, 180), (230, 180))
    assert hand.error == ""
    assert hand.flaws(V1) == []
    assert shape_of(window.session.document.get(FeatureId("w11"), Grid)).area > 85_000


def test_an_outline_moved_inward_past_a_grid_cuts_the_grid_and_says_so(
    window: MapWindow,
) -> None:
    hand = Hand(window, "edit_vertices")
    hand.click((90, 1))
    hand.click((110, 1))
    hand.click((110, 60))
    window.drag(hand.pixel((0, 0)), hand.pixel((60, 60)), modifiers=SHIFT)
    assert hand.error == ""
    assert hand.flaws(V1) == []
    title = window.session.undo_title
    assert title.startswith("Move the border of 柳树湾村")
