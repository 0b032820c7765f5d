import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Polygon, box

from gridmap.errors import GeometryError
from gridmap.geo import partition_edges
from gridmap.geo.partition_edges import (
    conflicts,
    drawn_to_corners,
    edges_of,
    faces_of,
    lengths_m,
    node_into,
    on_raster,
    to_m,
    to_mm,
    twice_area_mm2,
    unique_edges,
)

MM = st.integers(-3_000, 3_000)
SEGMENTS = st.lists(st.tuples(MM, MM, MM, MM), min_size=1, max_size=8)


def edges(*rows: tuple[int, ...]) -> np.ndarray:
    lines = [LineString(to_m(np.array(row)).reshape(2, 2)) for row in rows]
    return edges_of(lines)[0]


def test_coordinates_go_to_the_nearest_millimetre_and_always_the_same_number() -> None:
    moved = on_raster(LineString([(430_000.00049, 3_880_000.0006), (430_001.1, 3_880_000.1)]))
    assert list(moved.coords) == [(430_000.0, 3_880_000.001), (430_001.1, 3_880_000.1)]
    assert on_raster(moved).equals_exact(moved, 0)


def test_edges_know_their_shape_and_start_at_the_lesser_end() -> None:
    found, owner = edges_of([box(0, 0, 1, 1), LineString([(5, 5), (4, 4), (4, 4)])])
    assert owner.tolist() == [0, 0, 0, 0, 1]
    assert found[-1].tolist() == [4000, 4000, 5000, 5000]
    assert all(row[:2] < row[2:] for row in found.tolist())
    assert lengths_m(found).tolist() == pytest.approx([1, 1, 1, 1, 2**0.5])


def test_nothing_has_no_edges() -> None:
    found, owner = edges_of([Polygon()])
    assert found.shape == (0, 4)
    assert not len(owner)
    assert not len(conflicts(found))
    assert not len(faces_of(found))
    assert len(drawn_to_corners(found, edges((0, 0, 1, 1)))) == 0


@pytest.mark.parametrize(
    ("left", "right", "is_conflict"),
    [
        ((0, 0, 10, 10), (0, 10, 10, 0), True),
        ((0, 0, 10, 0), (10, 0, 20, 0), False),
        ((0, 0, 10, 0), (5, 0, 20, 0), True),
        ((0, 0, 10, 0), (5, 0, 5, 9), True),
        ((0, 0, 10, 0), (0, 0, 20, 0), True),
        ((0, 0, 10, 0), (0, 0, 7, 9), False),
        ((0, 0, 3_000_001, 1), (1_500_000, 0, 1_500_000, -9), False),
        ((0, 0, 3_000_001, 1), (1_500_000, 1, 1_500_000, -9), True),
    ],
)
def test_only_meetings_away_from_common_ends_are_conflicts(
    left: tuple[int, ...], right: tuple[int, ...], is_conflict: bool
) -> None:
    both = edges(left, right)
    assert bool(len(conflicts(both))) is is_conflict
    assert bool(len(conflicts(both, edges(right)))) is is_conflict


@given(SEGMENTS, SEGMENTS)
def test_noding_leaves_no_conflict_and_moves_nothing_beyond_the_raster(
    old: list[tuple[int, ...]], drawn: list[tuple[int, ...]]
) -> None:
    base = edges(*old)
    base = node_into(base, base)
    lines = edges(*drawn)
    together = node_into(base, lines)
    assert not len(conflicts(together))
    if len(lines):
        before = shapely.multilinestrings([LineString(to_m(e).reshape(2, 2)) for e in lines])
        after = shapely.multilinestrings([LineString(to_m(e).reshape(2, 2)) for e in together])
        corners = shapely.points(to_m(lines.reshape(-1, 2)))
        assert shapely.distance(corners, after).max() < 0.0015
        assert before.difference(after.buffer(0.003)).length == pytest.approx(0.0, abs=1e-6)


def test_an_edge_that_bends_across_a_corner_far_from_the_drawn_line_takes_it_along() -> None:
    base = edges((0, 0, 100_001, 5), (20_001, 1, 20_001, -4_999), (20_001, 1, 20_901, -4_999))
    assert not len(conflicts(base))
    together = node_into(base, edges((49_000, -3_000, 49_000, 3_000)))
    assert not len(conflicts(together))
    assert [0, 0, 20_001, 1] in together.tolist()


def test_a_tangle_that_does_not_come_clean_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition_edges, "_MOST_ROUNDS", 0)
    with pytest.raises(GeometryError, match="too close together"):
        node_into(edges((0, 0, 9, 9)), edges((0, 9, 9, 0)))


def test_edges_away_from_a_drawn_line_stay_as_they_are() -> None:
    far = edges((0, 0, 1_000, 7), (0, 0, 1_000, 0))
    together = node_into(far, edges((0, 5_000, 900, 5_000)))
    assert len(together) == 3
    assert {tuple(row) for row in far.tolist()} <= {tuple(row) for row in together.tolist()}


def test_a_line_drawn_a_millimetre_beside_a_corner_means_the_corner() -> None:
    drawn = drawn_to_corners(edges((1, 1, 900, 900)), edges((0, 0, 0, 5_000)))
    assert drawn.tolist() == [[0, 0, 900, 900]]
    assert not len(drawn_to_corners(edges((1, 1, -1, -1)), edges((0, 0, 0, 5_000))))


def test_faces_are_the_pieces_that_edges_enclose_and_areas_are_exact() -> None:
    cross = [box(0, 0, 2, 2), LineString([(1, 0), (1, 2)]), LineString([(1, 1), (1.5, 1.5)])]
    found = edges_of(cross)[0]
    faces = faces_of(node_into(found, found))
    assert sorted(twice_area_mm2(face) for face in faces) == [4_000_000, 4_000_000]
    holed = Polygon(box(0, 0, 3, 3).exterior, [box(1, 1, 2, 2).exterior])
    assert twice_area_mm2(holed) == 16_000_000


def test_equal_edges_are_counted_once() -> None:
    twice = edges((0, 0, 1, 0), (1, 0, 0, 0), (0, 0, 0, 1))
    assert len(unique_edges(twice, twice)) == 2
    assert to_mm(np.array([1.0004])).tolist() == [1000]
