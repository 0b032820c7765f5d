"""PdfDocument and PdfSurface: pages drawn with direct operators through reportlab.

Symbols are form objects, written once a file; fonts are embedded by fonts.py; bulk calls become
operators in pdf_code.py and pdf_text.py.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path as FilePath

import numpy as np
from reportlab import rl_config
from reportlab.lib.utils import ImageReader

from gridmap.errors import ExportError
from gridmap.export.fonts import EmbeddedFont
from gridmap.export.pdf_canvas import DirectCanvas
from gridmap.export.pdf_code import (
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
from gridmap.export.pdf_text import text_code
from gridmap.export.text_shaping import FontKey, Stretch
from gridmap.i18n import tr
from gridmap.layers.metrics import text_width_mm
from gridmap.layers.surface import Coordinates, Link, Path, PathStyle, TextRun, TextStyle
from gridmap.layers.symbols import symbol

HATCH_WIDTH_MM = 0.25
_SYMBOL_REACH = 0.85
"""How far a symbol with its rim may reach from its middle, as a share of its size."""


class PdfDocument:
    """A PDF file in the making. Nothing is on disk before `save`, which writes beside and renames.

    `language` is a BCP 47 tag such as zh-CN. `deterministic` leaves out the date, so that the same
    pages give the same bytes.
    """

    def __init__(
        self,
        path: FilePath,
        *,
        title: str,
        language: str,
        subject: str = "",
        author: str = "",
        deterministic: bool = False,
    ) -> None:
        rl_config.useA85 = 0
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._canvas = DirectCanvas(
            str(self._part), pageCompression=1, invariant=int(deterministic), lang=language
        )
        self._canvas.setTitle(title)
        self._canvas.setSubject(subject)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("GridMap")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._fonts: dict[FontKey, EmbeddedFont] = {}
        self._forms: dict[tuple[str, float], str] = {}
        self._names: set[str] = set()
        self._targets: set[str] = set()

    @property
    def page_count(self) -> int:
        """How many pages are done."""
        return len(self._names)

    @contextmanager
    def page(
        self, width_mm: float, height_mm: float, *, name: str, label: str = ""
    ) -> Iterator[PdfSurface]:
        """Draw one page; `name` is where links lead to, `label` the page's number in viewers.

        Raises: ValueError, our bug, where another page has the name: links would go astray.
        """
        if name in self._names:
            raise ValueError(f"two pages named {name}")
        canvas = self._canvas
        canvas.setPageSize((width_mm * PT_PER_MM, height_mm * PT_PER_MM))
        canvas.write(" ")
        yield PdfSurface(self, canvas, width_mm, height_mm)
        self._names.add(name)
        canvas.bookmarkPage(name)
        if label:
            canvas.addPageLabel(canvas.getPageNumber() - 1, prefix=label)
        canvas.finish_page()

    def outline(self, title: str, page_name: str, level: int = 0) -> None:
        """Add an outline entry; `level` 0 is the top, one may be one deeper than the last."""
        self.expect(page_name)
        self._canvas.addOutlineEntry(title, page_name, level, closed=level > 0)

    def expect(self, page_name: str) -> None:
        """Note that something leads to a page, so that `save` can check that it exists."""
        self._targets.add(page_name)

    def save(self) -> None:
        """Write the file.

        Raises: ExportError where it cannot be written. ValueError, our bug, where a link or an
        outline entry leads to a page that does not exist.
        """
        lost = self._targets - self._names
        if lost:
            raise ValueError(f"no page named {', '.join(sorted(lost))}")
        try:
            self._canvas.save()
            self._part.replace(self._path)
        except OSError as error:
            raise ExportError(
                tr("The file {path} cannot be written.", path=self._path),
                hint=tr("Close it in other programs, or choose another folder."),
            ) from error
        finally:
            self._part.unlink(missing_ok=True)

    def font_name(self, font: FontKey, stretch: Stretch) -> str:
        """Return the resource name of a font and remember what a stretch of text uses of it."""
        embedded = self._fonts.get(font)
        if embedded is None:
            embedded = EmbeddedFont(font, f"F{len(self._fonts) + 1}")
            self._fonts[font] = embedded
            self._canvas.add_font(embedded)
        embedded.use(stretch.source)
        return embedded.resource

    def form_name(self, symbol_id: str, size_mm: float) -> str:
        """Return the name of a symbol's form at a size, made on first use."""
        key = (symbol_id, size_mm)
        if key not in self._forms:
            self._forms[key] = f"s{len(self._forms) + 1}"
            self._make_form(self._forms[key], symbol_id, size_mm)
        return self._forms[key]

    def _make_form(self, name: str, symbol_id: str, size_mm: float) -> None:
        reach = _SYMBOL_REACH * size_mm * PT_PER_MM
        canvas = self._canvas
        canvas.beginForm(name, -reach, -reach, reach, reach)
        for part in symbol(symbol_id).parts:
            style = PathStyle(
                fill=part.fill, stroke=part.stroke, width_mm=part.width * size_mm, round_ends=True
            )
            scaled = Path(tuple(run * size_mm for run in part.path.runs), part.path.closed)
            canvas.write(_painted([scaled], style, 0.0))
        canvas.endForm()


def _painted(paths: Sequence[Path], style: PathStyle, height_mm: float) -> str:
    """Return the operators that draw paths in a style, opacity and hatch apart."""
    if not paths:
        return ""
    closed = paths[0].closed
    fill = f"{rgb(style.fill)} rg\n" if style.fill is not None else ""
    paint = painting(style, closed=closed)
    code = path_code(paths, height_mm, paint=paint, join=paint == "S")
    return f"q\n{fill}{stroke_code(style)}{code}\nQ\n"


class PdfSurface:
    """One page of a PdfDocument as a Surface; millimetres, origin top left, y down."""

    def __init__(
        self, document: PdfDocument, canvas: DirectCanvas, width_mm: float, height_mm: float
    ) -> None:
        self._document = document
        self._canvas = canvas
        self._width_mm = width_mm
        self._height_mm = height_mm

    @property
    def width_mm(self) -> float:
        """The width of the page."""
        return self._width_mm

    @property
    def height_mm(self) -> float:
        """The height of the page."""
        return self._height_mm

    def paths(self, paths: Sequence[Path], style: PathStyle) -> None:
        """Stroke and fill paths; open ones are only stroked."""
        with self._opacity(style.fill, style.stroke):
            for closed in (True, False):
                mine = [path for path in paths if path.closed == closed and path.runs]
                if not mine:
                    continue
                if closed and style.hatch_mm is not None and style.fill is not None:
                    self._hatch(mine, style.fill, style.hatch_mm)
                self._canvas.write(_painted(mine, style, self._height_mm))

    def _hatch(self, paths: Sequence[Path], color: str, spacing_mm: float) -> None:
        lines = hatch_lines(paths, spacing_mm)
        outline = path_code(paths, self._height_mm, paint="", join=True)
        drawn = _painted(lines, PathStyle(stroke=color, width_mm=HATCH_WIDTH_MM), self._height_mm)
        self._canvas.write(f"q\n{outline}W* n\n{drawn}Q\n")

    @contextmanager
    def _opacity(self, fill: str | None, stroke: str | None = None) -> Iterator[None]:
        """Draw with the opacity of these colours while the context lasts."""
        if opacity(fill) == 1.0 and opacity(stroke) == 1.0:
            yield
            return
        self._canvas.saveState()
        self._canvas.setFillAlpha(round(opacity(fill), 3))
        self._canvas.setStrokeAlpha(round(opacity(stroke), 3))
        yield
        self._canvas.restoreState()

    def markers(self, symbol: str, at: Coordinates, *, size_mm: float) -> None:
        """Draw a symbol, `size_mm` wide, centred on each point."""
        if not len(at):
            return
        name = self._document.form_name(symbol, size_mm)
        resource = self._canvas.use_form(name)
        self._canvas.write(marker_code(resource, np.asarray(at), self._height_mm))

    def text(self, runs: Sequence[TextRun], style: TextStyle) -> None:
        """Draw lines of text; all halos of the call come below all of its glyphs."""
        with self._opacity(style.color):
            code = text_code(runs, style, self._height_mm, self._document.font_name)
            self._canvas.write(code)

    def text_width(self, text: str, style: TextStyle) -> float:
        """Return the width of a line of text in millimetres."""
        return text_width_mm(text, style)

    def image(
        self, data: bytes, x_mm: float, y_mm: float, width_mm: float, height_mm: float
    ) -> None:
        """Draw a PNG or JPEG file's bytes into a rectangle."""
        self._canvas.drawImage(
            ImageReader(io.BytesIO(data)),
            x_mm * PT_PER_MM,
            (self._height_mm - y_mm - height_mm) * PT_PER_MM,
            width_mm * PT_PER_MM,
            height_mm * PT_PER_MM,
            mask="auto",
        )

    @contextmanager
    def clip(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Iterator[None]:
        """Draw only inside a rectangle while the context lasts."""
        box = (x_mm, self._height_mm - y_mm - height_mm, width_mm, height_mm)
        numbers = " ".join(number(value * PT_PER_MM) for value in box)
        self._canvas.saveState()
        self._canvas.write(f"{numbers} re W n")
        yield
        self._canvas.restoreState()

    def link(self, link: Link) -> None:
        """Make a rectangle lead to a named page."""
        self._document.expect(link.target)
        top = self._height_mm - link.y_mm
        box = (link.x_mm, top - link.height_mm, link.x_mm + link.width_mm, top)
        left, bottom, right, upper = (value * PT_PER_MM for value in box)
        self._canvas.add_link(link.target, (left, bottom, right, upper))
