"""Coordinate systems: the project's plane, a file's system, the way between them.

pyproj lives only here.

Coordinates are always east (longitude) first. CGCS2000 and WGS 84 count as equal (they differ by
less than a metre). Xi'an 1980 and Beijing 1954 are never converted: without common points the
result would be wrong by tens of metres.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import pyproj
import pyproj.network
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import CRSError as ProjCrsError
from pyproj.exceptions import ProjError

from gridmap.errors import CrsError
from gridmap.i18n import tr

# PROJ would fetch missing grids where the environment says PROJ_NETWORK=ON
pyproj.network.set_network_enabled(False)  # type: ignore[attr-defined]  # pyproj re-exports it

Shapes: TypeAlias = NDArray[np.object_]
Source: TypeAlias = int | str
"""A coordinate system as an EPSG number or as text (WKT, PROJ, "EPSG:4490")."""

WGS84: Final = 4326
CGCS2000: Final = 4490
FIRST_ZONE: Final = 25
LAST_ZONE: Final = 45
ZONE_WIDTH_DEG: Final = 3
_CM_BASE: Final = 4534
_WGS84_DATUM: Final = "World Geodetic System 1984"
_UTM_NORTH: Final = 32600
_UTM_SOUTH: Final = 32700
_ZONE_BASE: Final = 4513
_WIDE_ZONE_BASE: Final = 4491
_WIDE_ZONES: Final = range(13, 24)
_OLD_DATUMS: Final = (
    ("Xi'an 1980", re.compile(r"xi'?an[ _]*(19)?80", re.IGNORECASE)),
    ("Beijing 1954", re.compile(r"(beijing[ _]*(19)?54|new[ _]+beijing)", re.IGNORECASE)),
)


def suggest_plane_epsg(lon: float, lat: float) -> int:
    """Return the EPSG number of the plane for a place: CGCS2000, 3-degree, by central meridian.

    Raises: CrsError outside 73.5 to 136.5 degrees east or where the latitude is impossible.
    """
    zone = _zone_of(lon)
    if zone is None or not -80.0 <= lat <= 84.0:
        raise CrsError(
            tr(
                "No CGCS2000 plane covers longitude {lon}, latitude {lat}.",
                lon=f"{lon:.5f}",
                lat=f"{lat:.5f}",
            ),
            hint=tr(
                "Give the project's coordinate system as an EPSG number, for example a UTM zone."
            ),
        )
    return _CM_BASE + zone - FIRST_ZONE


def plane_for(lon: float, lat: float) -> int:
    """Return the EPSG number of a plane for any place: CGCS2000 where it reaches, else UTM.

    Raises: CrsError near the poles and for what is no position.
    """
    is_place = math.isfinite(lon) and -80.0 <= lat <= 84.0
    if _zone_of(lon) is not None or not is_place:
        return suggest_plane_epsg(lon, lat)
    return (_UTM_NORTH if lat >= 0 else _UTM_SOUTH) + int((lon + 180.0) % 360.0 // 6.0) + 1


def _zone_of(lon: float) -> int | None:
    """Return the number of the 3-degree zone around a longitude, None where CGCS2000 has none."""
    zone = round(lon / ZONE_WIDTH_DEG) if math.isfinite(lon) else 0
    return zone if FIRST_ZONE <= zone <= LAST_ZONE else None


def zone_epsg(zone: int) -> int | None:
    """Return the CGCS2000 system with this zone number (25-45: 3-degree, 13-23: 6-degree)."""
    if FIRST_ZONE <= zone <= LAST_ZONE:
        return _ZONE_BASE + zone - FIRST_ZONE
    if zone in _WIDE_ZONES:
        return _WIDE_ZONE_BASE + zone - _WIDE_ZONES.start
    return None


@lru_cache(maxsize=64)
def crs_of(source: Source) -> pyproj.CRS:
    """Return the coordinate system that a number or text names. Raises: CrsError."""
    try:
        return pyproj.CRS.from_user_input(source)
    except ProjCrsError as error:
        raise CrsError(
            tr("The coordinate system “{name}” is not known.", name=_short(str(source))),
            hint=tr("Give it as an EPSG number, for example 4490 or 4544."),
        ) from error


def wkt_of(epsg: int, *, esri: bool = False) -> str:
    """Return a system's definition in the older text form that every GIS reads.

    `esri`: in the dialect that maps in PDF files are expected to speak. Raises: CrsError.
    """
    return str(crs_of(epsg).to_wkt("WKT1_ESRI" if esri else "WKT1_GDAL"))


def describe_crs(source: Source) -> str:
    """Return a system's name for people, with its EPSG number if any. Raises: CrsError."""
    crs = crs_of(source)
    epsg = source if isinstance(source, int) else crs.to_epsg(min_confidence=90)
    return f"{crs.name} (EPSG:{epsg})" if epsg else str(crs.name)


def plane_words(epsg: int) -> str:
    """Return a plane as an office calls it, by its central meridian, its number after it.

    Raises: CrsError.
    """
    crs = crs_of(epsg)
    operation = crs.coordinate_operation
    meridians = [
        item.value
        for item in (operation.params if operation is not None else ())
        if item.name == "Longitude of natural origin"
    ]
    if not meridians or not crs.name.startswith("CGCS2000"):
        return describe_crs(epsg)
    return tr(
        "national CGCS2000 coordinates, central meridian {meridian}° (EPSG:{epsg})",
        meridian=f"{meridians[0]:g}",
        epsg=epsg,
    )


def is_known_system(source: Source) -> bool:
    """Whether a text says where on earth coordinates are; local systems do not."""
    try:
        crs = crs_of(source)
    except CrsError:
        return False
    return bool(crs.is_geographic or crs.is_projected or crs.is_geocentric or crs.is_derived)


def is_in_degrees(source: Source) -> bool:
    """Whether coordinates are longitude and latitude. Raises: CrsError."""
    return bool(crs_of(source).is_geographic)


@lru_cache(maxsize=64)
def is_wgs84(source: Source) -> bool:
    """Whether a system is geographic WGS 84 in two dimensions. Raises: CrsError."""
    crs = crs_of(source)
    is_flat = crs.is_geographic and len(crs.axis_info) == 2
    return bool(is_flat and crs.datum and crs.datum.name.startswith(_WGS84_DATUM))


def check_plane(epsg: int) -> None:
    """Raise CrsError unless a system can be a project's plane: in metres and true to length.

    0 is a local plan and always allowed.
    """
    if epsg == 0:
        return
    crs = crs_of(epsg)
    in_metres = all(abs(axis.unit_conversion_factor - 1.0) < 1e-9 for axis in crs.axis_info)
    method = crs.coordinate_operation.method_name if crs.coordinate_operation else ""
    if (
        not crs.is_projected
        or not in_metres
        or method.startswith(("Mercator", "Popular Visualisation"))
    ):
        raise CrsError(
            tr(
                "{name} cannot be the project's plane: distances on it are not true metres.",
                name=describe_crs(epsg),
            ),
            hint=tr("Use the CGCS2000 3-degree system of the township's central meridian."),
        )


def old_datum(source: Source) -> str:
    """Return "Xi'an 1980" or "Beijing 1954" where a system stands on one of these, else empty."""
    crs = crs_of(source)
    base = crs.geodetic_crs
    names = " / ".join(
        part
        for part in (
            crs.name,
            base.name if base else "",
            base.datum.name if base and base.datum else "",
        )
        if part
    )
    for name, pattern in _OLD_DATUMS:
        if pattern.search(names):
            return name
    return ""


def check_convertible(source: Source, plane_epsg: int) -> None:
    """Raise CrsError where converting would be silently wrong: Xi'an 1980 and Beijing 1954."""
    if plane_epsg == 0:
        raise CrsError(
            tr(
                "The project is a local plan without coordinates, the file is in {name}.",
                name=describe_crs(source),
            ),
            hint=tr("Import it into a project that has a coordinate system."),
        )
    before, after = old_datum(source), old_datum(plane_epsg)
    if before == after:
        return
    raise CrsError(
        tr(
            "{name} cannot be converted without control points.",
            name=describe_crs(source if before else plane_epsg),
        ),
        hint=tr("Have the file converted to CGCS2000 by the office that made it."),
    )


def to_plane(
    geometries: Shapes, *, source: Source, plane_epsg: int, swapped: bool = False
) -> Shapes:
    """Return geometries moved into the project's plane, in metres; missing ones stay None.

    `geometries` is an object array of shapes in `source` coordinates, east first (`swapped`: north
    first, as Chinese files have it). Points that the plane cannot hold get infinite coordinates;
    the caller drops those shapes.
    Raises: CrsError for an unknown system, or where the conversion would be silently wrong.
    """
    check_convertible(source, plane_epsg)
    transformer = _transformer(source, plane_epsg)

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        east, north = (points[:, 1], points[:, 0]) if swapped else (points[:, 0], points[:, 1])
        if transformer is None:
            return np.column_stack([east, north])
        return np.column_stack(transformer.transform(east, north))

    return np.asarray(shapely.transform(geometries, move), dtype=object)


def plane_to_lonlat(
    x_m: NDArray[np.float64], y_m: NDArray[np.float64], *, plane_epsg: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return longitude and latitude (WGS 84, degrees) of points in the project's plane.

    Raises: CrsError for a local plan, which has no place on earth.
    """
    if plane_epsg == 0:
        raise CrsError(
            tr("The project is a local plan without coordinates; it has no longitude and latitude.")
        )
    transformer = _transformer(plane_epsg, CGCS2000)
    if transformer is None:
        return x_m, y_m
    lon, lat = transformer.transform(x_m, y_m)
    return np.asarray(lon), np.asarray(lat)


def lonlat_to_plane(
    lon: NDArray[np.float64], lat: NDArray[np.float64], *, plane_epsg: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return positions in the plane (metres) of longitudes and latitudes (WGS 84, degrees)."""
    check_convertible(CGCS2000, plane_epsg)
    transformer = _transformer(CGCS2000, plane_epsg)
    if transformer is None:
        return lon, lat
    x_m, y_m = transformer.transform(lon, lat)
    return np.asarray(x_m), np.asarray(y_m)


@lru_cache(maxsize=32)
def _transformer(source: Source, target: Source) -> pyproj.Transformer | None:
    """Return the conversion between two systems, None where they are the same."""
    start, goal = _as_cgcs2000(source), crs_of(target)
    if start.equals(goal, ignore_axis_order=True):
        return None
    try:
        return pyproj.Transformer.from_crs(start, goal, always_xy=True)
    except ProjError as error:
        raise CrsError(
            tr(
                "There is no way from {source} to {target}.",
                source=describe_crs(source),
                target=describe_crs(target),
            )
        ) from error


def _as_cgcs2000(source: Source) -> pyproj.CRS:
    """Return CGCS2000 for geographic WGS 84, so that the two are equal to the last digit."""
    return crs_of(CGCS2000) if is_wgs84(source) else crs_of(source)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
