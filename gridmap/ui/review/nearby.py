"""How near people live to the services meant for them: rows for the card. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import FeatureId
from gridmap.review.coverage import Coverage
from gridmap.review.proximity import Proximity, proximity

_ASKED: Final = (
    (("P04", "P05"), "C01"),
    (("P04", "P05"), "C02"),
    (("P09", "P10"), "C10"),
    (("P08",), "C01"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearRow:
    """Some people and their nearest place."""

    place: str
    people: str
    found: Proximity


def near_rows(coverage: Coverage, households: Collection[FeatureId]) -> Iterable[NearRow]:
    """Yield the allowed pairs that leaders ask for first: clinic, shelter, meal point."""
    catalogue = load_catalogue()
    names = {
        ("P04", "P05"): tr("nearest clinic"),
        ("P09", "P10"): tr("nearest shelter"),
        ("P08",): tr("nearest meal point"),
    }
    for kinds, category in _ASKED:
        found = proximity(coverage, kinds, category, households=households)
        if found.total:
            yield NearRow(
                place=names[kinds], people=catalogue.care[category].short_name, found=found
            )
