"""Leaders are short, begin at the edge of what stands on their point, and touch nothing else."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gridmap.export.arrange import HOUSE_MM, Occupied, place_badges, place_care, square_boxes
from gridmap.export.frames import Rect
from gridmap.export.leaders import LONGEST_MM, is_clear, leader_to
from gridmap.layers.view import MapView
from gridmap.model.features import Place
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, at, fid

NO_LINES = np.empty((0, 4))
HOUSE = square_boxes(np.array([(20.0, 20.0)]), HOUSE_MM)
VIEW = MapView(
    center_x_m=ORIGIN_X_M, center_y_m=ORIGIN_Y_M, scale_denominator=1000,
    width_mm=80.0, height_mm=80.0,
)  # fmt: skip


def test_a_leader_joins_the_edges_of_house_and_symbol() -> None:
    leader = leader_to(Rect(25.0, 18.0, 4.0, 4.0), (20.0, 20.0), HOUSE)
    assert leader.start == pytest.approx((21.12, 20.0))
    assert leader.end == pytest.approx((25.0, 20.0))
    assert is_clear(leader, (20.0, 20.0), HOUSE, NO_LINES)


@pytest.mark.parametrize(
    ("gap_mm", "clear"), [(LONGEST_MM - 0.01, True), (LONGEST_MM + 0.01, False)]
)
def test_a_leader_is_no_longer_than_eight_millimetres(gap_mm: float, clear: bool) -> None:
    root = (20.0, 20.0)
    leader = leader_to(Rect(20.0 + gap_mm, 18.0, 4.0, 4.0), root, np.empty((0, 4)))
    assert leader.length_mm == pytest.approx(gap_mm)
    assert is_clear(leader, root, np.empty((0, 4)), NO_LINES) is clear


def test_a_leader_keeps_clear_of_other_houses_and_of_boundaries() -> None:
    root, rect = (20.0, 20.0), Rect(27.0, 18.0, 4.0, 4.0)
    for away_mm, clear in ((0.0, False), (1.2, False), (1.4, True)):
        taken = np.concatenate([HOUSE, square_boxes(np.array([(24.0, 20.0 + away_mm)]), HOUSE_MM)])
        assert is_clear(leader_to(rect, root, taken), root, taken, NO_LINES) is clear
    wall = np.array([(24.0, 10.0, 24.0, 30.0)])
    assert not is_clear(leader_to(rect, root, HOUSE), root, HOUSE, wall)


def test_nothing_passes_between_the_boxes_of_a_leader() -> None:
    leader = leader_to(Rect(24.0, 25.0, 4.0, 4.0), (20.0, 20.0), HOUSE)
    room = shapely.union_all([shapely.box(*box) for box in leader.boxes()])
    assert room.contains(shapely.LineString([leader.start, leader.end]))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(6, 20), st.integers(6, 20)), min_size=8, max_size=20, unique=True
    ),
    st.booleans(),
)
def test_leaders_in_a_crowd_touch_nothing(cells: list[tuple[int, int]], has_wall: bool) -> None:
    houses_mm = np.array(cells) * 3.0
    wall = np.array([(41.5, 0.0, 41.5, 80.0)] if has_wall else NO_LINES)
    occupied = Occupied(square_boxes(houses_mm, HOUSE_MM), wall)
    places = [
        Place(id=fid(f"p{n}"), name="甲", place_kind="P02", geometry=at(x - 40.0, 40.0 - y))
        for n, (x, y) in enumerate(houses_mm[:4].tolist())
    ]
    badges = place_badges(VIEW, places, occupied)
    owners = [(fid(f"h{n}"), x, y) for n, (x, y) in enumerate(houses_mm[4:8].tolist())]
    wanted = {owner: ("C01", "C02") for owner, _, _ in owners}
    symbols = [*badges, *place_care(VIEW, owners, wanted, occupied)]
    assume(not any(symbol.is_forced for symbol in symbols))
    boxes = [shapely.box(*box) for box in square_boxes(houses_mm, HOUSE_MM)]
    boxes += [shapely.box(*symbol.rect.box) for symbol in symbols]
    assert not any(one.intersection(other).area > 0.01 for one, other in combinations(boxes, 2))
    lines = []
    for symbol in symbols:
        if symbol.root is not None:
            whole = shapely.LineString([symbol.root, (symbol.x_mm, symbol.y_mm)])
            lines.append(whole.difference(shapely.box(*symbol.rect.box)))
    for line in lines:
        assert line.length <= LONGEST_MM + 1e-6
        assert not any(line.intersection(box).length > 1e-6 for box in boxes)
        assert not any(line.intersects(shapely.LineString(part.reshape(2, 2))) for part in wall)
    assert not any(one.intersects(other) for one, other in combinations(lines, 2))


def test_only_the_nearest_care_symbol_of_a_house_has_a_leader() -> None:
    ring = [(x, y) for x in (-4.5, 0.0, 4.5) for y in (-4.5, -1.5, 1.5, 4.5)]
    ring = [at_mm for at_mm in ring if at_mm[0] or abs(at_mm[1]) > 2.0]
    houses_mm = np.array([(0.0, 0.0), *ring]) + 40.0
    occupied = Occupied(square_boxes(houses_mm, HOUSE_MM))
    symbols = place_care(VIEW, [(fid("h1"), 40.0, 40.0)], {fid("h1"): ("C01", "C02")}, occupied)
    assert len(symbols) == 2
    led = [symbol for symbol in symbols if symbol.root is not None]
    assert len(led) == 1
    assert led[0] is min(symbols, key=lambda symbol: abs(symbol.x_mm - 40.0))
