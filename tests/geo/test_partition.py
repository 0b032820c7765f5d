import pytest
import shapely
from shapely import MultiPolygon, Polygon, box

from gridmap.errors import GeometryError
from gridmap.geo.partition import (
    Partition,
    arrange,
    flaws,
    longest_neighbour,
    partition_of,
    piece_at,
    settle,
    unassigned,
    width_m,
    without,
)

VILLAGE = box(0, 0, 100, 80)


def two_grids() -> Partition:
    return partition_of(VILLAGE, {"a": box(0, 0, 40, 80), "b": box(40, 0, 70, 50)})


def test_shapes_that_fit_come_back_as_the_same_objects() -> None:
    held = partition_of(two_grids().outline, two_grids().grids)
    again = partition_of(held.outline, held.grids)
    assert again.outline is held.outline
    assert all(again.grids[key] is shape for key, shape in held.grids.items())


def test_a_corner_on_a_neighbours_edge_becomes_a_corner_of_both_and_of_the_outline() -> None:
    made = two_grids()
    assert flaws(made) == []
    assert (40.0, 50.0) in made.grids["a"].exterior.coords
    assert (70.0, 0.0) in made.outline.exterior.coords
    assert flaws(Partition(VILLAGE, {"a": box(0, 0, 40, 80), "b": box(40, 0, 70, 50)})) != []


def test_coordinates_off_the_raster_move_by_less_than_a_millimetre() -> None:
    shape = Polygon([(0.00037, 0), (33.33333, 0.5), (30.1, 41.123456), (2, 40)])
    made = partition_of(VILLAGE, {"a": shape}).grids["a"]
    assert made.hausdorff_distance(shape) < 0.001
    assert flaws(partition_of(VILLAGE, {"a": shape})) == []


def test_land_in_no_grid_is_listed_largest_first() -> None:
    pieces = unassigned(partition_of(VILLAGE, {"a": box(0, 0, 40, 80), "b": box(60, 0, 100, 80)}))
    assert [piece.area_m2 for piece in pieces] == [1600.0]
    pieces = unassigned(partition_of(VILLAGE, {"a": box(10, 0, 30, 80)}))
    assert [piece.area_m2 for piece in pieces] == [5600.0, 800.0]


def test_a_point_finds_the_free_land_under_it() -> None:
    piece = piece_at(two_grids(), 90, 70)
    assert piece is not None
    assert piece.area == pytest.approx(60 * 30 + 30 * 50)
    assert piece_at(two_grids(), 10, 10) is None


def test_small_overlaps_are_settled_quietly_and_large_ones_need_repair() -> None:
    small = partition_of(VILLAGE, {"a": box(0, 0, 40, 80), "b": box(39.99, 0, 70, 80)})
    assert flaws(small) == []
    assert small.grids["a"].area == pytest.approx(3200)
    with pytest.raises(GeometryError, match="overlap or leave it by 800") as caught:
        partition_of(VILLAGE, {"a": box(0, 0, 40, 80), "b": box(30, 0, 70, 80)})
    assert "Repair" in caught.value.hint
    with pytest.raises(GeometryError, match="by 400"):
        partition_of(VILLAGE, {"a": box(-5, 0, 40, 80)})


def test_a_shape_that_crosses_itself_is_refused() -> None:
    with pytest.raises(GeometryError, match="crosses itself"):
        partition_of(VILLAGE, {"a": Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])})
    with pytest.raises(GeometryError, match="crosses itself"):
        partition_of(Polygon(), {})


def test_a_grid_wholly_inside_another_has_no_land() -> None:
    with pytest.raises(GeometryError, match="without any land"):
        settle(Partition(VILLAGE, {"a": box(0, 0, 40, 80), "b": box(10, 10, 20, 20)}))


def test_gaps_of_a_few_millimetres_are_closed_where_shapes_had_to_be_settled() -> None:
    made = partition_of(VILLAGE, {"a": box(0, 0, 40, 80), "b": box(40.003, 0, 70, 80)})
    assert flaws(made) == []
    assert made.grids["a"].touches(made.grids["b"])
    assert [round(piece.area_m2) for piece in unassigned(made)] == [2400]


def test_flaws_names_what_is_wrong() -> None:
    bow_tie = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    assert any("a:" in flaw for flaw in flaws(Partition(VILLAGE, {"a": bow_tie})))
    outside = Partition(VILLAGE, {"a": Polygon([(0, 0), (0, 80), (-9, 40)])})
    assert flaws(outside) == ["a grid leaves the village"]
    nested = Partition(VILLAGE, {"a": box(5, 5, 40, 70), "b": box(10, 10, 20, 20)})
    assert "grids overlap" in flaws(nested)
    assert flaws(Partition(VILLAGE, {"a": box(5, 5, 40.0001, 70)})) == ["corners off the raster"]


def test_villages_with_holes_and_several_parts_hold_grids() -> None:
    outline = MultiPolygon(
        [Polygon(VILLAGE.exterior, [box(10, 10, 20, 20).exterior]), box(200, 0, 250, 50)]
    )
    made = partition_of(outline, {"a": MultiPolygon([box(20, 0, 100, 80), box(200, 0, 220, 50)])})
    assert flaws(made) == []
    assert sum(piece.area_m2 for piece in unassigned(made)) == pytest.approx(20 * 80 - 100 + 1500)


def test_grids_that_touch_in_one_point_are_no_neighbours() -> None:
    made = partition_of(VILLAGE, {"a": box(0, 0, 40, 40), "b": box(40, 40, 100, 80)})
    arrangement = arrange(made)
    (index,) = arrangement.of("a")
    assert longest_neighbour(arrangement, index) is None
    assert flaws(made) == []


def test_without_frees_the_land_of_a_grid() -> None:
    left = without(two_grids(), "a")
    assert list(left.grids) == ["b"]
    assert sum(piece.area_m2 for piece in unassigned(left)) == pytest.approx(8000 - 1500)


def test_width_is_that_of_a_strip() -> None:
    assert width_m(box(0, 0, 1000, 1)) == pytest.approx(1.0, abs=0.01)
    assert width_m(shapely.Point(0, 0)) == 0.0
