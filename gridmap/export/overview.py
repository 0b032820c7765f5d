"""Planning the overview of a village: its view, what its map shows, and its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import shapely

from gridmap.export.frames import BAND_MM, Rect, SheetFrame, sheet_frame
from gridmap.export.index import Found
from gridmap.export.names import inner_points
from gridmap.export.overview_map import AreaName, OverviewMap, SheetRectangle
from gridmap.export.overview_page import OverviewPage, TablesPage, scale_line_mm
from gridmap.export.overview_tables import OverviewFacts, overview_tables, tables_height_mm
from gridmap.export.page import Booklet, Page, PageKind, PageNumbers
from gridmap.export.plan import PlannedSheet, VillagePlan, house_points
from gridmap.export.scale import overview_scale
from gridmap.export.seen import scope_words
from gridmap.export.spots import spot_points
from gridmap.export.tables import ROW_MM
from gridmap.export.text_items import continued
from gridmap.i18n import tr
from gridmap.layers.view import MapView
from gridmap.model.features import FeatureId, Grid, Village

OVERVIEW_ID: Final = "00"
_LOW_ROW_MM: Final = 4.9
_LEAST_MAP: Final = 0.45
"""The least height of the map, as a share of its width."""

_MOST_MAP: Final = 0.72
"""The most of the page's height that a map takes so as to have a larger scale."""

_WORTH_A_PAGE: Final = 2.0
"""How many times larger the scale must be for the map to have the page without the tables."""

_LEAST_NEIGHBOUR_MM2: Final = 400.0
"""A neighbouring village of which less is in sight goes unnamed."""

_MARK_MARGIN_MM: Final = 9.0
"""Room around the houses of a sheet in its rectangle on the overview, in its millimetres."""


class OverviewMaker:
    """Makes the overview pages of a village for given page numbers."""

    def __init__(self, plan: VillagePlan, booklet: Booklet) -> None:
        self.plan, self.booklet = plan, booklet
        self._row_mm = ROW_MM
        self._names: dict[MapView, tuple[AreaName, ...]] = {}
        self._bare: OverviewMap | None = None
        self._frame = self._frame_of(None)
        self._view = self._make_view()
        if self._view is not None:
            self._make_higher(self._view)
        if self._view is not None:
            self._make_room(self._view)

    def _frame_of(self, map_mm: float | None) -> SheetFrame:
        spec = self.booklet.spec
        return sheet_frame(
            spec.size_mm, binding_mm=spec.binding_mm, is_square_below=True, map_mm=map_mm
        )

    def _make_higher(self, view: MapView) -> None:
        """Give the map more height than usual where it then has a larger scale, within bounds.

        The whole page where its scale is then at least twice as large; the tables go on after it.
        """
        box = self.plan.bounds_m
        assert box is not None
        enlarged, window = self.booklet.spec.enlarged, self._frame.window
        size_m = box[2] - box[0], box[3] - box[1]
        page_mm = self.booklet.table_area.bottom_mm - self._frame.outer.y_mm
        legend_mm = scale_line_mm(self._bare_map(), self.booklet.styles)
        ways = ((_MOST_MAP * page_mm, 1.0), (page_mm - legend_mm, _WORTH_A_PAGE))
        for most_mm, gain in ways:
            scale = enlarged * overview_scale(
                size_m,
                width_mm=(window.width_mm - 10) * enlarged,
                height_mm=(most_mm - 2 * BAND_MM - 10.5) * enlarged,
            )
            if scale < view.scale_denominator and scale * gain <= view.scale_denominator:
                self._frame = self._frame_of(size_m[1] * 1000.0 / scale + 10.5 + 2 * BAND_MM)
                self._view = self._make_view()
                return

    def _make_room(self, view: MapView) -> None:
        """Give the tables what the map does not need at its scale.

        Their rows are lowered too, where they then end on the overview's page.
        """
        box, width = self.plan.bounds_m, self.booklet.table_area.width_mm
        assert box is not None
        outer = self._frame.outer
        legend_mm = scale_line_mm(self._bare_map(), self.booklet.styles)
        needed_mm = (box[3] - box[1]) * view.mm_per_m + 10.0 + 2 * BAND_MM
        least_mm = min(outer.height_mm, max(needed_mm, _LEAST_MAP * outer.width_mm))
        room = self.booklet.table_area.bottom_mm - outer.y_mm - legend_mm
        for row_mm in (ROW_MM, _LOW_ROW_MM):
            tables_mm = tables_height_mm(replace(self._facts({}, {}), row_mm=row_mm), width) + 0.5
            if tables_mm + least_mm <= room:
                self._row_mm = row_mm
                self._frame = self._frame_of(min(outer.height_mm, room - tables_mm))
                self._view = self._make_view()
                return

    def _make_view(self) -> MapView | None:
        box = self.plan.bounds_m
        if box is None:
            return None
        window = self._frame.window
        width, height = box[2] - box[0], box[3] - box[1]
        enlarged = self.booklet.spec.enlarged
        scale = overview_scale(
            (width, height),
            width_mm=(window.width_mm - 10) * enlarged,
            height_mm=(window.height_mm - 10) * enlarged,
        )
        return MapView(
            center_x_m=(box[0] + box[2]) / 2,
            center_y_m=(box[1] + box[3]) / 2,
            scale_denominator=scale * enlarged,
            width_mm=window.width_mm,
            height_mm=window.height_mm,
        )

    def map_of_height(self, map_mm: float) -> OverviewMap | None:
        """Return the map without sheets, so many millimetres high with its band; None: no place."""
        self._frame = self._frame_of(map_mm)
        self._view = self._make_view()
        return self._map({}) if self._view is not None else None

    def places_found(self, numbers: PageNumbers) -> dict[FeatureId, Found]:
        """Return page and cell of each place on the overview's map."""
        if self._view is None:
            return {}
        name = f"{self.plan.key}/overview-1"
        page = numbers.get(name, 0)
        cells = self._bare_map().cells()
        return {place: Found(page, name, cell) for place, cell in cells.items()}

    def pages(self, numbers: PageNumbers) -> Iterator[Page]:
        """Yield the overview and the pages its tables go on to."""
        plan, booklet = self.plan, self.booklet
        title = tr("{village}: overview", village=plan.name)
        map_ = self._map(numbers) if self._view is not None else None
        facts = self._facts(numbers, self._bare_map().cells() if map_ is not None else {})
        whole = booklet.table_area
        below = whole
        if map_ is not None:
            top = self._frame.outer.bottom_mm + scale_line_mm(map_, booklet.styles)
            below = Rect(0, top, whole.width_mm, whole.bottom_mm - top)
        tables = overview_tables(facts, below, whole)
        for index, table in enumerate(tables):
            first = index == 0 and map_ is not None
            yield Page(
                name=f"{plan.key}/overview-{index + 1}",
                kind=PageKind.OVERVIEW if index == 0 else PageKind.TABLES,
                title=title,
                content=OverviewPage(
                    title=title, subtitle=self._about(), sheet_id=OVERVIEW_ID, map=map_,
                    layers=plan.stage.layers, tables=table,
                )
                if first and map_ is not None
                else TablesPage(
                    title=title if index == 0 else continued(title), subtitle=self._about(),
                    tables=table, sheet_id=OVERVIEW_ID,
                ),
                level=1 if index == 0 else 2,
                ground_m=map_.view.bounds_m if first and map_ is not None else None,
            )  # fmt: skip

    def _facts(self, numbers: PageNumbers, cells: Mapping[FeatureId, str]) -> OverviewFacts:
        plan = self.plan
        return OverviewFacts(
            view=plan.stage.view,
            village=plan.village,
            units=plan.units,
            by=plan.by,
            pages=plan.unit_pages(numbers),
            places=plan.places,
            cells=cells,
            row_mm=self._row_mm,
            unmarked=self._bare_map().unmarked if cells else frozenset(),
        )

    def _about(self) -> str:
        plan = self.plan
        key = plan.village.id if plan.village is not None else None
        relations = plan.stage.view.relations
        words = scope_words(plan.stage.view, plan.stage.spec)
        parts = [self.booklet.township, words] if words else [
            self.booklet.township,
            tr("{count} grids", count=len(relations.grids_in_village.get(key, ()))),
            tr("{count} villager groups", count=len(relations.groups_in_village.get(key, ()))),
        ]  # fmt: skip
        counts = plan.stage.view.counts.get(key) if key is not None else None
        if counts is not None and counts.households:
            parts.append(tr("{count} households", count=counts.households))
            if counts.living not in ("", "0"):
                parts.append(tr("{count} people living here", count=counts.living))
        return " · ".join(part for part in parts if part)

    def _map(self, numbers: PageNumbers) -> OverviewMap:
        """Return the map with the names of areas and the numbers of the pages."""
        bare = self._bare_map()
        rectangles = (replace(one, page=numbers.get(one.target, 0)) for one in bare.rectangles)
        return replace(bare, rectangles=tuple(rectangles), names=self._names_on(bare.view))

    def _bare_map(self) -> OverviewMap:
        """Return the map without names and numbers, made once for a frame and a view."""
        assert self._view is not None
        bare, plan, view = self._bare, self.plan, self._view
        if bare is not None and (bare.frame, bare.view) == (self._frame, view):
            return bare
        rectangles = [
            SheetRectangle(item.sheet.sheet_id, 0, item.name, bounds)
            for item in plan.sheets
            if plan.stage.view.edition.shows_households
            for bounds in _shown_bounds(item)
        ]
        self._bare = OverviewMap(
            frame=self._frame,
            view=view,
            village=plan.shape,
            rectangles=tuple(rectangles),
            places=tuple(place for place in plan.places if place.geometry is not None),
            houses_m=house_points(plan),
            names=(),
            boundaries=tuple(plan.stage.layers.shown_lines(view)),
            lines=tuple(line for line in plan.stage.ground.lines_in(view) if line.name),
            walls=plan.stage.ground.walls(view),
        )
        return self._bare

    def _names_on(self, view: MapView) -> tuple[AreaName, ...]:
        """Return the names of areas on a map; they are the same for all page numbers."""
        if view not in self._names:
            self._names[view] = tuple(self._area_names(view))
        return self._names[view]

    def _area_names(self, view: MapView) -> Iterator[AreaName]:
        plan = self.plan
        yield from self._neighbour_names(view)
        for unit in plan.units:
            if unit.area is not None and unit.name:
                yield AreaName(
                    f"u:{unit.code}",
                    unit.name,
                    "group-name",
                    inner_points(unit.area, view, across=13, most=80, within_mm=4.5),
                )
        if plan.by == "group" and plan.village is not None:
            for grid in plan.stage.view.relations.grids_in_village.get(plan.village.id, ()):
                if isinstance(grid, Grid) and grid.geometry is not None:
                    points = inner_points(grid.geometry, view, across=13, most=80, within_mm=4.5)
                    yield AreaName(f"w:{grid.id}", grid.name, "grid-name", points)

    def _neighbour_names(self, view: MapView) -> Iterator[AreaName]:
        window = shapely.box(*view.bounds_m)
        for village in self.plan.stage.view.features.all(Village):
            own = self.plan.village is not None and village.id == self.plan.village.id
            if own or village.geometry is None or not village.geometry.intersects(window):
                continue
            seen = village.geometry.intersection(window)
            if seen.area * view.mm_per_m**2 >= _LEAST_NEIGHBOUR_MM2:
                points = inner_points(seen, view, across=13, most=80, within_mm=9.0)
                yield AreaName(f"v:{village.id}", village.name, "village-name", points)


def _shown_bounds(item: PlannedSheet) -> list[tuple[float, float, float, float]]:
    """Return the ground of a sheet that the overview marks, and that of its insets further away.

    Its houses and a margin, within its window.
    """
    sheet = item.sheet
    box = sheet.view.bounds_m
    points = spot_points(sheet.spots)
    inside = ((points >= box[:2]) & (points <= box[2:])).all(axis=1)
    pad = _MARK_MARGIN_MM * sheet.scale / 1000.0
    low, high = points[inside].min(axis=0) - pad, points[inside].max(axis=0) + pad
    own = (
        max(box[0], float(low[0])), max(box[1], float(low[1])),
        min(box[2], float(high[0])), min(box[3], float(high[1])),
    )  # fmt: skip
    far = [inset.view.bounds_m for inset in sheet.layout.insets if inset.outline is None]
    return [own, *far]
