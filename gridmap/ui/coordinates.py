"""Where the pointer is, in the system that a person has chosen. No Qt."""

from __future__ import annotations

from typing import Final

import numpy as np

from gridmap.errors import CrsError
from gridmap.i18n import tr

PLANE: Final = "plane"
DEGREES: Final = "degrees"
DMS: Final = "dms"
GCJ02: Final = "gcj02"
SYSTEMS: Final = (PLANE, DEGREES, DMS, GCJ02)
_SECONDS_A_DEGREE: Final = 3600
_TENTHS_A_SECOND: Final = 10


def system_words(system: str) -> str:
    """Return what a system of SYSTEMS is called."""
    return {
        PLANE: tr("Plane of the project, metres"),
        DEGREES: tr("Longitude and latitude, CGCS2000, degrees"),
        DMS: tr("Longitude and latitude, CGCS2000, degrees, minutes, seconds"),
        GCJ02: tr("GCJ-02, the shifted system of web maps"),
    }[system]


def why_not(system: str, epsg: int | None) -> str | None:
    """Return why a project of a plane cannot tell points in a system, None where it can."""
    if system == PLANE or epsg:
        return None
    return tr("This project has no place on earth yet: only metres of its plane are known.")


def point_words(system: str, x_m: float, y_m: float, epsg: int | None) -> str:
    """Return a point of the plane in words; in metres where the plane has no place on earth.

    Northing or latitude comes first, as surveyors write it. GCJ-02 is always named beside it.
    """
    if system == PLANE or why_not(system, epsg) is not None:
        return plane_words(x_m, y_m)
    try:
        lon, lat = _lonlat(system, x_m, y_m, epsg or 0)
    except CrsError:
        return plane_words(x_m, y_m)
    if system == DMS:
        return tr("N {north}  E {east}", north=in_sixties(lat), east=in_sixties(lon))
    words = tr("N {north}  E {east}", north=f"{lat:.6f}°", east=f"{lon:.6f}°")
    return f"GCJ-02  {words}" if system == GCJ02 else words


def plane_words(x_m: float, y_m: float) -> str:
    """Return a point of the plane in metres."""
    return tr("N {north}  E {east}", north=grouped_decimal(y_m), east=grouped_decimal(x_m))


def in_sixties(degrees: float) -> str:
    """Return an angle in degrees, minutes and seconds: 29°42′08.3″."""
    tenths = round(abs(degrees) * _SECONDS_A_DEGREE * _TENTHS_A_SECOND)
    minutes, tenths_left = divmod(tenths, 60 * _TENTHS_A_SECOND)
    whole, minutes_left = divmod(minutes, 60)
    sign = "-" if degrees < 0 else ""
    return f"{sign}{whole}°{minutes_left:02d}′{tenths_left / _TENTHS_A_SECOND:04.1f}″"


def grouped_decimal(metres: float) -> str:
    """Return metres with one decimal and thin groups: 3 287 416.2."""
    return f"{metres:,.1f}".replace(",", "\u2009")


def _lonlat(system: str, x_m: float, y_m: float, epsg: int) -> tuple[float, float]:
    """Return longitude and latitude in a system's degrees. Raises: CrsError."""
    # Only who has chosen degrees waits for the library of coordinate systems.
    from gridmap.geo.china_offset import wgs84_to_gcj02
    from gridmap.geo.crs import plane_to_lonlat

    lon, lat = plane_to_lonlat(np.array([x_m]), np.array([y_m]), plane_epsg=epsg)
    if system == GCJ02:
        lon, lat = wgs84_to_gcj02(lon, lat)
    return float(lon[0]), float(lat[0])
