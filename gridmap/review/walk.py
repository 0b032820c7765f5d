"""How far an officer walks to see everybody once."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from gridmap.geo.lanes import LaneNetwork
from gridmap.geo.walking_order import short_walk
from gridmap.i18n import tr
from gridmap.model.document import FeatureReader
from gridmap.model.features import Line

LANE_KINDS: Final = frozenset({"road", "lane", "path"})
AROUND_M: Final = 400.0
"""Lanes this far around the houses may be part of the walk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A walk past some houses: its length, and how many of its legs follow drawn lanes."""

    metres: float = 0.0
    legs: int = 0
    lane_legs: int = 0

    @property
    def words(self) -> str:
        """How the length was found."""
        if not self.legs:
            return ""
        if self.lane_legs == self.legs:
            return tr("along drawn lanes")
        if not self.lane_legs:
            return tr("straight line × 1.3: no lanes drawn")
        return tr(
            "{count} of {legs} legs along drawn lanes, the others straight line × 1.3",
            count=self.lane_legs,
            legs=self.legs,
        )


class Walker:
    """Walks over the lanes of one reader; a walk past the same houses is worked out once."""

    def __init__(self, reader: FeatureReader) -> None:
        lanes = [
            line.geometry
            for line in reader.all(Line)
            if line.geometry is not None and line.line_kind in LANE_KINDS
        ]
        self._lanes = np.array(lanes, dtype=object)
        self._tree = shapely.STRtree(self._lanes)
        self._known: dict[tuple[tuple[float, float], ...], Walk] = {}

    def walk(self, points_m: Sequence[tuple[float, float]]) -> Walk:
        """Return a short walk past some points in metres; it begins at the westernmost."""
        stops = tuple(sorted(set(points_m)))
        if len(stops) < 2:
            return Walk()
        if stops not in self._known:
            self._known[stops] = self._find(stops)
        return self._known[stops]

    def _find(self, stops: Sequence[tuple[float, float]]) -> Walk:
        left, bottom, right, top = shapely.total_bounds(shapely.points(np.array(stops))).tolist()
        around = shapely.box(left - AROUND_M, bottom - AROUND_M, right + AROUND_M, top + AROUND_M)
        near = self._lanes[self._tree.query(around)] if len(self._lanes) else self._lanes
        walks = LaneNetwork(list(near)).walks(stops)
        order = short_walk(walks.metres, first=0)
        legs = list(itertools.pairwise(order))
        return Walk(
            metres=float(sum(walks.metres[leg] for leg in legs)),
            legs=len(legs),
            lane_legs=int(sum(walks.by_lane[leg] for leg in legs)),
        )
