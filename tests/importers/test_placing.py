from pathlib import Path

import numpy as np
import pytest

from gridmap.actions.placing import place_household
from gridmap.errors import CrsError, ImportFileError
from gridmap.geo.china_offset import wgs84_to_bd09, wgs84_to_gcj02
from gridmap.geo.crs import lonlat_to_plane
from gridmap.importers.options import ImportOptions
from gridmap.importers.run import import_files
from gridmap.model.features import ORIGIN_TAG, Household, Place
from gridmap.progress import run_job
from tests.helpers.build import TODAY, at
from tests.importers.helpers import EPSG, document, geojson, take

LON, LAT = 104.2345, 35.0456


def shifted_file(folder: Path, shift: str, *, swapped: bool = False) -> Path:
    move = {"gcj02": wgs84_to_gcj02, "bd09": wgs84_to_bd09}[shift]
    lon, lat = (float(value) for value in move(LON, LAT))
    x, y = (lat, lon) if swapped else (lon, lat)
    rows = [(f"POINT({x} {y})", {"名称": "卫生室", "类别": "村卫生室"})]
    return geojson(folder / "places.geojson", rows)


@pytest.mark.parametrize("shift", ["gcj02", "bd09"])
@pytest.mark.parametrize("swapped", [False, True])
def test_web_map_coordinates_come_back_to_their_place_with_origin_and_accuracy(
    tmp_path: Path, shift: str, swapped: bool
) -> None:
    doc = document()
    result = take(doc, shifted_file(tmp_path, shift, swapped=swapped), target="places", shift=shift)
    (place,) = doc.all(Place)
    x_m, y_m = lonlat_to_plane(np.array([LON]), np.array([LAT]), plane_epsg=EPSG)
    assert abs(place.geometry.x - x_m[0]) < 0.01
    assert abs(place.geometry.y - y_m[0]) < 0.01
    name = {"gcj02": "GCJ-02", "bd09": "BD-09"}[shift]
    assert dict(place.tags)[ORIGIN_TAG] == f"{name} ±5 m"
    assert any(name in message for message in result.report.layers[0].messages)
    again = take(doc, shifted_file(tmp_path, shift, swapped=swapped), target="places", shift=shift)
    assert not again.changeset


def test_a_household_keeps_the_accuracy_until_it_is_drawn_anew(tmp_path: Path) -> None:
    lon, lat = (float(value) for value in wgs84_to_gcj02(LON, LAT))
    rows = [(f"POINT({lon} {lat})", {"户主": "王小明", "门牌": "1号", "户号": "1"})]
    path = geojson(tmp_path / "houses.geojson", rows)
    doc = document()
    take(doc, path, target="households", shift="gcj02")
    (house,) = doc.all(Household)
    assert house.accuracy_m == 5.0
    assert ORIGIN_TAG in dict(house.tags)
    doc.apply(place_household(doc, house.id, at(10, 10), on=TODAY))
    (house,) = doc.all(Household)
    assert house.accuracy_m is None
    assert ORIGIN_TAG not in dict(house.tags)


def test_metres_cannot_be_web_map_coordinates(tmp_path: Path) -> None:
    rows = [("POINT(430000 3880000)", {"名称": "卫生室"})]
    path = geojson(tmp_path / "places.geojson", rows)
    with pytest.raises(CrsError, match="GCJ-02"):
        take(document(), path, target="places", shift="gcj02")


def test_in_the_window_no_hint_speaks_of_the_command_line(tmp_path: Path) -> None:
    path = geojson(tmp_path / "abc.geojson", [("POINT(12 13)", {"a": 1})])
    options = ImportOptions(in_window=True)
    with pytest.raises(ImportFileError) as caught:
        run_job(import_files(document().snapshot(), [path], options=options))
    assert "--" not in caught.value.hint
    assert "What they hold" in caught.value.hint
