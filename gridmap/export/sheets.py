"""From a unit to its detail sheets: the measured scale, the tiles, and the layout of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from gridmap.export.frames import SheetFrame, with_locator_beside
from gridmap.export.ground import Ground
from gridmap.export.house_labels import HouseTexts
from gridmap.export.labels_on_sheet import Draft
from gridmap.export.scale import (
    DETAIL_SCALES,
    FINEST,
    GOOD_SHARE,
    fitting_scale,
    hopeful_scales,
    overview_scale,
)
from gridmap.export.sheet_layout import NameMaker, SheetLayout, SheetSetting
from gridmap.export.spots import Spot, spot_points, spots_of, thinned
from gridmap.export.tiling import Points, Tile, cut_into_tiles
from gridmap.export.units import Unit
from gridmap.layers.view import MapView
from gridmap.model.features import FeatureId, Household, Place

OVERLAP_MM: Final = 15.0
_EDGE_MM: Final = OVERLAP_MM + 3.0
"""Room kept free around the houses of a sheet.

Half for the overlap with the next sheet, the rest for labels.
"""

_LABEL_MM2: Final = 52.0
_FEW_BAD: Final = 0.4
_NEAREST_UNFORCED: Final = 1000
"""No sheet is drawn nearer than this only because it would still fit."""

WHOLE: Final = "01"
_LONGEST_PATH: Final = 4
_SMALL: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A detail sheet before it has a page: its stable id, its view (at 0, 0) and its layout."""

    sheet_id: str
    unit: Unit
    frame: SheetFrame
    view: MapView
    spots: tuple[Spot, ...]
    layout: SheetLayout

    @property
    def scale(self) -> int:
        """The denominator of the sheet's scale."""
        return int(self.view.scale_denominator)

    @property
    def households(self) -> list[Household]:
        """The households at home on the sheet."""
        return [member for spot in self.spots for member in spot.members]


FrameMaker = Callable[[Unit, Sequence[Household], Sequence[Place]], SheetFrame]
"""Returns the frame of a sheet of a unit that shows some of its households and some places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMaker:
    """Everything that all sheets of one village share."""

    ground: Ground
    texts: HouseTexts
    names: NameMaker
    care: Mapping[FeatureId, Sequence[str]] = field(default_factory=dict)
    max_households: int = 60
    frame_of: FrameMaker

    def sheets_of(self, unit: Unit) -> Iterator[Sheet]:
        """Yield the detail sheets of a unit; each household on the map is at home on just one."""
        spots = thinned(spots_of(unit.located))
        if not spots:
            return
        frame = self.frame_of(unit, unit.located, self.ground.places_near(unit.extent))
        yield from self._legible(unit, frame, spots, self._scales(unit, frame, spots), "")

    def _legible(
        self,
        unit: Unit,
        frame: SheetFrame,
        spots: Sequence[Spot],
        scales: Sequence[int],
        path: str,
    ) -> Iterator[Sheet]:
        """Yield the sheets of some spots at the first scale at which they are legible.

        Where only a few sheets of a scale are too crowded, these alone go on to a larger one. At
        the last scale everything is taken, with the fallbacks of labels_on_sheet.
        """
        for at, scale in enumerate(scales):
            tiles = self._tiles(frame, spot_points(spots), scale)
            drafts = [
                self._draft(unit, frame, spots, tile, self._filling(frame, spots, tile, scale))
                for tile in tiles
            ]
            is_last = at == len(scales) - 1
            bad = [] if is_last else self._crowded(drafts, len(spots))
            if bad is None:
                continue
            for tile, draft in zip(tiles, drafts, strict=True):
                if draft in bad:
                    own = [spots[i] for i in tile.indexes]
                    finer = [known for known in DETAIL_SCALES if known < scale]
                    yield from self._legible(unit, frame, own, finer, path + tile.path)
                else:
                    yield self._finished(draft, path + tile.path)
            return

    def _crowded(self, drafts: Sequence[_SheetDraft], count: int) -> list[_SheetDraft] | None:
        """Return the drafts that are not legible; None where there are so many that all go on."""
        bad: list[_SheetDraft] = []
        crowd = 0
        for draft in drafts:
            if not draft.draft.is_legible(_share(len(draft.spots))):
                bad.append(draft)
                crowd += len(draft.spots)
                if crowd > _FEW_BAD * count or len(drafts) == 1:
                    return None
        return bad

    def _scales(self, unit: Unit, frame: SheetFrame, spots: Sequence[Spot]) -> list[int]:
        """Return the scales to try, far to near.

        Of those that need as many sheets, only the nearest.

        A larger scale that costs no sheet more is easier to read. Where one sheet is enough, a
        scale that shows the whole
        of the unit's polygon is preferred, if it is at most twice as far.
        """
        points = spot_points(spots)
        hopeful = hopeful_scales(spots, _LABEL_MM2)
        counts = [len(self._tiles(frame, points, scale)) for scale in hopeful]
        chosen: dict[int, int] = {}
        for scale, count in zip(hopeful, counts, strict=True):
            if count not in chosen or scale >= _NEAREST_UNFORCED:
                chosen[count] = scale
        if 1 in chosen and unit.area is not None:
            whole = self._whole_scale(unit, frame, points)
            if whole is not None and chosen[1] < whole <= 2 * chosen[1] and whole in hopeful:
                chosen[1] = whole
        if FINEST not in chosen.values():
            chosen[-1] = FINEST
        return sorted(chosen.values(), reverse=True)

    def _whole_scale(self, unit: Unit, frame: SheetFrame, points: Points) -> int | None:
        assert unit.area is not None
        bounds = np.array(unit.area.bounds).reshape(2, 2)
        size = np.maximum(bounds[1], points.max(axis=0)) - np.minimum(bounds[0], points.min(axis=0))
        return fitting_scale(
            (float(size[0]), float(size[1])),
            width_mm=frame.window.width_mm - 2,
            height_mm=frame.window.height_mm - 2,
            scales=DETAIL_SCALES,
        )

    def _filling(self, frame: SheetFrame, spots: Sequence[Spot], tile: Tile, scale: int) -> int:
        """Return the nearest scale at which a tile's houses fill its page rather than a corner.

        A sheet of a whole unit keeps the scale that was chosen to show the unit.
        """
        if not tile.path:
            return scale
        span = np.ptp(spot_points([spots[i] for i in tile.indexes]), axis=0)
        nearer = [known for known in DETAIL_SCALES if _NEAREST_UNFORCED <= known <= scale]
        found = fitting_scale(
            (float(span[0]), float(span[1])),
            width_mm=frame.window.width_mm - _EDGE_MM,
            height_mm=frame.window.height_mm - _EDGE_MM,
            scales=nearer,
        )
        return found if found is not None else scale

    def _tiles(self, frame: SheetFrame, points: Points, scale: int) -> list[Tile]:
        metres = scale / 1000.0
        return cut_into_tiles(
            points,
            width_m=(frame.window.width_mm - _EDGE_MM) * metres,
            height_m=(frame.window.height_mm - _EDGE_MM) * metres,
            max_points=self.max_households,
        )

    def _draft(
        self, unit: Unit, frame: SheetFrame, spots: Sequence[Spot], tile: Tile, scale: int
    ) -> _SheetDraft:
        """Return the draft of a tile, in a frame with room for the officers and legend it needs."""
        own = tuple(spots[i] for i in tile.indexes)
        members = [member for spot in own for member in spot.members]
        is_whole = not tile.path and len(own) == len(spots)
        view = self._view(unit, frame, spot_points(own), scale, is_whole=is_whole)
        for _ in range(2):
            frame = self.frame_of(unit, members, self.ground.places_in(view))
            view = self._view(unit, frame, spot_points(own), scale, is_whole=is_whole)
        setting = self._setting(view, own, unit, self.ground.places_in(view))
        return _SheetDraft(unit, frame, view, own, Draft(setting, self.texts, self.names))

    def _finished(self, draft: _SheetDraft, path: str) -> Sheet:
        layout = draft.draft.finish()
        frame = draft.frame if layout.locator else with_locator_beside(draft.frame)
        return Sheet(
            sheet_id=f"{draft.unit.code}-{tile_code(path)}",
            unit=draft.unit,
            frame=frame,
            view=draft.view,
            spots=draft.spots,
            layout=layout,
        )

    def _view(
        self,
        unit: Unit,
        frame: SheetFrame,
        points_m: Points,
        scale: int,
        *,
        is_whole: bool,
    ) -> MapView:
        """Return the sheet's view.

        Centred on the unit's polygon where all of it fits, else on the houses.
        """
        window = frame.window
        low, high = points_m.min(axis=0), points_m.max(axis=0)
        centre = (low + high) / 2
        if is_whole and unit.area is not None:
            bounds = np.array(unit.area.bounds).reshape(2, 2)
            bounds = np.array([np.minimum(bounds[0], low), np.maximum(bounds[1], high)])
            size_mm = (bounds[1] - bounds[0]) * 1000.0 / scale
            if size_mm[0] <= window.width_mm - 6 and size_mm[1] <= window.height_mm - 6:
                centre = bounds.mean(axis=0)
        # The centre stands on a whole millimetre of paper, so that a house more does not move the
        # sheet.
        step = scale / 1000.0
        return MapView(
            center_x_m=round(float(centre[0]) / step) * step,
            center_y_m=round(float(centre[1]) / step) * step,
            scale_denominator=scale,
            width_mm=window.width_mm,
            height_mm=window.height_mm,
        )

    def area_sheet(self, unit: Unit) -> Sheet | None:
        """Return the sheet of a unit's polygon alone, for editions without households.

        None where it has no polygon.
        """
        if unit.area is None:
            return None
        places = self.ground.places_near(unit.area)
        frame = self.frame_of(unit, (), places)
        bounds = np.array(unit.area.bounds).reshape(2, 2)
        size = bounds[1] - bounds[0]
        window = frame.window
        scale = overview_scale(
            (float(size[0]), float(size[1])),
            width_mm=window.width_mm - 6,
            height_mm=window.height_mm - 6,
        )
        centre = bounds.mean(axis=0)
        view = MapView(
            center_x_m=float(centre[0]),
            center_y_m=float(centre[1]),
            scale_denominator=scale,
            width_mm=window.width_mm,
            height_mm=window.height_mm,
        )
        return Sheet(
            sheet_id=f"{unit.code}-{WHOLE}",
            unit=unit,
            frame=frame,
            view=view,
            spots=(),
            layout=Draft(self._setting(view, (), unit, places), self.texts, self.names).finish(),
        )

    def _setting(
        self, view: MapView, spots: tuple[Spot, ...], unit: Unit, places: Sequence[Place]
    ) -> SheetSetting:
        own = {member.id for spot in spots for member in spot.members}
        return SheetSetting(
            view=view,
            spots=spots,
            foreign_m=self.ground.foreign_points(view, own),
            places=places,
            care=self.care,
            soft=self.ground.soft_lines(view),
            own_unit=unit.scope,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _SheetDraft:
    """A sheet whose symbols stand and whose labels do not yet."""

    unit: Unit
    frame: SheetFrame
    view: MapView
    spots: tuple[Spot, ...]
    draft: Draft


def _share(count: int) -> float:
    """Return the share of labels a sheet of so many points must have; one may always fail."""
    return min(GOOD_SHARE, (count - 1) / count) if count > _SMALL else GOOD_SHARE


def tile_code(path: str) -> str:
    """Return the part of a sheet id that names a tile: its path of cuts, long ones shortened.

    The whole unit is 01. Up to four cuts are letters (a: west or north, b: east or south); of
    more, every two become a digit, so that the code of a tile never changes with the others.
    """
    if not path:
        return WHOLE
    if len(path) <= _LONGEST_PATH:
        return path
    pairs = {"aa": "1", "ab": "2", "ba": "3", "bb": "4"}
    even = len(path) // 2 * 2
    return "".join(pairs[path[i : i + 2]] for i in range(0, even, 2)) + path[even:]
