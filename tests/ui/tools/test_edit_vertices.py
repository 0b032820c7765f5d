import shapely
from PySide6.QtCore import Qt

from gridmap.model.features import FeatureId, Grid, Village
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
