"""Geometry columns: the GeoPackage binary form, both ways, a whole column at a time.

A blob is "GP", version, flags, srs_id, an envelope (all but points), then WKB (OGC 12-128r19,
2.1.3). Layers of areas and lines are MULTIPOLYGON and MULTILINESTRING, because a Polygon may not
stand in a MULTIPOLYGON layer; a single part is wrapped on writing and taken out again on reading.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Blob: TypeAlias = bytes
Shapes: TypeAlias = NDArray[np.object_]

_POINT_BLOB: Final = np.dtype([("head", "S4"), ("srs", "<i4"), ("wkb", "S5"), ("xy", "<f8", 2)])
_POINT_HEAD: Final = b"GP\x00\x01"
_POINT_WKB: Final = b"\x01\x01\x00\x00\x00"
_BOXED_HEAD: Final = b"GP\x00\x03"
_ENVELOPE_BYTES: Final = (0, 32, 48, 48, 64)
_IS_EMPTY_FLAG: Final = 0x10
_WRAP: Final = {
    shapely.GeometryType.POLYGON: b"\x01\x06\x00\x00\x00\x01\x00\x00\x00",
    shapely.GeometryType.LINESTRING: b"\x01\x05\x00\x00\x00\x01\x00\x00\x00",
}


def to_blobs(geometries: Sequence[BaseGeometry | None], srs_id: int) -> list[Blob | None]:
    """Return the blobs of a column of geometries; None stays None."""
    column = np.empty(len(geometries), dtype=object)
    column[:] = geometries
    types = shapely.get_type_id(column)
    wkb = shapely.to_wkb(column, output_dimension=2, byte_order=1, include_srid=False)
    boxes = shapely.bounds(column)[:, [0, 2, 1, 3]].astype("<f8")
    srs = struct.pack("<i", srs_id)
    blobs: list[Blob | None] = []
    for body, kind, box in zip(wkb.tolist(), types.tolist(), boxes, strict=True):
        if body is None:
            blobs.append(None)
        elif kind == shapely.GeometryType.POINT:
            blobs.append(_POINT_HEAD + srs + body)
        else:
            blobs.append(_BOXED_HEAD + srs + box.tobytes() + _WRAP.get(kind, b"") + body)
    return blobs


def from_blobs(blobs: Sequence[Blob | None]) -> list[BaseGeometry | None]:
    """Return the geometries of a column of blobs; None and empty geometries become None.

    Raises: ValueError where a blob is not a GeoPackage geometry.
    """
    bodies = [blob for blob in blobs if blob is not None]
    found = _points(bodies)
    shapes: list[BaseGeometry | None] = (_any(bodies) if found is None else found).tolist()
    if len(shapes) == len(blobs):
        return shapes
    following = iter(shapes)
    return [None if blob is None else next(following) for blob in blobs]


def _points(blobs: Sequence[Blob]) -> Shapes | None:
    """Return plain points straight from their coordinates; None where the column is not that."""
    size = _POINT_BLOB.itemsize
    if set(map(type, blobs)) != {bytes} or set(map(len, blobs)) != {size}:
        return None
    rows = np.frombuffer(b"".join(blobs), dtype=_POINT_BLOB)
    # numpy drops trailing zero bytes when it compares S fields, on both sides alike
    plain = (rows["head"] == _POINT_HEAD) & (rows["wkb"] == _POINT_WKB)
    if not plain.all() or not np.isfinite(rows["xy"]).all():
        return None
    points: Shapes = shapely.points(rows["xy"].astype(np.float64))
    return points


def _any(blobs: Sequence[Blob]) -> Shapes:
    shapes: Shapes = shapely.from_wkb(np.array([_wkb_of(blob) for blob in blobs], dtype=object))
    shapes = shapely.force_2d(shapes)
    types = shapely.get_type_id(shapes)
    is_multi = (types == shapely.GeometryType.MULTIPOLYGON) | (
        types == shapely.GeometryType.MULTILINESTRING
    )
    single = is_multi & (shapely.get_num_geometries(shapes) == 1)
    shapes[single] = shapely.get_geometry(shapes[single], 0)
    shapes[shapely.is_empty(shapes)] = None
    return shapes


def _wkb_of(blob: Blob) -> Blob:
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 13:
        raise ValueError("not a GeoPackage geometry")
    return blob[8 + _envelope_bytes(blob[3]) :]


def _envelope_bytes(flags: int) -> int:
    code = flags >> 1 & 0x07
    if code >= len(_ENVELOPE_BYTES):
        raise ValueError("not a GeoPackage envelope")
    return _ENVELOPE_BYTES[code]


def envelope(blob: Blob | None) -> tuple[float, float, float, float] | None:
    """Return min x, max x, min y, max y of one blob, None where it is empty or NULL."""
    if blob is None or blob[3] & _IS_EMPTY_FLAG:
        return None
    if blob[3] >> 1 & 0x07:
        order = "<" if blob[3] & 1 else ">"
        low_x, high_x, low_y, high_y = struct.unpack_from(order + "4d", blob, 8)
        return low_x, high_x, low_y, high_y
    if blob[8:13] == _POINT_WKB:
        x, y = struct.unpack_from("<2d", blob, 13)
        return None if x != x else (x, x, y, y)
    shape = shapely.from_wkb(_wkb_of(blob))
    if shape.is_empty:
        return None
    low_x, low_y, high_x, high_y = shape.bounds
    return low_x, high_x, low_y, high_y


def register_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that the triggers of the R*Tree extension call."""

    def side(index: int) -> None:
        def value(blob: Blob | None) -> float | None:
            box = envelope(blob)
            return None if box is None else box[index]

        name = ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")[index]
        connection.create_function(name, 1, value, deterministic=True)

    for index in range(4):
        side(index)
    connection.create_function(
        "ST_IsEmpty",
        1,
        lambda blob: None if blob is None else int(envelope(blob) is None),
        deterministic=True,
    )
