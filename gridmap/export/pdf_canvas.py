"""reportlab's canvas with the few private parts that fast pages need.

Only this module touches `canvas._code` and its neighbours: reportlab is pinned, and tests read the
bytes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.pdfgen.canvas import Canvas

from gridmap.export.pdf_links import Box, PageLinks
from gridmap.export.pdf_objects import stream

if TYPE_CHECKING:
    from gridmap.export.fonts import EmbeddedFont


class DirectCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that takes operators as text, without a preamble naming an unembedded font."""

    _code: list[str]
    _formsinuse: list[str]
    _doc: Any
    _links: PageLinks | None = None

    def _make_preamble(self) -> None:
        self._preamble = ""

    def write(self, code: str) -> None:
        """Add operators to the page or form being drawn."""
        self._code.append(code)

    def use_form(self, name: str) -> str:
        """Return the resource name of a form and note that the page uses it."""
        self._formsinuse.append(name)
        resource: str = self._doc.getXObjectName(name)
        return resource

    def add_font(self, font: EmbeddedFont) -> None:
        """Have a font written when the file is saved."""
        self._doc.delayedFonts.append(font)

    def add_link(self, target: str, box: Box) -> None:
        """Make a rectangle, in points, lead to a bookmark that may be made later."""
        if self._links is None:
            self._links = PageLinks()
        self._links.add(self._bookmarkReference(target), box)

    def finish_page(self) -> None:
        """End the page and compress its contents at once, so that a thick booklet stays small."""
        page_id = self._doc.thisPageName()
        self.showPage()
        page = self._doc.idToObject[page_id]
        if self._links is not None:
            page.Annots = self._links
            self._links = None
        page.Contents = stream(page.stream.encode("latin-1"))
        page.stream = None
