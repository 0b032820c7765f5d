import sqlite3
import struct

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from gridmap.store.blobs import envelope, from_blobs, register_functions, to_blobs

METRES = st.floats(-1e7, 1e7, allow_nan=False)
POINTS = st.builds(Point, METRES, METRES)
LINES = st.lists(st.tuples(METRES, METRES), min_size=2, max_size=6).map(LineString)
BOXES = st.tuples(METRES, METRES).map(lambda low: box(low[0], low[1], low[0] + 5, low[1] + 7))
SHAPES = st.one_of(
    POINTS,
    LINES,
    BOXES,
    st.lists(BOXES, min_size=2, max_size=3).map(MultiPolygon),
    st.lists(LINES, min_size=2, max_size=3).map(MultiLineString),
)


@given(st.lists(st.one_of(st.none(), SHAPES), max_size=8))
def test_a_column_comes_back_exactly(column: list[shapely.Geometry | None]) -> None:
    assert from_blobs(to_blobs(column, 4544)) == column


@given(st.lists(POINTS, min_size=1, max_size=8))
def test_a_column_of_points_comes_back_exactly(column: list[Point]) -> None:
    assert from_blobs(to_blobs(column, -1)) == column


@given(SHAPES)
def test_the_envelope_is_the_bounding_box(shape: shapely.Geometry) -> None:
    (blob,) = to_blobs([shape], 0)
    low_x, low_y, high_x, high_y = shape.bounds
    assert envelope(blob) == (low_x, high_x, low_y, high_y)


def test_a_point_blob_is_laid_out_as_the_standard_says() -> None:
    (blob,) = to_blobs([Point(1.5, -2.0)], 4544)
    assert blob == b"GP\x00\x01" + struct.pack("<i", 4544) + Point(1.5, -2.0).wkb


def test_a_single_polygon_lies_in_the_file_as_a_multipolygon() -> None:
    (blob,) = to_blobs([box(0, 0, 2, 3)], 4544)
    assert blob is not None
    assert shapely.from_wkb(blob[40:]) == MultiPolygon([box(0, 0, 2, 3)])


def other_programs_blob(shape: shapely.Geometry, **form: object) -> bytes:
    """Return a blob without envelope, as another program may write it."""
    order = form.get("byte_order", 1)
    head = b"GP\x00" + bytes([order]) + struct.pack("<i" if order else ">i", 4544)
    return head + shapely.to_wkb(shape, **form)


@pytest.mark.parametrize("form", [{"byte_order": 0}, {"output_dimension": 3}, {}])
def test_blobs_of_other_programs_are_read(form: dict[str, int]) -> None:
    shape = Polygon([(0, 0, 9), (4, 0, 9), (4, 3, 9)])
    blob = other_programs_blob(shape, **form)
    assert from_blobs([blob]) == [shapely.force_2d(shape)]
    assert envelope(blob) == (0, 4, 0, 3)


def test_an_envelope_written_big_endian_is_read() -> None:
    blob = b"GP\x00\x02" + struct.pack(">i4d", 4544, 1, 2, 3, 4) + Point(1, 3).wkb
    assert envelope(blob) == (1, 2, 3, 4)


@pytest.mark.parametrize("shape", [Point(), Polygon(), MultiPolygon()])
def test_an_empty_geometry_is_no_geometry(shape: shapely.Geometry) -> None:
    blob = other_programs_blob(shape)
    assert envelope(blob) is None
    assert from_blobs([blob]) == [None]


def test_the_empty_flag_is_believed() -> None:
    blob = b"GP\x00\x11" + struct.pack("<i", 4544) + Point(1, 2).wkb
    assert envelope(blob) is None


@pytest.mark.parametrize(
    "blob", [b"", b"XX\x00\x01aaaaaaaaaaaaaaaaa", b"GP\x00\x0f" + b"\x00" * 90, "text"]
)
def test_what_is_no_geopackage_geometry_is_refused(blob: bytes) -> None:
    with pytest.raises(ValueError, match="GeoPackage"):
        from_blobs([blob])


def test_sqlite_gets_the_functions_that_the_triggers_call() -> None:
    connection = sqlite3.connect(":memory:")
    register_functions(connection)
    (blob,) = to_blobs([box(1, 2, 3, 5)], 4544)
    names = ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY", "ST_IsEmpty")
    sql = "SELECT " + ", ".join(f"{name}(?1)" for name in names)
    assert connection.execute(sql, (blob,)).fetchone() == (1, 3, 2, 5, 0)
    assert connection.execute(sql, (None,)).fetchone() == (None,) * 5
    assert connection.execute(sql, (other_programs_blob(Point()),)).fetchone()[4] == 1
    connection.close()


def test_not_a_number_coordinates_count_as_empty() -> None:
    blob = (
        b"GP\x00\x01"
        + struct.pack("<i", 0)
        + b"\x01\x01\x00\x00\x00"
        + np.full(2, np.nan).tobytes()
    )
    assert from_blobs([blob, *to_blobs([Point(1, 2)], 0)]) == [None, Point(1, 2)]
