"""The foot of every page: the edition's plate, whose copy it is, dates, the code to scan.

What differs from copy to copy goes on the page's imprint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from gridmap.export.fit_text import SMALLEST_PT, fit, fit_lines
from gridmap.export.frames import FOOTER_MM, Rect
from gridmap.export.page import Booklet, PageCanvas
from gridmap.export.scan_code import draw_code
from gridmap.i18n import tr
from gridmap.layers.metrics import baseline_mm, text_width_mm, wrapped
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import TextRun
from gridmap.model.editions import Edition

_IMPRINT_ROWS: Final = 3
_IMPRINT_MM: Final = 10.5
"""The height of the edition's plate and of the rows beside it."""

_CODE_SIDE_MM: Final = 10.6
_CODE_MM: Final = 13.0
"""The room that the code to scan takes at the right of the imprint, with its gap."""
_IMPRINT_GAP_MM: Final = 4.0
_BY_HAND_MM: Final = 24.0
"""The line on which a field of the footer is filled in by hand."""


def draw_footer(canvas: PageCanvas) -> None:
    """Draw the edition's plate, recipient, copy, dates and the line of duty of care."""
    surface, styles, rect = canvas.surface, canvas.styles, canvas.content
    top = rect.bottom_mm - FOOTER_MM
    surface.paths([segment(rect.x_mm, top, rect.right_mm, top)], styles.path("rule-dark"))
    plate = Rect(rect.x_mm, top + 1.4, 28.0, _IMPRINT_MM)
    surface.paths(
        [rectangle(plate.x_mm, plate.y_mm, plate.width_mm, plate.height_mm)],
        styles.path("plate-accent"),
    )
    middle = plate.x_mm + plate.width_mm / 2
    edition = canvas.booklet.edition
    label, style = fit(edition.label, styles.text("edition"), plate.width_mm - 2.0)
    surface.text([TextRun(label, middle, plate.y_mm + 5.6, "center")], style)
    use, style = fit(
        f"{edition.value} · {_use(edition)}", styles.text("edition-note"), plate.width_mm - 2.0
    )
    surface.text([TextRun(use, middle, plate.y_mm + 9.0, "center")], style)
    code_mm = _CODE_MM if canvas.code else 0.0
    area = Rect(rect.x_mm + 32.0, plate.y_mm, rect.width_mm - 32.0 - code_mm, _IMPRINT_MM)
    _draw_imprint(canvas, area)
    if canvas.code:
        draw_code(
            canvas.foot, canvas.code, Rect(rect.x_mm, top + 0.5, rect.width_mm, _CODE_SIDE_MM)
        )
    draw_duty_of_care(canvas)


def draw_duty_of_care(canvas: PageCanvas) -> None:
    """Draw the line of duty of care at the foot of the page, on two lines where it is long."""
    rect = canvas.content
    text = duty_of_care(canvas.booklet.edition)
    style = canvas.styles.text("scale-note")
    lines = [text]
    if text_width_mm(text, style) > rect.width_mm:
        style = replace(style, size_pt=SMALLEST_PT)
        lines = wrapped(text, style, rect.width_mm)
    first = rect.bottom_mm - (0.2 if len(lines) == 1 else 0.8)
    canvas.surface.text(
        [TextRun(line, rect.x_mm, first + 2.6 * number) for number, line in enumerate(lines)],
        style,
    )


def _draw_imprint(canvas: PageCanvas, area: Rect) -> None:
    """Draw the columns as wide as their texts; what is empty gets a line to write on by hand.

    On paper so narrow that dates would break, the lines of a last column without texts are left
    out.
    """
    columns = imprint_columns(canvas.booklet)
    indents, widths = _imprint_widths(canvas.styles, columns, area.width_mm)
    day = canvas.booklet.spec.on.isoformat()
    day_mm = text_width_mm(day, canvas.styles.text("imprint-bold"))
    if min(widths) < day_mm and not any(text for _, text in columns[-1]):
        columns = columns[:-1]
        indents, widths = _imprint_widths(canvas.styles, columns, area.width_mm)
    left = area.x_mm
    for part, indent, width in zip(columns, indents, widths, strict=True):
        style_name = "imprint-bold" if part is columns[0] else "imprint"
        rect = Rect(left, area.y_mm, width, area.height_mm)
        _draw_imprint_column(canvas, part, rect, indent, style_name)
        left += indent + width + _IMPRINT_GAP_MM


def _imprint_widths(
    styles: Styles, columns: Sequence[Sequence[tuple[str, str]]], width_mm: float
) -> tuple[list[float], list[float]]:
    """Return how far in the texts of each column begin, and how wide they may be."""
    label, value = styles.text("small"), styles.text("imprint-bold")
    indents = [max(text_width_mm(name, label) for name, _ in part) + 2.0 for part in columns]
    texts = [
        max(max(text_width_mm(text, value) for _, text in part), _BY_HAND_MM) for part in columns
    ]
    room = width_mm - sum(indents) - _IMPRINT_GAP_MM * (len(columns) - 1)
    return indents, _shared(texts, room)


def _draw_imprint_column(
    canvas: PageCanvas,
    column: Sequence[tuple[str, str]],
    area: Rect,
    indent: float,
    style_name: str,
) -> None:
    """Draw the fields of a column, each with its label; never higher than the edition's plate."""
    label, value = canvas.styles.text("small"), canvas.styles.text(style_name)
    fields = [(name, *fit_lines(text, value, area.width_mm)) for name, text in column]
    rows = sum(len(lines) for _, lines, _ in fields)
    if rows > _IMPRINT_ROWS:
        value = replace(value, size_pt=SMALLEST_PT)
        fields = [(name, wrapped(text, value, area.width_mm), value) for name, text in column]
        rows = sum(len(lines) for _, lines, _ in fields)
    step = area.height_mm / max(rows, _IMPRINT_ROWS)
    y_mm = baseline_mm(area.y_mm, step, value)
    left = area.x_mm + indent
    for name, lines, style in fields:
        canvas.foot.text([TextRun(name, area.x_mm, y_mm)], label)
        if any(lines):
            runs = [TextRun(line, left, y_mm + at * step) for at, line in enumerate(lines)]
            canvas.foot.text(runs, style)
        else:
            line = segment(left, y_mm + 0.5, left + min(area.width_mm, _BY_HAND_MM), y_mm + 0.5)
            canvas.foot.paths([line], canvas.styles.path("tick-box"))
        y_mm += step * len(lines)


def _shared(needed: Sequence[float], room: float) -> list[float]:
    """Return widths for columns: what they need, the widest narrowed until all have room."""
    widths = list(needed)
    while sum(widths) > room + 1e-6:
        widest = max(widths)
        below = max((width for width in widths if width < widest - 1e-6), default=0.0)
        many = [at for at, width in enumerate(widths) if width > widest - 1e-6]
        lower = max(below, widest - (sum(widths) - room) / len(many))
        for at in many:
            widths[at] = lower
    return widths


def imprint_columns(booklet: Booklet) -> list[list[tuple[str, str]]]:
    """Return what the footer says, in columns of at most three rows: label and text.

    Without a text: to be filled in by hand.
    """
    spec = booklet.spec
    first = [
        (tr("Recipient"), booklet.recipient),
        (tr("Copy"), tr("{copy} of {copies}", copy=spec.copy, copies=spec.copies)),
        (tr("Valid until"), _last_day(booklet).isoformat()),
    ]
    second = [
        (tr("Data as of"), spec.on.isoformat()),
        (tr("Printed"), spec.print_day.isoformat()),
        (tr("Purpose"), spec.purpose or _purpose(booklet)),
    ]
    third = [
        (tr("Drawn by"), spec.drawer),
        (tr("Checked by"), spec.checker),
    ]
    is_public = booklet.edition is Edition.PUBLIC
    if spec.base_map and not is_public:
        third.append((tr("Base map"), spec.base_map))
    if is_public:
        issuer = booklet.view.features.project.issuer or booklet.township
        first = [(tr("Issued by"), issuer), first[2]]
    return [first, second, third]


def _last_day(booklet: Booklet) -> date:
    """Return the last day of use: never after that of the incident that a P4 is for."""
    incident = booklet.view.incident
    if incident is None or incident.valid_until is None:
        return booklet.spec.last_day
    return min(incident.valid_until, booklet.spec.last_day)


def _purpose(booklet: Booklet) -> str:
    incident = booklet.view.incident
    return default_purpose(booklet.edition) if incident is None else incident.name


def default_purpose(edition: Edition) -> str:
    """Return what an edition is used for where nothing else was said."""
    return {
        Edition.PUBLIC: tr("notice board"),
        Edition.SUMMARY: tr("review"),
        Edition.HOUSEHOLD: tr("drawing and finding"),
        Edition.OFFICER: tr("home visits"),
        Edition.EVACUATION: tr("evacuation"),
    }[edition]


def duty_of_care(edition: Edition) -> str:
    """Return the line at the foot of every page."""
    if edition is Edition.PUBLIC:
        return tr(
            "Public edition without households. Boundaries show service areas and prove no rights."
        )
    if edition is Edition.SUMMARY:
        return tr("For internal use. Not a map for the public; it proves no rights.")
    return tr(
        "Holds personal data: for the recipient's duties only. Do not copy, photograph or pass on; "
        "return after use. Not a public map; proves no rights."
    )


def _use(edition: Edition) -> str:
    return tr("for everybody") if edition is Edition.PUBLIC else tr("internal use")
