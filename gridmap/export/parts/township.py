"""The township overview: all villages of a volume at a round scale, with their pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from gridmap.export.cards import VillageCard
from gridmap.export.flow import FlowPage, flow
from gridmap.export.frames import BAND_MM, Rect, SheetFrame, sheet_frame
from gridmap.export.map_layers import MapLayers
from gridmap.export.names import inner_points
from gridmap.export.overview_map import AreaName, OverviewMap
from gridmap.export.overview_page import OverviewPage, TablesPage, scale_line_mm
from gridmap.export.page import Booklet, Page, PageKind, PageNumbers
from gridmap.export.scale import fitting_scale, overview_scale
from gridmap.export.spec import AtlasSpec
from gridmap.export.table_columns import sized
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading, continued
from gridmap.i18n import tr
from gridmap.layers.lines import LineLayer
from gridmap.layers.view import ROUND_SCALES, MapView
from gridmap.model.editions import CountTexts, Edition, EditionView
from gridmap.model.features import Line, Village

_EDGE_MM: Final = 1.5
_LEAST_MAP: Final = 0.5
"""The least height of the map, as a share of its width."""

_SCALES: Final = (*ROUND_SCALES, 75_000)
_LARGE_LINES: Final = ("road", "river")


def overview_name(card: VillageCard) -> str:
    """Return the name of the page on which a village begins."""
    return f"{card.key}/overview-1"


def township_pages(
    booklet: Booklet,
    cards: Sequence[VillageCard],
    villages: Sequence[Village],
    numbers: PageNumbers,
    layers: MapLayers,
) -> Iterator[Page]:
    """Yield the map of all villages with the table of their pages, and its further pages.

    `villages` are those of the cards that have one.
    """
    quiet = _quiet(booklet, layers)
    map_ = _map(booklet, cards, numbers, quiet)
    whole = booklet.table_area
    below = whole
    if map_ is not None:
        top = map_.frame.outer.bottom_mm + scale_line_mm(map_, booklet.styles)
        below = Rect(0, top, whole.width_mm, whole.bottom_mm - top)
    title = tr("{township}: overview", township=booklet.township or booklet.title)
    about = tr("{count} villages", count=len(villages))
    for index, table in enumerate(_tables(booklet, cards, villages, numbers, (below, whole))):
        is_map = index == 0 and map_ is not None
        yield Page(
            name=f"township-{index + 1}",
            kind=PageKind.TOWNSHIP,
            title=title if index == 0 else "",
            content=OverviewPage(
                title=title, subtitle=about, sheet_id="", map=map_, layers=quiet, tables=table
            )
            if is_map and map_ is not None
            else TablesPage(
                title=continued(title) if index else title, subtitle=about, tables=table
            ),
        )


def _map(
    booklet: Booklet, cards: Sequence[VillageCard], numbers: PageNumbers, layers: MapLayers
) -> OverviewMap | None:
    boxes = [card.bounds_m for card in cards if card.bounds_m is not None]
    if not boxes:
        return None
    boxes += [item.geometry.bounds for item in _hit(booklet) if item.geometry is not None]
    low, high = np.min(boxes, axis=0), np.max(boxes, axis=0)
    spec = booklet.spec
    frame, scale = _framed(spec, (float(high[2] - low[0]), float(high[3] - low[1])))
    view = MapView(
        center_x_m=float(low[0] + high[2]) / 2,
        center_y_m=float(low[1] + high[3]) / 2,
        scale_denominator=scale,
        width_mm=frame.window.width_mm,
        height_mm=frame.window.height_mm,
    )
    return OverviewMap(
        frame=frame,
        view=view,
        village=None,
        rectangles=(),
        places=(),
        houses_m=np.empty((0, 2)),
        names=tuple(_names(cards, numbers, view)),
        boundaries=tuple(layers.shown_lines(view)),
        lines=_large_lines(booklet),
    )


def _hit(booklet: Booklet) -> list[Village]:
    """Return the villages that the area of an incident touches, also where nobody is fetched."""
    incident = booklet.view.incident
    if incident is None or incident.geometry is None:
        return []
    area = incident.geometry
    return [
        item
        for item in booklet.view.features.all(Village)
        if item.geometry is not None and item.geometry.intersects(area)
    ]


def _framed(spec: AtlasSpec, size_m: tuple[float, float]) -> tuple[SheetFrame, int]:
    """Return the page's frame, its map no higher than a land of this size needs, and the scale."""

    def frame_of(map_mm: float | None = None) -> SheetFrame:
        return sheet_frame(
            spec.size_mm, binding_mm=spec.binding_mm, is_square_below=True, map_mm=map_mm
        )

    whole = frame_of()
    room = {
        "width_mm": whole.window.width_mm - 2 * _EDGE_MM,
        "height_mm": whole.window.height_mm - 2 * _EDGE_MM,
    }
    scale = fitting_scale(size_m, **room, scales=_SCALES) or overview_scale(size_m, **room)
    needed_mm = size_m[1] * 1000.0 / scale + 2 * (_EDGE_MM + BAND_MM)
    least_mm = _LEAST_MAP * whole.outer.width_mm
    return frame_of(min(whole.outer.height_mm, max(needed_mm, least_mm))), scale


def _quiet(booklet: Booklet, layers: MapLayers) -> MapLayers:
    """Return the layers without what is too small at this scale: inner borders, lanes, ditches."""
    return replace(
        layers,
        boundaries=tuple(
            layer for layer in layers.boundaries if layer.style_name in ("township", "village")
        ),
        lines=LineLayer.of(_large_lines(booklet)),
    )


def _large_lines(booklet: Booklet) -> tuple[Line, ...]:
    every = booklet.view.features.all(Line)
    return tuple(item for item in every if item.line_kind in _LARGE_LINES)


def _names(cards: Sequence[VillageCard], numbers: PageNumbers, view: MapView) -> Iterator[AreaName]:
    for card in cards:
        if card.shape is None:
            continue
        page = numbers.get(overview_name(card), 0)
        yield AreaName(
            f"v:{card.key}",
            tr("{name} p. {page}", name=card.name, page=page),
            "boundary-name",
            inner_points(card.shape, view, across=13, most=80),
        )


def _counts(view: EditionView, village: Village | None) -> CountTexts:
    """Return a village's counts, empty where there are none."""
    found = view.counts.get(village.id) if village is not None else None
    return found or CountTexts()


def _parts_cells(view: EditionView, village: Village | None) -> list[Cell]:
    """Return how many grids and groups a village has."""
    key = village.id if village is not None else None
    relations = view.relations
    parts = relations.grids_in_village.get(key, ()), relations.groups_in_village.get(key, ())
    return [Cell(str(len(found))) for found in parts]


def _tables(
    booklet: Booklet,
    cards: Sequence[VillageCard],
    villages: Sequence[Village],
    numbers: PageNumbers,
    areas: tuple[Rect, Rect],
) -> list[FlowPage]:
    """Return the table of villages: below the map, then over whole pages."""
    view, (below, whole) = booklet.view, areas
    has_counts = booklet.edition is not Edition.PUBLIC
    has_living = has_counts and booklet.edition is not Edition.EVACUATION
    columns = [
        Column(tr("Village"), 2.6, style="body-bold"),
        Column(tr("Grids"), 1.0, "right"),
        Column(tr("Groups"), 1.0, "right"),
        *([Column(tr("Households"), 1.3, "right")] if has_counts else []),
        *([Column(tr("Living"), 1.5, "right")] if has_living else []),
        Column(tr("Sheets"), 1.0, "right"),
        Column(tr("Page"), 0.9, "right", "reference"),
    ]
    known = {village.name: village for village in villages} | {
        village.code or village.id: village for village in villages
    }
    rows = []
    for card in cards:
        village = known.get(card.key) or known.get(card.name)
        counts = _counts(view, village)
        row = [Cell(card.name, target=overview_name(card)), *_parts_cells(view, village)]
        if has_counts:
            row.append(Cell(counts.households or "—"))
        if has_living:
            row.append(Cell("—" if counts.living in ("", "0") else counts.living))
        row += [Cell(str(len(card.sheets))), Cell(str(numbers.get(overview_name(card), 0)))]
        rows.append(row)
    head = TableHead(sized(columns, whole.width_mm, rows))
    table = table_rows(head, rows, whole.width_mm)
    return flow([Heading(tr("Villages")), head, *table], [below], [whole])
