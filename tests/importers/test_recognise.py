from pathlib import Path

import numpy as np
import pytest
import shapely

from gridmap.importers.layer import RawLayer
from gridmap.importers.recognise import recognise

AREA, LINE, POINT = "POLYGON((0 0,1 0,1 1,0 0))", "LINESTRING(0 0,1 1)", "POINT(1 1)"


def layer(name: str, shape: str = "", **columns: object) -> RawLayer:
    shapes = np.array([shapely.from_wkt(shape)], dtype=object) if shape else None
    table = {key: [value] for key, value in columns.items()}
    return RawLayer(
        file=Path("x.gpkg"), name=name, columns=table, rows=[1], shapes=shapes, is_table=not shape
    )


@pytest.mark.parametrize(
    ("name", "shape", "target"),
    [
        ("行政村界", AREA, "villages"),
        ("villages", AREA, "villages"),
        ("村民小组", AREA, "groups"),
        ("grids", AREA, "grids"),
        ("building_points", POINT, "households"),
        ("buildings", AREA, "buildings"),
        ("buildings", POINT, "households"),
        ("道路中心线", LINE, "roads"),
        ("water_lines", LINE, "water"),
        ("水面", AREA, "water"),
        ("landuse", AREA, "landuse"),
        ("place_names", POINT, "place_names"),
        ("places", POINT, "places"),
        ("admin_boundaries", AREA, "boundaries"),
        ("pointnan", POINT, ""),
        ("roads", POINT, ""),
        ("图层1", AREA, ""),
    ],
)
def test_a_layer_is_known_by_its_name_and_geometry(name: str, shape: str, target: str) -> None:
    assert recognise(layer(name, shape)) == target


@pytest.mark.parametrize(
    ("shape", "columns", "target"),
    [
        (LINE, {"highway": "path"}, "roads"),
        (AREA, {"building": "yes"}, "buildings"),
        (POINT, {"amenity": "school"}, "places"),
        (AREA, {"XZQDM": "621100001201", "XZQMC": "南坪村"}, "villages"),
        (AREA, {"XZQDM": "6211", "XZQMC": "某市"}, ""),
        (AREA, {"XZQMC": "某市"}, ""),
        (POINT, {"户号": "1"}, "households"),
        ("", {"代码": "621100001201", "村名": "南坪村"}, "villages"),
        ("", {"姓名": "周勤", "职务": "干部"}, "officers"),
        ("", {"户号": "1", "户主": "甲一"}, "roster"),
        ("", {"姓名": "甲一", "关爱类别": "残疾人"}, "care"),
        ("", {"姓名": "甲一", "村民小组": "一社"}, "roster"),
        ("", {"a": 1, "b": 2}, ""),
    ],
)
def test_a_layer_without_a_telling_name_is_known_by_its_columns(
    shape: str, columns: dict[str, object], target: str
) -> None:
    assert recognise(layer("图层1", shape, **columns)) == target


def test_a_layer_of_broken_shapes_is_nothing() -> None:
    broken = layer("villages", POINT)
    broken.shapes = np.array([None], dtype=object)
    assert recognise(broken) == ""
