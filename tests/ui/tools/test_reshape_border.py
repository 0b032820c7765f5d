from unittest.mock import Mock

from PySide6.QtCore import Qt

from gridmap.model.features import FeatureId, Grid, Village
from tests.helpers.drawing import Hand, shape_of
from tests.helpers.map_window import MapWindow

V1 = FeatureId("v1")


def test_a_drawn_line_takes_the_place_of_the_border_for_both_sides(window: MapWindow) -> None:
    hand = Hand(window, "reshape_border")
    outline = hand.session.document.get(V1, Village).geometry
    hand.draw((200, 300), (240, 250), (200, 120))
    first, second = (shape_of(grid).area for grid in hand.grids(V1))
    assert 82_000 < first < 84_500
    assert first + second == 160_000
    assert hand.flaws(V1) == []
    assert hand.session.document.get(V1, Village).geometry.equals(outline)
    assert hand.session.undo_title == "Reshape a border"


def test_a_line_away_from_borders_is_refused_and_changes_nothing(window: MapWindow) -> None:
    hand = Hand(window, "reshape_border")
    before = hand.all(Grid)
    hand.draw((50, 300), (90, 250))
    assert "does not start and end on one common border" in hand.error
    assert hand.all(Grid) == before
    assert len(hand.tool.draft) == 2


def test_nothing_of_the_old_border_is_marked_once_it_has_moved(window: MapWindow) -> None:
    hand = Hand(window, "reshape_border")
    hand.click((200, 300), (240, 250), (200, 120))
    before, after = Mock(), Mock()
    hand.tool.draw_draft(before)
    before.ring.assert_called_once()
    hand.key(Qt.Key.Key_Return)
    assert hand.session.undo_title == "Reshape a border"
    hand.tool.draw_draft(after)
    after.ring.assert_not_called()
    after.followed.assert_not_called()
