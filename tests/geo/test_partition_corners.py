import pytest
from shapely import MultiPolygon, Polygon, box

from gridmap.errors import GeometryError
from gridmap.geo.partition import Partition, flaws, partition_of, unassigned
from gridmap.geo.partition_corners import (
    corners_gained,
    delete_corner,
    deleted_corner,
    insert_corner,
    move_corner,
    moved_corner,
    with_corners,
)

VILLAGE = box(0, 0, 100, 80)


def bent() -> Partition:
    """Return two grids whose common border has a corner at 45, 40, and free land to the east."""
    return partition_of(
        VILLAGE,
        {
            "a": Polygon([(0, 0), (40, 0), (45, 40), (40, 80), (0, 80)]),
            "b": Polygon([(40, 0), (70, 0), (70, 80), (40, 80), (45, 40)]),
        },
    )


def test_a_shared_corner_moves_for_all_who_have_it() -> None:
    after = move_corner(bent(), (45, 40), (50.1234, 41))
    assert flaws(after) == []
    for key in "ab":
        assert (50.123, 41.0) in after.grids[key].exterior.coords
        assert (45.0, 40.0) not in after.grids[key].exterior.coords
    assert after.outline is bent().outline or after.outline.equals(VILLAGE)


def test_a_corner_moved_inwards_leaves_the_village_as_it_is_and_land_free() -> None:
    after = move_corner(bent(), (0, 0), (5, 5))
    assert flaws(after) == []
    assert after.outline.equals(VILLAGE)
    assert sorted(round(piece.area_m2) for piece in unassigned(after)) == [300, 2400]


def test_the_outline_follows_when_asked() -> None:
    after = move_corner(bent(), (0, 0), (-5, -5), with_outline=True)
    assert flaws(after) == []
    assert after.outline.area > VILLAGE.area
    with pytest.raises(GeometryError, match="leave the village"):
        move_corner(bent(), (0, 0), (-5, -5))


@pytest.mark.parametrize("goal", [(80, 40), (-3, 40), (45, 90), (70, 80)])
def test_a_move_that_crosses_or_flips_is_refused(goal: tuple[float, float]) -> None:
    with pytest.raises(GeometryError, match="would cross"):
        move_corner(bent(), (45, 40), goal)


def test_a_corner_set_down_on_another_border_becomes_a_corner_of_it() -> None:
    apart = partition_of(VILLAGE, {"a": bent().grids["a"], "b": box(60, 0, 100, 80)})
    after = move_corner(apart, (45, 40), (60, 33.3))
    assert flaws(after) == []
    assert (60.0, 33.3) in after.grids["b"].exterior.coords
    assert len(unassigned(after)) == 2


def test_a_grid_is_not_pinched_in_two() -> None:
    with pytest.raises(GeometryError, match="would cross"):
        move_corner(bent(), (45, 40), (70, 33.3))


def test_a_corner_set_down_on_its_neighbour_falls_together_with_it() -> None:
    after = move_corner(bent(), (45, 40), (40, 80))
    assert flaws(after) == []
    assert len(after.grids["a"].exterior.coords) == 5


def test_a_place_without_a_corner_is_refused() -> None:
    for act in (lambda: move_corner(bent(), (1, 1), (2, 2)), lambda: delete_corner(bent(), 1, 1)):
        with pytest.raises(GeometryError, match="no corner here"):
            act()


def test_a_corner_is_inserted_for_both_sides() -> None:
    after = insert_corner(bent(), 42.7, 20, tolerance_m=1.0)
    assert flaws(after) == []
    fresh = set(after.grids["a"].exterior.coords) - set(bent().grids["a"].exterior.coords)
    assert len(fresh) == 1
    assert fresh <= set(after.grids["b"].exterior.coords)
    assert after.grids["a"].area == pytest.approx(bent().grids["a"].area, abs=0.05)
    with pytest.raises(GeometryError, match="no border here"):
        insert_corner(bent(), 20, 20, tolerance_m=1.0)


def test_a_corner_is_deleted_for_both_sides() -> None:
    after = delete_corner(bent(), 45, 40)
    assert flaws(after) == []
    assert after.grids["a"].equals(box(0, 0, 40, 80))
    assert after.grids["b"].equals(box(40, 0, 70, 80))


def test_a_corner_where_borders_meet_or_of_the_outline_stays() -> None:
    with pytest.raises(GeometryError, match="Several borders"):
        delete_corner(bent(), 40, 0)
    with pytest.raises(GeometryError, match="village's outline"):
        delete_corner(bent(), 100, 80)
    after = delete_corner(bent(), 100, 80, with_outline=True)
    assert flaws(after) == []
    assert after.outline.area == pytest.approx(8000 - 0.5 * 30 * 80)


def test_a_triangle_keeps_its_corners() -> None:
    triangle = partition_of(VILLAGE, {"a": Polygon([(10, 10), (20, 10), (10, 20)])})
    with pytest.raises(GeometryError, match="three corners"):
        delete_corner(triangle, 10, 10)


def test_corners_gained_by_one_outline_go_to_whoever_has_an_edge_there() -> None:
    gained = Polygon([(0, 0), (30.5, 0), (70, 0), (100, 0), (100, 80), (0, 80)])
    corners = corners_gained(VILLAGE, gained)
    assert corners.tolist() == [[30500, 0], [70000, 0]]
    neighbour = Polygon([(0, 0), (60, 0), (100, 0), (100, -50), (0, -50)])
    shared = with_corners(neighbour, corners)
    assert {(30.5, 0.0), (70.0, 0.0)} <= set(shared.exterior.coords)
    assert shared.is_valid
    assert shared.equals(neighbour)
    several = with_corners(MultiPolygon([neighbour, box(300, 0, 310, 10)]), corners)
    assert several.geom_type == "MultiPolygon"
    assert several.area == pytest.approx(5100)


def test_shapes_without_the_edge_or_corner_stay_the_same_objects() -> None:
    elsewhere = box(500, 0, 600, 80)
    assert with_corners(elsewhere, corners_gained(VILLAGE, VILLAGE)) is elsewhere
    assert with_corners(elsewhere, corners_gained(VILLAGE, bent().outline)) is elsewhere
    assert moved_corner(elsewhere, (0, 0), (1, 1)) is elsewhere
    assert deleted_corner(elsewhere, (0, 0)) is elsewhere
