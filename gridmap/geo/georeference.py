"""Where a picture lies: the affine map from its pixels to coordinates.

Read from a world file's six numbers or from GeoTIFF's tags.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_SCALE, _TIE, _MATRIX, _KEYS = 33550, 33922, 34264, 34735
_RASTER_TYPE, _GEOGRAPHIC, _PROJECTED = 1025, 2048, 3072
_IS_POINT: Final = 2
_USER_DEFINED: Final = 32767
"""GeoTIFF 1.1 (OGC 19-008r4), clauses 7.1 and 7.2: tags, keys and values."""


@dataclass(frozen=True, slots=True)
class Georeference:
    """x = a column + b row + c, y = d column + e row + f, from the corner of the first pixel.

    `epsg` is the system of x and y, None where it is not said.
    """

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    epsg: int | None = None

    def points(self, pixels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return coordinates of pixel positions (column, row), shape (n, 2)."""
        matrix = np.array([[self.a, self.b], [self.d, self.e]])
        result: NDArray[np.float64] = pixels @ matrix.T + np.array([self.c, self.f])
        return result


def from_world_file(text: str) -> Georeference | None:
    """Return what six lines say (a d b e c f, of the middle of the first pixel); None if wrong."""
    try:
        a, d, b, e, c, f = (float(part.replace(",", ".")) for part in text.split()[:6])
    except ValueError:
        return None
    if not a * e - b * d:
        return None
    return Georeference(a, b, c - (a + b) / 2, d, e, f - (d + e) / 2)


def from_tags(tags: Mapping[int, Any]) -> Georeference | None:
    """Return what the tags of a GeoTIFF say; None where they do not place it."""
    keys = _geo_keys(tags.get(_KEYS, ()))
    system = keys.get(_PROJECTED) or keys.get(_GEOGRAPHIC)
    epsg = system if system and system != _USER_DEFINED else None
    if len(tags.get(_MATRIX, ())) == 16:
        m = [float(value) for value in tags[_MATRIX]]
        a, b, c, d, e, f = m[0], m[1], m[3], m[4], m[5], m[7]
    elif len(tags.get(_SCALE, ())) >= 2 and len(tags.get(_TIE, ())) >= 6:
        a, e = float(tags[_SCALE][0]), -float(tags[_SCALE][1])
        column, row, _, x, y, _ = (float(value) for value in tags[_TIE][:6])
        b = d = 0.0
        c, f = x - a * column, y - e * row
    else:
        return None
    if not a * e - b * d:
        return None
    if keys.get(_RASTER_TYPE) == _IS_POINT:
        c, f = c - (a + b) / 2, f - (d + e) / 2
    return Georeference(a, b, c, d, e, f, epsg)


def _geo_keys(values: Sequence[int]) -> dict[int, int]:
    """Return the keys that hold their value in the directory itself."""
    rows = [values[at : at + 4] for at in range(4, len(values) - 3, 4)]
    return {int(key): int(value) for key, place, _, value in rows if place == 0}


def fitted(pixels: NDArray[np.float64], points: NDArray[np.float64]) -> tuple[Georeference, float]:
    """Return the affine map nearest to pairs of positions, and how far it is off at most."""
    table = np.column_stack([pixels, np.ones(len(pixels))])
    found, *_ = np.linalg.lstsq(table, points, rcond=None)
    (a, d), (b, e), (c, f) = found.tolist()
    away = float(np.hypot(*(table @ found - points).T).max())
    return Georeference(a, b, c, d, e, f), away
