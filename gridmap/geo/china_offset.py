"""GCJ-02 and BD-09, the shifted coordinates of Chinese web maps, and the way back to WGS 84.

Degrees in, degrees out; arrays of any equal shape. Outside the rectangle of China the formulas do
nothing.
Source: the public formula (a = 6378245 m, ee = 0.00669342162296594323); domain.md section 6. One
step back errs by up to 4 m, so the inverse is a fixed-point iteration: four rounds leave less than
a micrometre.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Degrees: TypeAlias = NDArray[np.float64]
LonLat: TypeAlias = tuple[Degrees, Degrees]

SEMI_MAJOR_M: Final = 6378245.0
ECCENTRICITY_SQUARED: Final = 0.00669342162296594323
ROUNDS: Final = 4
ACCURACY_M: Final = 5.0
"""How well a point that came back from GCJ-02 or BD-09 is known."""

_BD_TURN: Final = np.pi * 3000.0 / 180.0


def is_in_china(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """Return where the shift applies at all: the rectangle that the public formula uses."""
    lons, lats = _arrays(lon, lat)
    inside: NDArray[np.bool_] = (
        (lons >= 72.004) & (lons <= 137.8347) & (lats >= 0.8293) & (lats <= 55.8271)
    )
    return inside


def wgs84_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    """Return GCJ-02 longitude and latitude of WGS 84 points."""
    lons, lats = _arrays(lon, lat)
    shift_lon, shift_lat = _shift(lons, lats)
    return lons + shift_lon, lats + shift_lat


def gcj02_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    """Return WGS 84 longitude and latitude of GCJ-02 points."""
    return _inverse(wgs84_to_gcj02, lon, lat)


def gcj02_to_bd09(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    """Return BD-09 longitude and latitude of GCJ-02 points."""
    lons, lats = _arrays(lon, lat)
    radius = np.hypot(lons, lats) + 0.00002 * np.sin(lats * _BD_TURN)
    angle = np.arctan2(lats, lons) + 0.000003 * np.cos(lons * _BD_TURN)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def bd09_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    """Return GCJ-02 longitude and latitude of BD-09 points."""
    return _inverse(gcj02_to_bd09, lon, lat)


def wgs84_to_bd09(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    """Return BD-09 longitude and latitude of WGS 84 points."""
    return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))


def bd09_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    """Return WGS 84 longitude and latitude of BD-09 points."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


def _inverse(
    forward: Callable[[ArrayLike, ArrayLike], LonLat], lon: ArrayLike, lat: ArrayLike
) -> LonLat:
    goal_lon, goal_lat = _arrays(lon, lat)
    guess_lon, guess_lat = goal_lon.copy(), goal_lat.copy()
    for _ in range(ROUNDS):
        reached_lon, reached_lat = forward(guess_lon, guess_lat)
        guess_lon = guess_lon + (goal_lon - reached_lon)
        guess_lat = guess_lat + (goal_lat - reached_lat)
    return guess_lon, guess_lat


def _shift(lons: Degrees, lats: Degrees) -> LonLat:
    x, y = lons - 105.0, lats - 35.0
    root = np.sqrt(np.abs(x))
    waves = 20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)
    north_m = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north_m += 2.0 / 3.0 * (waves + 20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi))
    north_m += 2.0 / 3.0 * (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0))
    east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east_m += 2.0 / 3.0 * (waves + 20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi))
    east_m += 2.0 / 3.0 * (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi))
    latitude = np.radians(lats)
    flattening = 1.0 - ECCENTRICITY_SQUARED * np.sin(latitude) ** 2
    north_radius_m = SEMI_MAJOR_M * (1.0 - ECCENTRICITY_SQUARED) / flattening**1.5
    east_radius_m = SEMI_MAJOR_M / np.sqrt(flattening) * np.cos(latitude)
    inside = is_in_china(lons, lats)
    return (
        np.where(inside, np.degrees(east_m / east_radius_m), 0.0),
        np.where(inside, np.degrees(north_m / north_radius_m), 0.0),
    )


def _arrays(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    return np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
