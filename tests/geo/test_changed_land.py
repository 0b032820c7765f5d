"""The boxes of changed land hold every piece that only one of two areas has."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from gridmap.geo.changed_land import changed_boxes

CORNERS = st.tuples(st.integers(0, 12), st.integers(0, 12))


@st.composite
def areas(draw: st.DrawFn) -> Polygon:
    points = draw(st.lists(CORNERS, min_size=3, max_size=12, unique=True))
    middle = np.mean(points, axis=0)
    around = sorted(points, key=lambda p: np.arctan2(p[1] - middle[1], p[0] - middle[0]))
    return Polygon(around)


@settings(max_examples=400, deadline=None)
@given(one=areas(), other=areas())
def test_every_piece_of_changed_land_lies_in_a_box(one: Polygon, other: Polygon) -> None:
    if not (one.is_valid and other.is_valid):
        return
    held = shapely.union_all([box(*edge) for edge in changed_boxes(one, other)])
    pieces = shapely.get_parts(shapely.symmetric_difference(one, other))
    for piece in pieces:
        assert piece.area < 1e-9 or shapely.difference(piece, held).area < 1e-9


def test_one_area_twice_has_no_box() -> None:
    assert changed_boxes(box(0, 0, 10, 10), box(0, 0, 10, 10)) == []


def test_a_corner_put_into_an_edge_gives_the_box_of_that_edge_alone() -> None:
    plain = box(0, 0, 10, 10)
    bent = Polygon([(0, 0), (10, 0), (10, 10), (4, 10.001), (0, 10)])
    assert changed_boxes(plain, bent) == [(0.0, 10.0, 10.0, 10.001)]


def test_changes_far_apart_have_boxes_of_their_own() -> None:
    plain = MultiPolygon([box(0, 0, 10, 10), box(100, 0, 110, 10)])
    moved = MultiPolygon([box(0, 0, 10, 11), box(100, 0, 111, 10)])
    assert sorted(changed_boxes(plain, moved)) == [(0, 0, 10, 11), (100, 0, 111, 10)]
