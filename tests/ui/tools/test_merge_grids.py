from PySide6.QtCore import Qt

from gridmap.model.features import Duty, FeatureId
from tests.helpers.drawing import Hand, shape_of
from tests.helpers.map_window import MapWindow

V1 = FeatureId("v1")


def test_two_grids_are_marked_by_clicks_and_the_one_chosen_keeps_its_officers(
    window: MapWindow,
) -> None:
    hand = Hand(window, "merge_grids")
    hand.click((90, 90), (290, 90))
    words = [choice.words for choice in hand.tool.choices()]
    assert words == ["Keep 第1网格 with 吴秀英", "Keep 第2网格 with 赵一鸣"]
    hand.key(Qt.Key.Key_2)
    (grid,) = hand.grids(V1)
    assert grid.id == "w12"
    assert shape_of(grid).area == 160_000
    assert [duty.scope for duty in hand.all(Duty) if duty.scope in {"w11", "w12"}] == ["w12"]
    assert window.canvas.tool.name == "select"
    hand.session.undo()
    assert len(hand.grids(V1)) == 2


def test_selected_grids_are_marked_already(window: MapWindow) -> None:
    window.session.select([FeatureId("w11"), FeatureId("w12"), FeatureId("h01")])
    hand = Hand(window, "merge_grids")
    assert [choice.key for choice in hand.tool.choices()] == ["w11", "w12"]


def test_grids_of_two_villages_are_refused_in_words(window: MapWindow) -> None:
    hand = Hand(window, "merge_grids")
    hand.click((290, 90), (490, 90))
    hand.key(Qt.Key.Key_1)
    assert "Only grids of one village can be merged." in hand.error
    assert len(hand.grids(V1)) == 2


def test_a_second_click_takes_the_mark_away_and_escape_all_of_them(window: MapWindow) -> None:
    hand = Hand(window, "merge_grids")
    hand.click((90, 90), (290, 90), (90, 90))
    assert hand.tool.choices() == ()
    hand.key(Qt.Key.Key_Escape)
    assert "0 marked" in hand.tool.guide().facts


def test_enter_says_that_a_grid_has_to_be_chosen(window: MapWindow) -> None:
    hand = Hand(window, "merge_grids")
    hand.click((90, 90), (290, 90))
    assert not hand.error
    hand.key(Qt.Key.Key_Return)
    assert hand.error == hand.tool.hint
    assert len(hand.grids(V1)) == 2
    hand.key(Qt.Key.Key_2)
    assert len(hand.grids(V1)) == 1
