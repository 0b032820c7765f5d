"""A surface that lies on another one: enlarged, and moved.

What is laid out for a small page becomes a poster, or one sheet of a wall map.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from gridmap.layers.surface import Coordinates, Link, Path, PathStyle, Surface, TextRun, TextStyle


class PlacedSurface:
    """Draws `factor` times larger, its top left corner at `x_mm, y_mm` of the surface below.

    `size_mm`: width and height of what is drawn, before it is enlarged; None: the surface below has
    it whole.
    """

    def __init__(
        self,
        below: Surface,
        *,
        factor: float,
        x_mm: float = 0.0,
        y_mm: float = 0.0,
        size_mm: tuple[float, float] | None = None,
    ) -> None:
        self._below, self._factor = below, factor
        self._size_mm = size_mm or (below.width_mm / factor, below.height_mm / factor)
        self._corner = np.array([x_mm, y_mm])

    @property
    def width_mm(self) -> float:
        """The width of what is drawn, as it is measured here."""
        return self._size_mm[0]

    @property
    def height_mm(self) -> float:
        """The height of what is drawn, as it is measured here."""
        return self._size_mm[1]

    def paths(self, paths: Sequence[Path], style: PathStyle) -> None:
        """Stroke and fill paths, lines and dashes enlarged too."""
        placed = [Path(tuple(self._at(run) for run in path.runs), path.closed) for path in paths]
        wide = replace(
            style,
            width_mm=style.width_mm * self._factor,
            dash_mm=tuple(dash * self._factor for dash in style.dash_mm),
            hatch_mm=style.hatch_mm * self._factor if style.hatch_mm is not None else None,
        )
        self._below.paths(placed, wide)

    def markers(self, symbol: str, at: Coordinates, *, size_mm: float) -> None:
        """Draw a symbol centred on each point."""
        self._below.markers(symbol, self._at(at), size_mm=size_mm * self._factor)

    def text(self, runs: Sequence[TextRun], style: TextStyle) -> None:
        """Draw lines of text."""
        placed = []
        for run in runs:
            x_mm, y_mm = self._at(np.array([(run.x_mm, run.y_mm)]))[0].tolist()
            placed.append(replace(run, x_mm=x_mm, y_mm=y_mm))
        large = replace(
            style, size_pt=style.size_pt * self._factor, halo_mm=style.halo_mm * self._factor
        )
        self._below.text(placed, large)

    def text_width(self, text: str, style: TextStyle) -> float:
        """Return the width of a line of text in millimetres, before it is enlarged."""
        return self._below.text_width(text, style)

    def image(
        self, data: bytes, x_mm: float, y_mm: float, width_mm: float, height_mm: float
    ) -> None:
        """Draw an image into a rectangle."""
        self._below.image(data, *self._rect(x_mm, y_mm, width_mm, height_mm))

    @contextmanager
    def clip(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Iterator[None]:
        """Draw only inside a rectangle while the context lasts."""
        with self._below.clip(*self._rect(x_mm, y_mm, width_mm, height_mm)):
            yield

    def link(self, link: Link) -> None:
        """Make a rectangle lead to a named page."""
        rect = self._rect(link.x_mm, link.y_mm, link.width_mm, link.height_mm)
        self._below.link(Link(link.target, *rect))

    def _at(self, points: Coordinates) -> Coordinates:
        placed: Coordinates = np.asarray(points, dtype=np.float64) * self._factor + self._corner
        return placed

    def _rect(
        self, x_mm: float, y_mm: float, width_mm: float, height_mm: float
    ) -> tuple[float, float, float, float]:
        (left, top), (right, bottom) = self._at(
            np.array([(x_mm, y_mm), (x_mm + width_mm, y_mm + height_mm)])
        ).tolist()
        return left, top, right - left, bottom - top
