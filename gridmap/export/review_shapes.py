"""Shapes and symbols for the review map, written small: whole numbers, steps, six bits a letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiLineString

from gridmap.geo.crs import plane_to_lonlat
from gridmap.layers.surface import Coordinates
from gridmap.layers.symbols import SymbolPart, symbol
from gridmap.model.changes import Bounds
from gridmap.model.features import Surface2D

Numbers: TypeAlias = NDArray[np.float64]
Rings: TypeAlias = list[list[str]]

LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
"""Each stands for six bits: five of a number, the lowest first; the sixth says that more follow."""

_CODES: Final = np.frombuffer(LETTERS.encode("ascii"), dtype=np.uint8)
_MOST_LETTERS: Final = 13
_DEGREE: Final = 1e-6
_METRE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the map's numbers begin and how long a step is: in degrees, or metres of a plan.

    `epsg` 0: a plan; its numbers begin at its own corner and say nothing about where on earth it
    is.
    """

    epsg: int
    left: float
    bottom: float

    @property
    def step(self) -> float:
        """How long a step is: a millionth of a degree, or a tenth of a metre."""
        return _DEGREE if self.epsg else _METRE

    def steps(self, points_m: Numbers) -> NDArray[np.int64]:
        """Return points of the plane, one a row, as steps from the beginning."""
        found = _moved(points_m, self.epsg) - (self.left, self.bottom)
        return np.rint(found / self.step).astype(np.int64)

    def to_dict(self) -> dict[str, object]:
        """Return it for the page; a plan's corner stays here."""
        begin = [self.left, self.bottom] if self.epsg else [0.0, 0.0]
        return {"geo": bool(self.epsg), "begin": begin, "step": self.step}


def ground_of(bounds_m: Bounds, epsg: int) -> Ground:
    """Return the ground for what lies in a box of the plane; `epsg` 0 hides where that is."""
    left, bottom, right, top = bounds_m
    corners = np.array([(left, bottom), (left, top), (right, bottom), (right, top)])
    low_x, low_y = _moved(corners, epsg).min(axis=0).tolist()
    return Ground(epsg, round(low_x, 6), round(low_y, 6))


def encoded(values: NDArray[np.int64]) -> str:
    """Return whole numbers as letters; small ones of either sign take one letter."""
    rest = np.where(values < 0, -2 * values - 1, 2 * values)
    letters = np.zeros((len(rest), _MOST_LETTERS), dtype=np.uint8)
    is_used = np.zeros(letters.shape, dtype=bool)
    is_open = np.ones(len(rest), dtype=bool)
    for column in range(_MOST_LETTERS):
        has_more = rest >= 32
        letters[:, column] = (rest & 31) + 32 * has_more
        is_used[:, column] = is_open
        is_open &= has_more
        rest = rest >> 5
        if not is_open.any():
            break
    return _CODES[letters[is_used]].tobytes().decode("ascii")


def encoded_points(ground: Ground, points_m: Numbers) -> str:
    """Return points of the plane as letters, each by its way from the one before."""
    if not len(points_m):
        return ""
    steps = ground.steps(points_m)
    ways = np.diff(steps, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return encoded(ways.ravel())


def encoded_surface(ground: Ground, shape: Surface2D) -> Rings:
    """Return an area as its parts, each with its outer ring and its holes."""
    return [
        [
            encoded_points(ground, shapely.get_coordinates(ring))
            for ring in (part.exterior, *part.interiors)
        ]
        for part in (shape.geoms if hasattr(shape, "geoms") else (shape,))
    ]


def encoded_lines(ground: Ground, lines: Iterable[LineString | MultiLineString]) -> list[str]:
    """Return lines one after the other."""
    parts = [part for line in lines for part in shapely.get_parts(line).tolist()]
    return [encoded_points(ground, shapely.get_coordinates(part)) for part in parts]


def symbol_svg(symbol_id: str) -> str:
    """Return a symbol as the inside of an SVG whose view box is -0.6 -0.6 1.2 1.2."""
    return "".join(_svg_path(part) for part in symbol(symbol_id).parts)


def _svg_path(part: SymbolPart) -> str:
    is_closed = part.path.closed
    data = "".join(_svg_run(run, is_closed=is_closed) for run in part.path.runs)
    fill = part.fill[:7] if part.fill is not None else "none"
    stroke = ""
    if part.stroke is not None and part.width:
        stroke = f' stroke="{part.stroke[:7]}" stroke-width="{part.width:.3g}"'
        stroke += ' stroke-linejoin="round" stroke-linecap="round"'
    return f'<path d="{data}" fill="{fill}" fill-rule="evenodd"{stroke}/>'


def _svg_run(run: Coordinates, *, is_closed: bool) -> str:
    points = " ".join(f"{x:.3f},{y:.3f}" for x, y in run.tolist())
    return f"M{points}" + ("Z" if is_closed else "")


def _moved(points_m: Numbers, epsg: int) -> Numbers:
    if not epsg:
        return points_m
    return np.column_stack(plane_to_lonlat(points_m[:, 0], points_m[:, 1], plane_epsg=epsg))
