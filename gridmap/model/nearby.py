"""Who may be counted near which place: the allowed pairs and no other (domain.md section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

import numpy as np
import shapely
from shapely import Point

from gridmap.model.care import is_printable
from gridmap.model.categories import catalogue_of
from gridmap.model.document import FeatureReader
from gridmap.model.features import CareRecord, FeatureId, Household, Place
from gridmap.model.masks import masked_count

NearTexts: TypeAlias = dict[FeatureId, dict[str, tuple[str, ...]]]
"""By place and category: how many live within each of RINGS_M, as it may be printed."""

EVERYBODY: Final = "all"
"""Instead of a category: all households."""

PAIRS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("P04", "P05"), frozenset({"C01", "C02", "C03", "C07", "C10"})),
    **dict.fromkeys(("P01", "P02", "P03"), frozenset({"C04", "C05"})),
    **dict.fromkeys(("P09", "P10"), frozenset({"C10", "C02", "C03"})),
    "P08": frozenset({"C01", "C02"}),
    **dict.fromkeys(("P13", "P14"), frozenset({"C10", EVERYBODY})),
}
"""Kinds of place and the categories that may be counted near them."""

NEVER: Final = frozenset({"C08", "C09", "C11"})
COUNTS_ONLY: Final = frozenset({"P01", "P02", "P03"})
"""Places near which people are counted and never listed."""

RINGS_M: Final = (300.0, 500.0, 1000.0)
"""The rings of a place sheet, in metres."""


def masked_rings(counts: Sequence[int]) -> tuple[str, ...]:
    """Return counts within growing rings as they may leave the program.

    Small counts are masked, and so is a small difference to the ring before: it would tell how few
    live between the two. Such a ring says at least as many as the last that is told.
    """
    texts: list[str] = []
    told = 0
    for count in counts:
        if count and 0 < count - told < 5 and told:
            texts.append(f"≥{told}")
        else:
            texts.append(masked_count(count))
            told = count if count >= 5 else 0
    return tuple(texts)


def near_places(reader: FeatureReader, *, on: date) -> NearTexts:
    """Return how many people live near each place on a day, for the allowed pairs, masked."""
    catalogue = catalogue_of(reader)
    homes: dict[str, list[Point]] = {}
    for household in reader.all(Household):
        if household.geometry is not None:
            homes.setdefault(EVERYBODY, []).append(household.geometry)
    for record in reader.all(CareRecord):
        home = reader.find(record.household, Household)
        point = home.geometry if home is not None else None
        if point is not None and is_printable(record, catalogue, on=on):
            homes.setdefault(record.category, []).append(point)
    return rings_around(reader.all(Place), homes)


def rings_around(places: Iterable[Place], homes: Mapping[str, Sequence[Point]]) -> NearTexts:
    """Return how many homes of each allowed category stand within the rings of each place, masked.

    `homes` are the points, in metres, of those who are counted, by category; a home stands in it
    once for each of its people. Only allowed pairs are in the result.
    """
    coordinates = {
        category: shapely.get_coordinates(np.array(points, dtype=object))
        for category, points in homes.items()
        if points
    }
    found: NearTexts = {}
    for place in places:
        point = place.geometry
        if point is None:
            continue
        rows = {}
        for category in sorted(PAIRS.get(place.place_kind, frozenset())):
            at = coordinates.get(category, _NOBODY)
            away = np.hypot(at[:, 0] - point.x, at[:, 1] - point.y)
            rows[category] = masked_rings([int((away <= ring).sum()) for ring in RINGS_M])
        if rows:
            found[place.id] = rows
    return found


_NOBODY: Final = np.empty((0, 2))
