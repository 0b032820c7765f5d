from gridmap.model.features import FeatureId
from tests.helpers.drawing import Hand, shape_of
from tests.helpers.map_window import MapWindow


def test_one_click_gives_hatched_land_to_the_neighbour_with_the_longest_border(
    bare_window: MapWindow,
) -> None:
    hand = Hand(bare_window, "draw_grid")
    hand.draw((400, 400), (400, 150), (800, 150), (800, 400))
    hand = Hand(bare_window, "fill_land")
    hand.point_to((600, 70))
    facts = hand.tool.guide().facts
    assert facts[-1] == f"to {hand.grids()[0].name}"
    assert any(" ha" in fact for fact in facts)
    hand.click((600, 70))
    (grid,) = hand.grids()
    assert shape_of(grid).area == 160_000
    assert hand.flaws() == []
    hand.click((600, 70))
    assert "belongs to a grid already" in hand.error
    hand.session.undo()
    assert shape_of(hand.grids()[0]).area < 160_000


def test_where_there_is_no_village_the_bar_says_so(bare_window: MapWindow) -> None:
    hand = Hand(bare_window, "fill_land")
    hand.click((810, 200))
    assert "There is no village here." in hand.error
    assert hand.grids(FeatureId("v2")) == []
