"""A surface that gathers texts and paths of one style and draws them in one call.

Tables have thousands of cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from gridmap.layers.surface import Coordinates, Link, Path, PathStyle, Surface, TextRun, TextStyle


class BatchSurface:
    """Passes everything on to a surface when `flush` is called.

    Fills first, then strokes, symbols, texts.
    """

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._paths: dict[PathStyle, list[Path]] = {}
        self._texts: dict[TextStyle, list[TextRun]] = {}
        self._markers: list[tuple[str, Coordinates, float]] = []

    @property
    def width_mm(self) -> float:
        """The width of the whole surface."""
        return self._surface.width_mm

    @property
    def height_mm(self) -> float:
        """The height of the whole surface."""
        return self._surface.height_mm

    def paths(self, paths: Sequence[Path], style: PathStyle) -> None:
        """Gather paths."""
        self._paths.setdefault(style, []).extend(paths)

    def markers(self, symbol: str, at: Coordinates, *, size_mm: float) -> None:
        """Gather symbols."""
        self._markers.append((symbol, at, size_mm))

    def text(self, runs: Sequence[TextRun], style: TextStyle) -> None:
        """Gather lines of text."""
        self._texts.setdefault(style, []).extend(runs)

    def text_width(self, text: str, style: TextStyle) -> float:
        """Return the width of a line of text in millimetres."""
        return self._surface.text_width(text, style)

    def image(
        self, data: bytes, x_mm: float, y_mm: float, width_mm: float, height_mm: float
    ) -> None:
        """Draw an image at once."""
        self._surface.image(data, x_mm, y_mm, width_mm, height_mm)

    @contextmanager
    def clip(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Iterator[None]:
        """Draw what was gathered, then only inside a rectangle while the context lasts."""
        self.flush()
        with self._surface.clip(x_mm, y_mm, width_mm, height_mm):
            yield
            self.flush()

    def link(self, link: Link) -> None:
        """Pass a link on."""
        self._surface.link(link)

    def flush(self) -> None:
        """Draw what was gathered."""
        for style, paths in sorted(self._paths.items(), key=lambda pair: pair[0].fill is None):
            self._surface.paths(paths, style)
        for symbol, at, size_mm in self._markers:
            self._surface.markers(symbol, at, size_mm=size_mm)
        for text_style, runs in self._texts.items():
            self._surface.text(runs, text_style)
        self._paths.clear()
        self._markers.clear()
        self._texts.clear()
