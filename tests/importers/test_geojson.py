import json
from pathlib import Path

import pytest

from gridmap.errors import ImportFileError
from gridmap.importers.geojson import rescued_layers


def page(folder: Path, body: object) -> Path:
    path = folder / "a.geojson"
    path.write_text(body if isinstance(body, str) else json.dumps(body), "utf-8")
    return path


GOOD = {
    "type": "Feature",
    "properties": {"name": "甲"},
    "geometry": {"type": "Point", "coordinates": [1, 2]},
}


def test_every_feature_that_can_be_understood_is_saved(tmp_path: Path) -> None:
    bad: list[object] = [
        {"geometry": {"type": "Point", "coordinates": ["a", 2]}},
        {"geometry": {"type": "Castle", "coordinates": [1, 2]}},
        {"geometry": "POINT(1 2)", "properties": [1]},
        None,
        7,
    ]
    empty = {"geometry": None, "properties": {"door": "3"}}
    body = {"type": "FeatureCollection", "features": [*bad, GOOD, empty]}
    (layer,) = rescued_layers(page(tmp_path, body), None)
    assert sorted(layer.bad) == [0, 1, 2, 3, 4]
    assert layer.shapes is not None
    assert layer.shapes[5].wkt == "POINT (1 2)"
    assert layer.texts("name")[5] == "甲"
    assert layer.texts("door")[6] == "3"


def test_one_feature_or_one_geometry_is_enough(tmp_path: Path) -> None:
    for body in (GOOD, GOOD["geometry"]):
        (layer,) = rescued_layers(page(tmp_path, body), None)
        assert layer.shapes is not None
        assert layer.shapes[0].wkt == "POINT (1 2)"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{"features": [', "not valid JSON"),
        ('{"features": []}', "not a collection"),
        ('{"features": {}}', "not a collection"),
        ("[1, 2]", "not a collection"),
        ('{"features": [1, 2]}', "no feature that can be understood"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_what_is_no_geojson_is_an_error_that_names_the_file(
    tmp_path: Path, body: str, message: str
) -> None:
    with pytest.raises(ImportFileError, match=f"a.geojson.*{message}"):
        rescued_layers(page(tmp_path, body), None)
