"""World files and GeoTIFF tags place a picture to the pixel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.geo.georeference import fitted, from_tags, from_world_file


def test_a_world_file_speaks_of_the_middle_of_the_first_pixel() -> None:
    place = from_world_file("0.5\n0\n0\n-0.5\n1000.25\n1999.75\n")
    assert place is not None
    points = place.points(np.array([(0.0, 0.0), (10.0, 20.0)]))
    assert points.tolist() == [[1000.0, 2000.0], [1005.0, 1990.0]]
    assert place.epsg is None


@pytest.mark.parametrize("text", ["", "0.5 0 0", "a b c d e f", "0 0 0 0 1 1"])
def test_a_world_file_without_sense_places_nothing(text: str) -> None:
    assert from_world_file(text) is None


def test_tags_of_scale_and_tie_point_place_the_corner_and_name_the_system() -> None:
    tags = {
        33550: (0.2, 0.2, 0.0),
        33922: (0.0, 0.0, 0.0, 430000.0, 3926000.0, 0.0),
        34735: (1, 1, 0, 2, 1025, 0, 1, 1, 3072, 0, 1, 4543),
    }
    place = from_tags(tags)
    assert place is not None
    assert place.epsg == 4543
    assert place.points(np.array([(5.0, 10.0)])).tolist() == [[430001.0, 3925998.0]]
    tags[34735] = (1, 1, 0, 1, 1025, 0, 1, 2)
    point = from_tags(tags)
    assert point is not None
    assert point.epsg is None
    assert point.points(np.array([(0.5, 0.5)]))[0] == pytest.approx([430000.0, 3926000.0])


def test_a_matrix_may_turn_the_picture() -> None:
    matrix = (0, 2, 0, 10, 2, 0, 0, 20, 0, 0, 1, 0, 0, 0, 0, 1)
    place = from_tags({34264: matrix})
    assert place is not None
    assert place.points(np.array([(1.0, 3.0)])).tolist() == [[16.0, 22.0]]
    assert from_tags({}) is None


@given(st.tuples(*[st.floats(-5, 5)] * 4), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_an_affine_map_is_found_again(
    parts: tuple[float, float, float, float], c: float, f: float
) -> None:
    pixels = np.array([(x, y) for x in (0.0, 500.0, 1000.0) for y in (0.0, 400.0, 800.0)])
    matrix = np.array(parts).reshape(2, 2)
    points = pixels @ matrix.T + (c, f)
    place, away = fitted(pixels, points)
    assert away < 1e-3
    assert np.abs(place.points(pixels) - points).max() < 1e-3
