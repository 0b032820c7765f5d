"""Small helpers for objects of a PDF file made with reportlab."""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream


def stream(data: bytes, **entries: Any) -> PDFStream:
    """Return a compressed stream; `entries` are further numbers of its dictionary."""
    dictionary = PDFDictionary({"Filter": PDFName("FlateDecode"), **entries})
    return PDFStream(dictionary, zlib.compress(data, 5))
