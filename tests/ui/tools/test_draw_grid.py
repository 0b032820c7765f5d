from PySide6.QtCore import Qt

from gridmap.model.features import Grid
from tests.helpers.build import rectangle
from tests.helpers.drawing import Hand, shape_of
from tests.helpers.map_window import MapWindow

FIRST = ((403, 395), (398, 195), (605, 198), (600, 405))
SECOND = ((597, 396), (602, 203), (797, 195), (805, 402))
REST = ((405, 190), (403, 4), (790, 8), (795, 190))


def test_a_sloppy_outline_becomes_an_exact_grid(bare_window: MapWindow) -> None:
    hand = Hand(bare_window, "draw_grid")
    hand.draw((403, 395), (398, 195), (600, 198), (600, 405))
    (grid,) = hand.grids()
    assert shape_of(grid).within(rectangle(400, 0, 800, 400))
    assert abs(shape_of(grid).area - 200 * 203.5) < 1200
    assert grid.name == "第3网格" or grid.name
    assert hand.flaws() == []
    assert hand.session.selection == {grid.id}


def test_three_sloppy_outlines_fill_the_village_without_gap_or_overlap(
    bare_window: MapWindow,
) -> None:
    hand = Hand(bare_window, "draw_grid")
    for outline in (FIRST, SECOND, REST):
        hand.draw(*outline)
        assert hand.error == ""
    grids = hand.grids()
    assert len(grids) == 3
    assert hand.flaws() == []
    assert sum(shape_of(grid).area for grid in grids) == rectangle(400, 0, 800, 400).area


def test_escape_leaves_no_trace(bare_window: MapWindow) -> None:
    hand = Hand(bare_window, "draw_grid")
    hand.point_to((600, 200))
    before = bare_window.picture()
    revision = hand.session.document.revision
    hand.click(*FIRST[:3])
    assert bare_window.picture() != before
    hand.key(Qt.Key.Key_Escape)
    hand.point_to((600, 200))
    assert bare_window.picture() == before
    assert hand.session.document.revision == revision
    assert hand.session.undo_title == ""
    assert not [grid for grid in hand.all(Grid) if grid.village == "v2"]
