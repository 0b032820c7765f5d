import pytest
from shapely import LineString, Polygon, box

from gridmap.errors import GeometryError
from gridmap.geo.partition import Partition, flaws, partition_of, unassigned
from gridmap.geo.partition_reshape import reshape_border
from tests.helpers.partition_play import disturbed

VILLAGE = box(0, 0, 100, 80)


def three() -> Partition:
    return partition_of(
        VILLAGE, {"a": box(0, 0, 40, 80), "b": box(40, 0, 70, 80), "c": box(70, 0, 90, 80)}
    )


def test_both_sides_follow_the_drawn_line_and_others_do_not_change() -> None:
    after = reshape_border(three(), LineString([(40.2, 10), (50.1234, 40), (39.9, 70)]))
    assert flaws(after) == []
    gained = after.grids["a"].area - 40 * 80
    assert gained == pytest.approx(0.5 * 60 * 10.1234, abs=0.05)
    assert after.grids["b"].area == pytest.approx(30 * 80 - gained)
    assert (50.123, 40.0) in after.grids["a"].exterior.coords
    assert (50.123, 40.0) in after.grids["b"].exterior.coords
    assert disturbed(three(), after, {"a", "b"}) == []
    assert after.grids["c"] is three().grids["c"] or after.grids["c"].equals(three().grids["c"])


def test_a_line_that_runs_over_the_border_at_both_ends_is_cut_there() -> None:
    after = reshape_border(three(), LineString([(35, 10), (50, 10), (50, 70), (35, 70)]))
    assert flaws(after) == []
    assert after.grids["a"].area == pytest.approx(40 * 80 + 600)


def test_a_line_that_crosses_the_border_gives_to_both() -> None:
    after = reshape_border(three(), LineString([(40, 10), (50, 25), (30, 55), (40, 70)]))
    assert flaws(after) == []
    assert after.grids["a"].area == pytest.approx(40 * 80)
    assert not after.grids["a"].equals(three().grids["a"])


def test_a_border_with_free_land_moves_too() -> None:
    after = reshape_border(three(), LineString([(90, 20), (96, 40), (90, 60)]))
    assert flaws(after) == []
    assert after.grids["c"].area == pytest.approx(20 * 80 + 120)
    assert unassigned(after)[0].area_m2 == pytest.approx(800 - 120)


def test_the_sides_can_be_named() -> None:
    line = LineString([(40, 10), (50, 40), (40, 70)])
    assert flaws(reshape_border(three(), line, between=("b", "a"))) == []
    for other in ("c", None):
        with pytest.raises(GeometryError, match="one common border"):
            reshape_border(three(), line, between=("a", other))
    over = LineString([(30, 10), (75, 40), (30, 70)])
    named = reshape_border(three(), over, between=("c", "b"))
    assert flaws(named) == []
    assert named.grids["c"].area < three().grids["c"].area
    assert named.grids["a"].area == pytest.approx(three().grids["a"].area)


@pytest.mark.parametrize(
    "points",
    [
        [(10, 10), (20, 20)],
        [(40, 10), (50, 20)],
        [(40, 10), (70, 20)],
        [(30, 10), (45, 10)],
        [(40, 0), (40.2, 10)],
    ],
)
def test_a_line_that_does_not_start_and_end_on_one_border_is_refused(
    points: list[tuple[float, float]],
) -> None:
    with pytest.raises(GeometryError) as caught:
        reshape_border(three(), LineString(points))
    assert caught.value.hint


def test_of_two_borders_between_the_same_ends_the_nearer_one_is_meant() -> None:
    lens = [(40, 20), (44, 40), (40, 60), (36, 40)]
    left = Polygon([(0, 0), (40, 0), (40, 20), (36, 40), (40, 60), (40, 80), (0, 80)])
    right = Polygon([(100, 0), (40, 0), (40, 20), (44, 40), (40, 60), (40, 80), (100, 80)])
    village = partition_of(VILLAGE, {"left": left, "lens": Polygon(lens), "right": right})
    for bulge, grown, kept in ((34, "lens", "right"), (47, "lens", "left")):
        after = reshape_border(village, LineString([(40, 20), (bulge, 40), (40, 60)]))
        assert after.grids[grown].area > village.grids[grown].area
        assert after.grids[kept].equals(village.grids[kept])


def test_a_line_along_the_border_changes_nothing_and_says_so() -> None:
    with pytest.raises(GeometryError, match="as it is"):
        reshape_border(three(), LineString([(40, 10), (40, 70)]))


def test_a_side_is_not_torn_apart() -> None:
    narrow = partition_of(VILLAGE, {"a": box(0, 0, 40, 80), "b": box(40, 0, 50, 80)})
    line = LineString([(40, 20), (60, 20), (60, 60), (40, 60)])
    with pytest.raises(GeometryError, match="fall apart"):
        reshape_border(narrow, line, between=("a", "b"))
