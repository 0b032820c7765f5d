import csv

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gridmap.errors import CrsError
from gridmap.geo.crs import (
    check_convertible,
    check_plane,
    crs_of,
    describe_crs,
    is_in_degrees,
    is_known_system,
    is_wgs84,
    lonlat_to_plane,
    old_datum,
    plane_for,
    plane_to_lonlat,
    plane_words,
    suggest_plane_epsg,
    to_plane,
    wkt_of,
    zone_epsg,
)
from tests.helpers.shared_data import shared_data

LINTAO = 4544


def one(shape: shapely.Geometry | None) -> np.ndarray:
    return np.array([shape], dtype=object)


@pytest.mark.parametrize(
    ("lon", "epsg"), [(75.0, 4534), (85.3, 4537), (103.86, 4544), (104.0, 4544), (135.0, 4554)]
)
def test_the_plane_is_the_one_of_the_nearest_central_meridian(lon: float, epsg: int) -> None:
    assert suggest_plane_epsg(lon, 35.0) == epsg
    assert f"{3 * round(lon / 3)}E" in describe_crs(epsg)


@pytest.mark.parametrize(("lon", "lat"), [(73.0, 5.0), (140.0, 35.0), (105.0, 88.0)])
def test_no_cgcs2000_plane_is_named_where_there_is_none(lon: float, lat: float) -> None:
    with pytest.raises(CrsError, match="No CGCS2000 plane"):
        suggest_plane_epsg(lon, lat)


def test_places_outside_china_get_the_plane_of_their_utm_zone() -> None:
    assert plane_for(73.1, 5.0) == 32643
    assert plane_for(-58.4, -34.6) == 32721
    assert plane_for(103.9, 35.4) == LINTAO
    check_plane(plane_for(73.1, 5.0))


def test_zone_numbers_name_three_and_six_degree_systems() -> None:
    assert describe_crs(zone_epsg(35) or 0).startswith("CGCS2000 / 3-degree Gauss-Kruger zone 35")
    assert describe_crs(zone_epsg(18) or 0).startswith("CGCS2000 / Gauss-Kruger zone 18")
    assert zone_epsg(24) is None
    assert zone_epsg(46) is None


def test_an_unknown_system_is_an_error_that_names_it() -> None:
    with pytest.raises(CrsError, match="99999"):
        crs_of(99999)
    with pytest.raises(CrsError, match=r"xxx\.\.\."):
        crs_of("x" * 200)


def test_a_definition_is_text_that_names_the_system() -> None:
    assert wkt_of(LINTAO).startswith('PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 105E"')


def test_local_systems_do_not_count_as_known() -> None:
    assert is_known_system("EPSG:4490")
    assert not is_known_system('LOCAL_CS["sketch",UNIT["metre",1]]')
    assert not is_known_system("nonsense")
    assert is_in_degrees(4490)
    assert not is_in_degrees(LINTAO)
    assert is_wgs84("OGC:CRS84")
    assert not is_wgs84(4490)


@pytest.mark.parametrize("epsg", [3857, 3395, 4326])
def test_a_plane_must_be_in_true_metres(epsg: int) -> None:
    with pytest.raises(CrsError, match="not true metres"):
        check_plane(epsg)


def test_a_local_plan_and_oblique_planes_are_allowed() -> None:
    for epsg in (0, LINTAO, 2056, 28992):
        check_plane(epsg)


def test_wgs84_and_cgcs2000_are_equal_to_the_last_digit() -> None:
    point = one(shapely.Point(103.86, 35.38))
    by_wgs84 = to_plane(point, source=4326, plane_epsg=LINTAO)[0]
    by_cgcs2000 = to_plane(point, source=4490, plane_epsg=LINTAO)[0]
    assert by_wgs84.equals(by_cgcs2000)


@given(st.floats(min_value=103.0, max_value=107.0), st.floats(min_value=20.0, max_value=50.0))
def test_the_way_to_the_plane_and_back_is_exact(lon: float, lat: float) -> None:
    moved = to_plane(one(shapely.Point(lon, lat)), source=4326, plane_epsg=LINTAO)[0]
    x_m, y_m = np.array([moved.x]), np.array([moved.y])
    back = plane_to_lonlat(x_m, y_m, plane_epsg=LINTAO)
    assert (float(back[0][0]), float(back[1][0])) == pytest.approx((lon, lat), abs=1e-9)
    again = lonlat_to_plane(*back, plane_epsg=LINTAO)
    assert (float(again[0][0]), float(again[1][0])) == pytest.approx((moved.x, moved.y), abs=1e-4)


def test_degrees_stay_degrees_where_the_plane_is_geographic() -> None:
    lon, lat = np.array([104.0]), np.array([35.0])
    assert plane_to_lonlat(lon, lat, plane_epsg=4490)[0] is lon
    assert lonlat_to_plane(lon, lat, plane_epsg=4490)[1] is lat


def test_swapped_coordinates_are_put_right_on_the_way() -> None:
    straight = to_plane(one(shapely.Point(104, 35)), source=4490, plane_epsg=LINTAO)[0]
    swapped = to_plane(one(shapely.Point(35, 104)), source=4490, plane_epsg=LINTAO, swapped=True)[0]
    assert swapped.equals(straight)


def test_a_shape_in_the_plane_itself_is_not_touched_and_missing_stays_missing() -> None:
    shapes = np.array([shapely.Point(500_000, 3_900_000), None], dtype=object)
    moved = to_plane(shapes, source=LINTAO, plane_epsg=LINTAO)
    assert moved[0].equals(shapes[0])
    assert moved[1] is None


@pytest.mark.parametrize("source", [2349, 4610, 2401, 4214])
def test_the_old_datums_are_never_converted_silently(source: int) -> None:
    with pytest.raises(CrsError, match="without control points"):
        to_plane(one(shapely.Point(104, 35)), source=source, plane_epsg=LINTAO)


def test_a_project_on_an_old_datum_takes_files_on_the_same_datum() -> None:
    check_convertible(2379, 2379)
    with pytest.raises(CrsError, match="Xian 1980"):
        check_convertible(4490, 2379)


def test_a_local_plan_has_no_longitude_and_takes_no_other_system() -> None:
    with pytest.raises(CrsError, match="local plan"):
        plane_to_lonlat(np.array([1.0]), np.array([1.0]), plane_epsg=0)
    with pytest.raises(CrsError, match="local plan"):
        check_convertible(4326, 0)


def test_a_missing_conversion_is_an_error_that_names_both() -> None:
    moon = "GEOGCS['Moon',DATUM['Moon',SPHEROID['Moon',1737400,0]],PRIMEM['M',0],UNIT['degree',1]]"
    with pytest.raises(CrsError):
        to_plane(one(shapely.Point(1, 1)), source=moon, plane_epsg=LINTAO)


def test_the_old_datums_are_known_by_every_name_that_survey_files_use() -> None:
    with shared_data("coords/esri_prj_china.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 100
    for row in rows:
        name = row["name"].casefold()
        wanted = "Xi'an 1980" if "xian" in name else "Beijing 1954" if "beijing" in name else ""
        assert old_datum(row["wkt"]) == wanted, row["name"]


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(float("nan"), 35.0), (float("inf"), 35.0), (105.0, float("nan")), (5.0, 89.0)],
)
def test_what_is_no_position_has_no_plane(lon: float, lat: float) -> None:
    with pytest.raises(CrsError, match="No CGCS2000 plane covers"):
        suggest_plane_epsg(lon, lat)
    with pytest.raises(CrsError, match="No CGCS2000 plane covers"):
        plane_for(lon, lat)


def test_a_plane_is_called_by_its_meridian_with_the_number_behind() -> None:
    words = plane_words(4544)
    assert words == "national CGCS2000 coordinates, central meridian 105° (EPSG:4544)"
    assert plane_words(32648) == describe_crs(32648)
