"""The parts of a map page around the map: officers, legend and scale, locator inset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.export.arrange import Occupied
from gridmap.export.fit_text import fit, fit_lines, fits
from gridmap.export.frames import OFFICER_ROW_MM, Rect
from gridmap.export.leaders import Leader
from gridmap.export.officers import BOXES_A_ROW, OfficerBox
from gridmap.export.page import PageCanvas
from gridmap.export.sheet_layout import SheetLayout
from gridmap.i18n import tr
from gridmap.layers.boundaries import draw_area
from gridmap.layers.furniture import draw_scale_bar, plan_scale_bar
from gridmap.layers.labels import Boxes
from gridmap.layers.legend import LegendItem, draw_legend, legend_height_mm
from gridmap.layers.metrics import MM_PER_POINT, baseline_mm, text_width_mm
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import TextRun
from gridmap.layers.view import MapView, fitting
from gridmap.model.editions import Edition
from gridmap.model.features import Officer

SCALE_MM: Final = 36.0
_LEGEND_TITLE_MM: Final = 14.0
_ROUND_ABOUT: Final = np.array([
    (0.0, 0.0), (0.0, -1.1), (0.0, 1.1), (1.0, 0.0), (-1.0, 0.0), (0.0, -2.2), (0.0, 2.2),
    (1.0, 1.1), (-1.0, 1.1), (1.0, -1.1), (-1.0, -1.1), (1.6, 0.0), (-1.6, 0.0),
    (0.0, 1.6), (0.0, -1.6), (0.0, 2.8), (0.0, -2.8), (1.0, 1.8), (-1.0, 1.8),
    (1.0, -1.8), (-1.0, -1.8), (1.6, 1.8), (-1.6, 1.8), (1.6, -1.8), (-1.6, -1.8),
])  # fmt: skip
"""Steps to the middle of a name, in half widths and heights of it."""


def draw_officers(canvas: PageCanvas, area: Rect, boxes: Sequence[OfficerBox]) -> None:
    """Draw the responsible-officer legend: rows of equal boxes.

    The recipient's is blue, an empty post red.
    """
    if not boxes:
        return
    count = -(-len(boxes) // BOXES_A_ROW)
    across = -(-len(boxes) // count)
    rows = [boxes[i : i + across] for i in range(0, len(boxes), across)]
    height = min(area.height_mm / len(rows), OFFICER_ROW_MM)
    area = Rect(area.x_mm, area.y_mm, area.width_mm, height * len(rows))
    for number, row in enumerate(rows):
        width = area.width_mm / len(row)
        for index, box in enumerate(row):
            rect = Rect(area.x_mm + index * width, area.y_mm + number * height, width, height)
            _draw_officer(canvas, rect, box)
    canvas.surface.paths(
        [rectangle(area.x_mm, area.y_mm, area.width_mm, area.height_mm)],
        canvas.styles.path("box-strong"),
    )


def _draw_officer(canvas: PageCanvas, rect: Rect, box: OfficerBox) -> None:
    surface, styles = canvas.surface, canvas.styles
    left, room = rect.x_mm + 1.8, rect.width_mm - 2.6
    role_style = styles.text("officer-role-own" if box.is_recipient else "officer-role")
    titles, role = fit_lines(box.title, role_style, room)
    head = Rect(rect.x_mm, rect.y_mm, rect.width_mm, 4.9 if len(titles) == 1 else 6.2)
    surface.paths(
        [rectangle(head.x_mm, head.y_mm, head.width_mm, head.height_mm)],
        styles.path("box-head-own" if box.is_recipient else "box-head"),
    )
    surface.paths(
        [rectangle(rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm)], styles.path("box")
    )
    each = head.height_mm / len(titles)
    surface.text(
        [
            TextRun(title, left, baseline_mm(head.y_mm + at * each, each, role))
            for at, title in enumerate(titles)
        ],
        role,
    )
    down = rect.y_mm + (head.height_mm - 4.9) * 0.5
    if box.officer is None:
        nobody, style = fit(tr("nobody assigned"), styles.text("officer-empty"), room)
        surface.text([TextRun(nobody, left, down + 9.4)], style)
    else:
        _draw_person(canvas, box, box.officer, Rect(left, down, room, 12.9))
    if canvas.booklet.edition is not Edition.EVACUATION:
        _draw_deputy(canvas, box, left, rect.y_mm + 16.3, room)


def _draw_person(canvas: PageCanvas, box: OfficerBox, officer: Officer, rect: Rect) -> None:
    """Draw name and phone, and the post on the right of whichever of them leaves room for it."""
    surface, styles = canvas.surface, canvas.styles
    names, name = fit_lines(officer.name, styles.text("officer-name"), rect.width_mm)
    phone = styles.text("officer-phone")
    number = officer.phone or "—"
    y_name, y_phone = rect.y_mm + 9.2, rect.y_mm + 12.9
    if len(names) > 1:
        y_name -= 1.3
    surface.text(
        [TextRun(part, rect.x_mm, y_name + at * 2.5) for at, part in enumerate(names)], name
    )
    surface.text([TextRun(number, rect.x_mm, y_phone)], phone)
    post = tr("recipient") if box.is_recipient else officer.post
    rows = ((names[-1], name, y_name + 2.5 * (len(names) - 1)), (number, phone, y_phone))
    for beside, style, y_mm in rows:
        left_over = rect.width_mm - text_width_mm(beside, style) - 1.5
        if post and fits(post, styles.text("officer-note"), left_over):
            shown, note = fit(post, styles.text("officer-note"), left_over)
            surface.text([TextRun(shown, rect.right_mm - 0.4, y_mm, "right")], note)
            return


def _draw_deputy(
    canvas: PageCanvas, box: OfficerBox, x_mm: float, y_mm: float, room: float
) -> None:
    styles = canvas.styles
    word, note = tr("Deputy"), styles.text("officer-note")
    canvas.surface.text([TextRun(word, x_mm, y_mm)], note)
    left = x_mm + text_width_mm(word, note) + 2.0
    filled = box.deputy is not None
    style = styles.text("officer-phone" if filled else "officer-empty-small")
    left_over = x_mm + room - left
    name = box.deputy.name if box.deputy is not None else tr("nobody assigned")
    if box.deputy is None and text_width_mm(name, style) > left_over:
        name = tr("nobody")
    lines, style = fit_lines(name, style, left_over)
    first = y_mm - (len(lines) - 1) * 1.2
    canvas.surface.text(
        [TextRun(line, left, first + at * 2.4) for at, line in enumerate(lines)], style
    )


def draw_legend_and_scale(
    canvas: PageCanvas, area: Rect, items: Sequence[LegendItem], scale: int
) -> None:
    """Draw the legend on the left, ratio and scale bar on the right."""
    surface, styles = canvas.surface, canvas.styles
    title = styles.text("legend-title")
    surface.text([TextRun(tr("Legend"), area.x_mm, baseline_mm(area.y_mm, 5.8, title))], title)
    draw_legend(
        surface,
        items,
        area.x_mm + _LEGEND_TITLE_MM,
        area.y_mm,
        width_mm=legend_width_mm(area.width_mm),
        styles=styles,
    )
    left = area.right_mm - SCALE_MM
    surface.paths([segment(left, area.y_mm, left, area.bottom_mm)], styles.path("rule"))
    draw_scale(canvas, left + 2.6, area.y_mm, scale)


def draw_scale(
    canvas: PageCanvas, x_mm: float, y_mm: float, scale: int, *, width_mm: float = SCALE_MM
) -> None:
    """Draw the ratio, the bar and a sentence, from a top left corner; 17 mm high.

    In a narrow room the sentence takes two lines.
    """
    surface, styles = canvas.surface, canvas.styles
    surface.text([TextRun(ratio_text(scale), x_mm, y_mm + 4.4)], styles.text("scale-ratio"))
    bar = plan_scale_bar(scale, max_width_mm=24.0)
    draw_scale_bar(surface, bar, x_mm, y_mm + 9.6, styles=styles, unit=tr("m"))
    note = styles.text("scale-note")
    metres = scale / 100
    shown = f"{metres:g}"
    text = tr("1 cm = {metres} m on the ground", metres=shown)
    lines, note = fit_lines(text, note, width_mm)
    surface.text(
        [TextRun(line, x_mm, y_mm + 15.6 + 2.8 * at) for at, line in enumerate(lines)], note
    )


def legend_width_mm(area_mm: float) -> float:
    """Return how wide the legend's entries may run in an area of a width."""
    return area_mm - _LEGEND_TITLE_MM - SCALE_MM - 2.0


def needed_legend_mm(items: Sequence[LegendItem], area_mm: float, styles: Styles) -> float:
    """Return the height that a legend needs in an area of a width."""
    return legend_height_mm(items, width_mm=legend_width_mm(area_mm), styles=styles)


def ratio_text(scale: int) -> str:
    """Return a ratio as printed: 1 : 1000, 1 : 10 000."""
    return f"1 : {scale:,}".replace(",", " ") if scale >= 10_000 else f"1 : {scale}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatorMap:
    """What the locator inset shows: the village's outline and its units.

    Each with its short name.
    """

    outline: BaseGeometry | None
    units: tuple[tuple[str, BaseGeometry], ...]
    bounds_m: tuple[float, float, float, float]


def draw_locator(
    canvas: PageCanvas,
    rect: Rect,
    locator: LocatorMap,
    *,
    own: BaseGeometry | None,
    sheet_view: MapView | None,
    further: Sequence[MapView] = (),
) -> None:
    """Draw the locator inset with the own unit tinted and the sheet's window (if any) in red.

    `further` are windows of the sheet that show other ground.
    """
    surface, styles = canvas.surface, canvas.styles
    surface.paths(
        [rectangle(rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm)], styles.path("locator")
    )
    caption = styles.text("locator")
    surface.text([TextRun(tr("Where this is"), rect.x_mm + 1.5, rect.y_mm + 3.4)], caption)
    inner = Rect(rect.x_mm + 1.2, rect.y_mm + 4.6, rect.width_mm - 2.4, rect.height_mm - 5.8)
    box = locator.bounds_m
    if sheet_view is not None:
        for shown in (sheet_view, *further):
            box = _union(box, shown.bounds_m)
    view = _placed(
        fitting(box, width_mm=inner.width_mm, height_mm=inner.height_mm, margin=0.03), inner
    )
    with surface.clip(inner.x_mm, inner.y_mm, inner.width_mm, inner.height_mm):
        if locator.outline is not None:
            draw_area(surface, view, locator.outline, styles.path("locator-land"))
        for _, shape in locator.units:
            draw_area(surface, view, shape, styles.path("locator-land"))
        if own is not None and own.area > 0:
            draw_area(surface, view, own, styles.path("locator-own"))
        windows = () if sheet_view is None else (sheet_view, *further)
        marked = [_shown_rect(shown, view) for shown in windows]
        draw_unit_names(canvas, inner, locator, view, "locator", marked)
        for red in marked:
            path = rectangle(red.x_mm, red.y_mm, red.width_mm, red.height_mm)
            surface.paths([path], styles.path("locator-sheet"))


def _shown_rect(sheet_view: MapView, view: MapView) -> Rect:
    """Return the ground of a sheet as a rectangle on a small map, never too small to be seen."""
    left, bottom, right, top = sheet_view.bounds_m
    corners = view.to_mm(np.array([(left, top), (right, bottom)]))
    (x0, y0), (x1, y1) = corners.tolist()
    return Rect(x0, y0, max(x1 - x0, 1.4), max(y1 - y0, 1.4))


def draw_unit_names(
    canvas: PageCanvas,
    inner: Rect,
    locator: LocatorMap,
    view: MapView,
    style_name: str,
    marked: Sequence[Rect] = (),
) -> None:
    """Write the names of the units into their areas where they fit beside each other.

    None stands on the frame of a marked rectangle: nobody could read it.
    """
    style = canvas.styles.text(style_name)
    half = style.size_pt * MM_PER_POINT / 2
    taken, frames = Occupied(np.empty((0, 4))), Occupied(np.empty((0, 4)))
    frames.add([rect for rect in marked if rect.height_mm < inner.height_mm / 2])
    runs = []
    for name, shape in locator.units:
        if not shape.area:
            continue
        width = text_width_mm(name, style)
        boxes = _name_boxes(shape, view, width, 2 * half)
        boxes = boxes[(boxes[:, :2] >= inner.box[:2]).all(axis=1)
                      & (boxes[:, 2:] <= inner.box[2:]).all(axis=1)]  # fmt: skip
        free = np.flatnonzero(taken.overlaps(boxes, 0.2) + frames.overlaps(boxes, 0.3) <= 0.0)
        if len(free):
            left, top = boxes[free[0], :2].tolist()
            taken.add([Rect(left, top, width, 2 * half)])
            baseline = baseline_mm(top + half, 0.0, style)
            runs.append(TextRun(name, left + width / 2, baseline, "center"))
    canvas.surface.text(runs, style)


def _name_boxes(shape: BaseGeometry, view: MapView, width: float, height: float) -> Boxes:
    """Return where a name of a size may stand in an area: in its middle, then round about."""
    point, size = shape.representative_point(), np.array((width, height))
    middle = view.to_mm(np.array([(point.x, point.y)]))
    middles = middle + _ROUND_ABOUT * (width / 2, height)
    points_m = view.to_m(middles)
    is_inside = shapely.contains_xy(shape, points_m[:, 0], points_m[:, 1])
    is_inside[0] = True
    low = middles[is_inside] - size / 2
    return np.hstack([low, low + size])


def _union(
    a: tuple[float, float, float, float], b: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _placed(view: MapView, rect: Rect) -> MapView:
    return MapView(
        center_x_m=view.center_x_m,
        center_y_m=view.center_y_m,
        scale_denominator=view.scale_denominator,
        width_mm=rect.width_mm,
        height_mm=rect.height_mm,
        x_mm=rect.x_mm,
        y_mm=rect.y_mm,
    )


def taken_boxes(layout: SheetLayout) -> Boxes:
    """Return the boxes of all symbols, names, leaders and insets of a layout, shape (n, 4)."""
    rects = [symbol.rect for symbol in (*layout.badges, *layout.care)]
    rects += [rect for rect in (layout.locator, layout.north) if rect is not None]
    rects += [rect for inset in layout.insets for rect in (inset.rect, inset.outline) if rect]
    rects += [Rect(mark.x_mm - 1.1, mark.y_mm - 1.1, 2.2, 2.2) for mark in layout.houses]
    rects += [Rect(stack.x_mm - 2.1, stack.y_mm - 2.1, 4.2, 4.2) for stack in layout.stacks]
    rects += [Rect(x - 1.1, y - 1.1, 2.2, 2.2) for x, y in layout.foreign_mm.tolist()]
    for label in layout.label_boxes:
        rects.append(Rect(label.left_mm, label.top_mm, label.width_mm, label.height_mm))
    boxes = [rect.box for rect in rects] + list(layout.quiet_boxes)
    leaders = [Leader(*ends).boxes() for ends in layout.all_leaders]
    return np.concatenate([np.array(boxes, dtype=np.float64).reshape(-1, 4), *leaders])
