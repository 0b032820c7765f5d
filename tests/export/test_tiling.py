from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.export.sheet_parts import tile_code
from gridmap.export.tiling import CELL_M, Room, Tile, cut_into_tiles, split

ROOM = Room(((160.0, 180.0), (250.0, 90.0)), 20)
coordinates = st.integers(0, 3000).map(lambda value: value / 2)
clouds = st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=80, unique=True)


@settings(max_examples=60, deadline=None)
@given(clouds)
def test_every_house_is_in_exactly_one_tile(cloud: list[tuple[float, float]]) -> None:
    tiles = cut_into_tiles(np.array(cloud), ROOM)
    assert sorted(i for tile in tiles for i in tile.indexes) == list(range(len(cloud)))
    assert len({tile.path for tile in tiles}) == len(tiles)


@settings(max_examples=60, deadline=None)
@given(clouds)
def test_no_tile_is_empty_too_wide_or_too_full(cloud: list[tuple[float, float]]) -> None:
    points = np.array(cloud)
    for tile in cut_into_tiles(points, ROOM):
        width, height = np.ptp(points[list(tile.indexes)], axis=0).tolist()
        assert 0 < len(tile.indexes) <= 20
        assert any(width <= w + 1e-6 and height <= h + 1e-6 for w, h in ROOM.windows_m)


@settings(max_examples=100, deadline=None)
@given(clouds, st.data())
def test_a_house_among_others_moves_no_cut(
    cloud: list[tuple[float, float]], data: st.DataObject
) -> None:
    """A house is added to a cell that holds others: at every cut each house stays on its side."""
    points = np.array(cloud)
    room = Room(ROOM.windows_m, 10_000)
    corner = np.floor(points[data.draw(st.integers(0, len(points) - 1))] / CELL_M) * CELL_M
    share = data.draw(st.tuples(st.integers(0, 49), st.integers(0, 49)))
    more = np.vstack([points, corner + np.array(share) / 50 * CELL_M])
    if len(np.unique(np.floor(points / CELL_M), axis=0)) < 2:
        return
    before = split(points, Tile("", tuple(range(len(points)))), room)
    after = split(more, Tile("", tuple(range(len(more)))), room)
    for first, second in zip(before, after, strict=True):
        assert set(first.indexes) == {i for i in second.indexes if i < len(points)}


def test_the_first_part_lies_west_or_north() -> None:
    tile = Tile("", (0, 1))
    west_east = split(np.array([(0.0, 0.0), (100.0, 0.0)]), tile, ROOM)
    assert [(part.path, part.indexes) for part in west_east] == [("a", (0,)), ("b", (1,))]
    south_north = split(np.array([(0.0, 0.0), (0.0, 100.0)]), tile, ROOM)
    assert [(part.path, part.indexes) for part in south_north] == [("a", (1,)), ("b", (0,))]


def test_the_cut_goes_through_the_widest_gap() -> None:
    xs = [0, 30, 60, 90, 230, 260, 290, 320, 350]
    points = np.array([(float(x), 0.0) for x in xs])
    first, second = split(points, Tile("", tuple(range(len(xs)))), ROOM)
    assert [xs[i] for i in first.indexes] == [0, 30, 60, 90]
    assert len(second.indexes) == 5


def test_a_cluster_inside_a_bend_is_cut_out_whole() -> None:
    bend = [(0.0, 40.0 * n) for n in range(8)] + [(40.0 * n, 0.0) for n in range(1, 8)]
    inside = [(200.0 + 30 * (n % 3), 200.0 + 30 * (n // 3)) for n in range(9)]
    points = np.array(bend + inside)
    parts = split(points, Tile("", tuple(range(len(points)))), Room(((900.0, 900.0),), 20))
    assert {frozenset(part.indexes) for part in parts} == {
        frozenset(range(len(bend))), frozenset(range(len(bend), len(points))),
    }  # fmt: skip


def test_a_part_that_fills_a_sheet_is_better_than_a_small_rest() -> None:
    xs = [30.0 * n for n in range(12)] + [30.0 * n + 60 for n in range(12, 20)]
    xs += [30.0 * n + 120 for n in range(20, 23)]
    points = np.array([(x, 0.0) for x in xs])
    first, second = split(points, Tile("", tuple(range(len(xs)))), Room(((400.0, 400.0),), 20))
    assert (len(first.indexes), len(second.indexes)) == (12, 11)


def test_points_at_one_place_stay_together() -> None:
    assert len(cut_into_tiles(np.zeros((30, 2)), ROOM)) == 1


def test_houses_within_one_cell_are_cut_in_the_middle() -> None:
    points = np.array([(float(n), 1.0) for n in range(24)])
    first, second = split(points, Tile("", tuple(range(24))), ROOM)
    assert min(len(first.indexes), len(second.indexes)) >= 6


def test_codes_of_tiles_differ_and_stay_short() -> None:
    paths = ["", *(f"{n:b}".replace("0", "a").replace("1", "b")[1:] for n in range(2, 1024))]
    codes = [tile_code(path) for path in paths]
    assert len(set(codes)) == len(codes)
    assert tile_code("") == "01"
    assert max(len(code) for code in codes) <= 6
