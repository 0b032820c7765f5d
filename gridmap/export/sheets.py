"""From a unit to its detail sheets: the measured scale, the tiles, and the layout of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

import numpy as np

from gridmap.export.frames import Rect, SheetFrame, with_locator_beside
from gridmap.export.ground import Ground
from gridmap.export.house_labels import HouseTexts
from gridmap.export.inset_search import InsetSearch
from gridmap.export.insets import JoinedDraft
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
from gridmap.export.sheet_parts import EDGE_MM, WHOLE, Part, tile_code, view_of_part, with_area
from gridmap.export.spots import Spot, spot_points, spots_of, thinned
from gridmap.export.tiling import Room, Tile, split
from gridmap.export.units import Unit
from gridmap.layers.view import MapView
from gridmap.model.features import FeatureId, Household, Place

_LABEL_MM2: Final = 52.0
_NEAREST_UNFORCED: Final = 1000
"""No sheet is drawn nearer than this only because it would still fit."""

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

    def view_of(self, household: FeatureId) -> MapView:
        """Return the view that has a household at home: that of its inset, else the map's."""
        for inset in self.layout.insets:
            if household in inset.members:
                return replace(inset.view, x_mm=inset.rect.x_mm, y_mm=inset.rect.y_mm)
        return self.view


FrameMaker = Callable[[Unit, Sequence[Household], Sequence[Place], bool], SheetFrame]
"""Returns the frame of a sheet of a unit that shows some of its households and some places.

The last says whether the page lies.
"""


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
        """Yield the detail sheets of a unit; each household on the map is at home on just one.

        What is not legible on one sheet is cut in two along a gap, and so on. Each part depends on
        its own houses alone, so that a change in one leaves the sheets of the others as they are.
        """
        spots = thinned(spots_of(unit.located))
        waiting = [Tile("", tuple(range(len(spots))))] if spots else []
        points = spot_points(spots)
        while waiting:
            tile = waiting.pop()
            part = Part(unit, tuple(spots[i] for i in tile.indexes), tile.path)
            draft = self._on_one_sheet(part)
            if draft is not None:
                yield self._finished(draft, tile.path)
                continue
            halves = split(points, tile, self._room(part))
            if len(halves) == 1:
                yield self._finished(self._draft(part, FINEST, is_lying=False), tile.path)
            waiting += reversed(halves if len(halves) > 1 else [])

    def _on_one_sheet(self, part: Part) -> _SheetDraft | None:
        """Return the draft of a part as one sheet; None where it is not legible on one."""
        if len(part.spots) > self.max_households:
            return None
        farthest = hopeful_scales(part.spots, _LABEL_MM2)[0]
        for scale, is_lying in self._choices(part):
            if scale > farthest:
                continue
            draft = self._draft(part, scale, is_lying=is_lying)
            is_legible = draft.draft.is_legible(_share(len(part.spots)))
            if is_legible and not _has_locator(draft):
                draft = self._draft(part, scale, is_lying=is_lying, is_low=True)
                is_legible = draft.draft.is_legible(_share(len(part.spots)))
            if is_legible and _has_locator(draft):
                return draft
            if scale == FINEST and not is_lying:
                return draft
        return self._with_insets(part)

    def _choices(self, part: Part) -> list[tuple[int, bool]]:
        """Return the scales at which a part fits one page, and whether the page lies, best first.

        The page stands unless it may have a larger scale lying. A sheet of a whole unit rather
        shows all of the unit's polygon, at a scale at most twice as far.
        """
        usual = [scale for scale in DETAIL_SCALES if scale >= _NEAREST_UNFORCED]
        fits = {lies: self._fit(part, part.span_m, usual, is_lying=lies) for lies in (False, True)}
        upright, lying = fits[False], fits[True]
        is_lying = lying is not None and (upright is None or lying < upright)
        best = lying if is_lying else upright
        found: list[tuple[int, bool]] = []
        if best is not None:
            whole = self._whole_scale(part, is_lying=is_lying)
            if whole is not None and best < whole <= 2 * best:
                found.append((whole, is_lying))
            found.append((best, is_lying))
        if is_lying and upright is not None:
            found.append((upright, False))
        for lies in (False, True):
            if self._fit(part, part.span_m, [FINEST], is_lying=lies) is not None:
                found.append((FINEST, lies))
        return found

    def _fit(
        self, part: Part, size_m: tuple[float, float], scales: Sequence[int], *, is_lying: bool
    ) -> int | None:
        """Return the largest of some scales at which a box fits a page with room around it."""
        window = self._frame(part, is_lying=is_lying).window
        return fitting_scale(
            size_m,
            width_mm=window.width_mm - EDGE_MM,
            height_mm=window.height_mm - EDGE_MM,
            scales=scales,
        )

    def _frame(self, part: Part, *, is_lying: bool) -> SheetFrame:
        """Return the frame of a page for a whole part; what it shows around is not known yet."""
        if is_lying not in part.frames:
            places = part.places(self.ground)
            part.frames[is_lying] = self.frame_of(part.unit, part.members, places, is_lying)
        return part.frames[is_lying]

    def _whole_scale(self, part: Part, *, is_lying: bool) -> int | None:
        """Return the largest scale at which the unit's polygon and houses fit; None for a tile."""
        if part.path or part.unit.area is None:
            return None
        low, high = with_area(part.points, part.unit)
        window = self._frame(part, is_lying=is_lying).window
        return fitting_scale(
            (float(high[0] - low[0]), float(high[1] - low[1])),
            width_mm=window.width_mm - 2,
            height_mm=window.height_mm - 2,
            scales=DETAIL_SCALES,
        )

    def _room(self, part: Part) -> Room:
        """Return what a sheet of a part holds at the scale that its houses need at least."""
        tried = [scale for scale, _ in self._choices(part)]
        scale = hopeful_scales(part.spots, _LABEL_MM2)[0]
        if tried and len(part.spots) <= self.max_households:
            scale = max((known for known in DETAIL_SCALES if known < max(tried)), default=FINEST)
        metres = scale / 1000.0
        windows = [self._frame(part, is_lying=lies).window for lies in (False, True)]
        return Room(
            tuple(
                ((window.width_mm - EDGE_MM) * metres, (window.height_mm - EDGE_MM) * metres)
                for window in windows
            ),
            self.max_households,
        )

    def _with_insets(self, part: Part) -> _SheetDraft | None:
        """Return the draft of a part with hamlets or a dense core in insets; None: not legible."""
        for is_lying in (False, True):
            draft = self._with_insets_on(part, is_lying=is_lying)
            if draft is not None and _has_locator(draft):
                return draft
        return None

    def _with_insets_on(self, part: Part, *, is_lying: bool) -> _SheetDraft | None:
        frame = self._frame(part, is_lying=is_lying)
        for _ in range(2):
            search = InsetSearch(
                spots=part.spots,
                window=Rect(0.0, 0.0, frame.window.width_mm, frame.window.height_mm),
                edge_mm=EDGE_MM,
                nearest=_NEAREST_UNFORCED,
                share=_share(len(part.spots)),
                setting_of=partial(self._setting, part.unit, part.own),
                texts=self.texts,
                names=self.names,
            )
            found = search.found()
            if found is None:
                return None
            view, draft = found
            needed = self.frame_of(part.unit, part.members, draft.places, is_lying)
            if needed.window.height_mm >= frame.window.height_mm:
                return _SheetDraft(part.unit, frame, view, part.spots, draft)
            frame = needed
        return None

    def _draft(
        self, part: Part, scale: int, *, is_lying: bool, is_low: bool = False
    ) -> _SheetDraft:
        """Return the draft of a part, in a frame with room for the officers and legend it needs.

        `is_low`: the houses stand in the lower part of the map, so that there is room above them.
        """
        frame = self._frame(part, is_lying=is_lying)
        view = view_of_part(part, frame, scale, is_low=is_low)
        known: list[Place] | None = None
        for _ in range(2):
            places = self.ground.places_in(view)
            if places == known:
                break
            frame, known = self.frame_of(part.unit, part.members, places, is_lying), places
            view = view_of_part(part, frame, scale, is_low=is_low)
        setting = self._setting(part.unit, part.own, view, part.spots)
        return _SheetDraft(
            part.unit, frame, view, part.spots, Draft(setting, self.texts, self.names)
        )

    def _finished(self, draft: _SheetDraft, path: str) -> Sheet:
        layout = draft.draft.finish()
        frame = draft.frame
        if layout.locator is None and not frame.is_lying:
            frame = with_locator_beside(frame)
        return Sheet(
            sheet_id=f"{draft.unit.code}-{tile_code(path)}",
            unit=draft.unit,
            frame=frame,
            view=draft.view,
            spots=draft.spots,
            layout=layout,
        )

    def area_sheet(self, unit: Unit) -> Sheet | None:
        """Return the sheet of a unit's polygon alone, for editions without households.

        None where it has no polygon.
        """
        if unit.area is None:
            return None
        places = self.ground.places_near(unit.area)
        frame = self.frame_of(unit, (), places, False)
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
            layout=Draft(
                replace(self._setting(unit, frozenset(), view, ()), places=places),
                self.texts,
                self.names,
            ).finish(),
        )

    def _setting(
        self,
        unit: Unit,
        own: frozenset[FeatureId],
        view: MapView,
        spots: tuple[Spot, ...],
    ) -> SheetSetting:
        here = {member.id for spot in spots for member in spot.members}
        return SheetSetting(
            view=view,
            spots=spots,
            foreign_m=self.ground.foreign_points(view, here | own),
            places=self.ground.places_in(view),
            care=self.care,
            soft=self.ground.soft_lines(view),
            walls=self.ground.walls(view),
            own_unit=unit.scope,
        )


def _has_locator(draft: _SheetDraft) -> bool:
    """Whether the locator has its place: a lying page has none beside the map."""
    return not draft.frame.is_lying or draft.draft.finish().locator is not None


@dataclass(frozen=True, slots=True, eq=False)
class _SheetDraft:
    """A sheet whose symbols stand and whose labels do not yet."""

    unit: Unit
    frame: SheetFrame
    view: MapView
    spots: tuple[Spot, ...]
    draft: Draft | JoinedDraft


def _share(count: int) -> float:
    """Return the share of labels a sheet of so many points must have; one may always fail."""
    return min(GOOD_SHARE, (count - 1) / count) if count > _SMALL else GOOD_SHARE
