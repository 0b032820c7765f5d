"""What can be drawn on: a Surface in millimetres, origin top left, y down.

Screen, preview and paper share it. QtSurface (ui/canvas), PdfSurface (export) and RecordingSurface
(tests) implement the Protocol. Verbs are bulk verbs: one call draws many things of one style.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Coordinates: TypeAlias = NDArray[np.float64]
"""Millimetres on the surface, shape (n, 2)."""

Color: TypeAlias = str
"""#RRGGBB, or #RRGGBBAA with the opacity last."""

Align: TypeAlias = Literal["left", "center", "right"]
Font: TypeAlias = Literal["regular", "bold", "italic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStyle:
    """How paths are stroked and filled.

    Widths and dashes are millimetres; None: no stroke, no fill. `hatch` fills with 45 degree lines
    of the fill colour at this spacing instead of a solid fill.
    """

    stroke: Color | None = None
    width_mm: float = 0.15
    dash_mm: tuple[float, ...] = ()
    round_ends: bool = False
    fill: Color | None = None
    hatch_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """One path of one or more runs of points.

    `closed` runs are rings, filled by the even-odd rule.
    """

    runs: tuple[Coordinates, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How text is set.

    `size_pt` is in points; `halo_mm` is the width of the halo outside the glyphs (0: none).
    """

    size_pt: float
    font: Font = "regular"
    color: Color = "#1E2227"
    halo_mm: float = 0.0
    halo_color: Color = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class TextRun:
    """A line of text.

    `x_mm, y_mm` is the left end, middle or right end (`align`) of its baseline; `angle_deg` turns
    it counter-clockwise about that point.
    """

    text: str
    x_mm: float
    y_mm: float
    align: Align = "left"
    angle_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """A clickable rectangle that leads to a named destination in the same file."""

    target: str
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


class Surface(Protocol):
    """Something to draw on. All positions are millimetres from the top left corner, y down."""

    @property
    def width_mm(self) -> float:
        """The width of the whole surface."""
        ...

    @property
    def height_mm(self) -> float:
        """The height of the whole surface."""
        ...

    def paths(self, paths: Sequence[Path], style: PathStyle) -> None:
        """Stroke and fill paths."""
        ...

    def markers(self, symbol: str, at: Coordinates, *, size_mm: float) -> None:
        """Draw a symbol of layers/symbols.py, `size_mm` wide, centred on each point."""
        ...

    def text(self, runs: Sequence[TextRun], style: TextStyle) -> None:
        """Draw lines of text; all halos of the call come below all of its glyphs."""
        ...

    def text_width(self, text: str, style: TextStyle) -> float:
        """Return the width of a line of text in millimetres, by the shipped font's own metrics."""
        ...

    def image(
        self, data: bytes, x_mm: float, y_mm: float, width_mm: float, height_mm: float
    ) -> None:
        """Draw a PNG or JPEG file's bytes into a rectangle."""
        ...

    def clip(
        self, x_mm: float, y_mm: float, width_mm: float, height_mm: float
    ) -> AbstractContextManager[None]:
        """Draw only inside a rectangle while the context lasts; clips nest."""
        ...

    def link(self, link: Link) -> None:
        """Make a rectangle lead to a named destination, where the surface can be clicked at all."""
        ...
