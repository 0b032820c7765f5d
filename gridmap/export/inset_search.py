"""Which part of a unit goes into an inset so that all of it stands on one sheet.

Either hamlets far from the other houses, so that these may be drawn larger, or a dense core, so
that these may be drawn smaller. What is looked for needs free ground on the map for the insets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import shapely

from gridmap.export.frames import Rect
from gridmap.export.house_labels import HouseTexts
from gridmap.export.insets import JoinedDraft, Piece, dots_inside
from gridmap.export.labels_on_sheet import Draft
from gridmap.export.scale import DETAIL_SCALES, fitting_scale, hopeful_scales
from gridmap.export.sheet_layout import NameMaker, SheetSetting
from gridmap.export.spots import Spot, spot_points
from gridmap.export.tiling import Points, apart
from gridmap.layers.surface import Coordinates
from gridmap.layers.view import MapView

CAPTION_MM: Final = (46.0, 5.0)
"""The room that the caption of an inset takes in its upper left corner."""

_MOST: Final = 3
_APART_M: Final = 45.0
_MOST_IN_ALL: Final = 0.45
"""The most of a unit's points that hamlets in insets may be, of a sheet that insets may cover."""

_PIECE_MARGIN_MM: Final = (14.0, 9.0)
_LEAST_PIECE_MM: Final = (48.0, 28.0)
_LARGEST_PIECE: Final = 0.8
_HOUSE_ROOM_MM: Final = (9.0, 6.0)
_STEP_MM: Final = 4.0
_CROWD_MM: Final = 9.0
_CROWDS: Final = (6, 4, 3)
_CORE_MM: Final = 16.0

SettingMaker = Callable[[MapView, tuple[Spot, ...]], SheetSetting]
"""Returns the setting of a map that shows a view with some spots at home on it."""


@dataclass(frozen=True, slots=True)
class Division:
    """What stands on the map itself and what in each inset, as places in the list of spots.

    `is_core`: the map shows the ground of the insets too, smaller.
    """

    main: tuple[int, ...]
    pieces: tuple[tuple[int, ...], ...]
    is_core: bool = False


@dataclass(slots=True)
class InsetSearch:
    """Looks for a sheet with insets for some spots; `edge_mm` is kept free around the houses."""

    spots: Sequence[Spot]
    window: Rect
    edge_mm: float
    nearest: int
    share: float
    setting_of: SettingMaker
    texts: HouseTexts
    names: NameMaker
    points: Points = field(init=False)
    _known: dict[tuple[tuple[int, ...], int], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take the points of the spots."""
        self.points = spot_points(self.spots)

    def found(self) -> tuple[MapView, JoinedDraft] | None:
        """Return the view and the draft of a sheet with insets; None where none is legible."""
        for division in (*detached(self.points), *self._cores()):
            made = self._made(division)
            if made is not None:
                return made
        return None

    def _made(self, division: Division) -> tuple[MapView, JoinedDraft] | None:
        for scale in self._main_scales(division):
            for view in self._views(division, scale):
                pieces = self._placed(division, view)
                if pieces is None:
                    continue
                draft = self._joined(division, view, pieces)
                return (view, draft) if draft.is_legible(self.share) else None
        return None

    def _joined(self, division: Division, view: MapView, pieces: Sequence[Piece]) -> JoinedDraft:
        own = tuple(self.spots[i] for i in division.main)
        setting = self.setting_of(view, own)
        taken = [piece.rect for piece in pieces]
        if division.is_core:
            taken += [_ground(piece.view, view) for piece in pieces]
        for piece in pieces:
            taken += _dots(piece, view)
        shown = {place.id for piece in pieces for place in piece.setting.places}
        setting = replace(
            setting,
            taken=tuple(taken),
            places=[place for place in setting.places if place.id not in shown],
        )
        return JoinedDraft(setting, pieces, self.texts, self.names)

    def _main_scales(self, division: Division) -> list[int]:
        """Return the scales of the map to try, near to far: three at most that are not hopeless."""
        shown = self.points if division.is_core else self.points[list(division.main)]
        width, height = np.ptp(shown, axis=0).tolist()
        fits = fitting_scale(
            (width, height),
            width_mm=self.window.width_mm - self.edge_mm,
            height_mm=self.window.height_mm - self.edge_mm,
            scales=[scale for scale in DETAIL_SCALES if scale >= self.nearest],
        )
        if fits is None:
            return []
        hopeful = hopeful_scales([self.spots[i] for i in division.main], 52.0)[0]
        return [scale for scale in sorted(DETAIL_SCALES) if fits <= scale <= hopeful][:3]

    def _views(self, division: Division, scale: int) -> Iterator[MapView]:
        """Yield views of the map: its houses in the middle, then to one side."""
        shown = self.points if division.is_core else self.points[list(division.main)]
        low, high = shown.min(axis=0), shown.max(axis=0)
        step = scale / 1000.0
        room = np.array([self.window.width_mm, self.window.height_mm]) - self.edge_mm
        slack = np.maximum(room * step - (high - low), 0.0) / 2
        for dx, dy in _SHIFTS:
            centre = (low + high) / 2 + slack * (dx, dy)
            yield MapView(
                center_x_m=round(float(centre[0]) / step) * step,
                center_y_m=round(float(centre[1]) / step) * step,
                scale_denominator=scale,
                width_mm=self.window.width_mm,
                height_mm=self.window.height_mm,
            )

    def _placed(self, division: Division, view: MapView) -> list[Piece] | None:
        """Return the pieces where they hide nothing; None where one finds no place."""
        found: list[Piece] = []
        main = [self.spots[i] for i in division.main]
        setting = self.setting_of(view, tuple(main))
        taken = [_obstacles(view, setting, main)]
        order = sorted(division.pieces, key=lambda piece: (-len(piece), piece))
        for indexes in order:
            piece = self._place(indexes, view, taken, division)
            if piece is None:
                return None
            found.append(piece)
            taken.append(np.array([piece.rect.inset(-1.0).box]))
        return found

    def _place(
        self,
        indexes: tuple[int, ...],
        view: MapView,
        taken: list[Coordinates],
        division: Division,
    ) -> Piece | None:
        boxes, is_core = np.concatenate(taken), division.is_core
        main_mm = view.to_mm(self.points[list(division.main)]).tolist()
        own = tuple(self.spots[i] for i in indexes)
        for scale in self._piece_scales(indexes, int(view.scale_denominator), is_core=is_core):
            piece_view = _piece_view(spot_points(own), scale)
            if not self._is_small(piece_view):
                continue
            ground = _ground(piece_view, view)
            if any(ground.contains(x, y) for x, y in main_mm):
                continue
            around = boxes
            if is_core:
                around = np.concatenate([boxes, np.array([ground.inset(-1.0).box])])
            rect = _free_place(self.window, piece_view, around, _middle(ground))
            if rect is None:
                continue
            setting = replace(
                self.setting_of(piece_view, own),
                is_inset=True,
                taken=(Rect(0.0, 0.0, *CAPTION_MM),),
            )
            return Piece(rect=rect, setting=setting, is_core=is_core)
        return None

    def _is_small(self, view: MapView) -> bool:
        window = self.window
        return (
            view.width_mm <= window.width_mm * _LARGEST_PIECE
            and view.height_mm <= window.height_mm * _LARGEST_PIECE
            and view.width_mm * view.height_mm <= window.width_mm * window.height_mm * _MOST_IN_ALL
        )

    def _piece_scales(self, indexes: tuple[int, ...], main: int, *, is_core: bool) -> Iterator[int]:
        """Yield the legible scales of a piece: the map's own, then smaller ones, then larger ones.

        A core is only drawn larger than the map.
        """
        further = [] if is_core else [s for s in sorted(DETAIL_SCALES) if s >= main]
        nearer = [scale for scale in DETAIL_SCALES if scale < main]
        for scale in further:
            if not self._is_legible(indexes, scale):
                break
            yield scale
        if not further or not self._is_legible(indexes, main):
            yield from (scale for scale in nearer if self._is_legible(indexes, scale))

    def _is_legible(self, indexes: tuple[int, ...], scale: int) -> bool:
        key = (indexes, scale)
        if key not in self._known:
            own = tuple(self.spots[i] for i in indexes)
            hopeful = hopeful_scales(own, 52.0)
            setting = replace(
                self.setting_of(_piece_view(spot_points(own), scale), own),
                is_inset=True,
                taken=(Rect(0.0, 0.0, *CAPTION_MM),),
            )
            self._known[key] = scale <= hopeful[0] and Draft(
                setting, self.texts, self.names
            ).is_legible(self.share)
        return self._known[key]

    def _cores(self) -> Iterator[Division]:
        """Yield the divisions into a core, where too many houses stand, and all others."""
        width, height = np.ptp(self.points, axis=0).tolist()
        scale = fitting_scale(
            (width, height),
            width_mm=self.window.width_mm - self.edge_mm,
            height_mm=self.window.height_mm - self.edge_mm,
            scales=[scale for scale in DETAIL_SCALES if scale >= self.nearest],
        )
        if scale is None:
            return
        seen: set[tuple[int, ...]] = set()
        for crowd in _CROWDS:
            core = core_of(self.points, scale, crowd)
            if 4 <= len(core) <= len(self.points) - 3 and core not in seen:
                seen.add(core)
                rest = tuple(i for i in range(len(self.points)) if i not in set(core))
                yield Division(rest, (core,), is_core=True)


_SHIFTS: Final = (
    (0, 0), (-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1),
)  # fmt: skip


def detached(points: Points) -> Iterator[Division]:
    """Yield the divisions into the largest cluster and one, two, three that stand apart from it."""
    if len(points) < 4:
        return
    cuts = [mask for mask, gap_m in apart(points)[:_MOST] if gap_m >= _APART_M]
    part = np.zeros(len(points), dtype=np.int64)
    for number, mask in enumerate(cuts):
        part += mask.astype(np.int64) << number
        groups = [tuple(np.flatnonzero(part == value).tolist()) for value in np.unique(part)]
        groups.sort(key=lambda group: (-len(group), group))
        if len(groups[0]) >= (1.0 - _MOST_IN_ALL) * len(points):
            yield Division(groups[0], tuple(groups[1:]))


def core_of(points: Points, scale: int, crowd: int) -> tuple[int, ...]:
    """Return the points of the densest part, and all in the box around it; none where it is loose.

    Dense is where at least so many houses stand within 9 mm of each other.
    """
    geometries = shapely.points(points)
    tree = shapely.STRtree(geometries)
    reach_m = _CROWD_MM * scale / 1000.0
    first, _ = tree.query(geometries, predicate="dwithin", distance=reach_m)
    is_crowded = np.bincount(first, minlength=len(points)) >= crowd
    if not is_crowded.any():
        return ()
    chosen = _largest_cluster(points, np.flatnonzero(is_crowded), _CORE_MM * scale / 1000.0)
    low, high = points[chosen].min(axis=0), points[chosen].max(axis=0)
    pad = 9.0 * scale / 1000.0
    for _ in range(4):
        inside = ((points >= low - pad) & (points <= high + pad)).all(axis=1)
        low, high = points[inside].min(axis=0), points[inside].max(axis=0)
    return tuple(np.flatnonzero(inside).tolist())


def _largest_cluster(points: Points, chosen: np.ndarray, reach_m: float) -> np.ndarray:
    """Return those of some points that hang together in the largest cluster."""
    cuts = [mask for mask, gap in apart(points[chosen]) if gap > reach_m] if len(chosen) > 1 else []
    part = np.zeros(len(chosen), dtype=np.int64)
    for mask in cuts:
        _, part = np.unique(np.column_stack([part, mask]), axis=0, return_inverse=True)
        part = part.reshape(-1)
    return np.asarray(chosen[part == np.bincount(part).argmax()])


def _piece_view(points: Points, scale: int) -> MapView:
    """Return the view of a piece: its houses with room for their labels and the caption."""
    low, high = points.min(axis=0), points.max(axis=0)
    step = scale / 1000.0
    span = (high - low) / step
    width = max(float(span[0]) + 2 * _PIECE_MARGIN_MM[0], _LEAST_PIECE_MM[0])
    height = max(float(span[1]) + 2 * _PIECE_MARGIN_MM[1] + CAPTION_MM[1], _LEAST_PIECE_MM[1])
    centre = (low + high) / 2
    return MapView(
        center_x_m=round(float(centre[0]) / step) * step,
        center_y_m=round(float(centre[1] + CAPTION_MM[1] / 2 * step) / step) * step,
        scale_denominator=scale,
        width_mm=float(np.ceil(width)),
        height_mm=float(np.ceil(height)),
    )


def _ground(piece: MapView, main: MapView) -> Rect:
    """Return where the ground of a piece lies on the main map, in its millimetres."""
    min_x, min_y, max_x, max_y = piece.bounds_m
    (left, top), (right, bottom) = main.to_mm(np.array([(min_x, max_y), (max_x, min_y)])).tolist()
    return Rect(left, top, right - left, bottom - top)


def _dots(piece: Piece, main: MapView) -> list[Rect]:
    """Return the room of a piece's houses on the main map, where they are dots."""
    points = main.to_mm(spot_points(piece.setting.spots))
    return [Rect(x - 0.6, y - 0.6, 1.2, 1.2) for x, y in points[dots_inside(points, main)].tolist()]


def _middle(rect: Rect) -> tuple[float, float]:
    return rect.x_mm + rect.width_mm / 2, rect.y_mm + rect.height_mm / 2


def _obstacles(view: MapView, setting: SheetSetting, spots: Sequence[Spot]) -> Coordinates:
    """Return the boxes of what an inset may not hide: houses with their labels, places."""
    own = view.to_mm(spot_points(spots))
    room = np.array(_HOUSE_ROOM_MM)
    foreign = view.to_mm(setting.foreign_m.reshape(-1, 2))
    places = [place.geometry for place in setting.places if place.geometry is not None]
    marks = view.to_mm(shapely.get_coordinates(np.array(places, dtype=object)).reshape(-1, 2))
    return np.concatenate(
        [
            np.hstack([own - room, own + room]),
            np.hstack([foreign - 2.0, foreign + 2.0]),
            np.hstack([marks - 6.0, marks + 6.0]),
        ]
    )


def _free_place(
    window: Rect, view: MapView, boxes: Coordinates, towards: tuple[float, float]
) -> Rect | None:
    """Return the free place for an inset along the map's edges that is nearest to where it lies."""
    edge = 1.0
    most_x = window.width_mm - view.width_mm - edge
    most_y = window.height_mm - view.height_mm - edge
    if min(most_x, most_y) < edge:
        return None
    xs = np.append(np.arange(edge, most_x, _STEP_MM), most_x)
    ys = np.append(np.arange(edge, most_y, _STEP_MM), most_y)
    corners = np.array(
        [(x, y) for x in xs for y in (edge, most_y)] + [(x, y) for y in ys for x in (edge, most_x)]
    )
    ends = corners + np.array([view.width_mm, view.height_mm])
    hit = (
        (corners[:, None, 0] < boxes[None, :, 2]) & (ends[:, None, 0] > boxes[None, :, 0])
        & (corners[:, None, 1] < boxes[None, :, 3]) & (ends[:, None, 1] > boxes[None, :, 1])
    ).any(axis=1)  # fmt: skip
    if hit.all():
        return None
    target = np.clip(towards, (0.0, 0.0), (window.width_mm, window.height_mm))
    away = np.hypot(*((corners + ends) / 2 - target).T)
    away[hit] = np.inf
    x_mm, y_mm = corners[int(np.argmin(np.round(away, 3)))].tolist()
    return Rect(x_mm, y_mm, view.width_mm, view.height_mm)
