"""What a page of a finished PDF holds, as values: texts, symbols, shapes, maps, links.

Lengths are millimetres from the top left corner of the page, y down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import shapely


@dataclass(frozen=True, slots=True)
class Text:
    """One piece of text: its words, size, where it begins, and the box of its ink.

    `corners` are those of the box, which is turned where the words are.
    """

    words: str
    size_pt: float
    font: str
    is_bold: bool
    x_mm: float
    y_mm: float
    angle_deg: float
    color: str
    is_faint: bool
    is_imprint: bool
    has_halo: bool
    glyphs: tuple[int, ...]
    corners: tuple[tuple[float, float], ...] = field(repr=False)

    @property
    def outline(self) -> shapely.Polygon:
        """The box as a polygon."""
        return shapely.Polygon(self.corners)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the ink."""
        xs, ys = zip(*self.corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol placed on the page: what it is, how wide, and its middle."""

    name: str
    size_mm: float
    x_mm: float
    y_mm: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The square it takes."""
        half = self.size_mm / 2
        return self.x_mm - half, self.y_mm - half, self.x_mm + half, self.y_mm + half


@dataclass(frozen=True, slots=True)
class Shape:
    """A painted path: its box, how it was painted, with which colours, how wide its line.

    `runs` are the points of its parts, for paths that were only stroked.
    """

    box: tuple[float, float, float, float]
    paint: str
    fill: str
    width_mm: float
    corners: int
    runs: tuple[tuple[tuple[float, float], ...], ...] = field(default=(), repr=False)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.box[2] - self.box[0], self.box[3] - self.box[1]

    @property
    def is_filled(self) -> bool:
        """Whether its inside was painted."""
        return self.paint[0] in "fFBb"

    @property
    def is_stroked(self) -> bool:
        """Whether its line was painted."""
        return self.paint[0] in "BbSs"


@dataclass(frozen=True)
class Map:
    """A map on the page that tells coordinates: its box, and longitude and latitude of it.

    `corners` are lower left, upper left, upper right, lower right.
    """

    box: tuple[float, float, float, float]
    corners: tuple[tuple[float, float], ...]
    epsg: int

    @cached_property
    def plane_corners(self) -> np.ndarray:
        """The corners in the plane's metres, shape (4, 2)."""
        import pyproj

        plane = pyproj.CRS.from_epsg(self.epsg)
        move = pyproj.Transformer.from_crs(plane.geodetic_crs, plane, always_xy=True)
        lons, lats = np.array(self.corners).T
        return np.column_stack(move.transform(lons, lats))

    def to_m(self, x_mm: float, y_mm: float) -> tuple[float, float]:
        """Return the place in the plane that a point of the page shows."""
        left, top, right, bottom = self.box
        across, up = (x_mm - left) / (right - left), (bottom - y_mm) / (bottom - top)
        low_left, up_left, up_right, low_right = self.plane_corners
        low = low_left + across * (low_right - low_left)
        high = up_left + across * (up_right - up_left)
        x_m, y_m = (low + up * (high - low)).tolist()
        return x_m, y_m

    def to_mm(self, points_m: np.ndarray) -> np.ndarray:
        """Return where on the page points of the plane stand, both of shape (n, 2)."""
        left, top, right, bottom = self.box
        low, high = self.plane_corners[0], self.plane_corners[2]
        share = (points_m - low) / (high - low)
        return np.column_stack(
            [left + share[:, 0] * (right - left), bottom - share[:, 1] * (bottom - top)]
        )

    def holds(self, x_mm: float, y_mm: float) -> bool:
        """Whether a point of the page lies on the map."""
        left, top, right, bottom = self.box
        return left <= x_mm <= right and top <= y_mm <= bottom

    @property
    def scale(self) -> float:
        """The scale's denominator, from the coordinates alone."""
        width_m = float(np.hypot(*(self.plane_corners[3] - self.plane_corners[0])))
        return width_m * 1000.0 / (self.box[2] - self.box[0])


@dataclass(frozen=True, slots=True)
class PageRead:
    """All that was read from one page; `number` is its label in viewers."""

    index: int
    number: str
    size_mm: tuple[float, float]
    texts: tuple[Text, ...]
    symbols: tuple[Symbol, ...]
    shapes: tuple[Shape, ...]
    maps: tuple[Map, ...]
    links: tuple[tuple[tuple[float, float, float, float], int], ...]

    def words(self) -> str:
        """All words of the page, in the order in which they were drawn."""
        return "\n".join(text.words for text in self.texts)
