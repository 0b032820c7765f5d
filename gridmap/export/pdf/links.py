"""Links of a page as one prepared object.

reportlab formats every link's dictionary entry by entry, which costs more than drawing the table
that the links stand on; here a page's links are one piece of text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


class PageLinks(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """The array of a page's links; their targets are looked up when the file is written."""

    def __init__(self, links: Sequence[tuple[Any, Box]]) -> None:
        """Take pairs of a destination of reportlab's canvas and the rectangle that leads there."""
        self._links = links

    def format(self, document: Any) -> bytes:
        """Return the array (called by reportlab)."""
        places: dict[int, str] = {}
        parts = []
        for destination, box in self._links:
            place = places.get(id(destination))
            if place is None:
                place = document.Reference(destination).format(document).decode("latin-1")
                places[id(destination)] = place
            left, bottom, right, top = box
            rect = f"{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}"
            parts.append(f"<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect[{rect}]/Dest {place}>>")
        return ("[" + "\n".join(parts) + "]").encode("latin-1")
