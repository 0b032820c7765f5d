from PySide6.QtCore import Qt

from gridmap.model.features import Duty, FeatureId
from tests.helpers.build import rectangle
from tests.helpers.drawing import Hand, shape_of
from tests.helpers.map_window import MapWindow

V1 = FeatureId("v1")


def test_a_line_across_makes_two_grids_that_fit_and_the_old_one_keeps_its_officers(
    window: MapWindow,
) -> None:
    hand = Hand(window, "split_grid")
    hand.draw((-1, 120), (110, 130), (203, 125))
    grids = {grid.id: grid for grid in hand.grids(V1)}
    assert len(grids) == 3
    assert hand.flaws(V1) == []
    made = next(grid for key, grid in grids.items() if key not in {"w11", "w12"})
    parts = shape_of(grids[FeatureId("w11")]).area, shape_of(made).area
    assert sum(parts) == rectangle(0, 0, 200, 400).area
    assert parts[0] > parts[1]
    assert [duty.officer for duty in hand.all(Duty) if duty.scope == "w11"] == ["o2"]
    assert hand.session.selection == {made.id}


def test_the_bar_counts_the_households_on_both_sides(window: MapWindow) -> None:
    hand = Hand(window, "split_grid")
    hand.click((0, 120))
    hand.point_to((100, 120))
    assert "not across yet" in hand.tool.guide().facts
    hand.point_to((200, 120))
    assert "households 3 + 1" in hand.tool.guide().facts


def test_a_line_that_ends_inside_is_refused_in_words_and_stays(window: MapWindow) -> None:
    hand = Hand(window, "split_grid")
    hand.draw((0, 120), (100, 120))
    assert "does not cut the grid in two" in hand.error
    assert len(hand.tool.draft) == 2
    hand.draw((200, 130))
    assert len(hand.grids(V1)) == 3


def test_undo_takes_the_split_back_whole(window: MapWindow) -> None:
    hand = Hand(window, "split_grid")
    before = hand.session.document.snapshot()
    hand.draw((0, 120), (200, 120))
    hand.session.undo()
    assert hand.grids(V1) == [g for g in before.all(type(hand.grids(V1)[0])) if g.village == V1]


def test_escape_twice_puts_the_tool_away(window: MapWindow) -> None:
    hand = Hand(window, "split_grid")
    hand.click((0, 120))
    hand.key(Qt.Key.Key_Escape)
    assert window.canvas.tool.name == "split_grid"
    hand.key(Qt.Key.Key_Escape)
    assert window.canvas.tool.name == "select"
