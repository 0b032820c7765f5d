import itertools

import pytest
import shapely
from shapely import LineString, Polygon, box

from gridmap.errors import GeometryError
from gridmap.geo.partition import Partition, flaws, partition_of, unassigned
from gridmap.geo.partition_drawing import fill_gap, free_land, insert_grid, merge_grids, split_grid
from tests.helpers.partition_play import disturbed

VILLAGE = box(0, 0, 100, 80)
LEFT = box(0, 0, 50, 80)


def one_grid() -> Partition:
    return partition_of(VILLAGE, {"a": LEFT})


def split(partition: Partition, key: str, *points: tuple[float, float]) -> Partition:
    serial = itertools.count(1)
    return split_grid(partition, key, LineString(points), new_key=lambda: f"n{next(serial)}")


def test_a_sloppy_outline_is_cut_to_the_village_and_the_neighbours() -> None:
    after = insert_grid(one_grid(), "b", Polygon([(45, -5), (80, -5), (81, 90), (45.3, 85)]))
    assert flaws(after) == []
    assert after.grids["a"] is one_grid().grids["a"] or after.grids["a"].equals(LEFT)
    assert after.grids["b"].bounds == pytest.approx((50, 0, 80.895, 80), abs=0.01)
    shared = after.grids["a"].intersection(after.grids["b"])
    assert shared.length == pytest.approx(80)


def test_a_strip_left_beside_the_neighbour_is_taken_along_and_wider_land_is_not() -> None:
    near = insert_grid(one_grid(), "b", box(50.3, 0, 80, 80))
    assert len(unassigned(near)) == 1
    assert near.grids["b"].area == pytest.approx(30 * 80)
    far = insert_grid(one_grid(), "b", box(52, 0, 80, 80))
    assert len(unassigned(far)) == 2


def test_an_outline_that_wanders_over_the_border_follows_it_exactly() -> None:
    wavy = [(50 + 0.4 * (-1) ** step, step * 5) for step in range(17)]
    after = insert_grid(one_grid(), "b", Polygon([*wavy, (90, 80), (90, 0)]))
    assert flaws(after) == []
    assert after.grids["b"].area == pytest.approx(40 * 80)
    assert len(unassigned(after)) == 1


def test_pieces_apart_from_the_largest_are_left_out() -> None:
    across = partition_of(VILLAGE, {"a": box(60, 0, 70, 80)})
    after = insert_grid(across, "b", box(5, 10, 95, 20))
    assert after.grids["b"].geom_type == "Polygon"
    assert after.grids["b"].bounds == (5.0, 10.0, 60.0, 20.0)


def test_an_outline_that_crosses_itself_still_gives_a_grid() -> None:
    after = insert_grid(one_grid(), "b", Polygon([(60, 10), (90, 70), (90, 10), (60, 70)]))
    assert flaws(after) == []
    assert after.grids["b"].geom_type == "Polygon"


def test_a_new_grid_may_take_land_when_asked() -> None:
    after = insert_grid(one_grid(), "b", box(40, 20, 70, 60), take=True)
    assert flaws(after) == []
    assert after.grids["b"].equals(box(40, 20, 70, 60))
    assert after.grids["a"].area == pytest.approx(LEFT.area - 400)
    with pytest.raises(GeometryError, match="without any land"):
        insert_grid(one_grid(), "b", box(-10, -10, 60, 90), take=True)


@pytest.mark.parametrize("outline", [box(10, 10, 40, 40), box(200, 0, 300, 50)])
def test_a_grid_without_land_is_refused(outline: Polygon) -> None:
    with pytest.raises(GeometryError, match="belongs to a grid already"):
        insert_grid(one_grid(), "b", outline)


def test_a_grid_is_split_and_the_larger_part_keeps_the_key() -> None:
    after = split(one_grid(), "a", (0.3, 20), (25, 30.7777), (49.8, 20))
    assert flaws(after) == []
    assert after.grids["a"].area > after.grids["n1"].area
    assert after.grids["a"].area + after.grids["n1"].area == pytest.approx(4000)
    assert disturbed(one_grid(), after, {"a"}) == []


def test_a_line_may_run_over_and_adds_no_corners_beyond_the_grid() -> None:
    both = partition_of(VILLAGE, {"a": LEFT, "b": box(50, 0, 100, 80)})
    after = split(both, "a", (-40, 40.1234), (140, 41.9))
    assert flaws(after) == []
    assert after.grids["b"].area == pytest.approx(4000, abs=0.1)
    assert len(after.grids["b"].exterior.coords) == len(both.grids["b"].exterior.coords) + 1


@pytest.mark.parametrize(
    "points", [((10, 20), (40, 20)), ((-5, -5), (105, -5)), ((0, 0.2), (50, 0.2))]
)
def test_a_line_that_does_not_cut_in_two_is_refused(
    points: tuple[tuple[float, float], ...],
) -> None:
    with pytest.raises(GeometryError, match="does not cut") as caught:
        split(one_grid(), "a", *points)
    assert "border to border" in caught.value.hint


def test_a_part_narrower_than_the_tolerance_stays_with_the_part_beside_it() -> None:
    after = split(one_grid(), "a", (-1, 40), (50.2, 40), (49.9, 50), (50.2, 60))
    assert flaws(after) == []
    assert sorted(after.grids) == ["a", "n1"]
    assert [shape.geom_type for shape in after.grids.values()] == ["Polygon", "Polygon"]
    assert after.grids["a"].area == pytest.approx(2000)


def test_a_closed_line_cuts_out_an_island() -> None:
    ring = box(10, 10, 30, 30).exterior
    after = split(one_grid(), "a", *ring.coords)
    assert flaws(after) == []
    assert len(after.grids["a"].interiors) == 1
    assert after.grids["n1"].area == pytest.approx(400)


def test_a_line_through_two_arms_gives_three_grids() -> None:
    arms = Polygon([(0, 0), (50, 0), (50, 80), (40, 80), (40, 20), (10, 20), (10, 80), (0, 80)])
    after = split(partition_of(VILLAGE, {"a": arms}), "a", (-1, 50), (51, 50))
    assert flaws(after) == []
    assert sorted(after.grids) == ["a", "n1", "n2"]


def test_merged_grids_are_one_and_the_border_between_is_gone() -> None:
    both = split(one_grid(), "a", (0, 20), (50, 20))
    after = merge_grids(both, ["a", "n1"], keep="n1")
    assert list(after.grids) == ["n1"]
    assert after.grids["n1"].equals(LEFT)
    assert flaws(after) == []


def test_grids_apart_or_touching_in_a_point_are_not_merged() -> None:
    apart = partition_of(
        VILLAGE, {"a": box(0, 0, 40, 40), "b": box(40, 40, 90, 80), "c": box(90, 0, 100, 20)}
    )
    for pair in (["a", "b"], ["a", "c"], ["a", "a"]):
        with pytest.raises(GeometryError, match="side by side"):
            merge_grids(apart, pair, keep="a")


def test_a_gap_goes_to_the_grid_with_the_longest_border() -> None:
    around = partition_of(VILLAGE, {"a": box(0, 0, 50, 80), "b": box(50, 0, 100, 20)})
    after = fill_gap(around, 90, 70)
    assert after.grids["a"].area == pytest.approx(8000 - 1000)
    assert unassigned(after) == []
    assert flaws(after) == []
    assert fill_gap(around, 90, 70, into="b").grids["b"].area == pytest.approx(4000)


def test_a_gap_that_is_none_or_has_no_neighbour_is_refused() -> None:
    with pytest.raises(GeometryError, match="belongs to a grid already"):
        fill_gap(one_grid(), 10, 10)
    with pytest.raises(GeometryError, match="No grid lies beside"):
        fill_gap(partition_of(VILLAGE, {}), 10, 10)


def test_free_land_is_all_that_is_in_no_grid() -> None:
    assert free_land(one_grid()).equals(box(50, 0, 100, 80))
    assert shapely.is_empty(free_land(partition_of(VILLAGE, {"a": VILLAGE})))
