"""Cover and contents.

What this copy is, who it is for, where everything stands, and how to read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from shapely.geometry.base import BaseGeometry

from gridmap.export.fit_text import fit, fit_lines
from gridmap.export.flow import FlowPage, Item, flow
from gridmap.export.frames import LOCATOR_MM, Rect
from gridmap.export.legend_table import Legend
from gridmap.export.page import Booklet, PageCanvas
from gridmap.export.page_foot import draw_duty_of_care, imprint_columns
from gridmap.export.scan_code import draw_code
from gridmap.export.seen import scope_words
from gridmap.export.sheet_furniture import LocatorMap, draw_locator, draw_unit_names
from gridmap.export.table_columns import sized
from gridmap.export.tables import ROW_MM, Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading, Paragraph, Space
from gridmap.i18n import tr
from gridmap.layers.boundaries import draw_area
from gridmap.layers.furniture import draw_binding
from gridmap.layers.legend import LegendItem
from gridmap.layers.metrics import baseline_mm, line_height_mm
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.surface import TextRun
from gridmap.layers.view import MapView, fitting
from gridmap.model.editions import Edition
from gridmap.model.page_numbers import PageNumber, is_front, page_ranges
from gridmap.progress import Job, Progress

_LOW_ROW_MM: Final = 5.2
"""Rows of the contents where they spare a page."""


_CODE_MM: Final = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverPage:
    """The cover: title, edition, a quiet outline of the area, and everything about this copy."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    outline: LocatorMap | None
    around: LocatorMap | None = None

    def draw(self, canvas: PageCanvas) -> None:
        """Draw all of the page."""
        surface, styles, rect = canvas.surface, canvas.styles, canvas.content
        booklet = canvas.booklet
        surface.paths(
            [rectangle(rect.x_mm, rect.y_mm + 14.0, rect.width_mm, 1.6)],
            styles.path("plate-accent"),
        )
        quiet = styles.text("cover-subtitle")
        surface.text([TextRun(self.subtitle, rect.x_mm, rect.y_mm + 30.0)], quiet)
        big = styles.text("cover-title")
        lines, big = fit_lines(self.title, big, rect.width_mm)
        step = min(14.0, 28.0 / len(lines))
        for index, line in enumerate(lines):
            surface.text([TextRun(line, rect.x_mm, rect.y_mm + 46.0 + index * step)], big)
        self._draw_plate(canvas, Rect(rect.x_mm, rect.y_mm + 68.0, 52.0, 15.0))
        lower = rect.bottom_mm - 12.0 - 9.0 * len(self.facts)
        self._draw_outline(
            canvas, Rect(rect.x_mm, rect.y_mm + 92.0, rect.width_mm, lower - rect.y_mm - 100.0)
        )
        self._draw_around(canvas, rect)
        self._draw_facts(canvas, lower)
        if canvas.code:
            side = Rect(rect.x_mm, rect.y_mm + 19.0, rect.width_mm, _CODE_MM)
            draw_code(canvas.foot, canvas.code, side)
        draw_duty_of_care(canvas)
        draw_binding(
            surface,
            side="left" if is_front(canvas.number) else "right",
            margin_mm=booklet.spec.binding_mm,
            word=tr("binding edge"),
            styles=styles,
        )

    def _draw_plate(self, canvas: PageCanvas, rect: Rect) -> None:
        surface, styles = canvas.surface, canvas.styles
        surface.paths(
            [rectangle(rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm)],
            styles.path("plate-accent"),
        )
        edition = canvas.booklet.edition
        middle = rect.x_mm + rect.width_mm / 2
        label, style = fit(edition.label, styles.text("cover-edition"), rect.width_mm - 4)
        surface.text([TextRun(label, middle, rect.y_mm + 8.0, "center")], style)
        surface.text(
            [TextRun(edition.value, middle, rect.y_mm + 12.8, "center")],
            styles.text("edition-note"),
        )

    def _draw_outline(self, canvas: PageCanvas, rect: Rect) -> None:
        if self.outline is None or rect.height_mm < 30.0:
            return
        surface, styles = canvas.surface, canvas.styles
        fit = fitting(self.outline.bounds_m, width_mm=rect.width_mm, height_mm=rect.height_mm)
        view = MapView(
            center_x_m=fit.center_x_m,
            center_y_m=fit.center_y_m,
            scale_denominator=fit.scale_denominator,
            width_mm=rect.width_mm,
            height_mm=rect.height_mm,
            x_mm=rect.x_mm,
            y_mm=rect.y_mm,
        )
        if self.outline.outline is not None:
            draw_area(surface, view, self.outline.outline, styles.path("locator-land"))
        for _, shape in self.outline.units:
            if shape.area > 0:
                draw_area(surface, view, shape, styles.path("locator-land"))
        draw_unit_names(canvas, rect, self.outline, view, "boundary-name")

    def _draw_around(self, canvas: PageCanvas, rect: Rect) -> None:
        """Draw the small map of where the village lies, where the page is high enough."""
        if self.around is None or self.around.outline is None or rect.height_mm < 200.0:
            return
        place = Rect(rect.right_mm - LOCATOR_MM, rect.y_mm + 60.0, LOCATOR_MM, LOCATOR_MM)
        land = replace(self.around, outline=None)
        draw_locator(canvas, place, land, own=self.around.outline, sheet_view=None)

    def _draw_facts(self, canvas: PageCanvas, top_mm: float) -> None:
        surface, styles, rect = canvas.foot, canvas.styles, canvas.content
        label, value = styles.text("cover-label"), styles.text("cover-value")
        for index, (name, text) in enumerate(self.facts):
            y_mm = top_mm + index * 9.0
            surface.paths([segment(rect.x_mm, y_mm, rect.right_mm, y_mm)], styles.path("rule"))
            base = baseline_mm(y_mm, 9.0, value)
            surface.text([TextRun(name, rect.x_mm, base)], label)
            lines, chosen = fit_lines(text, value, rect.width_mm - 42.0)
            step = line_height_mm(chosen) * 0.9
            first = base - step * (len(lines) - 1) / 2
            runs = [
                TextRun(part, rect.x_mm + 40.0, first + step * at) for at, part in enumerate(lines)
            ]
            surface.text(runs, chosen)


def cover_facts(booklet: Booklet) -> tuple[tuple[str, str], ...]:
    """Return what the cover says about this copy; what nobody filled in is left out."""
    spec = booklet.spec
    issuer = booklet.view.features.project.issuer or booklet.township
    facts = [
        (tr("Issued by"), issuer),
        (tr("Period"), spec.period),
        (tr("Confined to"), scope_words(booklet.view, spec)),
        *(pair for column in imprint_columns(booklet) for pair in column),
    ]
    seen: dict[str, str] = {}
    for name, text in facts:
        if text:
            seen.setdefault(name, text)
    return tuple(seen.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """A line of the contents.

    What, sheet id, households and scale where it is a sheet, page number and name.
    """

    title: str
    sheet_id: str
    households: str
    scale: str
    page: PageNumber
    target: str
    is_heading: bool = False


def contents_pages(
    entries: Sequence[ContentsEntry],
    area: Rect,
    *,
    legend: Sequence[LegendItem],
    help_texts: Sequence[str],
    has_households: bool,
    withdrawn: Sequence[PageNumber] = (),
) -> Job[list[FlowPage]]:
    """Return the contents, and where there are any, the legend and texts on how to read it.

    `withdrawn` are numbers that no page has any more.
    """
    columns = [
        Column(tr("Part"), 4.2),
        Column(tr("Sheet id"), 1.5),
        *([Column(tr("Households"), 1.3, "right")] if has_households else []),
        Column(tr("Scale"), 1.5, "right"),
        Column(tr("Page"), 1.0, "right", "reference"),
    ]
    rows = [_contents_row(entry, has_households=has_households) for entry in entries]
    head = TableHead(sized(columns, area.width_mm))
    further = _withdrawn_words(withdrawn, area.width_mm)
    if help_texts:
        further += [Space(3.0), Heading(tr("How to read this atlas"))]
        further += [Legend.of(legend, area.width_mm), Space(3.0)]
        further += [Paragraph.of(text, area.width_mm) for text in help_texts]
    ways, said = [], Progress(0, 0, tr("Numbering the pages …"))
    for row_mm in (ROW_MM, _LOW_ROW_MM):
        table = table_rows(head, rows, area.width_mm, row_mm=row_mm)
        yield said
        items: list[Item] = [Heading(tr("Contents")), head, *table, *further]
        ways.append(flow(items, [area], [area]))
        yield said
    return min(ways, key=len)


def _withdrawn_words(numbers: Sequence[PageNumber], width_mm: float) -> list[Item]:
    if not numbers:
        return []
    words = tr(
        "Withdrawn, their numbers stay free: pages {pages}. A page such as 12-1 was put in later, "
        "behind page 12.",
        pages=page_ranges(numbers),
    )
    return [Space(2.0), Paragraph.of(words, width_mm)]


def _contents_row(entry: ContentsEntry, *, has_households: bool) -> list[Cell]:
    style = "body-bold" if entry.is_heading else ""
    return [
        Cell(entry.title, style, entry.target),
        Cell(entry.sheet_id),
        *([Cell(entry.households)] if has_households else []),
        Cell(entry.scale),
        Cell(str(entry.page)),
    ]


def reading_help(edition: Edition) -> list[str]:
    """Return the sentences on how to read the atlas."""
    general = [
        tr("North is at the top of every map. The letters and digits on its frame name the cells."),
        tr(
            "Tabs on the frame name the page on which the map goes on; the small map shows "
            "where the sheet lies."
        ),
        tr("Something is wrong? Write it on the page and hand it to the grid head."),
    ]
    if not edition.shows_households:
        return general
    points = tr(
        "A number in brackets or on a black square stands for doors that are listed beside the "
        "map, where they stand too close together."
    )
    if edition is Edition.EVACUATION:
        return [*_call_help(), points, *general]
    return [
        tr(
            "To find a household: look up its door or head in the index, turn to the page, and "
            "look into the cell, such as C4: column C, row 4."
        ),
        tr(
            "A black square is a home that is lived in, a half one is seasonal, a hollow one "
            "vacant."
        ),
        points,
        *general,
    ]


def _call_help() -> list[str]:
    """Return how people are found in the edition of an incident, which has no index."""
    return [
        tr(
            "To find a person: look up the call sheet, turn to the page that it names, and look "
            "into the cell, such as C4: column C, row 4."
        ),
        tr(
            "The number before a name is the person's number on the call sheets; it is the same "
            "on every map and list of this incident."
        ),
    ]


def outline_of(
    outline: BaseGeometry | None,
    units: Sequence[tuple[str, BaseGeometry]],
    bounds_m: tuple[float, float, float, float] | None,
) -> LocatorMap | None:
    """Return the small map of an area, None where there is nothing to show."""
    if bounds_m is None:
        return None
    return LocatorMap(outline=outline, units=tuple(units), bounds_m=bounds_m)
