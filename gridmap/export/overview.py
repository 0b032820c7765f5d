"""Planning the overview of a village: its view, what its map shows, and its pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gridmap.export.frames import Rect, sheet_frame
from gridmap.export.names import inner_points
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
from gridmap.export.spots import spot_points
from gridmap.i18n import tr
from gridmap.layers.view import MapView
from gridmap.model.features import Grid

OVERVIEW_ID: Final = "00"
_MARK_MARGIN_MM: Final = 9.0
"""Room around the houses of a sheet in its rectangle on the overview, in its millimetres."""


class OverviewMaker:
    """Makes the overview pages of a village for given page numbers."""

    def __init__(self, plan: VillagePlan, booklet: Booklet) -> None:
        self.plan, self.booklet = plan, booklet
        self._view = self._make_view()

    def _make_view(self) -> MapView | None:
        box = self.plan.bounds_m
        if box is None:
            return None
        spec = self.booklet.spec
        window = sheet_frame(spec.size_mm, binding_mm=spec.binding_mm, is_square_below=True).window
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

    def pages(self, numbers: PageNumbers) -> Iterator[Page]:
        """Yield the overview and the pages its tables go on to."""
        plan, booklet, spec = self.plan, self.booklet, self.booklet.spec
        frame = sheet_frame(spec.size_mm, binding_mm=spec.binding_mm, is_square_below=True)
        title = tr("{village}: overview", village=plan.name)
        map_ = self._map(numbers) if self._view is not None else None
        facts = OverviewFacts(
            view=plan.stage.view,
            village=plan.village,
            units=plan.units,
            by=plan.by,
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
                    title=title, subtitle=self._about(), sheet_id=OVERVIEW_ID, map=map_,
                    layers=plan.stage.layers, tables=table,
                )
                if first and map_ is not None
                else TablesPage(
                    title=title, subtitle=self._about(), tables=table, sheet_id=OVERVIEW_ID
                ),
                level=1 if index == 0 else 2,
            )  # fmt: skip

    def _about(self) -> str:
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

    def _map(self, numbers: PageNumbers) -> OverviewMap:
        assert self._view is not None
        plan, spec, view = self.plan, self.booklet.spec, self._view
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
                    f"u:{unit.code}", unit.name, "group-name", inner_points(unit.area, view)
                )
        if plan.by == "group" and plan.village is not None:
            for grid in plan.stage.view.relations.grids_in_village.get(plan.village.id, ()):
                if isinstance(grid, Grid) and grid.geometry is not None:
                    points = inner_points(grid.geometry, view)
                    yield AreaName(f"w:{grid.id}", grid.name, "grid-name", points)


def _shown_bounds(item: PlannedSheet) -> tuple[float, float, float, float]:
    """Return the ground of a sheet that the overview marks.

    Its houses and a margin, within its window.
    """
    sheet = item.sheet
    points = spot_points(sheet.spots)
    pad = _MARK_MARGIN_MM * sheet.scale / 1000.0
    low, high = points.min(axis=0) - pad, points.max(axis=0) + pad
    box = sheet.view.bounds_m
    return (
        max(box[0], float(low[0])), max(box[1], float(low[1])),
        min(box[2], float(high[0])), min(box[3], float(high[1])),
    )  # fmt: skip
