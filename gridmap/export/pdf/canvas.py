"""reportlab's canvas with the few private parts that ready-made pages need.

Only this module touches `canvas._doc` and its neighbours: reportlab is pinned, and tests read the
bytes back.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFImageXObject,
    PDFName,
    PDFResourceDictionary,
    PDFStream,
    xObjectName,
)
from reportlab.pdfbase.pdfdoc import format as pdf_text
from reportlab.pdfgen.canvas import Canvas

from gridmap.export.pdf.code import PT_PER_MM
from gridmap.export.pdf.coordinates import main_scale, plane_object, viewports
from gridmap.export.pdf.drawn_page import DrawnPage, opacity_resource, symbol_resource
from gridmap.export.pdf.links import PageLinks
from gridmap.export.pdf.objects import SCALE_KEY
from gridmap.export.pdf.packing import PackedFile

if TYPE_CHECKING:
    from gridmap.export.pdf.fonts import EmbeddedFont


class DirectCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that takes whole pages, without a preamble naming an unembedded font."""

    _code: list[str]
    _doc: Any
    _plane: tuple[int, str] | None = None

    def _make_preamble(self) -> None:
        self._preamble = ""

    def write(self, code: str) -> None:
        """Add operators to the form being drawn."""
        self._code.append(code)

    def add_font(self, font: EmbeddedFont) -> None:
        """Have a font written when the file is saved."""
        self._doc.delayedFonts.append(font)

    def add_image(self, name: str, data: bytes) -> None:
        """Have an image in the file, once however many pages show it."""
        internal = xObjectName(name)
        if internal in self._doc.idToObject:
            return
        image = PDFImageXObject(name, ImageReader(io.BytesIO(data)), mask="auto")
        image.name = name
        self._doc.Reference(image, internal)
        self._doc.addForm(name, image)
        mask = getattr(image, "_smask", None)
        if mask is not None:
            self._doc.Reference(mask, xObjectName(mask.name))
            self._doc.addForm(mask.name, mask)

    def add_page(self, drawn: DrawnPage, *, label: str) -> None:
        """Add a page as it is; its bookmark has its name, its number in viewers is `label`."""
        self.setPageSize((drawn.width_mm * PT_PER_MM, drawn.height_mm * PT_PER_MM))
        self.bookmarkPage(drawn.name)
        if label:
            self.addPageLabel(self.getPageNumber() - 1, prefix=label)
        page_id = self._doc.thisPageName()
        self.showPage()
        page = self._doc.idToObject[page_id]
        page.stream = None
        streams = [self._stream(code) for code in (drawn.code, drawn.imprint) if code]
        page.Contents = PDFArray([self._doc.Reference(one) for one in streams])
        page.Resources = self._resources(drawn)
        if drawn.grounds:
            entry = SCALE_KEY.removeprefix("/")
            page.__NoDefault__ = [*page.__NoDefault__, entry]
            setattr(page, entry, main_scale(drawn.grounds))
        if self._plane is not None and drawn.grounds:
            epsg, plane = self._plane
            page.__NoDefault__ = [*page.__NoDefault__, "VP"]
            page.VP = viewports(drawn.grounds, drawn.height_mm, plane, epsg)
        if drawn.links:
            page.Annots = PageLinks(
                [(self._bookmarkReference(target), box) for target, box in drawn.links]
            )

    def add_plane(self, epsg: int) -> None:
        """Have all maps of the file tell coordinates in a plane."""
        self._plane = epsg, self._doc.Reference(plane_object(epsg)).format(self._doc).decode()

    def written(self, file: IO[bytes]) -> Iterator[tuple[int, int]]:
        """Write all objects to a file one by one; yield how many are written, of how many so far.

        reportlab itself keeps all of the file in memory, two times, until it is written, and packs
        nothing. A canvas is written once.
        """
        doc = self._doc
        for font in doc.delayedFonts:
            font.addObjects(doc)
            yield 0, len(doc.numberToId)
        doc.info.invariant = doc.invariant
        doc.info.digest(doc.signature)
        root, info = doc.Reference(doc.Catalog), doc.Reference(doc.info)
        doc.Outlines.prepare(doc, self)
        if doc.Outlines.ready < 0:
            doc.Catalog.Outlines = None
        packed = PackedFile(file)
        number = 0
        while (name := doc.numberToId.get(number + 1)) is not None:
            packed.add(pdf_text(doc.idToObject[name], doc, toplevel=1))
            number += 1
            yield number, len(doc.numberToId)
        packed.finish(
            root=pdf_text(root, doc), info=pdf_text(info, doc), file_id=pdf_text(doc.ID(), doc)
        )

    def _stream(self, code: bytes) -> Any:
        return PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), code)

    def _resources(self, drawn: DrawnPage) -> Any:
        resources = PDFResourceDictionary()
        resources.basicFonts()
        names = [symbol_resource(key) for key in drawn.symbols] + list(drawn.images)
        if names:
            resources.XObject = self._doc.xobjDict(names)
        if drawn.images:
            resources.allProcs()
        if drawn.opacities:
            resources.ExtGState = PDFDictionary(
                {
                    opacity_resource(opacity): PDFDictionary(
                        {"ca": opacity[0] / 1000, "CA": opacity[1] / 1000}
                    )
                    for opacity in drawn.opacities
                }
            )
        return resources
