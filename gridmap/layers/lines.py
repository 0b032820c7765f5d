"""Lines on the ground: roads and lanes with their casing, paths, water and walls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.layers.contours import CONTOUR_KINDS, FARTHEST, are_index
from gridmap.layers.layer import clipped, line_runs_mm, visible_shapes
from gridmap.layers.style import Styles
from gridmap.layers.surface import Path, Surface
from gridmap.layers.view import MapView
from gridmap.model.features import LINE_KINDS, Line

WATER_KINDS: Final = ("ditch", "stream", "river")
ROAD_KINDS: Final = ("wall", "path", "lane", "road")
_WIDE: Final = frozenset({"road", "lane", "river"})
_WIDTH_STEP_MM: Final = 0.25
_DRAWN: Final = (*LINE_KINDS, CONTOUR_KINDS[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLayer:
    """Lines as arrays: shapes, boxes (n, 4), the index of how they are drawn, widths.

    A width is in metres, nan where it is not known.
    """

    shapes: NDArray[np.object_]
    bounds_m: NDArray[np.float64]
    kinds: NDArray[np.uint8]
    widths_m: NDArray[np.float64]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> LineLayer:
        """Prepare the lines that have a shape."""
        placed = [item for item in lines if item.geometry is not None]
        numbers = {kind: number for number, kind in enumerate(LINE_KINDS)}
        shapes = np.array([item.geometry for item in placed], dtype=object)
        kinds = np.array([numbers.get(item.line_kind, 0) for item in placed], dtype=np.uint8)
        return cls(
            shapes=shapes,
            bounds_m=shapely.bounds(shapes).reshape(-1, 4),
            kinds=np.where(are_index(placed), len(LINE_KINDS), kinds).astype(np.uint8),
            widths_m=np.array([item.width_m or np.nan for item in placed], dtype=np.float64),
        )

    def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Draw contour lines first, then water, then roads.

        Of each, all casings, then all fillings, so that junctions join.
        """
        shown = visible_shapes(self.bounds_m, view)
        if not len(shown):
            return
        cut = clipped(self.shapes[shown], view)
        heights = CONTOUR_KINDS if view.scale_denominator <= FARTHEST else CONTOUR_KINDS[1:]
        for family in (heights, WATER_KINDS, ROAD_KINDS):
            groups = [
                group for kind in family for group in self._groups(kind, shown, cut, view, styles)
            ]
            for kind, width_mm, path in groups:
                _draw_casing(surface, kind, width_mm, path, styles)
            for kind, width_mm, path in groups:
                style = styles.path(kind)
                surface.paths([path], replace(style, width_mm=width_mm) if width_mm else style)

    def _groups(
        self,
        kind: str,
        shown: NDArray[np.intp],
        cut: NDArray[np.object_],
        view: MapView,
        styles: Styles,
    ) -> list[tuple[str, float, Path]]:
        """Return the lines of a kind as paths of one width each; width 0: the style's own."""
        mine = np.flatnonzero(self.kinds[shown] == _DRAWN.index(kind))
        if not len(mine):
            return []
        if kind not in _WIDE:
            return _as_path(kind, 0.0, cut[mine], view)
        known = self.widths_m[shown][mine]
        widths_m = np.where(np.isnan(known), styles.size_mm(f"{kind}-width-m"), known)
        width_mm = np.clip(
            widths_m * view.mm_per_m, styles.size_mm(f"{kind}-min"), styles.size_mm(f"{kind}-max")
        )
        steps = np.ceil(width_mm / _WIDTH_STEP_MM) * _WIDTH_STEP_MM
        return [
            group
            for width in np.unique(steps).tolist()
            for group in _as_path(kind, width, cut[mine[steps == width]], view)
        ]


def _as_path(
    kind: str, width_mm: float, shapes: NDArray[np.object_], view: MapView
) -> list[tuple[str, float, Path]]:
    runs = line_runs_mm(shapes, view)
    return [(kind, width_mm, Path(tuple(runs)))] if runs else []


def _draw_casing(surface: Surface, kind: str, width_mm: float, path: Path, styles: Styles) -> None:
    name = f"{kind}-casing"
    if name not in styles.lines:
        return
    style = styles.path(name)
    if width_mm:
        style = replace(style, width_mm=width_mm + 2 * styles.size_mm("casing"))
    surface.paths([path], style)
