"""Putting drawn pages into one PDF file, with its outline."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from gridmap.export.page import Booklet
from gridmap.export.pagination import Pagination
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.pdf.drawn_page import DrawnPage
from gridmap.i18n import language, tr
from gridmap.progress import Job, Progress

_AT_ONCE: Final = 50
"""Pages, or parts of the file, between two steps."""


def write_booklet(
    target: Path,
    booklet: Booklet,
    pagination: Pagination,
    drawn: Iterable[DrawnPage],
    *,
    password: str = "",
) -> Job[None]:
    """Write a file of pages that stand in the order of the pagination; `password` locks it.

    Cancelled, nothing stays behind. Raises: ExportError where it cannot be written; UsageError for
    an unfit password.
    """
    document = PdfDocument(
        target,
        title=f"{booklet.title} {booklet.edition.label}",
        language="zh-CN" if language() == "zh_CN" else "en",
        subject=booklet.edition.value,
        author=booklet.view.features.project.issuer,
        plane_epsg=booklet.plane_epsg,
        password=password,
    )
    message = tr("Writing the file …")
    for at, (head, page) in enumerate(zip(pagination.heads, drawn, strict=True)):
        if head.title:
            document.outline(head.title, head.name, head.level - 1)
        document.add(page, label=str(pagination.numbers[head.name]))
        if at % _AT_ONCE == 0:
            yield Progress(at, 2 * len(pagination.heads), message)
    for written, count in document.saving():
        if written % _AT_ONCE == 0 or written == count:
            yield Progress(count + written, 2 * count, message)
