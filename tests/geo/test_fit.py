import numpy as np
import pytest
import shapely

from gridmap.geo.fit import as_areas, as_lines, as_points, is_usable, owner_of

SQUARE = "POLYGON((0 0,4 0,4 4,0 4,0 0))"


def shapes(*texts: str | None) -> np.ndarray:
    found = [shapely.from_wkt(text) if text else None for text in texts]
    return np.array([*found, None], dtype=object)[:-1]


def test_empty_missing_and_infinite_shapes_are_of_no_use() -> None:
    made = shapes("POINT(1 2)", None, "POINT EMPTY", SQUARE)
    made[3] = shapely.transform(made[3], lambda points: points + np.inf)
    assert is_usable(made).tolist() == [True, False, False, False]


def test_every_shape_gives_a_point_on_it() -> None:
    made = shapes(
        "POINT(1 2)",
        None,
        SQUARE,
        "LINESTRING(0 0,10 0)",
        "MULTIPOINT(7 7,8 8)",
        "MULTILINESTRING((0 0,1 0),(5 5,9 5))",
    )
    points = as_points(made)
    assert points[1] is None
    assert points[3].equals(shapely.Point(5, 0))
    assert points[4].equals(shapely.Point(7, 7))
    for index in (0, 2, 3, 4, 5):
        assert points[index].geom_type == "Point"
        assert made[index].intersects(points[index]) or made[index].distance(points[index]) < 1e-9


def test_areas_are_kept_closed_lines_are_filled_and_crossings_mended() -> None:
    made = shapes(
        SQUARE,
        "LINESTRING(0 0,4 0,4 4,0 0)",
        "LINESTRING(0 0,4 0,4 4)",
        "POLYGON((0 0,2 2,2 0,0 2,0 0))",
        "GEOMETRYCOLLECTION(POINT(0 0),POLYGON((0 0,4 0,4 4,0 0)))",
        "GEOMETRYCOLLECTION(POINT(0 0))",
        f"MULTI{SQUARE.replace('((', '(((').replace('))', ')))')}",
        "POINT(0 0)",
        None,
    )
    areas = as_areas(made)
    assert [None if item is None else round(item.area, 6) for item in areas] == [
        16.0, 8.0, None, 2.0, 8.0, None, 16.0, None, None,
    ]  # fmt: skip
    assert all(item.is_valid for item in areas if item is not None)
    assert areas[6].geom_type == "Polygon"


def test_lines_without_length_are_no_lines() -> None:
    made = shapes(
        "LINESTRING(0 0,1 0)",
        "LINESTRING(1 1,1 1)",
        "GEOMETRYCOLLECTION(LINESTRING(0 0,1 0),LINESTRING(5 5,6 5),POINT(0 0))",
        SQUARE,
        "MULTILINESTRING((0 0,1 0))",
    )
    lines = as_lines(made)
    assert [None if item is None else item.geom_type for item in lines] == [
        "LineString", None, "MultiLineString", None, "LineString",
    ]  # fmt: skip


def test_each_point_has_one_owner_and_the_first_area_wins_on_a_shared_edge() -> None:
    areas = np.array([shapely.box(0, 0, 1, 1), None, shapely.box(1, 0, 2, 1)], dtype=object)
    points = shapes("POINT(0.5 0.5)", "POINT(1 0.5)", "POINT(1.5 0.5)", "POINT(9 9)", None)
    assert owner_of(points, areas).tolist() == [0, 0, 2, -1, -1]


@pytest.mark.parametrize("number", [0, 2])
def test_nothing_owns_nothing(number: int) -> None:
    nothing = np.full(number, None, dtype=object)
    assert owner_of(shapes("POINT(0 0)"), nothing).tolist() == [-1]
    assert owner_of(nothing[:0], nothing).tolist() == []
