"""Lists as pages: the same tables as in xlsx, with the footer of their edition."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gridmap.export.flow import FlowPage, Item, flow
from gridmap.export.lists.files import partial_file
from gridmap.export.lists.table import ListColumn, ListTable, Value, column_widths
from gridmap.export.overview_page import TablesPage
from gridmap.export.page import Booklet, PageCanvas
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.spec import AtlasSpec
from gridmap.export.table_columns import sized
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading, Paragraph, Space
from gridmap.i18n import language, tr
from gridmap.layers.style import load_styles
from gridmap.model.editions import EditionView
from gridmap.progress import Job, Progress

_WIDEST: Final = 24
"""Latin characters beyond which a column of a page gets no more room: its texts break."""


def write_list_pdf(
    view: EditionView,
    tables: Sequence[ListTable],
    out: Path,
    *,
    title: str,
    subtitle: str = "",
    notes: Sequence[str] = (),
    spec: AtlasSpec | None = None,
) -> Job[Path]:
    """Write lists to a PDF, each under its own heading, and return the file.

    `notes` stand above the first. `spec`: paper, recipient and copy (without one: A4).

    Raises: ExportError where the file cannot be written.
    """
    booklet = Booklet(
        spec=spec or AtlasSpec(edition=view.edition, on=view.on),
        view=view,
        styles=load_styles(),
        title=title,
        township=view.features.project.name,
    )
    pages = _pages(booklet, tables, notes)
    with partial_file(out) as part:
        document = PdfDocument(
            part,
            title=f"{title} {view.edition.label}",
            language="zh-CN" if language() == "zh_CN" else "en",
            subject=view.edition.value,
            author=view.features.project.issuer,
        )
        for index, page in enumerate(pages):
            yield Progress(index, len(pages), title)
            _draw(document, booklet, page, index + 1, (title, subtitle))
        document.save()
    return out


def _draw(
    document: PdfDocument, booklet: Booklet, page: FlowPage, number: int, words: tuple[str, str]
) -> None:
    width, height = booklet.spec.size_mm
    title, subtitle = words
    name = f"list-{number}"
    with document.page(width, height, name=name, label=str(number)) as surface:
        if number == 1:
            document.outline(title, name)
        content = TablesPage(title=title, subtitle=subtitle, tables=page)
        content.draw(PageCanvas(surface=surface, booklet=booklet, number=number))


def _pages(
    booklet: Booklet, tables: Sequence[ListTable], notes: Sequence[str]
) -> Sequence[FlowPage]:
    area = booklet.table_area
    items: list[Item] = [Paragraph.of(note, area.width_mm) for note in notes]
    for table in tables:
        items += [Space(2.0)] if items else []
        items += _table(table, area.width_mm)
    return flow(items, [area], [area])


def _table(table: ListTable, width_mm: float) -> list[Item]:
    if not table.rows:
        return [Heading(table.title), Paragraph.of(tr("None."), width_mm)]
    rows = [[Cell(_text(value)) for value in row] for row in table.rows]
    shares = [float(min(width, _WIDEST)) for width in column_widths(table)]
    columns = [_column(*pair) for pair in zip(table.columns, shares, strict=True)]
    head = TableHead(sized(columns, width_mm, rows[:200]))
    return [Heading(table.title), head, *table_rows(head, rows, width_mm)]


def _column(column: ListColumn, share: float) -> Column:
    return Column(column.title, share, "right" if column.kind == "number" else "left")


def _text(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}"
    return "" if value is None else str(value)
