"""PdfDocument: drawn pages in one PDF file, with outline, page labels and links.

Symbols are form objects, written once a file; fonts are embedded by fonts.py.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path as FilePath
from typing import Final

from reportlab import rl_config

from gridmap.errors import ExportError
from gridmap.export.pdf.canvas import DirectCanvas
from gridmap.export.pdf.code import PT_PER_MM
from gridmap.export.pdf.drawn_page import DrawnPage, SymbolKey, font_resource, symbol_resource
from gridmap.export.pdf.fonts import EmbeddedFont
from gridmap.export.pdf.locking import locked
from gridmap.export.pdf.shaping import FontKey
from gridmap.export.pdf.surface import PdfSurface, painted
from gridmap.i18n import tr
from gridmap.layers.surface import Path, PathStyle
from gridmap.layers.symbols import symbol
from gridmap.progress import aside

_SYMBOL_REACH: Final = 0.85
"""How far a symbol with its rim may reach from its middle, as a share of its size."""


class PdfDocument:
    """A PDF file in the making. Nothing is on disk before `save`, which writes beside and renames.

    `language` is a BCP 47 tag such as zh-CN. `deterministic` leaves out the date, so that the same
    pages give the same bytes. `plane_epsg` is the plane in which its maps tell coordinates; with 0
    they tell none. `password` locks the file (empty: it is not locked).
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
        plane_epsg: int = 0,
        password: str = "",
    ) -> None:
        rl_config.useA85 = 0
        self._path, self._password = path, password
        self._part = path.with_name(path.name + ".part")
        self._canvas = DirectCanvas(
            str(self._part), pageCompression=1, invariant=int(deterministic), lang=language
        )
        self._canvas.setTitle(title)
        self._canvas.setSubject(subject)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("GridMap")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        if plane_epsg:
            self._canvas.add_plane(plane_epsg)
        self._fonts: dict[FontKey, EmbeddedFont] = {}
        self._forms: set[SymbolKey] = set()
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
        """Draw one page and add it; see `add`."""
        surface = PdfSurface(width_mm, height_mm, name=name)
        yield surface
        self.add(surface.drawn(), label=label)

    def add(self, page: DrawnPage, *, label: str = "") -> None:
        """Add a page; `label` is the page's number in viewers.

        Raises: ValueError, our bug, where another page has its name: links would go astray.
        """
        if page.name in self._names:
            raise ValueError(f"two pages named {page.name}")
        self._names.add(page.name)
        for font, source in page.fonts.items():
            self._font(font).use(source)
        for key in page.symbols:
            self._make_form(key)
        for name, data in page.images.items():
            self._canvas.add_image(name, data)
        for target, _ in page.links:
            self.expect(target)
        self._canvas.add_page(page, label=label)

    def outline(self, title: str, page_name: str, level: int = 0) -> None:
        """Add an outline entry; `level` 0 is the top, one may be one deeper than the last."""
        self.expect(page_name)
        self._canvas.addOutlineEntry(title, page_name, level, closed=level > 0)

    def expect(self, page_name: str) -> None:
        """Note that something leads to a page, so that `save` can check that it exists."""
        self._targets.add(page_name)

    def save(self) -> None:
        """Write the file.

        Raises: ExportError where it cannot be written. UsageError for an unfit password.
        ValueError, our bug, where a link or an outline entry leads to a page that does not exist.
        """
        for _ in self.saving():
            pass

    def saving(self) -> Iterator[tuple[int, int]]:
        """Do what `save` does, part by part; yield how many parts are written, of how many.

        Nothing is left on the disk where it ends early.
        """
        self._check_targets()
        try:
            if self._password:
                yield from self._locked()
            else:
                with self._part.open("wb") as file:
                    yield from self._canvas.written(file)
            self._part.replace(self._path)
        except OSError as error:
            raise ExportError(
                tr("The file {path} cannot be written.", path=self._path),
                hint=tr("Close it in other programs, or choose another folder."),
            ) from error
        finally:
            self._part.unlink(missing_ok=True)

    def _locked(self) -> Iterator[tuple[int, int]]:
        """Write the file locked; what is not locked stays in memory."""
        plain, kept, count = io.BytesIO(), io.BytesIO(), 1
        for written, count in self._canvas.written(plain):
            yield written, count
        for _ in aside(lambda: kept.write(locked(plain.getvalue(), self._password))):
            yield count, count
        self._part.write_bytes(kept.getbuffer())

    def data(self) -> bytes:
        """Return the file's bytes; nothing is written. Raises: ValueError as `save`."""
        self._check_targets()
        return bytes(self._canvas.getpdfdata())

    def _check_targets(self) -> None:
        lost = self._targets - self._names
        if lost:
            raise ValueError(f"no page named {', '.join(sorted(lost))}")

    def _font(self, font: FontKey) -> EmbeddedFont:
        embedded = self._fonts.get(font)
        if embedded is None:
            embedded = self._fonts[font] = EmbeddedFont(font, font_resource(font))
            self._canvas.add_font(embedded)
        return embedded

    def _make_form(self, key: SymbolKey) -> None:
        if key in self._forms:
            return
        self._forms.add(key)
        symbol_id, size_mm = key
        reach = _SYMBOL_REACH * size_mm * PT_PER_MM
        canvas = self._canvas
        canvas.beginForm(symbol_resource(key), -reach, -reach, reach, reach)
        for part in symbol(symbol_id).parts:
            style = PathStyle(
                fill=part.fill, stroke=part.stroke, width_mm=part.width * size_mm, round_ends=True
            )
            scaled = Path(tuple(run * size_mm for run in part.path.runs), part.path.closed)
            canvas.write(painted([scaled], style, 0.0))
        canvas.endForm()
