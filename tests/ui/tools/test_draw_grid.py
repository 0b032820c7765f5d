from collections.abc import Callable

from PySide6.QtCore import Qt

from gridmap.model.features import Grid, Village
from tests.helpers.build import at, rectangle
from tests.helpers.drawing import Hand, shape_of
from tests.helpers.map_window import MapWindow, colors_around


class Wordy:
    """A painter that remembers the words only."""

    def __init__(self) -> None:
        self.words_drawn: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_args, **_options: None

    def words(self, text: str, x_m: float, y_m: float) -> None:
        self.words_drawn.append(text)


def words_drawn(hand: Hand) -> list[str]:
    painter = Wordy()
    hand.tool.draw_draft(painter)
    return painter.words_drawn


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


def test_undo_takes_a_grid_back_in_one_step(bare_window: MapWindow) -> None:
    hand = Hand(bare_window, "draw_grid")
    before = hand.session.document.snapshot()
    hand.draw(*FIRST)
    hand.session.undo()
    assert hand.grids() == []
    assert list(hand.session.document.all(Village)) == list(before.all(Village))
    assert not hand.session.can_undo


def test_from_border_to_border_the_way_between_follows_past_several_neighbours(
    bare_window: MapWindow,
) -> None:
    hand = Hand(bare_window, "draw_grid")
    for left in (400, 500, 600):
        hand.draw((left, 402), (left, 300), (left + 100, 305), (left + 100, 398))
    hand.click((402, 200), (560, 190), (760, 210), (798, 260))
    hand.point_to((500, 250))
    hand.key(Qt.Key.Key_Return)
    assert hand.error == ""
    *first, last = hand.grids()
    assert len(first) == 3
    shared = [shape_of(last).boundary.intersection(shape_of(item).boundary) for item in first]
    assert all(line.length > 90 for line in shared)
    assert hand.flaws() == []
    assert shape_of(last).contains(at(500, 250))
    assert not shape_of(last).intersects(at(500, 100))


def test_the_side_on_which_the_pointer_rests_becomes_the_grid(bare_window: MapWindow) -> None:
    hand = Hand(bare_window, "draw_grid")
    for side_m, row in ((100, 70), (300, 330)):
        hand.click((402, 200), (600, 203), (798, 200))
        hand.point_to((600, row))
        hand.key(Qt.Key.Key_Return)
        (grid,) = hand.grids()
        assert shape_of(grid).contains(at(600, side_m))
        hand.session.undo()


def test_tab_takes_the_other_way_round(bare_window: MapWindow) -> None:
    hand = Hand(bare_window, "draw_grid")
    shapes = []
    for turns in (1, 2):
        hand.click((402, 150), (600, 153), (798, 150))
        for _ in range(turns):
            hand.key(Qt.Key.Key_Tab)
        hand.key(Qt.Key.Key_Return)
        shapes.append(shape_of(hand.grids()[0]))
        hand.session.undo()
    assert shapes[0].contains(at(600, 50))
    assert shapes[1].contains(at(600, 350))
    assert abs(shapes[0].area + shapes[1].area - 160_000) < 1


def test_the_border_that_is_followed_is_drawn_orange_and_named(bare_window: MapWindow) -> None:
    hand = Hand(bare_window, "draw_grid")
    hand.point_to((402, 350))
    assert words_drawn(hand) == ["Along the border of 第2网格"]
    hand.click((402, 350))
    hand.point_to((403, 120))
    middle = hand.pixel((400, 240))
    colors = {color.name() for color in colors_around(bare_window.picture(), middle, 2)}
    assert "#e07b00" in colors


def test_alt_suspends_snapping_and_following(bare_window: MapWindow) -> None:
    hand = Hand(bare_window, "draw_grid")
    hand.click((406, 350), with_alt=True)
    (corner,) = hand.tool.draft.corners_m().tolist()
    assert abs(corner[0] - 430_406) < 1
    hand.click((404, 100), with_alt=True)
    assert not hand.tool.draft.last.is_followed


def test_backspace_takes_the_last_corner_back(bare_window: MapWindow) -> None:
    hand = Hand(bare_window, "draw_grid")
    hand.click(*FIRST[:3])
    hand.key(Qt.Key.Key_Backspace)
    assert len(hand.tool.draft) == 2
    hand.key(Qt.Key.Key_Backspace)
    hand.key(Qt.Key.Key_Backspace)
    assert len(hand.tool.draft) == 0
    assert hand.session.document.revision == 0


def test_a_double_click_finishes_and_so_does_the_first_corner(bare_window: MapWindow) -> None:
    hand = Hand(bare_window, "draw_grid")
    hand.click(*FIRST[:3])
    hand.point_to(FIRST[3])
    bare_window.double_click(hand.pixel(FIRST[3]))
    assert len(hand.grids()) == 1
    hand.click((450, 150), (550, 150), (550, 60), (450, 60), (452, 148))
    assert len(hand.grids()) == 2


def test_land_that_is_taken_is_refused_in_words_and_the_draft_is_kept(window: MapWindow) -> None:
    hand = Hand(window, "draw_grid")
    hand.draw((50, 50), (150, 60), (120, 150))
    assert "belongs to a grid already" in hand.error
    assert len(hand.tool.draft) == 3
    assert hand.session.document.revision == 0
    hand.point_to((160, 160))
    hand.click((100, 180))
    assert hand.error == ""


def test_outside_all_villages_the_bar_says_what_to_do(bare_window: MapWindow) -> None:
    hand = Hand(bare_window, "draw_grid")
    hand.draw((815, 100), (830, 100), (830, 200))
    assert "lies in no village" in hand.error


def test_the_bar_tells_corners_area_and_households(bare_window: MapWindow) -> None:
    hand = Hand(bare_window, "draw_grid")
    hand.click((402, 398), (402, 200), (600, 200))
    hand.point_to((600, 398))
    facts = hand.tool.guide().facts
    assert facts == ("3 corners", "4.00 ha", "2 households")
    assert hand.tool.guide().title == "Draw grid: 第一网格"
