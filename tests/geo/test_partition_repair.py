import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from gridmap.errors import GeometryError
from gridmap.geo import partition_repair
from gridmap.geo.partition import flaws, partition_of, unassigned
from gridmap.geo.partition_repair import repair
from tests.helpers.partition_play import shaken, sheet

VILLAGE = box(0, 0, 100, 80)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_sloppy_grids_become_a_partition_and_no_corner_moves_over_the_tolerance(seed: int) -> None:
    grids = sheet(4, 3, side_m=300.0, steps=30, seed=seed)
    rng = np.random.default_rng(seed)
    sloppy = {f"g{number}": shaken(grid, rng) for number, grid in enumerate(grids)}
    outline = shapely.union_all(grids)
    result = repair(outline, sloppy, tolerance_m=2.0)
    assert flaws(result.partition) == []
    assert unassigned(result.partition) == []
    assert 0.0 < result.furthest_m <= 2.0
    assert not result.disputed
    for key, shape in sloppy.items():
        corners = shapely.points(shapely.get_coordinates(shape))
        away = shapely.distance(corners, result.partition.grids[key].boundary)
        assert away.max() <= result.furthest_m + 0.001


def test_grids_that_fit_are_not_touched() -> None:
    held = partition_of(VILLAGE, {"a": box(0, 0, 50, 80), "b": box(50, 0, 51, 80)})
    result = repair(held.outline, held.grids, tolerance_m=5.0)
    assert result.moved == ()
    assert result.furthest_m == 0.0
    assert result.partition.outline is held.outline
    assert all(result.partition.grids[key] is shape for key, shape in held.grids.items())


def test_detail_finer_than_the_tolerance_survives_in_one_grid() -> None:
    teeth = [(50 + 1.5 * (step % 2), step * 0.5) for step in range(161)]
    shape = Polygon([(0, 0), *teeth, (0, 80)])
    result = repair(VILLAGE, {"a": shape, "b": box(52.5, 0, 90, 80)}, tolerance_m=1.0)
    assert flaws(result.partition) == []
    assert len(result.partition.grids["a"].exterior.coords) >= 162


def test_borders_with_different_corners_become_one() -> None:
    left = Polygon([(0, 0), (50, 0), (50.6, 20), (49.5, 60), (50, 80), (0, 80)])
    right = Polygon([(50, 0), (100, 0), (100, 80), (50, 80), (50.2, 40)])
    result = repair(VILLAGE, {"a": left, "b": right}, tolerance_m=2.0)
    assert flaws(result.partition) == []
    assert unassigned(result.partition) == []
    assert result.furthest_m <= 2.0
    assert result.moved[0].distance_m == result.furthest_m


def test_a_gap_or_overlap_that_widens_over_the_tolerance_is_not_closed_in_secret() -> None:
    gap = Polygon([(50, 0), (53.5, 80), (100, 80), (100, 0)])
    result = repair(VILLAGE, {"a": box(0, 0, 50, 80), "b": gap}, tolerance_m=2.0)
    assert flaws(result.partition) == []
    assert [round(piece.area_m2) for piece in unassigned(result.partition)] == [140]
    assert result.furthest_m <= 2.0
    overlap = Polygon([(50, 0), (46.5, 80), (100, 80), (100, 0)])
    result = repair(VILLAGE, {"a": box(0, 0, 50, 80), "b": overlap}, tolerance_m=2.0)
    assert [item.keys for item in result.disputed] == [("a", "b")]
    assert result.furthest_m == pytest.approx(3.5, abs=0.01)


def test_where_no_reach_keeps_within_the_tolerance_the_list_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(partition_repair, "_SHARES", (1.0,))
    gap = Polygon([(50, 0), (53.5, 80), (100, 80), (100, 0)])
    result = repair(VILLAGE, {"a": box(0, 0, 50, 80), "b": gap}, tolerance_m=2.0)
    assert result.furthest_m == pytest.approx(3.5, abs=0.01)


def test_the_village_outline_stays_and_grids_come_to_it() -> None:
    result = repair(VILLAGE, {"a": box(-0.7, 0.6, 101, 79.2)}, tolerance_m=2.0)
    assert result.partition.outline.equals(VILLAGE)
    assert result.partition.grids["a"].equals(VILLAGE)
    assert {moved.key for moved in result.moved} == {"a"}
    assert len(result.moved) == 4


def test_wide_free_land_stays_free_and_wide_overlaps_are_listed() -> None:
    grids = {"a": box(0, 0, 50, 80), "b": box(40, 0, 80, 80), "c": box(90, -20, 100, 80)}
    result = repair(VILLAGE, grids, tolerance_m=2.0)
    assert flaws(result.partition) == []
    assert [item.keys for item in result.disputed] == [("a", "b"), ("c",)]
    assert result.disputed[0].area_m2 == pytest.approx(800)
    assert result.partition.grids["a"].equals(box(0, 0, 50, 80))
    assert [round(piece.area_m2) for piece in unassigned(result.partition)] == [800]


def test_a_shape_that_crosses_itself_is_mended() -> None:
    knot = Polygon([(0, 0), (60, 80), (60, 0), (0, 80)])
    result = repair(VILLAGE, {"a": knot}, tolerance_m=1.0)
    assert flaws(result.partition) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=12))
def test_any_scribble_of_millimetres_is_mended_or_refused(ring: list[tuple[int, int]]) -> None:
    knot = shapely.transform(Polygon(ring), lambda points: 50.0 + points / 1400.0)
    try:
        result = repair(VILLAGE, {"a": box(0, 0, 40, 80), "knot": knot}, tolerance_m=1.0)
    except GeometryError:
        return
    assert flaws(result.partition) == []
    assert shapely.get_precision(result.partition.grids["knot"]) == 0.0


def test_a_grid_that_lies_wholly_in_another_has_no_land() -> None:
    with pytest.raises(GeometryError, match="without any land"):
        repair(VILLAGE, {"a": box(0, 0, 50, 80), "b": box(10, 10, 20, 20)})
