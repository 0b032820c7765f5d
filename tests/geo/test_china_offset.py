import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.geo.china_offset import (
    bd09_to_gcj02,
    bd09_to_wgs84,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    is_in_china,
    wgs84_to_bd09,
    wgs84_to_gcj02,
)
from tests.helpers.shared_data import shared_data

METRE_DEG = 1.0 / 111_000.0


def test_the_published_vector_of_beijing_holds() -> None:
    lon, lat = wgs84_to_gcj02(116.391, 39.907)
    assert (float(lon), float(lat)) == pytest.approx((116.397241, 39.9084011), abs=1e-6)
    lon, lat = wgs84_to_bd09(116.391, 39.907)
    assert (float(lon), float(lat)) == pytest.approx((116.4036144, 39.9147439), abs=1e-6)


def test_outside_china_nothing_is_shifted() -> None:
    lon, lat = wgs84_to_gcj02([-104.9903, 140.0], [39.7392, 36.0])
    assert lon.tolist() == [-104.9903, 140.0]
    assert lat.tolist() == [39.7392, 36.0]
    assert is_in_china([104.0, 60.0], [35.0, 35.0]).tolist() == [True, False]


@given(st.floats(min_value=75.0, max_value=134.0), st.floats(min_value=5.0, max_value=53.0))
def test_the_way_back_from_both_shifts_errs_by_less_than_a_millimetre(
    lon: float, lat: float
) -> None:
    for there, back in ((wgs84_to_gcj02, gcj02_to_wgs84), (wgs84_to_bd09, bd09_to_wgs84)):
        found = back(*there(lon, lat))
        assert float(found[0]) == pytest.approx(lon, abs=METRE_DEG / 1000)
        assert float(found[1]) == pytest.approx(lat, abs=METRE_DEG / 1000)


@given(st.floats(min_value=75.0, max_value=134.0), st.floats(min_value=5.0, max_value=53.0))
def test_the_shift_lies_between_20_and_700_metres(lon: float, lat: float) -> None:
    moved_lon, moved_lat = wgs84_to_gcj02(lon, lat)
    east_m = (float(moved_lon) - lon) * 111_320.0 * np.cos(np.radians(lat))
    north_m = (float(moved_lat) - lat) * 110_900.0
    assert 20.0 < float(np.hypot(east_m, north_m)) < 800.0


def test_the_vectors_of_other_programs_hold() -> None:
    calls = {
        "wgs84togcj02": (wgs84_to_gcj02, 1e-9),
        "gcj02tobd09": (gcj02_to_bd09, 1e-9),
        "bd09togcj02": (bd09_to_gcj02, 2e-5),
        "gcj02towgs84": (gcj02_to_wgs84, 2e-5),
    }
    with shared_data("coords/coordtransform_vectors.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            call, tolerance = calls[row["op"]]
            lon, lat = call(float(row["in_lon"]), float(row["in_lat"]))
            assert float(lon) == pytest.approx(float(row["out_lon"]), abs=tolerance), row
            assert float(lat) == pytest.approx(float(row["out_lat"]), abs=tolerance), row


def test_the_cities_of_a_published_table_are_shifted_alike() -> None:
    with shared_data("coords/gcj02_bd09_china_cities.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    columns = {
        name: np.array([float(row[name]) for row in rows])
        for name in ("WGS84_x", "WGS84_y", "GCJ02_x", "GCJ02_y", "BD09_x", "BD09_y")
    }
    lon, lat = wgs84_to_gcj02(columns["WGS84_x"], columns["WGS84_y"])
    error_deg = np.hypot(lon - columns["GCJ02_x"], lat - columns["GCJ02_y"])
    assert np.max(error_deg) < 1e-5  # the table was made by a one-step inverse
    lon, lat = gcj02_to_bd09(columns["GCJ02_x"], columns["GCJ02_y"])
    assert np.median(np.hypot(lon - columns["BD09_x"], lat - columns["BD09_y"])) < 1e-6
