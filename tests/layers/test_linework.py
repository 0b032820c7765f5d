from __future__ import annotations

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from gridmap.layers.linework import border_lines


def areas(*shapes: Polygon | MultiPolygon) -> np.ndarray:
    return np.array(shapes, dtype=object)


def total_length(lines: np.ndarray) -> float:
    return float(shapely.length(lines).sum())


def test_a_shared_border_is_one_line() -> None:
    lines, edges = border_lines(areas(box(0, 0, 10, 10), box(10, 0, 20, 10)))
    assert total_length(lines) == pytest.approx(70)
    assert len(edges) == 7


def test_a_corner_on_a_neighbours_edge_does_not_double_the_border() -> None:
    lines, _ = border_lines(areas(box(0, 0, 10, 10), box(10, 0, 20, 4), box(10, 4, 20, 10)))
    assert total_length(lines) == pytest.approx(80)


def test_holes_and_parts_have_borders_too() -> None:
    ring = box(0, 0, 30, 30) - box(10, 10, 20, 20)
    assert total_length(border_lines(areas(ring))[0]) == pytest.approx(160)
    two = MultiPolygon([box(0, 0, 1, 1), box(5, 5, 6, 6)])
    assert total_length(border_lines(areas(two))[0]) == pytest.approx(8)


def test_an_area_alone_is_one_closed_line() -> None:
    lines, _ = border_lines(areas(box(0, 0, 10, 10)))
    assert len(lines) == 1
    assert lines[0].is_closed


def test_edges_of_higher_rank_are_left_out_even_if_drawn_a_little_aside() -> None:
    _, village = border_lines(areas(box(0, 0, 20, 10)))
    lines, edges = border_lines(areas(box(0.1, 0.1, 10, 9.9), box(10, 0, 20, 10)), village)
    assert total_length(lines) == pytest.approx(10, abs=1)
    assert len(edges) == 9


def test_no_areas_have_no_lines() -> None:
    lines, edges = border_lines(areas())
    assert len(lines) == len(edges) == 0
    assert len(border_lines(areas(Polygon()))[0]) == 0


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=5),
    st.lists(st.integers(1, 30), min_size=1, max_size=5),
)
def test_a_partition_has_every_border_once(widths: list[int], heights: list[int]) -> None:
    xs, ys = np.cumsum([0, *widths]), np.cumsum([0, *heights])
    cells = [
        box(x0, y0, x1, y1)
        for x0, x1 in itertools.pairwise(xs)
        for y0, y1 in itertools.pairwise(ys)
    ]
    expected = xs[-1] * len(ys) + ys[-1] * len(xs)
    assert total_length(border_lines(areas(*cells))[0]) == pytest.approx(expected)
