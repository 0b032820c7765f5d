"""What an overview's map shows, and where its badges and page numbers stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from gridmap.export.arrange import Occupied, PlacedSymbol, place_badges, place_care
from gridmap.export.frames import Rect, SheetFrame, cell_at
from gridmap.export.leaders import Leader
from gridmap.export.overview_plates import Plate, place_plates
from gridmap.export.rings import Ring
from gridmap.layers.labels import Boxes
from gridmap.layers.surface import Coordinates
from gridmap.layers.view import MapView
from gridmap.model.features import FeatureId, Line, Place, Surface2D
from gridmap.model.page_numbers import PageNumber

_HOUSE_DOT_MM: Final = (0.45, 0.9)
_HOUSE_M: Final = 10.0
"""A house on the ground, and the least and greatest size of its square on an overview."""


@dataclass(frozen=True, slots=True)
class SheetRectangle:
    """A detail sheet on the overview: its id, page, page name and the ground it shows (metres)."""

    sheet_id: str
    page: PageNumber
    target: str
    bounds_m: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class AreaName:
    """A name that stands inside an area: text, style, points to try (millimetres of the window)."""

    key: str
    text: str
    style: str
    centers: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class OwnPeople:
    """A household of the recipient's own people: where it is, in metres, and their categories."""

    household: FeatureId
    x_m: float
    y_m: float
    categories: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OverviewMap:
    """What the overview map shows, in millimetres of its window at 0, 0."""

    frame: SheetFrame
    view: MapView
    village: Surface2D | None
    rectangles: tuple[SheetRectangle, ...]
    places: tuple[Place, ...]
    houses_m: Coordinates
    names: tuple[AreaName, ...]
    boundaries: tuple[str, ...]
    rings: tuple[Ring, ...] = ()
    lines: tuple[Line, ...] = ()
    walls: Boxes | None = None
    care: tuple[OwnPeople, ...] = ()

    @property
    def house_mm(self) -> float:
        """The size of a house's square: small enough that rows of houses stay rows."""
        least, most = _HOUSE_DOT_MM
        return min(most, max(least, _HOUSE_M * self.view.mm_per_m))

    @cached_property
    def badges(self) -> tuple[PlacedSymbol, ...]:
        """The places' badges, moved apart where they would cover each other or a page number.

        Where the sheets are marked there is a list of the places: a badge without room is left to
        it.
        """
        every = self._all_badges
        return tuple(one for one in every if not one.is_forced) if self.rectangles else every

    @cached_property
    def _all_badges(self) -> tuple[PlacedSymbol, ...]:
        return place_badges(self.view, self.places, Occupied(self.plates()))

    @cached_property
    def people(self) -> tuple[PlacedSymbol, ...]:
        """The symbols of the recipient's own people; who has no room is left to the table."""
        left, bottom, right, top = self.view.bounds_m
        care = [one for one in self.care if left < one.x_m < right and bottom < one.y_m < top]
        if not care:
            return ()
        occupied = Occupied(self.plates())
        occupied.add([badge.rect for badge in self.badges])
        at = self.view.to_mm(np.array([(one.x_m, one.y_m) for one in care])).tolist()
        houses = [(one.household, x, y) for one, (x, y) in zip(care, at, strict=True)]
        codes = {one.household: one.categories for one in care}
        placed = place_care(self.view, houses, codes, occupied)
        return tuple(symbol for symbol in placed if not symbol.is_forced)

    @property
    def unmarked(self) -> frozenset[FeatureId]:
        """The places that only the list has, for want of room."""
        return frozenset({one.owner for one in self._all_badges} - {b.owner for b in self.badges})

    def cells(self) -> dict[FeatureId, str]:
        """Return the reference cell of each place on the map."""
        window = Rect(0.0, 0.0, self.view.width_mm, self.view.height_mm)
        return {badge.owner: cell_at(window, badge.x_mm, badge.y_mm) for badge in self._all_badges}

    def rects_mm(self) -> list[Rect]:
        """Return the rectangles of the sheets."""
        result = []
        for item in self.rectangles:
            left, bottom, right, top = item.bounds_m
            (x0, y0), (x1, y1) = self.view.to_mm(np.array([(left, top), (right, bottom)])).tolist()
            result.append(Rect(x0, y0, x1 - x0, y1 - y0))
        return result

    @cached_property
    def sheet_plates(self) -> tuple[Plate | None, ...]:
        """The plates of the page numbers, one for each rectangle; None: the map has no room."""
        window = Rect(0.0, 0.0, self.view.width_mm, self.view.height_mm)
        return place_plates(self.rects_mm(), window)

    def plates(self) -> Boxes:
        """Return the boxes of the page numbers' plates and of their leaders, shape (n, 4)."""
        plates = [plate for plate in self.sheet_plates if plate is not None]
        boxes = np.array([plate.rect.box for plate in plates], dtype=np.float64).reshape(-1, 4)
        leaders = [Leader(*plate.leader).boxes() for plate in plates if plate.leader is not None]
        return np.concatenate([boxes, *leaders])
