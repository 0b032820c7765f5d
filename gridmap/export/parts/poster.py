"""The poster of a village for the notice board, and the same as a wall map on sheets to glue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from gridmap.errors import UsageError
from gridmap.export.flow import FlowPage, Item, columns_of, flow
from gridmap.export.frames import TITLE_MM, Rect
from gridmap.export.officers import village_officers
from gridmap.export.overview import OverviewMaker
from gridmap.export.overview_page import OverviewPage, TablesPage, scale_line_mm
from gridmap.export.overview_tables import OverviewFacts, place_items
from gridmap.export.page import Page, PageCanvas, PageKind
from gridmap.export.parts.wall import WALL_PAPERS, draw_wall_sheet, wall_sheets
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.placed_surface import PlacedSurface
from gridmap.export.plan import Stage, VillagePlan
from gridmap.export.spec import POSTER_PAPERS, AtlasSpec
from gridmap.export.table_columns import sized
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.i18n import language, tr
from gridmap.layers.surface import Surface
from gridmap.model.catalogue import load_catalogue
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import FeatureId, Village
from gridmap.progress import Job, Progress

MARGIN_MM: Final = 12.0
_GAP_MM: Final = 6.0
_SCALE_LINE_MM: Final = 14.0
_LAID_OUT_MM: Final = 262.0
"""A poster is laid out on a page of this width and enlarged: the letters grow with the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterReport:
    """What was written: the file, its pages, and the scale of the map (0: no map)."""

    path: Path
    pages: int
    scale: int


def new_poster_spec(edition: Edition, village: FeatureId, *, paper: str, on: date) -> AtlasSpec:
    """Return the spec of a village's poster. Raises: UsageError for a paper it is not made on."""
    width_mm, _ = POSTER_PAPERS.get(paper, (0.0, 0.0))
    return AtlasSpec(
        edition=edition,
        on=on,
        villages=(village,),
        paper=paper,
        by="grid",
        binding_mm=MARGIN_MM,
        is_poster=True,
        enlarged=max(1.0, width_mm / _LAID_OUT_MM),
    )


def export_poster(
    snapshot: Snapshot, spec: AtlasSpec, out: Path, *, tiled: str = ""
) -> Job[PosterReport]:
    """Write the poster of the spec's one village; `tiled`: cut into sheets of this paper.

    Raises: UsageError for another number of villages, an unknown paper or an edition with people of
    their own, ExportError.
    """
    _check(spec, tiled)
    yield Progress(0, 2)
    view = edition_view(snapshot, spec.edition, on=spec.on, surname_only=spec.surname_only)
    stage = Stage(view, spec)
    key = spec.villages[0]
    plan = VillagePlan(stage, None if key is None else view.features.get(key, Village))
    pages = poster_pages(plan)
    yield Progress(1, 2, plan.name)
    document = PdfDocument(
        out,
        title=f"{pages[0].title} {spec.edition.label}",
        language="zh-CN" if language() == "zh_CN" else "en",
        subject=spec.edition.value,
        author=view.features.project.issuer,
    )
    if tiled:
        _add_wall(document, plan, pages, tiled)
    else:
        _add_whole(document, plan, pages)
    document.save()
    content = pages[0].content
    scale = (
        content.map.view.scale_denominator / spec.enlarged
        if isinstance(content, OverviewPage)
        else 0
    )
    return PosterReport(path=out, pages=document.page_count, scale=round(scale))


def _check(spec: AtlasSpec, tiled: str) -> None:
    if len(spec.villages) != 1:
        raise UsageError(tr("A poster shows one village."), hint=tr("Name the village."))
    if spec.edition not in (Edition.PUBLIC, Edition.SUMMARY, Edition.HOUSEHOLD):
        raise UsageError(
            tr("A poster is made of the public, summary or household edition."),
            hint=tr("Choose P0 for the notice board."),
        )
    if tiled and tiled not in WALL_PAPERS:
        raise UsageError(
            tr("There is no paper called {paper}.", paper=tiled),
            hint=tr("Choose one of {papers}.", papers=", ".join(WALL_PAPERS)),
        )


def poster_pages(plan: VillagePlan) -> list[Page]:
    """Return the poster, and pages for what its tables hold more than it has room for.

    The map takes what the tables leave free, but at least half of the page.
    """
    booklet = plan.stage.booklet(plan.name)
    whole, top = booklet.table_area, TITLE_MM
    maker = OverviewMaker(plan, booklet)
    officers = _officer_items(plan, (whole.width_mm - _GAP_MM) / 2)
    officers_mm = max(rect.rect.bottom_mm for rect in _in_columns(officers, whole)) - whole.y_mm
    tables_mm = officers_mm + _places_mm(plan, whole.width_mm) + _GAP_MM
    room = whole.bottom_mm - top
    map_ = maker.map_of_height(max(room - tables_mm - _SCALE_LINE_MM, 0.5 * room))
    cells = map_.cells() if map_ is not None else {}
    below = whole
    if map_ is not None:
        start = map_.frame.outer.bottom_mm + scale_line_mm(map_, booklet.styles)
        below = Rect(0, start, whole.width_mm, whole.bottom_mm - start)
    rest = Rect(0, below.y_mm + officers_mm, below.width_mm, below.height_mm - officers_mm)
    pages = [list(page) for page in flow(_place_items(plan, cells, rest.width_mm), [rest], [whole])]
    pages[0] = [*_in_columns(officers, below), *pages[0]]
    title = tr("{village}: grids and who looks after them", village=plan.name)
    about = " · ".join(
        part for part in (booklet.township, booklet.view.features.project.issuer) if part
    )
    return [
        Page(
            name=f"{plan.key}/poster-{index + 1}",
            kind=PageKind.OVERVIEW if index == 0 else PageKind.TABLES,
            title=title,
            content=OverviewPage(
                title=title, subtitle=about, sheet_id="", map=map_,
                layers=plan.stage.layers, tables=tuple(table),
            )
            if index == 0 and map_ is not None
            else TablesPage(title=title, subtitle=about, tables=tuple(table)),
        )
        for index, table in enumerate(pages)
    ]  # fmt: skip


def _in_columns(items: Sequence[Item], area: Rect) -> FlowPage:
    """Return items in two columns of equal height, as low as they can be."""
    total = sum(item.height_mm for item in items)
    height_mm = total / 2
    while True:
        low = Rect(area.x_mm, area.y_mm, area.width_mm, height_mm)
        pages = flow(items, columns_of(low, 2, gap_mm=_GAP_MM), columns_of(low, 2, gap_mm=_GAP_MM))
        if len(pages) == 1:
            return pages[0]
        height_mm += 2.0


def _officer_items(plan: VillagePlan, width_mm: float) -> list[Item]:
    """Return the officers with their work phones; an empty post is red."""
    nobody, roles = tr("nobody assigned"), load_catalogue().roles
    rows = [
        [
            Cell(scope),
            Cell(roles[post.role].name if post.role in roles else post.role),
            Cell(post.officer.name) if post.officer else Cell(nobody, "alarm"),
            Cell(post.officer.phone or "—" if post.officer else "—", "body-bold"),
        ]
        for post, scope in village_officers(plan.stage.view, plan.village)
    ]
    columns = (
        Column(tr("Scope"), 2.0),
        Column(tr("Role"), 2.2),
        Column(tr("Officer"), 1.7, style="body-bold"),
        Column(tr("Work phone"), 2.6),
    )
    head = TableHead(sized(columns, width_mm, rows))
    return [head, *table_rows(head, rows, width_mm)]


def _place_items(plan: VillagePlan, cells: Mapping[FeatureId, str], width_mm: float) -> list[Item]:
    facts = OverviewFacts(
        view=plan.stage.view, village=plan.village, units=plan.units, by=plan.by,
        pages={}, places=plan.places, cells=cells,
    )  # fmt: skip
    return place_items(facts, width_mm)


def _places_mm(plan: VillagePlan, width_mm: float) -> float:
    return sum(item.height_mm for item in _place_items(plan, {}, width_mm))


def _draw(surface: Surface, plan: VillagePlan, page: Page) -> None:
    """Draw a poster onto a surface that measures as its layout does."""
    booklet = plan.stage.booklet(plan.name)
    page.content.draw(PageCanvas(surface=surface, booklet=booklet, number=0))


def _add_whole(document: PdfDocument, plan: VillagePlan, pages: Sequence[Page]) -> None:
    spec = plan.stage.spec
    width, height = POSTER_PAPERS[spec.paper]
    for number, page in enumerate(pages, start=1):
        with document.page(width, height, name=page.name, label=str(number)) as surface:
            _draw(PlacedSurface(surface, factor=spec.enlarged), plan, page)


def _add_wall(document: PdfDocument, plan: VillagePlan, pages: Sequence[Page], paper: str) -> None:
    spec = plan.stage.spec
    size = POSTER_PAPERS[spec.paper]
    for page_number, page in enumerate(pages):
        sheets = wall_sheets(size, paper)
        for sheet in sheets:
            name = f"{page.name}/{sheet.name}"
            width, height = sheet.paper_mm
            label = sheet.name if not page_number else f"{page_number + 1}-{sheet.name}"
            with document.page(width, height, name=name, label=label) as surface:
                window = sheet.window
                with surface.clip(window.x_mm, window.y_mm, window.width_mm, window.height_mm):
                    placed = PlacedSurface(
                        surface, factor=spec.enlarged, x_mm=sheet.x_mm, y_mm=sheet.y_mm,
                        size_mm=spec.size_mm,
                    )  # fmt: skip
                    _draw(placed, plan, page)
                draw_wall_sheet(surface, sheet, sheets, plan.stage.styles)
