"""Room that nothing needs is found exactly: no strip covers what is taken."""

import math

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from gridmap.export.frames import Rect
from gridmap.export.free_room import CELL_MM, FreeRoom

WINDOW = Rect(20.0, 30.0, 90.0, 60.0)


def corners(x_mm: float, y_mm: float, length: float, height: float, angle: float) -> np.ndarray:
    turn = math.radians(angle)
    axis = np.array([math.cos(turn), -math.sin(turn)])
    side = np.array([math.sin(turn), math.cos(turn)])
    along = np.linspace(-length / 2, length / 2, 60)
    return np.array([(x_mm, y_mm) + a * axis + s * side
                     for a in along for s in np.linspace(-height / 2, height / 2, 9)])  # fmt: skip


@example([(49.0, 30.0), (78.0, 51.375)], 24.0)
@given(
    st.lists(st.tuples(st.floats(20, 100), st.floats(30, 85)), max_size=6),
    st.sampled_from([0.0, 24.0, 38.0, 90.0]),
)
def test_a_strip_covers_no_box_and_stays_in_the_window(
    spots: list[tuple[float, float]], angle: float
) -> None:
    boxes = np.array([(x, y, x + 6.0, y + 4.0) for x, y in spots]).reshape(-1, 4)
    room = FreeRoom.of(WINDOW, boxes)
    for x_mm, y_mm in room.strips(30.0, 4.0, angle_deg=angle).tolist()[::7]:
        points = corners(x_mm, y_mm, 30.0, 4.0, angle)
        assert (points >= [WINDOW.x_mm - CELL_MM, WINDOW.y_mm - CELL_MM]).all()
        assert (points <= [WINDOW.right_mm + CELL_MM, WINDOW.bottom_mm + CELL_MM]).all()
        for left, top, right, bottom in boxes.tolist():
            inside = ((points > [left, top]) & (points < [right, bottom])).all(axis=1)
            assert not inside.any()


def test_an_empty_map_has_room_and_a_full_one_has_none() -> None:
    assert len(FreeRoom.of(WINDOW, np.empty((0, 4))).strips(40.0, 5.0))
    full = np.array([[0.0, 0.0, 200.0, 200.0]])
    assert not len(FreeRoom.of(WINDOW, full).strips(40.0, 5.0))
    assert not len(FreeRoom.of(WINDOW, np.empty((0, 4))).strips(400.0, 5.0))


def test_middles_are_spread_over_the_map() -> None:
    room = FreeRoom.of(WINDOW, np.empty((0, 4)))
    chosen = room.spread(room.strips(20.0, 4.0), 3)
    assert len(chosen) == 3
    away = np.hypot(*(chosen[:, None] - chosen[None]).transpose(2, 0, 1))
    assert away[np.triu_indices(3, 1)].min() > 25.0
