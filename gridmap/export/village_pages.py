"""The pages of one village, in order, with their content: overview, summary, sheets, side lists, indexes, care table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import shapely

from gridmap.export.care_table import care_pages
from gridmap.export.flow import FlowPage, flow
from gridmap.export.frames import Rect, sheet_frame
from gridmap.export.front_pages import (
    ContentsEntry,
    CoverPage,
    contents_pages,
    cover_facts,
    outline_of,
)
from gridmap.export.house_labels import door_text, number_text
from gridmap.export.index import Index
from gridmap.export.neighbours import neighbours_of
from gridmap.export.overview_page import (
    AreaName,
    OverviewMap,
    OverviewPage,
    SheetRectangle,
    TablesPage,
    scale_line_mm,
)
from gridmap.export.overview_tables import OverviewFacts, overview_tables
from gridmap.export.page import Booklet, Page, PageKind, PageNumbers
from gridmap.export.plan import PlannedSheet, VillagePlan, house_points
from gridmap.export.scale import overview_scale
from gridmap.export.sheet_furniture import ratio_text, side_list_rect
from gridmap.export.sheet_page import SheetPage, TabText, legend_items
from gridmap.export.spots import spot_points
from gridmap.export.summary import summary_pages
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.i18n import tr
from gridmap.layers.legend import LegendItem
from gridmap.layers.view import MapView
from gridmap.model.editions import Edition
from gridmap.model.features import Grid

OVERVIEW_ID: Final = "00"
_MARK_MARGIN_MM: Final = 9.0
"""Room around the houses of a sheet in its rectangle on the overview, in millimetres of the sheet."""


class VillagePages:
    """Makes the pages of a village for given page numbers. `others` are the sheets of other villages in the same file."""

    def __init__(self, plan: VillagePlan, booklet: Booklet, others: Sequence[VillagePlan] = ()) -> None:
        self.plan, self.booklet = plan, booklet
        self._names = {item.name: (plan, item) for item in plan.sheets}
        self._placings = plan.placings
        for other in others:
            if other is not plan and _near(plan, other):
                self._names.update({item.name: (other, item) for item in other.sheets})
                self._placings += other.placings
        self._neighbours = {
            placing.key: neighbours_of(placing, self._placings) for placing in plan.placings
        }
        self._side_rects = {
            item.name: side_list_rect(
                item.sheet.layout,
                Rect(0, 0, item.sheet.view.width_mm, item.sheet.view.height_mm),
            )
            for item in plan.sheets
        }
        self._legends = {
            item.name: legend_items(
                item.sheet.layout, plan.stage.layers.shown_boundaries(item.sheet.view)
            )
            for item in plan.sheets
        }
        self._overview = self._overview_view()
        self._index = Index(plan.units)

    def pages(self, numbers: PageNumbers) -> Iterator[Page]:
        """Yield the village's pages in order; without any numbers only those that others refer to."""
        yield from self._overview_pages(numbers)
        if self.booklet.edition is Edition.SUMMARY and self.plan.village is not None:
            tables = summary_pages(self.plan.stage.view, self.plan.village, self.booklet.table_area)
            yield from self._tables("summary", PageKind.SUMMARY, tr("Summary"), "", tables)
        for item in self.plan.sheets:
            yield from self._sheet_pages(item, numbers)
        if not numbers:
            return
        found = self.plan.places_found(numbers)
        tables = self._index.pages(found, self.booklet.table_area)
        count = sum(len(unit.households) for unit in self.plan.units)
        about = tr("{count} households", count=count)
        yield from self._tables("index", PageKind.INDEX, tr("Index"), about, tables)
        if self.booklet.edition is Edition.OFFICER:
            recipient = self.plan.stage.view.recipient
            about = " · ".join(p for p in (recipient.name, recipient.phone) if p) if recipient else ""
            tables = care_pages(
                self.plan.stage.view, self.plan.care, found, self.booklet.table_area
            )
            yield from self._tables("care", PageKind.CARE, tr("Care visits"), about, tables)

    @property
    def legend(self) -> list[LegendItem]:
        """Everything that the legends of its sheets show."""
        return [item for items in self._legends.values() for item in items]

    def contents(self, pages: Sequence[Page], numbers: PageNumbers) -> list[ContentsEntry]:
        """Return the lines of the contents for the village's pages."""
        by_name = {item.name: item for item in self.plan.sheets}
        entries = []
        listed: set[PageKind] = set()
        for page in pages:
            sheet = by_name.get(page.name)
            if sheet is None and (
                page.kind in listed or page.kind in (PageKind.SIDE_LIST, PageKind.TABLES)
            ):
                continue
            listed.add(page.kind)
            households = len(sheet.sheet.households) if sheet is not None else 0
            entries.append(
                ContentsEntry(
                    title=page.title if sheet is None else sheet.sheet.unit.name or page.title,
                    sheet_id=sheet.sheet.sheet_id if sheet is not None else "",
                    households=str(households) if households else "",
                    scale=ratio_text(sheet.sheet.scale) if sheet is not None else "",
                    page=numbers.get(page.name, 0),
                    target=page.name,
                    is_heading=page.kind is PageKind.OVERVIEW,
                )
            )
        return entries

    def _tables(
        self, name: str, kind: PageKind, title: str, about: str, tables: Sequence[FlowPage]
    ) -> Iterator[Page]:
        key = self.plan.key
        for index, table in enumerate(tables):
            subtitle = " · ".join(part for part in (self.booklet.township, self.plan.name, about) if part)
            yield Page(
                name=f"{key}/{name}-{index + 1}",
                kind=kind,
                title=title,
                content=TablesPage(title=title, subtitle=subtitle, tables=table),
                level=2,
            )

    def _overview_view(self) -> MapView | None:
        box = self.plan.bounds_m
        if box is None:
            return None
        spec = self.booklet.spec
        window = sheet_frame(
            spec.size_mm, binding_mm=spec.binding_mm, is_square_below=True
        ).window
        width, height = box[2] - box[0], box[3] - box[1]
        scale = overview_scale(
            (width, height), width_mm=window.width_mm - 10, height_mm=window.height_mm - 10
        )
        return MapView(
            center_x_m=(box[0] + box[2]) / 2,
            center_y_m=(box[1] + box[3]) / 2,
            scale_denominator=scale,
            width_mm=window.width_mm,
            height_mm=window.height_mm,
        )

    def _overview_pages(self, numbers: PageNumbers) -> Iterator[Page]:
        plan, booklet, spec = self.plan, self.booklet, self.booklet.spec
        frame = sheet_frame(spec.size_mm, binding_mm=spec.binding_mm, is_square_below=True)
        title = tr("{village}: overview", village=plan.name)
        map_ = self._overview_map(numbers) if self._overview is not None else None
        facts = OverviewFacts(
            view=plan.stage.view,
            village=plan.village,
            units=plan.units,
            by=spec.by,
            pages=plan.unit_pages(numbers),
            places=plan.places,
            cells=map_.cells() if map_ is not None else {},
        )
        whole = booklet.table_area
        below = whole
        if map_ is not None:
            top = frame.outer.bottom_mm + scale_line_mm(map_, booklet.styles)
            below = Rect(0, top, whole.width_mm, whole.bottom_mm - top)
        tables = overview_tables(facts, below, whole)
        for index, table in enumerate(tables):
            first = index == 0 and map_ is not None
            yield Page(
                name=f"{plan.key}/overview-{index + 1}",
                kind=PageKind.OVERVIEW if index == 0 else PageKind.TABLES,
                title=title,
                content=OverviewPage(
                    title=title, subtitle=self._overview_about(), sheet_id=OVERVIEW_ID, map=map_,
                    layers=plan.stage.layers, tables=table,
                )
                if first and map_ is not None
                else TablesPage(
                    title=title, subtitle=self._overview_about(), tables=table, sheet_id=OVERVIEW_ID
                ),
                level=1 if index == 0 else 2,
            )  # fmt: skip

    def _overview_about(self) -> str:
        plan = self.plan
        key = plan.village.id if plan.village is not None else None
        relations = plan.stage.view.relations
        parts = [
            self.booklet.township,
            tr("{count} grids", count=len(relations.grids_in_village.get(key, ()))),
            tr("{count} villager groups", count=len(relations.groups_in_village.get(key, ()))),
        ]
        counts = plan.stage.view.counts.get(key) if key is not None else None
        if counts is not None and counts.households:
            parts.append(tr("{count} households", count=counts.households))
            parts.append(tr("{count} people living here", count=counts.living))
        return " · ".join(part for part in parts if part)

    def _overview_map(self, numbers: PageNumbers) -> OverviewMap:
        assert self._overview is not None
        plan, spec, view = self.plan, self.booklet.spec, self._overview
        frame = sheet_frame(spec.size_mm, binding_mm=spec.binding_mm, is_square_below=True)
        rectangles = [
            SheetRectangle(
                item.sheet.sheet_id, numbers.get(item.name, 0), item.name, _shown_bounds(item)
            )
            for item in plan.sheets
            if plan.stage.view.edition.shows_households
        ]
        return OverviewMap(
            frame=frame,
            view=view,
            village=plan.shape,
            rectangles=tuple(rectangles),
            places=tuple(place for place in plan.places if place.geometry is not None),
            houses_m=house_points(plan),
            names=tuple(self._area_names(view)),
            boundaries=tuple(plan.stage.layers.shown_boundaries(view)),
        )

    def _area_names(self, view: MapView) -> Iterator[AreaName]:
        plan = self.plan
        for unit in plan.units:
            if unit.area is not None and unit.name:
                yield AreaName(
                    f"u:{unit.code}", unit.name, "group-name", _points_inside(unit.area, view)
                )
        if self.booklet.spec.by == "group" and plan.village is not None:
            for grid in plan.stage.view.relations.grids_in_village.get(plan.village.id, ()):
                if isinstance(grid, Grid) and grid.geometry is not None:
                    points = _points_inside(grid.geometry, view)
                    yield AreaName(f"w:{grid.id}", grid.name, "grid-name", points)

    def _sheet_pages(self, item: PlannedSheet, numbers: PageNumbers) -> Iterator[Page]:
        sheet, plan = item.sheet, self.plan
        title = f"{plan.name} {sheet.unit.name}".strip()
        rect = self._side_rects[item.name]
        yield Page(
            name=item.name,
            kind=PageKind.SHEET,
            title=f"{title} {sheet.sheet_id}",
            content=SheetPage(
                sheet=sheet,
                title=title,
                subtitle=self._sheet_about(item),
                layers=plan.stage.layers,
                officers=item.officers,
                legend=self._legends[item.name],
                tabs=tuple(self._tabs(item, numbers)),
                locator=plan.locator,
                side_rect=rect,
            ),
            level=2,
        )
        if sheet.layout.side_list and rect is None:
            for index, table in enumerate(self._side_tables(item)):
                yield Page(
                    name=f"{item.name}/list-{index + 1}",
                    kind=PageKind.SIDE_LIST,
                    title=title,
                    content=TablesPage(
                        title=title,
                        subtitle=tr("Doors not named on the map of sheet {id}", id=sheet.sheet_id),
                        tables=table,
                        sheet_id=sheet.sheet_id,
                    ),
                    level=3,
                )

    def _side_tables(self, item: PlannedSheet) -> list[FlowPage]:
        area = self.booklet.table_area
        columns = [
            Rect(area.x_mm + i * (area.width_mm + 4) / 3, area.y_mm, (area.width_mm - 8) / 3, area.height_mm)
            for i in range(3)
        ]
        head = TableHead(
            (
                Column(tr("No."), 1.1, style="reference"),
                Column(tr("Door"), 2.3, style="body-bold"),
                Column(tr("Head"), 2.9),
                Column(tr("Cell"), 1.0, "right", "reference"),
            ),
            is_plain=True,
        )
        rows = [
            [
                Cell(number_text(entry.number) if entry.number else ""),
                Cell(door_text(entry.household)), Cell(entry.household.head), Cell(entry.cell),
            ]
            for entry in item.sheet.layout.side_list
        ]  # fmt: skip
        return flow([head, *table_rows(head, rows, columns[0].width_mm, row_mm=5.0)], columns, columns)

    def _sheet_about(self, item: PlannedSheet) -> str:
        view, sheet = self.plan.stage.view, item.sheet
        parts = [self.booklet.township, *self._grid_words(item)]
        if view.edition.shows_households:
            households = sheet.households
            living = sum(household.living or 0 for household in households)
            parts.append(tr("{count} households on this sheet", count=len(households)))
            parts.append(tr("{count} people living here", count=living))
        elif sheet.unit.scope is not None and sheet.unit.scope in view.counts:
            counts = view.counts[sheet.unit.scope]
            parts.append(tr("{count} households", count=counts.households))
            parts.append(tr("{count} people living here", count=counts.living))
        return " · ".join(part for part in parts if part)

    def _grid_words(self, item: PlannedSheet) -> list[str]:
        """Return the names of the grids whose households a group's sheet shows, with "part of" where they have more."""
        relations, features = self.plan.stage.view.relations, self.plan.stage.view.features
        if self.booklet.spec.by == "grid":
            return []
        own = [relations.grid_of.get(household.id) for household in item.sheet.households]
        words = []
        for grid_id in dict.fromkeys(own):
            grid = features.find(grid_id, Grid)
            if grid is None:
                continue
            everyone = len(relations.households_in_grid.get(grid_id, ()))
            here = sum(one == grid_id for one in own)
            words.append(grid.name if here == everyone else tr("{grid} (part)", grid=grid.name))
        return words

    def _tabs(self, item: PlannedSheet, numbers: PageNumbers) -> Iterator[TabText]:
        for neighbour in self._neighbours[item.name]:
            plan, other = self._names[neighbour.key]
            unit = other.sheet.unit.name or other.sheet.sheet_id
            name = unit if plan is self.plan else f"{plan.name} {unit}"
            text = tr("{name} p. {page}", name=name, page=numbers.get(other.name, 0))
            yield TabText(neighbour=neighbour, text=text, target=other.name)


def front_pages(
    booklet: Booklet, villages: Sequence[VillagePages], inner: Sequence[Page], numbers: PageNumbers
) -> list[Page]:
    """Return cover and contents for the pages that follow."""
    plans = [village.plan for village in villages]
    entries: list[ContentsEntry] = []
    starts = [index for index, page in enumerate(inner) if page.kind is PageKind.OVERVIEW]
    for village, (start, end) in zip(villages, pairwise([*starts, len(inner)]), strict=False):
        entries += village.contents(inner[start:end], numbers)
    has_households = booklet.edition.shows_households
    found: dict[str, LegendItem] = {}
    for village in villages:
        for item in village.legend:
            found.setdefault(item.symbol or item.path, item)
    legend = sorted(found.values(), key=_legend_order)
    tables = contents_pages(
        entries, booklet.table_area, legend=legend, has_households=has_households
    )
    about = " · ".join(part for part in (booklet.township, booklet.edition.label) if part)
    cover = CoverPage(
        title=booklet.title,
        subtitle=tr("Grid atlas"),
        facts=cover_facts(booklet),
        outline=_cover_outline(plans),
    )
    pages = [Page(name="cover", kind=PageKind.COVER, title=booklet.title, content=cover)]
    pages += [
        Page(
            name=f"contents-{index + 1}",
            kind=PageKind.CONTENTS,
            title=tr("Contents"),
            content=TablesPage(title=booklet.title, subtitle=about, tables=table),
        )
        for index, table in enumerate(tables)
    ]
    return pages


def _cover_outline(plans: Sequence[VillagePlan]):  # type: ignore[no-untyped-def]
    boxes = [plan.bounds_m for plan in plans if plan.bounds_m is not None]
    if not boxes:
        return None
    low, high = np.min(boxes, axis=0), np.max(boxes, axis=0)
    bounds = (float(low[0]), float(low[1]), float(high[2]), float(high[3]))
    if len(plans) == 1:
        return outline_of(plans[0].shape, plans[0].locator.units, bounds)
    shapes = [(plan.name, plan.shape) for plan in plans if plan.shape is not None]
    return outline_of(None, shapes, bounds)


def _legend_order(item: LegendItem) -> tuple[int, str]:
    """Houses first, then lines, then symbols of people and places."""
    kind = 0 if item.symbol.startswith("household") else 1 if item.path else 2
    return kind, item.symbol or item.path


def _shown_bounds(item: PlannedSheet) -> tuple[float, float, float, float]:
    """Return the ground of a sheet that the overview marks: its houses and a margin, within its window."""
    sheet = item.sheet
    points = spot_points(sheet.spots)
    pad = _MARK_MARGIN_MM * sheet.scale / 1000.0
    low, high = points.min(axis=0) - pad, points.max(axis=0) + pad
    box = sheet.view.bounds_m
    return (
        max(box[0], float(low[0])), max(box[1], float(low[1])),
        min(box[2], float(high[0])), min(box[3], float(high[1])),
    )  # fmt: skip


def _near(first: VillagePlan, second: VillagePlan, *, reach_m: float = 1500.0) -> bool:
    a, b = first.bounds_m, second.bounds_m
    if a is None or b is None:
        return False
    return (
        a[0] - reach_m < b[2] and b[0] - reach_m < a[2]
        and a[1] - reach_m < b[3] and b[1] - reach_m < a[3]
    )  # fmt: skip


def _points_inside(shape, view: MapView) -> tuple[tuple[float, float], ...]:  # type: ignore[no-untyped-def]
    """Return points to try for a name inside an area, in millimetres of the view."""
    point = shape.representative_point()
    min_x, min_y, max_x, max_y = shape.bounds
    xs, ys = np.linspace(min_x, max_x, 7)[1:-1], np.linspace(min_y, max_y, 7)[1:-1]
    raster = np.array([(x, y) for y in ys for x in xs])
    inside = raster[shapely.contains_xy(shape, raster)]
    centre = np.array([(point.x, point.y)])
    away = np.hypot(*(inside - centre).T)
    points = np.concatenate([centre, inside[np.argsort(away, kind="stable")]])
    return tuple((float(x), float(y)) for x, y in view.to_mm(points))
