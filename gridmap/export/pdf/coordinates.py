"""Which ground a page's maps show, written so that map programs read coordinates from the page.

A page gets one geospatial viewport (ISO 32000-2, 12.10) for each of its maps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFString

from gridmap.export.pdf.code import PT_PER_MM
from gridmap.geo.crs import plane_to_lonlat, wkt_of
from gridmap.layers.view import MapView

_CORNERS: Final = "0 0 0 1 1 1 1 0"
"""The corners of a map in shares of it: lower left, upper left, upper right, lower right."""


class PlainObject(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A piece of PDF written as it stands; reportlab would round the degrees of a position."""

    def __init__(self, code: str) -> None:
        self._code = code

    def format(self, document: Any) -> bytes:
        """Return the code (called by reportlab)."""
        return self._code.encode("ascii")


def plane_object(epsg: int) -> PDFDictionary:
    """Return the plane that the maps of a file are drawn in. Raises: CrsError."""
    return PDFDictionary(
        {"Type": PDFName("PROJCS"), "EPSG": epsg, "WKT": PDFString(wkt_of(epsg, esri=True))}
    )


def viewports(grounds: Sequence[MapView], height_mm: float, plane: Any, epsg: int) -> PlainObject:
    """Return the viewports of a page, `plane` the reference to the plane in that file.

    Where maps lie upon each other the later one counts. Raises: CrsError.
    """
    return PlainObject(
        "[" + "\n".join(_viewport(view, height_mm, plane, epsg) for view in grounds) + "]"
    )


def main_scale(grounds: Sequence[MapView]) -> int:
    """Return the n of 1 : n of the largest map of a page."""
    largest = max(grounds, key=lambda view: view.width_mm * view.height_mm)
    return round(largest.scale_denominator)


def _viewport(view: MapView, height_mm: float, plane: Any, epsg: int) -> str:
    left, bottom, right, top = view.bounds_m
    lons, lats = plane_to_lonlat(
        np.array([left, left, right, right]),
        np.array([bottom, top, top, bottom]),
        plane_epsg=epsg,
    )
    places = " ".join(f"{lat:.9f} {lon:.9f}" for lat, lon in zip(lats, lons, strict=True))
    high_mm = height_mm - view.y_mm
    box_mm = (view.x_mm, high_mm - view.height_mm, view.x_mm + view.width_mm, high_mm)
    box = " ".join(f"{value * PT_PER_MM:.4f}" for value in box_mm)
    return (
        f"<</Type/Viewport/BBox[{box}]/Measure<</Type/Measure/Subtype/GEO"
        f"/Bounds[{_CORNERS}]/LPTS[{_CORNERS}]/GPTS[{places}]/GCS {plane}>>>>"
    )
