"""PdfSurface: one page drawn with direct operators, in millimetres, origin top left, y down.

Bulk calls become operators in pdf_code.py and pdf_text.py. What comes of a page is a DrawnPage;
pdf_document.py puts those into a file.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import numpy as np
from reportlab.pdfbase.pdfdoc import xObjectName

from gridmap.export.pdf.code import (
    HUNDREDTHS,
    PT_PER_MM,
    hatch_lines,
    marker_code,
    number,
    opacity,
    painting,
    path_code,
    rgb,
    stroke_code,
)
from gridmap.export.pdf.drawn_page import (
    DrawnPage,
    Opacity,
    SymbolKey,
    font_resource,
    image_resource,
    opacity_resource,
    symbol_resource,
)
from gridmap.export.pdf.links import Box
from gridmap.export.pdf.shaping import FontKey, Stretch
from gridmap.export.pdf.text import text_code
from gridmap.layers.metrics import text_width_mm
from gridmap.layers.surface import Coordinates, Link, Path, PathStyle, TextRun, TextStyle
from gridmap.layers.view import MapView

HATCH_WIDTH_MM: Final = 0.25
COMPRESSION: Final = 5


class PdfSurface:
    """One page as a Surface; `drawn` returns what came of it.

    What is drawn on its `imprint`, a surface of the same page, is kept apart.
    """

    def __init__(self, width_mm: float, height_mm: float, *, name: str) -> None:
        self._name = name
        self._imprint: PdfSurface | None = None
        self._width_mm, self._height_mm = width_mm, height_mm
        self._code: list[str] = []
        self._fonts: dict[FontKey, dict[int, str]] = {}
        self._symbols: dict[SymbolKey, None] = {}
        self._opacities: dict[Opacity, None] = {}
        self._links: list[tuple[str, Box]] = []
        self._images: dict[str, bytes] = {}

    @property
    def width_mm(self) -> float:
        """The width of the page."""
        return self._width_mm

    @property
    def height_mm(self) -> float:
        """The height of the page."""
        return self._height_mm

    @property
    def imprint(self) -> PdfSurface:
        """The surface for what differs from copy to copy; it lies above the rest."""
        if self._imprint is None:
            above = self._imprint = PdfSurface(self._width_mm, self._height_mm, name=self._name)
            above._fonts, above._symbols = self._fonts, self._symbols
            above._opacities, above._links = self._opacities, self._links
            above._images = self._images
        return self._imprint

    def operators(self) -> bytes:
        """Return the operators of what was drawn so far, compressed; nothing where that is none."""
        if not self._code:
            return b""
        code = " \n" + "\n".join(self._code) + "\n"
        return zlib.compress(code.encode("latin-1"), COMPRESSION)

    def drawn(self, grounds: Sequence[MapView] = ()) -> DrawnPage:
        """Return the page as it is now; `grounds` are what its maps show."""
        return DrawnPage(
            name=self._name,
            width_mm=self._width_mm,
            height_mm=self._height_mm,
            code=self.operators(),
            imprint=self._imprint.operators() if self._imprint is not None else b"",
            fonts=self._fonts,
            symbols=tuple(self._symbols),
            opacities=tuple(self._opacities),
            links=tuple(self._links),
            images=self._images,
            grounds=tuple(grounds),
        )

    def paths(self, paths: Sequence[Path], style: PathStyle) -> None:
        """Stroke and fill paths; open ones are only stroked."""
        with self._opacity(style.fill, style.stroke):
            for closed in (True, False):
                mine = [path for path in paths if path.closed == closed and path.runs]
                if not mine:
                    continue
                if closed and style.hatch_mm is not None and style.fill is not None:
                    self._hatch(mine, style.fill, style.hatch_mm)
                self._code.append(painted(mine, style, self._height_mm))

    def _hatch(self, paths: Sequence[Path], color: str, spacing_mm: float) -> None:
        lines = hatch_lines(paths, spacing_mm)
        outline = path_code(paths, self._height_mm, paint="", join=True)
        style = PathStyle(stroke=color, width_mm=HATCH_WIDTH_MM)
        drawn = _operators(lines, style, self._height_mm)
        self._code.append(f"q\n{HUNDREDTHS}{outline}W* n\n{drawn}\nQ\n")

    @contextmanager
    def _opacity(self, fill: str | None, stroke: str | None = None) -> Iterator[None]:
        """Draw with the opacity of these colours while the context lasts."""
        wanted = (round(1000 * opacity(fill)), round(1000 * opacity(stroke)))
        if wanted == (1000, 1000):
            yield
            return
        self._opacities[wanted] = None
        self._code.append(f"q /{opacity_resource(wanted)} gs")
        yield
        self._code.append("Q")

    def markers(self, symbol: str, at: Coordinates, *, size_mm: float) -> None:
        """Draw a symbol, `size_mm` wide, centred on each point."""
        if not len(at):
            return
        key = (symbol, size_mm)
        self._symbols[key] = None
        resource = xObjectName(symbol_resource(key))
        self._code.append(marker_code(resource, np.asarray(at), self._height_mm))

    def text(self, runs: Sequence[TextRun], style: TextStyle) -> None:
        """Draw lines of text; all halos of the call come below all of its glyphs."""
        with self._opacity(style.color):
            self._code.append(text_code(runs, style, self._height_mm, self._font_name))

    def _font_name(self, font: FontKey, stretch: Stretch) -> str:
        self._fonts.setdefault(font, {}).update(stretch.source)
        return font_resource(font)

    def text_width(self, text: str, style: TextStyle) -> float:
        """Return the width of a line of text in millimetres."""
        return text_width_mm(text, style)

    def image(
        self, data: bytes, x_mm: float, y_mm: float, width_mm: float, height_mm: float
    ) -> None:
        """Draw a PNG or JPEG file's bytes into a rectangle."""
        name = image_resource(data)
        self._images[name] = data
        low_mm = self._height_mm - y_mm - height_mm
        box = (width_mm, 0.0, 0.0, height_mm, x_mm, low_mm)
        matrix = " ".join(number(value * PT_PER_MM) for value in box)
        self._code.append(f"q {matrix} cm /{xObjectName(name)} Do Q")

    @contextmanager
    def clip(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Iterator[None]:
        """Draw only inside a rectangle while the context lasts."""
        box = (x_mm, self._height_mm - y_mm - height_mm, width_mm, height_mm)
        numbers = " ".join(number(value * PT_PER_MM) for value in box)
        self._code.append(f"q {numbers} re W n")
        yield
        self._code.append("Q")

    def link(self, link: Link) -> None:
        """Make a rectangle lead to a named page."""
        top = self._height_mm - link.y_mm
        box = (link.x_mm, top - link.height_mm, link.x_mm + link.width_mm, top)
        left, bottom, right, upper = (value * PT_PER_MM for value in box)
        self._links.append((link.target, (left, bottom, right, upper)))


def painted(paths: Sequence[Path], style: PathStyle, height_mm: float) -> str:
    """Return the operators that draw paths in a style, opacity and hatch apart."""
    if not paths:
        return ""
    return f"q\n{HUNDREDTHS}{_operators(paths, style, height_mm)}\nQ\n"


def _operators(paths: Sequence[Path], style: PathStyle, height_mm: float) -> str:
    """Return what `painted` returns without what stands around it."""
    fill = f"{rgb(style.fill)} rg\n" if style.fill is not None else ""
    paint = painting(style, closed=paths[0].closed)
    code = path_code(paths, height_mm, paint=paint, join=paint == "S")
    return f"{fill}{stroke_code(style)}{code}"
