"""What the numbers say about a file's coordinate system.

Degrees, a zone before the easting, swapped columns.

Chinese survey files call northing X and easting Y, and many files come without any system at all
(domain.md section 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.geo.crs import WGS84, crs_of, zone_epsg

Range = tuple[float, float]

CHINA_LON: Final[Range] = (72.0, 137.0)
CHINA_LAT: Final[Range] = (3.0, 55.0)
NORTHING_M: Final[Range] = (300_000.0, 6_500_000.0)
CHINA_NORTHING_M: Final[Range] = (1_900_000.0, 6_100_000.0)
PLAIN_EASTING_M: Final[Range] = (100_000.0, 900_000.0)
ZONE_STEP_M: Final = 1_000_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsGuess:
    """A system as EPSG number; whether columns are north first; whether numbers are degrees."""

    epsg: int
    swapped: bool = False
    in_degrees: bool = False


def guess_crs(x: NDArray[np.float64], y: NDArray[np.float64]) -> CrsGuess | None:
    """Return the system that coordinates without one are in; None where the numbers do not tell.

    Degrees become WGS 84 (which may in truth be GCJ-02: the caller says so); an easting of eight
    digits names its CGCS2000 zone. The outermost hundredth on each side is left out, so one bad
    point misleads nobody.
    """
    if not len(x):
        return None
    x_range, y_range = _core(x), _core(y)
    if _within(x_range, CHINA_LAT) and _within(y_range, CHINA_LON):
        return CrsGuess(epsg=WGS84, swapped=True, in_degrees=True)
    if _within(x_range, (-180.0, 180.0)) and _within(y_range, (-90.0, 90.0)):
        return CrsGuess(epsg=WGS84, in_degrees=True)
    for swapped, east, north in ((False, x_range, y_range), (True, y_range, x_range)):
        epsg = _zone_system(east)
        if epsg is not None and _within(north, NORTHING_M):
            return CrsGuess(epsg=epsg, swapped=swapped)
    return None


def is_swapped(source: int | str, x: NDArray[np.float64], y: NDArray[np.float64]) -> bool:
    """Whether coordinates of a known system come north first, judged by what China allows."""
    if not len(x):
        return False
    crs = crs_of(source)
    x_range, y_range = _core(x), _core(y)
    if crs.is_geographic:
        return _within(x_range, CHINA_LAT) and _within(y_range, CHINA_LON)
    is_gauss = (
        crs.coordinate_operation is not None
        and "Transverse Mercator" in crs.coordinate_operation.method_name
    )
    if not is_gauss or not _within(x_range, CHINA_NORTHING_M):
        return False
    return _within(y_range, PLAIN_EASTING_M) or _zone_system(y_range) is not None


def contradicts(source: int | str, x: NDArray[np.float64], y: NDArray[np.float64]) -> bool:
    """Whether coordinates cannot be in the system they claim.

    Metres called degrees, degrees called metres, or a zone number where none belongs.
    """
    if not len(x):
        return False
    crs = crs_of(source)
    x_range, y_range = _core(x), _core(y)
    if crs.is_geographic:
        return not (_within(x_range, (-360.0, 360.0)) and _within(y_range, (-360.0, 360.0)))
    if looks_like_degrees(x, y):
        return True
    has_zone = _zone_system(x_range) is not None or _zone_system(y_range) is not None
    false_easting_m = _false_easting_m(source)
    return has_zone and false_easting_m is not None and false_easting_m < ZONE_STEP_M


def looks_like_degrees(x: NDArray[np.float64], y: NDArray[np.float64]) -> bool:
    """Whether coordinates can only be longitude and latitude of places in China, in any order."""
    if not len(x):
        return False
    x_range, y_range = _core(x), _core(y)
    return any(
        _within(east, CHINA_LON) and _within(north, CHINA_LAT)
        for east, north in ((x_range, y_range), (y_range, x_range))
    )


def _false_easting_m(source: int | str) -> float | None:
    operation = crs_of(source).coordinate_operation
    if operation is None or "Transverse Mercator" not in operation.method_name:
        return None
    found = (item.value for item in operation.params if item.name == "False easting")
    return next((float(value) for value in found), None)


def _zone_system(east: Range) -> int | None:
    zone = int(east[0] // ZONE_STEP_M)
    if zone != int(east[1] // ZONE_STEP_M):
        return None
    inside = _within((east[0] - zone * ZONE_STEP_M, east[1] - zone * ZONE_STEP_M), PLAIN_EASTING_M)
    return zone_epsg(zone) if inside else None


def _core(values: NDArray[np.float64]) -> Range:
    low, high = np.percentile(values, [1.0, 99.0], method="nearest")
    return float(low), float(high)


def _within(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
