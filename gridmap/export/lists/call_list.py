"""The call sheets of an incident as a file of their own: counts by grid, then officer by officer.

Edition P4; the same tables as in the booklet with maps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gridmap.export.call_sheets import call_tables, fetch_items, fetched_by
from gridmap.export.flow import FlowPage, Item, flow
from gridmap.export.lists.day_sheet import BINDING_MM, list_area, township_name
from gridmap.export.overview_page import TablesPage
from gridmap.export.page import Booklet, PageCanvas
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.spec import AtlasSpec
from gridmap.export.text_items import Paragraph, Space
from gridmap.i18n import language, tr
from gridmap.layers.style import load_styles
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.model.evacuation import by_officer
from gridmap.model.features import FeatureId, Village
from gridmap.progress import Job, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheetsReport:
    """What was printed: pages, officers and people."""

    path: Path
    pages: int
    officers: int
    people: int


def export_call_sheets(
    snapshot: Snapshot,
    incident: FeatureId,
    out: Path,
    *,
    on: date,
    paper: str = "A4",
    password: str = "",
) -> Job[CallSheetsReport]:
    """Write the call sheets of an open incident; `password` locks the file.

    Raises: PrivacyError where it is not open, ExportError, UsageError for another paper and for an
    unfit password.
    """
    yield Progress(0, 2)
    view = edition_view(snapshot, Edition.EVACUATION, on=on, incident=incident)
    spec = AtlasSpec(
        edition=Edition.EVACUATION, on=on, incident=incident, paper=paper, binding_mm=BINDING_MM
    )
    name = view.incident.name if view.incident is not None else ""
    booklet = Booklet(
        spec=spec, view=view, styles=load_styles(), title=name, township=township_name(view)
    )
    yield Progress(1, 2)
    groups = list(by_officer(view.evacuees))
    pages = [(name, table) for table in _summary(booklet)]
    for officer, people in groups:
        about = " · ".join((name, fetched_by(officer), tr("{count} people", count=len(people))))
        pages += [(about, table) for table in call_tables(people, {}, list_area(booklet))]
    _write(out, booklet, pages, password)
    return CallSheetsReport(
        path=out, pages=len(pages), officers=len(groups), people=len(view.evacuees)
    )


def _summary(booklet: Booklet) -> list[FlowPage]:
    area = list_area(booklet)
    items: list[Item] = []
    for village in _villages(booklet):
        items += [Paragraph.of(village.name, area.width_mm), Space(1.0)]
        items += [*fetch_items(booklet.view, village, area.width_mm), Space(3.0)]
    if not items:
        items.append(Paragraph.of(tr("Nobody has to be fetched."), area.width_mm))
    return flow(items, [area], [area])


def _villages(booklet: Booklet) -> Iterator[Village]:
    hit = {person.household.village for person in booklet.view.evacuees}
    return (village for village in booklet.view.features.all(Village) if village.id in hit)


def _write(out: Path, booklet: Booklet, pages: list[tuple[str, FlowPage]], password: str) -> None:
    title = tr("Call sheets")
    document = PdfDocument(
        out,
        title=f"{title} {booklet.title}".strip(),
        language="zh-CN" if language() == "zh_CN" else "en",
        subject=booklet.edition.value,
        author=booklet.view.features.project.issuer,
        password=password,
    )
    width_mm, height_mm = booklet.spec.size_mm
    for number, (about, table) in enumerate(pages, start=1):
        page = TablesPage(title=title, subtitle=about, tables=table)
        name = f"calls-{number}"
        with document.page(width_mm, height_mm, name=name, label=str(number)) as surface:
            page.draw(PageCanvas(surface=surface, booklet=booklet, number=number))
    document.save()
