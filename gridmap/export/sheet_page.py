"""Drawing a detail sheet: title, map, officers, legend and scale, footer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from shapely.geometry.base import BaseGeometry

from gridmap.export.arrange import HOUSE_MM, NUMBER_MM, PlacedSymbol
from gridmap.export.frames import Rect, sheet_cells
from gridmap.export.free_room import FreeRoom
from gridmap.export.house_labels import TextLine
from gridmap.export.inset_drawing import draw_inset_frames, draw_inset_grounds
from gridmap.export.map_layers import MapLayers
from gridmap.export.officers import OfficerBox
from gridmap.export.page import PageCanvas, draw_header
from gridmap.export.page_foot import draw_footer
from gridmap.export.sheet_furniture import (
    LocatorMap,
    draw_legend_and_scale,
    draw_locator,
    draw_officers,
    taken_boxes,
)
from gridmap.export.sheet_layout import SheetLayout
from gridmap.export.sheet_tabs import TabText, placed_tabs
from gridmap.export.sheets import Sheet
from gridmap.export.side_list import SideBox, draw_side_box
from gridmap.export.units import Unit
from gridmap.i18n import tr
from gridmap.layers.frame import (
    ReferenceFrame,
    draw_crosses,
    draw_frame,
    draw_neighbour_tab,
)
from gridmap.layers.furniture import draw_north
from gridmap.layers.households import FOREIGN, household_symbol
from gridmap.layers.legend import LegendItem
from gridmap.layers.metrics import baseline_mm
from gridmap.layers.shapes import rectangle
from gridmap.layers.surface import Path, Surface, TextRun
from gridmap.layers.view import MapView
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import STATUSES, FeatureId, Place

_TEXT_ORDER: Final = ("head", "head-vacant", "door", "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """A detail sheet ready to be drawn."""

    sheet: Sheet
    title: str
    subtitle: str
    layers: MapLayers
    officers: tuple[OfficerBox, ...]
    legend: tuple[LegendItem, ...]
    tabs: tuple[TabText, ...]
    locator: LocatorMap
    side_box: SideBox | None

    def draw(self, canvas: PageCanvas) -> None:
        """Draw all of the page."""
        draw_header(canvas, self.title, self.subtitle, sheet_id=self.sheet.sheet_id)
        self._draw_map(canvas)
        content, frame = canvas.content, self.sheet.frame
        move = (content.x_mm, content.y_mm)
        draw_officers(canvas, frame.officers.moved(*move), self.officers)
        draw_legend_and_scale(canvas, frame.legend.moved(*move), self.legend, self.sheet.scale)
        draw_footer(canvas)

    def _draw_map(self, canvas: PageCanvas) -> None:
        surface, styles, layout = canvas.surface, canvas.styles, self.sheet.layout
        window = self.sheet.frame.window.moved(canvas.content.x_mm, canvas.content.y_mm)
        view = replace(self.sheet.view, x_mm=window.x_mm, y_mm=window.y_mm)
        canvas.grounds.append(view)
        with surface.clip(window.x_mm, window.y_mm, window.width_mm, window.height_mm):
            surface.paths([rectangle(*_args(window))], styles.path("paper"))
            self.layers.draw_ground(surface, view, styles)
            own = self.sheet.unit.area
            self.layers.draw_boundaries(surface, view, styles, own=own)
            draw_crosses(surface, _frame(window), styles=styles)
            insets = draw_inset_grounds(
                surface, layout.insets, (window.x_mm, window.y_mm),
                layers=self.layers, own=own, styles=styles,
            )  # fmt: skip
            canvas.grounds.extend(insets)
            draw_symbols(canvas, layout, (window.x_mm, window.y_mm))
        self._draw_over(canvas, window, view)

    def _draw_over(self, canvas: PageCanvas, window: Rect, view: MapView) -> None:
        """Draw what lies over the map: frame, tabs, north, locator, side list."""
        surface, styles, layout = canvas.surface, canvas.styles, self.sheet.layout
        frame = _frame(window)
        draw_inset_frames(surface, layout.insets, (window.x_mm, window.y_mm), styles=styles)
        draw_frame(surface, frame, styles=styles, with_crosses=False)
        for tab in placed_tabs(self.tabs, frame, canvas.styles):
            draw_neighbour_tab(surface, frame, tab, styles=styles)
        if layout.north is not None:
            north = layout.north.moved(window.x_mm, window.y_mm)
            middle = north.x_mm + north.width_mm / 2
            surface.paths([rectangle(*_args(north))], styles.path("wash"))
            draw_north(surface, middle, north.y_mm + 0.6, styles=styles, word=tr("N"))
        rect = layout.locator
        beside = self.sheet.frame.beside
        if rect is not None:
            rect = rect.moved(window.x_mm, window.y_mm)
        elif beside is not None:
            rect = beside.moved(canvas.content.x_mm, canvas.content.y_mm)
        if rect is not None:
            own: BaseGeometry | None = self.sheet.unit.extent
            far = [inset.view for inset in layout.insets if inset.outline is None]
            draw_locator(canvas, rect, self.locator, own=own, sheet_view=view, further=far)
        taken = taken_boxes(layout)
        if self.side_box is not None:
            taken = np.concatenate([taken, [self.side_box.rect.box]])
        shift = [window.x_mm, window.y_mm] * 2
        canvas.rooms.append(FreeRoom.of(window.inset(2.0), taken + np.array(shift)))
        if self.side_box is not None:
            draw_side_box(canvas, self.side_box, (window.x_mm, window.y_mm))


def draw_symbols(canvas: PageCanvas, layout: SheetLayout, origin: tuple[float, float]) -> None:
    """Draw the symbols and labels of a layout whose window begins at `origin`."""
    surface = canvas.surface
    shift = np.array(origin)
    if len(layout.foreign_mm):
        surface.markers(FOREIGN, layout.foreign_mm + shift, size_mm=HOUSE_MM)
    by_symbol: dict[str, list[tuple[float, float]]] = {}
    for mark in layout.houses:
        by_symbol.setdefault(household_symbol(mark.household.status), []).append(
            (mark.x_mm, mark.y_mm)
        )
    for symbol, points in sorted(by_symbol.items()):
        surface.markers(symbol, np.array(points) + shift, size_mm=HOUSE_MM)
    _draw_stacks(canvas, layout, origin)
    _draw_leaders(canvas, layout, shift)
    _draw_placed(surface, (*layout.badges, *layout.care), shift)
    draw_lines(canvas, layout.names, origin)
    draw_lines(canvas, layout.lines, origin)


def _draw_stacks(canvas: PageCanvas, layout: SheetLayout, origin: tuple[float, float]) -> None:
    style = replace(canvas.styles.text("door"), color=canvas.styles.color("white"), halo_mm=0.0)
    style = replace(style, size_pt=7.5)
    half = NUMBER_MM / 2
    boxes = [
        rectangle(s.x_mm - half + origin[0], s.y_mm - half + origin[1], NUMBER_MM, NUMBER_MM)
        for s in layout.stacks
    ]
    runs = [
        TextRun(
            s.number,
            s.x_mm + origin[0],
            baseline_mm(s.y_mm - half + origin[1], NUMBER_MM, style),
            "center",
        )
        for s in layout.stacks
    ]
    if boxes:
        canvas.surface.paths(boxes, canvas.styles.path("plate-dark"))
        canvas.surface.text(runs, style)


def _draw_leaders(canvas: PageCanvas, layout: SheetLayout, shift: np.ndarray) -> None:
    paths = [Path((np.array(pair) + shift,)) for pair in layout.all_leaders]
    if paths:
        canvas.surface.paths(paths, canvas.styles.path("leader-below"))
        canvas.surface.paths(paths, canvas.styles.path("leader"))


def _draw_placed(surface: Surface, symbols: Sequence[PlacedSymbol], shift: np.ndarray) -> None:
    groups: dict[tuple[str, float], list[tuple[float, float]]] = {}
    for symbol in symbols:
        groups.setdefault((symbol.symbol, symbol.size_mm), []).append((symbol.x_mm, symbol.y_mm))
    for (name, size), points in groups.items():
        surface.markers(name, np.array(points) + shift, size_mm=size)


def draw_lines(canvas: PageCanvas, lines: Sequence[TextLine], origin: tuple[float, float]) -> None:
    """Draw lines of text, all of one style in one call."""
    groups: dict[str, list[TextRun]] = {}
    for line in lines:
        groups.setdefault(line.style, []).append(
            TextRun(
                line.text, line.x_mm + origin[0], line.y_mm + origin[1], line.align, line.angle_deg
            )
        )
    order = {name: index for index, name in enumerate(_TEXT_ORDER)}
    for name in sorted(groups, key=lambda name: (order.get(name, -1), name)):
        canvas.surface.text(groups[name], canvas.styles.text(name))


def legend_items(layout: SheetLayout, boundaries: Sequence[str]) -> tuple[LegendItem, ...]:
    """Return the legend of a layout: only the kinds that it shows, at their real size."""
    words = legend_words()
    present = {household_symbol(mark.household.status) for mark in layout.houses}
    items = [
        LegendItem(text=words[symbol], symbol=symbol, size_mm=HOUSE_MM)
        for symbol in map(household_symbol, STATUSES)
        if symbol in present
    ]
    if len(layout.foreign_mm):
        items.append(LegendItem(text=words[FOREIGN], symbol=FOREIGN, size_mm=HOUSE_MM))
    if layout.stacks:
        items.append(LegendItem(text=tr("several doors, see list"), path="plate-dark"))
    items += [LegendItem(text=words[name], path=name) for name in boundaries]
    sizes = {symbol.symbol: symbol.size_mm for symbol in (*layout.care, *layout.badges)}
    items += [
        LegendItem(text=words.get(name, name), symbol=name, size_mm=size)
        for name, size in sorted(sizes.items())
    ]
    return tuple(items)


def legend_words() -> dict[str, str]:
    """Return what legends call each symbol and each line."""
    catalogue = load_catalogue()
    return {
        household_symbol("occupied"): tr("lived in"),
        household_symbol("seasonal"): tr("seasonal"),
        household_symbol("vacant"): tr("vacant"),
        household_symbol("ruin"): tr("ruin"),
        FOREIGN: tr("see other sheet"),
        "township": tr("township boundary"),
        "village": tr("village boundary"),
        "grid": tr("grid boundary"),
        "group": tr("group boundary"),
        "no-grid": tr("land in no grid"),
        "incident": tr("area of the incident"),
        "incident-edge": tr("area of the incident"),
        "escape-route": tr("way to the shelter"),
        "care-more": tr("more than shown"),
        **{f"care-{kind.code}": kind.short_name for kind in catalogue.care.values()},
        **{f"place-{kind.code}": kind.name for kind in catalogue.places.values()},
    }


def _frame(window: Rect) -> ReferenceFrame:
    """Return the reference frame around a map window."""
    cells = sheet_cells(window)
    return ReferenceFrame(
        x_mm=window.x_mm,
        y_mm=window.y_mm,
        width_mm=window.width_mm,
        height_mm=window.height_mm,
        columns=len(cells.columns),
        rows=cells.rows,
    )


def _args(rect: Rect) -> tuple[float, float, float, float]:
    return rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm


def legend_of_unit(
    unit: Unit,
    places: Sequence[Place],
    care: Mapping[FeatureId, Sequence[str]],
    lines: Sequence[str],
) -> tuple[LegendItem, ...]:
    """Return all that the legends of a unit's sheets may hold, to keep room for the longest.

    `lines` are the kinds of line and area that its maps may show.
    """
    symbols = {f"place-{place.place_kind}" for place in places}
    symbols |= {f"care-{code}" for item in unit.located for code in care.get(item.id, ())}
    if any(len(care.get(item.id, ())) > 1 for item in unit.located):
        symbols.add("care-more")
    statuses = [household_symbol(status) for status in {item.status for item in unit.located}]
    words = legend_words()
    items = [LegendItem(text=words[symbol], symbol=symbol, size_mm=HOUSE_MM) for symbol in statuses]
    if unit.located:
        items.append(LegendItem(text=words[FOREIGN], symbol=FOREIGN, size_mm=HOUSE_MM))
        items.append(LegendItem(text=tr("several doors, see list"), path="plate-dark"))
    items += [LegendItem(text=words[name], path=name) for name in lines]
    return (
        *items,
        *(
            LegendItem(text=words.get(name, "?"), symbol=name, size_mm=5.0)
            for name in sorted(symbols)
        ),
    )
