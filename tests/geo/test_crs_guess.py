import numpy as np
import pytest

from gridmap.geo.crs_guess import CrsGuess, contradicts, guess_crs, is_swapped

EAST = np.linspace(103.8, 104.1, 50)
NORTH = np.linspace(35.2, 35.5, 50)
ZONE_35 = 35_420_000.0 + np.arange(50.0)
PLAIN = 420_000.0 + np.arange(50.0)
NORTHING = 3_900_000.0 + np.arange(50.0)
NOTHING = np.array([])


def test_degrees_become_wgs84() -> None:
    assert guess_crs(EAST, NORTH) == CrsGuess(epsg=4326, in_degrees=True)
    assert guess_crs(EAST - 200, NORTH) == CrsGuess(epsg=4326, in_degrees=True)


def test_degrees_north_first_are_seen() -> None:
    assert guess_crs(NORTH, EAST) == CrsGuess(epsg=4326, swapped=True, in_degrees=True)


def test_an_easting_of_eight_digits_names_its_zone_in_either_column() -> None:
    assert guess_crs(ZONE_35, NORTHING) == CrsGuess(epsg=4523)
    assert guess_crs(NORTHING, ZONE_35) == CrsGuess(epsg=4523, swapped=True)
    assert guess_crs(ZONE_35 - 17_000_000.0, NORTHING) == CrsGuess(epsg=4496)


def test_metres_without_a_zone_tell_nothing() -> None:
    assert guess_crs(PLAIN, NORTHING) is None
    assert guess_crs(np.array([35_999_999.0, 36_000_001.0]), NORTHING[:2]) is None
    assert guess_crs(NOTHING, NOTHING) is None


def test_one_bad_point_in_two_hundred_misleads_nobody() -> None:
    x, y = np.tile(EAST, 4), np.tile(NORTH, 4)
    x[7], y[7] = 9e9, -9e9
    assert guess_crs(x, y) == CrsGuess(epsg=4326, in_degrees=True)


@pytest.mark.parametrize(
    ("source", "x", "y", "swapped"),
    [
        (4490, NORTH, EAST, True),
        (4490, EAST, NORTH, False),
        (4544, NORTHING, PLAIN, True),
        (4544, PLAIN, NORTHING, False),
        (4523, NORTHING, ZONE_35, True),
        (3857, NORTHING, PLAIN, False),
        (4490, NOTHING, NOTHING, False),
    ],
)
def test_columns_of_a_stated_system_are_checked(
    source: int, x: np.ndarray, y: np.ndarray, swapped: bool
) -> None:
    assert is_swapped(source, x, y) is swapped


@pytest.mark.parametrize(
    ("source", "x", "y", "wrong"),
    [
        (4326, PLAIN, NORTHING, True),
        (4326, EAST, NORTH, False),
        (4544, ZONE_35, NORTHING, True),
        (4523, ZONE_35, NORTHING, False),
        (4544, PLAIN, NORTHING, False),
        (3857, ZONE_35, NORTHING, False),
        (4326, NOTHING, NOTHING, False),
        (4545, np.array([104.0, 104.1]), np.array([35.0, 35.1]), True),
        (4545, np.array([35.0, 35.1]), np.array([104.0, 104.1]), True),
        (4326, np.array([104.0, 104.1]), np.array([35.0, 35.1]), False),
    ],
)
def test_numbers_that_cannot_be_in_the_stated_system_are_seen(
    source: int, x: np.ndarray, y: np.ndarray, wrong: bool
) -> None:
    assert contradicts(source, x, y) is wrong
