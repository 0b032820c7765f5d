"""The village overview.

Boundaries, places, the rectangles of the detail sheets with their page numbers, and the tables
below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from gridmap.export.arrange import (
    BADGE_MM,
    NORTH,
    Occupied,
    PlacedSymbol,
    free_corner,
    square_boxes,
)
from gridmap.export.fit_text import fit
from gridmap.export.flow import FlowPage, draw_flow
from gridmap.export.frames import Rect
from gridmap.export.map_layers import MapLayers
from gridmap.export.overview_map import OverviewMap, SheetRectangle
from gridmap.export.overview_plates import SMALL_PLATE_MM, Plate
from gridmap.export.page import PageCanvas, draw_header
from gridmap.export.page_foot import draw_footer
from gridmap.export.quiet_names import boxes_along, names_along
from gridmap.export.rings import draw_rings
from gridmap.export.sheet_furniture import ratio_text
from gridmap.export.sheet_page import legend_words
from gridmap.i18n import tr
from gridmap.layers.frame import ReferenceFrame, draw_frame
from gridmap.layers.furniture import draw_north, draw_scale_bar, plan_scale_bar
from gridmap.layers.households import household_symbol
from gridmap.layers.labels import Boxes, LabelBox, LabelRequest, PlacedLabel, place_labels
from gridmap.layers.legend import LegendItem, draw_legend, legend_height_mm
from gridmap.layers.metrics import MM_PER_POINT, baseline_mm, cap_height_mm, text_width_mm
from gridmap.layers.shapes import rectangle
from gridmap.layers.style import Styles
from gridmap.layers.surface import Link, Path, TextRun
from gridmap.layers.view import MapView
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import OCCUPIED, Place
from gridmap.model.page_numbers import page_order

_SCALE_WIDTH_MM: Final = 78.0
_ID_MM: Final = 9.0


@dataclass(frozen=True, slots=True)
class _NameWish:
    """A name that looks for a place: the name of its style, its words, and what it asks for."""

    style: str
    text: str
    request: LabelRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """The overview with the first part of its tables."""

    title: str
    subtitle: str
    sheet_id: str
    map: OverviewMap
    layers: MapLayers
    tables: FlowPage

    def draw(self, canvas: PageCanvas) -> None:
        """Draw all of the page."""
        draw_header(canvas, self.title, self.subtitle, sheet_id=self.sheet_id)
        self._draw_map(canvas)
        self._draw_scale_line(canvas)
        draw_flow(canvas.surface, self.tables, canvas.content, canvas.styles)
        draw_footer(canvas)

    def _draw_map(self, canvas: PageCanvas) -> None:
        surface, styles = canvas.surface, canvas.styles
        window = self.map.frame.window.moved(canvas.content.x_mm, canvas.content.y_mm)
        view = replace(self.map.view, x_mm=window.x_mm, y_mm=window.y_mm)
        canvas.grounds.append(view)
        with surface.clip(window.x_mm, window.y_mm, window.width_mm, window.height_mm):
            box = rectangle(window.x_mm, window.y_mm, window.width_mm, window.height_mm)
            surface.paths([box], styles.path("paper"))
            self.layers.draw_ground(surface, view, styles)
            self.layers.draw_boundaries(surface, view, styles, own=self.map.village)
            self._draw_houses(canvas, view)
            draw_rings(canvas, view, self.map.rings)
            self._draw_rectangles(canvas, window)
            self._draw_places(canvas, window)
        frame = ReferenceFrame(
            x_mm=window.x_mm, y_mm=window.y_mm, width_mm=window.width_mm, height_mm=window.height_mm
        )
        draw_frame(surface, frame, styles=styles)

    def _draw_houses(self, canvas: PageCanvas, view: MapView) -> None:
        if len(self.map.houses_m):
            at = view.to_mm(self.map.houses_m)
            canvas.surface.markers("household-occupied", at, size_mm=self.map.house_mm)

    def _draw_rectangles(self, canvas: PageCanvas, window: Rect) -> None:
        surface, styles = canvas.surface, canvas.styles
        rects = [rect.moved(window.x_mm, window.y_mm) for rect in self.map.rects_mm()]
        paths = [rectangle(r.x_mm, r.y_mm, r.width_mm, r.height_mm) for r in rects]
        if not paths:
            return
        surface.paths(paths, styles.path("sheet-rectangle"))
        found = zip(self.map.rectangles, rects, self.map.sheet_plates, strict=True)
        for item, rect, plate in found:
            if plate is not None:
                self._draw_plate(canvas, item, rect, plate, window)
            surface.link(Link(item.target, rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm))

    def _draw_plate(
        self, canvas: PageCanvas, item: SheetRectangle, rect: Rect, plate: Plate, window: Rect
    ) -> None:
        """Draw the page number of a sheet, the line to it, and the sheet's id where it has room."""
        surface, styles = canvas.surface, canvas.styles
        box = plate.rect.moved(window.x_mm, window.y_mm)
        if plate.leader is not None:
            self._draw_leaders(canvas, [plate.leader], window)
        path = rectangle(box.x_mm, box.y_mm, box.width_mm, box.height_mm)
        surface.paths([path], styles.path("plate-accent"))
        is_small = box.height_mm < SMALL_PLATE_MM
        style = styles.text("overview-page-small" if is_small else "overview-page")
        shown, style = fit(str(item.page), style, box.width_mm - 0.3)
        y_mm = baseline_mm(box.y_mm, box.height_mm, style)
        surface.text([TextRun(shown, box.x_mm + box.width_mm / 2, y_mm, "center")], style)
        if not is_small:
            at = (rect.right_mm - 0.8, rect.bottom_mm - 0.9)
            name = styles.text("overview-sheet")
            surface.text([TextRun(item.sheet_id, *at, "right")], name)

    def _draw_leaders(
        self,
        canvas: PageCanvas,
        leaders: Sequence[tuple[tuple[float, float], tuple[float, float]]],
        window: Rect,
    ) -> None:
        """Draw lines from what the map shows to what stands aside for want of room."""
        shift = np.array((window.x_mm, window.y_mm))
        paths = [Path((np.array(pair) + shift,)) for pair in leaders]
        if paths:
            canvas.surface.paths(paths, canvas.styles.path("leader-below"))
            canvas.surface.paths(paths, canvas.styles.path("leader"))

    def _draw_places(self, canvas: PageCanvas, window: Rect) -> None:
        surface, styles = canvas.surface, canvas.styles
        shift = np.array((window.x_mm, window.y_mm))
        badges, people = self.map.badges, self.map.people
        symbols = (*badges, *people)
        occupied = Occupied(self.map.plates())
        occupied.add([symbol.rect for symbol in symbols])
        north = free_corner(
            Rect(0, 0, window.width_mm, window.height_mm), NORTH, occupied, first="tl"
        )
        leaders = [(one.root, (one.x_mm, one.y_mm)) for one in symbols if one.root is not None]
        self._draw_leaders(canvas, leaders, window)
        for symbol in symbols:
            at = np.array([(symbol.x_mm, symbol.y_mm)]) + shift
            surface.markers(symbol.symbol, at, size_mm=symbol.size_mm)
        own = np.array([symbol.rect.box for symbol in people]).reshape(-1, 4)
        obstacles = np.concatenate([self.map.plates(), own])
        if north is not None:
            obstacles = np.concatenate([obstacles, [north.box]])
            plate = north.moved(window.x_mm, window.y_mm)
            box = rectangle(plate.x_mm, plate.y_mm, plate.width_mm, plate.height_mm)
            surface.paths([box], styles.path("wash"))
            middle = plate.x_mm + plate.width_mm / 2
            draw_north(surface, middle, plate.y_mm + 0.6, styles=styles, word=tr("N"))
        for style, run in self._names(badges, obstacles, styles):
            moved = replace(run, x_mm=run.x_mm + window.x_mm, y_mm=run.y_mm + window.y_mm)
            surface.text([moved], styles.text(style))

    def _names(
        self, badges: Sequence[PlacedSymbol], obstacles: np.ndarray, styles: Styles
    ) -> list[tuple[str, TextRun]]:
        """Return the names that found a place, with their styles.

        The list of places holds all of them.
        """
        wishes = [*self._area_names(styles), *self._place_names(badges, styles)]
        words = {wish.request.key: wish for wish in wishes}
        placed = self._placed([wish.request for wish in wishes], obstacles)
        runs = []
        for label in placed:
            style, text = words[label.key].style, words[label.key].text
            y_mm = label.top_mm + label.height_mm / 2 + cap_height_mm(styles.text(style)) / 2
            x_mm = label.left_mm + label.width_mm / 2
            runs.append((style, TextRun(text, x_mm, y_mm, "center")))
        taken = np.concatenate([obstacles, _boxes_of(placed), [b.rect.box for b in badges] or
                                np.empty((0, 4)), self._strict(np.empty((0, 4))),
                                boxes_along(self.map.walls)])  # fmt: skip
        for item in names_along(self.map.lines, self.map.view, taken, styles):
            line = item.line
            run = TextRun(line.text, line.x_mm, line.y_mm, line.align, line.angle_deg)
            runs.append((line.style, run))
        return runs

    def _area_names(self, styles: Styles) -> Iterator[_NameWish]:
        """Yield the wishes of villages, groups and grids: to stand inside."""
        for name in self.map.names:
            request = LabelRequest(
                key=name.key, x_mm=name.centers[0][0], y_mm=name.centers[0][1], half_mm=0.0,
                variants=(_box(name.text, name.style, styles),), priority=2, may_lead=False,
                centers=name.centers,
            )  # fmt: skip
            yield _NameWish(name.style, name.text, request)

    def _place_names(self, badges: Sequence[PlacedSymbol], styles: Styles) -> Iterator[_NameWish]:
        """Yield the wishes of places: to stand beside their badge."""
        for badge, place in _with_places(badges, self.map.places):
            kind = load_catalogue().places.get(place.place_kind)
            style = f"place-{kind.family if kind else 'service'}"
            text = place.name or (kind.name if kind else "")
            request = LabelRequest(
                key=badge.owner, x_mm=badge.x_mm, y_mm=badge.y_mm, half_mm=BADGE_MM / 2,
                variants=(_box(text, style, styles),), priority=1, may_lead=False,
            )  # fmt: skip
            yield _NameWish(style, text, request)

    def _placed(
        self, requests: Sequence[LabelRequest], obstacles: Boxes
    ) -> tuple[PlacedLabel, ...]:
        """Return the names in their places, clear of houses and of the rectangles' edges.

        A name for which there is no such place may cover houses rather than be lost.
        """
        frame = Rect(0, 0, self.map.view.width_mm, self.map.view.height_mm).inset(0.5).box
        first = place_labels(requests, frame=frame, obstacles=self._strict(obstacles))
        left_over = set(first.missing)
        if not left_over:
            return first.placed
        badges = [badge.rect.box for badge in self.map.badges if badge.owner not in left_over]
        blocked = np.concatenate(
            [obstacles, _boxes_of(first.placed), np.array(badges).reshape(-1, 4)]
        )
        again = [request for request in requests if request.key in left_over]
        return first.placed + place_labels(again, frame=frame, obstacles=blocked).placed

    def _strict(self, obstacles: Boxes) -> Boxes:
        """Return obstacles with the houses and the edges of the sheets' rectangles."""
        houses = square_boxes(self.map.view.to_mm(self.map.houses_m), self.map.house_mm)
        return np.concatenate(
            [obstacles, houses, _edge_boxes(self.map.rects_mm(), self.map.sheet_plates)]
        )

    def _draw_scale_line(self, canvas: PageCanvas) -> None:
        surface, styles = canvas.surface, canvas.styles
        rect = self.map.frame.outer.moved(canvas.content.x_mm, canvas.content.y_mm)
        scale = self.map.view.scale_denominator
        ratio = styles.text("scale-ratio")
        printed = round(scale / canvas.booklet.spec.enlarged)
        surface.text([TextRun(ratio_text(printed), rect.x_mm, rect.bottom_mm + 5.6)], ratio)
        bar = plan_scale_bar(scale, max_width_mm=40.0)
        draw_scale_bar(
            surface, bar, rect.x_mm + 26.0, rect.bottom_mm + 4.6, styles=styles, unit=tr("m")
        )
        items = overview_legend(self.map)
        left = rect.x_mm + _SCALE_WIDTH_MM
        draw_legend(
            surface, items, left, rect.bottom_mm + 1.6, width_mm=rect.right_mm - left, styles=styles
        )


def scale_line_mm(map_: OverviewMap, styles: Styles) -> float:
    """Return how much room scale and legend take below the map."""
    width = map_.frame.outer.width_mm - _SCALE_WIDTH_MM
    return 2.4 + legend_height_mm(overview_legend(map_), width_mm=width, styles=styles)


def overview_legend(map_: OverviewMap) -> list[LegendItem]:
    """Return the overview's legend: boundaries shown, rectangles with page numbers.

    Round a place also houses, rings and the recipient's own people.
    """
    words = legend_words()
    items = [LegendItem(text=words[name], path=name) for name in map_.boundaries]
    if map_.rectangles:
        page = str(min((item.page for item in map_.rectangles), key=page_order) or "")
        items.append(LegendItem(text=tr("sheet and its page"), path="plate-accent", plate=page))
    if map_.rings:
        if len(map_.houses_m):
            symbol = household_symbol(OCCUPIED)
            items.append(LegendItem(text=tr("houses"), symbol=symbol, size_mm=map_.house_mm))
        items.append(LegendItem(text=tr("distance in a straight line"), path="ring"))
    sizes = {symbol.symbol: symbol.size_mm for symbol in map_.people}
    items += [
        LegendItem(text=words[name], symbol=name, size_mm=size)
        for name, size in sorted(sizes.items())
    ]
    return items


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesPage:
    """A page of tables: a continuation, an index, a list."""

    title: str
    subtitle: str
    tables: FlowPage
    sheet_id: str = ""

    def draw(self, canvas: PageCanvas) -> None:
        """Draw all of the page."""
        draw_header(canvas, self.title, self.subtitle, sheet_id=self.sheet_id)
        draw_flow(canvas.surface, self.tables, canvas.content, canvas.styles)
        draw_footer(canvas)


def _edge_boxes(rects: Sequence[Rect], plates: Sequence[Plate | None]) -> Boxes:
    """Return thin boxes along the edges of the sheets' rectangles, and round their ids."""
    boxes = []
    for rect, plate in zip(rects, plates, strict=True):
        for at in (rect.x_mm, rect.right_mm):
            boxes.append((at - 0.3, rect.y_mm, at + 0.3, rect.bottom_mm))
        for at in (rect.y_mm, rect.bottom_mm):
            boxes.append((rect.x_mm, at - 0.3, rect.right_mm, at + 0.3))
        if plate is not None and plate.rect.height_mm >= SMALL_PLATE_MM:
            boxes.append(
                (rect.right_mm - _ID_MM, rect.bottom_mm - 3.4, rect.right_mm, rect.bottom_mm)
            )
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


def _boxes_of(labels: Sequence[PlacedLabel]) -> Boxes:
    return np.array(
        [(p.left_mm, p.top_mm, p.left_mm + p.width_mm, p.top_mm + p.height_mm) for p in labels],
        dtype=np.float64,
    ).reshape(-1, 4)


def _with_places(
    badges: Sequence[PlacedSymbol], places: Sequence[Place]
) -> list[tuple[PlacedSymbol, Place]]:
    by_id = {place.id: place for place in places}
    return [(badge, by_id[badge.owner]) for badge in badges]


def _box(text: str, style_name: str, styles: Styles) -> LabelBox:
    style = styles.text(style_name)
    return LabelBox("name", text_width_mm(text, style), style.size_pt * MM_PER_POINT * 1.05)
