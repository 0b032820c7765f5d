"""The frame of a map: reference cells with letters and digits, tabs for the neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from gridmap.layers.metrics import baseline_mm, text_width_mm
from gridmap.layers.shapes import rectangle, rounded_rectangle, segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import Link, Path, Surface, TextRun

Side: TypeAlias = Literal["left", "top", "right", "bottom"]
COLUMN_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of the reference columns; I and O are left out, they read as digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFrame:
    """The frame of a map: its window in millimetres on the page, and its columns and rows."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    columns: int = 5
    rows: int = 7
    band_mm: float = 4.0

    @property
    def outer_mm(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the outer line."""
        band = self.band_mm
        return (
            self.x_mm - band,
            self.y_mm - band,
            self.width_mm + 2 * band,
            self.height_mm + 2 * band,
        )

    @property
    def cell_mm(self) -> tuple[float, float]:
        """Width and height of one reference cell."""
        return self.width_mm / self.columns, self.height_mm / self.rows

    def cell_at(self, x_mm: float, y_mm: float) -> str:
        """Return the reference cell of a point on the page, as in "C4".

        Points outside take the nearest cell.
        """
        cell_width, cell_height = self.cell_mm
        column = min(max(int((x_mm - self.x_mm) // cell_width), 0), self.columns - 1)
        row = min(max(int((y_mm - self.y_mm) // cell_height), 0), self.rows - 1)
        return f"{COLUMN_LETTERS[column]}{row + 1}"


def draw_crosses(surface: Surface, frame: ReferenceFrame, *, styles: Styles) -> None:
    """Draw the small crosses at the corners of the cells, below labels that stay clear."""
    surface.paths(_crosses(frame, styles.size_mm("cross")), styles.path("frame-cross"))


def draw_frame(
    surface: Surface, frame: ReferenceFrame, *, styles: Styles, with_crosses: bool = True
) -> None:
    """Draw the frame: lines, the band with letters and digits, crosses at the cells' corners."""
    outer, inner = (
        rectangle(*frame.outer_mm),
        rectangle(frame.x_mm, frame.y_mm, frame.width_mm, frame.height_mm),
    )
    band = Path((*outer.runs, *inner.runs), closed=True)
    surface.paths([band], styles.path("frame-band"))
    if with_crosses:
        draw_crosses(surface, frame, styles=styles)
    surface.paths(_ticks(frame), styles.path("frame-tick"))
    surface.paths([outer], styles.path("frame-outer"))
    surface.paths([inner], styles.path("frame-inner"))
    surface.text(_cell_names(frame, styles), styles.text("frame"))


def _borders(frame: ReferenceFrame) -> tuple[list[float], list[float]]:
    """Return the x of the inner column borders and the y of the inner row borders."""
    cell_width, cell_height = frame.cell_mm
    return (
        [frame.x_mm + index * cell_width for index in range(1, frame.columns)],
        [frame.y_mm + index * cell_height for index in range(1, frame.rows)],
    )


def _crosses(frame: ReferenceFrame, size_mm: float) -> list[Path]:
    half = size_mm / 2
    xs, ys = _borders(frame)
    return [
        path
        for x in xs
        for y in ys
        for path in (segment(x - half, y, x + half, y), segment(x, y - half, x, y + half))
    ]


def _ticks(frame: ReferenceFrame) -> list[Path]:
    left, top, width, height = frame.outer_mm
    right, bottom, band = left + width, top + height, frame.band_mm
    xs, ys = _borders(frame)
    vertical = [segment(x, y, x, y + band) for x in xs for y in (top, bottom - band)]
    return vertical + [segment(x, y, x + band, y) for y in ys for x in (left, right - band)]


def _cell_names(frame: ReferenceFrame, styles: Styles) -> list[TextRun]:
    left, top, width, height = frame.outer_mm
    cell_width, cell_height = frame.cell_mm
    style, band = styles.text("frame"), frame.band_mm
    runs = []
    for column in range(frame.columns):
        x = frame.x_mm + (column + 0.5) * cell_width
        for band_top in (top, top + height - band):
            runs.append(
                TextRun(COLUMN_LETTERS[column], x, baseline_mm(band_top, band, style), "center")
            )
    for row in range(frame.rows):
        y = baseline_mm(frame.y_mm + row * cell_height, cell_height, style)
        for middle in (left + band / 2, left + width - band / 2):
            runs.append(TextRun(str(row + 1), middle, y, "center"))
    return runs


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourTab:
    """A tab in the frame's band that names the page where the map goes on.

    `at_mm` is its middle along the side, `angle_deg` where its arrow points, clockwise from the
    top; None: straight out.
    """

    side: Side
    at_mm: float
    text: str
    target: str
    angle_deg: float | None = None


def tab_length_mm(text: str, styles: Styles) -> float:
    """Return how long a tab with this text is."""
    return text_width_mm(text, styles.text("tab")) + 7.0


def tab_positions_mm(frame: ReferenceFrame, side: Side) -> list[float]:
    """Return where tabs may stand along a side.

    On the cell borders, the middle one first, so that no letter is hidden.
    """
    xs, ys = _borders(frame)
    borders = xs if side in ("top", "bottom") else ys
    start, length = (
        (frame.x_mm, frame.width_mm) if side in ("top", "bottom") else (frame.y_mm, frame.height_mm)
    )
    return sorted(borders, key=lambda at: (round(abs(at - start - length / 2), 6), at))


def draw_neighbour_tab(
    surface: Surface, frame: ReferenceFrame, tab: NeighbourTab, *, styles: Styles
) -> None:
    """Draw a neighbour tab into the band of the frame and make it lead to its page."""
    left, top, width, height = frame.outer_mm
    band, length = frame.band_mm, tab_length_mm(tab.text, styles)
    if tab.side in ("top", "bottom"):
        y = top if tab.side == "top" else top + height - band
        box = (tab.at_mm - length / 2, y, length, band)
    else:
        x = left if tab.side == "left" else left + width - band
        box = (x, tab.at_mm - length / 2, band, length)
    surface.paths([rounded_rectangle(*box, radius_mm=0.7)], styles.path("tab"))
    x0, y0, box_width, box_height = box
    middle = (x0 + box_width / 2, y0 + box_height / 2)
    _draw_tab_text(surface, tab, middle, length, styles)
    surface.link(Link(tab.target, x0, y0, box_width, box_height))


def _draw_tab_text(
    surface: Surface,
    tab: NeighbourTab,
    middle: tuple[float, float],
    length_mm: float,
    styles: Styles,
) -> None:
    style = styles.text("tab")
    x, y = middle
    drop = baseline_mm(0.0, 0.0, style)
    if tab.side in ("top", "bottom"):
        arrow_at = (x - length_mm / 2 + 2.6, y)
        run = TextRun(tab.text, x + 1.7, y + drop, "center")
    else:
        arrow_at = (x, y - length_mm / 2 + 2.6)
        run = TextRun(tab.text, x - drop, y + 1.7, "center", angle_deg=-90.0)
    angle_deg = _OUTWARDS_DEG[tab.side] if tab.angle_deg is None else tab.angle_deg
    surface.paths([_arrow(arrow_at, angle_deg)], styles.path("tab-arrow"))
    surface.text([run], style)


_ARROW: Final = np.array([(-1.1, 0.9), (1.1, 0.9), (0.0, -0.9)])
_OUTWARDS_DEG: Final = {"top": 0.0, "right": 90.0, "bottom": 180.0, "left": 270.0}


def _arrow(at_mm: tuple[float, float], angle_deg: float) -> Path:
    """Return the head of an arrow that points in a direction, clockwise from the top."""
    turn = np.radians(angle_deg)
    across, down = np.cos(turn), np.sin(turn)
    points = _ARROW @ np.array([(across, down), (-down, across)])
    return Path((points + np.array(at_mm),), closed=True)
