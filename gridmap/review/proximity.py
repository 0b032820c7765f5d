"""Who lives near which service, for the allowed pairs of place and category and for no other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from gridmap.errors import PrivacyError
from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import FeatureId, Household, Place
from gridmap.model.masks import masked_count
from gridmap.model.nearby import COUNTS_ONLY, EVERYBODY, NEVER, PAIRS
from gridmap.review.coverage import Coverage

BANDS_M: Final = (300.0, 500.0, 1000.0, 2000.0)
METRES_A_MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """One household and its nearest place of the kinds asked for; straight line in metres."""

    household: FeatureId
    place: FeatureId
    metres: float

    @property
    def minutes(self) -> float:
        """Minutes on foot at 60 m a minute, as the crow flies."""
        return self.metres / METRES_A_MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Proximity:
    """How near some people are to their nearest place.

    `within`: how many within each of BANDS_M, `total` all who are on the map, `unplaced` those who
    are not. `rows` the furthest first; empty where people are only counted.
    """

    total: int
    unplaced: int
    within: tuple[int, ...]
    rows: tuple[Near, ...] = ()

    @property
    def shares(self) -> tuple[float | None, ...]:
        """The shares within each band; None where nobody is counted."""
        return tuple(count / self.total if self.total else None for count in self.within)

    @property
    def masked(self) -> tuple[str, ...]:
        """The counts as they may leave the program."""
        return tuple(masked_count(count) for count in self.within)


def check_pair(place_kinds: Collection[str], category: str) -> None:
    """Raise PrivacyError, with the reason, where people of a category may not be asked for near."""
    catalogue = load_catalogue()
    known = catalogue.care.get(category)
    name = known.name if known is not None else category
    if category in NEVER or (known is not None and known.is_restricted):
        raise PrivacyError(
            tr("“{category}” is never put in relation to a place.", category=name),
            hint=tr("Its records are seen by the assigned officer alone."),
        )
    for code in place_kinds:
        if category in PAIRS.get(code, frozenset()):
            continue
        kind = catalogue.places.get(code)
        allowed = sorted(
            catalogue.places[item].name for item, pair in PAIRS.items() if category in pair
        )
        raise PrivacyError(
            tr(
                "“{category}” near “{place}” helps with no service, so it is not worked out.",
                category=tr("all households") if category == EVERYBODY else name,
                place=kind.name if kind is not None else code,
            ),
            hint=tr("Allowed are: {places}.", places=", ".join(allowed) or tr("none")),
        )


def proximity(
    coverage: Coverage,
    place_kinds: Collection[str],
    category: str,
    *,
    households: Collection[FeatureId] | None = None,
) -> Proximity:
    """Return how near the people of a category are to the nearest place of some kinds.

    `households`: only those of these (a village's, a grid's). Raises: PrivacyError for a pair that
    is not allowed.
    """
    check_pair(place_kinds, category)
    homes = _homes(coverage, category, households)
    placed = [home for home in homes if home.geometry is not None]
    places = [
        item
        for item in coverage.reader.all(Place)
        if item.place_kind in place_kinds and item.geometry is not None
    ]
    rows = _nearest(placed, places)
    counted = tuple(sum(row.metres <= band for row in rows) for band in BANDS_M)
    return Proximity(
        total=len(placed),
        unplaced=len(homes) - len(placed),
        within=counted,
        rows=() if COUNTS_ONLY.intersection(place_kinds) else rows,
    )


def nearest_place(
    coverage: Coverage, household: Household, place_kinds: Collection[str]
) -> Near | None:
    """Return the nearest place of some kinds to one household; None where there is none."""
    if household.geometry is None:
        return None
    places = [
        item
        for item in coverage.reader.all(Place)
        if item.place_kind in place_kinds and item.geometry is not None
    ]
    return next(iter(_nearest([household], places)), None)


def _homes(
    coverage: Coverage, category: str, households: Collection[FeatureId] | None
) -> list[Household]:
    """Return the households of a category, each as often as it has people of it."""
    reader = coverage.reader
    if category == EVERYBODY:
        found = list(reader.all(Household))
    else:
        found = [
            home
            for record in coverage.active_records
            if record.category == category
            and (home := reader.find(record.household, Household)) is not None
        ]
    return [home for home in found if households is None or home.id in households]


def _nearest(homes: Sequence[Household], places: Sequence[Place]) -> tuple[Near, ...]:
    if not homes or not places:
        return ()
    tree = shapely.STRtree(np.array([place.geometry for place in places], dtype=object))
    spots = np.array([home.geometry for home in homes], dtype=object)
    (at, found), metres = tree.query_nearest(spots, return_distance=True, all_matches=False)
    rows = [
        Near(household=homes[index].id, place=places[place].id, metres=float(away))
        for index, place, away in zip(at.tolist(), found.tolist(), metres.tolist(), strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: -row.metres))
