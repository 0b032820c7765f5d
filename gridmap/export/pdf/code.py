"""Operators of a PDF page as text: numbers, colours, paths. In points, origin bottom left, y up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from gridmap.layers.surface import Color, Coordinates, Path, PathStyle

PT_PER_MM: Final = 72.0 / 25.4

HUNDREDTHS: Final = ".01 0 0 .01 0 0 cm\n"
"""What makes numbers hundredths of a point until Q: paths are written in whole numbers.

They are shorter and faster to write than numbers with two decimals and just as exact.
"""

_UNITS_PER_MM: Final = np.array([100.0 * PT_PER_MM, -100.0 * PT_PER_MM])


@lru_cache(maxsize=4096)
def number(value: float, decimals: int = 2) -> str:
    """Return a number with at most so many decimals and nothing superfluous.

    Never with an exponent: PDF knows none (ISO 32000-1, 7.3.3).
    """
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=1024)
def rgb(color: Color) -> str:
    """Return the three components of #RRGGBB or #RRGGBBAA as PDF wants them."""
    parts = [int(color[index : index + 2], 16) / 255.0 for index in (1, 3, 5)]
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in parts)


def opacity(color: Color | None) -> float:
    """Return the opacity of a colour, 1 where it has none of its own."""
    return int(color[7:9], 16) / 255.0 if color is not None and len(color) == 9 else 1.0


@lru_cache(maxsize=2048)
def _template(count: int, closed: bool) -> str:
    return "%d %d m\n" + "%d %d l\n" * (count - 1) + ("h\n" if closed else "")


def path_code(paths: Sequence[Path], height_mm: float, *, paint: str, join: bool = False) -> str:
    """Return the operators that draw paths given in millimetres, y down, on a page of that height.

    `paint` is the painting operator after each path, or after all of them with `join`. The numbers
    are hundredths of a point, for operators behind `HUNDREDTHS`.
    """
    runs = [run for path in paths for run in path.runs]
    if not runs:
        return ""
    every = runs[0] if len(runs) == 1 else np.concatenate(runs)
    numbers = np.rint(every * _UNITS_PER_MM + (0.0, height_mm * PT_PER_MM * 100.0)).astype(np.int64)
    if join:
        pieces = [_template(len(run), path.closed) for path in paths for run in path.runs]
        template = "".join(pieces) + paint
    else:
        template = "".join(
            "".join([_template(len(run), path.closed) for run in path.runs]) + paint + "\n"
            for path in paths
            if path.runs
        )
    return template % tuple(numbers.ravel().tolist())


def stroke_code(style: PathStyle) -> str:
    """Return the operators that set a stroke: colour, width, dashes, ends and joins.

    Its lengths are hundredths of a point, for operators behind `HUNDREDTHS`.
    """
    if style.stroke is None:
        return ""
    dashes = " ".join(str(round(length * PT_PER_MM * 100)) for length in style.dash_mm)
    ends = "1 J 1 j" if style.round_ends else "0 J 1 j"
    return (
        f"{rgb(style.stroke)} RG {round(style.width_mm * PT_PER_MM * 100)} w {ends}"
        + (f" [{dashes}] 0 d" if dashes else "")
        + "\n"
    )


def painting(style: PathStyle, *, closed: bool) -> str:
    """Return the painting operator of a style; filling is by the even-odd rule."""
    fills = style.fill is not None and style.hatch_mm is None and closed
    if fills and style.stroke is not None:
        return "B*"
    if fills:
        return "f*"
    return "S" if style.stroke is not None else "n"


def hatch_lines(paths: Sequence[Path], spacing_mm: float) -> list[Path]:
    """Return 45 degree lines, `spacing_mm` apart, that cover the box of the paths."""
    every = np.concatenate([run for path in paths for run in path.runs])
    (left, top), (right, bottom) = every.min(axis=0), every.max(axis=0)
    height = bottom - top
    step = spacing_mm * np.sqrt(2.0)
    first = np.floor((left - height) / step) * step
    return [
        Path((np.array([(x, bottom), (x + height, top)]),))
        for x in np.arange(first, right, step).tolist()
    ]


def marker_code(name: str, at_mm: Coordinates, height_mm: float) -> str:
    """Return the operators that draw a form at each point."""
    points = np.empty_like(at_mm, dtype=np.float64)
    points[:, 0] = at_mm[:, 0] * PT_PER_MM
    points[:, 1] = (height_mm - at_mm[:, 1]) * PT_PER_MM
    template = f"q 1 0 0 1 %.2f %.2f cm /{name} Do Q\n" * len(points)
    return template % tuple(points.ravel().tolist())
