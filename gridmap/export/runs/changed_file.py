"""The file of the changed sheets: a swap list, then the pages to put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gridmap.export.flow import FlowPage, Item, flow
from gridmap.export.overview_page import TablesPage
from gridmap.export.page import Booklet, Page, PageKind
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.pdf.drawn_page import DrawnPage
from gridmap.export.runs.changed import ChangedAtlas, ChangedBooklet, Swap
from gridmap.export.runs.rebuild import Rebuilt
from gridmap.export.table_columns import sized
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Paragraph, Space
from gridmap.export.village_work import draw_page
from gridmap.i18n import language, tr
from gridmap.progress import Job, Progress


def write_changed(target: Path, atlas: ChangedAtlas, *, password: str = "") -> Job[int]:
    """Write the swap list and the changed pages of all booklets; return the number of pages.

    Links are left out: what they lead to is in the booklets. `password` locks the file. Raises:
    ExportError, UsageError for an unfit password.
    """
    document = PdfDocument(
        target,
        title=tr("Changed sheets since print run {number}", number=atlas.run.entry.number),
        language="zh-CN" if language() == "zh_CN" else "en",
        subject=atlas.run.entry.edition,
        plane_epsg=next((made.booklet.plane_epsg for made in _rebuilt(atlas)), 0),
        password=password,
    )
    for at, booklet in enumerate(atlas.booklets, start=1):
        yield Progress(at - 1, len(atlas.booklets), booklet.title)
        if booklet.rebuilt is None or not booklet.swaps:
            continue
        for index, page in enumerate(swap_pages(atlas, booklet), start=1):
            name = f"{at}/swap-{index}"
            if index == 1:
                document.outline(booklet.title, name)
            document.add(replace(page, name=name), label=f"S{index}")
        for swap, page in zip(booklet.put_in, booklet.drawn, strict=True):
            name = f"{at}/{page.name}"
            document.outline(f"{swap.put_in} {swap.title}".strip(), name, 1)
            document.add(replace(page, name=name, links=()), label=str(swap.put_in))
    count = document.page_count
    document.save()
    return count


def _rebuilt(atlas: ChangedAtlas) -> Iterator[Rebuilt]:
    return (booklet.rebuilt for booklet in atlas.booklets if booklet.rebuilt is not None)


def swap_pages(atlas: ChangedAtlas, booklet: ChangedBooklet) -> list[DrawnPage]:
    """Return the drawn swap list of a booklet."""
    assert booklet.rebuilt is not None
    paper = booklet.rebuilt.booklet
    title = tr("Pages to swap: {title}", title=booklet.title)
    about = tr(
        "Print run {number} of {day}: take out, put in",
        number=atlas.run.entry.number,
        day=atlas.run.entry.at.astimezone().date().isoformat(),
    )
    return [
        draw_page(paper, Page(
            name=f"swap-{index}", kind=PageKind.TABLES, title=title,
            content=TablesPage(title=title, subtitle=about, tables=tables),
        ), index)[0]
        for index, tables in enumerate(_tables(paper, booklet), start=1)
    ]  # fmt: skip


def _tables(paper: Booklet, booklet: ChangedBooklet) -> list[FlowPage]:
    area = paper.table_area
    total = len(booklet.pages)
    words = tr(
        "{count} of {total} pages are new; the others stay as they are.",
        count=len(booklet.put_in),
        total=total,
    )
    columns = (
        Column(tr("Page"), 5.0, style="body-bold"),
        Column(tr("Take out page"), 1.6, "right", "reference"),
        Column(tr("Put in page"), 1.6, "right", "reference"),
        Column(tr("Done"), 1.0),
    )
    cells = [_cells(swap) for swap in booklet.swaps]
    head = TableHead(sized(columns, area.width_mm, cells))
    items: list[Item] = [
        Paragraph.of(words, area.width_mm, "body-bold"),
        Space(2.0),
        head,
        *table_rows(head, cells, area.width_mm),
    ]
    return flow(items, [area], [area])


def _cells(swap: Swap) -> Sequence[Cell]:
    return [
        Cell(swap.title or swap.name),
        Cell(str(swap.take_out) if swap.take_out is not None else "—"),
        Cell(str(swap.put_in) if swap.put_in is not None else "—"),
        Cell("□"),
    ]
