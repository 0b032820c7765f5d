"""What every page has: title, sheet id, page number, binding margin and footer.

Also what a page is while it is planned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from gridmap.export.fit_text import fit, fit_lines, fits
from gridmap.export.frames import FOOTER_MM, Rect, content_rect
from gridmap.export.free_room import FreeRoom
from gridmap.export.map_layers import MapLayers
from gridmap.export.spec import AtlasSpec
from gridmap.i18n import tr
from gridmap.layers.furniture import BindingSide, draw_binding
from gridmap.layers.metrics import line_height_mm
from gridmap.layers.shapes import rectangle
from gridmap.layers.style import Styles
from gridmap.layers.surface import Surface, TextRun
from gridmap.layers.view import MapView
from gridmap.model.editions import Edition, EditionView
from gridmap.model.page_numbers import PageNumber, is_front

TABLE_TOP_MM: Final = 20.0
_ID_PLATE_MM: Final = 21.0
_PAGE_PLATE_MM: Final = 12.0
_PLATE_HEIGHT_MM: Final = 13.2


class PageKind(StrEnum):
    """What a page is for."""

    COVER = "cover"
    CONTENTS = "contents"
    READING = "reading"
    TOWNSHIP = "township"
    TREE = "tree"
    OVERVIEW = "overview"
    TABLES = "tables"
    SUMMARY = "summary"
    SHEET = "sheet"
    SIDE_LIST = "side_list"
    INDEX = "index"
    CARE = "care"
    PLACE = "place"
    CHANGES = "changes"
    UPDATE = "update"
    EMERGENCY = "emergency"
    SLIP = "slip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklet:
    """What all pages of one booklet share. `title` is the village's or township's name.

    `layers` lie below the symbols of its maps; None where it has no map.
    """

    spec: AtlasSpec
    view: EditionView
    styles: Styles
    title: str
    township: str
    layers: MapLayers | None = None

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.view.edition

    @property
    def recipient(self) -> str:
        """Who gets this copy; empty for the public edition."""
        if self.view.recipient is not None:
            return self.view.recipient.name
        return self.spec.recipient

    @property
    def plane_epsg(self) -> int:
        """The plane in which the file's maps tell coordinates; 0: the edition tells none."""
        return self.view.features.project.epsg or 0 if self.edition.tells_coordinates else 0

    def page_mm(self, *, is_lying: bool) -> tuple[float, float]:
        """Return width and height of its pages, of those that lie or of the others."""
        width, height = self.spec.size_mm
        return (height, width) if is_lying else (width, height)

    def content_rect(self, page: PageNumber, *, is_lying: bool = False) -> Rect:
        """Return the printable part of a page."""
        size_mm = self.page_mm(is_lying=is_lying)
        return content_rect(size_mm, page=page, binding_mm=self.spec.binding_mm)

    @property
    def table_area(self) -> Rect:
        """The room for tables on a page of their own, relative to the content's corner."""
        rect = self.content_rect(1)
        return Rect(0, TABLE_TOP_MM, rect.width_mm, rect.height_mm - TABLE_TOP_MM - FOOTER_MM - 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCanvas:
    """A page to draw on.

    The surface, the booklet, the page's number and its printable rectangle. `imprint` takes what
    differs from copy to copy and from day to day, so that a page whose content has not changed is
    known as the same; None: it goes on the surface with the rest. `code` is what the code to scan
    says; empty: there is none. Who draws a map adds what it shows to `grounds`,
    and may tell in `rooms` where it holds nothing.
    """

    surface: Surface
    booklet: Booklet
    number: PageNumber
    imprint: Surface | None = None
    code: str = ""
    grounds: list[MapView] = field(default_factory=list)
    rooms: list[FreeRoom] = field(default_factory=list)

    @property
    def foot(self) -> Surface:
        """Where the imprint is drawn."""
        return self.surface if self.imprint is None else self.imprint

    @property
    def content(self) -> Rect:
        """The printable rectangle."""
        return self.booklet.content_rect(self.number, is_lying=self.is_lying)

    @property
    def is_lying(self) -> bool:
        """Whether the page is wider than high."""
        return self.surface.width_mm > self.surface.height_mm

    @property
    def styles(self) -> Styles:
        """How everything looks."""
        return self.booklet.styles


class PageContent(Protocol):
    """What stands on a page."""

    def draw(self, canvas: PageCanvas) -> None:
        """Draw all of the page."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What others need to know of a page.

    `name` is what links lead to; without a `title` the outline does not list it. `ground_m` is
    what a map shows that is no detail sheet's: min x, min y, max x, max y; None: there is none.
    """

    name: str
    kind: PageKind
    title: str
    level: int = 1
    ground_m: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(PageHead):
    """A page with what stands on it; `is_lying`: wider than high."""

    content: PageContent
    is_lying: bool = False

    @property
    def head(self) -> PageHead:
        """The page without its content."""
        return PageHead(
            name=self.name,
            kind=self.kind,
            title=self.title,
            level=self.level,
            ground_m=self.ground_m,
        )


PageNumbers = Mapping[str, PageNumber]
"""The number of each page by its name."""

Heads = Sequence[Sequence[PageHead]]
"""The pages of each village of a file, in order."""


def draw_header(canvas: PageCanvas, title: str, subtitle: str, *, sheet_id: str = "") -> None:
    """Draw title, subtitle, and on the right the sheet id (white on black) and the page number.

    Page 0 stands alone, a poster: it has no number and is not bound.
    """
    surface, styles, rect = canvas.surface, canvas.styles, canvas.content
    plates = _PAGE_PLATE_MM + (_ID_PLATE_MM if sheet_id else 0.0)
    room = rect.width_mm - plates - 3.0
    lines = ((title, "title", 6.6, 8.4), (subtitle, "subtitle", 12.8, 6.0))
    for text, style_name, y_mm, height_mm in lines:
        shown, style = fit_lines(text, styles.text(style_name), room)
        if text == subtitle and fits(text, style, room):
            one, style = fit(text, style, room)
            shown = [one]
        step = min(line_height_mm(style) * 0.87, height_mm / len(shown))
        first = rect.y_mm + y_mm - step * (len(shown) - 1) / 2
        surface.text(
            [TextRun(line, rect.x_mm, first + step * at) for at, line in enumerate(shown)], style
        )
    if not canvas.number:
        return
    left = rect.right_mm - _PAGE_PLATE_MM
    _plate(
        canvas,
        Rect(left, rect.y_mm, _PAGE_PLATE_MM, _PLATE_HEIGHT_MM),
        str(canvas.number),
        tr("page"),
        dark=False,
    )
    if sheet_id:
        plate = Rect(left - _ID_PLATE_MM, rect.y_mm, _ID_PLATE_MM, _PLATE_HEIGHT_MM)
        _plate(canvas, plate, sheet_id, tr("sheet"), dark=True)
    draw_binding(
        surface,
        side=_binding_side(canvas),
        margin_mm=canvas.booklet.spec.binding_mm,
        word=tr("binding edge"),
        styles=styles,
    )


def _binding_side(canvas: PageCanvas) -> BindingSide:
    is_odd = is_front(canvas.number)
    if canvas.is_lying:
        return "top" if is_odd else "bottom"
    return "left" if is_odd else "right"


def _plate(canvas: PageCanvas, rect: Rect, text: str, caption: str, *, dark: bool) -> None:
    surface, styles = canvas.surface, canvas.styles
    surface.paths(
        [rectangle(rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm)],
        styles.path("plate-dark" if dark else "plate-light"),
    )
    middle = rect.x_mm + rect.width_mm / 2
    plate_style = styles.text("sheet-id" if dark else "page-number")
    shown, style = fit(text, plate_style, rect.width_mm - 1.6)
    surface.text([TextRun(shown, middle, rect.y_mm + 7.0, "center")], style)
    small = styles.text("plate-caption-dark" if dark else "plate-caption")
    surface.text([TextRun(caption, middle, rect.y_mm + 11.4, "center")], small)
