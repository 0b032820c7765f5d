import numpy as np
import pytest
from shapely import LineString, Point, box

from gridmap.geo.partition import Partition, partition_of
from gridmap.geo.partition_edges import edges_of
from gridmap.geo.tracing import shortest_way, trace

VILLAGE = box(0, 0, 100, 80)


def row() -> Partition:
    """Return four grids of different heights side by side, free land above them."""
    heights = {"a": 40, "b": 30, "c": 50, "d": 40}
    return partition_of(
        VILLAGE,
        {key: box(25 * n, 0, 25 * n + 25, top) for n, (key, top) in enumerate(heights.items())},
    )


def test_the_way_follows_the_border_past_four_neighbours_shorter_first() -> None:
    short, long = trace(row(), Point(10, 40.3), Point(90, 39.8), tolerance_m=1.0)
    assert list(short.line.coords) == [
        (10, 40), (25, 40), (25, 30), (50, 30), (50, 50), (75, 50), (75, 40), (90, 40),
    ]  # fmt: skip
    assert short.length_m == pytest.approx(120)
    assert long.length_m > short.length_m
    assert long.line.coords[0] == (10, 40)
    assert long.line.coords[-1] == (90, 40)
    assert short.length_m + long.length_m == pytest.approx(40 + 40 + 100 + 40 + 40, abs=80)


def test_the_way_back_is_the_same_way_turned() -> None:
    there = trace(row(), Point(10, 40), Point(90, 40), tolerance_m=1.0)
    back = trace(row(), Point(90, 40), Point(10, 40), tolerance_m=1.0)
    for one, other in zip(there, back, strict=True):
        assert one.line.equals(other.line)
        assert one.line.coords[0] == other.line.coords[-1]


def test_between_two_borders_without_a_common_ring_the_shortest_way_over_all_is_found() -> None:
    (way,) = trace(row(), Point(25, 5), Point(75, 5), tolerance_m=1.0)
    assert way.length_m == pytest.approx(5 + 50 + 5)


@pytest.mark.parametrize(
    ("start", "end"), [((10, 60), (90, 40)), ((10, 40), (90, 60)), ((10, 40), (10, 40))]
)
def test_points_away_from_borders_or_together_give_no_way(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    ways = trace(row(), Point(start), Point(end), tolerance_m=1.0)
    assert ways == ()


def test_the_shortest_way_is_the_shortest_and_none_where_nothing_leads() -> None:
    edges, _ = edges_of([LineString([(0, 0), (3, 4), (6, 0)]), LineString([(0, 0), (6, 0)])])
    assert shortest_way(edges, (0, 0), (6000, 0)) == ([(0, 0), (6000, 0)], 6.0)
    back = LineString([(0, 0), (-1, 0), (4, 0.1)])
    detour = edges_of([back, LineString([(0, 0), (3, 0), (4, 0.1), (4, 20.1)])])[0]
    way = shortest_way(detour, (0, 0), (4000, 20_100))
    assert way is not None
    assert way[0] == [(0, 0), (3000, 0), (4000, 100), (4000, 20_100)]
    apart = np.concatenate([edges, edges + 50_000])
    assert shortest_way(apart, (0, 0), (50_000, 50_000)) is None
