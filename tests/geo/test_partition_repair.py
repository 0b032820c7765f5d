import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from gridmap.errors import GeometryError
from gridmap.geo.partition import flaws, partition_of, unassigned
from gridmap.geo.partition_repair import repair
from tests.helpers.partition_play import shaken, sheet
from tests.helpers.sloppy_grids import Size, kinds

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


def test_an_overlap_too_long_to_settle_is_said_even_if_it_is_narrow() -> None:
    spike = Polygon([(0, 0), (50, 0), (50, 40), (80, 40.5), (50, 41), (50, 80), (0, 80)])
    result = repair(VILLAGE, {"a": spike, "b": box(50, 0, 100, 80)}, tolerance_m=2.0)
    assert flaws(result.partition) == []
    assert result.furthest_m > 2.0
    assert [item.keys for item in result.disputed] == [("a", "b")]
    assert result.disputed[0].area_m2 == pytest.approx(15.0, abs=0.1)


def test_a_strip_along_an_exact_outline_is_shared_by_the_grids_beside_it() -> None:
    grids = {"a": box(0, 1.5, 30, 80), "b": box(30, 1.5, 60, 80), "c": box(60, 1.5, 100, 80)}
    result = repair(VILLAGE, grids, tolerance_m=2.0)
    assert unassigned(result.partition) == []
    assert result.furthest_m == pytest.approx(1.5)
    for key, left, right in (("a", 0, 30), ("b", 30, 60), ("c", 60, 100)):
        assert result.partition.grids[key].equals(box(left, 0, right, 80))


def test_a_gap_is_left_open_only_where_it_is_too_wide() -> None:
    cape = Polygon([(0, 0), (50, 0), (50, 38), (46, 40), (50, 42), (50, 80), (0, 80)])
    result = repair(VILLAGE, {"a": cape, "b": box(51, 0, 100, 80)}, tolerance_m=2.0)
    assert flaws(result.partition) == []
    assert result.furthest_m <= 2.0
    assert all(piece.shape.within(box(45, 37, 52, 43)) for piece in unassigned(result.partition))


SMALL = Size(columns=3, rows=2, side_m=80.0, steps=8)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000))
@pytest.mark.parametrize("kind", list(kinds()))
def test_any_sloppiness_is_repaired_within_the_tolerance(kind: str, seed: int) -> None:
    sloppy = kinds()[kind](SMALL, seed)
    result = repair(sloppy.outline, sloppy.grids, tolerance_m=sloppy.tolerance_m)
    assert flaws(result.partition) == []
    assert unassigned(result.partition) == []
    assert not result.disputed
    assert result.furthest_m <= sloppy.tolerance_m
    for key, old in sloppy.grids.items():
        new = result.partition.grids[key]
        for here, there in ((old, new), (new, old)):
            corners = shapely.points(shapely.get_coordinates(here))
            assert shapely.distance(corners, there.boundary).max() <= sloppy.tolerance_m + 0.002


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 10_000))
@pytest.mark.parametrize("kind", list(kinds()))
def test_a_second_repair_moves_nothing_and_the_land_stays_the_same(kind: str, seed: int) -> None:
    sloppy = kinds()[kind](SMALL, seed)
    once = repair(sloppy.outline, sloppy.grids, tolerance_m=sloppy.tolerance_m)
    twice = repair(once.partition.outline, once.partition.grids, tolerance_m=sloppy.tolerance_m)
    assert twice.moved == ()
    assert all(twice.partition.grids[key] is old for key, old in once.partition.grids.items())
    changed = shapely.symmetric_difference(
        shapely.union_all(list(once.partition.grids.values())), sloppy.outline
    )
    assert changed.buffer(-0.002).is_empty
    inner = shapely.union_all([shapely.make_valid(old) for old in sloppy.grids.values()])
    gained = shapely.difference(sloppy.outline, inner)
    assert gained.buffer(-sloppy.tolerance_m).is_empty


blots = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 80)), min_size=3, max_size=6).map(
    lambda ring: Polygon(ring).buffer(0.0)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(blots, min_size=2, max_size=4), st.floats(0.5, 5.0))
def test_a_border_moves_over_the_tolerance_only_where_that_is_said(
    shapes: list[Polygon], tolerance_m: float
) -> None:
    grids = {f"g{number}": shape for number, shape in enumerate(shapes) if shape.area > 1.0}
    try:
        result = repair(VILLAGE, grids, tolerance_m=tolerance_m)
    except GeometryError:
        return
    assert flaws(result.partition) == []
    said = {key for item in result.disputed for key in item.keys}
    far = {item.key for item in result.moved if item.distance_m > tolerance_m}
    assert far <= said


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
