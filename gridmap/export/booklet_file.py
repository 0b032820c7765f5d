"""Putting drawn pages into one PDF file, with its outline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gridmap.export.page import Booklet
from gridmap.export.pagination import Pagination
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.pdf.drawn_page import DrawnPage
from gridmap.i18n import language


def write_booklet(
    target: Path,
    booklet: Booklet,
    pagination: Pagination,
    front: Sequence[DrawnPage],
    villages: Sequence[Sequence[DrawnPage]],
    back: Sequence[DrawnPage] = (),
    *,
    password: str = "",
) -> None:
    """Write a file: the front, each village's pages, the back, in the order of the pagination.

    `password` locks it. Raises: ExportError where it cannot be written; UsageError for an unfit
    password.
    """
    document = PdfDocument(
        target,
        title=f"{booklet.title} {booklet.edition.label}",
        language="zh-CN" if language() == "zh_CN" else "en",
        subject=booklet.edition.value,
        author=booklet.view.features.project.issuer,
        plane_epsg=(booklet.edition.tells_coordinates and booklet.view.features.project.epsg) or 0,
        password=password,
    )
    drawn = [*front, *(page for pages in villages for page in pages), *back]
    for head, page in zip(pagination.heads, drawn, strict=True):
        if head.title:
            document.outline(head.title, head.name, head.level - 1)
        document.add(page, label=str(pagination.numbers[head.name]))
    document.save()
