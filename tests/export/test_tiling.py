from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.export.sheets import tile_code
from gridmap.export.tiling import cut_into_tiles, halve

coordinates = st.integers(0, 3000).map(lambda value: value / 2)
clouds = st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=80, unique=True)


@settings(max_examples=60, deadline=None)
@given(clouds)
def test_every_house_is_in_exactly_one_tile(cloud: list[tuple[float, float]]) -> None:
    tiles = cut_into_tiles(np.array(cloud), width_m=160, height_m=180, max_points=20)
    assert sorted(i for tile in tiles for i in tile.indexes) == list(range(len(cloud)))
    assert len({tile.path for tile in tiles}) == len(tiles)


@settings(max_examples=60, deadline=None)
@given(clouds)
def test_no_tile_is_empty_too_wide_or_too_full(cloud: list[tuple[float, float]]) -> None:
    points = np.array(cloud)
    for tile in cut_into_tiles(points, width_m=160, height_m=180, max_points=20):
        spans = np.ptp(points[list(tile.indexes)], axis=0)
        assert 0 < len(tile.indexes) <= 20
        assert spans[0] <= 160 + 1e-6
        assert spans[1] <= 180 + 1e-6


@settings(max_examples=60, deadline=None)
@given(clouds, st.data())
def test_a_house_added_inside_a_tile_changes_no_other_tile(
    cloud: list[tuple[float, float]], data: st.DataObject
) -> None:
    points = np.array(cloud)
    before = cut_into_tiles(points, width_m=160, height_m=180, max_points=20)
    chosen = data.draw(st.sampled_from(before))
    own = points[list(chosen.indexes)]
    share = data.draw(st.tuples(st.floats(0, 1), st.floats(0, 1)))
    new = own.min(axis=0) + np.array(share) * np.ptp(own, axis=0)
    after = cut_into_tiles(np.vstack([points, new]), width_m=160, height_m=180, max_points=20)
    kept = {tile.path: tile.indexes for tile in after}
    for tile in before:
        if tile.path != chosen.path:
            assert kept[tile.path] == tile.indexes
    assert any(path.startswith(chosen.path) for path in kept)


def test_the_first_part_lies_west_or_north() -> None:
    west_east = halve(np.array([(0.0, 0.0), (100.0, 0.0)]), [0, 1], path="")
    assert [(tile.path, tile.indexes) for tile in west_east] == [("a", (0,)), ("b", (1,))]
    south_north = halve(np.array([(0.0, 0.0), (0.0, 100.0)]), [0, 1], path="")
    assert [(tile.path, tile.indexes) for tile in south_north] == [("a", (1,)), ("b", (0,))]


def test_the_cut_goes_through_the_widest_gap() -> None:
    xs = [0, 10, 20, 60, 70, 80, 90, 100]
    points = np.array([(float(x), 0.0) for x in xs])
    first, second = halve(points, range(len(xs)), path="")
    assert [xs[i] for i in first.indexes] == [0, 10, 20]
    assert len(second.indexes) == 5


def test_points_at_one_place_stay_together() -> None:
    points = np.zeros((30, 2))
    assert len(cut_into_tiles(points, width_m=10, height_m=10, max_points=20)) == 1


def test_codes_of_tiles_differ_and_stay_short() -> None:
    paths = ["", *(f"{n:b}".replace("0", "a").replace("1", "b")[1:] for n in range(2, 1024))]
    codes = [tile_code(path) for path in paths]
    assert len(set(codes)) == len(codes)
    assert tile_code("") == "01"
    assert max(len(code) for code in codes) <= 6
