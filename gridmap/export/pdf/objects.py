"""Small helpers for objects of a PDF file made with reportlab."""

from __future__ import annotations

import zlib
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

SCALE_KEY: Final = "/GridMapScale"
"""The entry of a page that says the scale of its largest map, as the n of 1 : n."""


def stream(data: bytes, **entries: Any) -> PDFStream:
    """Return a compressed stream; `entries` are further numbers of its dictionary."""
    dictionary = PDFDictionary({"Filter": PDFName("FlateDecode"), **entries})
    return PDFStream(dictionary, zlib.compress(data, 5))
